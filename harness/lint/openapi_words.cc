#include "openapi_words.h"

#include <concord/base/http_method.h>

#include <algorithm>
#include <array>

namespace concord::lint {
namespace {

constexpr auto prose = std::to_array<std::string_view>(
    {"description", "title", "summary", "externalDocs", "xml", "$comment", "example", "examples", "deprecated"});

template <std::size_t N>
bool is_any_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool is_method(std::string_view key) { return base::find_http_method_key(key) != nullptr; }

bool is_prose(std::string_view keyword) { return is_any_of(keyword, prose); }

bool is_status(std::string_view text) {
  return text.size() == 3 && text[0] >= '1' && text[0] <= '5' &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_extension(std::string_view key) { return key.starts_with("x-"); }

const Node* string_reference(const Node& node) {
  const Node* ref = node.find("$ref");
  return ref != nullptr && ref->is_string() ? ref : nullptr;
}

bool is_true(const Node& object, std::string_view key) {
  const Node* value = object.find(key);
  return value != nullptr && value->is_boolean() && value->as_boolean();
}

std::string_view text_of(const Node& object, std::string_view key) {
  const Node* value = object.find(key);
  return value == nullptr ? std::string_view{} : value->string_or_empty();
}

bool is_bare_string(const Node& schema) {
  if (text_of(schema, "type") != "string") return false;
  const Node* basis = schema.find("x-concord-basis");
  if (basis != nullptr && basis->has("type")) return false;
  return !schema.has("format") && !schema.has("pattern") && !schema.has("enum") && !schema.has("const");
}

const Node* security_of(const OperationSite& operation) {
  const Node* own = operation.node->find("security");
  return own != nullptr ? own : operation.document->root.find("security");
}

}  // namespace concord::lint
