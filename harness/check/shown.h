// Values from answers, made fit for one line that people read.
#pragma once
#include <concord/base/source.h>
#include <concord/document.h>
#include <concord/result.h>

#include <string>
#include <string_view>
#include <vector>

namespace concord::check {

// At most 60 code points, safe to print. A string has its quotes; a large array or object is described.
std::string shown(const document::Node& value);
std::string shown_with_kind(const document::Node& value);  // `"root" (string)`
std::string in_quotes(std::string_view text);                 // a text from outside in quotes, cut
std::string cut(std::string_view text, std::size_t limit = 60);  // the same without quotes
// Whether it stays as it is when it is cut: short, and of printable ASCII alone.
bool is_tidy(std::string_view text, std::size_t limit);
// `begins with "<html>…"`: a server that meant to answer in HTML says so in its first bytes.
std::string beginning(std::string_view body);
// `/session/token: is empty`; the root is called "body".
std::string at(std::string_view location, std::string_view message);
// `a`, `a or b`, `a, b or c`.
std::string alternatives(const std::vector<std::string>& words);
// `401 Unauthorized`, or `299` when the number has no name.
std::string status_text(int status);

}  // namespace concord::check
