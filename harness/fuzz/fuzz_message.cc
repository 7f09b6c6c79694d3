// A request as a server reads it: the first line is its target, the second its Content-Type, the third its Cookie and a
// list header; the rest is the body.
#include "input.h"

#include <concord/message/conformance.h>
#include <concord/message/credentials.h>
#include <concord/message/router.h>

using namespace concord;

namespace {

contract::SchemaRef schema(const char* text) {
  auto parsed = document::parse_answer_json(text);
  auto root = std::make_shared<const document::Node>(std::move(*parsed.root));
  return {root, {}, "fuzz", root.get()};
}

const char* const list = R"({"type":"array","items":{"type":"integer"}})";
const char* const object =
    R"({"type":"object","properties":{"a":{"type":"integer"},"l":{"items":{"type":"string"}},"o":{"type":"object"}}})";

contract::Parameter parameter(const char* name, contract::ParameterIn in, const char* style, bool explode,
                              const char* text) {
  contract::Parameter made;
  made.name = name;
  made.in = in;
  made.style = style;
  made.explode = explode;
  made.schema = schema(text);
  return made;
}

contract::Operation make_operation() {
  using enum contract::ParameterIn;
  contract::Operation operation;
  operation.method = "POST";
  operation.path = "/a/{label}{matrix}/{x},{y}.json";
  operation.parameters = {parameter("label", Path, "label", true, list),
                          parameter("matrix", Path, "matrix", true, object),
                          parameter("x", Path, "simple", false, list),
                          parameter("form", Query, "form", true, list),
                          parameter("csv", Query, "form", false, object),
                          parameter("pipe", Query, "pipeDelimited", false, list),
                          parameter("space", Query, "spaceDelimited", false, list),
                          parameter("deep", Query, "deepObject", true, object),
                          parameter("X-List", Header, "simple", true, object),
                          parameter("c", Cookie, "form", true, list)};
  for (const char* type : {"application/json", "application/x-www-form-urlencoded", "multipart/form-data", "text/*"}) {
    operation.request_body.push_back({type, schema(object), {}});
  }
  operation.security = {{{"k", "apiKey", "", Query, "key", {}}}, {{"b", "http", "basic", Header, "", {}}}};
  return operation;
}

struct Served {
  contract::Operation operation = make_operation();
  message::RequestReader reader = std::move(message::RequestReader::make(operation)).value();
  message::Router router;
  Served() {
    auto path = message::PathTemplate::parse(operation.path);
    reader.prepare(*path);
    router.add("POST", *path, 0);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Served served;
  const auto [target, behind] = fuzz::split_first_line(fuzz::text_of(data, size));
  const auto [type, more] = fuzz::split_first_line(behind);
  const auto [fields, body] = fuzz::split_first_line(more);
  const http::Headers headers{{"Content-Type", std::string(type)},
                              {"Cookie", std::string(fields)},
                              {"X-List", std::string(fields)},
                              {"Authorization", std::string(fields)}};
  const message::RequestView request{"POST", target, headers, body};
  message::find_credentials(served.operation, request);
  const auto path = message::path_of(target);
  if (!path) return 0;
  const auto found = served.router.find("POST", *path);
  const message::ReadRequest read = served.reader.read(request, found.values);
  for (const message::Problem& problem : served.reader.problems(read)) {
    fuzz::require(!problem.keyword.empty() && !problem.message.empty(), "a problem says what it is");
  }
  // What was read as parts is read again when it is written.
  const message::ReadParts parts = message::read_multipart(body, "b");
  const std::string boundary = message::choose_boundary(parts.parts);
  const message::ReadParts again = message::read_multipart(message::write_multipart(parts.parts, boundary), boundary);
  fuzz::require(parts.parts.empty() || (again.fault.empty() && again.parts.size() == parts.parts.size()),
                "parts are read again");
  for (std::size_t i = 0; i < again.parts.size(); ++i) {
    fuzz::require(again.parts[i].body == parts.parts[i].body, "a part keeps its body");
  }
  return 0;
}
