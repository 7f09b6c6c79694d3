// What is sent next.
#include "explorer_state.h"

#include "reaching.h"
#include "request_change.h"

#include <concord/base/text.h>

#include <algorithm>
#include <functional>

namespace concord::explore {

using result::SkipKind;

bool Explorer::State::may_begin(const Work& work) {
  while (settled < works.size() && works[settled].is_settled()) ++settled;
  while (over < works.size() && works[over].is_over()) ++over;
  return (work.stage >= story_stage ? over : settled) >= work.behind;
}

Next Explorer::State::give(Work& work, std::size_t position, std::shared_ptr<const suite::Case> one) {
  work.is_given[position] = true;
  one = with_shared(work, position, std::move(one));
  const bool is_sent = !one->skip && !one->mistake;
  if (is_sent) ++sent;
  if (is_sent) ++work.under_way;
  return {run::CaseSource::State::Ready, work.first + position, std::move(one)};
}

std::optional<std::size_t> Explorer::State::first_left(const Work& work, bool is_tried_first) const {
  for (std::size_t i = 0; i < work.entries.size(); ++i) {
    const Work::Entry& entry = work.entries[i];
    if (work.is_given[i] || entry.is_tried_first != is_tried_first) continue;
    if (!entry.is_left_open || sends_what_is_open) return i;
  }
  return std::nullopt;
}

bool Explorer::State::is_all_given(const Work& work) {
  return std::find(work.is_given.begin(), work.is_given.end(), false) == work.is_given.end();
}

bool Explorer::State::takes_away(const Work& work) const {
  return work.operation->method == "DELETE" && known.at(work.provider.get()).find(work.operation->path, true);
}

std::optional<std::size_t> Explorer::State::first_of_nobody(const Work& work) {
  for (std::size_t i = 0; i < work.planned.size(); ++i) {
    if (!work.is_given[i] && !work.planned[i].keeps_auth) return i;
  }
  return std::nullopt;
}

std::optional<Next> Explorer::State::next_of(Work& work) {
  if (!work.mistake.empty() || !work.withheld.empty()) {
    work.status = Work::Status::Done;
    return give(work, 0, unsent(work, 0, {SkipKind::NotSelected, work.withheld}));
  }
  if (work.status == Work::Status::Waiting && !may_begin(work)) return std::nullopt;
  if (work.shared) return work.is_given.front() ? std::nullopt : std::optional(next_shared(work));
  if (work.resources) return next_story(work);
  if (work.is_random) return next_draw(work);
  if (work.status == Work::Status::Waiting) {
    make_plan(work);
    work.status = Work::Status::Trying;
  }
  if (work.status == Work::Status::Trying && takes_away(work)) {
    if (const auto position = first_of_nobody(work)) return give_other(work, *position);
    if (work.under_way > 0) return std::nullopt;
  }
  if (const auto position = first_left(work, true)) {
    if (work.status == Work::Status::Trying && work.is_trying_one) return std::nullopt;
    return give_first(work, *position);
  }
  if (work.status == Work::Status::Trying) {
    if (work.is_trying_one) return std::nullopt;
    work.status = Work::Status::NeverReached;  // nothing could be tried at all
  }
  if (const auto position = first_left(work, false)) return give_other(work, *position);
  if (!is_all_given(work)) return std::nullopt;
  work.status = Work::Status::Done;
  if (work.under_way == 0) drop_plan(work);
  return std::nullopt;
}

std::optional<Node> Explorer::State::starting_request(Work& work, generate::Shape shape) {
  return work.values->whole_request(shape, known.at(work.provider.get()));
}

Next Explorer::State::give_first(Work& work, std::size_t position) {
  const Planned& planned = work.planned[position];
  if (!planned.skip.empty()) return give(work, position, left_out_by_plan(work, position));
  if (is_past_bound()) return give(work, position, past_bound(work, position, options.most_requests));
  const auto start = starting_request(work, *planned.shape);
  auto made_of_it = start ? changed(*start, planned, *work.values) : std::nullopt;
  if (!made_of_it) return give(work, position, nothing_to_try(work, position));
  if (Node* body = made_of_it->request.find("body")) known.at(work.provider.get()).fill_in(*body);
  work.sent[position] = made_of_it->request;
  work.tried[position] = made_of_it->request;
  if (work.status == Work::Status::Trying) work.is_trying_one = true;
  const std::string pair =
      work.accepted ? beside(work.accepted_name, differences(*work.accepted, made_of_it->request, most_differences))
                    : std::string();
  return give(work, position, case_of(work, position, std::move(made_of_it->request), planned.why, {}, {}, pair));
}

Next Explorer::State::give_other(Work& work, std::size_t position) {
  const Planned& planned = work.planned[position];
  if (!planned.skip.empty()) return give(work, position, left_out_by_plan(work, position));
  const bool is_reached = work.accepted.has_value();
  if (is_past_bound()) return give(work, position, past_bound(work, position, options.most_requests));
  const bool may_be_first = planned.is_independent || (!planned.keeps_auth && takes_away(work));
  if (!is_reached && !may_be_first) return give(work, position, blocked(work, position, &work, *work.operation));
  if (planned.wants == Wants::Accepted && is_decided(work, planned))
    return give(work, position, not_free(work, position));
  const auto start = is_reached ? work.accepted : starting_request(work, generate::Shape::Smallest);
  auto made_of_it = start ? changed(*start, planned, *work.values) : std::nullopt;
  if (!made_of_it) return give(work, position, not_made(work, position));
  std::string pair;
  if (planned.wants == Wants::Accepted) {
    if (Node* body = made_of_it->request.find("body")) known.at(work.provider.get()).fill_in(*body);
    work.tried[position] = made_of_it->request;
    pair = beside(work.accepted_name, differences(*start, made_of_it->request, most_differences));
  }
  return give(work, position,
              case_of(work, position, std::move(made_of_it->request), made_of_it->why, made_of_it->schema_location,
                      made_of_it->documented, pair));
}

std::optional<Next> Explorer::State::next_story(Work& work) {
  work.status = Work::Status::NeverReached;  // nothing else waits for it to be reached
  const auto position = first_left(work, false);
  if (!position) {
    work.status = Work::Status::Done;
    return std::nullopt;
  }
  if (is_past_bound()) return give(work, *position, past_bound(work, *position, options.most_requests));
  for (const contract::Operation* needed : needed_operations(work)) {
    const Work* other = find_work(*needed);
    if (!other || !other->accepted) return give(work, *position, blocked(work, *position, other, *needed));
  }
  return give(work, *position, story_case(work, *position, options, made, [&](const contract::Operation& operation) {
                return request_of(work.provider, operation);
              }));
}

const Work* Explorer::State::find_work(const contract::Operation& operation) const {
  const auto found = std::find_if(works.begin(), works.end(), [&](const Work& one) {
    return one.operation == &operation && one.is_of_operation();
  });
  return found == works.end() ? nullptr : &*found;
}

std::optional<Node> Explorer::State::request_of(const std::shared_ptr<const suite::Provider>& provider,
                               const contract::Operation& operation) {
  const Work* known_work = find_work(operation);
  if (known_work && known_work->richest) return known_work->richest;
  if (known_work && known_work->accepted) return known_work->accepted;
  Work asked;
  asked.provider = provider;
  asked.operation = &operation;
  asked.values = std::make_unique<OperationValues>(*provider, operation, options, made);
  return starting_request(asked, generate::Shape::Typical);
}

bool Explorer::State::is_decided(const Work& work, const Planned& planned) const {
  const KnownValues& values = known.at(work.provider.get());
  return std::any_of(planned.change.edits.begin(), planned.change.edits.end(), [&](const Edit& edit) {
    return values.decides(edit.at) || document::resolve(work.provider->request, edit.at) != nullptr;
  });
}

Next Explorer::State::next() {
  if (is_stopping) return next_left();
  while (begin < works.size() && works[begin].status == Work::Status::Done) ++begin;
  for (std::size_t i = begin; i < works.size(); ++i) {
    if (works[i].status == Work::Status::Done) continue;
    if (auto found = next_of(works[i])) return std::move(*found);
    // Those behind it are of its stage or wait for it.
    if (works[i].status == Work::Status::Waiting) break;
  }
  if (!sends_what_is_open && std::all_of(works.begin(), works.end(), std::mem_fn(&Work::is_over))) {
    sends_what_is_open = true;
    return next();
  }
  const bool is_over = std::all_of(works.begin(), works.end(),
                                   [](const Work& work) { return work.status == Work::Status::Done; });
  return {is_over ? run::CaseSource::State::NoneAnyMore : run::CaseSource::State::NoneYet, 0, nullptr};
}

Next Explorer::State::next_left() {
  for (; begin < works.size(); ++begin) {
    Work& work = works[begin];
    for (std::size_t i = 0; i < work.entries.size(); ++i) {
      if (work.is_given[i] || !work.entries[i].is_told_of) continue;
      work.is_given[i] = true;
      return {run::CaseSource::State::Ready, work.first + i, frame_of(work, i)};
    }
  }
  return {};
}

}  // namespace concord::explore
