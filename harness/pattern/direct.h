// The quickest back end: patterns that need no automaton, because at each place there is only one way to go on.
//
// These are literals (`^x-`, `\.json$`, `^abc$`, `abc`), and anchored rows of steps, each a class with a count or a
// choice of words: `^[A-Z]{3}-[0-9]{6}$`, `^[a-z]+:(read|write)$`. A step takes as much as it can; that is right where
// what follows cannot begin with what the step takes. Only ASCII is read: where another character might count, the
// search ends undecided and another back end has to be asked.
#pragma once
#include "tree.h"

#include <array>
#include <optional>

namespace concord::pattern {

class DirectMatcher {
 public:
  // Nothing when the pattern is of another shape.
  static std::optional<DirectMatcher> compile(const Pattern& pattern);

  enum class Verdict { Yes, No, Undecided };
  Verdict search(std::string_view text) const;

 private:
  friend class DirectCompiler;
  enum class Shape : std::uint8_t { Always, Equals, Prefix, Suffix, Contains, Steps };
  struct Step {
    std::uint32_t bit = 0;                // in masks_; 0: one of `words`
    bool takes_other_characters = false;  // beyond ASCII, some or all
    std::uint32_t least = 1, most = 1;
    std::vector<std::string> words = {};
  };

  Verdict search_steps(std::string_view text) const;
  Verdict take_class(const Step& step, std::string_view& text) const;
  bool take_word(const Step& step, bool is_last, std::string_view& text) const;

  Shape shape_ = Shape::Always;
  bool ends_ = false;  // with $
  std::string literal_;
  std::size_t shortest_ = 0;  // text that can match, in bytes
  std::vector<Step> steps_;
  std::array<std::uint32_t, 256> masks_ = {};  // for each byte, the bits of the steps that take it
};

}  // namespace concord::pattern
