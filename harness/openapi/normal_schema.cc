#include "normal_schema.h"

#include "normal_parts.h"

#include <concord/base/text.h>
#include <concord/openapi/schema_walk.h>
#include <concord/openapi/unresolved.h>

#include <algorithm>

namespace concord::openapi {

using document::Member;

void SchemaNormaliser::report(std::string kind, std::string message, base::Span span, std::string hint) {
  if (!reported_.emplace(span.source, span.begin, kind + message).second) return;
  findings_.push_back(base::warning(std::move(kind), std::move(message), span, std::move(hint)));
}

Node SchemaNormaliser::normalise(const Node& schema, base::Span place) {
  spend(2 + schema.size());  // its place too
  if (is_exhausted()) return Node::object();
  if (schema.is_boolean()) return schema;
  if (!schema.is_object()) {
    if (!schema.is_null()) {
      report("apidoc.schema-form", "a schema must be an object, got " + std::string(document::kind_name(schema.kind())),
             place, "read as a schema that accepts everything");
    }
    return Node::object().with_span(place);
  }
  for (const std::string_view keyword : {"$ref", "$dynamicRef"}) {
    const Node* reference = schema.find(keyword);
    if (reference != nullptr && reference->is_string()) return normal_reference(schema, *reference, place);
  }
  const Node* recursion = schema.find("$recursiveRef");
  if (recursion != nullptr && recursion->is_string()) return normal_recursion(schema, *recursion, place);
  return normal_object(schema, place);
}

Node SchemaNormaliser::normal_object(const Node& schema, base::Span place) {
  Node out = Node::object();
  out.set_span(schema.span().is_known() ? schema.span() : place);
  Diagnostics outer = take_missing();
  for (const Member& member : schema.members()) add_keyword(out, member, schema);
  if (const Node* single = schema.find("example")) add_example(out, *single);
  settle_bounds(out, schema);
  apply_nullable(out, schema);
  check_facts(out, schema);
  check_prose(schema, out);
  mark_unresolved(out, take_missing(std::move(outer)));
  if (!out.has("x-concord-source")) set_source(out, place);
  return out;
}

Node SchemaNormaliser::normal_reference(const Node& schema, const Node& reference, base::Span place) {
  Diagnostics missing;
  const std::string name = component_for(reference, missing);
  Node out = Node::object();
  out.set_span(reference.span());
  if (!name.empty()) out.set("$ref", Node(component_reference(name)).with_span(reference.span()));
  mark_unresolved(out, missing);
  add_siblings(out, schema);
  if (!out.has("x-concord-source")) out.set("x-concord-source", place_text(place));
  return out;
}

// Of 2019-09, where '#' is the outermost schema that says $recursiveAnchor. Nobody does in OpenAPI documents: they mean
// the schema that they are writing.
Node SchemaNormaliser::normal_recursion(const Node& schema, const Node& reference, base::Span place) {
  report("apidoc.recursive-ref", "\"$recursiveRef\" is no keyword of " + std::string(version_name(version_)),
         reference.span(), open_component_.empty() ? "read as a schema that accepts everything"
                                                   : "read as a $ref to " + base::in_quotes(open_component_));
  Node out = Node::object();
  out.set_span(reference.span());
  if (!open_component_.empty()) out.set("$ref", Node(component_reference(open_component_)).with_span(reference.span()));
  add_siblings(out, schema);
  set_source(out, place);
  return out;
}

// What stands beside a reference applies from 3.1 on.
void SchemaNormaliser::add_siblings(Node& out, const Node& schema) {
  const bool apply = version_ == SpecVersion::OpenApi31;
  for (const Member& member : schema.members()) {
    if (member.key == "$ref" || member.key == "$dynamicRef" || member.key == "$recursiveRef" ||
        is_prose_keyword(member.key))
      continue;
    if (member.key.starts_with("x-") && !member.key.starts_with("x-concord-")) continue;
    if (apply) {
      add_keyword(out, member, schema);
    } else {
      report("apidoc.ref-sibling",
             base::in_quotes(member.key) + " beside $ref does not apply in " + std::string(version_name(version_)),
             place_of(member), "left out");
    }
  }
  if (const Node* single = schema.find("example"); single != nullptr && apply) add_example(out, *single);
  apply_nullable(out, schema);
}

// A file with mistakes of its own must be put right; a reference to nowhere leaves the rest readable, and is returned.
Diagnostics SchemaNormaliser::report_unfollowed(Diagnostics mistakes, const std::string& hint) {
  Diagnostics missing;
  for (base::Diagnostic& mistake : mistakes) {
    if (mistake.kind != "apidoc.reference") {
      findings_.push_back(std::move(mistake));
      continue;
    }
    report(mistake.kind, mistake.message, mistake.span, mistake.hint.empty() ? hint : mistake.hint);
    missing.push_back(std::move(mistake));
  }
  return missing;
}

const Node* SchemaNormaliser::resolve(const Node& object) {
  const Node* reference = object.find("$ref");
  if (reference == nullptr || !reference->is_string()) return &object;
  spend(1);
  if (is_exhausted()) return nullptr;
  auto target = documents_.resolve(document_, object);
  if (target) return target->node;
  report_unfollowed(std::move(target).diagnostics(), "");
  return nullptr;
}

const Node* SchemaNormaliser::resolve_part(const Node& object) {
  const Node* found = resolve(object);
  if (found != nullptr || is_exhausted()) return found;
  if (auto target = documents_.resolve(document_, object); !target) base::append(missing_, target.diagnostics());
  return nullptr;
}

// The file's name for a whole file.
std::string SchemaNormaliser::free_name(const Target& target) {
  const std::string said = target.at.is_root() ? std::filesystem::path(target.document->source->name()).stem().string()
                                               : target.at.tokens().back();
  std::string name;
  for (const char c : said) {
    const bool is_plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    name += is_plain ? c : '_';
  }
  std::string candidate = name;
  while (taken_names_.contains(candidate)) {
    int& last = last_numbers_.try_emplace(name, 1).first->second;
    candidate = name + "-" + std::to_string(++last);
  }
  return candidate;
}

// The name of the component that `reference` leads to, "" (and a finding, and why in `missing`) when there is none.
std::string SchemaNormaliser::component_for(const Node& reference, Diagnostics& missing) {
  auto found = documents_.follow(document_, reference);
  if (found) return component_for(**found);
  missing = report_unfollowed(std::move(found).diagnostics(), "read as a schema that accepts everything");
  return {};
}

std::string SchemaNormaliser::component_for(const Target& target) {
  if (const auto known = names_.find(target.node); known != names_.end()) return known->second;
  const std::string name = free_name(target);
  names_.emplace(target.node, name);
  taken_names_.insert(name);
  waiting_.push_back({name, target.node, target.place});
  return name;
}

Node SchemaNormaliser::take_components() {
  while (!waiting_.empty()) {
    const Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    open_component_ = next.name;
    components_[next.name] = normalise(*next.schema, next.place);
  }
  open_component_.clear();
  end_endless();
  Node out = Node::object();
  for (auto& [name, schema] : components_) append(out, name, std::move(schema));
  components_.clear();
  return out;
}

}  // namespace concord::openapi
