// The loop.
//
// Exchanges beyond the connection limits wait here and not inside libcurl, whose queue counts against the time limit of
// a transfer: a case must not time out because other cases were before it.
#include "curl_transfer.h"
#include "failure.h"
#include "request_rules.h"

#include <algorithm>
#include <deque>
#include <map>
#include <stdexcept>
#include <utility>

namespace concord::http {
namespace {

constexpr std::size_t max_idle_handles = 64;
constexpr std::size_t max_resends = 5;  // as libcurl has it

void start_libcurl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw std::runtime_error("libcurl does not start");
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
  bool may_start_over(const Transfer& transfer) const;
  void start_over(TransferPtr transfer);
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
  LastStreams last_streams_;
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
    transfer->delivery.last_streams = &last_streams_;
    prepare(*transfer, options_, resolve_.get());
    if (curl_multi_add_handle(multi_.get(), easy) != CURLM_OK)
      throw std::runtime_error("libcurl takes no more requests");
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
  begin_waiting();
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
  note_outcome(*transfer);
  curl_multi_remove_handle(multi_.get(), easy);
  if (may_start_over(*transfer)) return start_over(std::move(transfer));
  conclude(std::move(transfer));
}

// What an HTTP/2 server says that it did not process (RFC 9113, 8.7), where libcurl does not see to it.
bool CurlTransport::may_start_over(const Transfer& transfer) const {
  const Exchange& exchange = transfer.exchange;
  return exchange.error && exchange.error->delivery == Delivery::NotProcessed && exchange.resends.size() < max_resends;
}

void CurlTransport::start_over(TransferPtr transfer) {
  auto again = std::make_unique<Transfer>(std::move(transfer->exchange.request), std::move(transfer->done), options_);
  again->exchange.resends = std::move(transfer->exchange.resends);
  again->exchange.resends.push_back(RepeatReason::NotProcessed);
  again->url = std::move(transfer->url);
  origins_[origin_of(again->url)].waiting.push_front(std::move(again));
  ++waiting_;
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
  while (!running_.empty()) {
    CURL* easy = running_.begin()->first;
    TransferPtr transfer = take_running(easy);
    transfer->exchange.error = interruption(*transfer);
    note_outcome(*transfer);
    curl_multi_remove_handle(multi_.get(), easy);
    conclude(std::move(transfer));
  }
  for (auto& [name, origin] : origins_) {
    for (TransferPtr& transfer : origin.waiting) {
      transfer->exchange.error = interruption(*transfer);
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
