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

TEST_CASE("values are judged as the wire leaves them") {
  using enum contract::ParameterIn;
  const auto lines = [](const contract::Parameter& one) {
    Options options;
    options.on_wire = wire_of(one);
    const Generator generator = *Generator::make(one.schema, std::move(options));
    std::string out;
    for (const Valid& valid : generator.valid()) out += "+ " + document::write_json(valid.value) + "\n";
    for (const Invalid& invalid : generator.invalid()) out += "- " + invalid.what + "\n";
    return out;
  };
  // Every text is a text, and null is nothing that could be sent.
  CHECK(lines(parameter(Query, R"({"type":"string"})", "form", true)) == "+ \"text\"\n");
  CHECK(lines(parameter(Query, R"({"type":"integer","maximum":9})", "form", true)) ==
        "+ 1\n+ 9\n- a text\n- a fraction\n- a boolean\n- 10, above maximum 9\n");
  CHECK(lines(parameter(Path, "{}", "simple", false)) == "+ \"text\"\n");
  CHECK(lines(parameter(Path, R"({"type":"string","default":""})", "simple", false)) == "+ \"text\"\n");
  CHECK(lines(parameter(Query, R"({"type":"array","items":{"type":"boolean"},"minItems":2})", "form", true)) ==
        "+ [true,true]\n+ [false,true]\n- 1 item, below minItems 2\n- /0 a text\n- /0 a number\n- /0 an object\n"
        "- /0 a list\n");
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
