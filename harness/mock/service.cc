#include "service.h"

#include "problem_document.h"
#include "render.h"
#include "specimen.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::mock {

// One request on its way to an answer.
struct Service::Exchange {
  const Endpoint& endpoint;
  const Incoming& request;
  Seen& seen;
  Node auth;
  RequestDocument document;
};

Service::Service(const ServerOptions& options)
    : clock_(options.clock ? options.clock : &base::system_clock()),
      given_(options.variables),
      on_request_(options.on_request),
      random_(options.seed ? options.seed : base::random_seed()) {}

Result<std::unique_ptr<Service>> Service::create(std::vector<Served> served, const ServerOptions& options) {
  std::unique_ptr<Service> service(new Service(options));
  Diagnostics problems;
  for (const Served& one : served) base::append(problems, service->add(one));
  if (!problems.empty()) return problems;
  std::stable_sort(service->endpoints_.begin(), service->endpoints_.end(),
                   [](const Endpoint& a, const Endpoint& b) { return a.path.is_more_specific(b.path); });
  return service;
}

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
    base::append(problems, add_endpoint(operation, provider));
  }
  return problems;
}

Diagnostics Service::add_credentials(Provider& provider) {
  Diagnostics problems;
  provider.credentials.accept_any = !provider.rules || !provider.rules->has_credentials;
  if (!provider.rules) return problems;
  for (const auto& [scheme, value] : provider.rules->credentials) {
    auto rendered = templates::render(value, *provider.scope, {});
    if (rendered) provider.credentials.by_scheme[scheme] = std::move(rendered).value();
    else base::append(problems, std::move(rendered).diagnostics());
  }
  return problems;
}

Diagnostics Service::add_endpoint(const contract::Operation& operation, const Provider& provider) {
  const OperationRules* rules = nullptr;
  if (provider.rules) {
    const auto found = provider.rules->operations.find(operation.name);
    if (found != provider.rules->operations.end()) rules = &found->second;
  }
  auto endpoint = make_endpoint(operation, rules, provider.credentials, *provider.scope);
  if (!endpoint) return std::move(endpoint).diagnostics();
  for (const Endpoint& other : endpoints_) {
    if (other.operation->method != operation.method || other.path.shape() != endpoint->path.shape()) continue;
    return {base::error("mock.conflict", fmt::format("{} and {} are both {} {}", other.operation->id(), operation.id(),
                                                     operation.method, operation.path))};
  }
  endpoints_.push_back(std::move(endpoint).value());
  return {};
}

Service::Match Service::find(const std::string& method, std::string_view path) const {
  Match match;
  const auto segments = path_segments(path);
  for (const Endpoint& endpoint : endpoints_) {
    auto values = endpoint.path.match(segments);
    if (!values) continue;
    const std::string& has = endpoint.operation->method;
    if (std::find(match.methods.begin(), match.methods.end(), has) == match.methods.end()) match.methods.push_back(has);
    const bool is_wanted = has == method || (method == "HEAD" && has == "GET");
    if (match.endpoint || !is_wanted) continue;
    match.endpoint = &endpoint;
    match.values = std::move(*values);
  }
  return match;
}

Reply Service::handle(const Incoming& request) {
  Seen seen{request.method, request.target, 0, "", ""};
  Reply reply = route(request, seen);
  return finished(std::move(reply), request, std::move(seen));
}

Reply Service::refuse(const Incoming& request, int status, const std::string& why) {
  return finished(problem_document(status, why), request, {request.method, request.target, status, "", why});
}

// The path of "/a?b", of "http://host/a", or nothing.
static std::optional<std::string> path_of(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!base::equals_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
    const std::size_t slash = target.find('/', scheme.size());
    target = slash == std::string_view::npos ? "/" : target.substr(slash);
  }
  if (target.empty() || target.front() != '/') return std::nullopt;
  return std::string(target.substr(0, target.find_first_of("?#")));
}

