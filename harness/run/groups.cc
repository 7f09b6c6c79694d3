#include "groups.h"

namespace concord::run {

using document::Node;
using result::StepKind;
using result::Verdict;

namespace {

constexpr std::size_t most_durations = 1'000'000;  // of one group

}  // namespace

const std::vector<http::Microseconds>& Groups::durations(const suite::Case& one) const {
  static const std::vector<http::Microseconds> none;
  const Group* group = find(one);
  return group ? group->durations : none;
}

const Groups::Group* Groups::find(std::size_t group) const {
  const auto found = groups_.find(group);
  return found == groups_.end() ? nullptr : &found->second;
}

const Groups::Group* Groups::find(const suite::Case& one) const { return find(one.group); }

Groups::State Groups::state_of_shared(const suite::Case& one) const {
  State state = State::Ready;
  for (const std::size_t number : one.shared) {
    const Group* group = find(number);
    if (!group || (group->has_ended() && !group->is_there())) return State::Blocked;
    if (!group->has_ended()) state = State::Waits;
  }
  return state;
}

Groups::State Groups::state_of(const suite::Case& one) const {
  const Group* group = one.group == 0 ? nullptr : find(one);
  const bool waits_for_cases = group && one.part == StepKind::After && group->open > 0;
  if (waits_for_cases) return State::Waits;
  const State shared = state_of_shared(one);
  // What undoes something is tried with what is known.
  const bool is_kept_from = shared == State::Blocked && one.part != StepKind::After;
  if (shared == State::Waits || is_kept_from) return shared;
  if (!group || one.part == StepKind::Before) return State::Ready;
  if (one.part == StepKind::After)
    return one.needs_before && !group->has_started ? State::Blocked : State::Ready;
  if (!one.needs_before || group->is_there()) return State::Ready;
  return group->has_ended() ? State::Blocked : State::Waits;
}

std::string Groups::Group::why_not() const {
  if (!has_started || before == Verdict::Blocked) return "\"" + name + "\" was not run";
  return "\"" + name + "\" " + (before == Verdict::Failed ? "failed" : "could not be judged");
}

std::string Groups::blocked_by(const suite::Case& one) const {
  for (const std::size_t number : one.shared) {
    const Group* shared = find(number);
    if (!shared) return "what it shares with others is not part of this run";
    if (!shared->is_there()) return shared->why_not();
  }
  const Group* group = find(one);
  if (!group || !group->has_before) return "the suite's \"before\" is not part of this run";
  return group->why_not();
}

void Groups::taken(const suite::Case& one) {
  if (one.group == 0) return;
  Group& group = groups_[one.group];
  if (one.part == StepKind::After) return;
  ++group.open;
  if (one.part != StepKind::Before) return;
  group.has_before = true;
  group.name = one.name;
}

void Groups::ended(const suite::Case& one, const result::CaseResult& result, Node captured, http::CookieJar cookies) {
  if (one.group == 0 || one.part == StepKind::After) return;
  Group& group = groups_[one.group];
  --group.open;
  for (const result::StepResult& step : result.steps) {
    const bool is_answered = step.exchange && step.exchange->status != 0 && one.part == StepKind::Step;
    if (is_answered && step.kind == StepKind::Step && group.durations.size() < most_durations)
      group.durations.push_back(step.exchange->timing.total);
  }
  if (one.part != StepKind::Before) return;
  group.has_started = !result.steps.empty();
  // Not run is what it is before it ended, too.
  group.before = result.verdict == Verdict::NotRun ? Verdict::Blocked : result.verdict;
  group.captured = std::move(captured);
  group.cookies = std::move(cookies);
}

void Groups::note_done(const suite::Case& one, std::set<std::string> names) {
  if (one.group != 0 && one.part == StepKind::Before) groups_[one.group].may_be = std::move(names);
}

std::set<std::string> Groups::may_be(const suite::Case& one) const {
  std::set<std::string> names;
  const auto add = [&names](const Group* group) {
    if (group) names.insert(group->may_be.begin(), group->may_be.end());
  };
  if (one.part != StepKind::After) return names;
  add(find(one));
  for (const std::size_t number : one.shared) add(find(number));
  return names;
}

bool Groups::must_still_run(const suite::Case& one) const {
  if (one.part != StepKind::After) return false;
  const Group* group = find(one);
  return group &&
         (one.needs_before ? group->has_before && (group->has_started || group->before == Verdict::NotRun) : true);
}

Node Groups::captures(const suite::Case& one) const {
  Node all = Node::object();
  const auto add = [&all](const Group* group) {
    if (!group) return;
    for (const document::Member& member : group->captured.members()) all.set(member.key, member.value);
  };
  for (const std::size_t number : one.shared) add(find(number));
  if (one.group != 0 && one.part != StepKind::Before) add(find(one));
  return all;
}

http::CookieJar Groups::cookies(const suite::Case& one) const {
  http::CookieJar jar;
  if (!one.keeps_cookies) return jar;
  for (const std::size_t number : one.shared) {
    if (const Group* shared = find(number)) jar.add(shared->cookies);
  }
  const Group* group = one.group == 0 ? nullptr : find(one);
  if (group) jar.add(group->cookies);
  return jar;
}

bool Groups::lacks_captures(const suite::Case& one) const {
  const Group* group = find(one);
  const bool lacks_before = one.needs_before && group && !group->is_there();
  return one.part == StepKind::After && (lacks_before || state_of_shared(one) == State::Blocked);
}

}  // namespace concord::run
