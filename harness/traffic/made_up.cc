#include "made_up.h"

#include <concord/base/fnv.h>
#include <concord/base/random.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::traffic {

namespace {

constexpr std::string_view digits = "0123456789", lower = "abcdefghijklmnopqrstuvwxyz",
                           upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::size_t least_behind_prefix = 12, longest_shaped = 24;

struct Alphabet {
  std::string_view name, a, b, c;
  bool has(char one) const { return (std::string(a) + std::string(b) + std::string(c)).find(one) != std::string::npos; }
  std::string all() const { return std::string(a) + std::string(b) + std::string(c); }
};

// The narrowest first. What has other characters too is made of letters and digits all the same.
constexpr std::array<Alphabet, 9> alphabets{{{"digits", digits, "", ""},
                                             {"hex", digits, "abcdef", ""},
                                             {"HEX", digits, "ABCDEF", ""},
                                             {"lower", lower, "", ""},
                                             {"UPPER", upper, "", ""},
                                             {"lower+digits", lower, digits, ""},
                                             {"UPPER+digits", upper, digits, ""},
                                             {"letters", lower, upper, ""},
                                             {"letters+digits", lower, upper, digits}}};

bool is_lower(char c) { return lower.find(c) != std::string_view::npos; }
bool is_upper(char c) { return upper.find(c) != std::string_view::npos; }
bool is_digit(char c) { return digits.find(c) != std::string_view::npos; }

const Alphabet& alphabet_of(std::string_view text) {
  const auto found = std::find_if(alphabets.begin(), alphabets.end() - 1, [text](const Alphabet& one) {
    return std::all_of(text.begin(), text.end(), [&one](char c) { return one.has(c); });
  });
  return *found;
}

// "cs_test_" of "cs_test_a1B2…", "https://pay.test/" of a link.
std::size_t length_of_prefix(std::string_view value) {
  if (const std::size_t scheme = value.find("://"); scheme != std::string_view::npos) {
    const std::size_t slash = value.find('/', scheme + 3);
    return slash == std::string_view::npos ? value.size() : slash + 1;
  }
  std::size_t end = 0;
  for (std::size_t at = 0; at < value.size() && at - end <= 8; ++at) {
    if (is_lower(value[at]) || is_upper(value[at])) continue;
    if ((value[at] != '_' && value[at] != '-') || at - end < 2) break;
    end = at + 1;
  }
  return value.size() - end >= least_behind_prefix ? end : 0;
}

bool is_uuid_of(const Alphabet& digits_of_it, std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_dash = at == 8 || at == 13 || at == 18 || at == 23;
    if (is_dash ? text[at] != '-' : !digits_of_it.has(text[at])) return false;
  }
  return true;
}

// "uuid4", "UUID7" with its version (RFC 9562, 4.2), "ulid"; "" for anything else.
std::string named_form(std::string_view text) {
  constexpr std::size_t version = 14, ulid = 26;
  if (is_uuid_of(alphabets[1], text)) return std::string("uuid") + text[version];
  if (is_uuid_of(alphabets[2], text)) return std::string("UUID") + text[version];
  constexpr std::string_view left_out = "ILOU";  // by Crockford
  const bool is_ulid = text.size() == ulid && text.front() <= '7' && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_digit(c) || (is_upper(c) && left_out.find(c) == std::string_view::npos);
  });
  return is_ulid ? "ulid" : "";
}

std::string some_uuid(const std::string& form, base::Random& random) {
  std::string text = random.uuid();
  text[14] = form.back();
  const auto raised = [](char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; };
  if (form.front() == 'U') std::transform(text.begin(), text.end(), text.begin(), raised);
  return text;
}

std::string some_ulid(base::Random& random) {
  constexpr std::int64_t around_2026 = 1'770'000'000'000;
  const auto later = static_cast<std::int64_t>(random.below(1u << 30));
  return random.ulid(base::SystemTime(base::Milliseconds(around_2026 + later)));
}

