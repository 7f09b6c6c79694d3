#include "backtracker.h"

#include "tree_facts.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::pattern {

using Match = Regex::Match;

namespace {

constexpr std::uint32_t kUnset = kUnbounded;
constexpr std::size_t kMostEntries = 1 << 20;  // 16 bytes each
constexpr std::size_t kMostKeptEntries = 1 << 16;     // entries and symbols that are kept for the next search

struct Entry {
  enum class Kind : std::uint32_t { Branch, Undo, Greedy, Lazy, Barrier };
  Kind kind;
  std::uint32_t at;     // instruction; of Undo, the register
  std::uint32_t place;  // where to go on, or where the repetition began; of Undo, the old value
  std::uint32_t count;  // of Greedy and Lazy: how many are taken
};

// What a search needs. One a thread.
struct Scratch {
  std::vector<char32_t> points;
  std::vector<Symbol> symbols;
  std::vector<std::uint32_t> registers;
  std::vector<Entry> stack;

  void load(const SymbolTable& table, std::string_view text) {
    points.clear();
    symbols.clear();
    while (!text.empty()) {
      points.push_back(base::decode_utf8(text).value);
      symbols.push_back(table.read(text));
    }
  }
  void shrink() {
    if (stack.capacity() > kMostKeptEntries || points.capacity() > kMostKeptEntries) *this = {};
  }
};

}  // namespace

// ---- From the tree to instructions

class BacktrackCompiler {
 public:
  BacktrackCompiler(const Pattern& pattern, Backtracker& out) : pattern_(pattern), out_(out) {}

  void run() {
    out_.registers_ = 2 * pattern_.groups;
    emit(pattern_.root, false);
    add({.op = Op::Match});
    out_.is_anchored_ = is_anchored(pattern_, pattern_.root);
  }

 private:
  using Op = Backtracker::Instruction::Op;

  std::uint32_t here() const { return static_cast<std::uint32_t>(out_.code_.size()); }
  std::uint32_t add(Backtracker::Instruction instruction) {
    out_.code_.push_back(instruction);
    return here() - 1;
  }

  void emit(std::uint32_t index, bool is_backward) {
    const PatternNode& node = pattern_[index];
    switch (node.kind) {
      case PatternKind::Character:
      case PatternKind::Set:
        add({.op = Op::Take, .is_backward = is_backward, .value = out_.sets_.set_of_node[index]});
        break;
      case PatternKind::Sequence: sequence(node, is_backward); break;
      case PatternKind::Choice: choice(node, is_backward); break;
      case PatternKind::Repeat: repeat(node, is_backward); break;
      case PatternKind::Group: group(node, is_backward); break;
      case PatternKind::Look: look(node); break;
      case PatternKind::Start: add({.op = Op::Start}); break;
      case PatternKind::End: add({.op = Op::End}); break;
      case PatternKind::WordBoundary: add({.op = Op::Word, .is_negated = node.is_negated}); break;
      case PatternKind::BackReference:
        add({.op = Op::Refer, .is_backward = is_backward, .value = node.value});
        break;
    }
  }

  void sequence(const PatternNode& node, bool is_backward) {
    const std::size_t count = node.children.size();
    for (std::size_t i = 0; i < count; ++i) emit(node.children[is_backward ? count - 1 - i : i], is_backward);
  }

  void choice(const PatternNode& node, bool is_backward) {
    std::vector<std::uint32_t> ends;
    for (std::size_t i = 0; i + 1 < node.children.size(); ++i) {
      const std::uint32_t split = add({.op = Op::Split});
      out_.code_[split].value = here();
      emit(node.children[i], is_backward);
      ends.push_back(add({.op = Op::Jump}));
      out_.code_[split].other = here();
    }
    emit(node.children.back(), is_backward);
    for (const std::uint32_t end : ends) out_.code_[end].value = here();
  }