Reply Service::route(const Incoming& request, Seen& seen) {
  const auto path = path_of(request.target);
  if (request.method == "OPTIONS" && request.target == "*") {
    seen.why = "options";
    return {204, {{"Allow", "OPTIONS"}}, ""};
  }
  if (!path) {
    seen.why = "bad target";
    return problem_document(400, "the target of the request is no path");
  }
  const Match match = find(request.method, *path);
  return match.endpoint ? answer(request, match, seen) : route_unmatched(request, match, seen);
}

Reply Service::route_unmatched(const Incoming& request, const Match& match, Seen& seen) const {
  if (match.methods.empty()) {
    seen.why = "no route";
    return not_found();
  }
  std::vector<std::string> methods = match.methods;
  if (std::find(methods.begin(), methods.end(), "GET") != methods.end()) methods.push_back("HEAD");
  methods.push_back("OPTIONS");
  const std::string allow = base::join(methods, ", ");
  seen.why = request.method == "OPTIONS" ? "options" : "no such method";
  if (request.method == "OPTIONS") return {204, {{"Allow", allow}}, ""};
  Reply reply = problem_document(405, fmt::format("this path has {}", base::join(match.methods, ", ")));
  reply.headers.push_back({"Allow", allow});
  return reply;
}

Reply Service::not_found() const {
  constexpr std::size_t most = 100;
  Node routes = Node::array();
  for (const Endpoint& endpoint : endpoints_) {
    if (routes.size() < most) routes.push_back(endpoint.operation->method + ' ' + endpoint.operation->path);
  }
  Node more = Node::object();
  more.set("routes", std::move(routes));
  return problem_document(404, "no operation has this path", more);
}

Reply Service::answer(const Incoming& request, const Match& match, Seen& seen) {
  const Endpoint& endpoint = *match.endpoint;
  seen.operation = endpoint.operation->id();
  AuthFinding auth = check_credentials(*endpoint.operation, request, *endpoint.credentials);
  Exchange exchange{endpoint, request, seen, std::move(auth.auth), read_request(endpoint, match.values, request)};
  // Who is not known learns nothing of what else is wrong.
  if (auth.problem) return answer_problems(exchange, {*auth.problem});
  const auto problems = find_problems(endpoint, exchange.document);
  if (!problems.empty()) return answer_problems(exchange, problems);
  for (const ReadyCondition& ready : endpoint.conditions) {
    if (!ready.when.accepts(exchange.document.values)) continue;
    seen.why = "condition: " + (ready.condition->about.empty() ? std::to_string(ready.condition->respond.status)
                                                               : ready.condition->about);
    return respond(exchange, ready.condition->respond, Node::object());
  }
  return answer_success(exchange);
}

namespace {

// '*' stands for any text.
bool matches(std::string_view pattern, std::string_view text) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == text;
  if (!text.starts_with(pattern.substr(0, star))) return false;
  const std::string_view rest = pattern.substr(star + 1);
  for (std::size_t at = star; at <= text.size(); ++at) {
    if (matches(rest, text.substr(at))) return true;
  }
  return false;
}

bool matches(const ProblemRow& row, const Problem& problem) {
  const auto is_at = [&](const std::string& pattern) { return matches(pattern, problem.at); };
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

void add_challenges(Reply& reply, const contract::Operation& operation) {
  if (reply.status != 401 || http::find_header(reply.headers, "WWW-Authenticate")) return;
  for (std::string& value : challenges(operation)) reply.headers.push_back({"WWW-Authenticate", std::move(value)});
}

}  // namespace

Reply Service::answer_problems(Exchange& exchange, const std::vector<Problem>& problems) {
  static const OperationRules none;
  const Endpoint& endpoint = exchange.endpoint;
  for (const ProblemRow& row : (endpoint.rules ? *endpoint.rules : none).problems) {
    const Problem* problem = find_match(row, problems);
    if (!problem) continue;
    exchange.seen.why = "problem " + problem->at + ' ' + problem->keyword;
    Node extras = Node::object();
    extras.set("problem", problem->to_node());
    Reply reply = respond(exchange, row.respond, extras);
    if (problem->at == "auth") add_challenges(reply, *endpoint.operation);
    return reply;
  }
  exchange.seen.why = "problem " + problems.front().at + ' ' + problems.front().keyword;
  return default_failure(exchange, problems);
}

