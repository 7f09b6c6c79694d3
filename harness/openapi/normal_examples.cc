#include "normal_examples.h"

#include <concord/base/text.h>
#include <concord/openapi/node_size.h>

namespace concord::openapi {
namespace {

using document::Member;

constexpr std::size_t most_lines = 20;  // members with a line of their own

// The lines of an example's members, where they stand in the page itself and not all on one line.
Node lines_of(const Node& value, base::Span place) {
  Node lines = Node::object();
  if (!value.is_object() || value.size() > most_lines || !place.is_known()) return lines;
  if (!place.source->label().ends_with(".md")) return lines;
  for (const Member& member : value.members()) {
    const base::Span at = place_of(member);
    if (!at.is_known() || at.source != place.source) return Node::object();
    lines.set(member.key, static_cast<std::int64_t>(at.source->line_number(at.begin)));
  }
  return lines;
}

Node placed(Node value, base::Span place) {
  Node example = Node::object().with_span(place);
  const std::string source = place_text(place);
  Node lines = lines_of(value, place);
  example.set("value", std::move(value));
  if (!source.empty()) example.set("x-concord-source", source);
  if (!source.empty() && lines.size() > 0) example.set("x-concord-lines", std::move(lines));
  return example;
}

// People write the JSON of an object as a string. Read it when the schema wants an object or an array.
Node read_text(const Node& value, const Node* schema, bool is_json, SchemaNormaliser& schemas) {
  if (!is_json || !value.is_string() || schema == nullptr) return value;
  const Node* target = schemas.resolve(*schema);
  const Node* type = target == nullptr ? nullptr : target->find("type");
  if (type == nullptr || (type->string_or_empty() != "object" && type->string_or_empty() != "array")) return value;
  document::ParsedJson parsed = document::parse_answer_json(value.as_string());
  if (!parsed.root || !parsed.faults.empty() || parsed.root->is_string()) return value;
  schemas.report("apidoc.example-text", "the example is JSON text in a string", value.span(),
                 "read as the " + std::string(document::kind_name(parsed.root->kind())) + " that it holds");
  return std::move(*parsed.root).with_span(value.span());
}

void check_commas(const Node& value, SchemaNormaliser& schemas) {
  if (value.is_string() && value.as_string().size() > 1 && value.as_string().ends_with(',')) {
    schemas.report("apidoc.trailing-comma",
                   "the example value \"" + base::ellipsize(value.as_string(), 60) + "\" ends with a comma",
                   value.span());
  }
  for (const Node& item : value.items()) check_commas(item, schemas);
  for (const Member& member : value.members()) check_commas(member.value, schemas);
}

struct Reader {
  const Node* schema;
  bool is_json;
  SchemaNormaliser& schemas;
  Node out = Node::object();

  void add(std::string name, const Node& value, base::Span place) {
    schemas.spend(count_nodes(value));
    if (schemas.is_exhausted()) return;
    check_commas(value, schemas);
    out.set(name, placed(read_text(value, schema, is_json, schemas), place));
  }

  void add_named(const Member& member) {
    const Node* example = schemas.resolve(member.value);
    if (example == nullptr) return;
    if (const Node* value = example->find("value")) return add(member.key, *value, place_of(member));
    if (const Node* external = example->find("externalValue")) {
      schemas.report("apidoc.unread", "the example \"" + member.key + "\" is elsewhere: nothing is fetched",
                     external->span());
      return;
    }
    schemas.report("apidoc.example-form", "the example \"" + member.key + "\" has no \"value\"", place_of(member),
                   "read as the value itself");
    add(member.key, *example, place_of(member));
  }
};

}  // namespace

Node normal_examples(const Node& holder, const Node* schema, bool is_json, SchemaNormaliser& schemas) {
  Reader reader{schema, is_json, schemas};
  if (const Member* single = holder.find_member("example")) reader.add("example", single->value, place_of(*single));
  const Node* many = holder.find("examples");
  if (many == nullptr) return std::move(reader.out);
  if (many->is_array()) {
    schemas.report("apidoc.example-form", "\"examples\" must be an object of names here, got an array", many->span(),
                   "its items are read as examples");
    for (std::size_t i = 0; i < many->size(); ++i) {
      reader.add("example-" + std::to_string(i + 1), many->items()[i], many->items()[i].span());
    }
  }
  for (const Member& member : many->members()) reader.add_named(member);
  return std::move(reader.out);
}

}  // namespace concord::openapi
