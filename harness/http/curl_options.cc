// What is asked of libcurl.
#include "curl_transfer.h"

#include <concord/base/http_method.h>
#include <concord/base/text.h>
#include <concord/http/address.h>
#include <concord/http/repeatable.h>

#include <openssl/ssl.h>

#include <ctime>
#include <new>

namespace concord::http {
namespace {

// How long a connection may have been idle, in seconds. What must not be sent twice is not sent on one that its server
// may be about to close: few close one within two seconds.
constexpr long longest_idle = 118, longest_idle_once = 1;

// libcurl asks whether it may send a body of more than 1 MiB, unless it is told not to.
constexpr std::size_t large_body = 1'000'000;

Transfer& transfer_of(void* user) { return *static_cast<Slot*>(user)->transfer; }

bool is_http2(const SSL* session) {
  const unsigned char* name = nullptr;
  unsigned int size = 0;
  SSL_get0_alpn_selected(session, &name, &size);
  return std::string_view(reinterpret_cast<const char*>(name), size) == "h2";
}

// Until when the server's certificate holds, in seconds since 1970.
std::optional<SystemTime> expiry_of(const SSL* session) {
  const X509* certificate = SSL_get0_peer_certificate(session);
  std::tm utc{};
  if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &utc) != 1) return std::nullopt;
  return base::SystemTime(std::chrono::seconds(timegm(&utc)));
}

