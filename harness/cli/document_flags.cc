#include "document_flags.h"
#include "options.h"

#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/http/address.h>
#include <concord/http/public_host.h>
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
  Fetcher(double max_time, std::vector<std::string> allowed_hosts)
      : max_time_(max_time), allowed_hosts_(std::move(allowed_hosts)) {}

  base::Result<std::string> operator()(const std::string& url) {
    const auto parts = http::parse_url(url);
    if (!parts) return error("document.url", "this is no URL that can be fetched: " + url);
    if (!end_) end_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(max_time_);
    http::TransportOptions options;
    options.max_body_bytes = base::max_input_file_bytes;
    const auto left = std::chrono::duration_cast<base::Milliseconds>(*end_ - Clock::now());
    if (left.count() <= 0) {
      return error("document.fetch", fmt::format("{}: fetching took the {} s it may take", url, max_time_.count()), {},
                   "allow more with --max-time");
    }
    options.timeouts.total = std::min(options.timeouts.total, left);
    std::string refused;
    if (!is_allowed(parts->host)) {
      if (const auto why = http::not_public_by_name(parts->host)) return refuse(url, parts->host, *why);
      options.refuse_address = [&](const std::string& address, std::uint16_t port) -> std::optional<std::string> {
        auto why = http::not_public(parts->host, address);
        if (!why || http::is_environment_proxy(address, port)) return std::nullopt;
        refused = *why;
        return why;
      };
    }
    http::Exchange exchange = get(url, options);
    if (exchange.error && exchange.error->message == refused) return refuse(url, parts->host, refused);
    if (exchange.error) return error("document.fetch", url + ": " + exchange.error->message);
    const int status = exchange.response->status;
    if (status == 200) return std::move(exchange.response->body);
    return error("document.fetch", fmt::format("{} answered with status {}", url, status), {},
                 status / 100 == 3 ? "redirects are not followed: name the place it leads to" : "");
  }

 private:
  using Clock = std::chrono::steady_clock;

  bool is_allowed(const std::string& host) const {
    return std::any_of(allowed_hosts_.begin(), allowed_hosts_.end(), [&](const std::string& one) {
      return base::equals_ignoring_case(http::plain_host(one), http::plain_host(host));
    });
  }

  static base::Diagnostic refuse(const std::string& url, const std::string& host, const std::string& why) {
    return error("document.address", url + ": " + why, {}, "allow it with --allow-host " + host);
  }

  std::chrono::duration<double> max_time_;
  std::vector<std::string> allowed_hosts_;
  std::optional<Clock::time_point> end_;
};

}  // namespace

void add_document_flags(Options& options, DocumentFlags& flags) {
  options
      .add_option("--root", flags.root, "Folder in which references may lead to files (default: that of the document)")
      .type_name("DIR");
  options.add_flag("--allow-remote", flags.allows_remote,
                   "Fetch what references to http(s) URLs name; else they are findings");
  options
      .add_option(
          "--allow-host", flags.allowed_hosts,
          "With --allow-remote, also fetch from HOST when it is this machine or in a private network (repeatable)")
      .one_value_each()
      .type_name("HOST");
  options.add_option("--max-time", flags.max_time, "Seconds for all that --allow-remote fetches (default: 120)")
      .positive()
      .type_name("SECONDS");
}

openapi::DocumentOptions document_options(const DocumentFlags& flags, const std::filesystem::path& folder) {
  openapi::DocumentOptions options;
  options.folder = flags.root.empty() ? folder : std::filesystem::path(flags.root);
  if (flags.allows_remote) options.fetch = Fetcher(flags.max_time, flags.allowed_hosts);
  return options;
}

}  // namespace concord::cli
