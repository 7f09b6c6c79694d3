// An answer is found in the order in which a careful server refuses: the path, the method, the credentials (who is not
// known learns nothing else), and what does not conform in the request. For a problem the first row of the provider's
// rules that fits it answers, else what the contract documents for failures. To a request that conforms the first
// condition of the rules that holds answers, then their `success`, and without rules what is kept of what requests
// created (resources.h), else the documented example.
// ServedRequest::why tells which of these it was.
#include "service.h"

#include "asked_list.h"
#include "cors.h"
#include "documented_reply.h"
#include "problem_document.h"
#include "render.h"

#include <concord/base/glob.h>
#include <concord/base/http_date.h>
#include <concord/base/text.h>
#include <concord/contract/operation_hint.h>
#include <concord/http/address.h>
#include <concord/message/server_url.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::mock {

Service::Service(const ServerOptions& options)
    : clock_(options.clock ? options.clock : &base::system_clock()),
      given_(options.variables),
      on_request_(options.on_request),
      on_answer_(options.on_answer),
      random_(options.seed ? options.seed : base::random_seed()),
      tokens_(options.seed ? options.seed : base::random_seed()),
      specimens_([warn = options.on_warning](const std::string& why) {
        if (warn) warn(base::warning("mock.specimen", why));
      }),
      faults_(options.faults),
      latency_(options.latency),
      is_open_to_pages_(options.is_open_to_pages),
      validates_(options.validates),
      state_file_(options.state_file),
      scheme_(options.tls ? "https" : "http"),
      webhooks_to_(options.calls ? options.calls->webhooks_to : ""),
      dice_(options.seed ? options.seed : base::random_seed()),
      on_warning_(options.on_warning) {
  if (!options.calls) return;
  const bool is_reached = !http::is_loopback(options.address) && !options.calls->may_go_anywhere;
  caller_ = std::make_unique<Caller>(*options.calls, is_reached, options.on_call);
}

Result<std::unique_ptr<Service>> Service::create(std::vector<Served> served, const ServerOptions& options) {
  std::unique_ptr<Service> service(new Service(options));
  Diagnostics problems;
  for (const Served& one : served) base::append(problems, service->add(one));
  if (!options.mutant.empty() && problems.empty()) base::append(problems, service->mutate(served, options.mutant));
  for (const Fault& fault : options.faults) {
    if (!fault.operation.empty() && service->operation_called(fault.operation) == nullptr)
      problems.push_back(service->no_operation(fault));
  }
  if (problems.empty()) base::append(problems, service->load_state());
  if (!problems.empty()) return problems;
  return service;
}

Diagnostics Service::mutate(const std::vector<Served>& served, const std::string& mutant) {
  std::vector<const contract::Contract*> contracts;
  for (const Served& one : served) contracts.push_back(one.contract);
  auto mutation = Mutation::make(contracts, mutant);
  if (!mutation) return std::move(mutation).diagnostics();
  mutation_ = std::move(mutation).value();
  return {};
}

namespace {

// Whether rules tell of successes, of which what is kept would know nothing. Refusals come before what is kept: they
// leave it as it is.
bool tells_successes(const OperationRules& rules) {
  const bool is_told_by_condition = std::any_of(rules.conditions.begin(), rules.conditions.end(),
                                                [](const Condition& one) { return one.respond.status < 400; });
  return is_told_by_condition || rules.remember.has_value() || rules.success.has_value();
}

}  // namespace

Diagnostics Service::add(const Served& one) {
  Provider& provider = providers_.emplace_back();
  provider.rules = one.rules;
  if (one.rules) {
    for (const auto& [name, value] : one.rules->defaults) provider.variables.set(name, value);
  }
  for (const auto& [name, value] : given_) provider.variables.set(name, value);
  provider.scope = std::make_unique<templates::ObjectScope>(provider.variables);
  Diagnostics problems = add_credentials(provider);
  for (const contract::Operation& operation : one.contract->operations) {
    base::append(problems, add_endpoint(one, operation, provider));
  }
  if (caller_) callbacks_.add(*one.contract);
  resources_.add(*one.contract, [&](const contract::Operation& operation) {
    if (!one.rules) return false;
    const auto found = one.rules->operations.find(operation.name);
    return found != one.rules->operations.end() && tells_successes(found->second);
  });
  return problems;
}

Diagnostics Service::add_credentials(Provider& provider) {
  Diagnostics problems;
  provider.credentials.tokens = &tokens_;
  provider.credentials.accept_any = !provider.rules || !provider.rules->has_credentials;
  if (!provider.rules) return problems;
  for (const auto& [scheme, value] : provider.rules->credentials) {
    auto rendered = templates::render(value, *provider.scope, {});
    if (rendered) provider.credentials.by_scheme[scheme] = std::move(rendered).value();
    else base::append(problems, std::move(rendered).diagnostics());
  }
  return problems;
}

