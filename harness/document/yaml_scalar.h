// Scalars of YAML 1.2's core schema.
#pragma once
#include <concord/document.h>

#include <variant>

namespace concord::document {

// Why a scalar has no value: one sentence for a Diagnostic.
struct NoValue {
  std::string message;
  std::string hint;
};
using ScalarValue = std::variant<Node, NoValue>;

// A plain scalar without a tag: null, a boolean, a number, or a string as it is written. Numbers with leading zeros
// stay strings: they are codes and phone numbers more often than numbers.
ScalarValue resolve_plain(const std::string& text);
// Under an explicit tag of the core schema ("tag:yaml.org,2002:int"); null for any other tag.
std::optional<ScalarValue> resolve_tagged(std::string_view tag, const std::string& text);

}  // namespace concord::document
