// An operation made ready to be served: schemas compiled, templates of its rules filled in.
#pragma once
#include "credentials.h"
#include "problem.h"
#include "rules.h"

#include <concord/message/conformance.h>
#include <concord/templates.h>

namespace concord::mock {

struct ReadyCondition {
  const Condition* condition = nullptr;
  schema::Schema when;
};

struct Endpoint {
  message::RequestReader reader;
  const contract::Contract* contract = nullptr;
  const OperationRules* rules = nullptr;  // null: the contract alone
  const KnownCredentials* credentials = nullptr;
  const templates::Scope* variables = nullptr;
  std::vector<schema::Schema> demands{};
  std::vector<ReadyCondition> conditions{};
  const contract::Operation& operation() const { return reader.operation(); }
};

// Compiles; mistakes of the contract's schemas and of the rules' are diagnostics.
Result<Endpoint> make_endpoint(const contract::Contract& contract, const contract::Operation& operation,
                               const OperationRules* rules, const KnownCredentials& credentials,
                               const templates::Scope& variables);

// Everything that breaks the contract or a demand of the rules: path, query, headers, cookies, content type, body.
std::vector<Problem> find_problems(const Endpoint& endpoint, const message::ReadRequest& request);

}  // namespace concord::mock
