#include "header_value.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <set>

namespace concord::check {

using document::Pointer;

namespace {

// The types that schemas ask for: those of `type`, else what numeric keywords and constants speak of.
class WantedTypes {
 public:
  explicit WantedTypes(const std::vector<const Node*>& schemas) {
    for (const auto* schema : schemas) {
      if (schema) add(*schema);
    }
  }
  bool has(std::string_view type) const { return types_.count(type) > 0; }

 private:
  void add(const Node& schema) {
    if (const auto* type = schema.find("type")) {
      types_.insert(type->string_or_empty());
      for (const auto& item : type->items()) types_.insert(item.string_or_empty());
    } else if (speaks_of_numbers(schema)) {
      types_.insert("number");
    }
  }
  static bool speaks_of_numbers(const Node& schema) {
    static constexpr std::array<std::string_view, 5> words{"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
                                                           "multipleOf"};
    if (std::any_of(words.begin(), words.end(), [&](auto word) { return schema.has(word); })) return true;
    const auto* constant = schema.find("const");
    const auto* list = schema.find("enum");
    return (constant && constant->is_number()) || (list && list->size() > 0 && list->items().front().is_number());
  }

  std::set<std::string_view> types_;
};

Node read(std::string_view text, const WantedTypes& wanted) {
  if (!wanted.has("string")) {
    auto parsed = document::parse_answer_json(text);
    const bool is_number = parsed.root && parsed.root->is_number();
    if (is_number && (wanted.has("number") || wanted.has("integer"))) return std::move(*parsed.root);
    if (parsed.root && parsed.root->is_boolean() && wanted.has("boolean")) return std::move(*parsed.root);
  }
  return Node(text);
}

}  // namespace

Node read_header(std::string_view text, const schema::Schema& schema) {
  const WantedTypes wanted(schema.subschemas_at(Pointer()));
  if (wanted.has("string") || !wanted.has("array")) return read(text, wanted);
  Node list = Node::array();
  const WantedTypes of_items(schema.subschemas_at(Pointer() / std::size_t{0}));
  for (const auto item : base::split(text, ',')) list.push_back(read(base::trim(item), of_items));
  return list;
}

}  // namespace concord::check
