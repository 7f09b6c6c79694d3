// RFC 3986 and 3987, RFC 6570, RFC 6901.
#include "formats.h"

#include <concord/base/text.h>

#include <algorithm>
#include <charconv>

namespace concord::schema {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

enum class Characters { Uri, Iri };

// RFC 3987, 2.2: ucschar, and iprivate in queries.
bool is_iri_character(char32_t c, bool in_query) {
  if (c < 0xA0) return false;
  if (c <= 0xD7FF || (c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFEF)) return true;
  if (c >= 0xE000 && c <= 0xF8FF) return in_query;
  if (c < 0x10000 || (c & 0xFFFF) > 0xFFFD) return false;
  return c < 0xF0000 ? (c < 0xE0000 || c >= 0xE1000) : in_query;
}

// unreserved, percent-encoded, sub-delims and `more`.
bool consists_of(std::string_view text, std::string_view more, Characters characters, bool in_query = false) {
  constexpr std::string_view kMarks = "-._~!$&'()*+,;=";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_letter(c) || is_digit(c) || kMarks.find(c) != std::string_view::npos ||
        more.find(c) != std::string_view::npos)
      continue;
    if (c == '%') {
      if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
      i += 2;
      continue;
    }
    const auto point = base::decode_utf8(text.substr(i));
    if (characters == Characters::Uri || !is_iri_character(point.value, in_query)) return false;
    i += point.length - 1;
  }
  return true;
}

bool is_ip_literal(std::string_view text) {
  if (!text.starts_with('v') && !text.starts_with('V')) return is_ipv6(text);
  const auto dot = text.find('.');
  if (dot == std::string_view::npos || dot < 2 || dot + 1 == text.size()) return false;
  const auto version = text.substr(1, dot - 1);
  return std::all_of(version.begin(), version.end(), is_hex) && text.find('%') == std::string_view::npos &&
         consists_of(text.substr(dot + 1), ":", Characters::Uri);
}

bool is_authority(std::string_view text, Characters characters) {
  if (const auto at = text.find('@'); at != std::string_view::npos) {
    if (!consists_of(text.substr(0, at), ":", characters)) return false;
    text.remove_prefix(at + 1);
  }
  std::string_view port;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos || !is_ip_literal(text.substr(1, close - 1))) return false;
    port = text.substr(close + 1);
    if (!port.empty() && !port.starts_with(':')) return false;
  } else {
    const auto colon = text.find(':');
    if (!consists_of(text.substr(0, colon), "", characters)) return false;
    if (colon != std::string_view::npos) port = text.substr(colon);
  }
  if (!port.empty()) port.remove_prefix(1);
  return std::all_of(port.begin(), port.end(), is_digit);
}

bool is_scheme(std::string_view text) {
  return !text.empty() && is_letter(text[0]) && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

bool is_reference(std::string_view text, Characters characters, bool needs_scheme) {
  if (const auto hash = text.find('#'); hash != std::string_view::npos) {
    if (!consists_of(text.substr(hash + 1), ":@/?", characters)) return false;
    text = text.substr(0, hash);
  }
  if (const auto question = text.find('?'); question != std::string_view::npos) {
    if (!consists_of(text.substr(question + 1), ":@/?", characters, true)) return false;
    text = text.substr(0, question);
  }
  const auto colon = text.find(':');
  const bool has_scheme = colon != std::string_view::npos && is_scheme(text.substr(0, colon));
  if (has_scheme) {
    text.remove_prefix(colon + 1);
  } else if (needs_scheme || text.substr(0, text.find('/')).find(':') != std::string_view::npos) {
    return false;
  }
  if (text.starts_with("//")) {
    const auto path = text.find('/', 2);
    if (!is_authority(text.substr(2, path == std::string_view::npos ? path : path - 2), characters)) return false;
    text = path == std::string_view::npos ? std::string_view() : text.substr(path);
  }
  return consists_of(text, ":@/", characters);
}

// RFC 6570, 2.3 and 2.4.
bool is_template_variable(std::string_view text) {
  if (text.ends_with('*')) {
    text.remove_suffix(1);
  } else if (const auto colon = text.find(':'); colon != std::string_view::npos) {
    const auto length = text.substr(colon + 1);
    if (length.empty() || length.size() > 4 || length[0] == '0' || !std::all_of(length.begin(), length.end(), is_digit))
      return false;
    text = text.substr(0, colon);
  }
  bool after_dot = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '.') {
      if (after_dot) return false;
      after_dot = true;
      continue;
    }
    if (text[i] == '%') {
      if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
      i += 2;
    } else if (!is_letter(text[i]) && !is_digit(text[i]) && text[i] != '_') {
      return false;
    }
    after_dot = false;
  }
  return !after_dot;
}

bool is_template_expression(std::string_view text) {
  if (!text.empty() && std::string_view("+#./;?&").find(text[0]) != std::string_view::npos) text.remove_prefix(1);
  while (true) {
    const auto comma = text.find(',');
    if (!is_template_variable(text.substr(0, comma))) return false;
    if (comma == std::string_view::npos) return true;
    text.remove_prefix(comma + 1);
  }
}

bool is_template_literal(std::string_view text, std::size_t& i) {
  const char c = text[i];
  if (c == '%') {
    if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
    i += 3;
    return true;
  }
  const auto point = base::decode_utf8(text.substr(i));
  i += point.length;
  if (point.value < 0x80)
    return point.value > 0x20 && point.value != 0x7F &&
           std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
  return is_iri_character(point.value, true);
}

}  // namespace

bool is_uri(std::string_view text) { return is_reference(text, Characters::Uri, true); }
bool is_uri_reference(std::string_view text) { return is_reference(text, Characters::Uri, false); }
bool is_iri(std::string_view text) { return is_reference(text, Characters::Iri, true); }
bool is_iri_reference(std::string_view text) { return is_reference(text, Characters::Iri, false); }

bool is_uri_template(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '{') {
      if (!is_template_literal(text, i)) return false;
      continue;
    }
    const auto close = text.find('}', i);
    if (close == std::string_view::npos || !is_template_expression(text.substr(i + 1, close - i - 1))) return false;
    i = close + 1;
  }
  return true;
}

bool is_json_pointer(std::string_view text) {
  if (!text.empty() && text[0] != '/') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '~' && (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1'))) return false;
  }
  return true;
}

bool is_relative_json_pointer(std::string_view text) {
  const auto digits = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  if (digits == 0 || (digits > 1 && text[0] == '0')) return false;
  text.remove_prefix(digits);
  if (text.starts_with('+') || text.starts_with('-')) {
    text.remove_prefix(1);
    const auto shift = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    if (shift == 0 || (shift > 1 && text[0] == '0')) return false;
    text.remove_prefix(shift);
  }
  return text == "#" || is_json_pointer(text);
}

}  // namespace concord::schema
