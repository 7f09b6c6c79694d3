// The back end for what is not regular, and for what PCRE2's JIT does best: patterns that look around, and those with
// properties of Unicode. PCRE2 knows most of the syntax of ECMA-262 but means other things by \s, \d beyond ASCII, `.`,
// `$`, [] and \cX, so the tree is written anew, with code points and sets spelt out.
#pragma once
#include "tree.h"

#include <concord/pattern.h>

#include <memory>

namespace concord::pattern {

// The pattern as PCRE2 reads it.
std::string write_pcre(const Pattern& pattern);

// Immutable, thread-safe: what a search needs is kept for each thread.
class PcreMatcher {
 public:
  // Null when PCRE2 refuses the pattern (too large, a lookbehind of no fixed length); `why` has its words.
  static std::unique_ptr<const PcreMatcher> compile(const Pattern& pattern, std::string& why);
  PcreMatcher(const PcreMatcher&) = delete;
  PcreMatcher& operator=(const PcreMatcher&) = delete;
  ~PcreMatcher();

  // GaveUp after `match_limit` calls of PCRE2's inner matching, or at its bounds of memory.
  Regex::Match search(std::string_view text, std::uint32_t match_limit) const;

 private:
  explicit PcreMatcher(void* code) : code_(code) {}
  void* code_;  // pcre2_code
};

}  // namespace concord::pattern
