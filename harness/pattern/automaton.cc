#include "automaton.h"

namespace concord::pattern {
namespace {

// The symbols of a text and, before and after each, which lookarounds hold there. One a thread.
struct Tape {
  std::vector<Symbol> symbols;
  std::vector<std::uint8_t> holds;

  void load(const SymbolTable& table, std::string_view text) {
    symbols.clear();
    while (!text.empty()) symbols.push_back(table.read(text));
    holds.assign(symbols.size() + 1, 0);
  }
};

// Finds out where lookaround number `look` holds.
bool mark(Tape& tape, const Machine& machine, bool is_backward, std::size_t look, Symbol edge) {
  Machine::Run run(machine);
  const std::size_t size = tape.symbols.size();
  for (std::size_t read = 0; read <= size && !run.has_given_up(); ++read) {
    const std::size_t place = is_backward ? size - read : read;
    const Symbol next = read == size ? edge : tape.symbols[is_backward ? place - 1 : place];
    if (run.step(next, tape.holds[place])) tape.holds[place] |= static_cast<std::uint8_t>(1U << look);
  }
  return !run.has_given_up();
}

Regex::Match verdict(bool has_matched, const Machine::Run& run) {
  if (has_matched) return Regex::Match::Yes;
  return run.has_given_up() ? Regex::Match::GaveUp : Regex::Match::No;
}

}  // namespace

std::unique_ptr<const Automaton> Automaton::build(const Pattern& pattern, Reach reach) {
  auto regular = make_regular(pattern, reach);
  return regular ? std::unique_ptr<const Automaton>(new Automaton(std::move(*regular))) : nullptr;
}

Automaton::Automaton(RegularPattern regular)
    : regular_(std::make_shared<const RegularPattern>(std::move(regular))),
      main_(std::make_unique<const Machine>(*regular_, regular_->main, true)) {
  for (const Program& look : regular_->looks) looks_.push_back(std::make_unique<const Machine>(*regular_, look, false));
}

Regex::Match Automaton::search(std::string_view text) const {
  if (!looks_.empty()) return search_around(text);
  Machine::Run run(*main_);
  return verdict(run.find(text), run);
}

Regex::Match Automaton::search_around(std::string_view text) const {
  thread_local Tape tape;
  const Symbol edge = regular_->symbols.edge();
  tape.load(regular_->symbols, text);
  for (std::size_t look = 0; look < looks_.size(); ++look) {
    if (!mark(tape, *looks_[look], regular_->looks[look].is_backward, look, edge)) return Regex::Match::GaveUp;
  }
  Machine::Run run(*main_);
  bool has_matched = false;
  for (std::size_t place = 0; place <= tape.symbols.size() && !has_matched; ++place) {
    has_matched = run.step(place < tape.symbols.size() ? tape.symbols[place] : edge, tape.holds[place]);
    if (run.is_dead() || run.has_given_up()) break;
  }
  return verdict(has_matched, run);
}

}  // namespace concord::pattern
