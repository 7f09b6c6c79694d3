#include "exchange/phases.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace concord::check {

base::Milliseconds rounded(http::Microseconds time) { return std::chrono::duration_cast<base::Milliseconds>(time); }

std::string longest_phase(const http::Timing& timing) {
  const std::pair<std::string_view, http::Microseconds> phases[] = {
      {"looking up the name", timing.name_lookup},
      {"connecting", timing.connect > timing.name_lookup ? timing.connect - timing.name_lookup : http::Microseconds{0}},
      {"the TLS handshake", timing.tls > timing.connect ? timing.tls - timing.connect : http::Microseconds{0}},
      {"waiting for the first byte",
       timing.first_byte - std::min(timing.first_byte, std::max({timing.connect, timing.tls, timing.sent}))},
      {"reading the body", timing.total - std::min(timing.total, timing.first_byte)},
  };
  const auto* longest = &phases[0];
  for (const auto& phase : phases) {
    if (phase.second > longest->second) longest = &phase;
  }
  return fmt::format("{} of it were {}", base::describe_duration(rounded(longest->second)), longest->first);
}

}  // namespace concord::check
