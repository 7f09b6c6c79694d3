#include "last_digest.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>
#include <concord/result.h>

#include <algorithm>

namespace concord::result {
namespace {

using base::is_digit;
using base::is_hex;

bool is_ulid_character(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); }

template <class Is>
bool all(std::string_view text, Is is) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is);
}

// 0 stands for a digit, x for a hexadecimal one; anything else for itself.
bool has_form(std::string_view text, std::string_view form) {
  if (text.size() != form.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool fits = form[i] == '0' ? is_digit(text[i]) : form[i] == 'x' ? is_hex(text[i]) : text[i] == form[i];
    if (!fits) return false;
  }
  return true;
}

bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_digit); }

// Keys of maps that are made, not named: they differ from day to day, the finding does not.
bool is_made(std::string_view token) {
  if (all(token, is_digit) || has_form(token, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")) return true;
  if (token.size() >= 16 && all(token, is_hex) && has_digit(token)) return true;
  if (token.size() == 26 && all(token, is_ulid_character) && has_digit(token)) return true;
  return token.size() >= 10 && has_form(token.substr(0, 10), "0000-00-00");
}

}  // namespace

std::string folded_pointer(std::string_view pointer) {
  if (pointer.empty() || pointer.front() != '/') return std::string(pointer);
  std::string folded;
  for (const std::string_view token : base::split(pointer.substr(1), '/')) {
    folded += '/';
    folded += is_made(token) ? std::string_view("*") : token;
  }
  return folded;
}

std::string fingerprint(std::string_view provider, std::string_view operation, const CheckFailure& failure) {
  std::string text;
  text.reserve(256);
  for (const std::string_view part : {provider, operation, std::string_view(failure.check),
                                      std::string_view(failure.keyword), std::string_view(failure.found_kind)}) {
    // The length keeps parts apart: {"ab", "c"} and {"a", "bc"} differ.
    text.append(std::to_string(part.size())).append(":").append(part);
  }
  text += folded_pointer(failure.pointer);
  static thread_local LastDigest last;
  return last.of(std::move(text));
}

}  // namespace concord::result
