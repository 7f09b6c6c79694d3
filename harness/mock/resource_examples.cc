// The ids that a contract's own examples name.
#include "resources.h"

#include <concord/message/value_format.h>

namespace concord::mock {

using contract::Operation;
using contract::Role;

namespace {

// The examples of a path's parameter, as its document has them.
std::vector<Node> parameter_examples(const Operation& operation, const std::string& name) {
  std::vector<Node> values;
  for (const contract::Parameter& one : operation.parameters) {
    if (one.in != contract::ParameterIn::Path || one.name != name || !one.schema) continue;
    const Node* stated = document::resolve(*one.schema.root, one.schema.at.parent());
    const Node* examples = stated ? stated->find("examples") : nullptr;
    if (examples) {
      for (const document::Member& example : examples->members()) {
        if (const Node* value = example.value.find("value")) values.push_back(*value);
      }
    }
    const Node* schema = contract::view_of(one.schema).node;
    if (const Node* value = schema ? schema->find("example") : nullptr) values.push_back(*value);
    const Node* more = schema ? schema->find("examples") : nullptr;
    if (more) values.insert(values.end(), more->items().begin(), more->items().end());
  }
  return values;
}

}  // namespace

void Resources::find_examples(Kept& kept) {
  const auto take = [&](const Node* id) {
    if (!id || !(id->is_string() || id->is_number())) return;
    if (kept.example.is_null()) kept.example = *id;
    kept.examples.insert(message::plain_text(*id));
  };
  for (const Role role : {Role::Read, Role::Create, Role::Replace, Role::Merge, Role::List}) {
    const auto& use = kept.resource.use(role);
    if (!use) continue;
    if (role != Role::Create && role != Role::List) {
      for (const Node& value : parameter_examples(*use->operation, kept.resource.parameter)) take(&value);
    }
    if (!use->answer || !use->id) continue;
    for (const contract::Example& example : use->answer->examples) {
      const Node* there = document::resolve(example.value, use->thing);
      if (there && role != Role::List) take(document::resolve(*there, *use->id));
      for (const Node& item : there && role == Role::List ? there->items() : Node::Array())
        take(document::resolve(item, *use->id));
    }
  }
}

}  // namespace concord::mock
