// HTTP messages as plain data. RFC 9110 names.
#pragma once
#include <concord/base/clock.h>
#include <concord/base/media_type.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::http {

using base::Milliseconds;
using base::SystemTime;
using Microseconds = std::chrono::microseconds;

struct Header {
  std::string name;  // as sent or received
  std::string value;
};
using Headers = std::vector<Header>;

// The first value of a field (names compare without case), or null.
const std::string* find_header(const Headers& headers, std::string_view name);
std::vector<std::string_view> header_values(const Headers& headers, std::string_view name);
void set_header(Headers& headers, std::string_view name, std::string value);
bool remove_header(Headers& headers, std::string_view name);

// How long the phases of an exchange may take; 0: what the transport's options say, or, where they say nothing either,
// as long as the whole.
struct Timeouts {
  Milliseconds connect{0};     // name lookup and connection; TLS too where `tls` says nothing
  Milliseconds tls{0};         // the handshake
  Milliseconds first_byte{0};  // of the answer, from when the request begins to be sent
  Milliseconds total{0};
  // What this one says, and what `otherwise` does of the rest.
  Timeouts or_else(const Timeouts& otherwise) const;
};

struct Request {
  std::string method;
  std::string url;  // absolute, already encoded
  // Exactly these, in this order, plus Host, User-Agent, Accept, Accept-Encoding and Content-Length when absent;
  // nothing else is added. With an Accept-Encoding of its own the request gets its answer undecoded.
  Headers headers;
  std::optional<std::string> body;
  Timeouts timeouts = {};
};

// What is wrong with how an answer says where its body ends and how it is coded, although it can be read.
enum class FramingFaultKind {
  LengthBesideChunks,    // Content-Length with Transfer-Encoding, which overrides it (RFC 9112, 6.2)
  ChunksInHttp10,        // Transfer-Encoding in an answer of HTTP/1.0, which has none (RFC 9112, 6.1)
  ChunkedTwice,          // chunked more than once (RFC 9112, 6.1)
  UnknownCoding,         // "identity" is no transfer coding (any more): not applied (RFC 9112, 7)
  BodyWhereNone,         // a length, or Transfer-Encoding, in a 204 (RFC 9110, 8.6; RFC 9112, 6.1)
  MalformedLength,       // where no body follows in any case: HEAD, 204, 304 (RFC 9110, 8.6)
  LineFeedAlone,         // a line of a chunked body ends without CR (RFC 9112, 7.1)
  DeflateWithoutZlib,    // "deflate" is the zlib format (RFC 9110, 8.4.1.2)
  BytesBehindCoding,     // something follows the end of the compressed data
  BytesBehindBody,       // something follows the end of the message (RFC 9112, 6.3)
};
struct FramingFault {
  FramingFaultKind kind;
  std::string text;  // what was received: `Content-Length: 11`, `gzip`
};

struct Response {
  int status = 0;
  std::string http_version;      // "1.1", "2"
  std::string reason;            // "" in HTTP/2
  Headers headers;               // of the final response, in order, duplicates kept
  std::string body;              // decoded from Content-Encoding
  std::uint64_t wire_bytes = 0;  // of the body as received, without the lines of chunks
  std::vector<FramingFault> framing_faults = {};  // each kind once
};

// Phases since the start of the transfer; zero when not reached or the connection was reused.
struct Timing {
  Microseconds name_lookup{0};
  Microseconds connect{0};
  Microseconds tls{0};
  Microseconds sent{0};
  Microseconds first_byte{0};
  Microseconds total{0};
};

// Why an exchange has no (whole) answer.
enum class ErrorKind {
  Dns,
  Connect,
  Tls,
  Timeout,
  Reset,
  Protocol,
  TooLarge,
  Proxy,
  RateLimited,  // not sent: the server had asked to wait for longer than it is waited for
  Interrupted,
  Internal
};
// "dns", "connect", "tls", "timeout", "reset", "protocol", "too-large", "proxy", "rate-limited", "interrupted",
// "internal"
std::string_view error_kind_name(ErrorKind kind);

// How far a request without a whole answer got.
enum class Delivery {
  NotSent,       // no byte of it was sent
  NotProcessed,  // the server said that it did not process it: REFUSED_STREAM, or above GOAWAY's last stream (RFC
                 // 9113, 8.7)
  Unknown,       // something of it was sent: it may have been processed
};

// What a connection failed for want of, as far as it is known.
enum class Lack {
  None,
  TrustedAuthority,   // nobody who is trusted has signed the certificate of the server
  ClientCertificate,  // the server said that it requires one (RFC 8446, 6.2)
  ProxyCredentials,   // a proxy answered 407 (RFC 9110, 15.5.8)
};

struct TransportError {
  ErrorKind kind = ErrorKind::Internal;
  std::string message;  // one sentence, e.g. `no response within 5000 ms`; never a credential
  // "waiting", "name lookup", "connect", "TLS handshake", "sending", "response headers", "response body"
  std::string phase;
  Delivery delivery = Delivery::Unknown;
  Lack lack = Lack::None;
};

// Why it is right to send a request again. See <concord/http/repeatable.h>.
enum class RepeatReason { NotSent, NotProcessed, AskedToWait, Idempotent, Declared };

// One request with what became of it: an answer, or an error (then `response` holds what had arrived, if headers had).
struct Exchange {
  Request request;
  std::optional<Response> response;
  std::optional<TransportError> error;
  Timing timing;
  SystemTime started_at{};
  std::string remote_address;  // "127.0.0.1:8080"; "" when never connected (libcurl 8: also when TLS failed)
  bool connection_reused = false;
  // The transport sent it again by itself, and why, in order: never a request that may have been processed, unless its
  // method is idempotent.
  std::vector<RepeatReason> resends;
  std::string tls_version;  // "TLSv1.3", "" without TLS
  std::optional<SystemTime> certificate_expires;  // that of the server, verified or not; nothing without TLS
};

using base::MediaType;
using base::parse_media_type;

// Reason phrase of RFC 9110 and the IANA registry, e.g. 404 → "Not Found"; "" when unknown.
std::string_view reason_phrase(int status);

// Nothing when it is no http(s) URL with a host. `userinfo` is refused.
struct UrlParts {
  std::string scheme;      // lower case
  std::string host;        // without brackets
  std::uint16_t port = 0;  // the scheme's when not given
  std::string path;        // "" or starting with '/'
  std::string query;       // without '?'
};
std::optional<UrlParts> parse_url(std::string_view url);
// "https://api.shop.com:443", an IPv6 address in brackets.
std::string origin_text(const UrlParts& url);

// A curl command line that repeats the request, quoted for a POSIX shell. Secrets must have been redacted before.
struct CurlWords {
  // Names of secrets: where one stands in brackets, the command has a variable of the shell instead.
  std::vector<std::string> secrets{};
  std::string user{};     // instead of an Authorization of Basic, Digest or AWS4; {{NAME}} for variables. "": none
  std::string options{};  // of the connection, as the shell reads them: "--cacert 'ca.pem'"
};
std::string to_curl(const Request& request, const CurlWords& words = {});
// `text` as one word of a POSIX shell; {{NAME}} becomes "$NAME".
std::string shell_word(std::string_view text);

}  // namespace concord::http
