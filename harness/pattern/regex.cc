// Which back end searches. Direct matchers where they can; the automaton for all else that is regular, looking around
// included; the backtracker for back references, but only where the automaton finds that something looks like a match.
// Where properties of Unicode are used, there is one automaton for ASCII and one, dear to make, for other texts.
#include "automaton.h"
#include "backtracker.h"
#include "direct.h"
#include "tree_facts.h"

#include <concord/base/text.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <optional>

namespace concord::pattern {
namespace {

// Where the fault is: as far as the span covers the pattern's text one to one, on the character itself.
base::Span at_offset(base::Span span, std::string_view pattern, std::size_t offset) {
  if (!span.is_known()) return span;
  const std::string_view text = std::string_view(span.source->text()).substr(span.begin, span.end - span.begin);
  const auto begin = text.find(pattern);
  if (begin == std::string_view::npos || offset > pattern.size()) return span;
  const auto place = static_cast<std::uint32_t>(span.begin + begin + offset);
  return {span.source, place, offset < pattern.size() ? place + 1 : place};
}

base::Diagnostic bad_pattern(std::string_view pattern, const std::string& why, base::Span span) {
  constexpr std::size_t kShown = 200;  // code points
  return base::error("schema.bad-pattern", "the pattern \"" + base::ellipsize(pattern, kShown) + "\" " + why, span);
}

base::Diagnostic problem_of(std::string_view pattern, const PatternProblem& problem, base::Span span) {
  const std::size_t character = base::count_code_points(pattern.substr(0, problem.offset)) + 1;
  const std::string verdict = problem.is_limit ? "cannot be used: " : "is no regular expression: ";
  return bad_pattern(pattern, verdict + problem.message + " (at character " + std::to_string(character) + ")",
                     at_offset(span, pattern, problem.offset));
}

// Eight bytes at a time.
bool is_ascii(std::string_view text) {
  std::uint64_t bits = 0, word = 0;
  for (; text.size() >= sizeof word; text.remove_prefix(sizeof word)) {
    std::memcpy(&word, text.data(), sizeof word);
    bits |= word;
  }
  for (const char c : text) bits |= static_cast<unsigned char>(c);
  return (bits & 0x8080808080808080ULL) == 0;
}

// Made by whoever needs it first.
template <class T>
class Late {
 public:
  template <class Make>
  const T* get(const Make& make) const {
    std::call_once(made_, [&] { value_ = make(); });
    return value_.get();
  }

 private:
  mutable std::once_flag made_;
  mutable std::unique_ptr<const T> value_;
};

}  // namespace

struct Regex::Code {
  Pattern pattern;
  std::uint64_t most_steps = 0;
  std::optional<DirectMatcher> direct;
  std::optional<Pattern> relaxed_pattern;  // only of back references

  // Null when the pattern is none for this back end.
  const Automaton* automaton(Reach reach) const {
    const auto& which = reach == Reach::Ascii && pattern.has_properties ? for_ascii_ : for_all_;
    return which.get([&]() -> std::unique_ptr<const Automaton> {
      if (pattern.has_back_references && !relaxed_pattern) return nullptr;
      NotRegular why = NotRegular::No;
      auto built = Automaton::build(relaxed_pattern ? *relaxed_pattern : pattern, reach, why);
      if (!built) refusal_ = why;
      return built;
    });
  }
  const Backtracker* backtracker(Reach reach) const {
    return pattern.has_back_references ? finder(reach) : nullptr;
  }
  // Null when the pattern tells too many kinds of characters apart.
  const Backtracker* finder(Reach reach) const {
    const auto& which = reach == Reach::Ascii && pattern.has_properties ? tries_ascii_ : tries_all_;
    return which.get([&] { return Backtracker::build(pattern, reach); });
  }
  // Why no back end takes the pattern, or "".
  std::string_view refusal() const;
  Match search(std::string_view text, std::int64_t& steps) const;

 private:
  mutable std::atomic<NotRegular> refusal_ = NotRegular::No;
  Late<Automaton> for_ascii_, for_all_;
  Late<Backtracker> tries_ascii_, tries_all_;
};

std::string_view Regex::Code::refusal() const {
  if (direct || automaton(Reach::Ascii) || backtracker(Reach::Ascii)) return "";
  if (pattern.has_back_references) return "it tells too many kinds of characters apart";
  switch (refusal_) {
    case NotRegular::Looks: return "more than 64 lookarounds";
    case NotRegular::Size: return "it is too large when its repetitions are written out";
    default: return "it tells too many kinds of characters apart";
  }
}

Regex::Match Regex::Code::search(std::string_view text, std::int64_t& steps) const {
  const Reach reach = !pattern.has_properties || is_ascii(text) ? Reach::Ascii : Reach::All;
  const Automaton* linear = automaton(reach);
  if (!pattern.has_back_references) return linear ? linear->search(text, steps) : Match::GaveUp;
  if (linear) {
    const Match possible = linear->search(text, steps);
    if (possible != Match::Yes) return possible;
  }
  const Backtracker* exact = backtracker(reach);
  return exact ? exact->search(text, steps) : Match::GaveUp;
}

Result<Regex> Regex::compile(std::string_view pattern, base::Span span, std::uint64_t most_steps) {
  ParsedPattern parsed = parse_pattern(pattern);
  if (!parsed.problem.message.empty()) return problem_of(pattern, parsed.problem, span);
  auto code = std::make_shared<Code>();
  code->pattern = std::move(parsed.pattern);
  code->most_steps = std::min(most_steps, kMostSteps);
  code->direct = DirectMatcher::compile(code->pattern);
  if (code->pattern.has_back_references) code->relaxed_pattern = relaxed(code->pattern);
  const std::string_view refusal = code->refusal();
  if (!refusal.empty()) return bad_pattern(pattern, "cannot be used: " + std::string(refusal), span);
  Regex regex;
  regex.code_ = std::move(code);
  return regex;
}

Regex::Match Regex::search(std::string_view text) const {
  std::uint64_t steps = kMostSteps;
  return search(text, steps);
}

Regex::Match Regex::search(std::string_view text, std::uint64_t& steps) const {
  if (code_->direct) {
    const auto verdict = code_->direct->search(text);
    if (verdict != DirectMatcher::Verdict::Undecided) {
      return verdict == DirectMatcher::Verdict::Yes ? Match::Yes : Match::No;
    }
  }
  const std::uint64_t most = std::min(steps, code_->most_steps);
  auto left = static_cast<std::int64_t>(most);
  const Match match = code_->search(text, left);
  steps -= most - static_cast<std::uint64_t>(std::max<std::int64_t>(left, 0));
  return match;
}

std::uint32_t Regex::group_count() const { return code_->pattern.groups; }

// Most texts do not match, which the linear search tells.
Regex::Found Regex::find(std::string_view text, std::uint32_t group) const {
  const Match possible = search(text);
  if (possible != Match::Yes) return {possible, {}};
  const Reach reach = !code_->pattern.has_properties || is_ascii(text) ? Reach::Ascii : Reach::All;
  const Backtracker* exact = code_->finder(reach);
  auto steps = static_cast<std::int64_t>(kMostSteps);
  return exact && group <= group_count() ? exact->find(text, group, steps) : Found{Match::GaveUp, {}};
}

}  // namespace concord::pattern
