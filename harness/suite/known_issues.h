// `known_issue:` of a case.
#pragma once
#include <concord/suite/known_issues.h>

namespace concord::suite {

// `known_issue: {reason, expires, …}` of a case: the form of an entry of known-issues.yaml, with the case as its place.
// `inherited` are those of its folders, or null. Nothing when there is a mistake, which is reported.
std::shared_ptr<const result::KnownIssues> with_own_issue(const Node& entry, const std::string& full_name,
                                                          std::shared_ptr<const result::KnownIssues> inherited,
                                                          Diagnostics& problems);

}  // namespace concord::suite
