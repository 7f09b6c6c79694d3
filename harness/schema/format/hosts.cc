// Names of hosts, addresses and mailboxes: RFC 1123, 2673, 4291, 5321, 5890 and following, 6531.
#include "characters.h"
#include "formats.h"
#include "idna.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::schema {
namespace {

bool is_atom_character(char c, bool international) {
  return static_cast<unsigned char>(c) >= 0x80 ? international : is_of(c, kAtom);
}

bool is_dot_string(std::string_view text, bool international) {
  bool after_dot = true;
  for (char c : text) {
    if (c == '.' ? after_dot : !is_atom_character(c, international)) return false;
    after_dot = c == '.';
  }
  return !after_dot;
}

bool is_quoted_string(std::string_view text, bool international) {
  if (text.size() < 2 || !text.starts_with('"') || !text.ends_with('"')) return false;
  text = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && ++i == text.size()) return false;
    const bool is_escaped = i > 0 && text[i - 1] == '\\';
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x80 ? !international : (c < 0x20 || c == 0x7F || (!is_escaped && c == '"'))) return false;
  }
  return true;
}

bool is_address_literal(std::string_view text) {
  if (!text.starts_with('[') || !text.ends_with(']')) return false;
  text = text.substr(1, text.size() - 2);
  if (base::equals_ignoring_case(text.substr(0, 5), "IPv6:")) return is_ipv6(text.substr(5));
  return is_ipv4(text);
}

bool is_mailbox(std::string_view text, bool international) {
  std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) return false;
  const auto local = text.substr(0, at), domain = text.substr(at + 1);
  constexpr std::size_t kLongestLocal = 64;
  if (local.size() > kLongestLocal) return false;
  if (!is_dot_string(local, international) && !is_quoted_string(local, international)) return false;
  if (is_address_literal(domain)) return true;
  return international ? is_mail_domain(domain) : is_hostname(domain);
}

}  // namespace

bool is_email(std::string_view text) { return is_mailbox(text, false); }
bool is_idn_email(std::string_view text) { return is_mailbox(text, true); }

bool is_ipv4(std::string_view text) {
  for (int part = 0; part < 4; ++part) {
    if (part != 0) {
      if (!text.starts_with('.')) return false;
      text.remove_prefix(1);
    }
    std::size_t digits = 0;
    int value = 0;
    while (digits < text.size() && digits < 4 && is_digit(text[digits])) value = value * 10 + (text[digits++] - '0');
    if (digits == 0 || digits > 3 || value > 255 || (digits > 1 && text[0] == '0')) return false;
    text.remove_prefix(digits);
  }
  return text.empty();
}

bool is_ipv6(std::string_view text) {
  int groups = 0;
  bool has_gap = false;
  if (text.starts_with("::")) {
    has_gap = true;
    text.remove_prefix(2);
  }
  bool needs_group = false;  // after a single colon
  while (!text.empty()) {
    std::size_t digits = 0;
    while (digits < text.size() && digits < 5 && is_hex(text[digits])) ++digits;
    if (digits < text.size() && text[digits] == '.') {
      groups += 2;
      return is_ipv4(text) && (has_gap ? groups < 8 : groups == 8);
    }
    if (digits == 0 || digits > 4) return false;
    ++groups;
    needs_group = false;
    text.remove_prefix(digits);
    if (text.empty()) break;
    if (text.starts_with("::")) {
      if (has_gap) return false;
      has_gap = true;
      text.remove_prefix(2);
    } else if (text.starts_with(':')) {
      text.remove_prefix(1);
      needs_group = true;
    } else {
      return false;
    }
  }
  return !needs_group && (has_gap ? groups < 8 : groups == 8);
}

}  // namespace concord::schema
