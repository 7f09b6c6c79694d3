// Answers that are many values one after the other, as a run judges them.
#include "scene.h"

#include <concord/check/exchange_checker.h>

#include <support/catch.h>

namespace stream_test {

using namespace concord;
using namespace concord::check;

namespace {

constexpr const char* happening = R"({"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}})";

contract::Operation watch(const std::string& media_type) {
  contract::Content content;
  content.media_type = media_type;
  content.schema = {std::make_shared<const Node>(parse(happening)), document::Pointer(), "shop.schema.json"};
  contract::Response answer;
  answer.status = "200";
  answer.contents.push_back(std::move(content));
  contract::Operation operation;
  operation.provider = "shop";
  operation.name = "watch";
  operation.method = "GET";
  operation.responses.push_back(std::move(answer));
  return operation;
}

ExchangeOutcome judged(const std::string& body, const std::string& media_type) {
  const contract::Operation operation = watch(media_type);
  http::Exchange exchange;
  exchange.request.method = "GET";
  exchange.response = http::Response{};
  exchange.response->status = 200;
  exchange.response->headers = {{"Content-Type", media_type}};
  exchange.response->body = body;
  ResponseSchemas schemas;
  REQUIRE(schemas.add(operation).empty());
  const Node request = Node::object();
  return ExchangeChecker(base::system_clock())
      .check({.operation = operation, .exchange = exchange, .request = request, .expectations = {}, .secrets = {},
              .levels = {}, .schemas = schemas});
}

std::string told(const std::string& body, const std::string& media_type = "text/event-stream") {
  std::string lines;
  for (const CheckFailure& one : judged(body, media_type).outcome.failures)
    lines += (lines.empty() ? "" : "\n") + one.check + ": " + one.message;
  return lines;
}

std::string items(const std::string& body) {
  return document::write_json(*judged(body, "text/event-stream").json.root);
}

const std::string whole = "data: {\"n\": 1}\n\n";

}  // namespace

TEST_CASE("a stream of events has some, comments and fields without data among them") {
  const std::string none = "json: the body is no stream of events: no server-sent events in it";
  CHECK(told("<html>oops</html>") == none);
  CHECK(told("{\"error\": \"oops\"}\n") == none);
  CHECK(told("datum: 1\n\n") == none);
  CHECK(told("\n\n") == "");
  CHECK(told(": nothing yet") == "");
  CHECK(told("retry: 1000\n") == "");
  CHECK(told(whole + ": still there") == "");
  CHECK(told(whole + "unknown: field\n") == "");
  const auto failure = judged("<html>oops</html>", "text/event-stream").outcome.failures.at(0);
  CHECK(failure.expected == "server-sent events, each ended by an empty line (HTML, 9.2.5)");
  CHECK(failure.actual == "begins with \"<html>oops</html>\"");
  CHECK(failure.type == "contract.json");
}

TEST_CASE("a stream that ends within an event is cut") {
  const std::string cut = "json: the stream is cut: no empty line ends the event that begins at line ";
  CHECK(told(whole) == "");
  CHECK(told("data: {\"n\": 1}\r\n\r\n") == "");
  CHECK(told("data: {\"n\": 1}\r\r") == "");
  CHECK(told("data: {\"n\": 1}\n") == cut + "1");
  CHECK(told(whole + ": next\nevent: end\ndata: {\"n\": 2}") == cut + "4");
  CHECK(told(whole + "event: en") == cut + "3");
  CHECK(told(whole + "da") == cut + "3");
  CHECK(told("data: {\"n\": \"1\"}\n\ndata: [DONE]\n") ==
        cut + "3\nschema: /0/data/n: \"1\" is a string, integer expected");
}

TEST_CASE("a last [DONE] is no item of a stream, one before it is") {
  CHECK(items(whole + "data: [DONE]\n\n") == R"([{"event":"message","data":{"n":1}}])");
  CHECK(told(whole + "data: [DONE]\n\n") == "");
  CHECK(items("data: [DONE]\n\n") == "[]");
  CHECK(told("data: [DONE]\n\n" + whole) == "schema: /0/data: \"[DONE]\" is a string, object expected");
}

TEST_CASE("the last line of JSON lines needs no end, if it is whole") {
  CHECK(told("{\"n\": 1}\n{\"n\": 2}", "application/x-ndjson") == "");
  CHECK(told("{\"n\": 1}\n{\"n\": 2", "application/x-ndjson") ==
        "json: the body is not JSON: line 2 of the stream: "
        "line 1, column 8: expected ',' or '}' but the text ends here");
}

}  // namespace stream_test
