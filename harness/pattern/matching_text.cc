// A node of the tree is written for a range of lengths: a sequence shares it out from left to right, so that what is
// still to come can have its own least and most; a repetition is a sequence of as many as fit.
#include <concord/pattern/matching_text.h>

#include "properties.h"
#include "tree.h"

#include <concord/base/patience.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <map>

namespace concord::pattern {

namespace {

using Ranges = std::vector<CodePointRange>;

constexpr std::size_t kUnboundedLength = MatchingText::unbounded;
constexpr std::size_t kMostText = 100'000;  // code points of one text
constexpr std::uint32_t kPlainRepeats = 3;  // of what may be there any number of times
// Of one text: nodes that are written. Repetitions of repetitions, ((a*)*)*, multiply: past the first bound each is
// written as often as it must be, past the second nothing more is, and the text is none of the pattern.
constexpr std::size_t kManySteps = 20'000, kMostTextSteps = 400'000;

std::size_t sum(std::size_t a, std::size_t b) { return a > kUnboundedLength - b ? kUnboundedLength : a + b; }

std::size_t product(std::size_t a, std::size_t b) {
  if (a == 0 || b == 0) return 0;
  return a > kUnboundedLength / b ? kUnboundedLength : a * b;
}

std::size_t less(std::size_t a, std::size_t b) {
  if (a == kUnboundedLength) return a;
  return a > b ? a - b : 0;
}

Ranges ranges_of(const CodePointSet& set, Reach reach) {
  CodePointSet all = set;
  for (const PropertyUse& property : set.properties) {
    const Ranges* ranges = property_ranges(property.pcre, reach);
    if (!ranges) continue;
    const Ranges& used = property.is_negated ? complement(*ranges) : *ranges;
    all.ranges.insert(all.ranges.end(), used.begin(), used.end());
  }
  all.normalize();
  Ranges found = set.is_negated ? complement(all.ranges) : all.ranges;
  if (reach == Reach::Ascii) {  // properties are only known for ASCII
    std::erase_if(found, [](const CodePointRange& one) { return one.first > 0x7E; });
    if (!found.empty()) found.back().last = std::min<char32_t>(found.back().last, 0x7E);
  }
  return found;
}

// What people would write first.
constexpr auto kPreferred = std::to_array<CodePointRange>({{'a', 'z'}, {'0', '9'}, {'A', 'Z'}, {'!', '~'}, {' ', ' '}});

struct SetPlan {
  Ranges ascii;
  Ranges all;  // only where no ASCII character will do
  bool is_empty() const { return ascii.empty() && all.empty(); }
};

std::uint64_t count(const Ranges& ranges) {
  std::uint64_t total = 0;
  for (const CodePointRange& one : ranges) total += one.last - one.first + 1;
  return total;
}

char32_t nth(const Ranges& ranges, std::uint64_t index) {
  for (const CodePointRange& one : ranges) {
    const std::uint64_t size = one.last - one.first + 1;
    if (index < size) return static_cast<char32_t>(one.first + index);
    index -= size;
  }
  return ranges.back().last;
}

Ranges within(const Ranges& ranges, CodePointRange bound) {
  Ranges found;
  for (const CodePointRange& one : ranges) {
    const CodePointRange both{std::max(one.first, bound.first), std::min(one.last, bound.last)};
    if (both.first <= both.last) found.push_back(both);
  }
  return found;
}

}  // namespace

struct MatchingText::Plan {
  Pattern pattern;
  std::vector<LengthRange> lengths;             // by node
  std::vector<SetPlan> sets;                    // by set
  std::vector<const SetPlan*> wanted;           // that a lookahead asks for
  LengthRange looked_for{0, kUnboundedLength};  // by lookaheads that go to the end
  bool is_open_before = true, is_open_after = true;

