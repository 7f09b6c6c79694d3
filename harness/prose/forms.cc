// The standards and forms that descriptions name, and what they say of the type.
#include "cursor.h"

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

bool opens_with(std::string_view lower, std::initializer_list<std::string_view> openings) {
  for (const std::string_view opening : openings) {
    if (find_words(lower.substr(0, opening.size() + 1), opening) == 0) return true;
  }
  return false;
}

}  // namespace

std::optional<StatedForm> Description::form() const {
  for (const Row& row : rows) {
    if (!row.also.empty() && lower_.find(row.also) == lower_.npos) continue;
    const std::size_t at = find_words(lower_, row.words);
    if (at == lower_.npos) continue;
    Cursor end(text_, lower_, at + row.words.size());
    end.skip({"-1", " alpha-2", " alpha-3"});
    const Words words{at, end.at()};
    if (!row.is_name || !is_one_of_several(lower_, words)) return StatedForm{row.form, words};
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
