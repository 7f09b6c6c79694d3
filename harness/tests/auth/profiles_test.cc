#include "keyring_fixture.h"

#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/document/pointer.h>

#include <support/paths.h>

#include <algorithm>

using namespace concord;
using namespace concord::auth;

namespace {

http::Request applied(const std::string& json, http::Headers headers = {}) {
  KeyringFixture fixture;
  fixture.apply(json, {"GET", "http://shop.test/orders", std::move(headers), {}});
  REQUIRE(fixture.applied.size() == 1);
  CHECK_FALSE(fixture.applied.front().problem);
  return fixture.applied.front().request;
}

}  // namespace

TEST_CASE("basic, bearer and api keys; a header that the case sets wins") {
  CHECK(header(applied(R"({"type":"basic","username":"u","password":"p:q"})"), "Authorization") == "Basic dTpwOnE=");
  CHECK(header(applied(R"({"type":"bearer","token":"t"})"), "Authorization") == "Bearer t");
  CHECK(header(applied(R"({"type":"api_key","name":"X-Key","value":"k"})"), "X-Key") == "k");
  CHECK(applied(R"({"type":"api_key","in":"query","name":"key","value":"k k"})").url ==
        "http://shop.test/orders?key=k%20k");
  CHECK(header(applied(R"({"type":"api_key","in":"cookie","name":"sid","value":"k"})"), "Cookie") == "sid=k");
  CHECK(header(applied(R"({"type":"api_key","in":"cookie","name":"sid","value":"k"})", {{"Cookie", "a=b"}}),
               "Cookie") == "a=b; sid=k");
  CHECK(header(applied(R"({"type":"bearer","token":"t"})", {{"authorization", "mine"}}), "Authorization") == "mine");
}

TEST_CASE("what is wrong with a profile is told by its table") {
  CHECK(mistakes(R"({"type":"basic","username":"u","password":"p"})").empty());
  CHECK(mistakes(R"({"type":"basic","usrname":"u","password":"p"})") ==
        "unknown key \"usrname\" in an auth profile of type basic | did you mean \"username\"?\n"
        "an auth profile of type basic needs \"username\"\n");
  CHECK(mistakes(R"({"type":"baisc"})") == "unknown auth type \"baisc\" | did you mean \"basic\"?\n");
  CHECK(mistakes(R"({"type":"api_key","in":"headr","name":"K","value":"v"})") ==
        "\"in\" of an auth profile of type api_key is header or query or cookie, not \"headr\" | did you mean "
        "\"header\"?\n");
  CHECK(mistakes("{}") == "an auth profile needs \"type\"\n");
  CHECK(mistakes("[]") == "an auth profile must be a mapping, this is an array\n");
}

TEST_CASE("a type that nobody knows") {
  KeyringFixture fixture;
  fixture.apply(R"({"type":"{{KIND}}"})");
  CHECK(fixture.last().starts_with("unknown auth type \"{{KIND}}\", known types: api_key, aws_sigv4, basic, "));
  CHECK(fixture.applied.back().problem->kind == Problem::Kind::Mistake);
}

TEST_CASE("secrets of a profile are hidden, also those written literally") {
  base::Redactor redactor;
  hide(profile_of(R"({"type":"basic","username":"alice","password":"correct horse"})"), "default", redactor);
  hide(profile_of(R"({"type":"bearer","token":"literal-token-1"})"), "admin", redactor);
  CHECK(redactor.redact("the password is correct horse") == "the password is [default.password]");
  CHECK(redactor.redact("Bearer literal-token-1") == "Bearer [admin.token]");
  const http::Request sent = applied(R"({"type":"basic","username":"alice","password":"correct horse"})");
  CHECK(redactor.redact(header(sent, "Authorization")) == "Basic [default]");
}

namespace {

Node profile_schema() {
  const auto text = base::read_file(support::source_dir() + "/schemas/concord/suite.schema.json");
  REQUIRE(text.has_value());
  const Node schema = document::parse_answer_json(*text).root.value();
  return *document::resolve(schema, *document::Pointer::parse("/$defs/profile"));
}

std::vector<std::string> texts_at(const Node& node, const std::string& pointer) {
  std::vector<std::string> texts;
  const Node* found = document::resolve(node, *document::Pointer::parse(pointer));
  if (!found) return texts;
  for (const Node& one : found->items()) texts.push_back(one.as_string());
  return texts;
}

}  // namespace

TEST_CASE("the JSON Schema of suites and providers knows the types of the table, and the members of each") {
  const Node schema = profile_schema();
  CHECK(texts_at(schema, "/properties/type/enum") == profile_types());
  std::size_t number = 0;
  for (const ProfileKind& kind : profile_kinds()) {
    const std::string rule = "/allOf/" + std::to_string(number++);
    CAPTURE(kind.type);
    CHECK(document::resolve(schema, *document::Pointer::parse(rule + "/if/properties/type/const"))->as_string() ==
          kind.type);
    std::vector<std::string> required, names{"type"};
    for (const MemberSpec& member : kind.members) {
      CAPTURE(member.name);
      names.emplace_back(member.name);
      if (member.is_required) required.emplace_back(member.name);
      const Node* described =
          document::resolve(schema, *document::Pointer::parse("/properties/" + std::string(member.name)));
      REQUIRE(described);
      CHECK((described->find("type") && described->find("type")->string_or_empty() == "object") ==
            (member.form == MemberSpec::Form::Texts));
      CHECK(base::join(texts_at(*described, "/enum"), " ") == member.choices);
    }
    CHECK(texts_at(schema, rule + "/then/required") == required);
    CHECK(texts_at(schema, rule + "/then/propertyNames/enum") == names);
  }
}

TEST_CASE("a profile is explained by its table") {
  CHECK(explain_profile(*find_profile_kind("api_key")) ==
        "auth: {default: {type: api_key, …}} in provider.yaml, with\n"
        "  in: header or query or cookie\n  name: needed\n  value: needed, shown nowhere\n"
        "docs/suites.md has an example.");
}

TEST_CASE("each row of the table says what it takes and hides") {
  for (const ProfileKind& kind : profile_kinds()) {
    CHECK_FALSE(kind.summary.empty());
    CHECK(std::any_of(kind.members.begin(), kind.members.end(), [](const MemberSpec& one) { return one.is_secret; }));
  }
}
