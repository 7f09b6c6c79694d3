// Which operations of a contract are asked.
#pragma once
#include "tags.h"

#include <concord/explore.h>

namespace concord::explore {

// The operation in a document; null when it is not there.
const Node* find_operation(const Node& root, const contract::Operation& operation);

bool is_selected(const suite::Provider& provider, const contract::Operation& operation, const Options& options,
                 Tags& tags);
bool is_writing(const contract::Operation& operation);

}  // namespace concord::explore
