// Regular expressions of ECMA-262 (mode u), as `pattern` of JSON Schema has them: what may be written, and searching.
#pragma once
#include <concord/base/diagnostic.h>
#include <concord/base/result.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace concord::pattern {

using base::Result;

// What one search may take at most, in steps: some 100 ms. A step is an instruction of a pattern that is met while
// trying, so a verdict does not depend on the machine, its load, or what was searched before.
constexpr std::uint64_t kMostSteps = 8'000'000;

// Immutable, cheap to copy, thread-safe. A search is linear in the text unless the pattern has back references. Bytes
// that are no UTF-8 match nothing.
class Regex {
 public:
  // Why not: a mistake in the pattern, with its character, or a bound (20,000 bytes, 200 groups in groups, 65,535
  // repetitions, 64 lookarounds, 200,000 instructions). `most_steps` bounds each search, where it is below kMostSteps.
  static Result<Regex> compile(std::string_view pattern, base::Span span = {}, std::uint64_t most_steps = kMostSteps);

  // GaveUp: whether it matches is not known, since the search would take too many steps. That takes a back reference,
  // or a pattern and a text that are both very large.
  enum class Match { Yes, No, GaveUp };
  Match search(std::string_view text) const;
  // For many searches that share a bound: takes no more than `steps`, and takes off what was needed.
  Match search(std::string_view text, std::uint64_t& steps) const;

  std::uint32_t group_count() const;
  // What a group of the first match has; group 0 is the whole match. Nothing when the group took no part in it. Tries
  // all ways within kMostSteps, so it may give up where search() does not.
  struct Found {
    Match match = Match::No;
    std::optional<std::string_view> text;  // a part of the text that was searched
  };
  Found find(std::string_view text, std::uint32_t group = 0) const;

 private:
  struct Code;
  std::shared_ptr<const Code> code_;
};

// Whether the text is a regular expression of ECMA-262; also one that is past a bound of Concord.
bool is_regex(std::string_view text);

}  // namespace concord::pattern
