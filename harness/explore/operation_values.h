// What requests of one operation are made of: generators of its parameters and bodies, what is documented and known.
#pragma once
#include "known_values.h"
#include "planned.h"

#include <concord/explore.h>
#include <concord/generate.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace concord::explore {

struct DocumentedValue {
  std::string name;
  Node value;
};

// A parameter that requests are made with: no credential of the operation.
struct PlannedParameter {
  const contract::Parameter* parameter = nullptr;
  std::optional<generate::Generator> generator;  // nothing: its schema cannot be used
  std::vector<DocumentedValue> examples;
  Pointer at;                 // "/query/limit"
  std::string shown() const;  // "query limit"
  // Whether it may be refused for its size alone: of a request line, 8,000 octets are what all take (RFC 9112, 3).
  static bool is_too_long(const Node& value);
  std::string written(std::string_view place) const;  // "query limit /0": what is at a place of its value
};

struct PlannedContent {
  const contract::Content* content = nullptr;
  std::optional<generate::Generator> generator;
  std::function<std::optional<Node>(const Node&)> on_wire;
};

// Operations that the document has not: methods of its paths, paths of nobody. They live as long as this.
class MadeOperations {
 public:
  const contract::Operation& make(const contract::Operation& like, std::string_view method, const std::string& path);

 private:
  std::map<std::string, std::unique_ptr<contract::Operation>> made_;
};

// A password that is a common word would be found in answers that never had it: others are put in their places, as
// far as the schema takes them. `body`: the whole, `value`: what is looked at of it.
void make_secrets_unusual(Node& value, const Node& body, const schema::Schema& schema);

class OperationValues {
 public:
  // All must outlive it.
  OperationValues(const suite::Provider& provider, const contract::Operation& operation, const Options& options,
                  MadeOperations& made);

  const suite::Provider& provider() const { return provider_; }
  const contract::Operation& operation() const { return operation_; }
  const Options& options() const { return options_; }
  bool may_write() const { return options_.may_write(provider_); }
  const contract::Operation& made(std::string_view method, const std::string& path) const {
    return made_.make(operation_, method, path);
  }
  const Node* document() const { return document_; }  // the operation in the contract; null: not found
  std::vector<PlannedParameter>& parameters() { return parameters_; }
  std::vector<PlannedContent>& contents() { return contents_; }
  const PlannedContent* preferred() const;  // that a body is of unless something else is said; null: no body
  const PlannedContent* find(const contract::Content* content) const;

  // A request as documented, without what provider.yaml says of all; nothing where a value could not be made.
  std::optional<Node> request(generate::Shape shape, const KnownValues& known);
  // The same with what provider.yaml says of all, and its credentials unless either says who asks.
  std::optional<Node> whole_request(generate::Shape shape, const KnownValues& known);
  // What was not made, a phrase each.
  std::vector<std::string> unmade() const;

 private:
  void add_parameter(const contract::Parameter& parameter);
  void make_unique(Node& body, const PlannedContent& content, generate::Shape shape) const;
  std::optional<Node> value_of(const PlannedParameter& planned, generate::Shape shape, const KnownValues& known);

  const suite::Provider& provider_;
  const contract::Operation& operation_;
  const Options& options_;
  MadeOperations& made_;
  const Node* document_ = nullptr;
  std::vector<PlannedParameter> parameters_;
  std::vector<PlannedContent> contents_;
  std::vector<std::string> unmade_;
};

}  // namespace concord::explore
