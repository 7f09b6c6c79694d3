// The only file that knows libcurl.
//
// Exchanges beyond the connection limits wait here and not inside libcurl, whose queue counts against the time limit of
// a transfer: a case must not time out because other cases were before it.
#include "failure.h"
#include "request_rules.h"
#include "response_reader.h"

#include <concord/base/text.h>
#include <concord/http/transport.h>

#include <curl/curl.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <deque>
#include <map>
#include <stdexcept>
#include <utility>

namespace concord::http {
namespace {

// Framing and compression may add a little to what the decoded body may have.
constexpr std::uint64_t wire_overhead_bytes = 64u << 10;
constexpr int curl_too_large = 100;  // CURLE_TOO_LARGE, since 8.6
constexpr std::size_t max_idle_handles = 64;

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListDeleter>;

void append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (!longer) throw std::bad_alloc();
  list.release();
  list.reset(longer);
}

void start_libcurl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw std::runtime_error("libcurl does not start");
}

std::string address_of(const std::string& host, long port) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return (is_ipv6 ? "[" + host + "]:" : host + ":") + std::to_string(port);
}

curl_off_t get_offset(CURL* easy, CURLINFO info) {
  curl_off_t value = 0;
  curl_easy_getinfo(easy, info, &value);
  return value;
}

