// HAR 1.2, entry by entry: no more than one is held, however large the file is.
#pragma once
#include <concord/traffic.h>

#include <istream>

namespace concord::traffic {

// Errors: no HAR, not JSON, or past a bound; what stood before has been handed on. `name` is what places call the file.
base::Diagnostics read_har(std::istream& in, const std::string& name, Listener& listener);

}  // namespace concord::traffic
