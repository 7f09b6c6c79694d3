#include "provenance.h"

#include <algorithm>

namespace concord::check {

using document::Pointer;

namespace {

std::string first_place(const CheckContext& answer, const std::vector<const Node*>& schemas) {
  for (const auto* schema : schemas) {
    if (!schema) continue;
    if (auto place = documentation_of(answer, *schema); !place.empty()) return place;
  }
  return {};
}

bool lists(const Node* list, const Node& value) {
  if (!list) return false;
  return std::any_of(list->items().begin(), list->items().end(),
                     [&](const Node& item) { return document::equal(item, value); });
}

bool shows(const Node& schema, const Node& value) {
  for (const auto* key : {"const", "example"}) {
    if (const auto* one = schema.find(key); one && document::equal(*one, value)) return true;
  }
  return lists(schema.find("enum"), value) || lists(schema.find("examples"), value);
}

}  // namespace

std::string documentation_of(const CheckContext& answer, const Node& schema) {
  return contract::doc_place(schema, answer.operation.place.document).text();
}

std::string documentation_at(const CheckContext& answer, const Pointer& location) {
  if (!answer.schema) return {};
  for (Pointer place = location;; place = place.parent()) {
    if (auto text = first_place(answer, answer.schema->subschemas_at(place)); !text.empty()) return text;
    if (place.is_root()) return {};
  }
}

std::string documentation_of(const CheckContext& answer, const schema::Violation& violation) {
  if (violation.schema) {
    if (auto text = documentation_of(answer, *violation.schema); !text.empty()) return text;
  }
  const auto hash = violation.schema_location.find('#');
  if (!answer.schema || hash == std::string::npos) return {};
  const auto parsed = Pointer::parse_fragment(std::string_view(violation.schema_location).substr(hash + 1));
  if (!parsed) return {};
  for (Pointer place = *parsed;; place = place.parent()) {
    if (const auto* object = document::resolve(answer.schema->root(), place)) {
      if (auto text = documentation_of(answer, *object); !text.empty()) return text;
    }
    if (place.is_root()) return {};
  }
}

std::string documentation_of_example(const CheckContext& answer, const Pointer& location, const Node& value) {
  if (!answer.content) return {};
  for (const contract::Example& example : answer.content->examples) {
    const Node* there = document::resolve(example.value, location);
    if (!there || !document::equal(*there, value)) continue;
    contract::DocPlace place = example.place;
    const auto line = location.is_root() ? example.lines.end() : example.lines.find(location.tokens().front());
    if (line != example.lines.end()) place.line = line->second;
    return place.text();
  }
  return {};
}

bool is_described(const CheckContext& answer, const Pointer& location) {
  return answer.schema && !answer.schema->subschemas_at(location).empty();
}

bool is_shown_value(const CheckContext& answer, const Pointer& location, const Node& value) {
  return is_shown_value(answer, location, showing_schemas(answer, location), value);
}

std::vector<const Node*> showing_schemas(const CheckContext& answer, const Pointer& location) {
  std::vector<const Node*> showing;
  if (!answer.schema) return showing;
  for (const auto* schema : answer.schema->subschemas_at(location)) {
    if (schema && (schema->has("const") || schema->has("example") || schema->has("enum") || schema->has("examples")))
      showing.push_back(schema);
  }
  return showing;
}

bool is_shown_value(const CheckContext& answer, const Pointer& location, const std::vector<const Node*>& showing,
                    const Node& value) {
  if (std::any_of(showing.begin(), showing.end(), [&](const Node* schema) { return shows(*schema, value); }))
    return true;
  if (!answer.content) return false;
  return std::any_of(answer.content->examples.begin(), answer.content->examples.end(),
                     [&](const contract::Example& one) {
                       const auto* there = document::resolve(one.value, location);
                       return there && document::equal(*there, value);
                     });
}

}  // namespace concord::check
