#include "direct.h"

#include <concord/base/text.h>

#include <algorithm>
#include <bitset>

namespace concord::pattern {

using Ascii = std::bitset<128>;

class DirectCompiler {
 public:
  explicit DirectCompiler(const Pattern& pattern) : pattern_(pattern) {}

  std::optional<DirectMatcher> run() {
    if (pattern_.has_back_references || !flatten(pattern_.root)) return std::nullopt;
    take_anchors();
    drop_what_may_be_empty();
    if (make_literal()) return std::move(out_);
    if (!starts_ || !make_steps() || !is_unambiguous()) return std::nullopt;
    out_.shape_ = DirectMatcher::Shape::Steps;
    out_.ends_ = ends_;
    return std::move(out_);
  }

 private:
  static constexpr std::size_t kMostItems = 64;
  static constexpr std::size_t kMostWords = 16;

  // Part of the row: a leaf, an anchor or a choice, so many times.
  struct Item {
    std::uint32_t node;
    std::uint32_t least, most;
  };

  PatternKind kind_of(const Item& item) const { return pattern_[item.node].kind; }

  std::uint32_t unwrap(std::uint32_t index) const {
    while (pattern_[index].kind == PatternKind::Group) index = pattern_[index].children[0];
    return index;
  }

  bool flatten(std::uint32_t index) {
    index = unwrap(index);
    const PatternNode& node = pattern_[index];
    if (node.kind == PatternKind::Sequence) {
      return std::all_of(node.children.begin(), node.children.end(), [&](std::uint32_t each) { return flatten(each); });
    }
    if (node.kind == PatternKind::Repeat) return flatten_repeat(node);
    return add({index, 1, 1});
  }
  bool flatten_repeat(const PatternNode& node) {
    const std::uint32_t child = unwrap(node.children[0]);
    if (is_leaf(child)) return add({child, node.least, node.most});
    if (node.least != node.most || node.most > kMostItems) return false;
    for (std::uint32_t i = 0; i < node.most; ++i) {
      if (!flatten(child)) return false;
    }
    return true;
  }
  bool is_leaf(std::uint32_t index) const {
    return pattern_[index].kind == PatternKind::Character || pattern_[index].kind == PatternKind::Set;
  }
  bool add(Item item) {
    items_.push_back(item);
    return items_.size() <= kMostItems;
  }

  void take_anchors() {
    while (!items_.empty() && kind_of(items_.front()) == PatternKind::Start) {
      items_.erase(items_.begin());
      starts_ = true;
    }
    while (!items_.empty() && kind_of(items_.back()) == PatternKind::End) {
      items_.pop_back();
      ends_ = true;
    }
  }

  // At an end of the row that is not anchored it does not matter.
  void drop_what_may_be_empty() {
    while (!ends_ && !items_.empty() && items_.back().least == 0) items_.pop_back();
    while (!starts_ && !items_.empty() && items_.front().least == 0) items_.erase(items_.begin());
  }

  bool make_literal() {
    std::string text;
    for (const Item& item : items_) {
      const PatternNode& node = pattern_[item.node];
      if (node.kind != PatternKind::Character || item.least != 1 || item.most != 1 || is_surrogate(node)) return false;
      base::append_utf8(text, node.value);
    }
    using Shape = DirectMatcher::Shape;
    out_.shape_ = starts_ ? (ends_ ? Shape::Equals : Shape::Prefix) : ends_ ? Shape::Suffix : Shape::Contains;
    if (text.empty() && out_.shape_ != Shape::Equals) out_.shape_ = Shape::Always;
    out_.literal_ = std::move(text);
    return true;
  }
  static bool is_surrogate(const PatternNode& node) { return node.value >= 0xD800 && node.value <= 0xDFFF; }

  // ---- Steps

  bool make_steps() {
    return std::all_of(items_.begin(), items_.end(), [&](const Item& item) {
      const PatternKind kind = kind_of(item);
      if (kind == PatternKind::Choice) return make_words(item);
      if (kind == PatternKind::Character && item.least == 1 && item.most == 1) return make_character(item);
      return (kind == PatternKind::Character || kind == PatternKind::Set) && make_class(item);
    });
  }

  // Characters in a row are one word.
  bool make_character(const Item& item) {
    const auto word = literal_of(item.node);
    if (!word) return false;
    auto& steps = out_.steps_;
    if (!is_in_word_) {
      steps.push_back({.words = {""}});
      firsts_.emplace_back();
    }
    if (steps.back().words[0].empty()) firsts_.back().set(static_cast<std::size_t>(word->front()));
    steps.back().words[0] += *word;
    out_.shortest_ += word->size();
    is_in_word_ = true;
    return true;
  }

  // The ASCII text that the node is, if it is one and not empty.
  std::optional<std::string> literal_of(std::uint32_t index) const {
    const PatternNode& node = pattern_[unwrap(index)];
    if (node.kind == PatternKind::Character && node.value < 0x80) return std::string(1, static_cast<char>(node.value));
    if (node.kind != PatternKind::Sequence || node.children.empty()) return std::nullopt;
    std::string text;
    for (const std::uint32_t child : node.children) {
      const auto part = literal_of(child);
      if (!part) return std::nullopt;
      text += *part;
    }
    return text;
  }

