// Requests that are drawn, one after the other, and made smaller where one fails.
#include "explorer_state.h"

#include "request_change.h"
#include "reaching.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::explore {

std::optional<Next> Explorer::State::next_draw(Work& work) {
  work.status = Work::Status::NeverReached;  // nothing else waits for it to be reached
  if (work.under_way > 0) return std::nullopt;
  if (!work.is_given.front()) begin_drawing(work);
  if (!work.is_given.front() && !work.drawn) {
    work.status = Work::Status::Done;
    return give(work, 0, not_drawn_yet(work));
  }
  if (!work.drawn) return std::nullopt;
  if (work.is_given.front()) --sent;
  work.planned.assign(1, work.drawn->planned);
  const Work& asked = *find_work(*work.operation);
  std::string pair;
  if (work.drawn->planned.wants == Wants::Accepted)
    pair = beside(asked.accepted_name, differences(*asked.accepted, work.drawn->request, most_differences));
  const Planned& planned = work.drawn->planned;
  return give(work, 0,
              case_of(work, 0, work.drawn->request, planned.why, planned.schema_location, planned.documented, pair));
}

void Explorer::State::begin_drawing(Work& work) {
  const Work* asked = find_work(*work.operation);
  if (!asked || !asked->accepted || is_past_bound()) return;
  work.values = std::make_unique<OperationValues>(*work.provider, *work.operation, drawing, made);
  const auto replayed = options.replay ? std::optional(options.replay->draw) : std::nullopt;
  work.search = std::make_unique<RandomSearch>(
      Drawing(*work.values, known.at(work.provider.get()), *asked->accepted, options.seed), work.operation->id(),
      options, replayed);
  work.drawn = work.search->next();
  if (!work.drawn) work.search.reset();
}

UnsentCase Explorer::State::not_drawn_yet(const Work& work) const {
  if (is_past_bound()) return past_bound(work, 0, options.most_requests);
  return work.values ? not_drawn(work, 0) : blocked(work, 0, find_work(*work.operation), *work.operation);
}

void Explorer::State::told_of_draw(Work& work, CaseResult result, result::Sink& to) {
  if (!work.search) return to.case_finished(result);
  work.search->judged(std::move(result));
  if (is_stopping) work.search->stop("the run was ended");
  if (is_past_bound()) work.search->stop("--max-requests " + std::to_string(options.most_requests) + " was reached");
  work.drawn = work.search->next();
  if (work.drawn) ++sent;  // now, lest others take what is left of the bound
  else end_drawing(work, to);
}

void Explorer::State::end_drawing(Work& work, result::Sink& to) {
  to.case_finished(work.search->take());
  work.search.reset();
  work.drawn.reset();
  work.status = Work::Status::Done;
  drop_plan(work);
}

}  // namespace concord::explore
