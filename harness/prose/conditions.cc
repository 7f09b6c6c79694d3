// Whether something must be there, and when.
#include "around.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace concord::prose {
namespace {

using Equation = std::pair<std::string, std::string>;

std::string take_name(Cursor& cursor) {
  if (auto value = cursor.take_value()) return std::move(value->text);
  return std::string(cursor.take_word());
}

// What may stand in place of a value and is none: "is present", "is not set".
bool is_state(std::string_view word) {
  constexpr auto states =
      std::to_array<std::string_view>({"not", "present", "set", "provided", "given", "true", "false", "null"});
  return std::find(states.begin(), states.end(), word) != states.end();
}

// "type = card", "the `mode` is `live`". The value must end the clause: "country is AU or NZ" says something else.
std::optional<Equation> take_equation(Cursor cursor) {
  cursor.skip({" ", "the "});
  std::string property = take_name(cursor);
  if (property.empty() || !cursor.skip({" = ", "=", " is ", " equals ", " is set to ", ": ", " "})) return std::nullopt;
  std::string value = take_name(cursor);
  bool is_end = cursor.is_at_end();
  for (const std::string_view end : {".", "*", ",", ")", "\n"}) is_end = is_end || cursor.starts_with(end);
  if (!is_end || value.empty() || is_state(value)) return std::nullopt;
  return Equation{std::move(property), std::move(value)};
}

}  // namespace

std::optional<StatedCondition> Description::condition() const {
  for (const std::string_view phrase : {"required if", "required when", "mandatory if", "mandatory when"}) {
    const std::size_t at = find_words(lower_, phrase);
    if (at == lower_.npos || is_denied(lower_, at)) continue;
    StatedCondition out{{at, sentence_end(lower_, at)}, {}, {}};
    if (auto equation = take_equation(Cursor(text_, lower_, at + phrase.size())))
      std::tie(out.property, out.value) = std::move(*equation);
    return out;
  }
  return std::nullopt;
}

Presence Description::presence() const {
  const std::string_view lower = base::trim(lower_);
  for (const std::string_view opening :
       {"required.", "(required)", "[required]", "mandatory.", "*required*", "**required**"}) {
    if (lower.starts_with(opening)) return Presence::Required;
  }
  for (const std::string_view opening : {"optional.", "(optional)", "[optional]", "*optional*", "**optional**"}) {
    if (lower.starts_with(opening)) return Presence::Optional;
  }
  return lower.ends_with("(optional)") || lower.ends_with("(optional).") ? Presence::Optional : Presence::Unsaid;
}

}  // namespace concord::prose
