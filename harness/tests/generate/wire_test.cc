#include <concord/generate.h>

#include <support/catch.h>

namespace concord::generate {

namespace {

contract::SchemaRef ref_of(std::string_view text) {
  return {std::make_shared<const Node>(*document::parse_answer_json(text).root), {}, "test"};
}

std::string through(const contract::Parameter& parameter, const Node& value) {
  const auto read = wire_of(parameter)(value);
  return read ? document::write_json(*read) : "nothing";
}

contract::Parameter parameter(contract::ParameterIn in, std::string_view schema, std::string style, bool explode) {
  contract::Parameter one{"id", in, true, ref_of(schema), {}, "", std::move(style)};
  one.explode = explode;
  return one;
}

}  // namespace

TEST_CASE("a parameter is read as its schema says it") {
  using enum contract::ParameterIn;
  const auto query = parameter(Query, R"({"type":"integer"})", "form", true);
  CHECK(through(query, 5) == "5");
  CHECK(through(query, "5") == "5");
  CHECK(through(query, "x") == R"("x")");
  CHECK(through(query, Node()) == "nothing");
  const auto list = parameter(Query, R"({"type":"array","items":{"type":"string"}})", "form", false);
  CHECK(through(list, Node(Node::Array{"a", "b"})) == R"(["a","b"])");
  CHECK(through(list, "a,b") == R"(["a,b"])");
  CHECK(through(list, Node::array()) == "nothing");
  const auto path = parameter(Path, R"({"type":"string"})", "simple", false);
  CHECK(through(path, "a/b") == R"("a/b")");
  CHECK(through(path, "") == "nothing");
  CHECK(through(path, "..") == "nothing");
  const auto header = parameter(Header, R"({"type":"string"})", "simple", false);
  CHECK(through(header, " a ") == R"("a")");
  CHECK(through(header, "a\nb") == "nothing");
  const auto cookie = parameter(Cookie, R"({"type":"boolean"})", "form", true);
  CHECK(through(cookie, true) == "true");
}

TEST_CASE("a body is read as its media type says it") {
  contract::Content form{"application/x-www-form-urlencoded",
                         ref_of(R"({"type":"object","properties":{"n":{"type":"integer"},"s":{"type":"string"}}})"),
                         {}};
  Node value = Node::object();
  value.set("n", 3);
  value.set("s", Node());
  CHECK(document::write_json(*wire_of(form)(value)) == R"({"n":3})");
  CHECK_FALSE(wire_of(form)(5).has_value());
  contract::Content json = form;
  json.media_type = "application/json";
  CHECK(document::write_json(*wire_of(json)(value)) == R"({"n":3,"s":null})");
}

}  // namespace concord::generate
