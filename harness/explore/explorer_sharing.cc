// What provider.yaml shares: a login whose token its profiles have. It is sent first, and what needs it waits for it.
#include "explorer_state.h"

#include <concord/base/text.h>

namespace concord::explore {

using result::Verdict;

namespace {

Work shared_work(const std::shared_ptr<const suite::Case>& one) {
  Work work;
  work.provider = one->provider;
  work.operation = one->operation;
  work.stage = shared_stage;
  work.shared = one;
  work.entries.push_back({one->name, 0, {}, false});
  return work;
}

bool is_there(Verdict verdict) {
  return verdict == Verdict::Passed || verdict == Verdict::Flaky || verdict == Verdict::KnownIssue;
}

std::string why_not_there(const CaseResult& result) {
  const std::string name = base::in_quotes(result.name);
  if (result.verdict == Verdict::Failed) return name + " failed";
  return name + (result.verdict == Verdict::Unjudged ? " could not be judged" : " was not run");
}

}  // namespace

base::Diagnostics Explorer::State::add_shared(const std::shared_ptr<const suite::Provider>& provider) {
  if (!provider->shared) return {};
  auto read = suite::SharedCases::read(provider, next_group);
  if (!read) return std::move(read).diagnostics();
  base::Diagnostics problems;
  suite::Plan needed;
  for (const auto& one : read->that_capture(plan.names_used[provider.get()])) {
    for (const suite::Step& step : one->steps) base::append(problems, provider->schemas->add(*step.operation));
    needed.add(*one);
    works.push_back(shared_work(one));
  }
  plan.names_used[provider.get()].merge(needed.names_used[provider.get()]);
  shared[provider.get()] = std::move(read).value();
  return base::has_errors(problems) ? problems : base::Diagnostics();
}

Next Explorer::State::next_shared(Work& work) {
  work.status = Work::Status::Trying;  // until it was told
  return give(work, 0, work.shared);
}

std::shared_ptr<const suite::Case> Explorer::State::with_shared(Work& work, std::size_t position,
                                                                std::shared_ptr<const suite::Case> one) {
  const auto cases = shared.find(work.provider.get());
  if (work.shared || one->skip || one->mistake || cases == shared.end()) return one;
  auto needing = std::make_shared<suite::Case>(*one);
  needing->shared = cases->second.needed_by(*one);
  for (const std::size_t group : needing->shared) {
    const auto missing = not_there.find(group);
    if (missing == not_there.end()) continue;
    work.is_trying_one = false;
    work.tried.erase(position);
    work.why_unreached = missing->second;
    return unsent(work, position, {result::SkipKind::Blocked, missing->second});
  }
  return needing;
}

void Explorer::State::told_of_shared(Work& work, const CaseResult& result, result::Sink& to) {
  work.status = Work::Status::Done;
  if (!is_there(result.verdict)) not_there[work.shared->group] = why_not_there(result);
  to.case_finished(result);
}

}  // namespace concord::explore
