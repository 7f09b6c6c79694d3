#include <concord/schema/discriminators.h>

#include "program.h"

#include <concord/base/text.h>
#include <concord/document/pointer.h>

#include <algorithm>

namespace concord::schema {
namespace {

const Node* string_at(const Node& object, std::string_view key) {
  const Node* found = object.find(key);
  return found != nullptr && found->is_string() ? found : nullptr;
}

// What a reference within the document leads to; the schema itself when it is none, or leads elsewhere.
const Node& followed(const Node& root, const Node& schema) {
  const Node* reference = string_at(schema, "$ref");
  if (reference == nullptr || !reference->as_string().starts_with('#')) return schema;
  const auto pointer = Pointer::parse_fragment(std::string_view(reference->as_string()).substr(1));
  const Node* found = pointer ? document::resolve(root, *pointer) : nullptr;
  return found == nullptr ? schema : *found;
}

// The texts that an alternative allows for the member.
std::vector<std::string> constants_of(const Node& alternative, const std::string& property) {
  const Node* properties = alternative.find("properties");
  const Node* member = properties == nullptr ? nullptr : properties->find(property);
  std::vector<std::string> texts;
  if (member == nullptr) return texts;
  if (const Node* constant = string_at(*member, "const")) texts.push_back(constant->as_string());
  const Node* list = member->find("enum");
  for (std::size_t i = 0; list != nullptr && i < list->items().size(); ++i) {
    if (list->items()[i].is_string()) texts.push_back(list->items()[i].as_string());
  }
  return texts;
}

class Naming {
 public:
  Naming(const Node& root, std::string_view value, NamedByDiscriminator& into)
      : root_(root), value_(value), into_(into) {}

  void add(const std::string& value, const std::string& names) {
    into_.values.push_back(value);
    if (value == value_ && into_.named.empty()) into_.named = names;
  }

  void add_mapping(const Node* mapping) {
    for (std::size_t i = 0; mapping != nullptr && i < mapping->members().size(); ++i) {
      const auto& row = mapping->members()[i];
      if (row.value.is_string()) add(row.key, last_word_of(row.value.as_string()));
    }
  }

  void add_alternatives(const Node* alternatives) {
    for (std::size_t i = 0; alternatives != nullptr && i < alternatives->items().size(); ++i) {
      const Node& one = alternatives->items()[i];
      const Node* reference = string_at(one, "$ref");
      const std::string word = reference == nullptr ? std::string() : last_word_of(reference->as_string());
      if (!word.empty()) add(word, word);
      for (const std::string& text : constants_of(followed(root_, one), into_.property->as_string())) add(text, word);
    }
  }

 private:
  const Node& root_;
  std::string_view value_;
  NamedByDiscriminator& into_;
};

}  // namespace

bool may_have_discriminators(const Schema& schema) { return schema.program().all->has_discriminators; }

std::string last_word_of(std::string_view reference) {
  const auto slash = reference.find_last_of("/#");
  if (slash != std::string_view::npos) reference.remove_prefix(slash + 1);
  std::string word = base::percent_decode(reference);
  return base::replace_all(base::replace_all(std::move(word), "~1", "/"), "~0", "~");
}

NamedByDiscriminator named_by_discriminator(const Node& root, const Node& schema, std::string_view value) {
  NamedByDiscriminator result;
  const Node* rule = schema.find("discriminator");
  result.property = rule == nullptr ? nullptr : string_at(*rule, "propertyName");
  if (result.property == nullptr) return result;
  Naming naming(root, value, result);
  naming.add_mapping(rule->find("mapping"));
  for (const char* keyword : {"oneOf", "anyOf"}) naming.add_alternatives(schema.find(keyword));
  std::sort(result.values.begin(), result.values.end());
  result.values.erase(std::unique(result.values.begin(), result.values.end()), result.values.end());
  return result;
}

}  // namespace concord::schema
