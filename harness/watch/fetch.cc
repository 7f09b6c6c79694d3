#include <concord/base/text.h>
#include <concord/http/resolve_url.h>
#include <concord/http/transport.h>
#include <concord/watch.h>

#include <fmt/format.h>

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

// "" and why not in `failure`.
std::string target_of(const std::string& url, const http::Response& response, std::string& failure) {
  const std::string to = http::resolve_link(url, header(response, "Location")).value_or("");
  if (!http::parse_url(to)) failure = fmt::format("status {} leads nowhere", response.status);
  else if (url.starts_with("https:") && !to.starts_with("https:")) failure = "it leads from https to " + to;
  return failure.empty() ? to : std::string();
}

}  // namespace

Fetch make_fetch(const std::string& user_agent) {
  http::TransportOptions options;
  options.user_agent = user_agent;
  options.max_body_bytes = largest_page;
  return [options](const std::string& from, const std::string& etag, const std::string& last_modified) {
    Fetched fetched;
    std::string url = from;
    for (int redirects = 0; redirects <= most_redirects; ++redirects) {
      http::Exchange exchange = get(request_of(url, etag, last_modified), options);
      if (exchange.error) {
        fetched.failure = exchange.error->message;
        return fetched;
      }
      http::Response& response = *exchange.response;
      if (is_redirect(response.status)) {
        url = target_of(url, response, fetched.failure);
        if (url.empty()) return fetched;
        continue;
      }
      fetched = {response.status,          std::move(response.body),          header(response, "Content-Type"),
                 header(response, "ETag"), header(response, "Last-Modified"), ""};
      return fetched;
    }
    fetched.failure = fmt::format("more than {} redirects", most_redirects);
    return fetched;
  };
}

}  // namespace concord::watch
