#include "json_stream.h"

#include <concord/base/text.h>

namespace concord::report {

std::string dumped(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json exact_text(std::string_view text) {
  if (base::is_utf8(text)) return text;
  return Json{{"base64", base::base64_encode(text)}};
}

void JsonStream::start(std::string_view key) {
  to_ << (is_first_ ? "\n" : ",\n") << std::string(depth_, ' ') << dumped(Json(key)) << ": ";
  is_first_ = false;
}

void JsonStream::member(std::string_view key, const Json& value) {
  start(key);
  to_ << dumped(value);
}

void JsonStream::begin_object(std::string_view key) {
  start(key);
  to_ << '{';
  ++depth_;
  is_first_ = true;
}

void JsonStream::begin_list(std::string_view key) {
  start(key);
  to_ << '[';
  is_first_ = true;
}

void JsonStream::item(const Json& value) {
  const std::string text = dumped(value);
  to_ << (is_first_ ? "\n" : ",\n") << text;
  is_first_ = false;
  written_ += text.size();
}

void JsonStream::end_list() {
  to_ << ']';
  is_first_ = false;
}

void JsonStream::end() {
  for (; depth_ > 0; --depth_) to_ << '}';
  to_ << '\n';
}

}  // namespace concord::report
