// The sentences of transport errors.
#pragma once
#include <concord/http.h>

namespace concord::http {

enum class Phase { Waiting, NameLookup, Connect, TlsHandshake, Sending, ResponseHeaders, ResponseBody };
std::string_view phase_name(Phase phase);

// What an exchange had come to when it failed.
struct Circumstances {
  Phase phase = Phase::Waiting;
  std::string host;
  std::string address;  // "host:port"
  std::uint64_t body_received = 0;
  std::optional<std::uint64_t> body_expected;  // Content-Length
};

// Of a request of which nothing was sent, as far as these know: whoever knows better says so.
TransportError failure(ErrorKind kind, const Circumstances& at, std::string message);
TransportError cannot_resolve(const Circumstances& at);
TransportError cannot_connect(const Circumstances& at, std::string_view reason);
TransportError tls_failed(const Circumstances& at, std::string_view reason);
// `alert`: what the server said (RFC 8446, section 6.2).
TransportError tls_refused(const Circumstances& at, std::string_view alert);
// `since_sending`: the limit counts from when the request began to be sent.
TransportError timed_out(const Circumstances& at, Milliseconds limit, bool since_sending = false);
// The body ends with the connection, and TLS was not ended first: it may have been cut.
TransportError tls_cut(const Circumstances& at);
// `was_reset`: by a TCP reset, not by an orderly close.
TransportError connection_lost(const Circumstances& at, bool was_reset);

}  // namespace concord::http
