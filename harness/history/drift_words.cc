#include "drift_answer.h"

#include <concord/base/clock.h>
#include <concord/base/counted.h>

#include <fmt/format.h>

#include <array>

namespace concord::history {

using result::SeenType;

std::string parent_of(const std::string& pointer) { return pointer.substr(0, pointer.rfind('/')); }
std::string_view leaf_of(std::string_view pointer) { return pointer.substr(pointer.rfind('/') + 1); }
bool is_member(std::string_view pointer) { return !pointer.empty() && leaf_of(pointer) != "*"; }

std::string types_in_words(std::uint8_t types) {
  constexpr std::array<std::pair<SeenType, std::string_view>, 7> words{{{SeenType::Null, "null"},
                                                                        {SeenType::Boolean, "a boolean"},
                                                                        {SeenType::Integer, "a number"},
                                                                        {SeenType::Number, "a number"},
                                                                        {SeenType::String, "a string"},
                                                                        {SeenType::Array, "an array"},
                                                                        {SeenType::Object, "an object"}}};
  std::vector<std::string> parts;
  for (const auto& [type, word] : words) {
    if ((types & static_cast<std::uint8_t>(type)) != 0) parts.emplace_back(word);
  }
  return base::join(parts, " or ");
}

std::string described(const std::string& pointer, std::uint8_t types, const PlaceProfile* known) {
  std::string text = pointer + ", " + types_in_words(types);
  const bool has_form = known && known->has_strings && !known->form.empty() && known->form != mixed_forms;
  return has_form ? text + " (" + known->form + ')' : text;
}

std::string runs_text(const CaseProfile& profile) {
  return fmt::format("{} of this case since {}", base::counted(static_cast<std::size_t>(profile.runs), "earlier run"),
                     base::format_date(time_of(profile.since)));
}

std::string runs_text(const CaseProfile& profile, const CasePart& part, std::int64_t came) {
  const std::int64_t with = part.runs - came;
  if (with == profile.runs) return runs_text(profile);
  // With another status in between they were not the last.
  return fmt::format("{}{} of {}", part.runs == profile.runs ? "the last " : "", with, runs_text(profile));
}

std::string answers_text(const OperationProfile& profile) {
  return fmt::format("{} since {}", base::counted(static_cast<std::size_t>(profile.answers), "earlier answer"),
                     base::format_date(time_of(profile.since)));
}

}  // namespace concord::history
