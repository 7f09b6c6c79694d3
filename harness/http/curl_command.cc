#include <concord/base/text.h>
#include <concord/http.h>

namespace concord::http {
namespace {

std::string quote(std::string_view text) { return "'" + base::replace_all(std::string(text), "'", "'\\''") + "'"; }

bool is_plain_control(char c) { return c == '\n' || c == '\t'; }

// Whether the bytes survive a terminal, a clipboard and an argument (which cannot hold NUL).
bool is_pasteable(std::string_view body) {
  for (const char c : body) {
    if ((static_cast<unsigned char>(c) < 0x20 && !is_plain_control(c)) || c == 0x7F) return false;
  }
  return base::is_utf8(body);
}

// As the format of printf(1), which POSIX lets have octal escapes.
std::string printf_format(std::string_view bytes) {
  std::string format;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '%') {
      format += "%%";
    } else if (byte >= 0x20 && byte < 0x7F && c != '\\' && c != '\'') {
      format += c;
    } else {
      format += '\\';
      for (const int shift : {6, 3, 0}) format += static_cast<char>('0' + ((byte >> shift) & 7));
    }
  }
  return format;
}

bool is_word(std::string_view text) {
  for (const char c : text) {
    if (!(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z')) return false;
  }
  return !text.empty();
}

std::string header_option(const Header& header) {
  const bool is_empty = base::trim(header.value).empty();
  return " -H " + quote(is_empty ? header.name + ";" : header.name + ": " + header.value);
}

std::string url_options(std::string_view url) {
  std::string options;
  if (url.find_first_of("[]{}") != std::string_view::npos) options += " --globoff";
  if (url.find("/.") != std::string_view::npos) options += " --path-as-is";
  return options;
}

std::string method_option(const Request& request) {
  // With -X HEAD curl would wait for a body that never comes.
  if (request.method == "HEAD" && !request.body) return " --head";
  return " -X " + (is_word(request.method) ? request.method : quote(request.method));
}

}  // namespace

std::string to_curl(const Request& request) {
  const bool is_piped = request.body && !is_pasteable(*request.body);
  std::string command = is_piped ? "printf '" + printf_format(*request.body) + "' | curl" : "curl";
  command += method_option(request) + url_options(request.url) + " " + quote(request.url);
  for (const Header& header : request.headers) command += header_option(header);
  if (!find_header(request.headers, "Accept")) command += " -H 'Accept: application/json'";
  if (!request.body) return command;
  if (!find_header(request.headers, "Content-Type")) command += " -H 'Content-Type:'";
  return command + (is_piped ? " --data-binary @-" : " --data-raw " + quote(*request.body));
}

}  // namespace concord::http
