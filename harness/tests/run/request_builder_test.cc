#include "plan_fixture.h"
#include "profile_choice.h"

#include <concord/message/build_request.h>

using namespace concord;

namespace {

struct Built {
  run::PlanFixture fixture;
  base::Result<http::Request> build(const std::string& request) {
    const auto node = document::parse_answer_json(request).root.value();
    return message::build_request(fixture.provider->contract.operations.front(), node, "http://shop.test/v1");
  }
};

std::string header(const http::Request& request, const char* name) {
  const std::string* value = http::find_header(request.headers, name);
  return value ? *value : "(none)";
}

}  // namespace

TEST_CASE("path, query and headers are encoded and written as plain text") {
  Built built;
  auto request = built.build(R"({"path":{"id":"a/b c"},"query":{"q":"x&y","n":[1,true]},"headers":{"X-N":5}})");
  REQUIRE(request.has_value());
  CHECK(request->method == "POST");
  CHECK(request->url == "http://shop.test/v1/orders/a%2Fb%20c?q=x%26y&n=1&n=true");
  CHECK(header(*request, "X-N") == "5");
  CHECK_FALSE(request->body.has_value());
  CHECK(header(*request, "Content-Type") == "(none)");
}

TEST_CASE("a body is JSON unless headers or content_type say otherwise") {
  Built built;
  CHECK(header(*built.build(R"({"path":{"id":"1"},"body":{"a":1.0}})"), "Content-Type") == "application/json");
  CHECK(built.build(R"({"path":{"id":"1"},"body":{"a":1.0}})")->body == R"({"a":1.0})");
  CHECK(header(*built.build(R"({"path":{"id":"1"},"body":1,"headers":{"content-type":"text/plain"}})"),
               "Content-Type") == "text/plain");
  CHECK(header(*built.build(R"({"path":{"id":"1"},"body":1,"content_type":"text/xml"})"), "Content-Type") ==
        "text/xml");
  CHECK(header(*built.build(R"({"path":{"id":"1"},"body":1,"content_type":null})"), "Content-Type") == "(none)");
  CHECK(built.build(R"({"path":{"id":"1"},"raw":"{\"type\": "})")->body == R"({"type": )");
}

TEST_CASE("credentials: a profile of the request's own, one of the provider's, none") {
  Built built;
  const auto choose = [&](const std::string& request) {
    return run::choose_profile(*built.fixture.provider, built.fixture.provider->contract.operations.front(),
                               document::parse_answer_json(request).root.value());
  };
  built.fixture.provider->auth =
      *document::parse_answer_json(R"({"default":{"type":"bearer"},"admin":{"type":"basic"}})").root;
  CHECK(choose("{}")->profile == nullptr);  // the operation asks for none
  built.fixture.provider->contract.operations.front().security = {
      {contract::SecurityScheme{"key", "http", "bearer", contract::ParameterIn::Header, "", {}}}};
  CHECK(choose("{}")->name == "default");
  CHECK(choose(R"({"auth":"admin"})")->profile->find("type")->as_string() == "basic");
  CHECK(choose(R"({"auth":"none"})")->profile == nullptr);
  CHECK(choose(R"({"auth":"nobody"})").diagnostics().at(0).message ==
        "unknown auth profile \"nobody\" of provider shop");
}

TEST_CASE("credentials: without a default, the profile called like a scheme that is enough by itself") {
  Built built;
  using Alternative = std::vector<contract::SecurityScheme>;
  const auto scheme = [](const char* name) {
    return contract::SecurityScheme{name, "http", "bearer", contract::ParameterIn::Header, "", {}};
  };
  const auto choose = [&](std::vector<Alternative> security) {
    built.fixture.provider->contract.operations.front().security = std::move(security);
    const auto chosen = run::choose_profile(
        *built.fixture.provider, built.fixture.provider->contract.operations.front(), document::Node::object());
    return chosen->profile ? chosen->name : "no profile";
  };
  built.fixture.provider->auth =
      *document::parse_answer_json(R"({"key":{"type":"bearer"},"login":{"type":"basic"}})").root;
  CHECK(choose({}) == "no profile");
  CHECK(choose({{scheme("login")}}) == "login");
  CHECK(choose({{scheme("other")}, {scheme("key")}, {scheme("login")}}) == "key");
  CHECK(choose({{scheme("key"), scheme("login")}}) == "no profile");  // one alone would not do
  CHECK(choose({{}, {scheme("key")}}) == "key");
  built.fixture.provider->auth.set("default", *built.fixture.provider->auth.find("login"));
  CHECK(choose({{scheme("key")}}) == "default");
}

TEST_CASE("what cannot be made is a diagnostic, all at once") {
  Built built;
  auto request = built.build("{}");
  REQUIRE_FALSE(request.has_value());
  REQUIRE(request.diagnostics().size() == 1);
  CHECK(request.diagnostics()[0].message == "the path parameter \"id\" of shop/create-order has no value");
}
