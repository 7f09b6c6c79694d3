// One exchange on its way through libcurl. Only the files curl_*.cc know libcurl.
#pragma once
#include "response_reader.h"

#include <concord/http/transport.h>

#include <curl/curl.h>

#include <memory>

namespace concord::http {

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListDeleter>;

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

// Sets all options of `transfer.easy` and the callbacks, which refer to `transfer`. Throws std::exception when libcurl
// does not take them. `resolve` must outlive the transfer.
void prepare(Transfer& transfer, const TransportOptions& options, curl_slist* resolve);

// While the transfer still has its handle: moves into the exchange what libcurl knows about it.
void note_outcome(Transfer& transfer);

// Why there is no whole answer, from the code of a finished transfer.
TransportError explain(CURLcode code, const Transfer& transfer, const TransportOptions& options);
// Of a transfer that runs or waits.
TransportError interruption(const Transfer& transfer);

void append(List& list, const std::string& line);
std::string address_of(const std::string& host, long port);  // "host:port", an IPv6 address in brackets

}  // namespace concord::http
