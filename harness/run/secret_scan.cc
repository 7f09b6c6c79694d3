#include "secret_scan.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace concord::run {

using document::Node;

namespace {

constexpr std::size_t shortest_token = 8, shortest_cookie = 12;  // bytes; shorter ones are words such as "none"
constexpr std::size_t shortest_made = 12, shortest_jwt = 40;
constexpr std::size_t shortest_link_secret = 40;  // longer than a UUID
constexpr std::size_t deepest = 4;                // JSON in strings of JSON
constexpr std::size_t most_fields = 256;          // of cookies; more are dropped where headers are read

std::string shown_name(std::string_view name) {
  std::string shown(name.substr(0, 40));
  for (char& c : shown) {
    if (!base::is_alphanumeric(c) && c != '-' && c != '.') c = '_';
  }
  return shown;
}

// Letters and digits without a blank: no word, no sentence, no number, no address.
bool looks_made(std::string_view value) {
  if (value.size() < shortest_made || value.find("://") != std::string_view::npos) return false;
  return value.find_first_of(" \t\r\n<>") == std::string_view::npos &&
         std::any_of(value.begin(), value.end(), base::is_digit) &&
         std::any_of(value.begin(), value.end(), base::is_letter);
}

// What stands in place of a secret.
bool is_mark(std::string_view value) {
  return (value.starts_with('[') && value.ends_with(']')) || value.starts_with("{{") ||
         value.find_first_not_of('*') == std::string_view::npos;
}

// Where a member of JSON of that name is mostly something else (an error's code), a field of a form or a query is not.
bool may_name_field(std::string_view name) {
  static constexpr std::array names{"sig", "code", "key", "pwd", "pass", "pin", "sid", "otp", "assertion", "ticket"};
  return std::any_of(names.begin(), names.end(),
                     [name](const char* one) { return base::equals_ignoring_case(name, one); });
}

// "tokens" → "token".
std::string_view singular(std::string_view name) {
  return name.size() > 1 && name.ends_with('s') ? name.substr(0, name.size() - 1) : name;
}

// The last part of a URL's path where it is long: whoever has such a link has what is behind it.
std::string_view secret_of_link(std::string_view text) {
  const std::size_t scheme = text.find("://");
  if (scheme == std::string_view::npos) return {};
  const std::string_view path = text.substr(0, text.find_first_of("?#"));
  const std::string_view last = path.substr(path.rfind('/') + 1);
  return last.size() >= shortest_link_secret && scheme + 3 < path.rfind('/') ? last : std::string_view();
}

// Of the quote that ends the string of JSON which begins at `begin`, or of the end of the text.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
  std::size_t at = begin + 1;
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
  return std::min(at, text.size());
}

// What stands between the quotes of a string of JSON; "" where that is none.
std::string unescaped(std::string_view written) {
  const auto parsed = document::parse_answer_json('"' + std::string(written) + '"');
  return parsed.root && parsed.faults.empty() ? std::string(parsed.root->string_or_empty()) : std::string();
}

bool is_of(char c, std::string_view more) { return base::is_alphanumeric(c) || more.find(c) != more.npos; }
bool is_of_token(char c) { return is_of(c, "-._~+/="); }
bool is_of_name(char c) { return is_of(c, "-_.%"); }

// Of a value without quotes; what is padded with '=' has that at its end.
std::size_t end_of_value(std::string_view text) {
  const std::size_t end = std::min(text.find_first_of("=&;,\"'<>()[]{}|\\ \t\r\n#"), text.size());
  return std::min(text.find_first_not_of('=', end), text.size());
}

std::string_view run_of_token(std::string_view text, std::size_t from) {
  std::size_t end = from;
  while (end < text.size() && is_of_token(text[end])) ++end;
  return text.substr(from, end - from);
}

// As a form writes it: '+' for a blank, the rest percent-encoded.
std::string decoded(std::string_view value) {
  return base::percent_decode(base::replace_all(std::string(value), "+", " "));
}

// What has to stand in a text so that a secret may be in it, a bit for each: most texts have none of them.
using Marks = std::uint8_t;
constexpr Marks quote_mark = 1, equals_mark = 2, blank_mark = 4, token_mark = 8, colon_mark = 16;

constexpr std::array<Marks, 256> make_marks() {
  std::array<Marks, 256> marks{};
  marks['"'] = quote_mark, marks['='] = equals_mark, marks[' '] = blank_mark;
  marks['J'] = token_mark, marks[':'] = colon_mark;
  return marks;
}

Marks marks_in(std::string_view text) {
  static constexpr std::array<Marks, 256> marks = make_marks();
  unsigned found = 0;
  for (const char c : text) found |= marks[static_cast<unsigned char>(c)];
  return static_cast<Marks>(found);
}

}  // namespace

