// Runtime expressions, and the callbacks that have them.
#include <concord/contract/callbacks.h>
#include <concord/contract/runtime_expression.h>

#include <support/catch.h>
#include <support/document_folder.h>

using namespace concord;
using namespace concord::contract;

namespace {

std::string dump(const std::optional<RuntimeExpression>& one) {
  if (!one) return "none";
  constexpr const char* of[] = {"url", "method", "status", "request", "response"};
  constexpr const char* part[] = {"header", "query", "path", "body"};
  const std::string begin = of[static_cast<std::size_t>(one->of)];
  const bool is_of_message = one->of >= RuntimeExpression::Of::Request;
  return is_of_message ? begin + ' ' + part[static_cast<std::size_t>(one->part)] + ' ' + one->name + one->at.text()
                       : begin;
}

std::string dump(const std::string& text) {
  const auto pieces = parse_with_expressions(text);
  if (!pieces) return "none";
  std::string all;
  for (const ExpressionPiece& one : *pieces) all += '[' + (one.expression ? dump(one.expression) : one.text) + ']';
  return all;
}

}  // namespace

TEST_CASE("runtime expressions say where in an exchange a value is") {
  const std::pair<const char*, const char*> rows[] = {{"$url", "url"},
                                                      {"$method", "method"},
                                                      {"$statusCode", "status"},
                                                      {"$request.body#/a/b~1c", "request body /a/b~1c"},
                                                      {"$request.body", "request body "},
                                                      {"$request.query.to", "request query to"},
                                                      {"$request.path.id", "request path id"},
                                                      {"$request.header.X-To", "request header X-To"},
                                                      {"$response.header.Location", "response header Location"},
                                                      {"$response.body#/id", "response body /id"},
                                                      {"$response.query.to", "none"},
                                                      {"$request.query.", "none"},
                                                      {"$request.body#x", "none"},
                                                      {"$request.body/x", "none"},
                                                      {"$request.cookie.x", "none"},
                                                      {"$urls", "none"},
                                                      {"", "none"}};
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    CHECK(dump(parse_runtime_expression(text)) == expected);
  }
}

TEST_CASE("a text holds expressions in braces, or is one") {
  CHECK(dump("$request.body#/url") == "[request body /url]");
  CHECK(dump("{$request.body#/url}/done?n={$request.query.n}") == "[request body /url][/done?n=][request query n]");
  CHECK(dump("http://127.0.0.1/x") == "[http://127.0.0.1/x]");
  CHECK(dump("") == "");
  CHECK(dump("{url}/x") == "none");
  CHECK(dump("{$url") == "none");
  CHECK(dump("$nothing") == "none");
}

TEST_CASE("callbacks are read of the document, and take no name from its operations") {
  const support::DocumentFolder folder("callbacks", {{"shop.yaml", R"(openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /orders:
    post:
      operationId: create
      responses: {'201': {description: made}}
      callbacks:
        paid:
          '{$request.body#/to}':
            post:
              operationId: create
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'204': {description: thanks}}
            put: {responses: {'204': {description: thanks}}}
        lost: {$ref: '#/components/callbacks/lost'}
    get: {responses: {'200': {description: all}}}
components:
  callbacks: {lost: {'$request.query.to': {delete: {responses: {'204': {description: thanks}}}}}}
)"}});
  base::SourceSet sources;
  const auto contract = load_contract(sources, folder.path("shop.yaml"), "shop");
  REQUIRE(contract);
  std::string all;
  for (const Callback& one : callbacks_of(*contract, contract->operations[0]))
    all += one.name + ' ' + one.sent.method + ' ' + one.to + ' ' + std::to_string(one.sent.request_body.size()) + '\n';
  CHECK(all ==
        "paid POST {$request.body#/to} 1\n"
        "paid PUT {$request.body#/to} 0\n"
        "lost DELETE $request.query.to 0\n");
  CHECK(callbacks_of(*contract, contract->operations[1]).empty());
  CHECK(contract->find("create") == &contract->operations[0]);
}
