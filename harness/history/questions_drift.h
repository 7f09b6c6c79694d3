// What is asked about drifts, for the answers that speak of them.
#pragma once
#include "sqlite.h"

#include <concord/history/questions.h>

namespace concord::history {

// Of a scope, those that nobody has accepted, told by runs that began after `since`: the latest first.
Node open_drifts(const Database& database, std::int64_t scope, std::int64_t since);
// {drift, rule, message, was, now, places, nights, …} of a fingerprint; nothing when it is of no drift.
std::optional<Node> describe_drift(const Database& database, const std::string& fingerprint);
// What `run` told of and `other` did not, a row a cause.
Node drifts_only_in(const Database& database, std::int64_t run, std::int64_t other);
// The fingerprint that `asked` is or begins, as result::meant_fingerprint() has it; `all` selects those there are, in a
// column of that name.
Result<std::string> meant_fingerprint(const Database& database, const std::string& all, const std::string& asked);
// Adds `change` and `how`, in words, where they are known.
void set_change(Node& node, const std::string& change, const std::string& how);

}  // namespace concord::history
