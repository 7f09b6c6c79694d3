// The back end for all that is regular: linear in the text by construction, so no pattern can make it hang.
#pragma once
#include "machine.h"

#include <concord/pattern.h>

#include <memory>

namespace concord::pattern {

// Thread-safe: what one search learns about the automaton serves the others.
class Automaton {
 public:
  // For texts within `reach`. Null when the pattern has a back reference, more than kMostLooks lookarounds, or is too
  // large when written out.
  static std::unique_ptr<const Automaton> build(const Pattern& pattern, Reach reach);

  // GaveUp when the text needs more than some ten million steps, which takes a very large pattern and text.
  Regex::Match search(std::string_view text) const;

 private:
  explicit Automaton(RegularPattern regular);
  Regex::Match search_around(std::string_view text) const;

  std::shared_ptr<const RegularPattern> regular_;
  std::unique_ptr<const Machine> main_;
  std::vector<std::unique_ptr<const Machine>> looks_;
};

}  // namespace concord::pattern