  void repeat(const PatternNode& node, bool is_backward) {
    if (node.most == 0) return;
    const std::uint32_t child = node.children[0];
    const PatternKind kind = pattern_[child].kind;
    if (kind == PatternKind::Character || kind == PatternKind::Set) {
      add({.op = Op::TakeMany, .is_backward = is_backward, .is_lazy = node.is_lazy,
           .value = out_.sets_.set_of_node[child], .least = node.least, .most = node.most});
      return;
    }
    const auto number = static_cast<std::uint32_t>(out_.loops_.size());
    const auto [first, last] = groups_in(pattern_, child);
    out_.loops_.push_back(
        {node.least, node.most, node.is_lazy, out_.registers_, out_.registers_ + 1, first, last});
    out_.registers_ += 2;
    add({.op = Op::LoopBegin, .value = number});
    out_.loops_[number].head = add({.op = Op::LoopHead, .value = number});
    add({.op = Op::LoopEnter, .value = number});
    emit(child, is_backward);
    add({.op = Op::LoopTail, .value = number});
    out_.loops_[number].exit = here();
  }

  void group(const PatternNode& node, bool is_backward) {
    const std::uint32_t opened = out_.registers_++;
    add({.op = Op::Open, .value = opened});
    emit(node.children[0], is_backward);
    add({.op = Op::Close, .is_backward = is_backward, .value = opened, .other = node.value});
  }

  void look(const PatternNode& node) {
    const std::uint32_t begin = add({.op = Op::Look, .is_negated = node.is_negated});
    emit(node.children[0], node.is_behind);
    add({.op = Op::LookEnd, .is_negated = node.is_negated});
    out_.code_[begin].value = here();
  }

  const Pattern& pattern_;
  Backtracker& out_;
};

// ---- Searching

class BacktrackRun {
 public:
  BacktrackRun(const Backtracker& code, Scratch& scratch, std::int64_t& steps)
      : code_(code),
        symbols_(code.sets_.symbols),
        text_(scratch.symbols),
        points_(scratch.points),
        registers_(scratch.registers),
        stack_(scratch.stack),
        steps_(steps) {}

  struct Place {
    std::uint32_t begin, end;  // in code points; kUnset: nowhere
  };
  // Of a match that was found.
  Place place_of(std::uint32_t group) const {
    if (group == 0) return {start_, place_};
    return {registers_[2 * (group - 1)], registers_[2 * (group - 1) + 1]};
  }

  Match search() {
    const std::size_t last = code_.is_anchored_ ? 0 : text_.size();
    for (std::size_t start = 0; start <= last; ++start) {
      const Match match = match_at(static_cast<std::uint32_t>(start));
      if (match != Match::No) return match;
    }
    return Match::No;
  }

 private:
  using Instruction = Backtracker::Instruction;
  using Op = Instruction::Op;
  using Kind = Entry::Kind;

  Match match_at(std::uint32_t start) {
    registers_.assign(code_.registers_, kUnset);
    stack_.clear();
    at_ = 0;
    place_ = start_ = start;
    while (code_.code_[at_].op != Op::Match) {
      if (--steps_ < 0 || stack_.size() > kMostEntries) return Match::GaveUp;
      if (!take(code_.code_[at_]) && !go_back()) return steps_ < 0 ? Match::GaveUp : Match::No;
    }
    return Match::Yes;
  }

  // One instruction; false when it does not match here.
  bool take(const Instruction& now) {
    switch (now.op) {
      case Op::Take:
        if (!takes(now, 0)) return false;
        place_ = moved(place_, now.is_backward, 1);
        break;
      case Op::TakeMany: return take_many(now);
      case Op::Split:
        push(Kind::Branch, now.other, place_);
        at_ = now.value;
        return true;
      case Op::Jump: at_ = now.value; return true;
      case Op::Open: note(now.value, place_); break;
      case Op::Close: close(now); break;
      case Op::Refer:
        if (!refer(now)) return false;
        break;
      case Op::Start:
        if (place_ != 0) return false;
        break;
      case Op::End:
        if (place_ != text_.size()) return false;
        break;
      case Op::Word:
        if (is_word_boundary() == now.is_negated) return false;
        break;
      case Op::Look: push(Kind::Barrier, at_, place_); break;
      case Op::LookEnd: return end_look(now);
      case Op::LoopBegin: note(code_.loops_[now.value].counter, 0); break;
      case Op::LoopHead: choose(code_.loops_[now.value]); return true;
      case Op::LoopEnter: enter(code_.loops_[now.value]); break;
      case Op::LoopTail: return end_turn(code_.loops_[now.value]);
      case Op::Match: break;
    }
    ++at_;
    return true;
  }

