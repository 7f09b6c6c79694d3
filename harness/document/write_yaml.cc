#include "json_string.h"
#include "yaml_scalar.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::document {
namespace {

using base::is_digit;
using base::is_letter;

// YAML allows more in keys without '?', but not every reader does.
constexpr std::size_t max_simple_key = 120;

// Words that YAML 1.1 reads as a boolean or null, whatever their case.
bool is_reserved(std::string_view text) {
  constexpr std::string_view words[] = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"};
  return text.size() <= 5 &&
         std::find(std::begin(words), std::end(words), base::to_lower_ascii(text)) != std::end(words);
}

// A text that begins like this could be a number, a date, a duration, an indicator or a merge key to some reader.
bool is_plain_start(char c) {
  return is_letter(c) || c == '_' || c == '/' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_plain_character(char c) {
  return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view(" _-./$+*;()@=?!~^<>&|%'\"\\").find(c) != std::string_view::npos;
}

// Line and paragraph separators, the byte order mark and C1 controls are shown as escapes.
bool has_special_code_point(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto [value, length] = base::decode_utf8(text.substr(at));
    const bool is_invalid = value == 0xFFFD && length == 1;
    const bool is_control = (value < 0x20 && value != '\n') || (value >= 0x7F && value < 0xA0);
    const bool is_separator = value == 0x2028 || value == 0x2029 || value == 0xFEFF || (value & 0xFFFE) == 0xFFFE;
    if (is_invalid || is_control || is_separator) return true;
    at += length;
  }
  return false;
}

// ':' and '#' only where no reader takes them for an indicator.
bool has_indicator(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ':' && (i + 1 == text.size() || text[i + 1] == ' ')) return true;
    if (text[i] == '#' && text[i - 1] == ' ') return true;
    if (text[i] != ':' && text[i] != '#' && text[i] != ',' && !is_plain_character(text[i])) return true;
  }
  return false;
}

bool may_be_plain(std::string_view text) {
  return !text.empty() && is_plain_start(text[0]) && text.back() != ' ' && !is_reserved(text) && !has_indicator(text) &&
         !has_special_code_point(text);
}

// A literal block keeps its text if no line could be taken for indentation.
bool may_be_literal(std::string_view text) {
  if (text.find('\n') == std::string_view::npos || text[0] == ' ' || text[0] == '\n') return false;
  for (const std::string_view line : base::split(text, '\n')) {
    if (!line.empty() && line.find_first_not_of(' ') == std::string_view::npos) return false;
  }
  return !has_special_code_point(text);
}

void append_quoted(std::string& to, std::string_view text) {
  std::string json;
  append_json_string(json, text);
  for (std::size_t at = 0; at < json.size();) {
    const auto [value, length] = base::decode_utf8(std::string_view(json).substr(at));
    if (value >= 0x80 && has_special_code_point(std::string_view(json).substr(at, length))) {
      constexpr std::string_view digits = "0123456789abcdef";
      to += value > 0xFFFF ? "\\U" : "\\u";
      for (int shift = value > 0xFFFF ? 28 : 12; shift >= 0; shift -= 4) to += digits[(value >> shift) & 15];
    } else if (json[at] == '\x7F') {
      to += "\\x7f";
    } else {
      to.append(json, at, length);
    }
    at += length;
  }
}

class YamlWriter {
 public:
  std::string write(const Node& root) {
    if (is_block(root)) {
      write_block(root, 0);
    } else {
      write_scalar(root, 0);
      text_ += '\n';
    }
    return std::move(text_);
  }

 private:
  static bool is_block(const Node& node) { return node.size() > 0; }

  // The text is at the column of `indent`, and ends after a line feed.
  void write_block(const Node& node, std::size_t indent) {
    bool is_first = true;
    const auto start = [&] {
      if (!is_first) text_.append(indent, ' ');
      is_first = false;
    };
    for (const Node& item : node.items()) {
      start();
      text_ += "- ";
      write_inner(item, indent);
    }
    for (const Member& member : node.members()) {
      start();
      write_member(member, indent);
    }
  }

  // Behind "- ": a collection begins on the same line.
  void write_inner(const Node& node, std::size_t indent) {
    if (is_block(node)) return write_block(node, indent + 2);
    write_scalar(node, indent);
    text_ += '\n';
  }

  void write_member(const Member& member, std::size_t indent) {
    const std::size_t start = text_.size();
    write_line(member.key);
    if (text_.size() - start > max_simple_key) {
      text_.insert(start, "? ");
      text_.append("\n").append(indent, ' ').append(": ");
      return write_inner(member.value, indent);
    }
    text_ += ':';
    if (is_block(member.value)) {
      // A list in a mapping stands in the mapping's own column plus two, as most people write it.
      text_.append("\n").append(indent + 2, ' ');
      return write_block(member.value, indent + 2);
    }
    text_ += ' ';
    write_scalar(member.value, indent);
    text_ += '\n';
  }

  // Also empty collections.
  void write_scalar(const Node& node, std::size_t indent) {
    if (node.is_string() && may_be_literal(node.as_string())) return write_literal(node.as_string(), indent + 2);
    if (node.is_string()) return write_line(node.as_string());
    text_ += write_json(node);
  }

  void write_line(std::string_view text) {
    if (may_be_plain(text)) {
      text_ += text;
    } else {
      append_quoted(text_, text);
    }
  }

  void write_literal(std::string_view text, std::size_t indent) {
    const std::size_t content = text.find_last_not_of('\n') + 1;
    const std::size_t feeds = text.size() - content;
    text_ += feeds == 0 ? "|-" : feeds == 1 ? "|" : "|+";
    // With "|+" the last line feed is the one that ends the line of the block itself.
    const std::string_view lines = text.substr(0, text.size() - (feeds > 0 ? 1 : 0));
    for (const std::string_view line : base::split(lines, '\n')) {
      text_ += '\n';
      if (!line.empty()) text_.append(indent, ' ').append(line);
    }
  }

  std::string text_;
};

}  // namespace

std::string write_yaml(const Node& node) { return YamlWriter().write(node); }

}  // namespace concord::document