Reply Service::respond(Exchange& exchange, const Respond& respond, const Node& extras) {
  exchange.document.values.set("auth", std::move(exchange.auth));
  const templates::ObjectScope request(exchange.document.values, exchange.endpoint.variables);
  const templates::ObjectScope scope(extras, &request);
  auto reply = render_reply(respond, scope, environment());
  return reply ? std::move(reply).value() : failed(exchange, reply.diagnostics());
}

Reply Service::answer_success(Exchange& exchange) {
  exchange.seen.why = "success";
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
  const std::string name = exchange.endpoint.operation->id() + ' ' + document::write_json(*key);
  const base::SystemTime now = clock_->now();
  if (const Node* known = memory_.find(name, now)) return *known;
  auto values = templates::render(rule.values, scope, environment());
  if (!values) return values;
  return memory_.keep(name, std::move(values).value(), now + rule.duration);
}

// The contract's first example for this status, or a value made from its schema.
Reply Service::documented(const contract::Response& answer, int status) {
  Reply reply;
  reply.status = status;
  if (answer.contents.empty()) return reply;
  const contract::Content& content = answer.contents.front();
  const Node value = content.examples.empty() ? make_specimen(content.schema, clock_->now(), random_)
                                              : content.examples.front().value;
  const auto type = http::parse_media_type(content.media_type);
  const bool is_json = !type || type->is_json() || type->type == "*";
  reply.body = is_json || !value.is_string() ? document::write_json(value) : value.as_string();
  reply.headers.push_back({"Content-Type", is_json ? "application/json" : content.media_type});
  return reply;
}

Reply Service::default_failure(const Exchange& exchange, const std::vector<Problem>& problems) {
  const contract::Operation& operation = *exchange.endpoint.operation;
  const bool is_auth = problems.front().at == "auth";
  const std::vector<int> statuses = is_auth ? std::vector<int>{401, 403} : std::vector<int>{400, 422};
  const auto exact = [&](int status) {
    return std::any_of(operation.responses.begin(), operation.responses.end(),
                       [&](const contract::Response& one) { return one.status != "default" && one.matches(status); });
  };
  const auto found = std::find_if(statuses.begin(), statuses.end(), exact);
  const int status = found == statuses.end() ? statuses.front() : *found;
  const contract::Response* answer = operation.find_response(status);
  Reply reply = answer ? documented(*answer, status)
                       : problem_document(status, problems.front().message, list_of(problems));
  if (is_auth) add_challenges(reply, operation);
  return reply;
}

Reply Service::default_success(const Exchange& exchange) {
  const auto& answers = exchange.endpoint.operation->responses;
  for (int status = 200; status < 300; ++status) {
    const auto found = std::find_if(answers.begin(), answers.end(), [status](const contract::Response& one) {
      return one.status == std::to_string(status);
    });
    if (found != answers.end()) return documented(*found, status);
  }
  const contract::Response* answer = exchange.endpoint.operation->find_response(200);
  return answer ? documented(*answer, 200) : Reply{204, {}, ""};
}

Reply Service::failed(Exchange& exchange, const Diagnostics& why) const {
  const std::string message = why.empty() ? "the rule could not be rendered" : why.front().message;
  exchange.seen.why += ": " + message;
  return problem_document(500, "a rule of the mock is wrong: " + message);
}

Reply Service::finished(Reply reply, const Incoming& request, Seen seen) const {
  http::set_header(reply.headers, "Date", http_date(clock_->now()));
  if (!http::find_header(reply.headers, "Cache-Control")) reply.headers.push_back({"Cache-Control", "no-store"});
  if (request.method != "HEAD" && reply.body.empty()) http::remove_header(reply.headers, "Content-Type");
  seen.status = reply.status;
  if (on_request_) on_request_(seen);
  return reply;
}

}  // namespace concord::mock
