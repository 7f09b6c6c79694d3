#include <concord/schema/output.h>

#include "output_evaluator.h"

namespace concord::schema {
namespace {

base::Diagnostics too_large() {
  return {base::error("output.too-large", "the output would be too large: more than 256 MiB, or too deep", {},
                      "the form \"flag\" has no bound")};
}

Node place_of(const Unit& unit) {
  Node out = Node::object();
  out.set("valid", Node(unit.is_valid));
  out.set("keywordLocation", Node(unit.keyword_location));
  if (unit.has_uri || unit.is_referred) out.set("absoluteKeywordLocation", Node(unit.schema_location));
  out.set("instanceLocation", Node(unit.instance));
  return out;
}

// A schema that fails takes back all that is said within it: `says` is whether those around hold.
Node without_children(const Unit& unit, bool says = true) {
  Node out = place_of(unit);
  if (!unit.error.empty()) out.set("error", Node(unit.error));
  if (says && unit.is_valid && unit.annotation()) out.set("annotation", *unit.annotation());
  return out;
}

const char* name_of_children(const Unit& unit) { return unit.is_valid ? "annotations" : "errors"; }

void flatten(const Unit& unit, Node& list) {
  if (!unit.error.empty() || unit.annotation()) list.push_back(without_children(unit));
  for (const Unit& each : unit.children) flatten(each, list);
}

Node basic(const Unit& root) {
  Node out = place_of(root), list = Node::array();
  flatten(root, list);
  if (list.size() > 0) out.set(name_of_children(root), std::move(list));
  return out;
}

Node tree(const Unit& unit, bool condenses, bool says = true) {
  Node out = without_children(unit, says), list = Node::array();
  for (const Unit& each : unit.children) {
    const Unit* child = &each;
    while (condenses && child->children.size() == 1 && child->error.empty() && !child->annotation()) {
      child = &child->children.front();
    }
    list.push_back(tree(*child, condenses, says && unit.is_valid));
  }
  if (list.size() > 0) out.set(name_of_children(unit), std::move(list));
  return out;
}

void collect(const Unit& unit, std::vector<Annotation>& list) {
  if (const Node* value = unit.annotation()) {
    auto place = Pointer::parse(unit.instance);
    list.push_back({place ? std::move(*place) : Pointer(), std::string(unit.keyword), unit.keyword_location,
                    unit.schema_location, unit.schema, *value});
  }
  for (const Unit& each : unit.children) collect(each, list);
}

// A verdict that took too much is no verdict, and explain says so.
std::optional<Node> no_verdict(const Schema& schema, const Node& instance) {
  const Explanation explanation = schema.explain(instance);
  if (explanation.violations.empty() || explanation.violations.back().keyword != "limit") return std::nullopt;
  Unit root;
  root.is_valid = false;
  root.error = explanation.violations.back().message;
  return without_children(root);
}

}  // namespace

Result<Node> output(const Schema& schema, const Node& instance, OutputForm form) {
  if (form == OutputForm::Flag) {
    Node out = Node::object();
    out.set("valid", Node(schema.accepts(instance)));
    return out;
  }
  const auto keep = form == OutputForm::Verbose ? OutputEvaluator::Keep::All : OutputEvaluator::Keep::Telling;
  const auto root = OutputEvaluator(schema.program(), instance, keep).evaluate();
  if (!root) {
    auto unit = no_verdict(schema, instance);
    if (unit) return std::move(*unit);
    return too_large();
  }
  return form == OutputForm::Basic ? basic(*root) : tree(*root, form == OutputForm::Detailed);
}

Result<std::vector<Annotation>> annotations(const Schema& schema, const Node& instance) {
  std::vector<Annotation> list;
  if (!schema.accepts(instance)) return list;
  const auto root = OutputEvaluator(schema.program(), instance, OutputEvaluator::Keep::Telling).evaluate();
  if (!root) return too_large();
  collect(*root, list);
  return list;
}

}  // namespace concord::schema
