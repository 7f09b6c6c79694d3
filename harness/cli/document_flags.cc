#include "document_flags.h"
#include "options.h"

#include <concord/base/file.h>
#include <concord/http/transport.h>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace concord::cli {

using base::error;

namespace {

constexpr base::Milliseconds poll_time{100};

http::Exchange get(const std::string& url, const http::TransportOptions& options) {
  const auto transport = http::make_curl_transport(options);
  http::Exchange exchange;
  http::Request request;
  request.method = "GET";
  request.url = url;
  transport->start(std::move(request), [&](http::Exchange done) { exchange = std::move(done); });
  while (transport->poll(poll_time) != 0) {
  }
  return exchange;
}

class Fetcher {
 public:
  explicit Fetcher(double max_time) : max_time_(max_time) {}

  base::Result<std::string> operator()(const std::string& url) {
    if (!http::parse_url(url)) return error("document.url", "this is no URL that can be fetched: " + url);
    if (!end_) end_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(max_time_);
    http::TransportOptions options;
    options.max_body_bytes = base::max_input_file_bytes;
    const auto left = std::chrono::duration_cast<base::Milliseconds>(*end_ - Clock::now());
    if (left.count() <= 0) {
      return error("document.fetch", fmt::format("{}: fetching took the {} s it may take", url, max_time_.count()),
                   {}, "allow more with --max-time");
    }
    options.max_time = std::min(options.max_time, left);
    http::Exchange exchange = get(url, options);
    if (exchange.error) return error("document.fetch", url + ": " + exchange.error->message);
    const int status = exchange.response->status;
    if (status == 200) return std::move(exchange.response->body);
    return error("document.fetch", fmt::format("{} answered with status {}", url, status), {},
                 status / 100 == 3 ? "redirects are not followed: name the place it leads to" : "");
  }

 private:
  using Clock = std::chrono::steady_clock;
  std::chrono::duration<double> max_time_;
  std::optional<Clock::time_point> end_;
};

}  // namespace

void add_document_flags(Options& options, DocumentFlags& flags) {
  options.add_option("--root", flags.root, "Folder in which references may lead to files (default: that of the document)")
      .type_name("DIR");
  options.add_flag("--allow-remote", flags.allows_remote,
               "Fetch what references to http(s) URLs name; else they are findings");
  options.add_option("--max-time", flags.max_time, "Seconds for all that --allow-remote fetches (default: 120)")
      .positive()
      .type_name("SECONDS");
}

openapi::DocumentOptions document_options(const DocumentFlags& flags) {
  openapi::DocumentOptions options;
  options.folder = flags.root;
  if (flags.allows_remote) options.fetch = Fetcher(flags.max_time);
  return options;
}

}  // namespace concord::cli
