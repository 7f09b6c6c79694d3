// The back ends give one verdict: patterns that people wrote, and patterns made from the grammar, each searched by all
// that take it.
#include "automaton.h"
#include "backtracker.h"
#include "direct.h"

#include <support/catch.h>

#include <array>
#include <random>
#include <thread>

using namespace concord;
using pattern::Automaton;
using pattern::DirectMatcher;
using pattern::Backtracker;
using pattern::Regex;
using Match = pattern::Regex::Match;

namespace {

struct BackEnds {
  std::optional<DirectMatcher> direct;
  std::unique_ptr<const Automaton> automaton;
  std::unique_ptr<const Backtracker> backtracker;
};

BackEnds back_ends(const std::string& pattern) {
  const auto parsed = pattern::parse_pattern(pattern);
  INFO(pattern << ": " << parsed.problem.message);
  REQUIRE(parsed.problem.message.empty());
  pattern::NotRegular why;
  return {DirectMatcher::compile(parsed.pattern), Automaton::build(parsed.pattern, pattern::Reach::All, why),
          Backtracker::build(parsed.pattern, pattern::Reach::All)};
}

struct Counts {
  std::size_t direct = 0, automaton = 0, backtracker = 0;
};

Match search(const auto& back_end, const std::string& text) {
  std::int64_t steps = 20'000'000;
  return back_end.search(text, steps);
}

// The backtracker judges, which follows ECMA-262 step by step; where it cannot, Regex.
void compare(const std::string& pattern, const std::vector<std::string>& texts, Counts& counts) {
  const BackEnds ends = back_ends(pattern);
  const auto regex = Regex::compile(pattern);
  REQUIRE(regex);
  for (const std::string& text : texts) {
    INFO(pattern << " on " << text);
    const Match judged = search(*ends.backtracker, text);
    const Match wanted = judged == Match::GaveUp ? regex->search(text) : judged;
    counts.backtracker += judged != Match::GaveUp;
    if (regex->search(text) != wanted) FAIL_CHECK("Regex disagrees");
    if (ends.direct) {
      const auto verdict = ends.direct->search(text);
      counts.direct += verdict != DirectMatcher::Verdict::Undecided;
      if (verdict == (wanted == Match::Yes ? DirectMatcher::Verdict::No : DirectMatcher::Verdict::Yes))
        FAIL_CHECK("the direct matcher disagrees");
    }
    if (!ends.automaton) continue;
    ++counts.automaton;
    if (search(*ends.automaton, text) != wanted) FAIL_CHECK("the automaton disagrees");
  }
}

// ---- Patterns from the grammar

class Grammar {
 public:
  explicit Grammar(std::uint32_t seed) : random_(seed) {}

  std::string pattern() { return below(3) == 0 ? row() : disjunction(3); }
  std::string text() {
    static const auto kParts =
        std::to_array<std::string>({"a", "b", "a", "b", "c", "0", "1", "-", "_", "A", " ", "\n", "\u00e9", "\u2028",
                                    "\u4e2d", "\U0001D4B3", "\ufeff"});
    std::string text;
    for (std::size_t left = below(9); left > 0; --left) text += one_of(kParts);
    return text;
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }
  const std::string& one_of(std::span<const std::string> parts) { return parts[below(parts.size())]; }

