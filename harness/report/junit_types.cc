#include <concord/report/junit_types.h>

#include <algorithm>
#include <array>

namespace concord::report {
namespace {

// The summaries of errors are those of result::run_error_text().
constexpr std::array<JunitType, 43> types{{
    {"contract.status", "the status of the answer"},
    {"contract.header", "a header of the answer"},
    {"contract.content_type", "the media type of the answer"},
    {"contract.request_schema", "a request that the documentation does not allow"},
    {"contract.response_schema", "the body is not as its schema says"},
    {"contract.example", "an example of the documentation"},
    {"contract.latency", "the answer took too long"},
    {"contract.drift", "the answer looks other than on earlier nights"},
    {"contract.body", "what the body holds, or that there is one"},
    {"contract.echo", "a value came back other than it was sent"},
    {"contract.envelope", "the envelope of the body says something else than the status"},
    {"contract.expectation", "what the case itself expects"},
    {"contract.expiry", "a date by which something expires"},
    {"contract.framing", "how the answer is framed: its lengths, codings and headers of them"},
    {"contract.internals", "the answer tells of the inside of the server"},
    {"contract.json", "the body is not the JSON that it says it is"},
    {"contract.redirect", "a redirect that is not documented"},
    {"contract.secret", "the answer holds a secret that was sent"},
    {"contract.security", "the security of the connection"},
    {"contract.token", "a token of the answer"},
    {"contract.undocumented", "something that is in no documentation"},
    {"contract.xml", "the body is not the XML that it says it is"},
    {"contract.other", "a promise of the contract that has no type of its own"},
    {"infra.dns", ""},
    {"infra.connect", ""},
    {"infra.tls", ""},
    {"infra.timeout", ""},
    {"infra.reset", ""},
    {"infra.protocol", ""},
    {"infra.http_5xx", ""},
    {"infra.rate_limited", ""},
    {"infra.proxy", ""},
    {"infra.auth", ""},
    {"infra.other", ""},
    {"known_issue.expired", "what was accepted for now is past its date, and still occurs"},
    {"known_issue.unexpected_pass", "what was accepted for now no longer occurs"},
    {"doc.contradiction", "the documentation contradicts itself"},
    {"harness.bound", ""},
    {"harness.config", ""},
    {"harness.internal", ""},
    {"harness.interrupted", ""},
    {"harness.never_reached", ""},
    {"harness.recording", ""},
}};

}  // namespace

std::span<const JunitType> junit_types() { return types; }

std::string known_junit_type(std::string_view type) {
  const auto is_it = [type](const JunitType& one) { return one.name == type; };
  if (std::any_of(types.begin(), types.end(), is_it)) return std::string(type);
  if (type.substr(0, 9) == "contract.") return "contract.other";
  if (type.substr(0, 6) == "infra.") return "infra.other";
  return "harness.internal";
}

}  // namespace concord::report
