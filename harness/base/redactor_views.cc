#include "redactor_views.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::base::redaction {
namespace {

// What the escape at the start of a text stands for. `length` 0: there is none.
struct Undone {
  std::array<char, 4> bytes{};
  std::uint8_t count = 0;
  std::uint8_t length = 0;
};

Undone byte(char value, std::size_t length) { return {{value}, 1, static_cast<std::uint8_t>(length)}; }

Undone code_point(char32_t value, std::size_t length) {
  std::string text;
  append_utf8(text, value);
  Undone result{{}, static_cast<std::uint8_t>(text.size()), static_cast<std::uint8_t>(length)};
  std::copy(text.begin(), text.end(), result.bytes.begin());
  return result;
}

std::optional<char32_t> parse_number(std::string_view digits, unsigned base) {
  if (digits.empty() || digits.size() > 8) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : digits) {
    const unsigned digit = c >= '0' && c <= '9'   ? static_cast<unsigned>(c - '0')
                           : c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a' + 10)
                           : c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A' + 10)
                                                  : 16u;
    if (digit >= base) return std::nullopt;
    value = value * base + digit;
  }
  return value <= 0x10FFFF ? std::optional(static_cast<char32_t>(value)) : std::nullopt;
}

std::optional<char32_t> hex_digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at > text.size() || text.size() - at < count) return std::nullopt;
  return parse_number(text.substr(at, count), 16);
}

Undone undo_percent(std::string_view text) {
  const auto value = hex_digits(text, 1, 2);
  return value ? byte(static_cast<char>(*value), 3) : Undone{};
}

// A pair of surrogates is one character.
Undone undo_unicode(std::string_view text) {
  const auto high = hex_digits(text, 2, 4);
  if (!high) return {};
  if (*high < 0xD800 || *high > 0xDBFF) return code_point(*high, 6);
  const auto low = text.substr(6, 2) == "\\u" ? hex_digits(text, 8, 4) : std::nullopt;
  if (!low || *low < 0xDC00 || *low > 0xDFFF) return {};
  return code_point(0x10000 + ((*high - 0xD800) << 10) + (*low - 0xDC00), 12);
}

Undone undo_backslash(std::string_view text) {
  static constexpr std::string_view letters = "\"\\/'bfnrt";
  static constexpr std::string_view meanings = "\"\\/'\b\f\n\r\t";
  if (text.size() < 2) return {};
  if (text[1] == 'u') return undo_unicode(text);
  if (text[1] == 'x') {
    const auto value = hex_digits(text, 2, 2);
    return value ? byte(static_cast<char>(*value), 4) : Undone{};
  }
  const std::size_t letter = letters.find(text[1]);
  return letter == letters.npos ? Undone{} : byte(meanings[letter], 2);
}

struct Entity {
  std::string_view name;
  char meaning;
};
// Those of XML, and the punctuation of HTML 5.
constexpr Entity entities[] = {
    {"amp", '&'},   {"lt", '<'},    {"gt", '>'},     {"quot", '"'},   {"apos", '\''}, {"sol", '/'},
    {"bsol", '\\'}, {"plus", '+'},  {"equals", '='}, {"percnt", '%'}, {"num", '#'},   {"dollar", '$'},
    {"excl", '!'},  {"ast", '*'},   {"comma", ','},  {"period", '.'}, {"colon", ':'}, {"semi", ';'},
    {"quest", '?'}, {"commat", '@'}, {"lpar", '('},  {"rpar", ')'},   {"lsqb", '['},  {"rsqb", ']'},
    {"lcub", '{'},  {"rcub", '}'},  {"vert", '|'},   {"lowbar", '_'}, {"grave", '`'}, {"Hat", '^'},
    {"Tab", '\t'},  {"NewLine", '\n'}};

std::optional<char32_t> meaning_of_entity(std::string_view name) {
  if (name.starts_with("#x") || name.starts_with("#X")) return parse_number(name.substr(2), 16);
  if (name.starts_with('#')) return parse_number(name.substr(1), 10);
  for (const Entity& one : entities) {
    if (one.name == name) return one.meaning;
  }
  return std::nullopt;
}

Undone undo_entity(std::string_view text) {
  const std::size_t end = text.substr(0, 12).find(';');
  if (end == std::string_view::npos) return {};
  const auto value = meaning_of_entity(text.substr(1, end - 1));
  return value ? code_point(*value, end + 1) : Undone{};
}

Undone undo_pointer(std::string_view text) {
  if (text.size() < 2 || (text[1] != '0' && text[1] != '1')) return {};
  return byte(text[1] == '0' ? '~' : '/', 2);
}

Undone undo_at(std::string_view text, Escape escape) {
  switch (escape) {
    case Escape::Percent: return undo_percent(text);
    case Escape::Backslash: return undo_backslash(text);
    case Escape::Entity: return undo_entity(text);
    case Escape::Pointer: break;
  }
  return undo_pointer(text);
}

}  // namespace

char mark_of(Escape escape) { return "%\\&~"[static_cast<std::size_t>(escape)]; }

std::uint32_t View::end_of(std::size_t i) const {
  if (begins_.empty()) return static_cast<std::uint32_t>(i + 1);
  // The bytes of one character come from one place.
  std::size_t next = i + 1;
  while (begins_[next] == begins_[i]) ++next;
  return begins_[next];
}

std::optional<View> undo(const View& view, Escape escape) {
  const std::string_view text = view.bytes();
  const char mark = mark_of(escape);
  std::size_t at = text.find(mark);
  Undone found;
  while (at != text.npos && (found = undo_at(text.substr(at), escape)).length == 0) at = text.find(mark, at + 1);
  if (at == text.npos) return std::nullopt;
  std::string bytes(text.substr(0, at));
  std::vector<std::uint32_t> begins;
  bytes.reserve(text.size());
  begins.reserve(text.size() + 1);
  for (std::size_t i = 0; i < at; ++i) begins.push_back(view.begin_of(i));
  while (at < text.size()) {
    found = text[at] == mark ? undo_at(text.substr(at), escape) : Undone{};
    if (found.length == 0) found = byte(text[at], 1);
    bytes.append(found.bytes.data(), found.count);
    begins.insert(begins.end(), found.count, view.begin_of(at));
    at += found.length;
  }
  begins.push_back(text.empty() ? 0 : view.end_of(text.size() - 1));
  return View(std::move(bytes), std::move(begins));
}

}  // namespace concord::base::redaction
