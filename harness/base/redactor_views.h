// A text with escapes undone, one layer of one kind at a time: what a writer escaped is found in the text that the
// reverse way leads to, whichever characters the writer chose to escape.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::base::redaction {

enum class Escape : std::uint8_t {
  Percent,    // %2F (RFC 3986)
  Backslash,  // \" \/ \n \u002F \x2F (JSON and its kin)
  Entity,     // &amp; &#47; &#x2F; (HTML, XML)
  Pointer,    // ~0 ~1 (JSON Pointer, RFC 6901)
};
constexpr Escape escapes[] = {Escape::Percent, Escape::Backslash, Escape::Entity, Escape::Pointer};
// The character that each begins with.
char mark_of(Escape escape);

// Bytes, and where in the text each comes from.
class View {
 public:
  explicit View(std::string_view text) : text_(text) {}
  View(std::string own, std::vector<std::uint32_t> begins) : own_(std::move(own)), begins_(std::move(begins)) {}
  std::string_view bytes() const { return begins_.empty() ? text_ : std::string_view(own_); }
  // In the text; the end is behind the whole escape that the byte at `i` stood in.
  std::uint32_t begin_of(std::size_t i) const { return begins_.empty() ? static_cast<std::uint32_t>(i) : begins_[i]; }
  std::uint32_t end_of(std::size_t i) const;

 private:
  std::string_view text_;
  std::string own_;
  std::vector<std::uint32_t> begins_;  // one more than bytes: the last is the end of the text
};

// `view` with one layer undone, nothing when there is no such escape in it.
std::optional<View> undo(const View& view, Escape escape);

}  // namespace concord::base::redaction
