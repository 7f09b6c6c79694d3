// Regular expressions of ECMA-262 (mode u), as `pattern` of JSON Schema has them: what may be written, and searching.
#pragma once
#include <concord/base/diagnostic.h>
#include <concord/base/result.h>

#include <cstdint>
#include <memory>
#include <string_view>

namespace concord::pattern {

using base::Result;

// Immutable, thread-safe. A search is linear in the text and never gives up unless the pattern has back references.
// Bytes that are no UTF-8 match nothing.
class Regex {
 public:
  // Why not: a mistake in the pattern, with its character, or a bound (20,000 bytes, 200 groups in groups, 65,535
  // repetitions). `match_limit` bounds a search with back references, in calls of PCRE2's inner matching.
  static Result<Regex> compile(std::string_view pattern, base::Span span = {}, std::uint32_t match_limit = 1'000'000);
  enum class Match { Yes, No, GaveUp };  // GaveUp: the limit was hit, or the text and the pattern are both very large
  Match search(std::string_view text) const;

 private:
  struct Code;
  std::shared_ptr<const Code> code_;
};

// Whether the text is a regular expression of ECMA-262; also one that is past a bound of Concord.
bool is_regex(std::string_view text);

}  // namespace concord::pattern
