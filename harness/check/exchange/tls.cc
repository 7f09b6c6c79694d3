// RFC 8996: TLS 1.0 and 1.1 must not be used. And a certificate that nobody has renewed yet is tomorrow's outage.
#include "checks.h"
#include "shown.h"

#include <concord/base/counted.h>

#include <fmt/format.h>

namespace concord::check {

using namespace std::chrono_literals;

namespace {

constexpr auto early_enough = 14 * 24h;

void check_version(const CheckContext& answer, Findings& findings) {
  const auto& version = answer.exchange.tls_version;
  if (version.empty() || version == "TLSv1.2" || version == "TLSv1.3") return;
  auto& failure = findings.add("contract.security", "the connection has " + cut(version) + ", which is broken");
  failure.expected = "TLSv1.2 or TLSv1.3 (RFC 8996)";
  failure.actual = cut(version);
  failure.found_kind = cut(version);
}

// A warning, unless it is over: that a client notices only where it does not verify.
void check_certificate(const CheckContext& answer, Findings& findings) {
  const auto& expires = answer.exchange.certificate_expires;
  if (!expires || *expires - answer.now > early_enough) return;
  const auto when = base::format_rfc3339(*expires);
  const bool is_over = *expires <= answer.now;
  if (!is_over && findings.level() == Level::Fail) findings.set_level(Level::Warn);
  const auto days = static_cast<std::size_t>((*expires - answer.now) / 24h);
  auto& failure = findings.add("contract.security",
                               is_over ? "the certificate of the server has expired, at " + when
                                       : fmt::format("the certificate of the server expires in {}, at {}",
                                                     base::counted(days, "day"), when));
  failure.expected = "a certificate that is good for more than 14 days";
  failure.actual = when;
  failure.found_kind = "certificate";
}

}  // namespace

void check_tls(const CheckContext& answer, Findings& findings) {
  check_version(answer, findings);
  check_certificate(answer, findings);
}

}  // namespace concord::check
