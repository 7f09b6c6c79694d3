// Text from outside, made safe to print: what a terminal would obey is dropped or spelled out.
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::base {
namespace {

constexpr char escape_byte = '\x1B';
// No real sequence is longer. The bound keeps a text full of unfinished ones from being read again and again, and
// keeps a stray introducer from swallowing what follows.
constexpr std::size_t max_sequence = 1024;

bool is_between(char c, char low, char high) { return c >= low && c <= high; }

// CSI: parameters, intermediates, one final byte (ECMA-48, section 5.4).
std::size_t control_sequence_length(std::string_view text) {
  std::size_t at = 2;
  while (at < text.size() && is_between(text[at], 0x30, 0x3F)) ++at;
  while (at < text.size() && is_between(text[at], 0x20, 0x2F)) ++at;
  return at < text.size() && is_between(text[at], 0x40, 0x7E) ? at + 1 : 0;
}

// OSC, DCS and their kin: a string up to BEL or ESC '\', which may not leave its line.
std::size_t control_string_length(std::string_view text) {
  for (std::size_t at = 2; at < text.size() && text[at] != '\n'; ++at) {
    if (text[at] == '\a') return at + 1;
    if (text[at] == escape_byte) return text.substr(at + 1, 1) == "\\" ? at + 2 : 0;
  }
  return 0;
}

// Length of the ANSI sequence that `text` begins with, 0 when there is no whole one.
std::size_t ansi_sequence_length(std::string_view text) {
  text = text.substr(0, max_sequence);
  if (text.size() < 2 || text[0] != escape_byte) return 0;
  if (text[1] == '[') return control_sequence_length(text);
  if (std::string_view("]PX^_").find(text[1]) != std::string_view::npos) return control_string_length(text);
  std::size_t at = 1;
  while (at < text.size() && is_between(text[at], 0x20, 0x2F)) ++at;
  return at < text.size() && is_between(text[at], 0x30, 0x7E) ? at + 1 : 0;
}

bool is_printable(char32_t c) {
  struct Range {
    char32_t first, last;
  };
  static constexpr Range dangerous[] = {
      {0x00, 0x08},     {0x0B, 0x1F},     {0x7F, 0x9F},     {0x061C, 0x061C}, {0x200E, 0x200F},
      {0x2028, 0x202E}, {0x2066, 0x2069}, {0xFEFF, 0xFEFF}, {0xFFFE, 0xFFFF},
  };
  return std::none_of(std::begin(dangerous), std::end(dangerous),
                      [c](Range range) { return c >= range.first && c <= range.last; });
}

std::string spell_out(char32_t c) {
  const auto value = static_cast<std::uint32_t>(c);
  return value <= 0xFF ? fmt::format("\\x{:02X}", value) : fmt::format("\\u{:04X}", value);
}

void append_escaped(std::string& to, std::string_view sequence) {
  const CodePoint code_point = decode_utf8(sequence);
  if (utf8_sequence_length(sequence) == 0) {
    to += spell_out(static_cast<unsigned char>(sequence[0]));
  } else if (is_printable(code_point.value)) {
    to += sequence.substr(0, code_point.length);
  } else {
    to += spell_out(code_point.value);
  }
}

// How many bytes of a text come before the first that is not printed as it is, wherever it stands.
std::size_t count_plain(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && is_between(text[count], 0x20, 0x7E)) ++count;
  return count;
}

std::string escape(std::string_view text, bool on_one_line) {
  std::string result;
  result.reserve(text.size());
  for (;;) {
    const std::size_t plain = count_plain(text);  // mostly all of it
    result.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (const std::size_t skipped = ansi_sequence_length(text)) {
      text.remove_prefix(skipped);
      continue;
    }
    if (on_one_line && text[0] == '\n') {
      result += "\\n";
    } else if (on_one_line && text[0] == '\r') {
      result += "\\r";
    } else if (on_one_line && text[0] == '\t') {
      result += "\\t";
    } else {
      append_escaped(result, text);
    }
    text.remove_prefix(decode_utf8(text).length);
  }
  return result;
}

}  // namespace

std::string escape_for_terminal(std::string_view text) { return escape(text, false); }

std::string escape_line(std::string_view text) { return escape(text, true); }

std::string ellipsize(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  std::size_t kept = 0;  // bytes that stay when something is cut
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size(); ++count) {
    if (count == limit) return limit == 0 ? std::string() : std::string(text.substr(0, kept)) + "\u2026";
    kept = at;
    at += decode_utf8(text.substr(at)).length;
  }
  return std::string(text);
}

}  // namespace concord::base