void SecretScan::keep(std::string_view name, std::string_view value) {
  if (!is_mark(value)) out_.push_back({shown_name(name), std::string(value)});
}

bool SecretScan::add(std::string_view name, std::string_view value) {
  if (value.size() < std::min(shortest_password_, shortest_token)) return false;
  return add(name, base::secret_naming(name), value);
}

bool SecretScan::add(std::string_view name, const base::SecretNaming& naming, std::string_view value) {
  if (value.size() < std::min(shortest_password_, shortest_token)) return false;
  const bool is_long = value.size() >= (naming.password ? shortest_password_ : shortest_token);
  const bool is_secret =
      is_long && (naming.password || naming.credential || (naming.credential_end && looks_made(value)));
  if (is_secret) keep(name, value);
  return is_secret;
}

void SecretScan::json(const Node& node, std::string_view parent) {
  for (const auto& [key, value, span] : node.members()) {
    const std::string_view text = value.string_or_empty();
    // {"credentials": {"key": "…"}}
    const bool is_part = key == "key" && base::ends_as_credential(parent) && looks_made(text);
    if (is_part) keep(parent, text);
    const bool is_added = is_part || add(key, text);
    if (const auto secret = is_added ? std::string_view() : secret_of_link(text); !secret.empty()) keep(key, secret);
    if (!is_added) this->text(text);
    for (const Node& item : value.items()) add(singular(key), item.string_or_empty());
    json(value, key);
  }
  // [{"name": "password", "value": "…"}]
  const Node* name = node.is_object() ? node.find("name") : nullptr;
  const Node* value = name != nullptr ? node.find("value") : nullptr;
  if (value != nullptr) add(name->string_or_empty(), value->string_or_empty());
  for (const Node& item : node.items()) {
    text(item.string_or_empty());
    json(item, parent);
  }
}

void SecretScan::text(std::string_view text) {
  if (!is_json(text)) pieces(text);
}

void SecretScan::pieces(std::string_view text) {
  if (text.size() < shortest_password_) return;
  const Marks marks = marks_in(text);
  if ((marks & quote_mark) != 0) strings(text);
  if ((marks & equals_mark) != 0) pairs(text);
  if ((marks & blank_mark) != 0) schemes(text);
  if ((marks & token_mark) != 0) tokens(text);
  if ((marks & colon_mark) != 0) user_of_url(text);
}

// "key": "value"
void SecretScan::strings(std::string_view text) {
  const auto behind_blanks = [text](std::size_t from) {
    return std::min(text.find_first_not_of(" \t\r\n", from), text.size());
  };
  for (std::size_t at = text.find('"'); at < text.size();) {
    const std::size_t key_end = end_of_string(text, at);
    const std::string_view key = text.substr(at + 1, key_end - at - 1);
    const std::size_t colon = behind_blanks(key_end + 1);
    const std::size_t begin = colon < text.size() && text[colon] == ':' ? behind_blanks(colon + 1) : text.size();
    if (begin >= text.size() || text[begin] != '"') {
      at = text.find('"', key_end + 1);
      continue;
    }
    const std::size_t end = end_of_string(text, begin);
    const std::string_view value = text.substr(begin + 1, end - begin - 1);
    const std::string plain = value.find('\\') == value.npos ? std::string() : unescaped(value);
    if (!plain.empty() && !add(key, plain)) this->text(plain);
    add(key, value);
    at = text.find('"', end + 1);
  }
}

// Whether it is JSON by itself: in a string of JSON, mostly.
bool SecretScan::is_json(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos || (text[first] != '{' && text[first] != '[')) return false;
  if (text.size() < shortest_password_ || depth_ == deepest) return false;
  const auto parsed = document::parse_answer_json(text);
  if (!parsed.root || !parsed.faults.empty()) return false;
  ++depth_;
  json(*parsed.root);
  --depth_;
  return true;
}

// name=value, in a form, a URL, a header, HTML.
void SecretScan::pairs(std::string_view text) {
  constexpr std::size_t longest_name = 64;
  for (std::size_t at = text.find('='); at != std::string_view::npos; at = text.find('=', at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && at - begin < longest_name && is_of_name(text[begin - 1])) --begin;
    const std::string name = base::percent_decode(text.substr(begin, at - begin));
    if (name.empty()) continue;
    const std::string_view rest = text.substr(at + 1);
    const bool is_quoted = rest.starts_with('"') || rest.starts_with('\'');
    const std::size_t end = is_quoted ? rest.find(rest.front(), 1) : end_of_value(rest);
    const std::string_view value = is_quoted ? rest.substr(1, end == rest.npos ? end : end - 1) : rest.substr(0, end);
    if (base::equals_ignoring_case(name, "name")) {
      field(text, value, at + 1 + value.size());
      continue;
    }
    const std::string plain = decoded(value);
    const bool is_field = looks_made(plain) && may_name_field(name);
    if (is_field) keep(name, plain);
    if ((is_field || add(name, plain)) && plain != value) keep(name, value);
  }
}

