#include "step_builder.h"

#include "captures.h"
#include "fields.h"
#include "follow.h"
#include "shared_fields.h"
#include "unfilled.h"

#include <concord/base/text.h>
#include <concord/document/patch.h>
#include <concord/document/pointer.h>
#include <concord/templates.h>

#include <algorithm>

namespace concord::suite {

using base::error;

namespace {

// `patch` is one operation or a list; a list within the list is taken operation by operation, for "{{patch}}".
Node patch_operations(const Node& patch) {
  Node operations = Node::array();
  operations.set_span(patch.span());
  if (!patch.is_array()) {
    operations.push_back(patch);
    return operations;
  }
  for (const Node& entry : patch.items()) {
    if (!entry.is_array()) operations.push_back(entry);
    for (const Node& nested : entry.items()) operations.push_back(nested);
  }
  return operations;
}

// The pointer that a mistake of a patch is about.
std::string_view pointer_at(const Node& operations, const base::Span& place) {
  for (const Node& operation : operations.items()) {
    for (const char* key : {"path", "from"}) {
      const Node* pointer = operation.find(key);
      if (pointer && pointer->span().begin == place.begin && pointer->span().source == place.source)
        return pointer->string_or_empty();
    }
  }
  return {};
}

constexpr const char* what_pointers_begin_with =
    "a pointer begins with a part of the request: /body, /query, /headers or /path";

// A patch is one of the whole request, which is easily taken for its body.
std::string hint_of_missing(const Node& request, std::string_view text) {
  const auto pointer = document::Pointer::parse(text);
  if (!pointer || pointer->is_root() || request.has(pointer->tokens().front())) return {};
  const Node* body = request.find("body");
  if (body && document::resolve(*body, *pointer)) return "did you mean \"/body" + pointer->text() + "\"?";
  return what_pointers_begin_with;
}

// What was added beside the parts of a request is sent nowhere.
void check_reach(const Node& request, const Node& operation, Diagnostics& problems) {
  const Node* path = operation.find("path");
  const auto pointer = path ? document::Pointer::parse(path->string_or_empty()) : std::nullopt;
  if (!pointer || pointer->is_root()) return;
  const std::string& part = pointer->tokens().front();
  if (is_request_part(part) || !request.has(part)) return;
  const Node* body = request.find("body");
  problems.push_back(error("patch.part", "a request has no part " + base::in_quotes(part), path->span(),
                           body && body->is_object() ? "did you mean \"/body" + pointer->text() + "\"?"
                                                     : what_pointers_begin_with));
}

void apply_patch(const StepContext& context, Node& request, const Node* patch, Diagnostics& problems) {
  if (!patch) return;
  const Node operations = patch_operations(*patch);
  for (base::Diagnostic& problem : document::json_patch(request, operations)) {
    const std::string_view pointer = pointer_at(operations, problem.span);
    if (!context.is_filled_in && ends_at_template(request, pointer)) continue;
    if (problem.kind == "patch.no-value" && problem.hint.empty()) problem.hint = hint_of_missing(request, pointer);
    problems.push_back(std::move(problem));
  }
  for (const Node& operation : operations.items()) check_reach(request, operation, problems);
}

void check_path_parameters(const contract::Operation& operation, const Node& request, base::Span span,
                           Diagnostics& problems) {
  std::vector<std::string> known;
  for (const contract::Parameter& parameter : operation.parameters) {
    if (parameter.in == contract::ParameterIn::Path) known.push_back(parameter.name);
  }
  const Node* path = request.find("path");
  for (const std::string& name : known) {
    if (path && path->find(name)) continue;
    problems.push_back(error("suite.path", "the path parameter \"" + name + "\" of " + operation.id() + " has no value",
                             span, "set request.path." + name));
  }
  if (!path) return;
  for (const auto& [name, value, key_span] : path->members()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    problems.push_back(error("suite.path", operation.id() + " has no path parameter \"" + name + "\"", key_span,
                             base::did_you_mean(name, known)));
  }
}

void check_profile(const Provider& provider, const Node& request, Diagnostics& problems) {
  const Node* auth = request.find("auth");
  if (!auth || !auth->is_string() || auth->as_string() == "none" || templates::has_template(*auth)) return;
  if (provider.auth.find(auth->as_string())) return;
  std::vector<std::string> known{"none"};
  for (const auto& [name, value, span] : provider.auth.members()) known.push_back(name);
  std::string hint = base::did_you_mean(auth->as_string(), known);
  if (hint.empty()) hint = "known profiles: " + base::join(known, ", ");
  problems.push_back(error("suite.auth", "unknown auth profile \"" + auth->as_string() + "\"", auth->span(), hint));
}

constexpr base::Milliseconds shortest_poll{10}, longest_poll{3'600'000};

base::Milliseconds read_wait(const Node& step, const char* key, base::Milliseconds otherwise, Diagnostics& problems) {
  const Node* given = step.find(key);
  if (!given) return otherwise;
  const auto wait = base::parse_duration(given->string_or_empty());
  if (wait && *wait >= shortest_poll && *wait <= longest_poll) return *wait;
  problems.push_back(error("suite.until", "\"" + std::string(key) + "\" is a time from 10ms to 1h", given->span(),
                           "e.g. 500ms, 2s, 5m"));
  return otherwise;
}

// As expect.body has them.
Node conditions(const Node& step, const char* key, Diagnostics& problems) {
  const Node* given = step.find(key);
  if (!given) return {};
  Node expect = Node::object();
  expect.set("body", *given);
  auto parsed = check::parse_expectations(expect);
  if (!parsed) base::append(problems, std::move(parsed).diagnostics());
  return expect;
}

std::shared_ptr<const Poll> read_poll(const Node& step, Diagnostics& problems) {
  const Node* until = step.find("until");
  for (const char* key : {"every", "backoff", "within", "stop_if"}) {
    const document::Member* member = step.find_member(key);
    if (member && !until)
      problems.push_back(error("suite.until", "\"" + std::string(key) + "\" goes with \"until\"", member->key_span));
  }
  if (!until) return nullptr;
  auto poll = std::make_shared<Poll>();
  poll->span = until->span();
  poll->until = conditions(step, "until", problems);
  poll->stop_if = conditions(step, "stop_if", problems);
  poll->every = read_wait(step, "every", poll->every, problems);
  poll->within = read_wait(step, "within", poll->within, problems);
  if (const Node* backoff = step.find("backoff")) {
    poll->backoff = backoff->to_double();
    if (!backoff->is_number() || poll->backoff < 1 || poll->backoff > 10) {
      problems.push_back(error("suite.until", "\"backoff\" is a factor from 1 to 10", backoff->span()));
    }
  }
  return poll;
}

// `when: VALUE`, `when: {value: VALUE, is: schema or constant}`, or a list of those.
Condition read_condition(const Node& given, Diagnostics& problems) {
  Condition condition;
  condition.span = given.span();
  condition.value = given;
  if (!given.is_object()) return condition;
  Fields fields(given, "condition", {"value", "is"}, problems);
  if (const Node* value = fields.any("value")) condition.value = *value;
  else problems.push_back(error("suite.when", "a condition needs \"value\"", given.span(), "value: \"{{name}}\""));
  if (const Node* is = fields.any("is")) {
    condition.has_is = true;
    condition.is = *is;
    auto verdict = check::is_as_stated(Node(), *is);
    if (!verdict) base::append(problems, std::move(verdict).diagnostics());
  }
  return condition;
}

std::vector<Condition> read_when(const Node& step, Diagnostics& problems) {
  std::vector<Condition> conditions;
  const Node* when = step.find("when");
  if (!when) return conditions;
  if (!when->is_array()) return {read_condition(*when, problems)};
  for (const Node& one : when->items()) conditions.push_back(read_condition(one, problems));
  return conditions;
}

// A list of {about, unless}; `unless` is what `expect` can say, of an answer that tells that it is not there.
std::shared_ptr<const std::vector<Need>> read_needs(const Node& step, Diagnostics& problems) {
  const Node* list = step.find("needs");
  if (!list) return nullptr;
  for (const char* key : {"expect", "until"}) {
    const document::Member* member = step.find_member(key);
    if (!member) continue;
    problems.push_back(error("suite.needs", "\"" + std::string(key) + "\" does not go with \"needs\"", member->key_span,
                             "nothing but the needs is asked of that answer"));
  }
  if (!list->is_array() || list->size() == 0) {
    problems.push_back(error("suite.needs", "\"needs\" is a list of mappings with about and unless", list->span()));
    return nullptr;
  }
  auto needs = std::make_shared<std::vector<Need>>();
  for (const Node& entry : list->items()) {
    Fields fields(entry, "need", {"about", "unless"}, problems);
    const auto about = fields.required_text("about");
    const Node* unless = fields.object("unless");
    if (!unless && entry.is_object()) {
      problems.push_back(error("suite.needs", "a need says by which answer its absence is told", entry.span(),
                               "unless: {status: 403}"));
    }
    if (!about || !unless) continue;
    auto parsed = check::parse_expectations(*unless);
    if (parsed) needs->push_back({*about, std::move(parsed).value()});
    else base::append(problems, std::move(parsed).diagnostics());
  }
  return needs;
}

// As GraphQL over HTTP has it; `graphql` stays, for the check of the answer.
void make_graphql_body(Node& request, Diagnostics& problems) {
  const Node& graphql = *request.find("graphql");
  const Node* query = graphql.find("query");
  if (!query || !query->is_string() || query->as_string().empty()) {
    problems.push_back(error("suite.graphql", "\"graphql\" needs a \"query\"", graphql.span(),
                             "graphql: {query: \"{ orders { id } }\"}"));
    return;
  }
  Node body = Node::object();
  body.set("query", *query);
  if (const Node* variables = graphql.find("variables")) body.set("variables", *variables);
  if (const Node* name = graphql.find("operation_name")) body.set("operationName", *name);
  request.set("body", std::move(body));
}

Node starting_request(const StepContext& context, const contract::Operation& operation) {
  // What suite and case say of the request is meant for their own operation.
  if (&operation != context.suite.operation) return context.suite.provider->request;
  Node request = context.suite.starting_request;
  if (context.case_request) document::merge_patch(request, *context.case_request);
  return request;
}

void read_expectations(const Node& step, const StepParts* parts, Step& built, Diagnostics& problems) {
  if (parts && parts->expectations) {
    built.expectations = parts->expectations;
    return;
  }
  if (const Node* expect = step.find("expect")) built.expect = *expect;
  auto parsed = check::parse_expectations(built.expect);
  if (!parsed) return base::append(problems, std::move(parsed).diagnostics());
  if (!templates::has_template(built.expect)) {
    built.expectations = std::make_shared<const check::Expectations>(std::move(parsed).value());
  }
}

// `before`: how many problems there were when the step began.
void make_request(const StepContext& context, const Node& step, Step& built, std::size_t before,
                  Diagnostics& problems) {
  built.request = starting_request(context, *built.operation);
  if (const Node* request = step.find("request")) {
    check_request_shape(*request, problems);
    document::merge_patch(built.request, *request);
  }
  if (built.operation == context.suite.operation) apply_patch(context, built.request, context.case_patch, problems);
  apply_patch(context, built.request, step.find("patch"), problems);
  if (built.request.has("graphql")) make_graphql_body(built.request, problems);
  const bool is_stand_in = !context.suite.is_operation_known && built.operation == context.suite.operation;
  if (problems.size() == before && !is_stand_in) {
    check_path_parameters(*built.operation, built.request, built.span, problems);
    check_profile(*context.suite.provider, built.request, problems);
  }
}

}  // namespace

void remake_request(const StepContext& context, const Node& step, Step& built, Diagnostics& problems) {
  make_request(context, step, built, problems.size(), problems);
}

StepParts static_parts(const Node& step) {
  StepParts parts;
  const Node* expect = step.find("expect");
  if (!expect || !templates::has_template(*expect)) {
    auto parsed = check::parse_expectations(expect ? *expect : Node());
    if (parsed) parts.expectations = std::make_shared<const check::Expectations>(std::move(parsed).value());
  }
  const Node* capture = step.find("capture");
  if (!capture || !templates::has_template(*capture)) {
    Diagnostics mistakes;
    auto captures = read_captures(capture, mistakes);
    if (mistakes.empty()) parts.captures = std::make_shared<const std::vector<Capture>>(std::move(captures));
  }
  return parts;
}

std::optional<Step> build_step(const StepContext& context, const Node& step, std::string name, result::StepKind kind,
                               const StepParts* parts, Diagnostics& problems) {
  Step built;
  built.name = std::move(name);
  built.kind = kind;
  built.span = step.span();
  built.operation = context.suite.operation;
  const Node* repeatable = step.find("repeatable");
  built.is_repeatable = repeatable && repeatable->is_boolean() ? repeatable->as_boolean() : context.is_repeatable;
  const std::size_t before = problems.size();
  built.timeouts = read_timeouts(step.find("timeouts"), context.timeouts, problems);
  if (const Node* operation = step.find("operation")) {
    built.operation = find_operation(*context.suite.provider, *operation, problems);
  } else if (!built.operation) {
    problems.push_back(error("suite.operation", "a shared step of provider.yaml needs \"operation\"", step.span()));
  }
  if (built.operation) make_request(context, step, built, before, problems);
  read_expectations(step, parts, built, problems);
  built.poll = read_poll(step, problems);
  built.needs = read_needs(step, problems);
  built.when = read_when(step, problems);
  built.follow = read_follow(step, problems);
  if (parts && parts->captures) built.captures = parts->captures;
  else built.captures = std::make_shared<const std::vector<Capture>>(read_captures(step.find("capture"), problems));
  if (problems.size() > before) return std::nullopt;
  return built;
}

}  // namespace concord::suite
