#include "prose_facts.h"

#include <concord/prose.h>
#include <concord/schema.h>

#include <algorithm>

namespace concord::derive {
namespace {

using document::Node;

Node object_of(std::string_view key, Node value) {
  Node out = Node::object();
  out.set(key, std::move(value));
  return out;
}

bool has_type(const Node& schema, std::string_view type) {
  const Node* stated = schema.find("type");
  if (stated == nullptr) return false;
  if (stated->is_string()) return stated->as_string() == type;
  return std::any_of(stated->items().begin(), stated->items().end(),
                     [&](const Node& one) { return one.string_or_empty() == type; });
}

bool may_be_string(const Node& schema) {
  return !schema.has("type") ? !schema.has("$ref") : has_type(schema, "string");
}
bool is_numeric(const Node& schema) { return has_type(schema, "integer") || has_type(schema, "number"); }

bool breaks_an_example(const Node& schema, const Node& update) {
  const Node* examples = schema.find("examples");
  if (examples == nullptr || !examples->is_array()) return false;
  const auto compiled = schema::compile(update);
  return !compiled || std::any_of(examples->items().begin(), examples->items().end(),
                                  [&](const Node& one) { return !compiled->accepts(one); });
}

// "retry.kind" is the member `kind` of the member `retry`.
Node condition_schema(std::string_view property, const std::string& value) {
  const std::size_t dot = property.find('.');
  const std::string_view first = property.substr(0, dot);
  Node inner =
      dot == std::string_view::npos ? object_of("const", value) : condition_schema(property.substr(dot + 1), value);
  Node out = object_of("properties", object_of(first, std::move(inner)));
  out.set("required", Node(Node::Array{Node(first)}));
  return out;
}

// Seen from within `retry`, "retry.kind" is its member `kind`.
std::string_view seen_from(std::string_view holder, std::string_view property) {
  const bool is_within = !holder.empty() && property.size() > holder.size() + 1 && property.starts_with(holder) &&
                         property[holder.size()] == '.';
  return is_within ? property.substr(holder.size() + 1) : property;
}

// What the description states and the schema does not, one function a kind of fact.
class Reader {
 public:
  Reader(std::string_view description, std::string_view name, std::string_view holder, const Node& schema)
      : said_(description), name_(name), holder_(holder), schema_(schema) {}

  std::vector<ProseFact> read() {
    read_form();
    read_values();
    read_lengths();
    read_range();
    read_array();
    read_default();
    read_requirement();
    return std::move(facts_);
  }

 private:
  void add(Node update, prose::Words words) {
    if (!breaks_an_example(schema_, update)) facts_.push_back({std::move(update), sentence(words), false});
  }
  std::string sentence(prose::Words words) const {
    constexpr std::size_t longest = 60;
    return said_.sentence_at(words.begin, longest);
  }

  void read_form() {
    if (!may_be_string(schema_) || schema_.has("format") || schema_.has("pattern") || schema_.has("enum")) return;
    if (const auto stated = said_.form()) add(object_of(stated->form.keyword, stated->form.value), stated->words);
  }

  void read_values() {
    if (!may_be_string(schema_) || schema_.has("enum") || schema_.has("const")) return;
    const auto stated = said_.values();
    if (!stated) return;
    Node list = Node::array();
    for (const std::string& value : stated->values) list.push_back(Node(value));
    add(object_of("enum", std::move(list)), stated->words);
  }

  void read_lengths() {
    if (!may_be_string(schema_)) return;
    for (const auto& [keyword, stated] :
         {std::pair{"maxLength", said_.most_length()}, {"minLength", said_.least_length()}}) {
      if (stated && !schema_.has(keyword)) add(object_of(keyword, stated->number), stated->words);
    }
  }

  void read_range() {
    if (!is_numeric(schema_) || schema_.has("minimum") || schema_.has("maximum")) return;
    const auto stated = said_.range();
    if (!stated) return;
    Node update = object_of("minimum", stated->least);
    update.set("maximum", stated->most);
    add(std::move(update), stated->words);
  }

  // The type says string, the sentence begins with a list.
  void read_array() {
    if (!has_type(schema_, "string") || said_.type() != prose::StatedType::List) return;
    Node update = object_of("type", "array");
    update.set("items", object_of("type", "string"));
    add(std::move(update), {});
  }

  void read_default() {
    if (schema_.has("default")) return;
    const auto stated = said_.preset();
    if (!stated) return;
    if (auto value = value_of(*stated)) add(object_of("default", std::move(*value)), stated->words);
  }

  // As a value of the schema's type; a word is one only when it is marked as such.
  std::optional<Node> value_of(const prose::StatedDefault& stated) const {
    if (has_type(schema_, "string") && stated.is_marked) return Node(stated.text);
    document::ParsedJson parsed = document::parse_answer_json(stated.text);
    if (!parsed.root || !parsed.faults.empty()) return std::nullopt;
    Node& value = *parsed.root;
    const bool fits = (value.is_boolean() && has_type(schema_, "boolean")) ||
                      (value.to_int64() && is_numeric(schema_)) ||
                      (value.is_number() && !value.is_integer() && has_type(schema_, "number"));
    return fits ? std::optional(std::move(value)) : std::nullopt;
  }

  void read_requirement() {
    const auto stated = name_.empty() ? std::nullopt : said_.condition();
    if (!stated || stated->property.empty()) return;
    Node rule = object_of("if", condition_schema(seen_from(holder_, stated->property), stated->value));
    rule.set("then", object_of("required", Node(Node::Array{Node(name_)})));
    Node list = Node::array();
    list.push_back(std::move(rule));
    facts_.push_back({object_of("allOf", std::move(list)), sentence(stated->words), true});
  }

  prose::Description said_;
  std::string name_, holder_;
  const Node& schema_;
  std::vector<ProseFact> facts_;
};

}  // namespace

std::vector<ProseFact> prose_facts(std::string_view description, std::string_view name, const Node& schema,
                                   std::string_view holder) {
  return Reader(description, name, holder, schema).read();
}

}  // namespace concord::derive
