#include "failure.h"

namespace concord::http {
namespace {

std::string body_progress(const Circumstances& at) {
  const std::string received = std::to_string(at.body_received);
  if (!at.body_expected) return received + " bytes of a body of unknown length";
  return received + " of " + std::to_string(*at.body_expected) + " bytes of the body";
}

// What had not happened when time was up.
std::string missing(const Circumstances& at) {
  switch (at.phase) {
    case Phase::NameLookup: return "no address for \"" + at.host + "\"";
    case Phase::Waiting:
    case Phase::Connect: return "no connection to " + at.address;
    case Phase::TlsHandshake: return "no TLS handshake with " + at.address;
    case Phase::Sending: return "the request was not sent whole";
    case Phase::ResponseHeaders: return "no response";
    case Phase::ResponseBody: return "only " + body_progress(at);
  }
  return "no response";
}

std::string where_lost(const Circumstances& at) {
  switch (at.phase) {
    case Phase::TlsHandshake: return "during the TLS handshake";
    case Phase::Sending: return "while the request was being sent";
    case Phase::ResponseBody: return "after " + body_progress(at);
    default: return "before the response headers were complete";
  }
}

}  // namespace

std::string_view error_kind_name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Dns: return "dns";
    case ErrorKind::Connect: return "connect";
    case ErrorKind::Tls: return "tls";
    case ErrorKind::Timeout: return "timeout";
    case ErrorKind::Reset: return "reset";
    case ErrorKind::Protocol: return "protocol";
    case ErrorKind::TooLarge: return "too-large";
    case ErrorKind::Proxy: return "proxy";
    case ErrorKind::RateLimited: return "rate-limited";
    case ErrorKind::Interrupted: return "interrupted";
    case ErrorKind::Internal: return "internal";
  }
  return "internal";
}

std::string_view phase_name(Phase phase) {
  switch (phase) {
    case Phase::Waiting: return "waiting";
    case Phase::NameLookup: return "name lookup";
    case Phase::Connect: return "connect";
    case Phase::TlsHandshake: return "TLS handshake";
    case Phase::Sending: return "sending";
    case Phase::ResponseHeaders: return "response headers";
    case Phase::ResponseBody: return "response body";
  }
  return "waiting";
}

TransportError failure(ErrorKind kind, const Circumstances& at, std::string message) {
  return {kind, std::move(message), std::string(phase_name(at.phase)), Delivery::NotSent};
}

TransportError cannot_resolve(const Circumstances& at) {
  return failure(ErrorKind::Dns, at, "cannot resolve \"" + at.host + "\"");
}

TransportError cannot_connect(const Circumstances& at, std::string_view reason) {
  return failure(ErrorKind::Connect, at, "cannot connect to " + at.address + " (" + std::string(reason) + ")");
}

TransportError tls_failed(const Circumstances& at, std::string_view reason) {
  TransportError error =
      failure(ErrorKind::Tls, at, "no TLS connection to " + at.address + " (" + std::string(reason) + ")");
  // The words of OpenSSL's X509_verify_cert_error_string().
  for (const std::string_view unknown : {"issuer certificate", "self-signed certificate", "self signed certificate"}) {
    if (reason.find(unknown) != std::string_view::npos) error.lack = Lack::TrustedAuthority;
  }
  return error;
}

TransportError tls_refused(const Circumstances& at, std::string_view alert) {
  TransportError error =
      failure(ErrorKind::Tls, at, at.address + " refused the TLS connection (" + std::string(alert) + ")");
  if (alert == "certificate required") error.lack = Lack::ClientCertificate;
  return error;
}

TransportError timed_out(const Circumstances& at, Milliseconds limit, bool since_sending) {
  return failure(ErrorKind::Timeout, at,
                 missing(at) + " within " + std::to_string(limit.count()) + " ms" +
                     (since_sending ? " of sending the request" : ""));
}

TransportError tls_cut(const Circumstances& at) {
  return failure(ErrorKind::Protocol, at, "TLS ended without close_notify after " + body_progress(at));
}

TransportError connection_lost(const Circumstances& at, bool was_reset) {
  return failure(ErrorKind::Reset, at,
                 std::string("the connection was ") + (was_reset ? "reset " : "closed ") + where_lost(at));
}

}  // namespace concord::http
