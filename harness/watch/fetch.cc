#include <concord/base/text.h>
#include <concord/http/public_host.h>
#include <concord/http/resolve_url.h>
#include <concord/http/transport.h>
#include <concord/watch.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace concord::watch {

namespace {

constexpr std::uint64_t largest_page = 16u << 20;
constexpr int most_redirects = 5;

bool is_redirect(int status) {
  constexpr std::array statuses{301, 302, 303, 307, 308};
  return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

http::Exchange get(http::Request request, const http::TransportOptions& options) {
  const auto transport = http::make_curl_transport(options);
  http::Exchange exchange;
  transport->start(std::move(request), [&](http::Exchange done) { exchange = std::move(done); });
  while (transport->poll(base::Milliseconds(100)) != 0) {
  }
  return exchange;
}

http::Request request_of(const std::string& url, const std::string& etag, const std::string& last_modified) {
  http::Request request;
  request.method = "GET";
  request.url = url;
  request.headers = {{"Accept", "text/markdown, application/yaml, application/json, text/plain;q=0.9, */*;q=0.5"}};
  if (!etag.empty()) request.headers.push_back({"If-None-Match", etag});
  if (!last_modified.empty()) request.headers.push_back({"If-Modified-Since", last_modified});
  return request;
}

std::string header(const http::Response& response, const char* name) {
  const std::string* value = http::find_header(response.headers, name);
  return value == nullptr ? std::string() : *value;
}

bool is_same_host(const std::string& one, const std::string& other) {
  return base::equals_ignoring_case(http::plain_host(one), http::plain_host(other));
}

// Follows redirects as far as whoever named the URLs would.
class Redirects {
 public:
  Redirects(const std::string& from, const std::vector<std::string>& named_urls) : from_(http::parse_url(from)) {
    for (const std::string& url : named_urls)
      if (const auto parts = http::parse_url(url)) hosts_.push_back(parts->host);
    if (from_) hosts_.push_back(from_->host);
  }

  // "" and why not in `fetched`.
  std::string target(const std::string& url, const http::Response& response, Fetched& fetched) const {
    const std::string to = http::resolve_link(url, header(response, "Location")).value_or("");
    const auto parts = http::parse_url(to);
    if (!parts) fetched.failure = fmt::format("status {} leads nowhere", response.status);
    else if (url.starts_with("https:") && !to.starts_with("https:")) fetched.failure = "it leads from https to " + to;
    else if (!is_named(parts->host)) refuse(to, parts->host, fetched);
    else if (from_ && is_same_host(from_->host, parts->host) && from_->port != parts->port && !is_upgrade(*parts))
      fetched.note = fmt::format("it leads to {}, another port of that host", http::origin_text(*parts));
    return fetched.failure.empty() ? to : std::string();
  }

 private:
  // From http to https, as most sites do.
  bool is_upgrade(const http::UrlParts& to) const { return from_->port == 80 && to.port == 443; }

  bool is_named(const std::string& host) const {
    return std::any_of(hosts_.begin(), hosts_.end(),
                       [&](const std::string& one) { return is_same_host(one, host); });
  }

  // Another machine may be one that only we reach: what it answers would be kept, and shown.
  static void refuse(const std::string& to, const std::string& host, Fetched& fetched) {
    const auto where = http::not_public_by_name(host);
    fetched.failure = fmt::format("it leads to another host, {}{}", to, where ? ": " + *where : std::string());
    fetched.hint = "where that is meant, name that URL under documents:";
  }

  std::optional<http::UrlParts> from_;
  std::vector<std::string> hosts_;
};

}  // namespace

Fetch make_fetch(const std::string& user_agent, const std::vector<std::string>& named_urls) {
  http::TransportOptions options;
  options.user_agent = user_agent;
  options.max_body_bytes = largest_page;
  return [options, named_urls](const std::string& from, const std::string& etag, const std::string& last_modified) {
    Fetched fetched;
    const Redirects redirects(from, named_urls);
    std::string url = from;
    for (int i = 0; i <= most_redirects; ++i) {
      http::Exchange exchange = get(request_of(url, etag, last_modified), options);
      if (exchange.error) {
        fetched.failure = exchange.error->message;
        return fetched;
      }
      http::Response& response = *exchange.response;
      if (is_redirect(response.status)) {
        url = redirects.target(url, response, fetched);
        if (url.empty()) return fetched;
        continue;
      }
      fetched.status = response.status;
      fetched.text = std::move(response.body);
      fetched.content_type = header(response, "Content-Type");
      fetched.etag = header(response, "ETag");
      fetched.last_modified = header(response, "Last-Modified");
      return fetched;
    }
    fetched.failure = fmt::format("more than {} redirects", most_redirects);
    return fetched;
  };
}

}  // namespace concord::watch
