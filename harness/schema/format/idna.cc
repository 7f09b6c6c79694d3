#include "idna.h"

#include "characters.h"
#include "formats.h"
#include "idna_table.h"

#include <concord/base/text.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace concord::schema {
namespace {

constexpr std::size_t kLongestName = 253;
constexpr std::size_t kLongestLabel = 63;

using Label = std::u32string;

// ---- Punycode (RFC 3492)

constexpr std::uint32_t kBase = 36, kLeast = 1, kMost = 26, kSkew = 38, kDamp = 700;

std::uint32_t adapt(std::uint32_t delta, std::uint32_t points, bool is_first) {
  delta = is_first ? delta / kDamp : delta / 2;
  delta += delta / points;
  std::uint32_t k = 0;
  for (; delta > ((kBase - kLeast) * kMost) / 2; k += kBase) delta /= kBase - kLeast;
  return k + (kBase - kLeast + 1) * delta / (delta + kSkew);
}

std::uint32_t threshold(std::uint32_t k, std::uint32_t bias) {
  return k <= bias + kLeast ? kLeast : std::min(k - bias, kMost);
}

int digit_of(char c) {
  if (c >= 'a' && c <= 'z') return c - 'a';
  if (c >= 'A' && c <= 'Z') return c - 'A';
  return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
}

char digit(std::uint32_t value) { return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26)); }

// `text` is at most a label long, so that sums stay far below 2^64.
std::optional<Label> decode_punycode(std::string_view text) {
  Label out;
  const auto hyphen = text.rfind('-');
  std::size_t at = 0;
  if (hyphen != std::string_view::npos) {
    for (char c : text.substr(0, hyphen)) out += static_cast<char32_t>(static_cast<unsigned char>(c));
    at = hyphen + 1;
  }
  std::uint64_t point = 128, i = 0;
  std::uint32_t bias = 72;
  while (at < text.size()) {
    const std::uint64_t before = i;
    std::uint64_t weight = 1;
    for (std::uint32_t k = kBase;; k += kBase) {
      const int value = at < text.size() ? digit_of(text[at++]) : -1;
      if (value < 0) return std::nullopt;
      i += static_cast<std::uint64_t>(value) * weight;
      if (i > 0xFFFFFFFF) return std::nullopt;
      const std::uint32_t t = threshold(k, bias);
      if (static_cast<std::uint32_t>(value) < t) break;
      weight *= kBase - t;
      if (weight > 0xFFFFFFFF) return std::nullopt;
    }
    const auto points = static_cast<std::uint32_t>(out.size() + 1);
    bias = adapt(static_cast<std::uint32_t>(i - before), points, before == 0);
    point += i / points;
    i %= points;
    if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return std::nullopt;
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(i++), static_cast<char32_t>(point));
  }
  return out;
}