Diagnostics Service::add_endpoint(const Served& one, const contract::Operation& operation, const Provider& provider) {
  const OperationRules* rules = nullptr;
  if (provider.rules) {
    const auto found = provider.rules->operations.find(operation.name);
    if (found != provider.rules->operations.end()) rules = &found->second;
  }
  auto endpoint = make_endpoint(*one.contract, operation, rules, provider.credentials, *provider.scope);
  if (!endpoint) return std::move(endpoint).diagnostics();
  endpoints_.push_back(std::move(endpoint).value());
  return add_routes(endpoints_.back(), endpoints_.size() - 1);
}

namespace {

// Where the document has the path, for people.
std::string said_at(const contract::Operation& operation) {
  const std::string place = operation.place.text();
  return place.empty() ? "" : " (" + place + ")";
}

base::Diagnostic not_served(const contract::Operation& operation, const std::string& why) {
  return base::warning("mock.path", fmt::format("{} {} cannot be served: {}{}", operation.method, operation.path, why,
                                                said_at(operation)));
}

}  // namespace

// One route for each server of the operation: a base URL may stand for any of them.
Diagnostics Service::add_routes(const Endpoint& endpoint, std::size_t index) {
  const contract::Operation& operation = endpoint.operation();
  for (const std::string& base : message::served_paths(*endpoint.contract, operation)) {
    auto path = message::PathTemplate::parse(base + operation.path);
    std::string why = path ? std::string() : path.diagnostics().front().message;
    if (path) {
      endpoint.reader.prepare(*path);
      why = path->why_not_matched();
    }
    if (!why.empty()) {
      if (on_warning_) on_warning_(not_served(operation, why));
      continue;
    }
    const auto other = router_.add(operation.method, *path, index);
    if (!other) routes_.push_back(operation.method + ' ' + base + operation.path);
    if (!other || *other == index) continue;
    return {base::error("mock.conflict", fmt::format("{} and {} are both {} {}", endpoints_[*other].operation().id(),
                                                     operation.id(), operation.method, base + operation.path))};
  }
  return {};
}

http::Reply Service::handle(const http::ParsedRequest& request) {
  ServedRequest served{request.method, request.target, 0, "", "", false};
  http::Reply reply = route(request, served);
  return finished(std::move(reply), request, std::move(served));
}

http::Reply Service::refuse(const http::ParsedRequest& request, int status, const std::string& why) {
  return finished(problem_document(status, why), request, {request.method, request.target, status, "", why, true});
}

http::Reply Service::route(const http::ParsedRequest& request, ServedRequest& served) {
  const auto path = message::path_of(request.target);
  if (auto preflight = is_open_to_pages_ ? answer_preflight(request) : std::nullopt) {
    served.why = "preflight";
    return std::move(*preflight);
  }
  if (request.method == "OPTIONS" && request.target == "*") {
    served.why = "options";
    return {204, {{"Allow", "OPTIONS"}}, ""};
  }
  if (!path) {
    served.why = "bad target";
    served.is_refusal = true;
    return problem_document(400, "the target of the request is no path");
  }
  if (*path == token_path) {
    served.why = "token";
    return tokens_.answer(request);
  }
  if (caller_ && path->starts_with(webhooks_path)) {
    served.why = "webhook";
    return answer_webhook(request, path->substr(webhooks_path.size()));
  }
  const auto found = find(request, *path);
  return found.target ? answer(request, found, served) : route_unmatched(request, found.methods, served);
}

// A mutant may take any method for that of its operation.
message::Router::Found Service::find(const http::ParsedRequest& request, std::string_view path) const {
  auto found = router_.find(request.method, path);
  const contract::Operation* opened = !found.target && mutation_ ? mutation_->opens_method() : nullptr;
  if (!opened) return found;
  auto other = router_.find(opened->method, path);
  if (!other.target || &endpoints_[*other.target].operation() != opened) return found;
  mutation_->note();
  return other;
}

http::Reply Service::route_unmatched(const http::ParsedRequest& request, const std::vector<std::string>& methods,
                                     ServedRequest& served) const {
  if (methods.empty()) {
    served.why = "no route";
    served.is_refusal = true;
    return not_found();
  }
  std::vector<std::string> allowed = methods;
  if (std::find(methods.begin(), methods.end(), "GET") != methods.end()) allowed.push_back("HEAD");
  allowed.push_back("OPTIONS");
  const std::string allow = base::join(allowed, ", ");
  served.why = request.method == "OPTIONS" ? "options" : "no such method";
  served.is_refusal = true;  // no operation has it
  if (request.method == "OPTIONS") return {204, {{"Allow", allow}}, ""};
  http::Reply reply = problem_document(405, fmt::format("this path has {}", base::join(methods, ", ")));
  reply.headers.push_back({"Allow", allow});
  return reply;
}

