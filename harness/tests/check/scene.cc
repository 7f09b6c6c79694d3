#include "scene.h"

#include <concord/check/observe.h>

#include <support/catch.h>

namespace concord::check {

using document::Pointer;

Node parse(const std::string& json) {
  auto parsed = document::parse_answer_json(json);
  INFO(json);
  REQUIRE(parsed.faults.empty());
  return *parsed.root;
}

Scene::Scene() {
  operation_.provider = "shop";
  operation_.name = "create-session";
  operation_.method = "POST";
  operation_.path = "/customers/{customerId}/sessions";
  operation_.place = {"shop.md", 3};
  document("200", "{}");
  document("400", "{}");
  exchange_.request.method = "POST";
  exchange_.request.url = "https://api.example.com/customers/c-1/sessions";
  exchange_.response = http::Response{};
  exchange_.response->status = 200;
  exchange_.response->headers = {{"Content-Type", "application/json"}};
  exchange_.response->body = R"({"ok": true})";
  exchange_.timing.total = http::Microseconds(1000);
}

contract::Response& Scene::documented(const std::string& status) {
  for (auto& answer : operation_.responses) {
    if (answer.status == status) return answer;
  }
  contract::Response answer;
  answer.status = status;
  answer.place = {"shop.md", static_cast<std::uint32_t>(10 * (operation_.responses.size() + 1))};
  return operation_.responses.emplace_back(std::move(answer));
}

Scene& Scene::document(const std::string& status, const std::string& schema) {
  auto& answer = documented(status);
  answer.contents.clear();
  if (schema.empty()) return *this;
  contract::Content content;
  content.media_type = "application/json";
  content.schema = {std::make_shared<const Node>(parse(schema)), Pointer(), "shop.schema.json"};
  answer.contents.push_back(std::move(content));
  return *this;
}

Scene& Scene::media_type(const std::string& status, const std::string& name) {
  documented(status).contents.front().media_type = name;
  return *this;
}

Scene& Scene::document_example(const std::string& status, const std::string& value) {
  documented(status).contents.front().examples.push_back({"example", parse(value), {"shop.md", 99}, {}});
  return *this;
}

Scene& Scene::document_query(const std::string& name, const std::string& schema, bool is_equality) {
  Node stated = Node::object();
  stated.set("schema", parse(schema));
  if (!is_equality) stated.set("x-concord-no-equality", true);
  const auto root = std::make_shared<const Node>(std::move(stated));
  contract::Parameter parameter;
  parameter.name = name;
  parameter.schema = {root, Pointer() / "schema", "shop.schema.json", root->find("schema")};
  parameter.place = {"shop.md", 55};
  operation_.parameters.push_back(std::move(parameter));
  return *this;
}

Scene& Scene::document_header(const std::string& status, const std::string& name, bool is_required,
                              const std::string& schema) {
  const contract::SchemaRef ref{std::make_shared<const Node>(parse(schema)), Pointer(), "shop.schema.json"};
  documented(status).headers.push_back({name, is_required, ref, {"shop.md", 77}});
  return *this;
}

Scene& Scene::status(int code) {
  exchange_.response->status = code;
  return *this;
}

Scene& Scene::body(std::string text) {
  exchange_.response->body = std::move(text);
  return *this;
}

Scene& Scene::header(const std::string& name, const std::string& value) {
  http::set_header(exchange_.response->headers, name, value);
  return *this;
}

Scene& Scene::without_header(const std::string& name) {
  http::remove_header(exchange_.response->headers, name);
  return *this;
}

Scene& Scene::framing_fault(http::FramingFaultKind kind, const std::string& text) {
  exchange_.response->framing_faults.push_back({kind, text});
  return *this;
}

Scene& Scene::send(const std::string& request) {
  request_ = parse(request);
  return *this;
}

Scene& Scene::method(const std::string& name) {
  exchange_.request.method = name;
  return *this;
}

Scene& Scene::operation(const std::string& method, const std::string& path) {
  operation_.method = exchange_.request.method = method;
  operation_.path = path;
  operation_.name = "call";
  return *this;
}

Scene& Scene::summary(const std::string& text) {
  operation_.name = "call";
  operation_.summary = text;
  return *this;
}

Scene& Scene::url(const std::string& text) {
  exchange_.request.url = text;
  return *this;
}

Scene& Scene::needs_credentials() {
  contract::SecurityScheme scheme;
  scheme.name = "key";
  operation_.security = {{scheme}};
  return *this;
}

Scene& Scene::certificate_expires(base::SystemTime time) {
  exchange_.certificate_expires = time;
  return *this;
}

Scene& Scene::tls(const std::string& version) {
  exchange_.tls_version = version;
  return *this;
}

Scene& Scene::secret(const std::string& name, const std::string& value) {
  secrets_.push_back({name, base::Secret(value)});
  return *this;
}

Scene& Scene::expect(const std::string& yaml) {
  auto node = document::parse_yaml(sources_.add("case.yaml", yaml));
  INFO(yaml);
  REQUIRE(node.has_value());
  auto parsed = parse_expectations(*node);
  if (!parsed) INFO(base::render(parsed.diagnostics()));
  REQUIRE(parsed.has_value());
  expectations_ = *parsed;
  return *this;
}

Scene& Scene::took(base::Milliseconds total) {
  exchange_.timing.total = total;
  exchange_.timing.first_byte = total;
  return *this;
}

Scene& Scene::level(const std::string& check, Level level) {
  levels_[check] = level;
  return *this;
}

template <class Use>
auto Scene::with_context(const Use& use) {
  const auto& response = *exchange_.response;
  const auto* found = operation_.find_response(response.status);
  const auto* content = found && !found->contents.empty() ? &found->contents.front() : nullptr;
  std::optional<schema::Schema> schema;
  if (content) {
    auto compiled = contract::compile(content->schema, schema::Direction::Response);
    if (!compiled) INFO(base::render(compiled.diagnostics()));
    REQUIRE(compiled.has_value());
    schema = *compiled;
  }
  const auto json = document::parse_answer_json(response.body);
  CheckContext answer{.operation = operation_,
                .exchange = exchange_,
                .response = response,
                .request = request_,
                .expected_statuses = expectations_.statuses};
  answer.documented = found;
  answer.content = content;
  answer.schema = schema ? &*schema : nullptr;
  answer.json = response.body.empty() ? nullptr : &json;
  answer.secrets = &secrets_;
  answer.now = *base::parse_rfc3339("2026-03-01T10:00:00Z");
  return use(answer);
}

result::Observations Scene::observe() {
  return with_context([](const CheckContext& answer) { return check::observe(answer); });
}

Outcome Scene::evaluate() {
  auto outcome =
      with_context([&](const CheckContext& answer) { return check::evaluate(answer, expectations_, levels_); });
  memory_.judge(outcome, evaluated_++, [](std::size_t index) { return "case " + std::to_string(index); });
  return outcome;
}

std::string Scene::told(std::string_view check) {
  const auto outcome = evaluate();
  std::string lines;
  const auto tell = [&](std::string_view level, const std::vector<CheckFailure>& failures) {
    for (const auto& failure : failures) {
      if (!check.empty() && failure.check != check) continue;
      lines += (lines.empty() ? "" : "\n") + std::string(level) + " " + failure.check + ": " + failure.message;
    }
  };
  tell("fail", outcome.failures);
  tell("warn", outcome.warnings);
  return lines;
}

CheckFailure Scene::first(std::string_view check) {
  const auto outcome = evaluate();
  for (const auto* list : {&outcome.failures, &outcome.warnings}) {
    for (const auto& failure : *list) {
      if (failure.check == check) return failure;
    }
  }
  FAIL("no finding of " << check);
  return {};
}

std::string mistakes(const std::string& yaml) {
  base::SourceSet sources;
  auto node = document::parse_yaml(sources.add("case.yaml", yaml));
  INFO(yaml);
  REQUIRE(node.has_value());
  auto parsed = parse_expectations(*node);
  return parsed ? std::string() : base::render(parsed.diagnostics());
}

}  // namespace concord::check
