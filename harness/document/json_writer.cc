#include <concord/document/json_writer.h>

#include "json_string.h"

#include <charconv>
#include <utility>

namespace concord::document {

void JsonWriter::start_line() {
  if (indent_ == 0) return;
  to_ += '\n';
  to_.append(indent_ * (depth_ + open_), ' ');
}

void JsonWriter::begin_value() {
  const After before = std::exchange(after_, After::Value);
  if (before == After::Key || open_ == 0) return;
  if (before == After::Value) to_ += ',';
  start_line();
}

JsonWriter& JsonWriter::begin(char bracket) {
  begin_value();
  to_ += bracket;
  ++open_;
  after_ = After::Bracket;
  return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
  --open_;
  if (std::exchange(after_, After::Value) == After::Value) start_line();
  to_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  begin_value();
  to_ += '"';
  to_.append(name);
  to_ += '"';
  to_ += ':';
  if (indent_ > 0) to_ += ' ';
  after_ = After::Key;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  begin_value();
  append_json_string(to_, value);
  return *this;
}

bool JsonWriter::plain_text(std::string_view value) {
  const After before = after_;
  const std::size_t size = to_.size();
  begin_value();
  if (append_plain_json_string(to_, value)) return true;
  to_.resize(size);
  after_ = before;
  return false;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
  begin_value();
  char buffer[24];
  to_.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
  return *this;
}

JsonWriter& JsonWriter::number(std::uint64_t value) {
  begin_value();
  char buffer[24];
  to_.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  begin_value();
  to_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::written(std::string_view json) {
  begin_value();
  to_.append(json);
  return *this;
}

// Its own containers are levels further in: write_json counts from its root, so the lines are moved.
JsonWriter& JsonWriter::node(const Node& value) {
  begin_value();
  const std::string text = write_json(value, static_cast<int>(indent_));
  const std::size_t margin = indent_ * (depth_ + open_);
  for (const char c : text) {
    to_ += c;
    if (c == '\n') to_.append(margin, ' ');
  }
  return *this;
}

}  // namespace concord::document
