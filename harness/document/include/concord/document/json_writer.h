// JSON written as it comes, with no tree of it.
//
//     JsonWriter json(text);
//     json.begin_object();
//     json.key("name").text("a \"b\"");
//     json.key("sizes").begin_array().number(1).number(2).end_array();
//     json.end_object();
#pragma once
#include <concord/document.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace concord::document {

class JsonWriter {
 public:
  // Appends to `to`, which must outlive it. indent 0: one line without blanks; else as write_json does, `depth` levels
  // in.
  explicit JsonWriter(std::string& to, std::size_t indent = 0, std::size_t depth = 0)
      : to_(to), indent_(indent), depth_(depth) {}

  JsonWriter& begin_object() { return begin('{'); }
  JsonWriter& end_object() { return end('}'); }
  JsonWriter& begin_array() { return begin('['); }
  JsonWriter& end_array() { return end(']'); }
  // Of the next value; not escaped, so a name of ours.
  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::string_view value);  // invalid UTF-8 becomes U+FFFD
  // The same of ASCII that needs no escape; of anything else nothing is written. Whether it was.
  bool plain_text(std::string_view value);
  JsonWriter& number(std::int64_t value);
  JsonWriter& number(std::uint64_t value);
  JsonWriter& number(int value) { return number(static_cast<std::int64_t>(value)); }
  JsonWriter& boolean(bool value);
  JsonWriter& node(const Node& value);
  JsonWriter& written(std::string_view json);  // a value that is JSON already
  bool is_one_line() const { return indent_ == 0; }

 private:
  void begin_value();
  JsonWriter& begin(char bracket);
  JsonWriter& end(char bracket);
  void start_line();

  std::string& to_;
  std::size_t indent_;
  std::size_t depth_;
  std::size_t open_ = 0;  // containers
  enum class After : std::uint8_t { Bracket, Key, Value } after_ = After::Bracket;  // what was written last
};

}  // namespace concord::document