// What TLS agreed on is known as long as the connection is the transfer's, so it is asked for while headers arrive.
void note_tls(Slot& slot) {
  Exchange& exchange = slot.transfer->exchange;
  if (!slot.transfer->origin->is_https || !exchange.tls_version.empty()) return;
  curl_tlssessioninfo* session = nullptr;
  if (curl_easy_getinfo(slot.easy.get(), CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || !session) return;
  if (session->backend != CURLSSLBACKEND_OPENSSL || !session->internals) return;
  const SSL* tls = static_cast<const SSL*>(session->internals);
  exchange.tls_version = SSL_get_version(tls);
  exchange.certificate_expires = expiry_of(tls);
  slot.transfer->tls = tls;
  if (is_http2(tls)) slot.transfer->reader.expect_http2();
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) noexcept {
  Slot& slot = *static_cast<Slot*>(user);
  if (slot.phase_ends) slot.phase_limits->end(slot);
  note_tls(slot);
  hear_log(slot, true);  // which tells of bytes behind the answer
  if (!transfer_of(user).reader.add_header_line({data, size * count})) return 0;
  look_behind(slot);
  return size * count;
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) noexcept {
  if (!transfer_of(user).reader.add_body({data, size * count})) return 0;
  look_behind(*static_cast<Slot*>(user));
  return size * count;
}

// Called between the connection and the handshake. Until 8.0 the times of libcurl do not tell the two apart.
CURLcode on_tls_begin(CURL*, void* context, void* user) noexcept {
  Slot& slot = *static_cast<Slot*>(user);
  slot.transfer->has_begun_tls = true;
  slot.phase_limits->begin(slot, slot.timeouts.tls);
  slot.tls_ends->watch(static_cast<SSL_CTX*>(context));
  return CURLE_OK;
}

void set_headers(Slot& slot, const Request& request) {
  HeaderLines& lines = slot.headers;
  lines.clear();
  for (const Header& header : request.headers) {
    const bool is_empty = base::trim(header.value).empty();
    lines.add(header.name, is_empty ? ";" : ": ", is_empty ? std::string_view() : header.value);
  }
  // Among the lines, since libcurl puts its own User-Agent together twice.
  if (!slot.user_agent.empty() && !find_header(request.headers, "User-Agent")) {
    lines.add("User-Agent", ": ", slot.user_agent);
  }
  if (!find_header(request.headers, "Accept")) lines.add("Accept", ": ", "application/json");
  if (!find_header(request.headers, "Accept-Encoding")) lines.add("Accept-Encoding", ": ", offered_encodings());
  // A line without a value tells libcurl not to add the header by itself.
  if (!find_header(request.headers, "Content-Type")) lines.add("Content-Type", ":", "");
  const bool is_large = request.body && request.body->size() >= large_body;
  if (is_large && !find_header(request.headers, "Expect")) lines.add("Expect", ":", "");
  set(slot.easy, CURLOPT_HTTPHEADER, lines.list());
}

bool sends_content(const Request& request) {
  const base::HttpMethod* method = base::find_http_method(request.method);
  return request.body || (method != nullptr && method->expects_content);
}

// libcurl would take the URL to pieces before each request, and put it together again: a tenth of what a request
// costs. One that it does not take, it has to say.
void set_url(Slot& slot, const std::string& url) {
  if (slot.url && slot.url_text == url) return;
  constexpr unsigned as_libcurl_does = CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS;
  slot.url.reset(curl_url());
  slot.url_text = url;
  const bool is_taken =
      slot.url && curl_url_set(slot.url.get(), CURLUPART_URL, url.c_str(), as_libcurl_does) == CURLUE_OK;
  if (!is_taken) slot.url.reset();
  set(slot.easy, CURLOPT_URL, url.c_str());
  set(slot.easy, CURLOPT_CURLU, slot.url.get());
}

void set_content(Slot& slot, const Request& request) {
  using enum Slot::Content;
  const Slot::Content content = sends_content(request) ? Some : request.method == "HEAD" ? Head : None;
  if (slot.content == Head && content != Head) set(slot.easy, CURLOPT_NOBODY, 0L);
  if (content == Some) {
    set(slot.easy, CURLOPT_POSTFIELDS, request.body ? request.body->data() : "");
    set(slot.easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body ? request.body->size() : 0));
    if (request.method == "HEAD") set(slot.easy, CURLOPT_NOBODY, 1L);
  } else if (content != slot.content) {
    if (content == Head) set(slot.easy, CURLOPT_NOBODY, 1L);
    else set(slot.easy, CURLOPT_HTTPGET, 1L);
  }
  slot.content = request.method == "HEAD" ? Head : content;
  set(slot.easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

void set_idle_time(Slot& slot, const Request& request) {
  const bool trusts_idle = is_idempotent(request.method);
  if (trusts_idle != slot.trusts_idle) {
    set(slot.easy, CURLOPT_MAXAGE_CONN, trusts_idle ? longest_idle : longest_idle_once);
  }
  slot.trusts_idle = trusts_idle;
}

void set_limits(Slot& slot) {
  set(slot.easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set(slot.easy, CURLOPT_FOLLOWLOCATION, 0L);
  set(slot.easy, CURLOPT_HTTP09_ALLOWED, 0L);
  set(slot.easy, CURLOPT_NOSIGNAL, 1L);
  set(slot.easy, CURLOPT_PATH_AS_IS, 1L);
  // The reader does both, and notices what libcurl passes over.
  set(slot.easy, CURLOPT_HTTP_TRANSFER_DECODING, 0L);
  set(slot.easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
  set(slot.easy, CURLOPT_QUICK_EXIT, 1L);  // else a name lookup that hangs would hang the loop when it is given up
  set(slot.easy, CURLOPT_MAXAGE_CONN, longest_idle_once);
}

// libcurl's limit of a connection is that of its handshake too.
void set_timeouts(Slot& slot, const Timeouts& timeouts) {
  const Timeouts before = std::exchange(slot.timeouts, timeouts);
  if (before.connect != timeouts.connect || before.tls != timeouts.tls)
    set(slot.easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>((timeouts.connect + timeouts.tls).count()));
  if (before.total != timeouts.total)
    set(slot.easy, CURLOPT_TIMEOUT_MS, static_cast<long>(timeouts.total.count()));
  slot.is_phase_over = false;
  if (timeouts.tls.count() > 0) slot.phase_limits->begin(slot, timeouts.connect);
}

void set_callbacks(Slot& slot) {
  set(slot.easy, CURLOPT_PRIVATE, &slot);
  set(slot.easy, CURLOPT_ERRORBUFFER, slot.error_text);
  set(slot.easy, CURLOPT_HEADERFUNCTION, on_header);
  set(slot.easy, CURLOPT_HEADERDATA, &slot);
  set(slot.easy, CURLOPT_WRITEFUNCTION, on_body);
  set(slot.easy, CURLOPT_WRITEDATA, &slot);
  // Not every TLS library has this; without it a failed handshake counts as a failed connection.
  curl_easy_setopt(slot.easy.get(), CURLOPT_SSL_CTX_FUNCTION, on_tls_begin);
  curl_easy_setopt(slot.easy.get(), CURLOPT_SSL_CTX_DATA, &slot);
}

void set_text(Slot& slot, CURLoption option, const std::string& text) {
  set(slot.easy, option, text.empty() ? nullptr : text.c_str());
}

// Of the origin that the slot's last transfer did not have. libcurl keeps connections with others apart.
void set_tls_files(Slot& slot) {
  const TlsFiles& files = slot.transfer->origin->tls;
  if (std::exchange(slot.tls_files, &files) == &files) return;
  set_text(slot, CURLOPT_CAINFO, files.ca_file.empty() ? slot.trusted_by_system : files.ca_file);
  set_text(slot, CURLOPT_SSLCERT, files.client_certificate);
  set_text(slot, CURLOPT_SSLKEY, files.client_key);
  set_text(slot, CURLOPT_KEYPASSWD, files.key_password);
}

void set_unix_socket(Slot& slot) {
  const std::string& path = slot.transfer->origin->unix_socket;
  if (path == slot.unix_socket) return;
  set_text(slot, CURLOPT_UNIX_SOCKET_PATH, path);
  slot.unix_socket = path;
}

void set_proxy(Slot& slot, const TransportOptions& options) {
  set(slot.easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  if (!options.proxy_user.empty()) set_text(slot, CURLOPT_PROXYUSERNAME, options.proxy_user);
  if (!options.proxy_password.empty()) set_text(slot, CURLOPT_PROXYPASSWORD, options.proxy_password);
  // A proxy of https is trusted as servers are.
  if (!options.ca_file.empty()) curl_easy_setopt(slot.easy.get(), CURLOPT_PROXY_CAINFO, options.ca_file.c_str());
  // Where there is none, libcurl need not look for it before each request.
  const bool looks_at_environment =
      options.proxy_from_environment && (!options.proxy.empty() || has_environment_proxy());
  if (options.proxy.empty() && looks_at_environment) return;
  set(slot.easy, CURLOPT_PROXY, options.proxy.c_str());  // "" also turns the environment's off
  if (!looks_at_environment) set(slot.easy, CURLOPT_NOPROXY, "");
}

void set_connection(Slot& slot, const TransportOptions& options, curl_slist* resolve) {
  const long version = options.http2 ? long{CURL_HTTP_VERSION_2TLS} : long{CURL_HTTP_VERSION_1_1};
  set(slot.easy, CURLOPT_HTTP_VERSION, version);
  if (options.http2) set(slot.easy, CURLOPT_PIPEWAIT, 1L);  // for a connection that all can share
  set(slot.easy, CURLOPT_SSL_VERIFYPEER, options.verify_tls ? 1L : 0L);
  set(slot.easy, CURLOPT_SSL_VERIFYHOST, options.verify_tls ? 2L : 0L);
  const char* trusted = nullptr;
  curl_easy_getinfo(slot.easy.get(), CURLINFO_CAINFO, &trusted);
  slot.trusted_by_system = trusted ? trusted : "";
  set_proxy(slot, options);
  if (resolve) set(slot.easy, CURLOPT_RESOLVE, resolve);
}

}  // namespace

std::unique_ptr<Slot> make_slot(const TransportOptions& options, curl_slist* resolve, LastStreams& last_streams,
                                Connections& connections, TlsEnds& tls_ends, PhaseLimits& phase_limits) {
  auto slot = std::make_unique<Slot>();
  slot->easy.reset(curl_easy_init());
  if (!slot->easy) throw std::bad_alloc();
  slot->options = &options;
  slot->last_streams = &last_streams;
  slot->connections = &connections;
  slot->tls_ends = &tls_ends;
  slot->phase_limits = &phase_limits;
  slot->user_agent = options.user_agent;
  set_callbacks(*slot);
  set_limits(*slot);
  set_connection(*slot, options, resolve);
  watch_delivery(*slot, options.http2);
  return slot;
}

void prepare(Slot& slot) {
  const Request& request = slot.transfer->exchange.request;
  slot.error_text[0] = '\0';
  set_url(slot, request.url);
  set_content(slot, request);
  set_headers(slot, request);
  set_idle_time(slot, request);
  hear_log(slot, slot.transfer->origin->is_https);  // from the beginning only where it may be HTTP/2
  set_timeouts(slot, request.timeouts.or_else(slot.options->timeouts));
  if (std::exchange(slot.is_last_use, false)) set(slot.easy, CURLOPT_FORBID_REUSE, 0L);
  set_tls_files(slot);
  set_unix_socket(slot);
}

void HeaderLines::clear() {
  text_.clear();
  begins_.clear();
}

void HeaderLines::add(std::string_view name, std::string_view separator, std::string_view value) {
  begins_.push_back(text_.size());
  text_.append(name).append(separator).append(value).push_back('\0');
}

curl_slist* HeaderLines::list() {
  nodes_.resize(begins_.size());
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    nodes_[i] = {text_.data() + begins_[i], i + 1 < nodes_.size() ? &nodes_[i + 1] : nullptr};
  }
  return nodes_.empty() ? nullptr : nodes_.data();
}

}  // namespace concord::http