  static std::uint32_t moved(std::uint32_t place, bool is_backward, std::uint32_t count) {
    return is_backward ? place - count : place + count;
  }
  // Whether the symbol that is `ahead` of the place, in the direction of reading, is one of the set.
  bool takes(const Instruction& now, std::uint32_t ahead) const { return takes(now, place_, ahead); }
  bool takes(const Instruction& now, std::uint32_t place, std::uint32_t ahead) const {
    if (now.is_backward ? place <= ahead : text_.size() - place <= ahead) return false;
    const std::size_t index = now.is_backward ? place - ahead - 1 : place + ahead;
    return symbols_.is_in(now.value, text_[index]);
  }

  bool take_many(const Instruction& now) {
    const std::uint32_t wanted = now.is_lazy ? now.least : now.most;
    std::uint32_t count = 0;
    while (count < wanted && takes(now, count)) ++count;
    steps_ -= count;
    if (count < now.least) return false;
    if (count > now.least || (now.is_lazy && now.least < now.most)) {
      stack_.push_back({now.is_lazy ? Kind::Lazy : Kind::Greedy, at_, place_, count});
    }
    place_ = moved(place_, now.is_backward, count);
    ++at_;
    return true;
  }

  void close(const Instruction& now) {
    const std::uint32_t opened = registers_[now.value], begin = 2 * (now.other - 1);
    note(begin, now.is_backward ? place_ : opened);
    note(begin + 1, now.is_backward ? opened : place_);
  }

  // A group without a text matches the empty text.
  bool refer(const Instruction& now) {
    const std::uint32_t begin = registers_[2 * (now.value - 1)], end = registers_[2 * (now.value - 1) + 1];
    if (begin == kUnset || end == kUnset) return true;
    const std::uint32_t length = end - begin;
    if (now.is_backward ? place_ < length : text_.size() - place_ < length) return false;
    const std::uint32_t other = now.is_backward ? place_ - length : place_;
    steps_ -= length;
    if (!std::equal(points_.begin() + begin, points_.begin() + end, points_.begin() + other)) return false;
    place_ = moved(place_, now.is_backward, length);
    return true;
  }

  bool is_word(std::size_t index) const { return symbols_.is_in(code_.sets_.word_set, text_[index]); }
  bool is_word_boundary() const {
    const bool before = place_ > 0 && is_word(place_ - 1);
    return before != (place_ < text_.size() && is_word(place_));
  }

  // ---- Loops: a turn that is not demanded and takes nothing is refused.

  void choose(const Backtracker::Loop& loop) {
    const std::uint32_t turns = registers_[loop.counter], enter = loop.head + 1;
    if (turns < loop.least) {
      at_ = enter;
    } else if (turns >= loop.most) {
      at_ = loop.exit;
    } else {
      push(Kind::Branch, loop.is_lazy ? enter : loop.exit, place_);
      at_ = loop.is_lazy ? loop.exit : enter;
    }
  }
  void enter(const Backtracker::Loop& loop) {
    note(loop.counter, registers_[loop.counter] + 1);
    note(loop.start, place_);
    for (std::uint32_t group = loop.first_group; group <= loop.last_group; ++group) {
      note(2 * (group - 1), kUnset);
      note(2 * (group - 1) + 1, kUnset);
    }
  }
  bool end_turn(const Backtracker::Loop& loop) {
    if (place_ == registers_[loop.start] && registers_[loop.counter] > loop.least) return false;
    at_ = loop.head;
    return true;
  }

  // ---- What is left to try

  void push(Kind kind, std::uint32_t at, std::uint32_t place) { stack_.push_back({kind, at, place, 0}); }
  void note(std::uint32_t number, std::uint32_t value) {
    if (registers_[number] == value) return;
    push(Kind::Undo, number, registers_[number]);
    registers_[number] = value;
  }
  void undo(const Entry& entry) { registers_[entry.at] = entry.place; }

