#include <concord/auth.h>

#include <concord/base/file.h>
#include <concord/document/pointer.h>

#include <support/catch.h>
#include <support/paths.h>

#include <algorithm>

using namespace concord;
using document::Node;

namespace {

Node profile(const std::string& json) { return document::parse_answer_json(json).root.value(); }

http::Request applied(const std::string& json, http::Headers headers = {}) {
  http::Request request{"GET", "http://shop.test/orders", std::move(headers), {}};
  int calls = 0;
  auth::apply(profile(json), request, {}, [&](base::Diagnostics problems) {
    ++calls;
    CHECK(problems.empty());
  });
  CHECK(calls == 1);
  return request;
}

std::string header(const http::Request& request, const char* name) {
  const std::string* value = http::find_header(request.headers, name);
  return value ? *value : "(none)";
}

std::string mistakes(const std::string& json) {
  base::Diagnostics problems;
  auth::check_profile(profile(json), problems);
  std::string text;
  for (const base::Diagnostic& one : problems) text += one.message + (one.hint.empty() ? "" : " | " + one.hint) + "\n";
  return text;
}

}  // namespace

TEST_CASE("basic, bearer and api keys; a header that the case sets wins") {
  CHECK(header(applied(R"({"type":"basic","username":"u","password":"p:q"})"), "Authorization") == "Basic dTpwOnE=");
  CHECK(header(applied(R"({"type":"bearer","token":"t"})"), "Authorization") == "Bearer t");
  CHECK(header(applied(R"({"type":"api_key","name":"X-Key","value":"k"})"), "X-Key") == "k");
  CHECK(applied(R"({"type":"api_key","in":"query","name":"key","value":"k k"})").url == "http://shop.test/orders?key=k%20k");
  CHECK(header(applied(R"({"type":"api_key","in":"cookie","name":"sid","value":"k"})"), "Cookie") == "sid=k");
  CHECK(header(applied(R"({"type":"api_key","in":"cookie","name":"sid","value":"k"})", {{"Cookie", "a=b"}}), "Cookie") == "a=b; sid=k");
  CHECK(header(applied(R"({"type":"bearer","token":"t"})", {{"authorization", "mine"}}), "Authorization") == "mine");
}

TEST_CASE("what is wrong with a profile is told by its table") {
  CHECK(mistakes(R"({"type":"basic","username":"u","password":"p"})").empty());
  CHECK(mistakes(R"({"type":"basic","usrname":"u","password":"p"})") ==
        "unknown key \"usrname\" in an auth profile of type basic | did you mean \"username\"?\n"
        "an auth profile of type basic needs \"username\"\n");
  CHECK(mistakes(R"({"type":"baisc"})") == "unknown auth type \"baisc\" | did you mean \"basic\"?\n");
  CHECK(mistakes("{}") == "an auth profile needs \"type\"\n");
  CHECK(mistakes("[]") == "an auth profile must be a mapping, this is a array\n");
}

TEST_CASE("secrets of a profile are hidden, also those written literally") {
  base::Redactor redactor;
  auth::hide(profile(R"({"type":"basic","username":"alice","password":"correct horse"})"), "default", redactor);
  auth::hide(profile(R"({"type":"bearer","token":"literal-token-1"})"), "admin", redactor);
  CHECK(redactor.redact("the password is correct horse") == "the password is [default.password]");
  CHECK(redactor.redact("Bearer literal-token-1") == "Bearer [admin.token]");
  const http::Request sent = applied(R"({"type":"basic","username":"alice","password":"correct horse"})");
  CHECK(redactor.redact(header(sent, "Authorization")) == "Basic [default]");
}

TEST_CASE("the JSON Schema of suites and providers knows the types of the table") {
  const auto text = base::read_file(support::source_dir() + "/schemas/concord/suite.schema.json");
  REQUIRE(text.has_value());
  const Node schema = document::parse_answer_json(*text).root.value();
  std::vector<std::string> known;
  for (const Node& one : document::resolve(schema, *document::Pointer::parse("/$defs/profile/properties/type/enum"))->items()) {
    known.push_back(one.as_string());
  }
  CHECK(known == auth::profile_types());
}

TEST_CASE("each row of the table says what it takes and hides") {
  for (const auth::ProfileKind& kind : auth::profile_kinds()) {
    CHECK_FALSE(kind.summary.empty());
    CHECK(std::any_of(kind.members.begin(), kind.members.end(), [](const auth::MemberSpec& one) { return one.is_secret; }));
  }
}
