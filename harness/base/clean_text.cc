#include <concord/base/clean_text.h>

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::base {
namespace {

// Obeyed anywhere in a line. Some agents compare without case.
constexpr std::array<std::string_view, 4> commands_anywhere{"##[", "##vso[", "##teamcity[", "[[attachment|"};
// Obeyed at the start of a line, after blanks.
constexpr std::array<std::string_view, 5> commands_at_start{"::", "---", "+++", "~~~", "^^^"};

bool starts_with(std::string_view text, std::string_view lower_case_prefix) {
  return text.size() >= lower_case_prefix.size() &&
         equals_ignoring_case(text.substr(0, lower_case_prefix.size()), lower_case_prefix);
}

bool starts_line_command(std::string_view text) {
  for (const auto command : commands_at_start) {
    if (text.substr(0, command.size()) == command) return true;
  }
  return false;
}

// Length of what a runner takes away before it looks for a command: white space as Unicode has it, a colour of ours.
std::size_t unseen_length(std::string_view text) {
  if (text[0] == ' ' || text[0] == '\t') return 1;
  if (text.starts_with("\x1b[")) return text.find_first_not_of("0123456789;", 2) + 1;
  if (static_cast<unsigned char>(text[0]) < 0x80) return 0;
  const CodePoint point = decode_utf8(text);
  constexpr std::u32string_view blanks = U"\u00A0\u1680\u202F\u205F\u3000";
  const bool is_blank = blanks.find(point.value) != blanks.npos || (point.value >= 0x2000 && point.value <= 0x200B);
  return is_blank ? point.length : 0;
}

std::string_view command_here(std::string_view text) {
  for (const auto command : commands_anywhere) {
    if (starts_with(text, command)) return command;
  }
  return {};
}

std::size_t character_start(std::string_view text, std::size_t offset) {
  while (offset > 0 && offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80) --offset;
  return offset;
}

std::string cut_note(std::size_t bytes) { return "\n[" + std::to_string(bytes) + " bytes cut]\n"; }

}  // namespace

std::string break_commands(std::string_view text) {
  std::string out;
  std::size_t copied = 0;
  const auto insert_backslash = [&](std::size_t at) {
    out.append(text, copied, at - copied).append(1, '\\');
    copied = at;
  };
  const bool has_marks = std::any_of(text.begin(), text.end(),
                                     [](char c) { return c == '#' || c == '[' || c == '\n' || c == '\r'; });
  bool is_line_start = true;
  for (std::size_t i = 0; i < text.size() && (has_marks || is_line_start); ++i) {
    const char c = text[i];
    if (is_line_start && starts_line_command(text.substr(i))) insert_backslash(i);
    if (c == '#' || c == '[') {
      if (const auto command = command_here(text.substr(i)); !command.empty()) insert_backslash(i + command.size() - 1);
    }
    if (c == '\n' || c == '\r') {
      is_line_start = true;
    } else if (is_line_start) {
      const std::size_t unseen = unseen_length(text.substr(i));
      is_line_start = unseen > 0;
      i += unseen > 0 ? unseen - 1 : 0;
    }
  }
  out.append(text, copied);
  return out;
}

std::string clean_block(std::string_view text) {
  if (text.find('\r') == std::string_view::npos) return break_commands(escape_for_terminal(text));
  return break_commands(escape_for_terminal(replace_all(std::string(text), "\r\n", "\n")));
}

std::string clean_line(std::string_view text) { return break_commands(escape_line(text)); }

namespace {

// Whether there is nothing in it to escape or break.
bool is_clean(std::string_view text) {
  return !text.empty() && is_alphanumeric(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
    return c >= ' ' && c <= '~' && c != '#' && c != '[' && c != '\\';
  });
}

}  // namespace

std::string clean_name(std::string_view text, std::size_t limit) {
  if (text.size() <= limit && is_clean(text)) return std::string(text);
  std::string line = clean_line(text);
  const bool is_ascii =
      std::all_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_ascii) return ellipsize(line, limit);
  std::string out;
  for (std::string_view rest = line; !rest.empty();) {
    const auto point = decode_utf8(rest);
    if (point.value > 0xFFFF) {
      constexpr std::string_view digits = "0123456789ABCDEF";
      out += "\\U";
      for (int shift = 28; shift >= 0; shift -= 4) out += digits[(point.value >> shift) & 0xF];
    } else {
      out.append(rest.substr(0, point.length));
    }
    rest.remove_prefix(point.length);
  }
  return ellipsize(out, limit);
}

std::string cut_middle(std::string text, std::size_t limit) {
  if (text.size() <= limit) return text;
  const std::size_t room = limit - std::min<std::size_t>(limit, cut_note(text.size()).size() + 3);
  const std::size_t head = character_start(text, room * 2 / 3);
  std::size_t tail = text.size() - (room - room * 2 / 3);
  while (tail < text.size() && (static_cast<unsigned char>(text[tail]) & 0xC0) == 0x80) ++tail;
  // The ellipsis keeps a torn line from starting with a command.
  return text.substr(0, head) + cut_note(tail - head) + "\u2026" + text.substr(tail);
}

std::string cut_end(std::string text, std::size_t limit) {
  if (text.size() <= limit) return text;
  const std::size_t room = limit - std::min<std::size_t>(limit, cut_note(text.size()).size());
  const std::size_t head = character_start(text, room);
  return text.substr(0, head) + cut_note(text.size() - head);
}

std::string prefix_lines(std::string_view text, std::string_view prefix) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    out.append(prefix).append(text.substr(0, end)).append("\n");
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

std::string markdown_line(std::string_view text, std::size_t limit) {
  std::string out;
  for (const char c : ellipsize(clean_line(text), limit)) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      if (std::string_view("\\`*_[]|~#>!@").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string markdown_fence(std::string_view text) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) longest = std::max(longest, run = c == '`' ? run + 1 : 0);
  const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
  const std::string end = text.empty() || text.back() == '\n' ? "" : "\n";
  return fence + '\n' + std::string(text) + end + fence + '\n';
}

std::string slug(std::string_view text) {
  std::string out;
  for (const char c : to_lower_ascii(text.substr(0, 128))) {
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_kept || (!out.empty() && out.back() != '_')) out += is_kept ? c : '_';
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out.empty() ? "unnamed" : out;
}

}  // namespace concord::base
