// Parameters of operations, and headers of answers.
#pragma once
#include "normal_security.h"

namespace concord::openapi {

class ParameterReader {
 public:
  // Both must outlive this.
  ParameterReader(SchemaNormaliser& schemas, SecurityReader& security) : schemas_(schemas), security_(security) {}

  // Those of the operation, then those of its path item that it does not replace. What is a credential joins
  // `security`.
  Node read(const Node& item, const Node& operation, Node& security);
  // Adds what `path` names in braces and no parameter describes.
  void complete(Node& list, const std::string& path, base::Span operation);
  Node header(const Node& header, base::Span place);

 private:
  void add(Node& list, const Node& stated, Node& security);
  bool add_query_string(Node& list, const Node& parameter, Node& security);  // whether it is one that is read
  Node normal_parameter(const Node& parameter, const Node& name, const Node& in);
  void check_required(const Node& name, bool is_required);
  void check_direction(const Node& schema, const Node& name);
  void add_value(Node& out, const Node& parameter, const Node* name);

  SchemaNormaliser& schemas_;
  SecurityReader& security_;
  std::set<std::pair<std::string, std::string>> known_;  // `in` and name, of the operation that is being read
};

}  // namespace concord::openapi
