// RFC 8996: TLS 1.0 and 1.1 must not be used.
#include "checks.h"
#include "shown.h"

namespace concord::check {

void check_tls(const CheckContext& answer, Findings& findings) {
  const auto& version = answer.exchange.tls_version;
  if (version.empty() || version == "TLSv1.2" || version == "TLSv1.3") return;
  auto& failure = findings.add("contract.security", "the connection has " + cut(version) + ", which is broken");
  failure.expected = "TLSv1.2 or TLSv1.3 (RFC 8996)";
  failure.actual = cut(version);
  failure.found_kind = cut(version);
}

}  // namespace concord::check
