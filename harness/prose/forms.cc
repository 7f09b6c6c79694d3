// The standards and forms that descriptions name, and what they say of the type.
#include "around.h"

#include <concord/base/text.h>

#include <array>

namespace concord::prose {
namespace {

// The first row that fits counts. `also`: must occur anywhere in the description. `is_name`: the word is used for what
// a value is as well as for how it is written, so "the slug or the UUID" says nothing of the form.
struct Row {
  std::string_view words, also;
  Form form;
  bool is_name = false;
};
constexpr Form country_2{"iso-3166-alpha-2", "pattern", "^[A-Z]{2}$"};
constexpr Form country_3{"iso-3166-alpha-3", "format", "iso-3166-alpha-3"};
constexpr Form country{"iso-3166-1", "pattern", "^[A-Z]{2,3}$"};
constexpr Form currency{"iso-4217", "pattern", "^[A-Z]{3}$"};
constexpr Form date{"date", "format", "date"};
constexpr Form date_time{"date-time", "format", "date-time"};
constexpr Form duration{"duration", "format", "duration"};
constexpr Form email{"email", "format", "email"};
constexpr Form alphanumeric{"alphanumeric", "pattern", "^[A-Za-z0-9]*$"};

constexpr auto rows = std::to_array<Row>({
    {"e.164", "", {"e164", "format", "e164"}},
    {"iso-3166", "alpha-3", country_3},
    {"iso 3166", "alpha-3", country_3},
    {"iso-3166", "alpha-2", country_2},
    {"iso 3166", "alpha-2", country_2},
    {"iso-3166-1", "", country},
    {"iso 3166-1", "", country},
    {"iso-4217", "", currency},
    {"iso 4217", "", currency},
    {"iso 8601", "duration", duration},
    {"iso-8601", "duration", duration},
    {"iso 8601", "time", date_time},
    {"iso8601", "time", date_time},
    {"iso-8601", "time", date_time},
    {"iso 8601", "date", date},
    {"iso8601", "date", date},
    {"iso-8601", "date", date},
    {"iso 8601 format", "", date_time},
    {"iso8601 format", "", date_time},
    {"rfc 3339", "", date_time},
    {"rfc3339", "", date_time},
    {"expiration timestamp", "", date_time},
    {"yyyy-mm-dd", "", date},
    {"uuid", "", {"uuid", "format", "uuid"}, true},
    {"ulid", "", {"ulid", "format", "ulid"}, true},
    {"email address", "", email},
    {"e-mail address", "", email},
    {"any alphanumeric string", "", alphanumeric},
    {"alphanumeric characters only", "", alphanumeric},
    {"only alphanumeric characters", "", alphanumeric},
    {"must be alphanumeric", "", alphanumeric},
});

// "the slug or the UUID", "either the UUID in braces, or …".
bool is_one_of_several(std::string_view lower, Words words) {
  constexpr std::size_t before = 24, behind = 12;
  const std::size_t from = words.begin < before ? 0 : words.begin - before;
  const std::string_view around = lower.substr(from, words.end + behind - from);
  return around.find(" or ") != around.npos || around.find("either ") != around.npos;
}

// "ULID (a time-based, sortable UUID)": the first name says what it is, the others explain it.
bool is_explanation(std::string_view lower, std::size_t at) {
  return std::any_of(rows.begin(), rows.end(),
                     [&](const Row& row) { return row.is_name && find_words(lower, row.words) < at; });
}

// "the domain of their email address", "whether an email address is wanted": the value is something else.
bool is_about_other(std::string_view lower, std::size_t at) {
  return has_word(lower, sentence_begin(lower, at), at,
                  {"of", "for", "in", "to", "by", "if", "when", "whether", "with", "and", "from", "which", "that",
                   "contains", "includes", "include", "containing", "via", "using", "where", "any"});
}

// "RFC 3339, comma separated", "a filter such as …": what parts of the value look like.
bool is_of_parts(std::string_view lower) {
  return has_word(lower, 0, lower.size(),
                  {"separated", "delimited", "filter string", "filter expression", "expression", "expressions",
                   "date range", "time range", "interval", "list of", "query string", "iso 639-1", "underscore"});
}

// "yyyy-MM-dd'T'HH:mm": a form of its own.
bool goes_on(Cursor cursor) {
  for (const std::string_view next : {"'t'", "thh", "t00", " hh", "'t", "-hh", "\"t\"", "t\"", "_hh", "/", " 'at'"}) {
    if (cursor.starts_with(next)) return true;
  }
  return false;
}

bool opens_with(std::string_view lower, std::initializer_list<std::string_view> openings) {
  for (const std::string_view opening : openings) {
    if (find_words(lower.substr(0, opening.size() + 1), opening) == 0) return true;
  }
  return false;
}

}  // namespace

std::optional<StatedForm> Description::form() const {
  if (is_of_parts(lower_)) return std::nullopt;
  for (const Row& row : rows) {
    if (!row.also.empty() && lower_.find(row.also) == lower_.npos) continue;
    const std::size_t at = find_words(lower_, row.words);
    if (at == lower_.npos || is_denied(lower_, at)) continue;
    const std::string_view before = std::string_view(lower_).substr(0, at);
    if (row.is_name && (before.ends_with('{') || before.ends_with(" of a "))) continue;  // "plan_${uuid}": a part
    Cursor end(text_, lower_, at + row.words.size());
    end.skip({"-1", " alpha-2", " alpha-3"});
    const Words words{at, end.at()};
    if (row.is_name && (is_one_of_several(lower_, words) || is_explanation(lower_, at))) continue;
    if (row.form.name == "email" && is_about_other(lower_, at)) continue;
    if (!goes_on(end)) return StatedForm{row.form, words};
  }
  return std::nullopt;
}

StatedType Description::type() const {
  const std::string_view opening = base::trim(lower_);
  if (opens_with(opening, {"the url", "a url", "url to", "url of", "the uri"})) return StatedType::Url;
  if (!opens_with(opening, {"an array of", "array of", "a list of", "the list of", "list of"}))
    return StatedType::Unsaid;
  for (const std::string_view word : {"separated", "delimited", "comma", "encoded", "stringified", "json"}) {
    if (opening.find(word) != opening.npos) return StatedType::ListInText;
  }
  return StatedType::List;
}

}  // namespace concord::prose
