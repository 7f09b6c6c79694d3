#include "prose_facts.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace concord::lint {
namespace {

constexpr std::size_t most_values = 100;

bool is_word(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}
bool is_capital(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// To the end of the sentence; a full stop within a number or a name does not end it.
std::string_view sentence_from(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && text[end] != '\n') {
    const bool is_stop = text[end] == '.' && (end + 1 == text.size() || text[end + 1] == ' ' || text[end + 1] == '\n' ||
                                              text[end + 1] == '*');
    if (is_stop) break;
    ++end;
  }
  std::string_view out = base::trim(text.substr(begin, end - begin));
  while (!out.empty() && (out.back() == '*' || out.back() == '.')) out.remove_suffix(1);
  return out;
}

// A value at the start of `text`: in backticks or quotes, or a word of capitals. Moves past it.
std::optional<std::string> take_value(std::string_view& text) {
  if (text.empty()) return std::nullopt;
  const char quote = text.front();
  if (quote == '`' || quote == '"' || quote == '\'') {
    const std::size_t close = text.find(quote, 1);
    if (close == std::string_view::npos || close > 60) return std::nullopt;
    std::string value(text.substr(1, close - 1));
    const bool is_quoted_twice = value.size() > 1 && value.front() == '"' && value.back() == '"';
    if (quote == '`' && is_quoted_twice) value = value.substr(1, value.size() - 2);
    text.remove_prefix(close + 1);
    return value;
  }
  std::size_t size = 0;
  while (size < text.size() && is_capital(text[size])) ++size;
  if (size < 2 || (size < text.size() && is_word(text[size]))) return std::nullopt;
  std::string value(text.substr(0, size));
  text.remove_prefix(size);
  return value;
}

bool take_separator(std::string_view& text) {
  const std::size_t before = text.size();
  for (const std::string_view part : {" ", ",", " ", "or ", "and ", "/", "|", " "}) {
    if (text.starts_with(part)) text.remove_prefix(part.size());
  }
  return text.size() != before;
}

std::size_t after_any(const std::string& lower, std::initializer_list<std::string_view> phrases) {
  std::size_t best = std::string::npos;
  for (const std::string_view phrase : phrases) {
    const std::size_t at = lower.find(phrase);
    if (at != std::string::npos) best = std::min(best, at + phrase.size());
  }
  return best;
}

// "the slug or the UUID": what stands there need not be one.
bool is_one_of_several(std::string_view lower, std::size_t begin, std::size_t end) {
  const std::size_t from = begin < 24 ? 0 : begin - 24;
  const std::string_view around = lower.substr(from, end + 12 - from);
  return around.find(" or ") != std::string_view::npos || around.find("either ") != std::string_view::npos;
}

}  // namespace

std::vector<std::string> stated_values(std::string_view description) {
  std::vector<std::string> values;
  const std::string lower = base::to_lower_ascii(description);
  const std::size_t at = after_any(
      lower, {"one of ", "one of: ", "valid values: ", "valid values are ", "allowed values: ", "allowed values are ",
              "possible values: ", "possible values are ", "this can be "});
  if (at == std::string::npos) return values;
  std::string_view rest = description.substr(at);
  while (rest.starts_with(' ') || rest.starts_with(':') || rest.starts_with('[')) rest.remove_prefix(1);
  for (auto value = take_value(rest); value && values.size() < most_values; value = take_value(rest)) {
    values.push_back(std::move(*value));
    if (!take_separator(rest)) break;
  }
  if (values.size() < 2) values.clear();
  return values;
}

std::string_view stated_type(std::string_view description) {
  const std::string lower = base::to_lower_ascii(base::trim(description.substr(0, 40)));
  for (const std::string_view opening : {"an array of ", "array of ", "a list of ", "list of ", "the list of "}) {
    if (lower.starts_with(opening)) return "array";
  }
  for (const std::string_view opening : {"the url ", "a url ", "url to ", "url of ", "the uri "}) {
    if (lower.starts_with(opening)) return "string";
  }
  return {};
}

