// mock.yaml → Rules. Common rows are bound to every operation, so that an operation knows all of its rules.
#include "mapping.h"
#include "rule_templates.h"
#include "rules.h"

#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/schema.h>
#include <concord/templates.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace concord::mock {

using base::error;

namespace {

const contract::SecurityScheme* find_scheme(const contract::Contract& contract, std::string_view name) {
  for (const contract::Operation& operation : contract.operations) {
    for (const auto& schemes : operation.security) {
      for (const contract::SecurityScheme& scheme : schemes) {
        if (scheme.name == name) return &scheme;
      }
    }
  }
  return nullptr;
}

std::vector<std::string> scheme_names(const contract::Contract& contract) {
  std::set<std::string> names;
  for (const contract::Operation& operation : contract.operations) {
    for (const auto& schemes : operation.security) {
      for (const contract::SecurityScheme& scheme : schemes) names.insert(scheme.name);
    }
  }
  return {names.begin(), names.end()};
}

const Node* find_example(const contract::Response& answer, std::string_view name) {
  for (const contract::Content& content : answer.contents) {
    for (const contract::Example& example : content.examples) {
      if (example.name == name) return &example.value;
    }
  }
  return nullptr;
}

std::string example_hint(const contract::Response* answer, std::string_view name) {
  std::vector<std::string> known;
  for (const contract::Content& content : answer ? answer->contents : std::vector<contract::Content>()) {
    for (const contract::Example& example : content.examples) known.push_back(example.name);
  }
  std::string hint = base::did_you_mean(name, known);
  if (!hint.empty() || known.empty()) return hint.empty() ? "it has no examples" : hint;
  return "it has " + base::join(known, ", ");
}

class Loader {
 public:
  Loader(const Node& root, const contract::Contract& contract) : root_(root), contract_(contract) {}

  Result<std::shared_ptr<const Rules>> load() {
    Mapping top(root_, "mock.yaml",
                {"mock", "defaults", "credentials", "demands", "problems", "conditions", "operations"}, problems_);
    read_provider(top);
    read_defaults(top);
    read_credentials(top);
    read_operations(top);
    if (base::has_errors(problems_)) return mistakes();
    return std::make_shared<const Rules>(std::move(rules_));
  }

 private:
  void report(std::string kind, std::string message, base::Span span, std::string hint = {}) {
    problems_.push_back(error("mock." + std::move(kind), std::move(message), span, std::move(hint)));
  }

  // In the order of the file. Common rows are read once for every operation, so their mistakes come more than once.
  Diagnostics mistakes() {
    std::stable_sort(problems_.begin(), problems_.end(),
                     [](const base::Diagnostic& a, const base::Diagnostic& b) { return a.span.begin < b.span.begin; });
    std::set<std::tuple<std::string, std::string, std::uint32_t>> seen;
    std::erase_if(problems_, [&](const base::Diagnostic& one) {
      return !seen.emplace(one.kind, one.message, one.span.begin).second;
    });
    return std::move(problems_);
  }

  void read_provider(Mapping& top) {
    top.require("mock");
    const auto name = top.text("mock");
    if (!name) return;
    rules_.provider = *name;
    if (*name == contract_.provider) return;
    report("provider",
           fmt::format("these are rules of \"{}\", the contract is that of \"{}\"", *name, contract_.provider),
           top.any("mock")->span());
  }

  void read_defaults(Mapping& top) {
    const Node* defaults = top.object("defaults");
    if (!defaults) return;
    for (const document::Member& member : defaults->members()) {
      rules_.defaults[member.key] = member.value.string_or_empty();
      if (!member.value.is_string()) {
        report("type",
               fmt::format("the default of \"{}\" must be a string, not {}", member.key,
                           document::kind_name(member.value.kind())),
               member.value.span());
      }
    }
  }

  TemplateNames names(const contract::Operation* operation = nullptr) const {
    TemplateNames names;
    for (const auto& [name, value] : rules_.defaults) names.variables.push_back(name);
    names.operation = operation;
    return names;
  }

  void read_credentials(Mapping& top) {
    const Node* credentials = top.object("credentials");
    if (!credentials) return;
    rules_.has_credentials = true;
    for (const document::Member& member : credentials->members()) {
      const contract::SecurityScheme* scheme = find_scheme(contract_, member.key);
      if (scheme) read_credential(*scheme, member);
      else unknown_scheme(member);
    }
  }

  void unknown_scheme(const document::Member& member) {
    const auto known = scheme_names(contract_);
    std::string hint = base::did_you_mean(member.key, known);
    if (hint.empty()) {
      hint = known.empty() ? "no operation of the contract has security" : "it has " + base::join(known, ", ");
    }
    report("unknown-scheme", fmt::format("unknown security scheme \"{}\"", member.key), member.key_span, hint);
  }

