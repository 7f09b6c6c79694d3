// What libcurl tells of a transfer.
#include "curl_transfer.h"
#include "failure.h"

#include <concord/base/text.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace concord::http {
namespace {

constexpr int curl_too_large = 100;  // CURLE_TOO_LARGE, since 8.6

curl_off_t get_offset(const Easy& easy, CURLINFO info) {
  curl_off_t value = 0;
  curl_easy_getinfo(easy.get(), info, &value);
  return value;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

Microseconds moment(const Easy& easy, CURLINFO info) { return Microseconds(get_offset(easy, info)); }

Timing timing_of(const Easy& easy, bool is_reused) {
  Timing timing;
  if (!is_reused) {
    timing.name_lookup = moment(easy, CURLINFO_NAMELOOKUP_TIME_T);
    timing.connect = moment(easy, CURLINFO_CONNECT_TIME_T);
    timing.tls = moment(easy, CURLINFO_APPCONNECT_TIME_T);
  }
#if LIBCURL_VERSION_NUM >= 0x080a00
  timing.sent = moment(easy, CURLINFO_POSTTRANSFER_TIME_T);
#else
  timing.sent = moment(easy, CURLINFO_PRETRANSFER_TIME_T);
#endif
  timing.first_byte = moment(easy, CURLINFO_STARTTRANSFER_TIME_T);
  timing.total = moment(easy, CURLINFO_TOTAL_TIME_T);
  return timing;
}

Phase phase_of(const Transfer& transfer) {
  if (!transfer.slot) return Phase::Waiting;
  const Easy& easy = transfer.slot->easy;
  if (transfer.delivery.is_given_up) return Phase::ResponseHeaders;
  if (transfer.reader.has_headers())
    return transfer.reader.has_good_headers() ? Phase::ResponseBody : Phase::ResponseHeaders;
  const auto reached = [&easy](CURLINFO info) { return get_offset(easy, info) > 0; };
  if (!reached(CURLINFO_PRETRANSFER_TIME_T)) {
    if (transfer.has_begun_tls) return Phase::TlsHandshake;
    return reached(CURLINFO_NAMELOOKUP_TIME_T) ? Phase::Connect : Phase::NameLookup;
  }
  const Request& request = transfer.exchange.request;
  const auto sent = static_cast<std::uint64_t>(get_offset(easy, CURLINFO_SIZE_UPLOAD_T));
  const bool has_unsent = request.body && sent < request.body->size() && !transfer.reader.has_status();
  return has_unsent ? Phase::Sending : Phase::ResponseHeaders;
}

Circumstances circumstances_of(const Transfer& transfer) {
  Circumstances at;
  at.phase = phase_of(transfer);
  at.host = transfer.origin->host;
  const std::string& socket = transfer.origin->unix_socket;
  at.address = socket.empty() ? transfer.origin->address : "the socket " + base::escape_line(socket);
  at.body_received = transfer.reader.wire_bytes();
  at.body_expected = transfer.reader.content_length();
  return at;
}

std::string lower_first(std::string text) {
  const bool is_acronym = text.size() > 1 && text[1] >= 'A' && text[1] <= 'Z';
  if (!text.empty() && !is_acronym) text[0] = base::to_lower_ascii(text.substr(0, 1))[0];
  return text;
}

std::string connect_reason(const Transfer& transfer) {
  const long number = get_long(transfer.slot->easy, CURLINFO_OS_ERRNO);
  switch (number) {
    case ECONNREFUSED: return "connection refused";
    case ECONNRESET: return "connection reset";
    case ENOENT: return "there is none";
    case EHOSTUNREACH: return "no route to the host";
    case ENETUNREACH: return "network unreachable";
    case ETIMEDOUT: return "no answer";
    case 0: return "no address of the host answered";
    default: return lower_first(std::strerror(static_cast<int>(number)));
  }
}

// "SSL certificate problem: self-signed certificate" and
// "error:0A00010B:SSL routines::wrong version number" end with what people need.
std::string tls_reason(const Transfer& transfer, CURLcode code) {
  const std::string_view text = transfer.slot->error_text;
  if (contains(text, "subject name") || contains(text, "does not match target host")) {
    return "the certificate is not for " + transfer.origin->host;
  }
  if (contains(text, "reset by peer")) return "the connection was reset";
  if (contains(text, "SSL_ERROR_SYSCALL") || contains(text, "unexpected eof")) return "the connection was closed";
  const std::size_t colon = text.rfind(": ");
  const std::size_t routine = text.rfind("::");
  std::string_view reason = text;
  if (routine != std::string_view::npos) {
    reason = text.substr(routine + 2);
  } else if (colon != std::string_view::npos) {
    reason = text.substr(colon + 2);
  }
  return lower_first(reason.empty() ? curl_easy_strerror(code) : base::escape_line(base::trim(reason)));
}

TransportError unreadable_tls_file(const Circumstances& at, CURLcode code, const TlsFiles& files) {
  const bool is_ca = code == CURLE_SSL_CACERT_BADFILE;
  const std::string what =
      is_ca ? "the CA file \"" + files.ca_file : "the client certificate \"" + files.client_certificate;
  return failure(ErrorKind::Tls, at, "cannot use " + what + "\"");
}

TransportError no_time(const Circumstances& at, const Transfer& transfer) {
  const Slot& slot = *transfer.slot;
  const Timeouts& limits = slot.timeouts;
  if (slot.is_phase_over) return timed_out(at, slot.phase_limit, at.phase > Phase::TlsHandshake);
  const bool was_connecting = at.phase <= Phase::TlsHandshake;
  return timed_out(at, was_connecting ? std::min(limits.connect + limits.tls, limits.total) : limits.total);
}

TransportError too_many_headers(const Circumstances& at) {
  return failure(ErrorKind::TooLarge, at, "the response has a header line that is too long, or too many of them");
}

// What the other side says before it ends TLS, "certificate required" (RFC 8446, section 6.2), or "". In TLS 1.3 that
// may come after the handshake, when the request is on its way. `text`: "…SSL routines::tlsv13 alert certificate
// required, errno 0". What stands before "alert" is not the version in use, and OpenSSL 3.2 changed it.
std::string alert_of(std::string_view text) {
  const std::size_t at = text.find(" alert ");
  if (at == std::string_view::npos || !contains(text, "ssl routines")) return "";
  const std::string_view alert = text.substr(at + 7);
  return base::escape_line(alert.substr(0, alert.find(',')));
}

TransportError no_handshake(const Circumstances& at, const Transfer& transfer, CURLcode code) {
  const std::string alert = alert_of(base::to_lower_ascii(transfer.slot->error_text));
  return alert.empty() ? tls_failed(at, tls_reason(transfer, code)) : tls_refused(at, alert);
}

// libcurl has one code for all that ends a connection early and tells the difference in its text only.
TransportError broken_reception(const Circumstances& at, const Transfer& transfer) {
  const std::string text = base::to_lower_ascii(transfer.slot->error_text);
  const long proxy_status = get_long(transfer.slot->easy, CURLINFO_HTTP_CONNECTCODE);
  if (proxy_status >= 300) {
    TransportError error =
        failure(ErrorKind::Proxy, at, "the proxy answered " + std::to_string(proxy_status) + " to CONNECT");
    if (proxy_status == 407) error.lack = Lack::ProxyCredentials;
    return error;
  }
  if (const std::string alert = alert_of(text); !alert.empty()) return tls_refused(at, alert);
  if (contains(text, "chunk")) return failure(ErrorKind::Protocol, at, "malformed chunk in the response body");
  if (contains(text, "too large response headers")) return too_many_headers(at);
  const bool is_body_of_any_length = at.phase == Phase::ResponseBody && transfer.reader.ends_with_connection();
  if (is_body_of_any_length && contains(text, "unexpected eof")) return tls_cut(at);
  return connection_lost(at, contains(text, "reset") || contains(text, "broken pipe"));
}

// "Failed to connect to HOST port N after …" names the proxy when there is one.
bool failed_at_proxy(const Transfer& transfer, const TransportOptions& options) {
  if (!transfer.origin->unix_socket.empty()) return false;
  const std::string_view text = transfer.slot->error_text;
  if (!text.starts_with("Failed to connect to ")) return !options.proxy.empty();
  return !text.starts_with("Failed to connect to " + transfer.origin->host + " port " +
                           std::to_string(transfer.origin->port)) &&
         (!options.proxy.empty() || options.proxy_from_environment) && options.resolve.empty();
}

TransportError not_http(const Circumstances& at, const Transfer& transfer) {
  // libcurl 8 keeps the header to itself then.
  if (contains(transfer.slot->error_text, "Invalid Content-Length"))
    return failure(ErrorKind::Protocol, at, "Content-Length is no number of bytes");
  if (transfer.reader.has_status()) return failure(ErrorKind::Protocol, at, "the response headers are not valid HTTP");
  return failure(ErrorKind::Protocol, at, "the answer does not begin with a valid HTTP status line");
}

TransportError no_connection(const Circumstances& at, const Transfer& transfer, const TransportOptions& options) {
  if (!transfer.refused_address.empty()) return failure(ErrorKind::Connect, at, transfer.refused_address);
  const std::string reason = connect_reason(transfer);
  if (!failed_at_proxy(transfer, options)) return cannot_connect(at, reason);
  return failure(ErrorKind::Proxy, at, "cannot connect to the proxy (" + reason + ")");
}

void note_connection(Transfer& transfer) {
  const Easy& easy = transfer.slot->easy;
  Exchange& exchange = transfer.exchange;
  const bool is_connected = get_offset(easy, CURLINFO_PRETRANSFER_TIME_T) > 0;
  exchange.connection_reused = is_connected && get_long(easy, CURLINFO_NUM_CONNECTS) == 0;
  exchange.timing = timing_of(easy, exchange.connection_reused);
  const char* ip = nullptr;
  curl_easy_getinfo(easy.get(), CURLINFO_PRIMARY_IP, &ip);
  const bool has_peer = is_connected || transfer.has_begun_tls;
  if (const std::string& socket = transfer.origin->unix_socket; has_peer && !socket.empty()) {
    exchange.remote_address = "unix:" + socket;
    return;
  }
  if (has_peer && ip && *ip) exchange.remote_address = address_of(ip, get_long(easy, CURLINFO_PRIMARY_PORT));
}

void note_response(Transfer& transfer) {
  if (!transfer.reader.has_headers()) return;
  transfer.exchange.response = transfer.reader.take();
}

}  // namespace

namespace {

TransportError explain_code(CURLcode code, const Transfer& transfer, const TransportOptions& options) {
  const Circumstances at = circumstances_of(transfer);
  if (transfer.delivery.is_given_up) return broken_reception(at, transfer);
  if (transfer.is_tls_cut) return tls_cut(at);
  if (const auto& fault = transfer.reader.fault()) return failure(fault->kind, at, fault->message);
  switch (static_cast<int>(code)) {
    case CURLE_COULDNT_RESOLVE_HOST: return cannot_resolve(at);
    case CURLE_COULDNT_RESOLVE_PROXY: return failure(ErrorKind::Proxy, at, "cannot resolve the name of the proxy");
    case CURLE_PROXY: return failure(ErrorKind::Proxy, at, "the proxy refused the connection");
    case CURLE_COULDNT_CONNECT: return no_connection(at, transfer, options);
    case CURLE_OPERATION_TIMEDOUT: return no_time(at, transfer);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CONNECT_ERROR: return no_handshake(at, transfer, code);
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM: return unreadable_tls_file(at, code, transfer.origin->tls);
    case CURLE_OK:  // libcurl is content with headers that end with the connection
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR: return broken_reception(at, transfer);
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_FUNCTION_ARGUMENT: return not_http(at, transfer);
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM: return failure(ErrorKind::Protocol, at, "the HTTP/2 stream broke off");
    case CURLE_OUT_OF_MEMORY:
    case curl_too_large: return too_many_headers(at);
    default: return failure(ErrorKind::Internal, at, "libcurl: " + lower_first(curl_easy_strerror(code)));
  }
}

}  // namespace

TransportError explain(CURLcode code, const Transfer& transfer, const TransportOptions& options) {
  TransportError error = explain_code(code, transfer, options);
  error.delivery = delivery_of(transfer);
  return error;
}

TransportError interruption(const Transfer& transfer) {
  TransportError error =
      failure(ErrorKind::Interrupted, circumstances_of(transfer), "the exchange was interrupted");
  error.delivery = delivery_of(transfer);
  return error;
}

void note_outcome(Transfer& transfer) {
  note_connection(transfer);
  note_response(transfer);
}

long get_long(const Easy& easy, CURLINFO info) {
  long value = 0;
  curl_easy_getinfo(easy.get(), info, &value);
  return value;
}

std::string address_of(const std::string& host, long port) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return (is_ipv6 ? "[" + host + "]:" : host + ":") + std::to_string(port);
}

}  // namespace concord::http
