// Components that lead back to themselves without a step into the value. Nothing can be judged by them, so the
// reference that closes the circle is left out, and named.
#include "normal_schema.h"

#include <concord/base/text.h>
#include <concord/openapi/endless.h>
#include <concord/openapi/schema_walk.h>
#include <concord/openapi/unresolved.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace concord::openapi {
namespace {

// A component, or a schema within it that judges the same value.
struct InPlaceSchema {
  Node* node;
  std::uint32_t root;        // the component
  std::string_view name;     // of the component
  std::string keyword;       // of the component, in which it stands; "" for the component itself
};

class InPlaceGraph {
 public:
  explicit InPlaceGraph(std::map<std::string, Node>& components) {
    for (auto& [name, schema] : components) {
      const auto number = static_cast<std::uint32_t>(schemas.size());
      numbers_.emplace(name, number);
      schemas.push_back({&schema, number, name, {}});
    }
    steps.resize(schemas.size());
    for (std::uint32_t root = 0; root < numbers_.size(); ++root) add(root);
  }

  std::vector<InPlaceSchema> schemas;
  std::vector<std::vector<InPlaceStep>> steps;

 private:
  void add(std::uint32_t number) {
    Node& node = *schemas[number].node;
    if (!node.is_object()) return;
    if (const Node* reference = node.find("$ref")) {
      const auto known = numbers_.find(component_name(reference->string_or_empty()));
      if (known != numbers_.end()) steps[number].push_back({known->second, true, true});
    }
    for (document::Member& member : node.members()) {
      if (is_in_place(member.key)) add_below(number, member);
    }
  }

  void add_below(std::uint32_t around, document::Member& keyword) {
    Node& value = keyword.value;
    switch (subschema_form(keyword.key)) {
      case SubschemaForm::One: return add_one(around, keyword.key, value);
      case SubschemaForm::List:
        for (Node& item : value.items()) add_one(around, keyword.key, item);
        return;
      case SubschemaForm::Map:
        for (document::Member& member : value.members()) add_one(around, keyword.key, member.value);
        return;
      case SubschemaForm::None: return;
    }
  }

  void add_one(std::uint32_t around, std::string_view keyword, Node& node) {
    const auto number = static_cast<std::uint32_t>(schemas.size());
    const InPlaceSchema outer = schemas[around];
    schemas.push_back({&node, outer.root, outer.name, outer.keyword.empty() ? std::string(keyword) : outer.keyword});
    steps.emplace_back();
    steps[around].push_back({number, false, keyword == "allOf"});
    add(number);
  }

  std::map<std::string, std::uint32_t, std::less<>> numbers_;
};

bool says_nothing(const Node& schema) {
  return std::all_of(schema.members().begin(), schema.members().end(),
                     [](const document::Member& member) { return member.key.starts_with("x-"); });
}

// Takes out what was found, innermost first: a node moves only when something around it is taken out.
void take_out(InPlaceGraph& graph, const std::vector<EndlessReference>& found) {
  std::set<std::uint32_t, std::greater<>> references;
  for (const EndlessReference& endless : found) references.insert(endless.from);
  for (const std::uint32_t one : references) graph.schemas[one].node->remove("$ref");
  for (const EndlessReference& endless : found) {
    const InPlaceSchema& from = graph.schemas[endless.from];
    if (!endless.is_demanded) graph.schemas[from.root].node->remove(from.keyword);
  }
}

}  // namespace

void SchemaNormaliser::end_endless() {
  InPlaceGraph graph(components_);
  const std::vector<EndlessReference> found = endless_references(graph.steps);
  std::map<std::uint32_t, std::vector<const EndlessReference*>> by_target;  // one cause, one finding
  for (const EndlessReference& endless : found) by_target[endless.to].push_back(&endless);
  Diagnostics told;
  for (const auto& [target, references] : by_target) {
    const std::string name = base::in_quotes(graph.schemas[target].name);
    std::string way;
    for (const std::uint32_t one : references.front()->way) way += base::in_quotes(graph.schemas[one].name) + " → ";
    const std::size_t others = references.size() - 1;
    const std::string hint = others == 0 ? "this reference is left out"
                                         : "this reference and " + std::to_string(others) + " more are left out";
    told.push_back(base::warning("apidoc.endless",
                                 name + " leads back to itself before anything of a value is looked at: " + way + name,
                                 graph.schemas[references.front()->from].node->find("$ref")->span(), hint));
  }
  take_out(graph, found);
  std::size_t number = 0;
  for (const auto& [target, references] : by_target) {
    Node& component = *graph.schemas[target].node;
    if (says_nothing(component)) mark_unresolved(component, {told[number]});
    ++number;
  }
  base::append(findings_, std::move(told));
}

}  // namespace concord::openapi
