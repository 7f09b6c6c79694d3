#include "plan_fixture.h"
#include "request_builder.h"

using namespace concord;

namespace {

struct Built {
  run::PlanFixture fixture;
  base::Random random{1};
  document::Node names = document::Node::object();

  base::Result<http::Request> build(const std::string& request) {
    const auto node = document::parse_answer_json(request).root.value();
    const templates::ObjectScope scope(names);
    return run::build_request(*fixture.provider, fixture.provider->contract.operations.front(), node, "http://shop.test/v1",
                              scope, {&fixture.clock, &random});
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
  CHECK(header(*built.build(R"({"path":{"id":"1"},"body":1,"headers":{"content-type":"text/plain"}})"), "Content-Type") == "text/plain");
  CHECK(header(*built.build(R"({"path":{"id":"1"},"body":1,"content_type":"text/xml"})"), "Content-Type") == "text/xml");
  CHECK(header(*built.build(R"({"path":{"id":"1"},"body":1,"content_type":null})"), "Content-Type") == "(none)");
  CHECK(built.build(R"({"path":{"id":"1"},"raw":"{\"type\": "})")->body == R"({"type": )");
}

TEST_CASE("auth profiles: basic, bearer, api keys; a header that the case sets wins") {
  Built built;
  const auto with = [&](const std::string& auth, const std::string& rest = "") {
    return built.build(R"({"path":{"id":"1"},"auth":)" + auth + rest + "}");
  };
  CHECK(header(*with(R"({"type":"basic","username":"u","password":"p:q"})"), "Authorization") == "Basic dTpwOnE=");
  CHECK(header(*with(R"({"type":"bearer","token":"t"})"), "Authorization") == "Bearer t");
  CHECK(header(*with(R"({"type":"api_key","name":"X-Key","value":"k"})"), "X-Key") == "k");
  CHECK(with(R"({"type":"api_key","in":"query","name":"key","value":"k k"})")->url == "http://shop.test/v1/orders/1?key=k%20k");
  CHECK(header(*with("\"none\""), "Authorization") == "(none)");
  CHECK(header(*with(R"({"type":"bearer","token":"t"})", R"(,"headers":{"authorization":"mine"})"), "Authorization") == "mine");
}

TEST_CASE("what cannot be made is a diagnostic, all at once") {
  Built built;
  auto request = built.build(R"({"auth":"nobody"})");
  REQUIRE_FALSE(request.has_value());
  REQUIRE(request.diagnostics().size() == 2);
  CHECK(request.diagnostics()[0].message == "the path parameter \"id\" of shop/create-order has no value");
  CHECK(request.diagnostics()[1].message == "unknown auth profile \"nobody\" of provider shop");
}
