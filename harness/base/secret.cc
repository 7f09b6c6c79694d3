// How secrets are found. A secret has a few whole encodings (base64, hex), which are kept as forms. On top of any
// form, single characters may be escaped, each writer choosing other ones (JSON may write '/' as it is, as "\/" or as
// "\u002F"; forms write a space as '+'). So escapes are not spelled out in forms but undone while comparing.
#include <concord/base/secret.h>
#include <concord/base/text.h>

#include <algorithm>
#include <optional>

namespace concord::base {
namespace {

constexpr std::size_t min_secret = 4;
constexpr std::size_t min_stable_base64 = 8;  // less would hit other text by chance
constexpr std::size_t max_depth = 3;          // JSON in JSON in JSON
constexpr std::size_t max_nesting = 8;        // layers, or backslashes, before one escaped character

// What an escape at the start of a text stands for. `length` 0: there is none.
struct Unescaped {
  std::string bytes;
  std::size_t length = 0;
};

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

Unescaped code_point_escape(char32_t value, std::size_t length) {
  Unescaped result{{}, length};
  append_utf8(result.bytes, value);
  return result;
}

// "%2F", or "%252F" when it was encoded twice.
Unescaped undo_percent(std::string_view text) {
  std::size_t at = 1;
  for (std::size_t i = 0; i < max_nesting && text.substr(at, 2) == "25" && hex_digits(text, at + 2, 2); ++i) at += 2;
  const auto value = hex_digits(text, at, 2);
  if (!value) return {};
  return {std::string(1, static_cast<char>(*value)), at + 2};
}

// `at` is behind "\u". A pair of surrogates is one character.
Unescaped undo_unicode(std::string_view text, std::size_t at) {
  const auto high = hex_digits(text, at, 4);
  if (!high) return {};
  if (*high < 0xD800 || *high > 0xDBFF) return code_point_escape(*high, at + 4);
  const std::size_t marker = text.find('u', at + 4);
  if (marker == std::string_view::npos || marker > at + 4 + max_nesting) return {};
  const auto low = hex_digits(text, marker + 1, 4);
  if (!low || *low < 0xDC00 || *low > 0xDFFF) return {};
  return code_point_escape(0x10000 + ((*high - 0xD800) << 10) + (*low - 0xDC00), marker + 5);
}

// "\/", "\n", "\u002F", "\x2F", with more than one backslash when it was encoded more than once.
Unescaped undo_backslash(std::string_view text) {
  static constexpr std::string_view letters = "\"/'bfnrt";
  static constexpr std::string_view meanings = "\"/'\b\f\n\r\t";
  std::size_t at = 1;
  while (at < max_nesting && at < text.size() && text[at] == '\\') ++at;
  if (at == text.size()) return {};
  if (text[at] == 'u') return undo_unicode(text, at + 1);
  if (text[at] == 'x') {
    const auto value = hex_digits(text, at + 1, 2);
    return value ? Unescaped{std::string(1, static_cast<char>(*value)), at + 3} : Unescaped{};
  }
  const std::size_t letter = letters.find(text[at]);
  if (letter == std::string_view::npos) return {};
  return {std::string(1, meanings[letter]), at + 1};
}

std::optional<char32_t> entity(std::string_view name) {
  if (name == "amp") return U'&';
  if (name == "lt") return U'<';
  if (name == "gt") return U'>';
  if (name == "quot") return U'"';
  if (name == "apos") return U'\'';
  if (name.starts_with("#x") || name.starts_with("#X")) return parse_number(name.substr(2), 16);
  return name.starts_with('#') ? parse_number(name.substr(1), 10) : std::nullopt;
}

// "&amp;", "&#x27;", also as "&amp;#x27;".
Unescaped undo_entity(std::string_view text) {
  std::size_t at = 1;
  for (;;) {
    const std::size_t end = text.substr(0, at + 12).find(';', at);
    if (end == std::string_view::npos) return {};
    const auto value = entity(text.substr(at, end - at));
    if (!value) return {};
    const std::size_t again = end + 1;
    const std::size_t next = *value == U'&' && again < 5 * max_nesting ? text.substr(0, again + 12).find(';', again)
                                                                      : std::string_view::npos;
    if (next == std::string_view::npos || !entity(text.substr(again, next - again))) {
      return code_point_escape(*value, again);
    }
    at = again;
  }
}

Unescaped undo_escape(std::string_view text) {
  switch (text[0]) {
    case '%': return undo_percent(text);
    case '\\': return undo_backslash(text);
    case '&': return undo_entity(text);
    case '+': return {" ", 1};
    default: return {};
  }
}

// Length of the escape, `depth` layers deep, of a character that is itself the mark of escapes: backslashes double
// with each layer, "%" and "&" grow a tail. (Of other characters undo_escape takes off any number of layers.)
std::size_t escaped_mark_length(std::string_view text, char mark, std::size_t depth) {
  if (mark == '\\') return text.starts_with(std::string(std::size_t{1} << depth, '\\')) ? std::size_t{1} << depth : 0;
  if (mark != '%' && mark != '&') return 0;
  const std::string_view tail = mark == '%' ? "25" : "amp;";
  if (text[0] != mark) return 0;
  for (std::size_t i = 0; i < depth; ++i) {
    if (!text.substr(1 + i * tail.size()).starts_with(tail)) return 0;
  }
  return 1 + depth * tail.size();
}

// Length of the start of `text` that stands for `form` with some of its characters escaped; 0 when none does.
std::size_t escaped_match_length(std::string_view text, std::string_view form, std::size_t depth) {
  std::size_t at = 0;
  for (std::size_t done = 0; done < form.size();) {
    const std::string_view rest = text.substr(at);
    if (rest.empty()) return 0;
    if (const std::size_t mark = escaped_mark_length(rest, form[done], depth)) {
      at += mark;
      ++done;
      continue;
    }
    const Unescaped escape = undo_escape(rest);
    if (escape.length > 0 && form.substr(done).starts_with(escape.bytes)) {
      at += escape.length;
      done += escape.bytes.size();
    } else if (rest[0] == form[done]) {
      ++at;
      ++done;
    } else {
      return 0;
    }
  }
  return at;
}

std::size_t match_length(std::string_view text, std::string_view form) {
  // As it is first: a form may itself contain what looks like an escape.
  if (text.starts_with(form)) return form.size();
  const std::size_t deepest = form.find_first_of("\\%&") == std::string_view::npos ? 1 : max_depth;
  for (std::size_t depth = 1; depth <= deepest; ++depth) {
    if (const std::size_t length = escaped_match_length(text, form, depth)) return length;
  }
  return 0;
}

std::string upper_case(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

std::string to_url_alphabet(std::string text) {
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

// The part of the base64 of (skipped bytes + secret + anything) that depends on the secret alone.
std::string stable_base64(std::string_view secret, std::size_t skipped) {
  const std::string encoded = base64_encode(std::string(skipped, '\0') + std::string(secret));
  const std::size_t first = (skipped * 8 + 5) / 6;
  const std::size_t last = (skipped + secret.size()) * 8 / 6;
  return encoded.substr(first, last - first);
}

std::vector<std::string> forms_of(const std::string& secret) {
  std::vector<std::string> forms{secret, hex_encode(secret), upper_case(hex_encode(secret)), base64_encode(secret)};
  for (const std::size_t skipped : {0u, 1u, 2u}) {
    const std::string stable = stable_base64(secret, skipped);
    if (stable.size() >= min_stable_base64) forms.push_back(stable);
  }
  for (std::size_t i = 3, count = forms.size(); i < count; ++i) forms.push_back(to_url_alphabet(forms[i]));
  std::sort(forms.begin(), forms.end());
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  return forms;
}

}  // namespace

void Redactor::add(std::string name, const Secret& secret) {
  if (secret.reveal().size() < min_secret) return;
  forms_.resize(256);
  for (std::string& form : forms_of(secret.reveal())) {
    std::vector<Form>& alike = forms_[static_cast<unsigned char>(form[0])];
    const auto shorter = std::find_if(alike.begin(), alike.end(),
                                      [&form](const Form& other) { return other.text.size() < form.size(); });
    alike.insert(shorter, {std::move(form), name});
  }
}

Redactor::Match Redactor::match_forms(std::string_view text, char first) const {
  for (const Form& form : forms_[static_cast<unsigned char>(first)]) {
    if (const std::size_t length = match_length(text, form.text)) return {&form, length};
  }
  return {};
}

// What begins here begins with the first byte as it is, or with what that is an escape of.
Redactor::Match Redactor::match(std::string_view text) const {
  if (forms_.empty()) return {};
  const Match literal = match_forms(text, text[0]);
  const Unescaped escape = undo_escape(text);
  if (escape.length == 0 || escape.bytes[0] == text[0]) return literal;
  const Match escaped = match_forms(text, escape.bytes[0]);
  return escaped.length > literal.length ? escaped : literal;
}

std::string Redactor::redact(std::string_view text) const {
  std::string result;
  std::size_t hidden_until = 0;
  const std::string* last_name = nullptr;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const Match found = match(text.substr(at));
    // A secret may begin inside another one: its end must not stay behind.
    if (found.form && at + found.length > hidden_until) {
      const bool is_same = at < hidden_until && last_name && *last_name == found.form->name;
      if (!is_same) result += "[" + found.form->name + "]";
      hidden_until = at + found.length;
      last_name = &found.form->name;
    }
    if (at >= hidden_until) result += text[at];
  }
  return result;
}

std::string Redactor::find(std::string_view text) const {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (const Match found = match(text.substr(at)); found.form) return found.form->name;
  }
  return {};
}

}  // namespace concord::base
