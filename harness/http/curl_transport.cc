// The caller's side: requests are checked here and handed to the network's thread, and callbacks run here.
#include "curl_loop.h"
#include "failure.h"
#include "request_rules.h"

#include <concord/base/http_grammar.h>

#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>

namespace concord::http {
namespace {

void start_libcurl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw std::runtime_error("libcurl does not start");
}

TransportOptions at_least_one(TransportOptions options) {
  options.max_connections = std::max<std::size_t>(options.max_connections, 1);
  options.max_connections_per_host = std::max<std::size_t>(options.max_connections_per_host, 1);
  return options;
}

class CurlTransport : public Transport {
 public:
  explicit CurlTransport(const TransportOptions& options) : options_(at_least_one(options)) { start_libcurl(); }
  void start(Request request, Done done) override;
  std::size_t poll(Milliseconds wait) override;
  void rest(Milliseconds time) override { handover_.rest(time); }
  void cancel_all() override;
  void wake() noexcept override { handover_.wake(); }

 private:
  Origin& origin_of(const UrlParts& url);
  Origin* last_origin_of(std::string_view url) const;
  std::optional<std::string> refuse(const Request& request, Origin*& origin);
  std::optional<std::string> start_loop();

  const TransportOptions options_;
  std::map<std::string, Origin> origins_;  // by "scheme://host:port"; outlives the loop
  Origin* last_ = nullptr;
  std::string last_prefix_;  // of its URLs: "http://127.0.0.1:8080"
  Handover handover_;
  std::deque<TransferPtr> over_;
  std::size_t active_ = 0;
  std::optional<CurlLoop> loop_;  // from the first request on
};

Origin& CurlTransport::origin_of(const UrlParts& url) {
  const std::string key = url.scheme + "://" + address_of(url.host, url.port);
  return origins_.try_emplace(key, url, options_).first->second;
}

// The origin of the last request, when `url` has it too and nothing in it must be refused. Requests come in rows.
Origin* CurlTransport::last_origin_of(std::string_view url) const {
  if (!last_ || !url.starts_with(last_prefix_)) return nullptr;
  const std::string_view rest = url.substr(last_prefix_.size());
  const bool ends_here = rest.empty() || rest.front() == '/' || rest.front() == '?' || rest.front() == '#';
  const auto is_refused = [](char c) { return base::is_control(c) || c == ' '; };
  return ends_here && std::none_of(rest.begin(), rest.end(), is_refused) ? last_ : nullptr;
}

// Why it cannot be sent, or nothing and `origin`.
std::optional<std::string> CurlTransport::refuse(const Request& request, Origin*& origin) {
  if (auto why = refuse_head(request)) return why;
  origin = last_origin_of(request.url);
  if (!origin) {
    if (auto why = refuse_url(request.url)) return why;
    origin = last_ = &origin_of(*parse_url(request.url));
    last_prefix_ = request.url.substr(0, request.url.find_first_of("/?#", request.url.find("://") + 3));
  }
  return start_loop();
}

void CurlTransport::start(Request request, Done done) {
  auto transfer = std::make_unique<Transfer>(std::move(request), std::move(done), options_);
  ++active_;
  if (auto why = refuse(transfer->exchange.request, transfer->origin)) {
    transfer->exchange.started_at = base::system_clock().now();
    transfer->exchange.error = failure(ErrorKind::Internal, {}, std::move(*why));
    over_.push_back(std::move(transfer));
    return;
  }
  handover_.submit(std::move(transfer));
}

// Why there can be none.
std::optional<std::string> CurlTransport::start_loop() {
  if (loop_) return std::nullopt;
  try {
    loop_.emplace(options_, handover_);
    return std::nullopt;
  } catch (const std::exception& exception) {
    return std::string("the network's thread does not start: ") + exception.what();
  }
}

// Only those are called back that are over now: a callback may start exchanges that are over at once. And only a few,
// so that the network has something to do while the rest are judged: the caller starts others before it asks again.
std::size_t CurlTransport::poll(Milliseconds wait) {
  constexpr std::size_t most_at_once = 4;
  if (over_.empty()) handover_.collect(wait, over_);
  for (std::size_t due = std::min(over_.size(), most_at_once); due > 0 && !over_.empty(); --due) {
    const TransferPtr transfer = std::move(over_.front());
    over_.pop_front();
    --active_;
    transfer->done(std::move(transfer->exchange));
  }
  return active_;
}

void CurlTransport::cancel_all() {
  if (!loop_) return;
  handover_.cancel_all();
  handover_.collect(Milliseconds(0), over_);
}

}  // namespace

namespace {

TlsFiles tls_files(const std::string& origin, const TransportOptions& options) {
  const auto own = options.tls_of_origin.find(origin);
  if (own != options.tls_of_origin.end()) return own->second;
  return {options.ca_file, options.client_certificate, options.client_key, ""};
}

std::string unix_socket_of(const std::string& origin, const TransportOptions& options) {
  const auto own = options.unix_socket_of_origin.find(origin);
  return own != options.unix_socket_of_origin.end() ? own->second : options.unix_socket;
}

}  // namespace

Origin::Origin(UrlParts url, const TransportOptions& options)
    : scheme(std::move(url.scheme)),
      host(std::move(url.host)),
      port(url.port),
      address(address_of(host, port)),
      is_https(scheme == "https"),
      tls(tls_files(scheme + "://" + address, options)),
      unix_socket(unix_socket_of(scheme + "://" + address, options)) {}

std::unique_ptr<Transport> make_curl_transport(const TransportOptions& options) {
  return std::make_unique<CurlTransport>(options);
}

}  // namespace concord::http
