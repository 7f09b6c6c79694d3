#include "simpler_requests.h"

#include "request_change.h"

#include <algorithm>

namespace concord::explore {

namespace {

constexpr std::size_t most_left_out = 8;  // of a list that are left out one by one
constexpr std::size_t most_places = 400;  // that are looked at
constexpr std::size_t few_parts = 8;      // more of them are taken back by groups first

class Simpler {
 public:
  Simpler(const Drawn& drawn, const Drawing& drawing)
      : request_(drawn.request), drawing_(drawing), keeps_texts_(drawn.keeps_texts) {}

  std::vector<Edits> all() {
    std::vector<DrawnPart> parts = drawing_.drawn_parts();
    std::erase_if(parts, [this](const DrawnPart& one) { return !document::resolve(request_, one.at); });
    take_back_groups(parts);
    for (const DrawnPart& part : parts) {
      as_accepted(part.at);
      if (!part.is_required) add(part.at, std::nullopt);
      places_.push_back(part.at);
    }
    for (std::size_t i = 0; i < places_.size() && i < most_places; ++i) {
      const Pointer at = places_[i];  // they become more meanwhile
      visit(at);
    }
    return std::move(found_);
  }

 private:
  bool changes(const Edit& edit) const {
    const Node* there = document::resolve(request_, edit.at);
    return edit.value ? !there || !document::equal(*there, *edit.value) : there != nullptr;
  }

  void add(const Pointer& at, std::optional<Node> value) {
    if (Edit edit{at, std::move(value)}; changes(edit)) found_.push_back({std::move(edit)});
  }

  // As the accepted request has it, which may be not at all.
  std::optional<Edit> taken_back(const DrawnPart& part) const {
    const Node* before = document::resolve(drawing_.accepted(), part.at);
    if (!before && part.is_required) return std::nullopt;
    Edit edit{part.at, before ? std::optional(*before) : std::nullopt};
    return changes(edit) ? std::optional(std::move(edit)) : std::nullopt;
  }

  // Of many, most have no part in a fault: all, then each half, then each quarter, and so on.
  void take_back_groups(const std::vector<DrawnPart>& parts) {
    Edits edits;
    for (const DrawnPart& part : parts) {
      if (auto edit = taken_back(part)) edits.push_back(std::move(*edit));
    }
    for (std::size_t size = edits.size(); size > few_parts; size = (size + 1) / 2) {
      for (std::size_t begin = 0; begin < edits.size(); begin += size) {
        const auto first = edits.begin() + static_cast<std::ptrdiff_t>(begin);
        found_.emplace_back(first, first + static_cast<std::ptrdiff_t>(std::min(size, edits.size() - begin)));
      }
    }
  }

  void as_accepted(const Pointer& at) {
    const Node* before = document::resolve(drawing_.accepted(), at);
    if (before) add(at, *before);
  }

  // Those of its parts are looked at behind all that are not deeper than it.
  void visit(const Pointer& at) {
    const Node& value = *document::resolve(request_, at);
    for (const document::Member& member : value.members()) {
      const Pointer place = at / member.key;
      if (drawing_.is_decided(place)) continue;
      add(place, std::nullopt);
      as_accepted(place);
      places_.push_back(place);
    }
    if (value.is_array()) visit_list(at, value.items());
    else if (value.is_string() && !keeps_texts_) shorten(at, value.as_string());
    else if (value.is_number()) lessen(at, value);
  }

  void visit_list(const Pointer& at, const Node::Array& items) {
    const auto part = [&](std::size_t begin, std::size_t end) {
      add(at, Node(Node::Array(items.begin() + static_cast<std::ptrdiff_t>(begin),
                               items.begin() + static_cast<std::ptrdiff_t>(end))));
    };
    if (!items.empty()) part(0, 0);
    if (items.size() > 2) part(0, items.size() / 2), part(items.size() / 2, items.size());
    for (std::size_t i = 0; i < std::min(items.size(), most_left_out); ++i) {
      if (items.size() > 1) add(at / i, std::nullopt);
      places_.push_back(at / i);
    }
  }

  void shorten(const Pointer& at, const std::string& text) {
    if (text.empty()) return;
    add(at, Node(""));
    add(at, Node("a"));
    const auto prefix = [&](std::size_t size) {
      while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
      if (size > 1) add(at, Node(text.substr(0, size)));
    };
    if (text.size() > 3) prefix(text.size() / 2), prefix(text.size() * 3 / 4);
    if (text.size() > 2) prefix(text.size() - 1);
    if (const std::string same(text.size(), 'a'); same != text && text.size() > 1) add(at, Node(same));
  }

  void lessen(const Pointer& at, const Node& number) {
    const double value = number.to_double();
    if (value == 0) return;
    add(at, Node(0));
    add(at, Node(1));
    const auto whole = number.to_int64();
    if (!whole && value > -1e15 && value < 1e15) add(at, Node(static_cast<std::int64_t>(value)));
    if (!whole) return;
    for (std::int64_t less = *whole / 2; less != 0; less /= 2) add(at, Node(*whole - less));
  }

  const Node& request_;
  const Drawing& drawing_;
  bool keeps_texts_;
  std::vector<Pointer> places_;
  std::vector<Edits> found_;
};

}  // namespace

std::vector<Edits> simpler_requests(const Drawn& drawn, const Drawing& drawing) {
  return Simpler(drawn, drawing).all();
}

}  // namespace concord::explore
