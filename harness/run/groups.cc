#include "groups.h"

namespace concord::run {

using document::Node;
using result::StepKind;
using result::Verdict;

const Groups::Group* Groups::find(const suite::Case& one) const {
  const auto found = groups_.find(one.group);
  return found == groups_.end() ? nullptr : &found->second;
}

Groups::State Groups::state_of(const suite::Case& one) const {
  const Group* group = one.group == 0 ? nullptr : find(one);
  if (!group || one.part == StepKind::Before) return State::Ready;
  if (one.part == StepKind::After) {
    if (group->open > 0) return State::Waits;
    return one.needs_before && !group->has_started ? State::Blocked : State::Ready;
  }
  if (!one.needs_before || group->is_there()) return State::Ready;
  const bool has_ended = !group->has_before || group->before != Verdict::NotRun;
  return has_ended ? State::Blocked : State::Waits;
}

std::string Groups::blocked_by(const suite::Case& one) const {
  const Group* group = find(one);
  if (!group || !group->has_before) return "the suite's \"before\" is not part of this run";
  if (!group->has_started || group->before == Verdict::Blocked) return "\"" + group->name + "\" was not run";
  return "\"" + group->name + "\" " + (group->before == Verdict::Failed ? "failed" : "could not be judged");
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
  if (one.part != StepKind::Before) return;
  group.has_started = !result.steps.empty();
  // Not run is what it is before it ended, too.
  group.before = result.verdict == Verdict::NotRun ? Verdict::Blocked : result.verdict;
  group.captured = std::move(captured);
  group.cookies = std::move(cookies);
}

bool Groups::must_still_run(const suite::Case& one) const {
  if (one.part != StepKind::After) return false;
  const Group* group = find(one);
  return group &&
         (one.needs_before ? group->has_before && (group->has_started || group->before == Verdict::NotRun) : true);
}

const Node& Groups::captures(const suite::Case& one) const {
  static const Node none = Node::object();
  const Group* group = find(one);
  return group ? group->captured : none;
}

http::CookieJar Groups::cookies(const suite::Case& one) const {
  const Group* group = find(one);
  return group ? group->cookies : http::CookieJar();
}

bool Groups::lacks_captures(const suite::Case& one) const {
  const Group* group = find(one);
  return one.part == StepKind::After && one.needs_before && group && !group->is_there();
}

}  // namespace concord::run