  // The last of what is left to try; false when there is nothing.
  bool go_back() {
    while (!stack_.empty() && --steps_ >= 0) {
      Entry& entry = stack_.back();
      switch (entry.kind) {
        case Kind::Undo: undo(entry); break;
        case Kind::Branch:
          at_ = entry.at;
          place_ = entry.place;
          stack_.pop_back();
          return true;
        case Kind::Greedy:
        case Kind::Lazy:
          if (retake(entry)) return true;
          break;
        case Kind::Barrier:
          if (!code_.code_[entry.at].is_negated) break;
          at_ = code_.code_[entry.at].value;
          place_ = entry.place;
          stack_.pop_back();
          return true;
      }
      stack_.pop_back();
    }
    return false;
  }

  // One less, or one more.
  bool retake(Entry& entry) {
    const Instruction& now = code_.code_[entry.at];
    if (entry.kind == Kind::Lazy) {
      if (entry.count == now.most || !takes(now, entry.place, entry.count)) return false;
      ++entry.count;
    } else {
      if (entry.count == now.least) return false;
      --entry.count;
    }
    at_ = entry.at + 1;
    place_ = moved(entry.place, now.is_backward, entry.count);
    return true;
  }

  // What was tried within a lookaround is not tried again; what its groups hold stays, to be undone later.
  bool end_look(const Instruction& now) {
    std::size_t barrier = stack_.size() - 1;
    while (stack_[barrier].kind != Kind::Barrier) --barrier;
    steps_ -= static_cast<std::int64_t>(stack_.size() - barrier);
    const Entry look = stack_[barrier];
    if (now.is_negated) {
      for (std::size_t i = stack_.size(); --i > barrier;) {
        if (stack_[i].kind == Kind::Undo) undo(stack_[i]);
      }
      stack_.resize(barrier);
      return false;
    }
    const auto first = stack_.begin() + static_cast<std::ptrdiff_t>(barrier);
    stack_.erase(std::remove_if(first, stack_.end(), [](const Entry& each) { return each.kind != Kind::Undo; }),
                 stack_.end());
    at_ = code_.code_[look.at].value;
    place_ = look.place;
    return true;
  }

  const Backtracker& code_;
  const SymbolTable& symbols_;
  const std::vector<Symbol>& text_;
  const std::vector<char32_t>& points_;
  std::vector<std::uint32_t>& registers_;
  std::vector<Entry>& stack_;
  std::int64_t& steps_;
  std::uint32_t at_ = 0, place_ = 0, start_ = 0;
};

namespace {

// The byte at which the code point of that number begins.
std::size_t byte_of(std::string_view text, std::uint32_t point) {
  std::string_view rest = text;
  while (point-- > 0) rest.remove_prefix(base::decode_utf8(rest).length);
  return text.size() - rest.size();
}

}  // namespace

std::unique_ptr<const Backtracker> Backtracker::build(const Pattern& pattern, Reach reach) {
  auto sets = resolve_sets(pattern, reach);
  if (!sets) return nullptr;
  auto made = std::make_unique<Backtracker>();
  made->sets_ = std::move(*sets);
  BacktrackCompiler(pattern, *made).run();
  return made;
}

Match Backtracker::search(std::string_view text, std::int64_t& steps) const {
  if (text.size() >= kUnset) return Match::GaveUp;
  thread_local Scratch scratch;
  scratch.load(sets_.symbols, text);
  const Match match = BacktrackRun(*this, scratch, steps).search();
  scratch.shrink();
  return match;
}

Regex::Found Backtracker::find(std::string_view text, std::uint32_t group, std::int64_t& steps) const {
  if (text.size() >= kUnset) return {Match::GaveUp, {}};
  thread_local Scratch scratch;
  scratch.load(sets_.symbols, text);
  BacktrackRun run(*this, scratch, steps);
  Regex::Found found{run.search(), {}};
  if (found.match == Match::Yes) {
    const auto [begin, end] = run.place_of(group);
    if (begin != kUnset && end != kUnset) {
      const std::size_t first = byte_of(text, begin);
      found.text = text.substr(first, byte_of(text.substr(first), end - begin));
    }
  }
  scratch.shrink();
  return found;
}

}  // namespace concord::pattern
