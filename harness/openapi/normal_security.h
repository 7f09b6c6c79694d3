// Security requirements and the schemes that they name.
#pragma once
#include "normal_schema.h"

namespace concord::openapi {

class SecurityReader {
 public:
  // Both must outlive this.
  SecurityReader(const Node& document, SpecVersion version, SchemaNormaliser& schemas)
      : document_(document), version_(version), schemas_(schemas) {}

  // OR of ANDs. What names an unknown scheme is left out.
  Node requirements(const Node* stated);
  // The schemes that were named so far.
  Node take_schemes() { return std::exchange(schemes_, Node::object()); }

  // Whether a parameter says what a scheme in `security` says already, or what OpenAPI forbids it to say.
  bool says(const Node& parameter, const Node& name, const Node& in, Node& security);

 private:
  bool add_scheme(Node& requirement, const document::Member& named);
  const document::Member* find_scheme(const std::string& name);
  bool is_same_as(const document::Member& scheme, const Node& name, const Node& in) const;
  bool is_scheme(const Node& parameter, const Node& name, const Node& in, const Node& security);
  void check_alternatives(const Node& parameter, const Node& name, const std::string& scheme, const Node& security);
  bool is_reserved(const Node& name, const Node& in, Node& security);
  void add_authorization(const Node& name, Node& security);

  const Node& document_;
  SpecVersion version_;
  SchemaNormaliser& schemas_;
  Node schemes_ = Node::object();
};

}  // namespace concord::openapi
