// One exchange on its way through libcurl. Only the files curl_*.cc know libcurl.
#pragma once
#include "phase_limits.h"
#include "response_reader.h"
#include "tls_ends.h"

#include <concord/http/transport.h>

#include <curl/curl.h>

#include <deque>
#include <map>
#include <memory>
#include <stdexcept>
#include <utility>

namespace concord::http {

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListDeleter>;
struct UrlDeleter {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, UrlDeleter>;

struct Slot;
struct Transfer;
using TransferPtr = std::unique_ptr<Transfer>;

// A server, and what waits for it. The name is settled when it is made; the rest is of the network's thread.
struct Origin {
  Origin(UrlParts url, const TransportOptions& options);
  const std::string scheme;
  const std::string host;
  const std::uint16_t port;
  const std::string address;  // "host:port"
  const bool is_https;
  const TlsFiles tls;
  const std::string unix_socket;  // a path, or ""

  bool is_known = false;  // to the loop
  std::size_t running = 0;
  std::deque<TransferPtr> waiting;
};

// A connection: its local and its remote port.
using Ports = std::pair<long, long>;
// The last stream of each HTTP/2 connection that the server said it will process.
using LastStreams = std::map<Ports, std::uint32_t>;
struct Connection {
  curl_socket_t socket = CURL_SOCKET_BAD;
  Transfer* sender = nullptr;  // the last, until it is over
  bool is_spoilt = false;      // what its server sends on it is no HTTP/2 that one can rely on
};
using Connections = std::map<Ports, Connection>;

// How far the request of a transfer got. libcurl sends a request again by itself when a connection that was used before
// ends without a byte of an answer, which is right only where may_repeat() would say so: every begin but the first is
// decided here, before anything is sent.
struct DeliveryState {
  std::uint32_t begins = 0;     // how often libcurl was about to send the request
  std::uint32_t decisions = 0;  // for how many of them
  bool is_given_up = false;     // it was about to send what must not be sent again
  bool is_refused = false;      // REFUSED_STREAM was heard
  bool is_stale = false;        // something was on the connection before the request was sent: nothing was sent
  long bytes_before = 0;        // that the handle had sent when the last began
  long connects_before = 0;     // connections that it had made by then
  Ports connection{};
  std::uint32_t stream = 0;  // HTTP/2
};

struct Transfer {
  Transfer(Request request, Transport::Done when_done, const TransportOptions& options)
      : done(std::move(when_done)),
        reader(options.max_header_bytes, options.max_body_bytes, request.method,
               !find_header(request.headers, "Accept-Encoding")) {
    exchange.request = std::move(request);
  }

  Exchange exchange;
  Transport::Done done;
  ResponseReader reader;
  Origin* origin = nullptr;  // null: the request was refused
  Slot* slot = nullptr;      // while it runs
  std::string refused_address;  // why no connection was made, by TransportOptions::refuse_address
  bool has_begun_tls = false;
  const ssl_st* tls = nullptr;  // of its connection, which may be gone
  bool is_tls_cut = false;      // the body ends with the connection, but TLS was not ended
  DeliveryState delivery;
};

// The lines of a request as libcurl wants them, in memory that is used again.
class HeaderLines {
 public:
  void clear();
  void add(std::string_view name, std::string_view separator, std::string_view value);
  curl_slist* list();  // valid until the next change; null when empty

 private:
  std::string text_;                // each line with its NUL
  std::vector<std::size_t> begins_;
  std::vector<curl_slist> nodes_;
};

// An easy handle, set up once and used for one transfer after another. Its address is known to libcurl.
struct Slot {
  Url url;  // of the last transfer, in pieces; null where libcurl takes it to pieces itself
  std::string url_text;
  Easy easy;
  TransferPtr transfer;  // null: idle
  HeaderLines headers;
  std::string user_agent;
  std::string trusted_by_system;  // a file, or ""
  const TlsFiles* tls_files = nullptr;  // of the last transfer
  std::string unix_socket;              // the same
  const TransportOptions* options = nullptr;
  LastStreams* last_streams = nullptr;
  Connections* connections = nullptr;
  TlsEnds* tls_ends = nullptr;
  PhaseLimits* phase_limits = nullptr;
  // Of the phase that its transfer is in, where that has a limit; then whether it was reached.
  std::optional<PhaseLimits::TimePoint> phase_ends;
  Milliseconds phase_limit{0};
  bool is_phase_over = false;
  char error_text[CURL_ERROR_SIZE] = "";
  // What the handle is set to.
  enum class Content { None, Some, Head } content = Content::None;
  bool trusts_idle = false;
  Timeouts timeouts;
  bool is_last_use = false;  // of the connection
  bool hears_log = false;
};

// Sets all options that are the same for every transfer. Throws std::exception when libcurl does not take them.
// The references and `resolve` must outlive the slot and its connections.
std::unique_ptr<Slot> make_slot(const TransportOptions& options, curl_slist* resolve, LastStreams& last_streams,
                                Connections& connections, TlsEnds& tls_ends, PhaseLimits& phase_limits);
// Sets what differs from request to request, for the transfer that is in the slot. Throws as make_slot() does.
void prepare(Slot& slot);

// The callbacks that keep the delivery of the transfer in the slot; part of make_slot(). `hears_frames`: also what
// libcurl says of HTTP/2.
void watch_delivery(Slot& slot, bool hears_frames);
// Whether libcurl writes its log, whose lines cost as much as a tenth of a request.
void hear_log(Slot& slot, bool is_heard);

// Bytes behind an answer have no callback. Those that libcurl read with it are told by its log (see watch_delivery());
// the others wait in the connection when the answer is whole, or when the connection is about to be closed. A
// connection that has some is not used again: they would be taken for the next answer.
void look_behind(Slot& slot);
void look_behind_on_close(const Connection& connection);
// Of a socket of TCP that is connected.
std::optional<Ports> ports_of(curl_socket_t socket);
// Whether something is on the connection of the transfer that nobody has read.
bool has_unread(Slot& slot);
// Of a transfer that ended without a whole answer, in its slot or never in one.
Delivery delivery_of(const Transfer& transfer);

// While the transfer still has its slot: moves into the exchange what libcurl knows about it.
void note_outcome(Transfer& transfer);

// Why there is no whole answer, from the code of a finished transfer.
TransportError explain(CURLcode code, const Transfer& transfer, const TransportOptions& options);
// Of a transfer that runs or waits.
TransportError interruption(const Transfer& transfer);

template <class Value>
void set(const Easy& easy, CURLoption option, Value value) {
  const CURLcode code = curl_easy_setopt(easy.get(), option, value);
  if (code != CURLE_OK) throw std::runtime_error(std::string("libcurl refuses an option: ") + curl_easy_strerror(code));
}
long get_long(const Easy& easy, CURLINFO info);
std::string address_of(const std::string& host, long port);  // "host:port", an IPv6 address in brackets

}  // namespace concord::http
