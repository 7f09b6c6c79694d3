// Unicode properties as ECMA-262 names them in \p{} (22.2.1.1, tables 66 to 69), and which code points have them.
#pragma once
#include "tree.h"

#include <optional>
#include <span>

namespace concord::pattern {

// `text` is what stands between the braces: "Lu", "Letter", "Script=Greek", "Alphabetic". Nothing when it names no
// property; spelling and case count, as in ECMA-262.
std::optional<PropertyUse> find_property(std::string_view text);

// Of which code points is asked. For all of them an answer takes some milliseconds the first time in a process, for
// ASCII some microseconds.
enum class Reach : std::uint8_t { Ascii, All };

// The code points that have the property of this name (PropertyUse::pcre) by PCRE2's tables. Null when this PCRE2 does
// not know it. Stays valid; thread-safe.
const std::vector<CodePointRange>* property_ranges(const std::string& pcre_name, Reach reach);

// property_names.cc: sorted.
std::span<const std::string_view> script_names();
std::span<const std::string_view> binary_property_names();

}  // namespace concord::pattern
