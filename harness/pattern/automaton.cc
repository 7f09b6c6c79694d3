#include "automaton.h"

namespace concord::pattern {
namespace {

using Match = Regex::Match;

constexpr std::size_t kMostKept = 1 << 16;  // symbols of a tape that is kept for the next search

// The symbols of a text and, before and after each, which lookarounds hold there. One a thread.
template <class Holds>
struct Tape {
  std::vector<Symbol> symbols;
  std::vector<Holds> holds;

  void load(const SymbolTable& table, std::string_view text) {
    symbols.clear();
    while (!text.empty()) symbols.push_back(table.read(text));
    holds.assign(symbols.size() + 1, 0);
  }
  void shrink() {
    if (symbols.capacity() > kMostKept) *this = {};
  }
};

// Finds out where lookaround number `look` holds.
template <class Holds>
bool mark(Tape<Holds>& tape, const Machine& machine, bool is_backward, std::size_t look, Symbol edge,
          std::int64_t& steps) {
  Machine::Run run(machine, steps);
  const std::size_t size = tape.symbols.size();
  for (std::size_t read = 0; read <= size && !run.has_given_up(); ++read) {
    const std::size_t place = is_backward ? size - read : read;
    const Symbol next = read == size ? edge : tape.symbols[is_backward ? place - 1 : place];
    if (run.step(next, tape.holds[place])) tape.holds[place] |= static_cast<Holds>(Holds{1} << look);
  }
  return !run.has_given_up();
}

template <class Holds>
Match find(const Tape<Holds>& tape, const Machine& machine, Symbol edge, std::int64_t& steps) {
  Machine::Run run(machine, steps);
  for (std::size_t place = 0; place <= tape.symbols.size(); ++place) {
    if (run.step(place < tape.symbols.size() ? tape.symbols[place] : edge, tape.holds[place])) return Match::Yes;
    if (run.has_given_up()) return Match::GaveUp;
    if (run.is_dead()) break;
  }
  return Match::No;
}

Match find(std::string_view text, const Machine& machine, std::int64_t& steps) {
  Machine::Run run(machine, steps);
  if (run.find(text)) return Match::Yes;
  return run.has_given_up() ? Match::GaveUp : Match::No;
}

// Yes while every condition is met; else what that makes of the search. `search` asks one machine.
template <class Search>
Match ask_all(const RegularPattern& regular, const std::vector<std::unique_ptr<const Machine>>& conditions,
              const Machine& main, Search search) {
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const Match match = search(*conditions[i]);
    if (match == Match::GaveUp) return match;
    if ((match == Match::Yes) == regular.conditions[i].is_negated) return Match::No;
  }
  return search(main);
}

}  // namespace

std::unique_ptr<const Automaton> Automaton::build(const Pattern& pattern, Reach reach, NotRegular& why) {
  auto regular = make_regular(pattern, reach, why);
  return regular ? std::unique_ptr<const Automaton>(new Automaton(std::move(*regular))) : nullptr;
}

Automaton::Automaton(RegularPattern regular)
    : regular_(std::make_shared<const RegularPattern>(std::move(regular))),
      main_(std::make_unique<const Machine>(*regular_, regular_->main, true)) {
  for (const Program& look : regular_->looks) looks_.push_back(std::make_unique<const Machine>(*regular_, look, false));
  for (const StartCondition& each : regular_->conditions) {
    conditions_.push_back(std::make_unique<const Machine>(*regular_, each.program, true));
  }
}

Match Automaton::search(std::string_view text, std::int64_t& steps) const {
  if (looks_.size() > 8) return search_around<std::uint64_t>(text, steps);
  if (!looks_.empty()) return search_around<std::uint8_t>(text, steps);
  return ask_all(*regular_, conditions_, *main_, [&](const Machine& machine) { return find(text, machine, steps); });
}

template <class Holds>
Match Automaton::search_around(std::string_view text, std::int64_t& steps) const {
  thread_local Tape<Holds> tape;
  const Symbol edge = regular_->sets.symbols.edge();
  tape.load(regular_->sets.symbols, text);
  Match verdict = Match::Yes;
  for (std::size_t look = 0; look < looks_.size() && verdict == Match::Yes; ++look) {
    if (!mark(tape, *looks_[look], regular_->looks[look].is_backward, look, edge, steps)) verdict = Match::GaveUp;
  }
  if (verdict == Match::Yes) {
    verdict = ask_all(*regular_, conditions_, *main_,
                      [&](const Machine& machine) { return find(tape, machine, edge, steps); });
  }
  tape.shrink();
  return verdict;
}

}  // namespace concord::pattern