std::optional<StatedFormat> stated_format(std::string_view description) {
  struct Row {
    std::string_view phrase, format;
  };
  static constexpr auto rows = std::to_array<Row>({{"e.164", "e164"},
                                                   {"iso-3166 alpha-3", "iso-3166-alpha-3"},
                                                   {"iso 3166 alpha-3", "iso-3166-alpha-3"},
                                                   {"iso 3166-1 alpha-3", "iso-3166-alpha-3"},
                                                   {"iso 3166-1 alpha-2", "iso-3166-alpha-2"},
                                                   {"iso 4217", "iso-4217"},
                                                   {"iso8601 format", "date-time"},
                                                   {"iso 8601 format", "date-time"},
                                                   {"rfc 3339", "date-time"},
                                                   {" uuid", "uuid"},
                                                   {" ulid", "ulid"},
                                                   {"email address", "email"},
                                                   {"expiration timestamp", "date-time"},
                                                   {"any alphanumeric string", "alphanumeric"},
                                                   {"alphanumeric characters only", "alphanumeric"},
                                                   {"must be alphanumeric", "alphanumeric"},
                                                   {"only alphanumeric characters", "alphanumeric"}});
  const std::string lower = " " + base::to_lower_ascii(description);
  for (const Row& row : rows) {
    const std::size_t at = lower.find(row.phrase);
    if (at == std::string::npos) continue;
    const std::size_t end = at + row.phrase.size();
    if (end < lower.size() && is_word(lower[end]) && lower[end] != '-') continue;
    if (row.phrase.front() == ' ' && is_one_of_several(lower, at, end)) continue;
    const std::size_t begin = row.phrase.front() == ' ' ? at : at - 1;  // one blank was put before
    return StatedFormat{row.format, std::string(description.substr(begin, end - 1 - begin))};
  }
  return std::nullopt;
}

std::optional<std::string> stated_default(std::string_view description) {
  const std::string lower = base::to_lower_ascii(description);
  const std::size_t at = after_any(lower, {"defaults to ", "default value is ", "default is ", "default: "});
  if (at == std::string::npos) return std::nullopt;
  std::string_view rest = description.substr(at);
  while (!rest.empty() && (rest.front() == '`' || rest.front() == '"' || rest.front() == '\'' || rest.front() == '*'))
    rest.remove_prefix(1);
  std::size_t size = 0;
  while (size < rest.size() &&
         (is_word(rest[size]) || (rest[size] == '.' && size + 1 < rest.size() && is_word(rest[size + 1]))))
    ++size;
  if (size == 0) return std::nullopt;
  const std::string word(rest.substr(0, size));
  for (const std::string_view article : {"the", "a", "an", "all", "any", "your", "no", "if", "when"}) {
    if (base::equals_ignoring_case(word, article)) return std::nullopt;  // "defaults to the current time"
  }
  return word;
}

std::optional<std::int64_t> stated_length(std::string_view description) {
  const std::string lower = base::to_lower_ascii(description);
  for (const std::string_view phrase :
       {"over ", "up to ", "at most ", "maximum of ", "max ", "maximum length ", "max length "}) {
    const std::size_t at = lower.find(phrase);
    if (at == std::string::npos) continue;
    const char* begin = lower.data() + at + phrase.size();
    std::int64_t number = 0;
    const auto read = std::from_chars(begin, lower.data() + lower.size(), number);
    if (read.ec != std::errc{} || number <= 0) continue;
    const std::string_view rest(read.ptr, static_cast<std::size_t>(lower.data() + lower.size() - read.ptr));
    if (rest.starts_with(" char") || phrase.find("length") != std::string_view::npos) return number;
  }
  return std::nullopt;
}

std::optional<std::string> stated_condition(std::string_view description) {
  const std::string lower = base::to_lower_ascii(description);
  for (const std::string_view phrase : {"required if ", "required when ", "mandatory if ", "mandatory when "}) {
    const std::size_t at = lower.find(phrase);
    if (at != std::string::npos) return base::ellipsize(sentence_from(description, at), 80);
  }
  return std::nullopt;
}

Presence stated_presence(std::string_view description) {
  const std::string lower = base::to_lower_ascii(base::trim(description));
  for (const std::string_view opening :
       {"required.", "(required)", "[required]", "mandatory.", "*required*", "**required**"}) {
    if (lower.starts_with(opening)) return Presence::Required;
  }
  for (const std::string_view opening : {"optional.", "(optional)", "[optional]", "*optional*", "**optional**"}) {
    if (lower.starts_with(opening)) return Presence::Optional;
  }
  return lower.ends_with("(optional)") || lower.ends_with("(optional).") ? Presence::Optional : Presence::Unsaid;
}

}  // namespace concord::lint
