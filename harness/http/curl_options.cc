// What is asked of libcurl.
#include "curl_transfer.h"

#include <concord/base/text.h>

#include <openssl/ssl.h>

#include <new>

namespace concord::http {
namespace {

// Framing and compression may add a little to what the decoded body may have.
constexpr std::uint64_t wire_overhead_bytes = 64u << 10;

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

}  // namespace

void prepare(Transfer& transfer, const TransportOptions& options, curl_slist* resolve) {
  set_callbacks(transfer);
  set_limits(transfer, options);
  set_connection(transfer, options, resolve);
  set_message(transfer);
  watch_delivery(transfer, options.http2);
}

void append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (!longer) throw std::bad_alloc();
  list.release();
  list.reset(longer);
}

}  // namespace concord::http