  void read_credential(const contract::SecurityScheme& scheme, const document::Member& member) {
    const bool is_basic = base::equals_ignoring_case(scheme.scheme, "basic");
    const bool is_digest = base::equals_ignoring_case(scheme.scheme, "digest");
    if (scheme.type == "http" && (is_basic || is_digest)) {
      Mapping pair(member.value, fmt::format("the credential of \"{}\"", member.key), {"username", "password"},
                   problems_);
      pair.require("username");
      pair.require("password");
      pair.text("username");
      pair.text("password");
    } else if (!member.value.is_string()) {
      report("type",
             fmt::format("the credential of \"{}\" must be a string, not {}", member.key,
                         document::kind_name(member.value.kind())),
             member.value.span());
    }
    check_templates(member.value, names(), problems_);
    rules_.credentials[member.key] = member.value;
  }

  void read_operations(Mapping& top) {
    const Node* stated = top.object("operations");
    std::vector<std::string> known;
    for (const contract::Operation& operation : contract_.operations) known.push_back(operation.name);
    for (const document::Member& member : stated ? stated->members() : Node::Object()) {
      if (contract_.find(member.key)) continue;
      std::string hint = base::did_you_mean(member.key, known);
      if (hint.empty()) hint = "the contract has " + base::join(known, ", ");
      report("unknown-operation", fmt::format("unknown operation \"{}\"", member.key), member.key_span, hint);
    }
    for (const contract::Operation& operation : contract_.operations) {
      OperationRules& rules = rules_.operations[operation.name];
      if (const Node* own = stated ? stated->find(operation.name) : nullptr) read_operation(*own, operation, rules);
      read_rows(top, operation, rules);
    }
  }

  void read_operation(const Node& node, const contract::Operation& operation, OperationRules& rules) {
    Mapping own(node, fmt::format("operation \"{}\"", operation.name),
                {"demands", "problems", "conditions", "success", "sends"}, problems_);
    read_rows(own, operation, rules);
    if (const Node* success = own.object("success")) read_success(*success, operation, rules);
    rules.sends = own.texts("sends");
    for (const std::string& name : rules.sends) check_webhook(name, own.any("sends")->span());
  }

  void check_webhook(const std::string& name, base::Span span) {
    std::vector<std::string> known;
    for (const contract::Operation& webhook : contract_.webhooks) known.push_back(webhook.path);
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    std::string hint = base::did_you_mean(name, known);
    if (hint.empty()) hint = known.empty() ? "the contract has none" : "the contract has " + base::join(known, ", ");
    report("unknown-webhook", fmt::format("unknown webhook \"{}\"", name), span, hint);
  }

  void read_rows(Mapping& of, const contract::Operation& operation, OperationRules& rules) {
    if (const Node* demands = of.object("demands")) {
      check_schema(*demands, operation);
      rules.demands.push_back(*demands);
    }
    if (const Node* rows = of.array("problems")) {
      for (const Node& row : rows->items()) read_problem(row, operation, rules);
    }
    if (const Node* rows = of.array("conditions")) {
      for (const Node& row : rows->items()) read_condition(row, operation, rules);
    }
  }

  void read_problem(const Node& node, const contract::Operation& operation, OperationRules& rules) {
    Mapping row(node, "a row of problems", {"at", "keyword", "respond"}, problems_);
    row.require("respond");
    ProblemRow read{row.texts("at"), row.texts("keyword"), {}};
    TemplateNames known = names(&operation);
    known.has_problem = true;
    if (const Node* respond = row.object("respond")) {
      read.respond = read_respond(*respond, "respond", {}, operation, known);
    }
    rules.problems.push_back(std::move(read));
  }

  void read_condition(const Node& node, const contract::Operation& operation, OperationRules& rules) {
    Mapping row(node, "a condition", {"about", "when", "respond"}, problems_);
    row.require("when");
    row.require("respond");
    Condition read;
    read.about = row.text("about").value_or("");
    if (const Node* when = row.any("when")) {
      check_schema(*when, operation);
      read.when = *when;
    }
    if (const Node* respond = row.object("respond")) {
      read.respond = read_respond(*respond, "respond", {}, operation, names(&operation));
    }
    rules.conditions.push_back(std::move(read));
  }

  void read_success(const Node& node, const contract::Operation& operation, OperationRules& rules) {
    TemplateNames known = names(&operation);
    if (const Node* remember = node.find("remember")) {
      read_remember(*remember, operation, rules);
      for (const document::Member& member : rules.remember ? rules.remember->values.members() : Node::Object()) {
        known.remembered.push_back(member.key);
      }
    }
    rules.success = read_respond(node, "success", {"remember"}, operation, known);
  }