long get_long(CURL* easy, CURLINFO info) {
  long value = 0;
  curl_easy_getinfo(easy, info, &value);
  return value;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// One exchange on its way. Its address is known to libcurl while it runs.
struct Transfer {
  Transfer(Request request, Transport::Done when_done, const TransportOptions& options)
      : done(std::move(when_done)), reader(options.max_header_bytes, options.max_body_bytes) {
    exchange.request = std::move(request);
  }

  Exchange exchange;
  Transport::Done done;
  ResponseReader reader;
  UrlParts url;
  Easy easy;
  List headers;
  std::uint64_t max_wire_bytes = 0;
  bool has_begun_tls = false;
  char error_text[CURL_ERROR_SIZE] = "";
};

// The version is known as long as the connection is the transfer's, so it is asked for while headers arrive.
void note_tls_version(Transfer& transfer) {
  curl_tlssessioninfo* session = nullptr;
  if (transfer.url.scheme != "https" || !transfer.exchange.tls_version.empty()) return;
  if (curl_easy_getinfo(transfer.easy.get(), CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || !session) return;
  if (session->backend != CURLSSLBACKEND_OPENSSL || !session->internals) return;
  transfer.exchange.tls_version = SSL_get_version(static_cast<const SSL*>(session->internals));
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  note_tls_version(transfer);
  return transfer.reader.add_header_line({data, size * count}) ? size * count : 0;
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  return transfer.reader.add_body({data, size * count}) ? size * count : 0;
}

// Bounds a body that decodes to nothing.
int on_progress(void* user, curl_off_t, curl_off_t received, curl_off_t, curl_off_t) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  if (static_cast<std::uint64_t>(received) <= transfer.max_wire_bytes) return 0;
  transfer.reader.refuse_body();
  return 1;
}

// Called between the connection and the handshake. Until 8.0 the times of libcurl do not tell the two apart.
CURLcode on_tls_begin(CURL*, void*, void* user) noexcept {
  static_cast<Transfer*>(user)->has_begun_tls = true;
  return CURLE_OK;
}

// ---- What is asked of libcurl ----

template <class Value>
void set(Transfer& transfer, CURLoption option, Value value) {
  const CURLcode code = curl_easy_setopt(transfer.easy.get(), option, value);
  if (code != CURLE_OK) throw std::runtime_error(std::string("libcurl refuses an option: ") + curl_easy_strerror(code));
}

// Those of ours that this libcurl can undo.
std::string decodable_encodings() {
  const curl_version_info_data* version = curl_version_info(CURLVERSION_NOW);
  std::vector<std::string> encodings;
  if (version->features & CURL_VERSION_LIBZ) encodings = {"gzip", "deflate"};
  if (version->features & CURL_VERSION_BROTLI) encodings.push_back("br");
  return base::join(encodings, ", ");
}

void set_headers(Transfer& transfer) {
  const Request& request = transfer.exchange.request;
  List list;
  for (const Header& header : request.headers) {
    const bool is_empty = base::trim(header.value).empty();
    append(list, is_empty ? header.name + ";" : header.name + ": " + header.value);
  }
  if (!find_header(request.headers, "Accept")) append(list, "Accept: application/json");
  // A line without a value tells libcurl not to add the header by itself.
  if (!find_header(request.headers, "Content-Type")) append(list, "Content-Type:");
  if (!find_header(request.headers, "Expect")) append(list, "Expect:");
  static const std::string encodings = decodable_encodings();
  if (!find_header(request.headers, "Accept-Encoding") && !encodings.empty()) {
    set(transfer, CURLOPT_ACCEPT_ENCODING, encodings.c_str());
  }
  transfer.headers = std::move(list);
  set(transfer, CURLOPT_HTTPHEADER, transfer.headers.get());
}

// Content-Length: 0 is expected of these even without a body (RFC 9110, section 8.6).
bool sends_content(const Request& request) {
  return request.body || request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
}

void set_message(Transfer& transfer) {
  const Request& request = transfer.exchange.request;
  if (request.method == "HEAD") set(transfer, CURLOPT_NOBODY, 1L);
  if (sends_content(request)) {
    set(transfer, CURLOPT_POSTFIELDS, request.body ? request.body->data() : "");
    set(transfer, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body ? request.body->size() : 0));
  }
  set(transfer, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  set(transfer, CURLOPT_URL, request.url.c_str());
  set(transfer, CURLOPT_PATH_AS_IS, 1L);
  set_headers(transfer);
}

void set_limits(Transfer& transfer, const TransportOptions& options) {
  set(transfer, CURLOPT_PROTOCOLS_STR, "http,https");
  set(transfer, CURLOPT_FOLLOWLOCATION, 0L);
  set(transfer, CURLOPT_HTTP09_ALLOWED, 0L);
  set(transfer, CURLOPT_NOSIGNAL, 1L);
  set(transfer, CURLOPT_QUICK_EXIT, 1L);  // else a name lookup that hangs would hang poll() when it is given up
  set(transfer, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
  set(transfer, CURLOPT_TIMEOUT_MS, static_cast<long>(options.max_time.count()));
  set(transfer, CURLOPT_NOPROGRESS, 0L);
  set(transfer, CURLOPT_XFERINFOFUNCTION, on_progress);
  set(transfer, CURLOPT_XFERINFODATA, &transfer);
  transfer.max_wire_bytes = options.max_body_bytes + wire_overhead_bytes;
}

void set_callbacks(Transfer& transfer) {
  set(transfer, CURLOPT_ERRORBUFFER, transfer.error_text);
  set(transfer, CURLOPT_HEADERFUNCTION, on_header);
  set(transfer, CURLOPT_HEADERDATA, &transfer);
  set(transfer, CURLOPT_WRITEFUNCTION, on_body);
  set(transfer, CURLOPT_WRITEDATA, &transfer);
  // Not every TLS library has this; without it a failed handshake counts as a failed connection.
  curl_easy_setopt(transfer.easy.get(), CURLOPT_SSL_CTX_FUNCTION, on_tls_begin);
  curl_easy_setopt(transfer.easy.get(), CURLOPT_SSL_CTX_DATA, &transfer);
}

void set_text(Transfer& transfer, CURLoption option, const std::string& text) {
  if (!text.empty()) set(transfer, option, text.c_str());
}

void set_proxy(Transfer& transfer, const TransportOptions& options) {
  set(transfer, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  if (options.proxy.empty() && options.proxy_from_environment) return;
  set(transfer, CURLOPT_PROXY, options.proxy.c_str());  // "" also turns the environment's off
  if (!options.proxy_from_environment) set(transfer, CURLOPT_NOPROXY, "");
}

void set_connection(Transfer& transfer, const TransportOptions& options, curl_slist* resolve) {
  const long version = options.http2 ? long{CURL_HTTP_VERSION_2TLS} : long{CURL_HTTP_VERSION_1_1};
  set(transfer, CURLOPT_HTTP_VERSION, version);
  set(transfer, CURLOPT_SSL_VERIFYPEER, options.verify_tls ? 1L : 0L);
  set(transfer, CURLOPT_SSL_VERIFYHOST, options.verify_tls ? 2L : 0L);
  set_text(transfer, CURLOPT_CAINFO, options.ca_file);
  set_text(transfer, CURLOPT_SSLCERT, options.client_certificate);
  set_text(transfer, CURLOPT_SSLKEY, options.client_key);
  set_text(transfer, CURLOPT_USERAGENT, options.user_agent);
  set_proxy(transfer, options);
  if (resolve) set(transfer, CURLOPT_RESOLVE, resolve);
}

// ---- What libcurl tells afterwards ----

Microseconds moment(CURL* easy, CURLINFO info) { return Microseconds(get_offset(easy, info)); }

Timing timing_of(CURL* easy, bool is_reused) {
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
  CURL* easy = transfer.easy.get();
  if (!easy) return Phase::Waiting;
  if (transfer.reader.has_headers()) return Phase::ResponseBody;
  const auto reached = [easy](CURLINFO info) { return get_offset(easy, info) > 0; };
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
  at.host = transfer.url.host;
  at.address = address_of(transfer.url.host, transfer.url.port);
  if (transfer.easy) at.body_received = static_cast<std::uint64_t>(get_offset(transfer.easy.get(), CURLINFO_SIZE_DOWNLOAD_T));
  at.body_expected = transfer.reader.content_length();
  return at;
}

std::string lower_first(std::string text) {
  const bool is_acronym = text.size() > 1 && text[1] >= 'A' && text[1] <= 'Z';
  if (!text.empty() && !is_acronym) text[0] = base::to_lower_ascii(text.substr(0, 1))[0];
  return text;
}

std::string connect_reason(const Transfer& transfer) {
  const long number = get_long(transfer.easy.get(), CURLINFO_OS_ERRNO);
  switch (number) {
    case ECONNREFUSED: return "connection refused";
    case ECONNRESET: return "connection reset";
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
  const std::string_view text = transfer.error_text;
  if (contains(text, "subject name") || contains(text, "does not match target host")) {
    return "the certificate is not for " + transfer.url.host;
  }
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

TransportError unreadable_tls_file(const Circumstances& at, CURLcode code, const TransportOptions& options) {
  const bool is_ca = code == CURLE_SSL_CACERT_BADFILE;
  const std::string what = is_ca ? "the CA file \"" + options.ca_file : "the client certificate \"" + options.client_certificate;
  return failure(ErrorKind::Tls, at, "cannot use " + what + "\"");
}

TransportError undecodable(const Circumstances& at, const Transfer& transfer) {
  const std::string* encoding = find_header(transfer.reader.headers(), "Content-Encoding");
  if (!encoding) return failure(ErrorKind::Protocol, at, "the response body cannot be read");
  return failure(ErrorKind::Protocol, at,
                 "the response body cannot be decoded as its Content-Encoding \"" + base::escape_line(*encoding) + "\" says");
}

TransportError no_time(const Circumstances& at, const TransportOptions& options) {
  const bool was_connecting = at.phase <= Phase::TlsHandshake;
  return timed_out(at, was_connecting ? std::min(options.connect_timeout, options.max_time) : options.max_time);
}

TransportError too_many_headers(const Circumstances& at) {
  return failure(ErrorKind::TooLarge, at, "the response has a header line that is too long, or too many of them");
}

// libcurl has one code for all that ends a connection early and tells the difference in its text only.
TransportError broken_reception(const Circumstances& at, const Transfer& transfer) {
  const std::string text = base::to_lower_ascii(transfer.error_text);
  const long proxy_status = get_long(transfer.easy.get(), CURLINFO_HTTP_CONNECTCODE);
  if (proxy_status >= 300) {
    return failure(ErrorKind::Proxy, at, "the proxy answered " + std::to_string(proxy_status) + " to CONNECT");
  }
  if (contains(text, "chunk")) return failure(ErrorKind::Protocol, at, "malformed chunk in the response body");
  if (contains(text, "too large response headers")) return too_many_headers(at);
  return connection_lost(at, contains(text, "reset") || contains(text, "broken pipe"));
}

// "Failed to connect to HOST port N after …" names the proxy when there is one.
bool failed_at_proxy(const Transfer& transfer, const TransportOptions& options) {
  const std::string_view text = transfer.error_text;
  if (!text.starts_with("Failed to connect to ")) return !options.proxy.empty();
  return !text.starts_with("Failed to connect to " + transfer.url.host + " port " + std::to_string(transfer.url.port)) &&
         (!options.proxy.empty() || options.proxy_from_environment) && options.resolve.empty();
}

TransportError not_http(const Circumstances& at, const Transfer& transfer) {
  if (transfer.reader.has_status()) return failure(ErrorKind::Protocol, at, "the response headers are not valid HTTP");
  return failure(ErrorKind::Protocol, at, "the answer does not begin with a valid HTTP status line");
}

TransportError no_connection(const Circumstances& at, const Transfer& transfer, const TransportOptions& options) {
  const std::string reason = connect_reason(transfer);
  if (!failed_at_proxy(transfer, options)) return cannot_connect(at, reason);
  return failure(ErrorKind::Proxy, at, "cannot connect to the proxy (" + reason + ")");
}

TransportError explain(CURLcode code, const Transfer& transfer, const TransportOptions& options) {
  const Circumstances at = circumstances_of(transfer);
  if (const auto& fault = transfer.reader.fault()) return failure(fault->kind, at, fault->message);
  switch (static_cast<int>(code)) {
    case CURLE_COULDNT_RESOLVE_HOST: return cannot_resolve(at);
    case CURLE_COULDNT_RESOLVE_PROXY: return failure(ErrorKind::Proxy, at, "cannot resolve the name of the proxy");
    case CURLE_PROXY: return failure(ErrorKind::Proxy, at, "the proxy refused the connection");
    case CURLE_COULDNT_CONNECT: return no_connection(at, transfer, options);
    case CURLE_OPERATION_TIMEDOUT: return no_time(at, options);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CONNECT_ERROR: return tls_failed(at, tls_reason(transfer, code));
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM: return unreadable_tls_file(at, code, options);
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
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_WRITE_ERROR: return undecodable(at, transfer);
    default: return failure(ErrorKind::Internal, at, "libcurl: " + lower_first(curl_easy_strerror(code)));
  }
}

void note_connection(Transfer& transfer) {
  CURL* easy = transfer.easy.get();
  Exchange& exchange = transfer.exchange;
  const bool is_connected = get_offset(easy, CURLINFO_PRETRANSFER_TIME_T) > 0;
  exchange.connection_reused = is_connected && get_long(easy, CURLINFO_NUM_CONNECTS) == 0;
  exchange.timing = timing_of(easy, exchange.connection_reused);
  const char* ip = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &ip);
  const bool has_peer = is_connected || transfer.has_begun_tls;
  if (has_peer && ip && *ip) exchange.remote_address = address_of(ip, get_long(easy, CURLINFO_PRIMARY_PORT));
}

void note_response(Transfer& transfer) {
  if (!transfer.reader.has_headers()) return;
  const curl_off_t received = get_offset(transfer.easy.get(), CURLINFO_SIZE_DOWNLOAD_T);
  transfer.exchange.response = transfer.reader.take();
  transfer.exchange.response->wire_bytes = static_cast<std::uint64_t>(received);
}

class CurlTransport : public Transport {
 public:
  explicit CurlTransport(const TransportOptions& options);
  ~CurlTransport() override;
  void start(Request request, Done done) override;
  std::size_t poll(Milliseconds wait) override;
  void cancel_all() override;
  void wake() override { curl_multi_wakeup(multi_.get()); }

 private:
  using TransferPtr = std::unique_ptr<Transfer>;
  struct Origin {
    std::size_t running = 0;
    std::deque<TransferPtr> waiting;
  };
  struct MultiDeleter {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };

  void begin_waiting();
  bool begin_one(Origin& origin);
  bool begin(TransferPtr& transfer);
  void progress();
  void finish(CURL* easy, CURLcode code);
  void conclude(TransferPtr transfer);
  TransferPtr take_running(CURL* easy);
  void run_callbacks();
  Easy take_handle();
  std::size_t active() const { return waiting_ + running_.size() + concluded_.size(); }

  TransportOptions options_;
  List resolve_;
  std::unique_ptr<CURLM, MultiDeleter> multi_;
  std::map<std::string, Origin> origins_;  // by "scheme://host:port"
  std::size_t waiting_ = 0;
  std::map<CURL*, TransferPtr> running_;
  std::deque<TransferPtr> concluded_;
  std::vector<Easy> idle_;
};

std::string origin_of(const UrlParts& url) { return url.scheme + "://" + address_of(url.host, url.port); }

CurlTransport::CurlTransport(const TransportOptions& options) : options_(options) {
  start_libcurl();
  multi_.reset(curl_multi_init());
  if (!multi_) throw std::bad_alloc();
  options_.max_connections = std::max<std::size_t>(options_.max_connections, 1);
  options_.max_connections_per_host = std::max<std::size_t>(options_.max_connections_per_host, 1);
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(options_.max_connections));
  if (!options_.resolve.empty()) append(resolve_, options_.resolve);
}

CurlTransport::~CurlTransport() {
  for (const auto& [easy, transfer] : running_) curl_multi_remove_handle(multi_.get(), easy);
}

void CurlTransport::start(Request request, Done done) {
  auto transfer = std::make_unique<Transfer>(std::move(request), std::move(done), options_);
  if (auto why = refuse_request(transfer->exchange.request)) {
    transfer->exchange.started_at = base::system_clock().now();
    transfer->exchange.error = failure(ErrorKind::Internal, {}, std::move(*why));
    concluded_.push_back(std::move(transfer));
    return;
  }
  transfer->url = *parse_url(transfer->exchange.request.url);
  origins_[origin_of(transfer->url)].waiting.push_back(std::move(transfer));
  ++waiting_;
}

// One of each origin in turn, so that a busy origin does not hold up the others.
void CurlTransport::begin_waiting() {
  bool has_begun = waiting_ > 0;
  while (has_begun) {
    has_begun = false;
    for (auto& [name, origin] : origins_) has_begun = begin_one(origin) || has_begun;
  }
}

bool CurlTransport::begin_one(Origin& origin) {
  if (origin.waiting.empty() || origin.running >= options_.max_connections_per_host) return false;
  if (running_.size() >= options_.max_connections) return false;
  TransferPtr transfer = std::move(origin.waiting.front());
  origin.waiting.pop_front();
  --waiting_;
  if (begin(transfer)) ++origin.running;
  return true;
}

Easy CurlTransport::take_handle() {
  Easy easy;
  if (!idle_.empty()) {
    easy = std::move(idle_.back());
    idle_.pop_back();
  } else {
    easy.reset(curl_easy_init());
  }
  if (!easy) throw std::bad_alloc();
  return easy;
}

bool CurlTransport::begin(TransferPtr& transfer) {
  transfer->exchange.started_at = base::system_clock().now();
  CURL* easy = nullptr;
  try {
    transfer->easy = take_handle();
    easy = transfer->easy.get();
    set_callbacks(*transfer);
    set_limits(*transfer, options_);
    set_connection(*transfer, options_, resolve_.get());
    set_message(*transfer);
    if (curl_multi_add_handle(multi_.get(), easy) != CURLM_OK) throw std::runtime_error("libcurl takes no more requests");
  } catch (const std::exception& exception) {
    transfer->exchange.error = failure(ErrorKind::Internal, {}, exception.what());
    conclude(std::move(transfer));
    return false;
  }
  running_.emplace(easy, std::move(transfer));
  return true;
}

void CurlTransport::progress() {
  begin_waiting();
  int running = 0;
  curl_multi_perform(multi_.get(), &running);
  int queued = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &queued)) {
    if (message->msg == CURLMSG_DONE) finish(message->easy_handle, message->data.result);
  }
}

CurlTransport::TransferPtr CurlTransport::take_running(CURL* easy) {
  const auto found = running_.find(easy);
  TransferPtr transfer = std::move(found->second);
  running_.erase(found);
  --origins_[origin_of(transfer->url)].running;
  return transfer;
}

void CurlTransport::finish(CURL* easy, CURLcode code) {
  TransferPtr transfer = take_running(easy);
  const bool is_whole = code == CURLE_OK && transfer->reader.has_headers() && !transfer->reader.fault();
  if (!is_whole) transfer->exchange.error = explain(code, *transfer, options_);
  note_connection(*transfer);
  note_response(*transfer);
  curl_multi_remove_handle(multi_.get(), easy);
  conclude(std::move(transfer));
}

// Keeps the handle for the next transfer.
void CurlTransport::conclude(TransferPtr transfer) {
  if (transfer->easy && idle_.size() < max_idle_handles) {
    curl_easy_reset(transfer->easy.get());
    idle_.push_back(std::move(transfer->easy));
  }
  transfer->easy.reset();
  concluded_.push_back(std::move(transfer));
}

std::size_t CurlTransport::poll(Milliseconds wait) {
  progress();
  if (concluded_.empty() && wait.count() > 0) {
    const auto longest = std::min<Milliseconds::rep>(wait.count(), 3'600'000);
    curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(longest), nullptr);
    progress();
  }
  run_callbacks();
  return active();
}

