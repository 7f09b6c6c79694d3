// Which operations of a contract are asked.
#pragma once
#include <concord/explore.h>

namespace concord::explore {

bool is_selected(const suite::Provider& provider, const contract::Operation& operation, const Options& options);
bool is_writing(const contract::Operation& operation);

}  // namespace concord::explore
