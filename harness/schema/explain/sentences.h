// The words of violations: the value found, what was expected, and a guess at what was meant.
#pragma once
#include "program.h"

#include <span>
#include <string>

namespace concord::schema {

struct Sentence {
  std::string message, expected, actual, hint;
  bool is_told_apart = false;  // see Violation
};

std::string shown(const Node& value);                           // JSON, cut to 60 code points
std::string shown_with_type(const Node& value);                 // `"42" (string)`
std::string in_quotes(std::string_view text);                   // as a JSON string, cut to 60 code points

// For a step that a value does not pass; not for applicators.
Sentence describe(const Compilation& program, const Step& step, const Node& value);
// For any step of which is not known whether the value passes.
Sentence describe_unjudged(const Compilation& program, const Step& step, const Node& value);
Sentence describe_type(std::uint32_t bits, const Node& value);
Sentence describe_values(std::span<const Node* const> allowed, const Node& value);
// One of its strays may be the missing one, misspelt; and what is unknown may be one that is absent: see NearNames.
Sentence describe_missing(std::string_view name, const Node& object, std::span<const std::string> strays);
Sentence describe_unknown_member(std::string_view name, std::span<const std::string> known,
                                 std::span<const std::string> absent);
Sentence describe_contains(std::size_t found, const Step& step);

}  // namespace concord::schema