// Three parts of which the first is an object of JSON (RFC 7519, 3).
bool is_jwt(std::string_view text) {
  const auto parts = base::split(text, '.');
  const auto head = parts.size() == 3 ? base::base64_decode(parts.front()) : std::nullopt;
  return head && head->starts_with('{');
}

std::string shape_of(std::string_view text) {
  std::string shape(text);
  for (char& c : shape) c = is_digit(c) ? '0' : is_lower(c) ? 'a' : is_upper(c) ? 'A' : c;
  const bool is_plain = std::all_of(shape.begin(), shape.end(), [](char c) { return c > ' ' && c < 127; });
  return is_plain ? shape : std::string(text.size(), 'a');
}

char any_of(std::string_view alphabet, base::Random& random) { return alphabet[random.below(alphabet.size())]; }

std::string some_of(std::string_view alphabet, std::size_t count, base::Random& random) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += any_of(alphabet, random);
  if (alphabet == digits && text.starts_with('0')) text.front() = '1';  // a number has no leading zero
  return text;
}

// A header that says nothing, a subject, a signature that is none.
std::string jwt(std::size_t length, base::Random& random) {
  const std::string head = base::base64url_encode(R"({"alg":"HS256","typ":"JWT"})");
  const std::string all = alphabets.back().all();
  const std::size_t left = length - std::min(length, head.size() + 2 + 43);
  const std::size_t subject = left * 3 / 4 - std::min<std::size_t>(left * 3 / 4, 10);
  const std::string payload = R"({"sub":")" + some_of(all, std::max<std::size_t>(subject, 8), random) + R"("})";
  return head + '.' + base::base64url_encode(payload) + '.' + base::base64url_encode(some_of(all, 32, random));
}

std::string shaped(const std::string& shape, base::Random& random) {
  std::string text = shape;
  for (char& c : text) {
    if (c == '0') c = any_of(digits, random);
    else if (c == 'a') c = any_of(lower, random);
    else if (c == 'A') c = any_of(upper, random);
  }
  return text;
}

}  // namespace

ValueForm form_of(std::string_view value) {
  ValueForm form;
  const std::size_t prefix = !named_form(value).empty() || is_jwt(value) ? 0 : length_of_prefix(value);
  form.begins = value.substr(0, prefix);
  std::string_view rest = value.substr(prefix);
  form.length = rest.size();
  if (form.of = named_form(rest); !form.of.empty()) return form;
  if (is_jwt(rest)) return form.of = "jwt", form;
  while (rest.ends_with('=')) rest.remove_suffix(1), ++form.padding;
  const bool has_signs = std::any_of(rest.begin(), rest.end(), [](char c) { return !alphabets.back().has(c); });
  if (has_signs && rest.size() < longest_shaped) form.shape = shape_of(rest);
  else form.of = alphabet_of(rest).name;
  return form;
}

std::string made_up(const ValueForm& form, std::string_view seed) {
  base::Fnv1a hash;
  hash.add(seed);
  base::Random random(hash.value());
  if (form.of.starts_with("uuid") || form.of.starts_with("UUID")) return form.begins + some_uuid(form.of, random);
  if (form.of == "ulid") return form.begins + some_ulid(random);
  if (form.of == "jwt") return form.begins + jwt(form.length, random);
  const std::string padding(form.padding, '=');
  if (!form.shape.empty()) return form.begins + shaped(form.shape, random) + padding;
  const auto named = std::find_if(alphabets.begin(), alphabets.end() - 1,
                                  [&form](const Alphabet& one) { return one.name == form.of; });
  const std::size_t count = form.length - std::min(form.length, form.padding);
  std::string text = some_of(named->all(), count, random);
  if (form.padding > 0 && !text.empty()) text.back() = 'A';  // of base64, whose last bits are zero then (RFC 4648, 3.5)
  return form.begins + text + padding;
}

}  // namespace concord::traffic
