#include <concord/openapi/unresolved.h>

#include <concord/openapi/place.h>
#include <concord/openapi/schema_walk.h>

#include <unordered_set>

namespace concord::openapi {
namespace {

std::string text_at(const Node& object, std::string_view key) {
  const Node* value = object.find(key);
  return value == nullptr ? std::string{} : std::string(value->string_or_empty());
}

const Node* target_of(const Node& root, const Node& reference) {
  const std::string_view text = reference.string_or_empty();
  if (!text.starts_with('#')) return nullptr;  // the normal form has no other
  const auto pointer = Pointer::parse_fragment(text.substr(1));
  return pointer ? document::resolve(root, *pointer) : nullptr;
}

// In a derived contract the mark does not stand where the reference does, which is then told too.
base::Diagnostic told(const Node& entry) {
  const Node* reason = entry.find("reason");
  const base::Span span = reason != nullptr && reason->span().is_known() ? reason->span() : entry.span();
  const std::string source = text_at(entry, "x-concord-source");
  const bool is_elsewhere = span.is_known() && !source.empty() && !source.starts_with(span.source->label() + ":");
  const std::string behind = is_elsewhere ? " (" + source + ")" : "";
  return base::error("apidoc.reference", text_at(entry, "reason") + behind, span, text_at(entry, "hint"));
}

}  // namespace

void mark_unresolved(Node& holder, const Diagnostics& missing) {
  if (missing.empty()) return;
  if (!holder.has(unresolved_key)) holder.set(unresolved_key, Node::array());
  Node& list = *holder.find(unresolved_key);
  for (const base::Diagnostic& one : missing) {
    Node entry = Node::object().with_span(one.span);
    entry.set("reason", one.message);
    if (!one.hint.empty()) entry.set("hint", one.hint);
    if (std::string source = place_text(one.span); !source.empty()) entry.set("x-concord-source", std::move(source));
    list.push_back(std::move(entry));
  }
}

Diagnostics unresolved_at(const Node& holder) {
  Diagnostics found;
  const Node* list = holder.find(unresolved_key);
  if (list == nullptr) return found;
  for (const Node& entry : list->items()) found.push_back(told(entry));
  return found;
}

// A list of what waits, not recursion: chains of references may be long.
Diagnostics unresolved_from(const Node& root, const Node& schema) {
  Diagnostics found;
  std::vector<const Node*> waiting{&schema};
  std::unordered_set<const Node*> visited{&schema};
  while (!waiting.empty()) {
    const Node& next = *waiting.back();
    waiting.pop_back();
    for_each_schema(next, Pointer{}, [&](const Node& inner, const Pointer&) {
      base::append(found, unresolved_at(inner));
      for_each_reference(inner, [&](const Node& reference) {
        const Node* target = target_of(root, reference);
        if (target != nullptr && visited.insert(target).second) waiting.push_back(target);
      });
    });
  }
  return found;
}

}  // namespace concord::openapi
