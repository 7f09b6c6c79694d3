// Why something did not come to a verdict, or to its end: kinds with a name each, and a text for people beside them.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace concord::result {

// Why there is no verdict. The names are those of JUnit's `type`: documented and stable.
enum class RunErrorKind : std::uint8_t {
  Dns,          // "infra.dns"
  Connect,      // "infra.connect"
  Tls,          // "infra.tls"
  Timeout,      // "infra.timeout"
  Reset,        // "infra.reset"
  Protocol,     // "infra.protocol": a message that cannot be read
  Http5xx,      // "infra.http_5xx": a gateway's
  RateLimited,  // "infra.rate_limited"
  Proxy,        // "infra.proxy"
  Auth,         // "infra.auth": credentials expired, a token was not given
  Infra,        // "infra.other"
  Config,       // "harness.config": the suite, the contract or the credentials
  Bound,        // "harness.bound": a limit of ours on size, depth or steps
  Recording,    // "harness.recording": a recording lacks what was to be judged
  Interrupted,  // "harness.interrupted"
  Internal,     // "harness.internal": a fault of ours
  NeverReached,  // "harness.never_reached": of an operation no valid request was accepted
};
std::string_view run_error_kind_name(RunErrorKind kind);
std::optional<RunErrorKind> parse_run_error_kind(std::string_view name);
// The network or the other side, as opposed to what is on our side: such a case may be tried again.
std::span<const std::string_view> run_error_kind_names();
bool is_infrastructure(RunErrorKind kind);
struct RunErrorText {
  std::string_view summary, explanation;  // lines for people
};
const RunErrorText& run_error_text(RunErrorKind kind);

// Why a case was not sent. The names are the words that dashboards group by.
enum class SkipKind : std::uint8_t {
  None,  // "": nothing but the text, if any
  NoCredentials,
  KnownIssue,
  NotApplicable,
  NotSelected,
  Blocked,
  RateLimited,
  Quarantined,
};
std::string_view skip_kind_name(SkipKind kind);  // "no-credentials", "known-issue", …, "" for None
std::optional<SkipKind> parse_skip_kind(std::string_view name);

struct SkipReason {
  SkipKind kind = SkipKind::None;
  std::string text;
  bool is_empty() const { return kind == SkipKind::None && text.empty(); }
  std::string line() const;  // "no-credentials: KNOT_SECRET is not set"; one of both alone when the other is not there
};
// `line` as line() makes it; what begins with none of the words gets `otherwise`.
SkipReason parse_skip_reason(std::string_view line, SkipKind otherwise = SkipKind::None);

// Why a run ended before its end.
enum class AbortKind : std::uint8_t {
  None,
  Interrupted,      // by a signal
  NoCredentials,
  NothingSelected,
  FirstFailure,     // --fail-fast
  Config,           // nothing could be sent: a target, a certificate, …
  Unrecorded,       // the journal cannot be written any more
  Internal,         // a fault of ours
};
std::string_view abort_kind_name(AbortKind kind);  // "interrupted", "no-credentials", …, "" for None
std::optional<AbortKind> parse_abort_kind(std::string_view name);

struct Aborted {
  AbortKind kind = AbortKind::None;
  std::string text;  // "interrupted (SIGINT)"
  bool empty() const { return kind == AbortKind::None; }
};

}  // namespace concord::result
