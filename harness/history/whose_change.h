// Whose change a finding is: of the documentation, of the behaviour, of both, or of neither.
#pragma once
#include "editions.h"
#include "profile.h"

namespace concord::history {

// How an answer looks beside how it looked when its case was last judged otherwise.
enum class Looks : std::uint8_t { Unknown, Same, Other };

struct Attribution {
  result::Change change = result::Change::Unknown;
  std::string how;  // what the documentation changed there; "" for nothing
};

// At the place of the finding alone: what else varies in an answer says nothing of it. `was`: of all earlier runs.
Looks looks_at(const CaseParts& was, const CaseParts& now, const SeenFinding& finding);

// Of a finding that was not there on another contract; `changes` between the two, null when they are not known.
Attribution attribute(const DocumentChanges* changes, const SeenFinding& finding, Looks looks);
// Of a drift, of which the behaviour is a part always.
Attribution attribute_drift(const DocumentChanges* changes, const std::string& operation, int status,
                            const std::string& place);

}  // namespace concord::history
