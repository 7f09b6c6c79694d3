// A provider with a small contract and suites, as real files in a folder of the test's own.
#pragma once
#include <concord/base/file.h>
#include <concord/suite.h>

#include <support/catch.h>
#include <support/paths.h>

#include <filesystem>
#include <string>

namespace concord::suite {

class SuiteFolder {
 public:
  SuiteFolder() {
    root_ = std::filesystem::path(support::binary_dir()) / "suite_test_files" / std::to_string(++count());
    std::filesystem::remove_all(root_);
    write("schemas/shop/openapi.yaml", contract);
    write("suites/shop/provider.yaml", provider);
  }

  void write(const std::string& path, const std::string& text) {
    REQUIRE(base::write_file_atomically(root_ / path, text).empty());
  }
  Loaded load(const std::string& suite_text, const Selection& selection = {}) {
    write("suites/shop/orders.suite.yaml", suite_text);
    return suite::load(sources, {path("suites")}, selection);
  }
  std::string path(const std::string& relative) const { return (root_ / relative).generic_string(); }

  // Rendered diagnostics, with the folder's name left out.
  std::string messages(const Loaded& loaded) const {
    std::string text = base::render(loaded.diagnostics);
    const std::string prefix = root_.generic_string() + "/";
    for (std::size_t at; (at = text.find(prefix)) != std::string::npos;) text.erase(at, prefix.size());
    return text;
  }

  base::SourceSet sources;

  static constexpr const char* contract = R"(openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: https://sandbox.shop.test}]
paths:
  /orders/{orderId}:
    post:
      operationId: updateOrder
      x-concord-operation: update-order
      x-concord-source: shop-update-order.md:12
      security: [{key: []}]
      parameters:
        - {name: orderId, in: path, required: true, schema: {type: string}}
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses:
        '200': {description: '', content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}
        '400': {description: ''}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
)";
  static constexpr const char* provider = R"(provider: shop
targets: {sandbox: {base_url: https://sandbox.shop.test}}
variables:
  SHOP_KEY: {secret: true, about: key of the sandbox}
  SHOP_ORDER: {about: an order}
auth:
  default: {type: api_key, name: X-Key, value: '{{SHOP_KEY}}'}
request: {path: {orderId: '{{SHOP_ORDER}}'}}
)";

 private:
  static int& count() {
    static int made = 0;
    return made;
  }
  std::filesystem::path root_;
};

}  // namespace concord::suite
