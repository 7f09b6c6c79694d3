// What the kinds of RunError mean, for whoever finds one in a report.
#include <concord/result/connection_error.h>
#include <concord/result/reasons.h>

#include <array>
#include <cstddef>

namespace concord::result {
namespace {

// In the order of the enumerators.
constexpr std::array<RunErrorText, 17> texts{{
    {"the name of the host has no address",
     "Name lookup failed, or took too long. Nothing was sent. Look at the base URL, the DNS of the\n"
     "machine, and whether a proxy is needed (--proxy)."},
    {"no connection",
     "The address refused the connection or did not answer. Nothing was sent, so it may be tried again\n"
     "(--retry). Look at the base URL, firewalls, and --connect-timeout."},
    {"no TLS connection",
     "The handshake failed: the certificate is not trusted, has expired or is for another host; or the\n"
     "server wants a certificate of the client. The message says which, and which option helps: --cacert,\n"
     "--cert and --key, or the same in the target of provider.yaml."},
    {"it took too long",
     "A time limit was reached, and the phase says in what: connect, TLS handshake, sending, response\n"
     "headers, response body. Limits are --connect-timeout, --max-time, and timeouts: of a target, a\n"
     "suite, a case or a step. What was sent may have had an effect, so only what may be repeated is tried\n"
     "again."},
    {"the connection ended too early",
     "It was closed or reset before the answer was whole. What was sent may have had an effect, so only\n"
     "what may be repeated is tried again."},
    {"an answer that cannot be read",
     "It is no HTTP, or nobody can know where it ends or how it is coded: two lengths, a broken chunk,\n"
     "gzip that is cut. What can be read and is wrong is a finding of the check framing instead."},
    {"a gateway answered, not the API",
     "502, 503 or 504, which the case does not expect. It says nothing about the contract."},
    {"the provider asked to wait",
     "429, which the case does not expect; or the case was not sent, since the provider had asked for a\n"
     "wait that is longer than --retry-max-time. Set requests_per_second under limits: of provider.yaml,\n"
     "or --rate."},
    {"the proxy did not let it through",
     "It could not be reached, refused the connection, or wants credentials (407): --proxy-user\n"
     "USER:PASSWORD or @FILE."},
    {"no credentials",
     "A token could not be fetched, or what was fetched was refused. The message has the URL, the status\n"
     "and the error of the answer."},
    {"something else on the way to the provider",
     "Something of the network for which there is no word of its own."},
    {"a mistake in a file or in what was given",
     "A suite, provider.yaml, a contract or a variable: the request cannot be made, or the file has\n"
     "mistakes, so nothing of it is sent. Nobody else is to blame."},
    {"a bound of ours was reached",
     "The answer is too large, too deep, or takes too many steps to judge. It may be right; it was not\n"
     "judged. The message says which bound."},
    {"the recording lacks it",
     "A body is missing in the recording or only its beginning is there, so the checks that need it have\n"
     "nothing to look at: record it again with bodies, whole ones. In a replay: the case has no cassette, or\n"
     "its cassette has no such request; the message shows the nearest one and what differs."},
    {"the run was ended",
     "By a signal, before there was a verdict."},
    {"a fault of concord",
     "Please report it, with the journal."},
    {"no valid request was accepted",
     "Of a run with no suite: none of the requests that the document allows for the operation was\n"
     "accepted, so nothing is known of it, and what else is planned for it is blocked. The message says\n"
     "what was answered, and what would help: credentials, the id of something that is there (--variable\n"
     "NAME=VALUE, or data: in provider.yaml), another state, a base URL."},
}};
static_assert(texts.size() == static_cast<std::size_t>(RunErrorKind::NeverReached) + 1);

}  // namespace

bool is_of_connection(const RunError& error) {
  switch (error.kind) {
    case RunErrorKind::Dns:
    case RunErrorKind::Connect: return true;
    case RunErrorKind::Timeout: return error.phase == "name lookup" || error.phase == "connect";
    default: return false;
  }
}

const RunErrorText& run_error_text(RunErrorKind kind) { return texts[static_cast<std::size_t>(kind)]; }

}  // namespace concord::result
