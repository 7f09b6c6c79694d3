// An operation made ready to be served: schemas compiled, templates of its rules filled in.
#pragma once
#include "credentials.h"
#include "parameters.h"
#include "problem.h"
#include "route.h"
#include "rules.h"

#include <concord/templates.h>

#include <memory>

namespace concord::mock {

struct ReadyParameter {
  const contract::Parameter* parameter = nullptr;
  std::string key;  // in the request document: header names are lower case there
  ParameterType type;
  bool is_json = false;  // its text is a JSON document
  std::optional<schema::Schema> schema;
};

struct ReadyContent {
  const contract::Content* content = nullptr;
  std::optional<schema::Schema> schema;
};

struct ReadyCondition {
  const Condition* condition = nullptr;
  schema::Schema when;
};

struct Endpoint {
  const contract::Operation* operation = nullptr;
  PathPattern path;
  const OperationRules* rules = nullptr;  // null: the contract alone
  const KnownCredentials* credentials = nullptr;
  const templates::Scope* variables = nullptr;
  std::vector<ReadyParameter> parameters;
  std::vector<ReadyContent> contents;
  std::vector<schema::Schema> demands;
  std::vector<ReadyCondition> conditions;
};

// Compiles; mistakes of the contract's schemas and of the rules' are diagnostics.
Result<Endpoint> make_endpoint(const contract::Operation& operation, const OperationRules* rules,
                               const KnownCredentials& credentials, const templates::Scope& variables);

// The member of RequestDocument::values that holds the parameters of `in`.
std::string_view part_name(contract::ParameterIn in);

// What a request says, as {path, query, headers, body}; and what is wrong with its body before any schema.
struct RequestDocument {
  Node values = Node::object();
  std::vector<Problem> problems;  // of content type and syntax
  const ReadyContent* content = nullptr;
};
RequestDocument read_request(const Endpoint& endpoint, const PathValues& path, const Incoming& request);

// Everything that breaks the contract or a demand of the rules: first path, then query, headers, content type, body.
std::vector<Problem> find_problems(const Endpoint& endpoint, RequestDocument& request);

}  // namespace concord::mock