  explicit Plan(Pattern made);
  LengthRange measure(std::uint32_t index) const;
  void note_look(const PatternNode& look);
  bool begins(std::uint32_t index, PatternKind kind, bool from_the_end) const;
};

namespace {

LengthRange both(LengthRange a, LengthRange b) { return {sum(a.least, b.least), sum(a.most, b.most)}; }

}  // namespace

LengthRange MatchingText::Plan::measure(std::uint32_t index) const {
  const PatternNode& node = pattern[index];
  switch (node.kind) {
    case PatternKind::Character:
    case PatternKind::Set: return {1, 1};
    case PatternKind::Group: return lengths[node.children[0]];
    case PatternKind::BackReference: return {0, kUnboundedLength};
    case PatternKind::Sequence: {
      LengthRange all{0, 0};
      for (const std::uint32_t child : node.children) all = both(all, lengths[child]);
      return all;
    }
    case PatternKind::Choice: {
      LengthRange all{kUnboundedLength, 0};
      for (const std::uint32_t child : node.children) {
        all = {std::min(all.least, lengths[child].least), std::max(all.most, lengths[child].most)};
      }
      return all;
    }
    case PatternKind::Repeat: {
      const LengthRange one = lengths[node.children[0]];
      const std::size_t most = node.most == kUnbounded ? kUnboundedLength : node.most;
      return {product(one.least, node.least), product(one.most, most)};
    }
    default: return {0, 0};
  }
}

// Whether the node can only match at that end of the text, as far as its first or last part tells.
bool MatchingText::Plan::begins(std::uint32_t index, PatternKind kind, bool from_the_end) const {
  const PatternNode& node = pattern[index];
  if (node.kind == kind) return true;
  const auto child_does = [&](std::uint32_t child) { return begins(child, kind, from_the_end); };
  switch (node.kind) {
    case PatternKind::Group: return child_does(node.children[0]);
    case PatternKind::Choice: return std::all_of(node.children.begin(), node.children.end(), child_does);
    case PatternKind::Sequence: {
      std::vector<std::uint32_t> children = node.children;
      if (from_the_end) std::reverse(children.begin(), children.end());
      for (const std::uint32_t child : children) {
        if (child_does(child)) return true;
        if (lengths[child].most > 0) return false;
      }
      return false;
    }
    default: return false;
  }
}

// Of (?=.*[a-z]) a lower case letter is wanted somewhere; of (?=.{5,9}$) a length.
void MatchingText::Plan::note_look(const PatternNode& look) {
  if (look.is_negated || look.is_behind) return;
  if (begins(look.children[0], PatternKind::End, true)) {
    const LengthRange asked = lengths[look.children[0]];
    looked_for = {std::max(looked_for.least, asked.least), std::min(looked_for.most, asked.most)};
  }
  std::vector<std::uint32_t> open{look.children[0]};
  while (!open.empty()) {
    const PatternNode& node = pattern[open.back()];
    open.pop_back();
    open.insert(open.end(), node.children.begin(), node.children.end());
    if (node.kind != PatternKind::Set) continue;
    const SetPlan& set = sets[node.value];
    if (!set.ascii.empty() && count(set.ascii) < 60) wanted.push_back(&set);
  }
}

MatchingText::Plan::Plan(Pattern made) : pattern(std::move(made)) {
  for (const CodePointSet& set : pattern.sets) {
    SetPlan& plan = sets.emplace_back();
    plan.ascii = within(ranges_of(set, Reach::Ascii), {' ', '~'});
    if (plan.ascii.empty()) plan.all = ranges_of(set, Reach::All);
  }
  // Children may stand before or behind their parents.
  lengths.resize(pattern.nodes.size());
  std::vector<bool> is_done(pattern.nodes.size());
  std::vector<std::uint32_t> open{pattern.root};
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    const std::size_t before = open.size();
    for (const std::uint32_t child : pattern[at].children) {
      if (!is_done[child]) open.push_back(child);
    }
    if (open.size() != before) continue;
    open.pop_back();
    if (is_done[at]) continue;
    lengths[at] = measure(at);
    is_done[at] = true;
  }
  is_open_before = !begins(pattern.root, PatternKind::Start, false);
  is_open_after = !begins(pattern.root, PatternKind::End, true);
  for (const PatternNode& node : pattern.nodes) {
    if (node.kind == PatternKind::Look) note_look(node);
  }
}

namespace {

class TextWriter {
 public:
  TextWriter(const Pattern& pattern, const std::vector<LengthRange>& lengths, const std::vector<SetPlan>& sets,
             const std::vector<const SetPlan*>& wanted, base::Random* random)
      : pattern_(pattern), lengths_(lengths), sets_(sets), wanted_(wanted), random_(random) {}

  // Returns how many code points were written.
  std::size_t write(std::uint32_t index, LengthRange length) {
    const PatternNode& node = pattern_[index];
    ++steps_;
    if (is_over()) return 0;
    switch (node.kind) {
      case PatternKind::Character: return put(node.value);
      case PatternKind::Set: return put_one_of(sets_[node.value]);
      case PatternKind::Group: return write_group(node, length);
      case PatternKind::BackReference: return put_again(node.value);
      case PatternKind::Sequence: return write_all(node.children, length);
      case PatternKind::Choice: return write(choose(node, length), length);
      case PatternKind::Repeat: return write_repeat(node, length);
      default: return 0;
    }
  }

  void put_filler() { put(U'x'); }
  std::size_t steps() const { return steps_; }
  std::string text;

 private:
  bool is_over() const { return written_ > kMostText || steps_ > kMostTextSteps; }

  std::uint64_t below(std::uint64_t bound) { return random_ ? random_->below(bound) : 0; }

  std::size_t put(char32_t point) {
    base::append_utf8(text, point);
    ++written_;
    return 1;
  }

  std::size_t put_one_of(const SetPlan& set) {
    if (set.is_empty()) return 0;
    if (set.ascii.empty()) return put(nth(set.all, below(std::min<std::uint64_t>(count(set.all), 200))));
    return put(random_ ? any_of(set.ascii) : plain_of(set.ascii));
  }

  // Letters in their order, digits from 1 on.
  char32_t plain_of(const Ranges& ranges) {
    for (const CodePointRange& preferred : kPreferred) {
      const Ranges found = within(ranges, preferred);
      if (found.empty()) continue;
      if (preferred.first == '0') return nth(found, ++digits_ % count(found));
      return nth(found, preferred.first == '!' ? 0 : letters_++ % count(found));
    }
    return ranges.front().first;
  }

