#include "response_reader.h"

#include "grammar.h"

#include <concord/base/text.h>

#include <charconv>

namespace concord::http {
namespace {

std::string_view without_line_ending(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string shown(std::string_view text) { return "\"" + base::ellipsize(base::escape_line(text), 80) + "\""; }

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// 101 changes the protocol, so no other response follows it.
bool is_interim(int status) { return status >= 100 && status < 200 && status != 101; }

}  // namespace

bool ResponseReader::fail(ErrorKind kind, std::string message) {
  if (!fault_) fault_ = Fault{kind, std::move(message)};
  return false;
}

bool ResponseReader::add_header_line(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > max_header_bytes_) {
    return fail(ErrorKind::TooLarge,
                "the response headers are larger than " + std::to_string(max_header_bytes_) + " bytes");
  }
  if (has_headers_) return true;
  line = without_line_ending(line);
  if (line.empty()) return end_headers();
  if (line.starts_with("HTTP/")) return add_status_line(line);
  return add_field(line);
}

// HTTP-version SP status-code [ SP reason-phrase ]
bool ResponseReader::add_status_line(std::string_view line) {
  const std::string_view version = line.substr(5, line.find(' ') - 5);
  const std::string_view rest = base::trim(line.substr(std::min(line.size(), 5 + version.size())));
  const std::string_view status = rest.substr(0, rest.find(' '));
  int code = 0;
  if (version.empty() || status.size() != 3 || !read_number(status, code) || code < 100) {
    return fail(ErrorKind::Protocol, "malformed status line " + shown(line));
  }
  response_ = Response{};
  response_.headers.reserve(12);
  response_.http_version = version;
  response_.status = code;
  response_.reason = base::trim(rest.substr(status.size()));
  return true;
}

bool ResponseReader::add_field(std::string_view line) {
  const bool continues = line.front() == ' ' || line.front() == '\t';  // obs-fold
  if (continues && !response_.headers.empty()) {
    response_.headers.back().value.append(" ").append(base::trim(line));
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
    return fail(ErrorKind::Protocol, "malformed response header " + shown(line));
  }
  response_.headers.push_back({std::string(line.substr(0, colon)), std::string(base::trim(line.substr(colon + 1)))});
  return true;
}

bool ResponseReader::end_headers() {
  has_headers_ = response_.status != 0 && !is_interim(response_.status);
  if (!has_headers_) response_ = Response{};
  return true;
}

bool ResponseReader::add_body(std::string_view bytes) {
  const std::uint64_t room = max_body_bytes_ - response_.body.size();
  response_.body.append(bytes.substr(0, room));
  if (bytes.size() > room) refuse_body();
  return bytes.size() <= room;
}

void ResponseReader::refuse_body() {
  fail(ErrorKind::TooLarge, "the response body is larger than " + std::to_string(max_body_bytes_) + " bytes");
}

std::optional<std::uint64_t> ResponseReader::content_length() const {
  const std::string* text = find_header(response_.headers, "Content-Length");
  std::uint64_t length = 0;
  if (!text || !read_number(*text, length)) return std::nullopt;
  return length;
}

}  // namespace concord::http
