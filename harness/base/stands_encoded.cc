#include <concord/base/stands_encoded.h>

#include "redactor_forms.h"
#include "redactor_views.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace concord::base {
namespace {

using redaction::Escape;
using redaction::View;

constexpr std::size_t most_views = 32, most_layers = 6;
constexpr std::size_t shortest_line = 60;  // of base64 that is broken into lines

constexpr std::uint8_t base64_bit = 1, hex_bit = 2;

constexpr std::array<std::uint8_t, 256> make_kinds() {
  std::array<std::uint8_t, 256> kinds{};
  const auto add = [&kinds](std::string_view characters, std::uint8_t bits) {
    for (const char c : characters) kinds[static_cast<unsigned char>(c)] |= bits;
  };
  add("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=", base64_bit);
  add("\r\n", base64_bit);
  add("0123456789abcdefABCDEF:- \r\n\t", hex_bit);  // "6f:70", "6f 70", lines of them
  return kinds;
}

// Only every `length`-th character is looked at where there is none.
bool has_run(std::string_view text, std::uint8_t kind, std::size_t length) {
  static constexpr std::array<std::uint8_t, 256> kinds = make_kinds();
  const auto is_one = [&](std::size_t at) {
    if ((kinds[static_cast<unsigned char>(text[at])] & kind) != 0) return true;
    return (text[at] == ' ' || text[at] == '\t') && at > 0 && text[at - 1] == '\n';  // of a line that is folded
  };
  std::size_t from = 0;
  while (text.size() - from >= length) {
    std::size_t begin = from + length;
    while (begin > from && is_one(begin - 1)) --begin;
    if (begin == from) return true;
    from = begin;  // behind what is none
  }
  return false;
}

template <class Values>
bool has_any(std::string_view text, const Values& values) {
  return std::any_of(values.begin(), values.end(),
                     [text](const auto& value) { return text.find(value) != text.npos; });
}

// Until the next call on this thread.
std::string_view squeezed(std::string_view text) {
  thread_local std::string room;
  const std::size_t size = redaction::squeeze_into(room, text).written;
  return {room.data(), size};
}

bool is_beyond_ascii(std::string_view value) {
  return std::any_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

}  // namespace

EncodedSearch::EncodedSearch(std::vector<std::string_view> values) : values_(std::move(values)) {
  for (const std::string_view value : values_) {
    shortest_ = std::min(shortest_, value.size());
    is_beyond_ascii_ = is_beyond_ascii_ || is_beyond_ascii(value);
    if (std::string squeezed = redaction::squeeze(value); squeezed.size() >= redaction::shortest_squeezed)
      squeezed_.push_back(std::move(squeezed));
  }
  const std::size_t least = std::min(shortest_, shortest_line);
  base64_ = std::min(least * 4 / 3, shortest_line);
  hex_ = 2 * least;
}

// A text with all escapes undone, in whatever order.
class EncodedSearch::Layers {
 public:
  explicit Layers(const EncodedSearch& wanted) : wanted_(wanted) {}

  bool may_hold(const View& view, std::size_t layer) {
    const std::string_view bytes = view.bytes();
    if (has_run(bytes, base64_bit, wanted_.base64_) || has_run(bytes, hex_bit, wanted_.hex_)) return true;
    if (has_any(squeezed(bytes), wanted_.squeezed_)) return true;
    return std::any_of(std::begin(redaction::escapes), std::end(redaction::escapes),
                       [&](Escape escape) { return may_hold_under(escape, view, layer); });
  }

 private:
  bool may_hold_under(Escape escape, const View& view, std::size_t layer) {
    const auto undone = redaction::undo(view, escape);
    if (!undone) return false;
    const bool is_too_deep = layer == most_layers || ++views_ == most_views;
    return is_too_deep || has_any(undone->bytes(), wanted_.values_) || may_hold(*undone, layer + 1);
  }

  const EncodedSearch& wanted_;
  std::size_t views_ = 0;
};

bool EncodedSearch::may_find(std::string_view text) const {
  if (is_beyond_ascii_) return !text.empty();
  if (text.size() < shortest_) return false;
  const bool is_wide = text.find('\0') != text.npos;  // UTF-16
  return is_wide || Layers(*this).may_hold(View(text), 1);
}

}  // namespace concord::base
