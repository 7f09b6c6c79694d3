// Which back end searches. Direct matchers where they can; the automaton for all else that is regular; PCRE2 for back
// references and, since its JIT is quicker there, for patterns that look around. Where PCRE2 gives one of those up, the
// automaton, which is linear, has the last word. Where properties of Unicode are used, there is one automaton for ASCII
// and one, dear to make, for other texts.
#include "automaton.h"
#include "direct.h"
#include "pcre.h"

#include <concord/base/text.h>

#include <algorithm>
#include <cstring>

namespace concord::pattern {
namespace {

constexpr std::uint32_t kFewCalls = 20'000;  // of PCRE2 where the automaton stands behind it: under a millisecond

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
  std::uint32_t match_limit = 0;
  std::optional<DirectMatcher> direct;
  mutable std::string refusal;  // PCRE2's words

  // Null when the pattern is none for this back end.
  const PcreMatcher* pcre() const {
    return pcre_.get([this] { return PcreMatcher::compile(pattern, refusal); });
  }
  const Automaton* automaton(Reach reach) const {
    const auto& which = reach == Reach::Ascii && pattern.has_properties ? for_ascii_ : for_all_;
    return which.get([&] { return Automaton::build(pattern, reach); });
  }
  bool is_for_automaton() const {
    return !pattern.has_back_references && (!pattern.has_looks || pattern.has_properties);
  }
  bool is_usable() const {
    return direct || (is_for_automaton() && automaton(Reach::Ascii)) || pcre() || automaton(Reach::Ascii);
  }
  Match search(std::string_view text) const;

 private:
  const Automaton* automaton_for(std::string_view text) const {
    return automaton(!pattern.has_properties || is_ascii(text) ? Reach::Ascii : Reach::All);
  }

  Late<PcreMatcher> pcre_;
  Late<Automaton> for_ascii_, for_all_;
};

Regex::Match Regex::Code::search(std::string_view text) const {
  const Automaton* linear = is_for_automaton() ? automaton_for(text) : nullptr;
  if (linear) return linear->search(text);
  const Match quick = pcre() ? pcre()->search(text, std::min(match_limit, kFewCalls)) : Match::GaveUp;
  if (quick != Match::GaveUp) return quick;
  linear = automaton_for(text);
  if (linear) return linear->search(text);
  return pcre() && match_limit > kFewCalls ? pcre()->search(text, match_limit) : quick;
}

Result<Regex> Regex::compile(std::string_view pattern, base::Span span, std::uint32_t match_limit) {
  ParsedPattern parsed = parse_pattern(pattern);
  if (!parsed.problem.message.empty()) return problem_of(pattern, parsed.problem, span);
  auto code = std::make_shared<Code>();
  code->pattern = std::move(parsed.pattern);
  code->match_limit = match_limit;
  code->direct = DirectMatcher::compile(code->pattern);
  if (!code->is_usable()) return bad_pattern(pattern, "cannot be used: " + code->refusal, span);
  Regex regex;
  regex.code_ = std::move(code);
  return regex;
}

Regex::Match Regex::search(std::string_view text) const {
  if (code_->direct) {
    const auto verdict = code_->direct->search(text);
    if (verdict != DirectMatcher::Verdict::Undecided) {
      return verdict == DirectMatcher::Verdict::Yes ? Match::Yes : Match::No;
    }
  }
  return code_->search(text);
}

}  // namespace concord::pattern
