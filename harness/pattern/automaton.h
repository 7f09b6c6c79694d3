// The back end for all that is regular: linear in the text by construction, so no pattern can make it hang.
#pragma once
#include "machine.h"

#include <concord/pattern.h>

#include <memory>

namespace concord::pattern {

// Thread-safe: what one search learns about the automaton serves the others.
class Automaton {
 public:
  // For texts within `reach`. Null when the pattern is not regular, or too large; `why` says which.
  static std::unique_ptr<const Automaton> build(const Pattern& pattern, Reach reach, NotRegular& why);

  // Takes what is dear off `steps`; GaveUp when that is more than there are, which takes a very large pattern and text.
  Regex::Match search(std::string_view text, std::int64_t& steps) const;

 private:
  explicit Automaton(RegularPattern regular);
  template <class Holds>
  Regex::Match search_around(std::string_view text, std::int64_t& steps) const;

  std::shared_ptr<const RegularPattern> regular_;
  std::unique_ptr<const Machine> main_;
  std::vector<std::unique_ptr<const Machine>> looks_;
  std::vector<std::unique_ptr<const Machine>> conditions_;
};

}  // namespace concord::pattern
