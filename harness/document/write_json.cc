#include "json_string.h"

#include <concord/base/text.h>

#include <charconv>

namespace concord::document {
namespace {

bool is_plain(unsigned char byte) { return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\'; }

void append_escaped(std::string& to, unsigned char byte) {
  constexpr std::string_view values = "\"\\\b\f\n\r\t";
  constexpr std::string_view letters = "\"\\bfnrt";
  constexpr std::string_view digits = "0123456789abcdef";
  to += '\\';
  if (const auto index = values.find(static_cast<char>(byte)); index != std::string_view::npos) {
    to += letters[index];
  } else {
    to.append("u00").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
  }
}

// A loop over an explicit stack: a tree made by a program may be deeper than any parser allows.
class Writer {
 public:
  explicit Writer(int indent) : indent_(indent < 0 ? 0 : static_cast<std::size_t>(indent)) {}

  std::string write(const Node& root) {
    write_value(root);
    while (!open_.empty()) write_next();
    return std::move(text_);
  }

 private:
  struct Container {
    const Node* node;
    std::size_t next = 0;
  };

  void write_next() {
    Container& container = open_.back();
    const Node& node = *container.node;
    const std::size_t index = container.next++;
    if (index == node.size()) {
      open_.pop_back();
      start_line();
      text_ += node.is_object() ? '}' : ']';
      return;
    }
    if (index > 0) text_ += ',';
    start_line();
    if (!node.is_object()) return write_value(node.items()[index]);
    const Member& member = node.members()[index];
    append_json_string(text_, member.key);
    text_ += indent_ > 0 ? ": " : ":";
    write_value(member.value);
  }

  void write_value(const Node& node) {
    switch (node.kind()) {
      case Kind::Null: text_ += "null"; break;
      case Kind::Boolean: text_ += node.as_boolean() ? "true" : "false"; break;
      case Kind::Number: write_number(node); break;
      case Kind::String: append_json_string(text_, node.as_string()); break;
      case Kind::Array: open(node, '[', "[]"); break;
      case Kind::Object: open(node, '{', "{}"); break;
    }
  }

  void write_number(const Node& node) {
    const auto* integer = std::get_if<std::int64_t>(&node.value());
    if (!integer) {
      text_ += node.number_text();
      return;
    }
    char buffer[24];
    text_.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, *integer).ptr);
  }

  void open(const Node& node, char bracket, std::string_view empty) {
    if (node.size() == 0) {
      text_ += empty;
      return;
    }
    text_ += bracket;
    open_.push_back({&node});
  }

  void start_line() {
    if (indent_ == 0) return;
    text_ += '\n';
    text_.append(indent_ * open_.size(), ' ');
  }

  std::size_t indent_;
  std::string text_;
  std::vector<Container> open_;
};

}  // namespace

void append_json_string(std::string& to, std::string_view text) {
  to += '"';
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_plain(static_cast<unsigned char>(text[end]))) ++end;
    to.append(text, at, end - at);
    at = end;
    if (at == text.size()) break;
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      append_escaped(to, byte);
      ++at;
      continue;
    }
    const auto [value, length] = base::decode_utf8(text.substr(at));
    base::append_utf8(to, value);
    at += length;
  }
  to += '"';
}

std::string write_json(const Node& node, int indent) { return Writer(indent).write(node); }

}  // namespace concord::document