// Behind name="password": in multipart/form-data the line behind the fields, in HTML value="…" of the same element.
void SecretScan::field(std::string_view text, std::string_view name, std::size_t from) {
  constexpr std::size_t most_between = 512, longest = 8'192;
  const std::string_view near = text.substr(from, most_between);
  const std::size_t blank = near.find("\r\n\r\n"), element = near.find_first_of("<>"), given = near.find("value=");
  if (given < element && given < blank && given + 7 < near.size()) {
    const std::string_view value = text.substr(from + given + 7, longest);
    add(name, value.substr(0, value.find_first_of("\"'<>")));
  } else if (blank < near.find("\r\n--")) {
    const std::string_view value = text.substr(from + blank + 4, longest);
    const std::string_view whole = value.substr(0, value.find("\r\n"));
    if (!add(name, whole) && looks_made(whole) && may_name_field(name)) keep(name, whole);
  }
}

// "Bearer …" wherever it stands.
void SecretScan::schemes(std::string_view text) {
  for (const std::string_view scheme : {"earer ", "EARER "}) {
    for (std::size_t at = text.find(scheme); at != std::string_view::npos; at = text.find(scheme, at + 1)) {
      const std::string_view value = run_of_token(text, at + scheme.size());
      if (looks_made(value)) keep("bearer", value);
    }
  }
}

// A JSON Web Token begins with {" in base64.
void SecretScan::tokens(std::string_view text) {
  for (std::size_t at = text.find("eyJ"); at != std::string_view::npos;) {
    const std::string_view value = run_of_token(text, at);
    const bool is_whole = at == 0 || !is_of_token(text[at - 1]) || text[at - 1] == '=';
    if (is_whole && value.size() >= shortest_jwt && std::count(value.begin(), value.end(), '.') >= 2)
      keep("jwt", value);
    at = text.find("eyJ", at + value.size());
  }
}

// https://user:password@host/
void SecretScan::user_of_url(std::string_view text) {
  for (std::size_t at = text.find("://"); at != std::string_view::npos; at = text.find("://", at + 3)) {
    const std::string_view rest = text.substr(at + 3);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#\\\" \t\r\n<>"));
    const std::size_t end = authority.rfind('@'), colon = authority.find(':');
    if (end == std::string_view::npos || colon >= end) continue;
    const std::string_view password = authority.substr(colon + 1, end - colon - 1);
    if (password.size() < 4) continue;
    keep("password", password);
    if (const std::string plain = base::percent_decode(password); plain != password) keep("password", plain);
  }
}

void SecretScan::cookies(std::string_view pairs) {
  for (const std::string_view pair : base::split(pairs, ';')) {
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view value = base::trim(pair.substr(std::min(equals + 1, pair.size())));
    if (value.size() < shortest_cookie) continue;
    const std::string name = "cookie." + shown_name(base::trim(pair.substr(0, equals)));
    keep(name, value);
    if (const std::string plain = base::percent_decode(value); plain != value) keep(name, plain);
  }
}

void SecretScan::authorization(const http::Header& header) {
  const std::string_view value = header.value;
  add(header.name, value);
  const std::size_t blank = value.find(' ');
  if (blank == std::string_view::npos) return;
  const std::string_view behind = base::trim(value.substr(blank + 1));
  add(header.name, behind);
  if (!base::equals_ignoring_case(value.substr(0, blank), "Basic")) return;
  const auto user = base::base64_decode(std::string(behind));
  const std::size_t colon = user ? user->find(':') : std::string::npos;
  if (colon == std::string::npos || user->size() - colon <= 4) return;
  keep(header.name, std::string_view(*user).substr(colon + 1));
}

void SecretScan::headers(const http::Headers& headers) {
  for (std::size_t i = 0; i < std::min(headers.size(), most_fields); ++i) {
    const http::Header& header = headers[i];
    const base::SecretNaming naming = base::secret_naming(header.name);
    if (base::equals_ignoring_case(header.name, "Set-Cookie")) {
      cookies(std::string_view(header.value).substr(0, header.value.find(';')));
    } else if (base::equals_ignoring_case(header.name, "Cookie")) {
      cookies(header.value);
    } else if (naming.credential) {
      authorization(header);
    } else if (!add(header.name, naming, header.value)) {
      text(header.value);
    }
  }
}

}  // namespace concord::run
