#include "specimen.h"

#include <support/catch.h>
#include <support/manual_clock.h>

#include <set>

namespace concord::mock {

namespace {

contract::SchemaRef ref_of(std::string_view text) {
  return {std::make_shared<const document::Node>(*document::parse_answer_json(text).root), {}, "test"};
}

contract::Content content(std::string media_type, std::string_view schema) {
  return {std::move(media_type), ref_of(schema), {}, {}};
}

struct Maker {
  std::vector<std::string> told;
  Specimens specimens{[this](const std::string& why) { told.push_back(why); }};
  base::Random random{3};
  std::string body(const contract::Content& one) {
    return document::write_json(specimens.body(one, support::ManualClock().now(), random));
  }
  std::string header(const contract::DocumentedHeader& one) {
    return document::write_json(specimens.header(one, support::ManualClock().now(), random));
  }
};

}  // namespace

TEST_CASE("ids and times of a specimen are new each time, and all else stays") {
  Maker maker;
  const auto one = content("application/json", R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"},
      "fixed":{"type":"string","format":"uuid","example":"7f0c1f2e-0000-4000-8000-000000000000"},"n":{"type":"integer"}}})");
  const std::string first = maker.body(one), second = maker.body(one);
  CHECK(first != second);
  CHECK(first.substr(44) == R"(,"fixed":"7f0c1f2e-0000-4000-8000-000000000000","n":1})");
  CHECK(second.substr(44) == first.substr(44));
  CHECK(maker.told.empty());
}

TEST_CASE("a token of a specimen is new each time, whatever its length and pattern") {
  for (const char* schema : {R"({"type":"string"})", R"({"type":"string","minLength":20})",
                             R"({"type":"string","minLength":8,"maxLength":12})",
                             R"({"type":"string","pattern":"^tok_[a-z0-9]{20}$"})"}) {
    CAPTURE(schema);
    Maker maker;
    const auto one = content("application/json", std::string(R"({"type":"object","required":["token"],)") +
                                                     R"("properties":{"token":)" + schema + "}}");
    std::set<std::string> all;
    for (int i = 0; i < 20; ++i) all.insert(maker.body(one));
    CHECK(all.size() == 20);
    CHECK(maker.told.empty());
  }
  Maker maker;
  const auto shown = content("application/json", R"({"type":"object","required":["token"],
      "properties":{"token":{"type":"string","example":"tok_0123456789"}}})");
  CHECK(maker.body(shown) == R"({"token":"tok_0123456789"})");
}

TEST_CASE("an entity tag stands in quotes, as far as its schema takes them") {
  const auto tag = [](const char* schema) {
    contract::DocumentedHeader header;
    header.name = "etag";
    header.schema = ref_of(schema);
    return Maker().header(header);
  };
  CHECK(tag(R"({"type":"string"})") == R"("\"text\"")");
  CHECK(tag(R"({"type":"string","example":"33 a6"})") == R"("\"33a6\"")");
  CHECK(tag(R"({"type":"string","example":"W/\"33a6\""})") == R"("W/\"33a6\"")");
  CHECK(tag(R"({"type":"string","enum":["v1"]})") == R"("v1")");
}

TEST_CASE("a documented example is a specimen when it conforms") {
  Maker maker;
  auto one = content("application/json", R"({"type":"object","required":["n"],"properties":{"n":{"type":"integer"}}})");
  one.examples = {{"wrong", document::Node("text"), {}, {}},
                  {"right", *document::parse_answer_json(R"({"n":7})").root, {}, {}}};
  CHECK(maker.body(one) == R"({"n":7})");
  auto other =
      content("application/json", R"({"type":"object","required":["n"],"properties":{"n":{"type":"integer"}}})");
  other.examples = {{"wrong", document::Node("text"), {}, {}}};
  CHECK(maker.body(other) == R"({"n":1})");
}

TEST_CASE("what cannot be made is told once, and answered as it is documented") {
  Maker maker;
  auto one = content("application/json", R"({"type":"object","required":["n"],"properties":{"n":false}})");
  CHECK(maker.body(one) == "null");
  CHECK(maker.body(one) == "null");
  CHECK(maker.told ==
        std::vector<std::string>{
            "nothing that conforms could be made for a body of application/json: /n: no value may stand there"});
  auto broken = content("application/json", R"({"$ref":"#/nowhere"})");
  broken.examples = {{"", document::Node(5), {}, {}}};
  CHECK(maker.body(broken) == "5");
  CHECK(maker.told.size() == 2);
}

TEST_CASE("headers and texts are made so that they are read again") {
  Maker maker;
  const contract::Content number = content("text/plain", R"({"type":"integer","minimum":4})");
  const contract::Content any_text{"text/plain", {}, {}, {}}, any_json{"application/json", {}, {}, {}};
  CHECK(maker.body(number) == "4");
  CHECK(maker.body(any_text) == R"("specimen")");
  CHECK(maker.body(any_json) == "{}");
  const contract::DocumentedHeader limit{"X-Limit", true, ref_of(R"({"type":"integer","minimum":10})"), {}};
  const contract::DocumentedHeader plain{"X-Plain", true, {}, {}};
  CHECK(maker.header(limit) == "10");
  CHECK(maker.header(plain) == R"("text")");
}

}  // namespace concord::mock