  // What a lookahead wants comes often.
  char32_t any_of(const Ranges& ranges) {
    if (!wanted_.empty() && below(2) == 0) {
      const Ranges& asked = wanted_[below(wanted_.size())]->ascii;
      const char32_t point = nth(asked, below(count(asked)));
      if (contains(ranges, point)) return point;
    }
    const CodePointRange& preferred = kPreferred[below(kPreferred.size())];
    const Ranges found = within(ranges, preferred);
    const Ranges& from = found.empty() ? ranges : found;
    return nth(from, below(count(from)));
  }

  std::size_t write_group(const PatternNode& node, LengthRange length) {
    const std::size_t begin = text.size();
    const std::size_t count_written = write(node.children[0], length);
    groups_[node.value] = {text.substr(begin), count_written};
    return count_written;
  }

  std::size_t put_again(std::uint32_t group) {
    const auto found = groups_.find(group);
    if (found == groups_.end()) return 0;
    text += found->second.first;
    written_ += found->second.second;
    return found->second.second;
  }

  std::size_t write_all(const std::vector<std::uint32_t>& children, LengthRange length) {
    std::vector<LengthRange> after(children.size() + 1, LengthRange{0, 0});
    for (std::size_t i = children.size(); i-- > 0;) after[i] = both(after[i + 1], lengths_[children[i]]);
    std::size_t total = 0;
    for (std::size_t i = 0; i < children.size(); ++i) {
      const LengthRange rest = after[i + 1];
      total +=
          write(children[i], {less(less(length.least, total), rest.most), less(less(length.most, total), rest.least)});
    }
    return total;
  }

  std::uint32_t choose(const PatternNode& node, LengthRange length) {
    std::vector<std::uint32_t> fitting;
    for (const std::uint32_t child : node.children) {
      if (lengths_[child].least <= length.most && lengths_[child].most >= length.least) fitting.push_back(child);
    }
    const std::vector<std::uint32_t>& from = fitting.empty() ? node.children : fitting;
    return from[below(from.size())];
  }

  std::size_t write_repeat(const PatternNode& node, LengthRange length) {
    const LengthRange one = lengths_[node.children[0]];
    const std::size_t most_times = node.most == kUnbounded ? kMostText : node.most;
    std::size_t least = node.least, most = most_times;
    if (one.most > 0) least = std::max(least, (length.least / one.most) + (length.least % one.most != 0));
    if (one.least > 0) most = std::min(most, length.most / one.least);
    least = std::min(least, most_times);
    most = std::max(most, least);
    if (steps_ > kManySteps) most = least;
    const std::size_t times = random_ ? least + below(std::min<std::size_t>(most - least, 12) + 1)
                                      : std::clamp<std::size_t>(kPlainRepeats, least, most);
    std::size_t total = 0;
    for (std::size_t i = 0; i < times && !is_over(); ++i) {
      const std::size_t after = times - i - 1;
      const LengthRange own{less(less(length.least, total), product(one.most, after)),
                            less(less(length.most, total), product(one.least, after))};
      total += write(node.children[0], own);
    }
    return total;
  }

  const Pattern& pattern_;
  const std::vector<LengthRange>& lengths_;
  const std::vector<SetPlan>& sets_;
  const std::vector<const SetPlan*>& wanted_;
  base::Random* random_;
  std::map<std::uint32_t, std::pair<std::string, std::size_t>> groups_;
  std::size_t written_ = 0, steps_ = 0;
  std::uint64_t letters_ = 0, digits_ = 0;
};

}  // namespace

std::optional<MatchingText> MatchingText::of(std::string_view pattern) {
  ParsedPattern parsed = parse_pattern(pattern);
  if (!parsed.problem.message.empty()) return std::nullopt;
  return MatchingText(std::make_shared<const Plan>(std::move(parsed.pattern)));
}

LengthRange MatchingText::lengths() const {
  const LengthRange own = plan_->lengths[plan_->pattern.root];
  const bool is_open = plan_->is_open_before || plan_->is_open_after;
  return {std::max(own.least, plan_->looked_for.least),
          is_open ? unbounded : std::min(own.most, plan_->looked_for.most)};
}

std::string MatchingText::write(base::Random* random, LengthRange length) const {
  length = {std::max(length.least, plan_->looked_for.least), std::min(length.most, plan_->looked_for.most)};
  TextWriter writer(plan_->pattern, plan_->lengths, plan_->sets, plan_->wanted, random);
  std::size_t count_written = writer.write(plan_->pattern.root, length);
  base::Patience::spend(writer.steps());
  for (; count_written < length.least && plan_->is_open_after && count_written < kMostText; ++count_written) {
    writer.put_filler();
  }
  if (count_written < length.least && plan_->is_open_before && length.least < kMostText) {
    return std::string(length.least - count_written, 'x') + writer.text;
  }
  return std::move(writer.text);
}

std::string MatchingText::plain(LengthRange length) const { return write(nullptr, length); }

std::string MatchingText::any(base::Random& random, LengthRange length) const { return write(&random, length); }

}  // namespace concord::pattern