http::Reply Service::not_found() const {
  constexpr std::size_t most = 100;
  Node routes = Node::array();
  for (const std::string& route : routes_) {
    if (routes.size() < most) routes.push_back(route);
  }
  Node more = Node::object();
  more.set("routes", std::move(routes));
  return problem_document(404, "no operation has this path", more);
}

http::Reply Service::answer(const http::ParsedRequest& request, const message::Router::Found& found,
                            ServedRequest& served) {
  const Endpoint& endpoint = endpoints_[*found.target];
  served.operation = endpoint.operation().id();
  AuthFinding auth = check_credentials(endpoint.operation(), request, *endpoint.credentials);
  auto read = endpoint.reader.read({request.method, request.target, request.headers, request.body}, found.values);
  Exchange exchange{endpoint, request, served, std::move(auth.auth), std::move(read)};
  http::Reply reply = answer(exchange, auth.problem);
  if (caller_) plan_calls(exchange, reply);
  return reply;
}

http::Reply Service::answer(Exchange& exchange, const std::optional<Problem>& auth) {
  const Endpoint& endpoint = exchange.endpoint;
  if (auto wanted = preferred(exchange)) return std::move(*wanted);
  if (!validates_) return answer_success(exchange);
  // Who is not known learns nothing of what else is wrong.
  if (auth && !(mutation_ && mutation_->opens_auth(endpoint.operation()))) return answer_problems(exchange, {*auth});
  auto problems = find_problems(endpoint, exchange.document);
  const std::size_t ignored = mutation_ ? std::erase_if(problems, [&](const Problem& one) {
    return mutation_->ignores(endpoint.operation(), one);
  }) : 0;
  if (!problems.empty()) return answer_problems(exchange, problems);
  // What an open gate takes is not refused behind it.
  for (const ReadyCondition& ready : endpoint.conditions) {
    if (ignored > 0 || !ready.when.accepts(exchange.document.values)) continue;
    const std::string& about = ready.condition->about;
    exchange.served.why = "condition: " + (about.empty() ? std::to_string(ready.condition->respond.status) : about);
    return respond(exchange, ready.condition->respond, Node::object());
  }
  return answer_success(exchange);
}

namespace {

bool matches(const ProblemRow& row, const Problem& problem) {
  const auto is_at = [&](const std::string& pattern) { return base::matches_glob(pattern, problem.at); };
  const bool is_place = row.at.empty() || std::any_of(row.at.begin(), row.at.end(), is_at);
  const bool is_keyword = row.keywords.empty() ||
                          std::find(row.keywords.begin(), row.keywords.end(), problem.keyword) != row.keywords.end();
  return is_place && is_keyword;
}

const Problem* find_match(const ProblemRow& row, const std::vector<Problem>& problems) {
  const auto found = std::find_if(problems.begin(), problems.end(),
                                  [&](const Problem& one) { return matches(row, one); });
  return found == problems.end() ? nullptr : &*found;
}

}  // namespace

http::Reply Service::answer_problems(Exchange& exchange, const std::vector<Problem>& problems) {
  static const OperationRules none;
  const Endpoint& endpoint = exchange.endpoint;
  for (const ProblemRow& row : (endpoint.rules ? *endpoint.rules : none).problems) {
    const Problem* problem = find_match(row, problems);
    if (!problem) continue;
    exchange.served.why = "problem " + problem->at + ' ' + problem->keyword;
    Node extras = Node::object();
    extras.set("problem", to_node(*problem));
    return respond(exchange, row.respond, extras);
  }
  exchange.served.why = "problem " + problems.front().at + ' ' + problems.front().keyword;
  return default_failure(exchange, problems);
}

http::Reply Service::respond(Exchange& exchange, const Respond& respond, const Node& extras) {
  exchange.document.values.set("auth", std::move(exchange.auth));
  const templates::ObjectScope request(exchange.document.values, exchange.endpoint.variables);
  const templates::ObjectScope scope(extras, &request);
  const std::string type = json_media_type(exchange.endpoint.operation().find_response(respond.status));
  auto reply = render_reply(respond, type, scope, environment());
  if (!reply) return failed(exchange, reply.diagnostics());
  add_challenges(*reply, exchange.endpoint.operation());
  return std::move(reply).value();
}

http::Reply Service::answer_success(Exchange& exchange) {
  exchange.served.why = "success";
  const OperationRules* rules = exchange.endpoint.rules;
  if (!rules || !rules->success) return default_success(exchange);
  Node extras = Node::object();
  if (rules->remember) {
    auto values = remember(exchange, *rules->remember);
    if (!values) return failed(exchange, values.diagnostics());
    extras.set("remembered", std::move(values).value());
  }
  return respond(exchange, *rules->success, extras);
}

