// One exchange on its way through libcurl. Only the files curl_*.cc know libcurl.
#pragma once
#include "response_reader.h"

#include <concord/http/transport.h>

#include <curl/curl.h>

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

// The last stream of each HTTP/2 connection that the server said it will process, by local and remote port.
using LastStreams = std::map<std::pair<long, long>, std::uint32_t>;

// How far the request of a transfer got. libcurl sends a request again by itself when a connection that was used before
// ends without a byte of an answer, which is right only where may_repeat() would say so: every begin but the first is
// decided here, before anything is sent.
struct DeliveryState {
  std::uint32_t begins = 0;     // how often libcurl was about to send the request
  std::uint32_t decisions = 0;  // for how many of them
  bool is_given_up = false;     // it was about to send what must not be sent again
  bool is_refused = false;      // REFUSED_STREAM was heard
  long bytes_before = 0;        // that the handle had sent when the last began
  long connects_before = 0;     // connections that it had made by then
  std::pair<long, long> connection{};
  std::uint32_t stream = 0;  // HTTP/2
  LastStreams* last_streams = nullptr;
};

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
  DeliveryState delivery;
  char error_text[CURL_ERROR_SIZE] = "";
};

// Sets all options of `transfer.easy` and the callbacks, which refer to `transfer`. Throws std::exception when libcurl
// does not take them. `resolve` must outlive the transfer.
void prepare(Transfer& transfer, const TransportOptions& options, curl_slist* resolve);

// The callbacks that keep `transfer.delivery`; part of prepare(). `hears_frames`: also what libcurl says of HTTP/2.
void watch_delivery(Transfer& transfer, bool hears_frames);
// Of a transfer that ended without a whole answer, while it has its handle or never had one.
Delivery delivery_of(const Transfer& transfer);

// While the transfer still has its handle: moves into the exchange what libcurl knows about it.
void note_outcome(Transfer& transfer);

// Why there is no whole answer, from the code of a finished transfer.
TransportError explain(CURLcode code, const Transfer& transfer, const TransportOptions& options);
// Of a transfer that runs or waits.
TransportError interruption(const Transfer& transfer);

template <class Value>
void set(Transfer& transfer, CURLoption option, Value value) {
  const CURLcode code = curl_easy_setopt(transfer.easy.get(), option, value);
  if (code != CURLE_OK) throw std::runtime_error(std::string("libcurl refuses an option: ") + curl_easy_strerror(code));
}
long get_long(CURL* easy, CURLINFO info);
void append(List& list, const std::string& line);
std::string address_of(const std::string& host, long port);  // "host:port", an IPv6 address in brackets

}  // namespace concord::http
