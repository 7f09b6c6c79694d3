// Which operations of a contract are asked.
#pragma once
#include "tags.h"

#include <concord/explore.h>

namespace concord::explore {

// The operation in a document; null when it is not there.
const Node* find_operation(const Node& root, const contract::Operation& operation);

bool is_selected(const suite::Provider& provider, const contract::Operation& operation, const Options& options,
                 Tags& tags);
// A mistake for each word of the filters that no operation of any provider answers to. `tags`: all that there are,
// where one is asked for. Methods of HTTP may be excluded where no operation has them.
base::Diagnostics unknown_words(const std::vector<std::shared_ptr<const suite::Provider>>& providers,
                                const Options& options, const std::set<std::string>& tags);
bool is_writing(const contract::Operation& operation);

}  // namespace concord::explore
