#include "idna.h"

#include "formats.h"

#include <concord/base/text.h>

namespace concord::schema {
namespace {

constexpr std::size_t kLongestName = 253;
constexpr std::size_t kLongestLabel = 63;

bool is_label_character(char c, bool international) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || c == '-' || (international && static_cast<unsigned char>(c) >= 0x80);
}

bool is_label(std::string_view label, bool international) {
  if (label.empty() || label.size() > kLongestLabel || label.front() == '-' || label.back() == '-') return false;
  for (char c : label) {
    if (!is_label_character(c, international)) return false;
  }
  return true;
}

bool are_labels(std::string_view name, bool international) {
  if (name.empty() || name.size() > kLongestName) return false;
  for (const auto label : base::split(name, '.')) {
    if (!is_label(label, international)) return false;
  }
  return true;
}

}  // namespace

bool is_hostname(std::string_view text) { return are_labels(text, false); }
bool is_idn_hostname(std::string_view text) { return are_labels(text, true); }
bool is_mail_domain(std::string_view text) { return are_labels(text, true); }

}  // namespace concord::schema
