// Schema objects that hold together → their shape.
#pragma once
#include "shape.h"

#include <set>

namespace concord::diff {

// Whether `keyword` says something about values or is a mark that is compared; prose, examples and provenance are not.
bool is_constraint(std::string_view keyword);

class Lowering {
 public:
  explicit Lowering(Shapes& shapes) : shapes_(shapes) {}
  Shape lower(const Parts& parts);

 private:
  struct Declared {
    std::string_view name;
    Part part;
    std::size_t by;  // number of the schema that declares it
  };
  // What a schema says about members that it does not name.
  struct Closing {
    std::size_t by;
    const Node* schema;
    bool is_closed;
  };

  void take(const Part& part);
  void take_union(const Node& list, bool is_one_of, const Node& schema, bool is_or_null);
  bool fold(const std::vector<const Node*>& branches, bool is_one_of, bool has_null, const Node& site);
  void keyword(const document::Member& member, const Node& schema, bool is_or_null);
  void object_keyword(const document::Member& member, const Node& schema);
  void array_keyword(const document::Member& member, const Node& schema);
  // Of what a reference leads to.
  std::string target_text(const Node& schema) const;
  void condition(const Node& test, const Node& schema);
  void mark(const document::Member& member);
  void restrict_types(Types types, const Node* site);
  void restrict_values(std::vector<EnumValue> values, const Node* site);
  void limit(Limit which, const Node& number, bool is_exclusive);
  void properties(const Node& map);
  void rest(Rest& to, const Node& value);
  void settle_unevaluated();
  void settle_properties();
  void settle_values();
  void settle_limits();
  bool is_tighter(Limit which, const LimitValue& candidate, const LimitValue& known) const;

  Shapes& shapes_;
  Shape shape_;
  std::vector<Part> pending_;
  std::set<std::pair<const Node*, int>> seen_;
  std::vector<Declared> declared_;
  std::vector<Closing> closings_;
  Rest unevaluated_properties_, unevaluated_items_;
  bool says_additional_ = false, says_items_ = false;
  std::size_t number_ = 0;
};

}  // namespace concord::diff
