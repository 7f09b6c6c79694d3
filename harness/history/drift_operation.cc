// What belongs to an operation, whichever case it is: headers, forms, members of lists, orders of magnitude.
#include "drift_answer.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace concord::history {

using result::Magnitudes;
using result::Observations;
using result::PlaceSeen;
using result::SeenType;

namespace {

constexpr int far_off = 2;         // orders of magnitude, so more than ten times as much
constexpr int large_enough = 3;    // a hundred and more: below that a number may be anything

std::string form_in_words(const std::string& form) { return form.empty() ? "a text of no known form" : form; }

bool is_of_transport(std::string_view header) {
  static constexpr std::array<std::string_view, 24> names{
      "accept-ranges", "age",       "alt-svc",   "cf-cache-status", "cf-ray",   "connection", "content-encoding",
      "content-length", "date",     "etag",      "keep-alive",      "last-modified", "nel",   "report-to",
      "server",        "server-timing", "set-cookie", "transfer-encoding", "vary", "via",     "x-cache",
      "x-powered-by",  "x-runtime", "x-served-by"};
  return std::find(names.begin(), names.end(), header) != names.end();
}

std::string power_of_ten(int exponent) {
  return exponent > 15 ? fmt::format("10^{}", exponent) : fmt::format("{:.0f}", std::pow(10, exponent));
}
// What has a magnitude is below that, or from that on; of positive numbers.
std::string bound_above(std::int8_t magnitude) { return power_of_ten(magnitude); }
std::string bound_below(std::int8_t magnitude) { return power_of_ten(magnitude - 1); }

// How magnitudes are outside those that were seen; `now` "" where they are not.
struct Outside {
  std::string was, now;
  bool is_by_most = false;
};

Outside outside_of_numbers(const PlaceProfile& was, const Magnitudes& seen) {
  if (was.least >= 0 && seen.least < 0) return {"never negative", "negative", false};
  if (seen.most - was.most >= far_off && seen.most >= large_enough)
    return {"below " + bound_above(std::max<std::int8_t>(was.most, 0)), bound_below(seen.most) + " or more", true};
  // 0 stands for none, which is not far below.
  if (seen.least > 0 && was.least >= large_enough && was.least - seen.least >= far_off)
    return {bound_below(was.least) + " or more", "below " + bound_above(seen.least), false};
  return {};
}

Outside outside_of_lengths(const PlaceProfile& was, const Magnitudes& seen) {
  if (was.least > 0 && seen.least == 0) return {"never empty", "empty", false};
  if (seen.most - was.most >= far_off && seen.most >= large_enough)
    return {"shorter than " + bound_above(was.most), "of " + bound_below(seen.most) + " elements or more", true};
  return {};
}

}  // namespace

void Drifting::compare_headers(const Answer& answer, const Observations& seen) {
  const OperationProfile& profile = answer.known.profile;
  if (profile.answers < enough_answers) return;
  for (const auto& [name, is_sometimes] : profile.headers) {
    const bool is_here = std::binary_search(seen.headers.begin(), seen.headers.end(), name);
    if (is_here || is_sometimes || is_of_transport(name)) continue;
    Drift drift = answer.drift("drift.header-gone", "header " + name);
    drift.was = "the header in all answers";
    drift.now = "no such header";
    drift.message = fmt::format("the header {} is gone: all of {} had it", name, answers_text(profile));
    tell(std::move(drift), answer.one);
  }
}

void Drifting::compare_texts(const Answer& answer, const Observations& seen) {
  const OperationProfile& profile = answer.known.profile;
  for (const PlaceSeen& place : seen.places) {
    const PlaceProfile* was = answer.place(place.pointer);
    if (!was || profile.answers < enough_answers || answer.is_broken(place.pointer)) continue;
    const bool had_form = was->has_strings && !was->form.empty() && was->form != mixed_forms;
    if (had_form && place.has(SeenType::String) && place.form != was->form) {
      Drift drift = answer.drift("drift.form", place.pointer);
      drift.was = was->form;
      drift.now = form_in_words(place.form);
      drift.message = fmt::format("{} is {}: it was {} in all of {}", place.pointer, drift.now, was->form,
                                  answers_text(profile));
      tell(std::move(drift), answer.one);
    }
    if (was->members.empty() || profile.answers < enough_for_lists) continue;
    for (const std::string& member : place.members) {
      if (std::find(was->members.begin(), was->members.end(), member) != was->members.end()) continue;
      Drift drift = answer.drift("drift.enum", place.pointer);
      drift.was = joined(was->members);
      drift.now = member;
      drift.message = fmt::format("{} is {} for the first time: it was {} in {}", place.pointer, member, drift.was,
                                  answers_text(profile));
      tell(std::move(drift), answer.one);
    }
  }
}

// Also of answers that otherwise look as they did in the run before.
void Drifting::compare_magnitudes(const Scope& scope, const Shape& shape, const OperationProfile& known) {
  if (known.answers < enough_for_lists) return;
  for (std::size_t i = 0; i < shape.seen.places.size(); ++i) {
    const PlaceSeen& seen = shape.seen.places[i];
    const auto was = known.places.find(seen.pointer);
    if (seen.sizes.is_empty() || was == known.places.end() || was->second.least > was->second.most) continue;
    const bool is_array = seen.has(SeenType::Array) || seen.has(SeenType::Object);
    const Outside outside =
        is_array ? outside_of_lengths(was->second, seen.sizes) : outside_of_numbers(was->second, seen.sizes);
    if (outside.now.empty()) continue;
    const auto by = by_index_.find(outside.is_by_most ? shape.most_by[i] : shape.least_by[i]);
    if (!by || by->scope != &scope) continue;
    const auto& broken = by->seen->broken();
    if (std::find(broken.begin(), broken.end(), seen.pointer) != broken.end()) continue;
    Drift drift;
    drift.kind = is_array ? "drift.size" : "drift.range";
    drift.operation = shape.seen.operation;
    drift.status = shape.seen.status;
    drift.pointer = seen.pointer;
    drift.was = outside.was;
    drift.now = outside.now;
    const std::string place = seen.pointer.empty() ? "the body" : seen.pointer;
    drift.message = fmt::format("{} is {}: it was {} in {}", place, outside.now, outside.was, answers_text(known));
    tell(std::move(drift), *by);
  }
}

}  // namespace concord::history
