#include "endpoint.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

namespace concord::mock {

using contract::ParameterIn;
using document::Pointer;

std::string_view part_name(ParameterIn in) {
  switch (in) {
    case ParameterIn::Path: return "path";
    case ParameterIn::Query: return "query";
    case ParameterIn::Header: return "headers";
    case ParameterIn::Cookie: return "cookie";
  }
  return "";
}

Node Problem::to_node() const {
  Node node = Node::object();
  node.set("at", at);
  node.set("keyword", keyword);
  const auto place = Pointer::parse(at);
  const std::vector<std::string> tokens = place && !place->is_root() ? place->tokens() : std::vector<std::string>{at};
  node.set("field", tokens.back());
  node.set("member", tokens.size() > 1 ? tokens[1] : "");
  node.set("path", base::join(std::span(tokens).subspan(1), "."));
  node.set("expected", expected);
  node.set("actual", actual);
  node.set("message", message);
  return node;
}

namespace {

int rank(const Problem& problem) {
  int rank = 0;
  for (const std::string_view start : {"/path/", "/query/", "/headers/", "/cookie/", "/content-type"}) {
    if (problem.at.starts_with(start)) return rank;
    ++rank;
  }
  return rank;
}

// The members that a violation of `required` speaks of: it names one, or none that we know.
std::vector<std::string> missing_members(const schema::Violation& violation, const Node* object) {
  std::vector<std::string> missing, named;
  const Node* required = violation.schema ? violation.schema->find("required") : nullptr;
  if (!required || !object) return missing;
  for (const Node& name : required->items()) {
    if (!name.is_string() || object->has(name.as_string())) continue;
    missing.push_back(name.as_string());
    if (violation.expected.ends_with(document::write_json(name))) named.push_back(name.as_string());
  }
  return named.empty() ? missing : named;
}

class Finder {
 public:
  Finder(const Endpoint& endpoint, RequestDocument& request) : endpoint_(endpoint), request_(request) {}

  std::vector<Problem> find() {
    for (const ReadyParameter& parameter : endpoint_.parameters) check_parameter(parameter);
    for (Problem& problem : request_.problems) add(std::move(problem));
    const Node* body = request_.values.find("body");
    if (body && request_.content && request_.content->schema) {
      check(*request_.content->schema, *body, Pointer() / "body");
    }
    for (const schema::Schema& demand : endpoint_.demands) check(demand, request_.values, Pointer());
    std::stable_sort(problems_.begin(), problems_.end(),
                     [](const Problem& a, const Problem& b) { return rank(a) < rank(b); });
    return std::move(problems_);
  }

 private:
  void check_parameter(const ReadyParameter& ready) {
    const contract::Parameter& parameter = *ready.parameter;
    const std::string_view part = part_name(parameter.in);
    const Node* values = request_.values.find(part);
    const Node* value = values ? values->find(ready.key) : nullptr;
    const Pointer at = Pointer() / part / parameter.name;
    const auto is_its_own = [&](const Problem& problem) { return problem.at == at.text() && problem.keyword == "json"; };
    if (ready.is_json && std::any_of(request_.problems.begin(), request_.problems.end(), is_its_own)) return;
    if (value && ready.schema) return check(*ready.schema, *value, at);
    if (value || !parameter.is_required || parameter.in == ParameterIn::Cookie) return;
    const auto in = contract::parameter_in_name(parameter.in);
    add({at.text(), "required", fmt::format("{} parameter {}", in, parameter.name), "none",
         fmt::format("{} parameter \"{}\" is missing", in, parameter.name)});
  }

  void check(const schema::Schema& schema, const Node& value, const Pointer& at) {
    if (schema.accepts(value)) return;
    for (const schema::Violation& violation : schema.explain(value).violations) {
      if (!violation.is_unjudged) report(violation, value, at);
    }
  }

  void report(const schema::Violation& violation, const Node& value, const Pointer& at) {
    Pointer place = at;
    for (const std::string& token : violation.instance.tokens()) place = place / token;
    Problem problem{named(place), violation.keyword, violation.expected, violation.actual, violation.message};
    if (violation.keyword != "required") return add(std::move(problem));
    const auto missing = missing_members(violation, document::resolve(value, violation.instance));
    if (missing.empty()) add(problem);
    for (const std::string& name : missing) {
      problem.at = named(place / name);
      add(problem);
    }
  }

  // The header as it is documented: demands know it in lower case.
  std::string named(const Pointer& place) const {
    const auto& tokens = place.tokens();
    if (tokens.size() < 2 || tokens[0] != "headers") return place.text();
    for (const ReadyParameter& ready : endpoint_.parameters) {
      if (ready.parameter->in == ParameterIn::Header && ready.key == tokens[1]) {
        return (Pointer() / "headers" / ready.parameter->name).text();
      }
    }
    return place.text();
  }

  void add(Problem problem) {
    if (known_.emplace(problem.at, problem.keyword).second) problems_.push_back(std::move(problem));
  }

  const Endpoint& endpoint_;
  RequestDocument& request_;
  std::vector<Problem> problems_;
  std::set<std::pair<std::string, std::string>> known_;
};

}  // namespace

std::vector<Problem> find_problems(const Endpoint& endpoint, RequestDocument& request) {
  return Finder(endpoint, request).find();
}

}  // namespace concord::mock