Result<Node> Service::remember(Exchange& exchange, const Remember& rule) {
  const templates::ObjectScope scope(exchange.document.values, exchange.endpoint.variables);
  auto key = templates::render(rule.key, scope, environment());
  if (!key) return std::move(key).diagnostics();
  const std::string name = exchange.endpoint.operation().id() + ' ' + document::write_json(*key);
  const base::SystemTime now = clock_->now();
  if (const Node* known = memory_.find(name, now)) return *known;
  auto values = templates::render(rule.values, scope, environment());
  if (!values) return values;
  return memory_.keep(name, std::move(values).value(), now + rule.duration);
}

http::Reply Service::default_failure(Exchange& exchange, const std::vector<Problem>& problems) {
  const contract::Operation& operation = exchange.endpoint.operation();
  const bool is_auth = problems.front().at == "auth";
  const std::vector<int> statuses = is_auth ? std::vector<int>{401, 403} : std::vector<int>{400, 422};
  const auto exact = [&](int status) {
    return std::any_of(operation.responses.begin(), operation.responses.end(),
                       [&](const contract::Response& one) { return one.status != "default" && one.matches(status); });
  };
  const auto found = std::find_if(statuses.begin(), statuses.end(), exact);
  const int status = found == statuses.end() ? statuses.front() : *found;
  const contract::Response* answer = operation.find_response(status);
  exchange.served.is_refusal = answer == nullptr;
  http::Reply reply = answer ? documented_reply(*answer, status, specimens_, clock_->now(), random_)
                             : problem_document(status, problems.front().message, list_of(problems));
  add_challenges(reply, operation);
  return reply;
}

http::Reply Service::default_success(Exchange& exchange) {
  const contract::Operation& operation = exchange.endpoint.operation();
  const bool is_lost = mutation_ && mutation_->loses_write(operation);
  auto before = is_lost ? std::optional(resources_.things()) : std::nullopt;
  if (auto kept = resources_.answer({operation, exchange.request, exchange.document})) {
    if (before) resources_.put_back(std::move(*before)), mutation_->note();
    exchange.served.why = std::move(kept->why);
    return std::move(kept->reply);
  }
  const auto status = success_status(operation);
  if (!status) return {204, {}, ""};
  const contract::Response& answer = *operation.find_response(*status);
  http::Reply reply = documented_reply(answer, *status, specimens_, clock_->now(), random_);
  const Node* query = exchange.document.values.find("query");
  if (operation.method != "GET" || !query || answer.contents.empty()) return reply;
  auto body = document::parse_answer_json(reply.body).root;
  if (body && arrange(*body, operation, answer.contents.front(), *query)) reply.body = document::write_json(*body);
  return reply;
}

http::Reply Service::failed(Exchange& exchange, const Diagnostics& why) const {
  const std::string message = why.empty() ? "the rule could not be rendered" : why.front().message;
  exchange.served.why += ": " + message;
  exchange.served.is_refusal = true;
  return problem_document(500, "a rule of the mock is wrong: " + message);
}

const contract::Operation* Service::operation_called(const std::string& id) const {
  const auto found = std::find_if(endpoints_.begin(), endpoints_.end(),
                                  [&id](const Endpoint& one) { return one.operation().id() == id; });
  return found == endpoints_.end() ? nullptr : &found->operation();
}

base::Diagnostic Service::no_operation(const Fault& fault) const {
  std::vector<std::string> known;
  for (const Endpoint& one : endpoints_) known.push_back(one.operation().id());
  return base::error("mock.fault", base::in_quotes(fault.text) + ": there is no such operation", {},
                     contract::operation_hint(fault.operation, known));
}

http::Reply Service::finished(http::Reply reply, const http::ParsedRequest& request, ServedRequest served) {
  http::set_header(reply.headers, "Date", base::format_http_date(clock_->now()));
  if (!http::find_header(reply.headers, "Cache-Control")) reply.headers.push_back({"Cache-Control", "no-store"});
  if (request.method != "HEAD" && reply.body.empty()) http::remove_header(reply.headers, "Content-Type");
  if (mutation_) mutation_->apply(reply, request, operation_called(served.operation));
  if (is_open_to_pages_) open_to_pages(reply, request);
  hurt(reply, served);
  if (caller_) send_planned(reply);
  has_changed_ = has_changed_ || (request.method != "GET" && request.method != "HEAD");
  if (!state_file_.empty() && clock_->steady() - saved_at_ > std::chrono::seconds(1)) {
    for (const base::Diagnostic& failure : save_state()) {
      if (on_warning_) on_warning_(failure);
    }
  }
  served.status = reply.status;
  if (on_request_) on_request_(served);
  if (on_answer_) on_answer_(request, reply, operation_called(served.operation), served);
  return reply;
}

}  // namespace concord::mock
