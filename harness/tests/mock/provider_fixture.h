// A provider as it is shipped, answered without sockets.
#pragma once
#include "service.h"

#include <concord/base/text.h>
#include <concord/document/pointer.h>
#include <support/catch.h>
#include <support/manual_clock.h>
#include <support/paths.h>

#include <stdexcept>

namespace concord::mock {

using http::ParsedRequest;
using http::Reply;

inline ParsedRequest post(std::string target, std::string body, http::Headers headers = {}) {
  ParsedRequest request{
      "POST", std::move(target), {{"Host", "localhost"}, {"Content-Type", "application/json"}}, std::move(body)};
  for (http::Header& header : headers) http::set_header(request.headers, header.name, std::move(header.value));
  return request;
}

class ProviderFixture {
 public:
  explicit ProviderFixture(const std::string& name, std::map<std::string, std::string> given = {}) {
    const std::string folder = support::source_dir() + "/schemas/" + name;
    auto loaded = contract::load_contract(sources, folder + "/openapi.yaml");
    if (!loaded) throw std::runtime_error(base::render(loaded.diagnostics()));
    contract = std::move(loaded).value();
    auto read = load_rules(sources, folder + "/mock.yaml", contract);
    if (!read) throw std::runtime_error(base::render(read.diagnostics()));
    rules = std::move(read).value();
    variables = default_variables(*rules);
    for (const auto& [variable, value] : given) variables[variable] = value;
    ServerOptions options;
    options.clock = &clock;
    options.variables = std::move(given);
    options.on_request = [this](const ServedRequest& one) { seen = one; };
    auto made = Service::create({{&contract, rules}}, options);
    if (!made) throw std::runtime_error(base::render(made.diagnostics()));
    service = std::move(made).value();
  }

  // The answer; `body` is its JSON. Every answer must be as documented: what the contract says of its status holds.
  Reply send(const ParsedRequest& request) {
    const Reply reply = service->handle(request);
    auto parsed = document::parse_answer_json(reply.body);
    body = parsed.root ? std::move(*parsed.root) : Node();
    check_documented(reply);
    return reply;
  }

  std::string text(std::string_view pointer) const {
    const Node* node = at(pointer);
    return !node ? "(absent)" : node->is_string() ? node->as_string() : document::write_json(*node);
  }
  bool has(std::string_view pointer) const { return at(pointer) != nullptr; }
  const Node* at(std::string_view pointer) const { return document::resolve(body, *document::Pointer::parse(pointer)); }

  base::SourceSet sources;
  contract::Contract contract;
  std::shared_ptr<const Rules> rules;
  std::map<std::string, std::string> variables;
  support::ManualClock clock;
  std::unique_ptr<Service> service;
  ServedRequest seen;
  Node body;

 private:
  void check_documented(const Reply& reply) const {
    const contract::Operation* operation = contract.find(seen.operation.substr(seen.operation.find('/') + 1));
    const contract::Response* answer = operation ? operation->find_response(reply.status) : nullptr;
    CAPTURE(seen.why, reply.status, reply.body);
    if (!answer) return;
    if (answer->contents.empty()) {
      CHECK(reply.body.empty());
      return;
    }
    CHECK(*http::find_header(reply.headers, "Content-Type") == "application/json");
    auto schema = contract::compile(answer->contents.front().schema, schema::Direction::Response);
    REQUIRE(schema.has_value());
    for (const auto& violation : schema->explain(body).violations) {
      CAPTURE(violation.instance.text(), violation.message);
      CHECK(false);
    }
    for (const auto& undocumented : schema->undocumented(body)) {
      CAPTURE(undocumented.instance.text());
      CHECK(false);
    }
  }
};

}  // namespace concord::mock
