#include "junit_types.h"

#include <algorithm>
#include <array>

namespace concord::report {
namespace {

constexpr std::array<std::string_view, 43> types{"contract.status",
                                                 "contract.header",
                                                 "contract.content_type",
                                                 "contract.request_schema",
                                                 "contract.response_schema",
                                                 "contract.example",
                                                 "contract.latency",
                                                 "contract.drift",
                                                 "contract.body",
                                                 "contract.echo",
                                                 "contract.envelope",
                                                 "contract.expectation",
                                                 "contract.expiry",
                                                 "contract.framing",
                                                 "contract.internals",
                                                 "contract.json",
                                                 "contract.redirect",
                                                 "contract.secret",
                                                 "contract.security",
                                                 "contract.token",
                                                 "contract.undocumented",
                                                 "contract.xml",
                                                 "contract.other",
                                                 "infra.dns",
                                                 "infra.connect",
                                                 "infra.tls",
                                                 "infra.timeout",
                                                 "infra.reset",
                                                 "infra.protocol",
                                                 "infra.http_5xx",
                                                 "infra.rate_limited",
                                                 "infra.proxy",
                                                 "infra.auth",
                                                 "infra.other",
                                                 "known_issue.expired",
                                                 "known_issue.unexpected_pass",
                                                 "doc.contradiction",
                                                 "harness.bound",
                                                 "harness.config",
                                                 "harness.internal",
                                                 "harness.interrupted",
                                                 "harness.never_reached",
                                                 "harness.recording"};

}  // namespace

std::span<const std::string_view> junit_types() { return types; }

std::string known_junit_type(std::string_view type) {
  if (std::find(types.begin(), types.end(), type) != types.end()) return std::string(type);
  if (type.substr(0, 9) == "contract.") return "contract.other";
  if (type.substr(0, 6) == "infra.") return "infra.other";
  return "harness.internal";
}

}  // namespace concord::report