  void read_remember(const Node& node, const contract::Operation& operation, OperationRules& rules) {
    Mapping row(node, "remember", {"key", "for", "values"}, problems_);
    for (const std::string_view key : {"key", "for", "values"}) row.require(key);
    const auto key = row.text("key");
    const auto text = row.text("for");
    const Node* values = row.object("values");
    const auto duration = text ? base::parse_duration(*text) : std::nullopt;
    if (text && (!duration || *duration <= base::Milliseconds(0))) {
      report("duration", fmt::format("\"{}\" is no duration", *text), row.any("for")->span(), "e.g. 30m");
    }
    if (!key || !duration || !values) return;
    check_templates(*row.any("key"), names(&operation), problems_);
    check_templates(*values, names(&operation), problems_);
    rules.remember = Remember{*row.any("key"), *values, *duration};
  }

  Respond read_respond(const Node& node, const std::string& what, std::vector<std::string> more_keys,
                       const contract::Operation& operation, const TemplateNames& known) {
    std::vector<std::string> keys{"status", "headers", "example", "body"};
    keys.insert(keys.end(), more_keys.begin(), more_keys.end());
    Mapping row(node, what, keys, problems_);
    Respond respond;
    row.require("status");
    if (const auto status = row.integer("status")) {
      const bool is_final = *status >= 200 && *status <= 599;
      if (is_final) respond.status = static_cast<int>(*status);
      const std::string message = fmt::format("{} is no status of a final answer", *status);
      if (!is_final) report("status", message, row.any("status")->span(), "200 to 599");
    }
    if (const auto name = row.text("example")) {
      respond.example = example(*name, respond.status, operation, row.any("example")->span());
    }
    if (const Node* body = row.any("body")) respond.body = *body;
    if (const Node* headers = row.object("headers")) respond.headers = *headers;
    if (respond.body) check_templates(*respond.body, known, problems_);
    check_templates(respond.headers, known, problems_);
    return respond;
  }

  std::optional<Node> example(const std::string& name, int status, const contract::Operation& operation,
                              base::Span span) {
    const contract::Response* answer = operation.find_response(status);
    if (const Node* found = answer ? find_example(*answer, name) : nullptr) return *found;
    report("unknown-example", fmt::format("status {} of {} has no example \"{}\"", status, operation.name, name), span,
           answer ? example_hint(answer, name) : "the contract does not document this status");
    return std::nullopt;
  }

  // As it will be with the default values, so that its mistakes show now.
  void check_schema(const Node& node, const contract::Operation& operation) {
    Diagnostics found;
    check_templates(node, names(), found);
    if (found.empty()) {
      Node values = Node::object();
      for (const auto& [name, value] : rules_.defaults) values.set(name, value);
      auto rendered = templates::render(node, templates::ObjectScope(values), {});
      if (rendered) append_schema_mistakes(*rendered, found);
      else found = std::move(rendered).diagnostics();
    }
    check_parts(node, operation);
    base::append(problems_, std::move(found));
  }

  static void append_schema_mistakes(const Node& schema, Diagnostics& found) {
    auto compiled = schema::compile(schema, {}, &found);
    // A keyword that nobody knows demands nothing, which is not what was meant.
    for (base::Diagnostic& one : found) one.severity = base::Severity::Error;
    if (!compiled) base::append(found, std::move(compiled).diagnostics());
  }

  // `properties: {path: …, header: …}`: a misspelt part would never be asked.
  void check_parts(const Node& schema, const contract::Operation& operation) {
    static const std::vector<std::string> parts{"path", "query", "headers", "body"};
    const Node* properties = schema.find("properties");
    if (!properties) return;
    for (const document::Member& member : properties->members()) {
      if (std::find(parts.begin(), parts.end(), member.key) == parts.end()) {
        report("unknown-part", fmt::format("a request has no part \"{}\"", member.key), member.key_span,
               "it has path, query, headers, body");
      }
    }
    const Node* path = properties->find("path");
    const Node* parameters = path ? path->find("properties") : nullptr;
    for (const document::Member& member : parameters ? parameters->members() : Node::Object()) {
      check_path_parameter(member, operation);
    }
  }

  void check_path_parameter(const document::Member& member, const contract::Operation& operation) {
    std::vector<std::string> known;
    for (const contract::Parameter& parameter : operation.parameters) {
      if (parameter.in == contract::ParameterIn::Path) known.push_back(parameter.name);
    }
    if (std::find(known.begin(), known.end(), member.key) != known.end()) return;
    report("unknown-parameter", fmt::format("the path of {} has no parameter \"{}\"", operation.name, member.key),
           member.key_span, base::did_you_mean(member.key, known));
  }

  const Node& root_;
  const contract::Contract& contract_;
  Rules rules_;
  Diagnostics problems_;
};

}  // namespace

Result<std::shared_ptr<const Rules>> load_rules(SourceSet& sources, const std::string& path,
                                                const contract::Contract& contract) {
  auto source = base::load_source(sources, path, base::Holds::Credentials);
  if (!source) return std::move(source).diagnostics();
  auto root = document::parse_yaml(**source);
  if (!root) return std::move(root).diagnostics();
  return Loader(*root, contract).load();
}

std::map<std::string, std::string> default_variables(const Rules& rules) { return rules.defaults; }

}  // namespace concord::mock
