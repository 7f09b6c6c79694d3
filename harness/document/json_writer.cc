#include <concord/document/json_writer.h>

#include "json_string.h"

#include <charconv>

namespace concord::document {

void JsonWriter::start_line() {
  if (indent_ == 0) return;
  to_ += '\n';
  to_.append(indent_ * (depth_ + has_values_.size()), ' ');
}

void JsonWriter::begin_value() {
  if (is_after_key_) {
    is_after_key_ = false;
    return;
  }
  if (has_values_.empty()) return;
  if (has_values_.back()) to_ += ',';
  has_values_.back() = true;
  start_line();
}

JsonWriter& JsonWriter::begin_object() {
  begin_value();
  to_ += '{';
  has_values_.push_back(false);
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  begin_value();
  to_ += '[';
  has_values_.push_back(false);
  return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
  const bool has_values = has_values_.back();
  has_values_.pop_back();
  if (has_values) start_line();
  to_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  begin_value();
  to_.append(1, '"').append(name).append(indent_ == 0 ? "\":" : "\": ");
  is_after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  begin_value();
  append_json_string(to_, value);
  return *this;
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

// Its own containers are levels further in: write_json counts from its root, so the lines are moved.
JsonWriter& JsonWriter::node(const Node& value) {
  begin_value();
  const std::string text = write_json(value, static_cast<int>(indent_));
  const std::size_t margin = indent_ * (depth_ + has_values_.size());
  for (const char c : text) {
    to_ += c;
    if (c == '\n') to_.append(margin, ' ');
  }
  return *this;
}

}  // namespace concord::document