  bool make_words(const Item& item) {
    is_in_word_ = false;
    DirectMatcher::Step step;
    Ascii first;
    for (const std::uint32_t child : pattern_[item.node].children) {
      auto word = literal_of(child);
      if (!word || step.words.size() == kMostWords) return false;
      first.set(static_cast<std::size_t>(word->front()));
      step.words.push_back(std::move(*word));
    }
    out_.shortest_ += std::min_element(step.words.begin(), step.words.end(), [](const auto& a, const auto& b) {
                        return a.size() < b.size();
                      })->size();
    out_.steps_.push_back(std::move(step));
    firsts_.push_back(first);
    return true;
  }

  bool make_class(const Item& item) {
    is_in_word_ = false;
    const PatternNode& node = pattern_[item.node];
    DirectMatcher::Step step{.least = item.least, .most = item.most};
    const Ascii members = ascii_members(node, step.takes_other_characters);
    if (!has_bit_left(members, step.bit)) return false;
    out_.shortest_ += item.least;
    out_.steps_.push_back(std::move(step));
    firsts_.push_back(members);
    return node.kind == PatternKind::Character || pattern_.sets[node.value].properties.empty();
  }
  Ascii ascii_members(const PatternNode& node, bool& takes_others) const {
    CodePointSet set;
    if (node.kind == PatternKind::Set) {
      set = pattern_.sets[node.value];
    } else {
      set.add(node.value, node.value);
    }
    const auto ranges = set.is_negated ? complement(set.ranges) : set.ranges;
    takes_others = !ranges.empty() && ranges.back().last >= 0x80;
    Ascii members;
    for (char32_t c = 0; c < 0x80; ++c) members[c] = contains(ranges, c);
    return members;
  }
  // Equal classes share a bit.
  bool has_bit_left(const Ascii& members, std::uint32_t& bit) {
    auto found = std::find(classes_.begin(), classes_.end(), members);
    if (found == classes_.end()) found = classes_.insert(found, members);
    if (classes_.size() > 32) return false;
    bit = std::uint32_t{1} << (found - classes_.begin());
    for (std::size_t c = 0; c < 0x80; ++c) out_.masks_[c] |= members[c] ? bit : 0;
    return true;
  }

  // ---- Only one way to go on

  bool is_unambiguous() const {
    for (std::size_t i = 0; i + 1 < out_.steps_.size(); ++i) {
      const DirectMatcher::Step& step = out_.steps_[i];
      if (step.bit == 0 ? !is_prefix_free(step.words) : step.least != step.most && (firsts_[i] & after(i)).any()) {
        return false;
      }
    }
    return true;
  }
  static bool is_prefix_free(const std::vector<std::string>& words) {
    return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
      return std::count_if(words.begin(), words.end(), [&](const auto& each) { return each.starts_with(word); }) == 1;
    });
  }
  // What can follow step i.
  Ascii after(std::size_t i) const {
    Ascii first;
    for (++i; i < out_.steps_.size(); ++i) {
      first |= firsts_[i];
      if (out_.steps_[i].least > 0) break;
    }
    return first;
  }

  const Pattern& pattern_;
  DirectMatcher out_;
  std::vector<Item> items_;
  std::vector<Ascii> firsts_, classes_;  // of each step; of each bit
  bool starts_ = false, ends_ = false, is_in_word_ = false;
};

std::optional<DirectMatcher> DirectMatcher::compile(const Pattern& pattern) { return DirectCompiler(pattern).run(); }

DirectMatcher::Verdict DirectMatcher::search(std::string_view text) const {
  const auto verdict = [](bool is_match) { return is_match ? Verdict::Yes : Verdict::No; };
  switch (shape_) {
    case Shape::Always: return Verdict::Yes;
    case Shape::Equals: return verdict(text == literal_);
    case Shape::Prefix: return verdict(text.starts_with(literal_));
    case Shape::Suffix: return verdict(text.ends_with(literal_));
    case Shape::Contains: return verdict(text.find(literal_) != std::string_view::npos);
    case Shape::Steps: break;
  }
  return text.size() < shortest_ ? Verdict::No : search_steps(text);
}

DirectMatcher::Verdict DirectMatcher::search_steps(std::string_view text) const {
  for (const Step& step : steps_) {
    if (step.bit == 0) {
      if (!take_word(step, &step == &steps_.back(), text)) return Verdict::No;
    } else if (const Verdict taken = take_class(step, text); taken != Verdict::Yes) {
      return taken;
    }
  }
  return !ends_ || text.empty() ? Verdict::Yes : Verdict::No;
}

DirectMatcher::Verdict DirectMatcher::take_class(const Step& step, std::string_view& text) const {
  const char* at = text.data();
  const char* const end = at + std::min<std::size_t>(text.size(), step.most);
  while (at != end && (masks_[static_cast<unsigned char>(*at)] & step.bit) != 0) ++at;
  if (at != end && step.takes_other_characters && static_cast<unsigned char>(*at) >= 0x80) return Verdict::Undecided;
  const auto count = static_cast<std::size_t>(at - text.data());
  text.remove_prefix(count);
  return count < step.least ? Verdict::No : Verdict::Yes;
}

bool DirectMatcher::take_word(const Step& step, bool is_last, std::string_view& text) const {
  const auto fits = [&](const std::string& word) {
    return is_last && ends_ ? text == word : text.starts_with(word);
  };
  const auto found = std::find_if(step.words.begin(), step.words.end(), fits);
  if (found == step.words.end()) return false;
  text.remove_prefix(found->size());
  return true;
}

}  // namespace concord::pattern
