#include "json_string.h"
#include "plain_bytes.h"

#include <concord/base/text.h>

#include <array>
#include <charconv>
#include <cstring>

namespace concord::document {
namespace {

// Text that is gathered before it is appended: one append for many characters.
class Gathered {
 public:
  explicit Gathered(std::string& to) : to_(to) {}
  void byte(char c) {
    if (used_ == bytes_.size()) flush();
    bytes_[used_++] = c;
  }
  // The first `count` of eight bytes.
  void bytes_of_eight(std::uint64_t word, std::size_t count) {
    if (used_ + 8 > bytes_.size()) flush();
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    std::memcpy(bytes_.data() + used_, &word, 8);
    used_ += count;
  }
  void bytes_of_sixteen(const char* from, std::size_t count) {
    if (used_ + 16 > bytes_.size()) flush();
    std::memcpy(bytes_.data() + used_, from, 16);
    used_ += count;
  }
  void escape(unsigned char byte) {
    if (byte == '"' || byte == '\\') return two_bytes(static_cast<char>(byte));
    constexpr std::string_view values = "\b\f\n\r\t";
    constexpr std::string_view letters = "bfnrt";
    constexpr std::string_view digits = "0123456789abcdef";
    const auto index = values.find(static_cast<char>(byte));
    if (index != std::string_view::npos) return two_bytes(letters[index]);
    for (const char c : {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]}) this->byte(c);
  }
  std::string& flush() {
    to_.append(bytes_.data(), used_);
    used_ = 0;
    return to_;
  }

 private:
  void two_bytes(char escaped) {
    if (used_ + 2 > bytes_.size()) flush();
    bytes_[used_] = '\\';
    bytes_[used_ + 1] = escaped;
    used_ += 2;
  }

  std::string& to_;
  std::array<char, 256> bytes_;
  std::size_t used_ = 0;
};

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

namespace {

// Takes what is plain of the next bytes, as many as are looked at together; whether one came that is not.
bool take_plain(Gathered& out, std::string_view text, std::size_t& at) {
  if (has_sixteen && text.size() - at >= 16) {
    const std::size_t plain = count_plain_of_sixteen(text.data() + at);
    out.bytes_of_sixteen(text.data() + at, plain);
    at += plain;
    return plain < 16;
  }
  const std::uint64_t word = text.size() - at >= 8 ? load_eight(text.data() + at) : read_rest(text, at);
  const std::size_t plain = count_plain(word);
  out.bytes_of_eight(word, plain);
  at += plain;
  return plain < 8 && at < text.size();
}

void append_escaped(std::string& to, std::string_view text) {
  Gathered out(to);
  for (std::size_t at = 0; at < text.size();) {
    if (!take_plain(out, text, at)) continue;
    if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x80) {
      out.escape(byte);
      ++at;
    } else {
      const auto [value, length] = base::decode_utf8(text.substr(at));
      base::append_utf8(out.flush(), value);
      at += length;
    }
  }
  out.flush();
}

}  // namespace

bool append_plain_json_string(std::string& to, std::string_view text) {
  if (count_plain(text) < text.size()) return false;
  to += '"';
  to.append(text);
  to += '"';
  return true;
}

void append_json_string(std::string& to, std::string_view text) {
  const std::size_t plain = count_plain(text);  // mostly all of it
  to += '"';
  to.append(text.substr(0, plain));
  if (plain < text.size()) append_escaped(to, text.substr(plain));
  to += '"';
}

std::string write_json(const Node& node, int indent) { return Writer(indent).write(node); }

}  // namespace concord::document