std::string encode_punycode(const Label& label) {
  std::string out;
  for (char32_t c : label) {
    if (c < 128) out += static_cast<char>(c);
  }
  std::size_t handled = out.size();
  const std::size_t basic = handled;
  if (basic != 0) out += '-';
  std::uint64_t point = 128, delta = 0;
  std::uint32_t bias = 72;
  while (handled < label.size()) {
    char32_t next = 0x10FFFF;
    for (char32_t c : label) next = c >= point && c < next ? c : next;
    delta += (next - point) * (handled + 1);
    point = next;
    for (char32_t c : label) {
      if (c < point) ++delta;
      if (c != point) continue;
      std::uint64_t rest = delta;
      for (std::uint32_t k = kBase;; k += kBase) {
        const std::uint32_t t = threshold(k, bias);
        if (rest < t) break;
        out += digit(static_cast<std::uint32_t>(t + (rest - t) % (kBase - t)));
        rest = (rest - t) / (kBase - t);
      }
      out += digit(static_cast<std::uint32_t>(rest));
      bias = adapt(static_cast<std::uint32_t>(delta), static_cast<std::uint32_t>(handled + 1), handled == basic);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++point;
  }
  return out;
}

// ---- Code points in their context (RFC 5892, appendix A)

bool joins(const Label& label, std::size_t at) {
  if (at > 0 && is_in(label[at - 1], IdnaSet::Virama)) return true;
  if (label[at] == 0x200D) return false;
  std::size_t before = at, after = at + 1;
  while (before > 0 && is_in(label[before - 1], IdnaSet::Transparent)) --before;
  while (after < label.size() && is_in(label[after], IdnaSet::Transparent)) ++after;
  return before > 0 && is_in(label[before - 1], IdnaSet::JoinsBefore) && after < label.size() &&
         is_in(label[after], IdnaSet::JoinsAfter);
}

bool has_between(const Label& label, char32_t first, char32_t last) {
  return std::any_of(label.begin(), label.end(), [&](char32_t c) { return c >= first && c <= last; });
}

bool fits_context(const Label& label, std::size_t at) {
  const char32_t c = label[at];
  const char32_t before = at > 0 ? label[at - 1] : 0, after = at + 1 < label.size() ? label[at + 1] : 0;
  if (c == 0x200C || c == 0x200D) return joins(label, at);
  if (c == 0xB7) return before == 'l' && after == 'l';
  if (c == 0x375) return is_in(after, IdnaSet::Greek);
  if (c == 0x5F3 || c == 0x5F4) return is_in(before, IdnaSet::Hebrew);
  if (c == 0x30FB)
    return std::any_of(label.begin(), label.end(), [](char32_t each) { return is_in(each, IdnaSet::Japanese); });
  if (c >= 0x660 && c <= 0x669) return !has_between(label, 0x6F0, 0x6F9);
  if (c >= 0x6F0 && c <= 0x6F9) return !has_between(label, 0x660, 0x669);
  return false;
}

// RFC 5891, 4.2.3.
bool is_u_label(const Label& label) {
  if (label.empty() || label.front() == '-' || label.back() == '-') return false;
  if (label.size() >= 4 && label[2] == '-' && label[3] == '-') return false;
  if (is_in(label.front(), IdnaSet::Mark)) return false;
  for (std::size_t i = 0; i < label.size(); ++i) {
    if (!is_in(label[i], IdnaSet::Valid) && !fits_context(label, i)) return false;
  }
  return true;
}

// ---- Right to left (RFC 5893, 2)

bool is_left_to_right(char32_t c) {
  for (const IdnaSet set :
       {IdnaSet::RightToLeft, IdnaSet::ArabicNumber, IdnaSet::EuropeanNumber, IdnaSet::Nonspacing, IdnaSet::Neutral}) {
    if (is_in(c, set)) return false;
  }
  return true;
}

bool has_right_to_left(const Label& label) {
  return std::any_of(label.begin(), label.end(),
                     [](char32_t c) { return is_in(c, IdnaSet::RightToLeft) || is_in(c, IdnaSet::ArabicNumber); });
}

bool keeps_bidi_rule(const Label& label) {
  const bool is_rtl = is_in(label.front(), IdnaSet::RightToLeft);
  if (!is_rtl && !is_left_to_right(label.front())) return false;
  bool has_arabic = false, has_european = false;
  for (char32_t c : label) {
    has_arabic = has_arabic || is_in(c, IdnaSet::ArabicNumber);
    has_european = has_european || is_in(c, IdnaSet::EuropeanNumber);
    if (is_rtl ? is_left_to_right(c) : is_in(c, IdnaSet::RightToLeft) || is_in(c, IdnaSet::ArabicNumber)) return false;
  }
  if (is_rtl && has_arabic && has_european) return false;
  const auto last =
      std::find_if_not(label.rbegin(), label.rend(), [](char32_t c) { return is_in(c, IdnaSet::Nonspacing); });
  if (last == label.rend()) return false;
  const bool is_number = is_in(*last, IdnaSet::EuropeanNumber) || (is_rtl && is_in(*last, IdnaSet::ArabicNumber));
  return is_number || (is_rtl ? is_in(*last, IdnaSet::RightToLeft) : is_left_to_right(*last));
}

// ---- Labels and names

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_label_character(char c, bool international) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || c == '-' || (international && static_cast<unsigned char>(c) >= 0x80);
}

