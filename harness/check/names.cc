#include "names.h"

#include <concord/base/ascii.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace concord::check {

namespace {

constexpr std::size_t longest_name = 32;

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string plain_name(std::string_view name) {
  std::array<char, longest_name> plain;
  if (name.size() > longest_name) return {};
  std::size_t size = 0;
  for (const char c : name) {
    plain[size] = base::to_lower(c);
    size += c != '_' && c != '-';
  }
  return {plain.data(), size};
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
