// What came of a case: who was accepted, what it tells of the others, and when they are told.
#include "explorer_state.h"

#include "request_change.h"
#include "reaching.h"

#include <concord/base/text.h>
#include <concord/result/connection_error.h>

#include <algorithm>

namespace concord::explore {

using result::Verdict;

Work& Explorer::State::work_of(std::size_t index) {
  const auto behind = std::upper_bound(works.begin(), works.end(), index,
                                       [](std::size_t wanted, const Work& work) { return wanted < work.first; });
  return *std::prev(behind);
}

const Work::Entry& Explorer::State::entry_of(std::size_t index) {
  const Work& work = work_of(index);
  return work.entries[index - work.first];
}

bool Explorer::State::is_first_start(std::size_t index) {
  Work& work = work_of(index);
  return !std::exchange(work.was_started, work.is_random);
}

void Explorer::State::told(CaseResult result, result::Sink& to) {
  Work& work = work_of(result.index);
  const std::size_t position = result.index - work.first;
  const bool was_sent = !result.skip && work.mistake.empty();
  if (was_sent && work.under_way > 0) --work.under_way;
  if (result.verdict == Verdict::Failed && work.entries[position].is_told_of && !work.is_random) has_failed = true;
  if (work.shared) return told_of_shared(work, result, to);
  if (work.is_random) return told_of_draw(work, std::move(result), to);
  note_richest(work, position, result);
  if (work.resources) {
    for (std::string& one : explore::left_behind(work, result)) left.push_back(std::move(one));
  }
  judged(work, position, std::move(result), was_sent, to);
  if (!is_all_given(work) || work.under_way > 0) return;
  tell_let_in(work, to);
  if (work.status == Work::Status::Done) drop_plan(work);
}

void Explorer::State::tell_let_in(Work& work, result::Sink& to) {
  join_open_gates(work.let_in, work.broken);
  for (const CaseResult& one : work.let_in) to.case_finished(one);
  work.let_in.clear();
}

void Explorer::State::judged(Work& work, std::size_t position, CaseResult result, bool was_sent, result::Sink& to) {
  if (!was_sent || work.planned.empty()) return to.case_finished(result);
  const Planned& planned = work.planned[position];
  const bool is_accepted = status_of(result) > 0 && status_of(result) < 400;
  if (is_accepted && planned.wants == Wants::Accepted) learn(work, position, result);
  const bool is_of_a_part = planned.wants == Wants::Refused && !planned.operation && planned.keyword != "security";
  if (is_of_a_part) ++work.broken[part_of_place(planned.at)];
  if (is_of_a_part && is_accepted && result.verdict == Verdict::Failed) {
    work.let_in.push_back(std::move(result));
    return;
  }
  if (!planned.shape || work.status != Work::Status::Trying) return to.case_finished(result);
  work.is_trying_one = false;
  if (is_accepted) return reached(work, position, result, to);
  work.statuses.push_back(status_of(result));
  work.held.push_back(std::move(result));
  if (!first_left(work, true)) never_reached(work, to);
}

namespace {

std::size_t members_in(const Node& node) {
  std::size_t count = node.members().size();
  for (const document::Member& member : node.members()) count += members_in(member.value);
  return count;
}

}  // namespace

// Where everything is refused (an optional member must name what is there), what had one member more than the least is
// the richest.
void Explorer::State::note_richest(Work& work, std::size_t position, const CaseResult& result) {
  const auto tried = work.tried.find(position);
  if (tried == work.tried.end()) return;
  const int status = status_of(result);
  const std::size_t members = members_in(tried->second);
  const bool is_first = work.entries[position].is_tried_first;
  const bool is_richer = !work.richest || members > work.richest_members ||
                         (is_first && members == work.richest_members && position > work.richest_position);
  if (status > 0 && status < 300 && is_richer) {
    work.richest = std::move(tried->second);
    work.richest_position = position;
    work.richest_members = members;
  }
  work.tried.erase(tried);
}

void Explorer::State::reached(Work& work, std::size_t position, const CaseResult& result, result::Sink& to) {
  work.status = Work::Status::Reached;
  work.accepted = work.sent[position];
  work.accepted_name = result.name;
  for (CaseResult& held : work.held) {
    const auto& refused = work.sent[held.index - work.first];
    set_refused(held, work.accepted_name, differences(*work.accepted, *refused, most_differences));
    to.case_finished(held);
  }
  work.held.clear();
  to.case_finished(result);
}

void Explorer::State::never_reached(Work& work, result::Sink& to) {
  work.status = Work::Status::NeverReached;
  const bool is_unconnected = std::all_of(work.held.begin(), work.held.end(), [](const CaseResult& held) {
    return held.error && result::is_of_connection(*held.error);
  });
  if (is_unconnected && !work.held.empty()) work.why_unreached = work.held.front().error->message;
  for (CaseResult& held : work.held) {
    const auto& sent_then = work.sent[held.index - work.first];
    set_never_reached(held, work.statuses, *work.provider, *work.operation, sent_then ? &*sent_then : nullptr);
    to.case_finished(held);
  }
  work.held.clear();
}

void Explorer::State::flush(result::Sink& to) {
  for (Work& work : works) {
    for (CaseResult& held : work.held) {
      set_undecided(held);
      to.case_finished(held);
    }
    work.held.clear();
    tell_let_in(work, to);
    if (!work.search) continue;
    work.search->stop("the run was ended");
    end_drawing(work, to);
  }
}

void Explorer::State::learn(Work& work, std::size_t position, const CaseResult& result) {
  const result::ExchangeRecord& exchange = *result.steps.back().exchange;
  KnownValues& values = known.at(work.provider.get());
  const std::optional<Node>& request = work.sent[position] ? work.sent[position] : work.accepted;
  if (!request) return;
  if (work.operation->method == "DELETE") {
    Resource gone;
    if (const Node* path = request->find("path")) {
      for (const auto& [name, value, span] : path->members()) gone[name] = value;
    }
    return values.forget(work.operation->path, gone);
  }
  std::optional<Node> body;
  const auto& text = exchange.response_body;
  if (text && !text->is_base64 && !text->is_cut && !text->text.empty())
    body = document::parse_answer_json(text->text).root;
  values.learn(*work.operation, *request, exchange.response_headers, body ? &*body : nullptr,
               paths.at(work.provider.get()));
}

}  // namespace concord::explore
