#include "names.h"

#include <concord/base/ascii.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace concord::check {

namespace {

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

PlainName::PlainName(std::string_view name) {
  if (name.size() > longest) return;
  for (const char c : name) {
    text_[size_] = base::to_lower(c);
    size_ += c != '_' && c != '-';
  }
}

bool names_expiry(std::string_view plain) {
  static constexpr std::array<std::string_view, 14> names{
      "expiresat",   "expireat",       "expiry",        "expires",          "expiration",
      "expirytime",  "expiryat",       "tokenexpiry",   "tokenexpiresat",   "sessionexpiry",
      "validuntil",  "expirationtime", "tokenexpires",  "sessionexpiresat"};
  return is_one_of(plain, names);
}

bool names_creation(std::string_view plain) {
  static constexpr std::array<std::string_view, 6> names{"createdat", "issuedat",     "createdon",
                                                         "createtime", "creationtime", "createddate"};
  return is_one_of(plain, names);
}

bool names_lifetime(std::string_view plain) { return plain == "expiresin"; }

bool names_state(std::string_view plain) { return plain == "status" || plain == "state"; }

std::string singular(std::string_view plain) {
  const auto without = [plain](std::size_t count) { return std::string(plain.substr(0, plain.size() - count)); };
  if (plain.size() > 4 && plain.ends_with("ies")) return without(3) + "y";
  for (const std::string_view end : {"sses", "xes", "ches", "shes"}) {
    if (plain.size() > end.size() && plain.ends_with(end)) return without(2);
  }
  if (plain.size() < 3 || !plain.ends_with('s') || plain.ends_with("ss") || plain.ends_with("us")) return without(0);
  return without(1);
}

bool names_identifier(std::string_view name) {
  if (name.size() < 3) return false;
  const auto ending = name.substr(name.size() - 2);
  const char before = name[name.size() - 3];
  if (ending == "id") return before == '_' || before == '-';
  if (ending == "ID") return before == '_' || before == '-' || std::islower(static_cast<unsigned char>(before)) != 0;
  return ending == "Id";
}

}  // namespace concord::check