// Only those that are due now: a callback may start exchanges that conclude at once.
void CurlTransport::run_callbacks() {
  for (std::size_t due = concluded_.size(); due > 0 && !concluded_.empty(); --due) {
    const TransferPtr transfer = std::move(concluded_.front());
    concluded_.pop_front();
    transfer->done(std::move(transfer->exchange));
  }
}

void CurlTransport::cancel_all() {
  const auto interrupt = [](Transfer& transfer) {
    transfer.exchange.error = failure(ErrorKind::Interrupted, circumstances_of(transfer), "the exchange was interrupted");
  };
  while (!running_.empty()) {
    CURL* easy = running_.begin()->first;
    TransferPtr transfer = take_running(easy);
    interrupt(*transfer);
    note_connection(*transfer);
    note_response(*transfer);
    curl_multi_remove_handle(multi_.get(), easy);
    conclude(std::move(transfer));
  }
  for (auto& [name, origin] : origins_) {
    for (TransferPtr& transfer : origin.waiting) {
      interrupt(*transfer);
      transfer->exchange.started_at = base::system_clock().now();
      concluded_.push_back(std::move(transfer));
    }
    origin.waiting.clear();
  }
  waiting_ = 0;
}

}  // namespace

std::unique_ptr<Transport> make_curl_transport(const TransportOptions& options) {
  return std::make_unique<CurlTransport>(options);
}

}  // namespace concord::http
