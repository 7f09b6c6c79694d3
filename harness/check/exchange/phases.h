// Where the time of an exchange went.
#pragma once
#include <concord/http.h>

#include <string>

namespace concord::check {

base::Milliseconds rounded(http::Microseconds time);
// "1.20 s of it were waiting for the first byte": of the longest phase.
std::string longest_phase(const http::Timing& timing);

}  // namespace concord::check