  const std::string& leaf() {
    static const auto kLeaves = std::to_array<std::string>(
        {"a", "b", "c", "0", "-", "\u00e9", "\U0001D4B3", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", ".", "[ab]", "[^a]",
         "[a-c0-9]", "[^\\d]", "[\\w.-]", "[\u00e0-\u00ff]", "[]", "[^]", "\\u{1d4b3}", "\\x61",
         "\\n", "[\\u{10000}-\\u{10ffff}]"});
    return one_of(kLeaves);
  }
  std::string quantifier() {
    static const auto kQuantifiers =
        std::to_array<std::string>({"", "", "", "*", "+", "?", "{2}", "{1,3}", "{2,}", "*?", "+?", "{0,2}?"});
    return one_of(kQuantifiers);
  }
  std::string term(int depth) {
    const std::size_t kind = depth > 0 ? below(20) : 0;
    if (kind < 10) return leaf() + quantifier();
    if (kind < 13) return "(" + disjunction(depth - 1) + ")" + quantifier();
    if (kind < 15) return "(?:" + disjunction(depth - 1) + ")" + quantifier();
    static const auto kPlaces = std::to_array<std::string>({"^", "$", "\\b", "\\B"});
    if (kind < 18) return one_of(kPlaces);
    static const auto kLooks = std::to_array<std::string>({"(?=", "(?!", "(?<=", "(?<!"});
    return one_of(kLooks) + disjunction(depth - 1) + ")";
  }
  std::string disjunction(int depth) {
    std::string pattern;
    for (std::size_t left = below(4); left > 0; --left) pattern += term(depth);
    return below(5) == 0 ? pattern + "|" + disjunction(depth) : pattern;
  }
  // What the direct matchers are for.
  std::string row() {
    static const auto kSteps = std::to_array<std::string>(
        {"[a-c]", "a", "b", "\\d", "\\w", "[^a]", ".", "-", "(?:ab|ba|c)", "(a|b|0)", "\u00e9", "[ab-]", "(?:a-)"});
    std::string pattern = below(5) == 0 ? "" : "^";
    for (std::size_t left = 1 + below(5); left > 0; --left) pattern += one_of(kSteps) + quantifier();
    return below(5) == 0 ? pattern : pattern + "$";
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("the back ends agree on patterns that people wrote") {
  const std::vector<std::string> patterns = {
      "^[A-Z]{3}-[0-9]{6}$", "^[a-z]+:(read|write|admin)$", "^[A-Za-z0-9_-]{40,}$",
      "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$", "^\\$", "^[Bb][Ee][Aa][Rr][Ee][Rr]$", "^[^{}]+$",
      "\\{\\{", "^[a-zA-Z0-9!#$%&'*+.^_`|~-]+$", "^[1-5](xx|XX|[0-9]{2})$", "^3\\.1\\.\\d+(-.+)?$", "YYYY-MM",
      "^.{1,5}$", "^.*$", "([\\/\\w \\.-]*)*\\/?$", "^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$",
      "^(?!0+$)[0-9]{1,9}$", "^$", "", "x$", "^x-", "^\\S+@\\S+\\.\\S+$", "^\\+?[1-9]\\d{1,14}$",
      "^(?=.*[a-z])(?=.*\\d).{8,}$", "^\\p{L}+(?: \\p{L}+)*$", "\\bfoo\\b", "^[a-z0-9]+(?:-[a-z0-9]+)*$",
      "^(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)$", "a|b|", "^a?b+$|^c{2}$", "(?<=a+)b", "[^\\W\\d]$"};
  std::vector<std::string> texts = {

      "", "ABC-123456", "ABC-12345", "ABC-1234567", "orders:read", "orders:reader", "orders:write\n", "a.b.c", "a..c",
      "$x", "bEaReR", "{{x}}", "2xx", "2xX", "404", "600", "3.1.0", "3.1.0-rc", "3.1.0-", "YYYY-MM", "abcde",
      "abcdef", "12\n", "\u00e4\u00f6\u00fc\u00df\U0001F432", "\u2028", "2eb8aa08-aa98-11ea-b4aa-73b441d16380", "000",
      "0010", "x", "x-y", "a@b.c", "a @b.c", "+4930123456", "passw0rd", "password", "Zo\u00eb Kravitz", "a foo b",
      "afoob", "a-b-c", "a--b", "01.1", "10.2", "caab", "cc", "abb", "http://a/b c/d-e.f/", std::string(40, 'A'),
      std::string(39, '_') + "\u00e9"};
  Counts counts;
  for (const std::string& pattern : patterns) compare(pattern, texts, counts);
  CHECK(counts.direct > 500);
  CHECK(counts.automaton == patterns.size() * texts.size());
  CHECK(counts.backtracker > 1'000);
}

TEST_CASE("the back ends agree on patterns made from the grammar") {
  Grammar grammar(20'240'229);
  Counts counts;
  for (int i = 0; i < 4'000; ++i) {
    const std::string pattern = grammar.pattern();
    std::vector<std::string> texts;
    for (int text = 0; text < 10; ++text) texts.push_back(grammar.text());
    compare(pattern, texts, counts);
  }
  CHECK(counts.direct > 8'000);
  CHECK(counts.automaton == 40'000);
  CHECK(counts.backtracker > 39'000);
}

TEST_CASE("the usual patterns need no automaton") {
  for (const char* pattern :
       {"^[A-Z]{3}-[0-9]{6}$", "^[a-z]+:(read|write|admin)$", "^.{1,50}$", "^\\d+$", "", "^x-", "\\.json$",
        "^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$", "^(?:a|b)$", ".*", "^[^#]*$"}) {
    INFO(pattern);
    CHECK(back_ends(pattern).direct.has_value());
  }
  // More than one way to go on.
  for (const char* pattern :
       {"^[a-z]+[a-c]$", "^(a|ab)c$", "^a*b?a$", "[0-9]+x", "a|b", "^(a+)+$", "^(?=a)a$", "^(a)\\1$"}) {
    INFO(pattern);
    CHECK(!back_ends(pattern).direct.has_value());
  }
}

TEST_CASE("an automaton past its bound on states still answers") {
  // The states are the subsets of twenty places.
  const std::string pattern = "^[ab]*a[ab]{20}$";
  const BackEnds ends = back_ends(pattern);
  REQUIRE(ends.automaton);
  std::mt19937 random(7);
  std::size_t matches = 0;
  for (int i = 0; i < 50; ++i) {
    std::string text;
    for (int letter = 0; letter < 2'000; ++letter) text += random() % 2 == 0 ? 'a' : 'b';
    const Match wanted = text[text.size() - 21] == 'a' ? Match::Yes : Match::No;
    matches += wanted == Match::Yes;
    if (search(*ends.automaton, text) != wanted) FAIL_CHECK("text " << i);
  }
  CHECK(matches > 10);
}

TEST_CASE("threads share what an automaton learns") {
  const auto regex = Regex::compile("^(?:[a-z]+[0-9]?)+(?:-|\u00e9)\\p{Lu}$");
  REQUIRE(regex);
  std::array<std::size_t, 4> matches = {};
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread < matches.size(); ++thread) {
    threads.emplace_back([&, thread] {
      for (std::size_t i = 0; i < 500; ++i) {
        const std::string letters(1 + (i + thread) % 17, 'q');
        const std::string text = letters + std::to_string(i % 10) + (i % 2 == 0 ? "-A" : "\u00e9\u00c4");
        matches[thread] += regex->search(text) == Match::Yes;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(matches == std::array<std::size_t, 4>{500, 500, 500, 500});
}
