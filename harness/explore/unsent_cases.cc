#include "unsent_cases.h"

namespace concord::explore {

using result::SkipKind;

UnsentCase left_out_by_plan(const Work& work, std::size_t position) {
  return unsent(work, position, {SkipKind::NotApplicable, work.planned[position].skip});
}

UnsentCase blocked(const Work& work, std::size_t position, const Work* needed, const contract::Operation& operation) {
  std::string why = needed ? needed->why_unreached : std::string();
  if (why.empty()) why = "no valid request of " + operation.id() + " was accepted";
  return unsent(work, position, {SkipKind::Blocked, why});
}

UnsentCase not_free(const Work& work, std::size_t position) {
  return unsent(work, position, {SkipKind::NotApplicable, "which values are right there, only the other side knows"});
}

UnsentCase past_bound(const Work& work, std::size_t position, std::size_t most_requests) {
  return unsent(work, position,
                {SkipKind::NotSelected, "--max-requests " + std::to_string(most_requests) + " was reached"});
}

UnsentCase not_drawn(const Work& work, std::size_t position) {
  const std::vector<std::string> why = work.values->unmade();
  return unsent(work, position,
                {SkipKind::NotApplicable, "no request could be drawn" + (why.empty() ? "" : ": " + why.front())});
}

UnsentCase nothing_to_try(const Work& work, std::size_t position) {
  const std::vector<std::string> why = work.values->unmade();
  return unsent(work, position,
                {SkipKind::Blocked, "no such request could be made" + (why.empty() ? "" : ": " + why.front())});
}

UnsentCase not_made(const Work& work, std::size_t position) {
  return unsent(work, position,
                {SkipKind::NotApplicable, "no such request could be made of the one that was accepted"});
}

UnsentCase frame_of(const Work& work, std::size_t position) {
  suite::Case one = *unsent(work, position, {});
  one.skip.reset();
  return std::make_shared<const suite::Case>(std::move(one));
}

}  // namespace concord::explore
