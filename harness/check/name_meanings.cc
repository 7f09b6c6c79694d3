#include "name_meanings.h"

#include "names.h"

#include <concord/base/secret_names.h>

#include <cstring>
#include <string>
#include <vector>

namespace concord::check {

namespace {

constexpr std::size_t longest_kept = 64, slots = 1'024;  // a power of two

constexpr Meanings when(bool is_so, Meanings bit) { return is_so ? bit : Meanings{0}; }

Meanings read_meanings(std::string_view name) {
  const base::SecretNaming secret = base::secret_naming(name);
  const PlainName plain_name(name);
  const std::string_view plain = plain_name.view();
  return static_cast<Meanings>(
      when(secret.token, meaning::token) | when(secret.password, meaning::password) |
      when(base::names_access_token(name), meaning::access_token) | when(names_expiry(plain), meaning::expiry) |
      when(names_creation(plain), meaning::creation) | when(names_lifetime(plain), meaning::lifetime) |
      when(names_state(plain), meaning::state) |
      when(plain.ends_with("edat"), meaning::occurrence) | when(plain.ends_with("id"), meaning::id));
}

// By the length and eight bytes of each end, which names differ in: no more than a few steps.
std::size_t slot_of(std::string_view name) {
  std::uint64_t front = 0, back = 0;
  if (name.size() >= sizeof front) {
    std::memcpy(&front, name.data(), sizeof front);
    std::memcpy(&back, name.data() + name.size() - sizeof back, sizeof back);
  } else {
    for (const char c : name) front = front << 8 | static_cast<unsigned char>(c);
  }
  const std::uint64_t mixed = (front ^ (back * 31) ^ name.size()) * 0x9E3779B97F4A7C15u;
  return mixed >> 54;
}
static_assert(slots == std::size_t{1} << (64 - 54));

struct Kept {
  std::string name;
  Meanings meanings = 0;
};

}  // namespace

Meanings meanings_of(std::string_view name) {
  // By slot, until another name takes it; "" means nothing, as a new one.
  static thread_local std::vector<Kept> all(slots);
  if (name.size() > longest_kept) return read_meanings(name);
  Kept& kept = all[slot_of(name)];
  if (kept.name != name) kept = {std::string(name), read_meanings(name)};
  return kept.meanings;
}

}  // namespace concord::check
