// The first line as a pattern, each further line as a text: the back ends give one verdict, whatever the bytes.
#include "automaton.h"
#include "backtracker.h"
#include "direct.h"
#include "input.h"

using namespace concord;
using fuzz::require;
using Match = pattern::Regex::Match;

namespace {

constexpr std::size_t kMostTexts = 8;
constexpr std::int64_t kMostSteps = 100'000;

class BackEnds {
 public:
  BackEnds(const pattern::Regex& regex, const pattern::Pattern& tree)
      : regex_(regex),
        direct_(pattern::DirectMatcher::compile(tree)),
        automaton_(pattern::Automaton::build(tree, pattern::Reach::All, why_)),
        backtracker_(pattern::Backtracker::build(tree, pattern::Reach::All)) {}

  void judge(std::string_view text) const {
    const Match verdict = regex_.search(text);
    if (direct_) {
      using Verdict = pattern::DirectMatcher::Verdict;
      const Verdict direct = direct_->search(text);
      const Verdict same = verdict == Match::Yes ? Verdict::Yes : Verdict::No;
      require(direct == Verdict::Undecided || direct == same, "the direct matcher gives the verdict of Regex");
    }
    if (automaton_) agree(search(*automaton_, text), verdict, "the automaton gives the verdict of Regex");
    if (backtracker_) agree(search(*backtracker_, text), verdict, "the backtracker gives the verdict of Regex");
  }

 private:
  static Match search(const auto& back_end, std::string_view text) {
    std::int64_t steps = kMostSteps;
    return back_end.search(text, steps);
  }
  static void agree(Match one, Match other, const char* what) {
    require(one == other || one == Match::GaveUp || other == Match::GaveUp, what);
  }

  const pattern::Regex& regex_;
  pattern::NotRegular why_ = pattern::NotRegular::No;
  std::optional<pattern::DirectMatcher> direct_;
  std::unique_ptr<const pattern::Automaton> automaton_;
  std::unique_ptr<const pattern::Backtracker> backtracker_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto [first, rest] = fuzz::split_first_line(fuzz::text_of(data, size));
  const auto parsed = pattern::parse_pattern(first);
  const auto regex = pattern::Regex::compile(first, {}, kMostSteps);
  require(!regex || parsed.problem.message.empty(), "what compiles is a pattern");
  if (!regex) return 0;
  const BackEnds ends(*regex, parsed.pattern);
  for (std::size_t i = 0; i < kMostTexts; ++i) {
    const auto parts = fuzz::split_first_line(rest);
    ends.judge(parts.first);
    rest = parts.rest;
  }
  return 0;
}