bool is_plain_label(std::string_view label, bool international) {
  if (label.empty() || label.size() > kLongestLabel || label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(), [&](char c) { return is_label_character(c, international); });
}

Label decode(std::string_view utf8) {
  Label out;
  while (!utf8.empty()) {
    const auto point = base::decode_utf8(utf8);
    out += point.value;
    utf8.remove_prefix(point.length);
  }
  return out;
}

// The label as its reader sees it, or nothing when it is none. `length` is what it takes in the DNS.
std::optional<Label> read_label(std::string_view text, std::size_t& length) {
  length = text.size();
  if (!is_ascii(text)) {
    Label label = decode(text);
    length = 4 + encode_punycode(label).size();
    if (length > kLongestLabel || !is_u_label(label)) return std::nullopt;
    return label;
  }
  if (!is_plain_label(text, false)) return std::nullopt;
  if (!base::equals_ignoring_case(text.substr(0, 4), "xn--")) return decode(text);
  auto label = decode_punycode(base::to_lower_ascii(text.substr(4)));
  if (!label || !is_u_label(*label)) return std::nullopt;
  if (std::all_of(label->begin(), label->end(), [](char32_t c) { return c < 0x80; })) return std::nullopt;
  if (encode_punycode(*label) != base::to_lower_ascii(text.substr(4))) return std::nullopt;
  return label;
}

bool is_name(const std::vector<std::string_view>& texts) {
  std::vector<Label> labels;
  std::size_t total = texts.size() - 1;
  bool is_bidi = false;
  for (const std::string_view text : texts) {
    std::size_t length = 0;
    auto label = text.size() > kLongestName ? std::nullopt : read_label(text, length);
    if (!label) return false;
    total += length;
    is_bidi = is_bidi || has_right_to_left(*label);
    labels.push_back(std::move(*label));
  }
  return total <= kLongestName && (!is_bidi || std::all_of(labels.begin(), labels.end(), keeps_bidi_rule));
}

// What a name is at first sight: Plain, or Encoded when a label says that it hides other characters.
enum class NameKind { None, Plain, Encoded };

NameKind kind_of(std::string_view text) {
  if (text.size() > kLongestName) return NameKind::None;
  for (std::size_t begin = 0;;) {
    const std::string_view rest = text.substr(begin);
    std::size_t end = 0;
    while (end < rest.size() && (is_of(rest[end], kLetter | kDigit) || rest[end] == '-')) ++end;
    if (end == 0 || end > kLongestLabel || rest[0] == '-' || rest[end - 1] == '-') return NameKind::None;
    if (end >= 4 && rest[2] == '-' && rest[3] == '-' && base::equals_ignoring_case(rest.substr(0, 2), "xn")) {
      return NameKind::Encoded;
    }
    if (end == rest.size()) return NameKind::Plain;
    if (rest[end] != '.') return NameKind::None;
    begin += end + 1;
  }
}

}  // namespace

// Nearly all names are plain: only where punycode hides other characters must the labels be taken apart.
bool is_hostname(std::string_view text) {
  const NameKind kind = kind_of(text);
  return kind == NameKind::Encoded ? is_ascii(text) && is_name(base::split(text, '.')) : kind == NameKind::Plain;
}

bool is_idn_hostname(std::string_view text) {
  std::string with_dots(text);
  for (const std::string_view dot : {"\u3002", "\uFF0E", "\uFF61"})
    with_dots = base::replace_all(std::move(with_dots), dot, ".");
  const auto labels = base::split(with_dots, '.');
  const bool has_reserved = std::any_of(labels.begin(), labels.end(), [](std::string_view label) {
    return label.substr(0, 4).ends_with("--") && label.size() >= 4 &&
           !base::equals_ignoring_case(label.substr(0, 2), "xn");
  });
  return !has_reserved && is_name(labels);
}

bool is_mail_domain(std::string_view text) {
  if (text.empty() || text.size() > kLongestName) return false;
  const auto labels = base::split(text, '.');
  return std::all_of(labels.begin(), labels.end(), [](std::string_view label) { return is_plain_label(label, true); });
}

}  // namespace concord::schema
