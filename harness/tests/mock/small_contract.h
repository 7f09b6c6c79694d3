// A contract and rules from texts.
#pragma once
#include "provider_fixture.h"

#include <concord/base/file.h>

#include <filesystem>
#include <unistd.h>

namespace concord::mock {

class Folder {
 public:
  Folder() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("concord_mock_" + std::to_string(getpid()) + '_' + std::to_string(++count));
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string write(const std::string& name, const std::string& text) const {
    if (base::has_errors(base::write_file_atomically(path_ / name, text)))
      throw std::runtime_error("cannot write " + name);
    return (path_ / name).string();
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

// Two operations: shop/add-item (API key, JSON body) and shop/list-items (two query parameters).
inline const char* const shop = R"(openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://shop.example'}]
paths:
  /carts/{cartId}/items:
    parameters:
      - {name: cartId, in: path, required: true, schema: {type: integer}}
    post:
      operationId: add-item
      x-concord-operation: add-item
      security: [{key: []}]
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [name], properties: {name: {type: string}, count: {type: integer}}}
      responses:
        '201':
          description: Added
          content:
            application/json:
              schema:
                type: object
                properties:
                  id: {type: string, format: uuid}
                  secret: {type: string, writeOnly: true}
                  kind: {const: item}
        '400':
          description: Bad
          content:
            application/json:
              schema: {type: object}
              examples: {NameMissing: {value: {error: name}}, Odd: {value: {error: '{{not a template}}'}}}
        '401': {description: Who}
    get:
      operationId: list-items
      x-concord-operation: list-items
      security: []
      parameters:
        - {name: limit, in: query, required: true, schema: {type: integer, maximum: 10}}
        - {name: tag, in: query, schema: {type: array, items: {type: string}, maxItems: 2}}
        - {name: X-Trace, in: header, schema: {type: boolean}}
      responses:
        '200':
          description: Fine
          content: {application/json: {schema: {type: array}, examples: {one: {value: [1]}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: query, name: api_key}
)";

class SmallMock {
 public:
  explicit SmallMock(const std::string& rules_text = "", const std::string& contract_text = shop) {
    auto loaded = contract::load_contract(sources, folder.write("openapi.yaml", contract_text), "shop");
    if (!loaded) throw std::runtime_error(base::render(loaded.diagnostics()));
    contract = std::move(loaded).value();
    if (!rules_text.empty()) {
      auto read = load_rules(sources, folder.write("mock.yaml", rules_text), contract);
      if (read) rules = std::move(read).value();
      else problems = std::move(read).diagnostics();
    }
  }
  Service& service() {
    if (service_) return *service_;
    ServerOptions options = more;
    options.clock = &clock;
    options.seed = 7;
    options.mutant = mutant;
    options.on_request = [this](const ServedRequest& one) { seen = one; };
    auto made = Service::create({{&contract, rules}}, options);
    if (!made) throw std::runtime_error(base::render(made.diagnostics()));
    service_ = std::move(made).value();
    return *service_;
  }
  // Of load_rules: "line:column message (hint)", one a line.
  std::string mistakes() const {
    std::string text;
    for (const base::Diagnostic& one : problems) {
      const base::Position position = one.span.position();
      text += std::to_string(position.line) + ':' + std::to_string(position.column) + ' ' + one.message;
      text += one.hint.empty() ? "\n" : " (" + one.hint + ")\n";
    }
    return text;
  }

  Folder folder;
  base::SourceSet sources;
  contract::Contract contract;
  std::shared_ptr<const Rules> rules;
  Diagnostics problems;
  support::ManualClock clock;
  ServedRequest seen;
  std::string mutant;  // to be set before the first request
  ServerOptions more;  // the same

 private:
  std::unique_ptr<Service> service_;
};

}  // namespace concord::mock
