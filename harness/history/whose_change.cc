#include "whose_change.h"

namespace concord::history {

using result::Change;

namespace {

const CasePart* part_in(const CaseParts& parts, const SeenFinding& finding) {
  const auto statuses = parts.find(finding.operation);
  if (statuses == parts.end()) return nullptr;
  const auto part = statuses->second.find(finding.status);
  return part == statuses->second.end() ? nullptr : &part->second;
}

}  // namespace

Looks looks_at(const CaseParts& was, const CaseParts& now, const SeenFinding& finding) {
  const CasePart* after = part_in(now, finding);
  if (!after || !was.contains(finding.operation)) return Looks::Unknown;
  const CasePart* before = part_in(was, finding);
  if (!before) return Looks::Other;  // it had another status
  const std::string pointer = result::folded_pointer(finding.place);
  if (pointer.empty()) return finding.rule.starts_with("status") ? Looks::Same : Looks::Unknown;
  if (pointer.front() != '/') return Looks::Unknown;
  const auto one = before->places.find(pointer), other = after->places.find(pointer);
  const bool was_there = one != before->places.end(), is_there = other != after->places.end();
  if (was_there && is_there) return (other->second.types & ~one->second.types) == 0 ? Looks::Same : Looks::Other;
  // What is not always there may be missing.
  if (was_there) return one->second.is_sometimes ? Looks::Same : Looks::Other;
  return is_there ? Looks::Other : Looks::Same;
}

Attribution attribute(const DocumentChanges* changes, const SeenFinding& finding, Looks looks) {
  if (!changes) {
    if (looks == Looks::Unknown) return {};
    return {looks == Looks::Same ? Change::Documentation : Change::Both, ""};
  }
  const auto relevant = about(*changes, finding.operation, finding.status, finding.place);
  if (relevant.empty()) return {Change::Behaviour, ""};
  if (looks == Looks::Unknown) return {};
  return {looks == Looks::Same ? Change::Documentation : Change::Both, in_words(relevant)};
}

Attribution attribute_drift(const DocumentChanges* changes, const std::string& operation, int status,
                            const std::string& place) {
  if (!changes) return {};
  const auto relevant = about(*changes, operation, status, place);
  return {relevant.empty() ? Change::Behaviour : Change::Both, in_words(relevant)};
}

}  // namespace concord::history
