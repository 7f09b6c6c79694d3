// The rules of a provider as data: what mock.yaml says, bound to the operations of one contract.
#pragma once
#include <concord/mock.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace concord::mock {

// How a request is answered. The body is `example` (sent as it is) with the rendered `body` merged over it (RFC 7386);
// without both the answer has no body.
struct Respond {
  int status = 200;
  std::optional<Node> example;
  std::optional<Node> body;  // with templates
  Node headers;              // an object with templates, or null
};

// Answers a problem whose place and keyword match one of the given; an empty list matches all.
struct ProblemRow {
  std::vector<std::string> at;  // '*' stands for any text
  std::vector<std::string> keywords;
  Respond respond;
};

// Answers a valid request that `when` (a JSON Schema over {path, query, headers, body}) accepts.
struct Condition {
  std::string about;
  Node when;  // with templates
  Respond respond;
};

// While `key` is remembered, templates see the same `remembered.*` again.
struct Remember {
  Node key;     // with templates
  Node values;  // an object with templates
  base::Milliseconds duration{0};
};

struct OperationRules {
  std::vector<Node> demands;  // JSON Schemas over {path, query, headers, body} beside the contract's, with templates
  std::vector<ProblemRow> problems;
  std::vector<Condition> conditions;
  std::optional<Remember> remember;
  std::optional<Respond> success;
  std::vector<std::string> sends;  // names of webhooks that follow a success
};

class Rules {
 public:
  std::string provider;
  std::map<std::string, std::string> defaults;  // of variables
  bool has_credentials = false;
  std::map<std::string, Node> credentials;  // by the name of a security scheme; with templates
  std::map<std::string, OperationRules> operations;
};

}  // namespace concord::mock
