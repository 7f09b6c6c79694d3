// Errors that are of a host, and not of what was asked of it.
#pragma once
#include <concord/result.h>

namespace concord::result {

// Whether there was no connection: whatever else is sent there fares alike, and the message names where.
bool is_of_connection(const RunError& error);

}  // namespace concord::result
