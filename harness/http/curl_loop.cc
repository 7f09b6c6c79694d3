#include "curl_loop.h"

#include "failure.h"

#include <concord/base/signals_blocked.h>

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace concord::http {
namespace {

constexpr std::size_t max_resends = 5;  // as libcurl has it
// A caller that rests takes nothing, so answers that come meanwhile are read together: to wake for each costs more than
// to read it. So much later they may be timed. (For one that is busy nothing is gained: it then waits more often.)
constexpr std::chrono::microseconds nap{200};

std::uint32_t events_of(int what) {
  switch (what) {
    case CURL_POLL_IN: return EPOLLIN;
    case CURL_POLL_OUT: return EPOLLOUT;
    case CURL_POLL_INOUT: return EPOLLIN | EPOLLOUT;
    default: return 0;
  }
}

// An error is found out by whoever reads or writes.
int select_bits(std::uint32_t events) {
  int bits = 0;
  if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) bits |= CURL_CSELECT_IN;
  if ((events & (EPOLLOUT | EPOLLERR)) != 0) bits |= CURL_CSELECT_OUT;
  return bits;
}

Slot& slot_of(CURL* easy) {
  char* slot = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &slot);
  return *reinterpret_cast<Slot*>(slot);
}

}  // namespace

CurlLoop::CurlLoop(const TransportOptions& options, Handover& handover) : options_(options), handover_(handover) {
  if (!options_.resolve.empty()) {
    resolve_.reset(curl_slist_append(nullptr, options_.resolve.c_str()));
    if (!resolve_) throw std::bad_alloc();
  }
  multi_.reset(curl_multi_init());
  if (!multi_) throw std::bad_alloc();
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(options_.max_connections));
  curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, on_timer);
  curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, this);
  sockets_.want(handover_.orders_descriptor(), EPOLLIN);
  const base::SignalsBlocked blocked;  // SIGPIPE is an error code of the socket
  thread_ = std::thread([this] { run(); });
}

CurlLoop::~CurlLoop() {
  handover_.stop();
  thread_.join();
  connections_.clear();  // they are closed after the transfers are gone
  for (const auto& slot : slots_) {
    if (slot->transfer) curl_multi_remove_handle(multi_.get(), slot->easy.get());
  }
}

int CurlLoop::on_socket(CURL*, curl_socket_t socket, int what, void* user, void*) noexcept {
  CurlLoop& loop = *static_cast<CurlLoop*>(user);
  loop.sockets_.want(socket, events_of(what));
  if (what == CURL_POLL_IN || what == CURL_POLL_INOUT) loop.note_connection(socket);
  return 0;
}

void CurlLoop::note_connection(curl_socket_t socket) {
  const auto at = static_cast<std::size_t>(socket);
  if (at >= ports_.size()) ports_.resize(at + 1);
  if (ports_[at]) return;
  ports_[at] = ports_of(socket);
  if (ports_[at]) connections_[*ports_[at]].socket = socket;
}

void CurlLoop::forget_connection(curl_socket_t socket) {
  const auto at = static_cast<std::size_t>(socket);
  if (at >= ports_.size() || !ports_[at]) return;
  const auto found = connections_.find(*ports_[at]);
  ports_[at].reset();
  if (found == connections_.end()) return;
  look_behind_on_close(found->second);
  connections_.erase(found);
}

int CurlLoop::on_timer(CURLM*, long milliseconds, void* user) noexcept {
  auto& timer = static_cast<CurlLoop*>(user)->timer_;
  if (milliseconds < 0) timer.reset();
  else timer = Clock::now() + std::chrono::milliseconds(milliseconds);
  return 0;
}

int CurlLoop::on_close(void* user, curl_socket_t socket) noexcept {
  CurlLoop& loop = *static_cast<CurlLoop*>(user);
  loop.sockets_.forget(socket);
  loop.forget_connection(socket);
  return ::close(socket);
}

void CurlLoop::run() {
  while (obey()) turn();
}

bool CurlLoop::obey() {
  handover_.take(orders_);
  for (TransferPtr& transfer : orders_.begin) admit(std::move(transfer));
  orders_.begin.clear();
  if (orders_.cancels_all) {
    cancel_all();
    handover_.deliver(over_);
    handover_.confirm_cancelled();
  }
  return !orders_.stops;
}

void CurlLoop::turn() {
  bool has_begun = false;
  do {
    has_begun = begin_waiting();
    run_due_timer();
  } while (finish_ended() || finish_late() || has_begun);
  handover_.deliver(over_);
  if (running_ > 1) handover_.nap(nap);
  wait_for_sockets(handover_.begin_sleep());
}

void CurlLoop::wait_for_sockets(bool may_sleep) {
  int milliseconds = -1;
  auto wake = phase_limits_.next();
  if (timer_ && (!wake || *timer_ < *wake)) wake = timer_;
  if (wake) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*wake - Clock::now());
    milliseconds = static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 60'000));
  }
  if (!may_sleep) milliseconds = 0;
  for (const epoll_event& event : sockets_.wait(milliseconds)) {
    if (event.data.fd == handover_.orders_descriptor()) {
      handover_.clear_signal();
    } else {
      int running = 0;
      curl_multi_socket_action(multi_.get(), event.data.fd, select_bits(event.events), &running);
    }
  }
}

void CurlLoop::run_due_timer() {
  if (!timer_ || Clock::now() < *timer_) return;
  timer_.reset();
  int running = 0;
  curl_multi_socket_action(multi_.get(), CURL_SOCKET_TIMEOUT, 0, &running);
}

void CurlLoop::admit(TransferPtr transfer) {
  Origin& origin = *transfer->origin;
  if (!origin.is_known) origins_.push_back(&origin);
  origin.is_known = true;
  origin.waiting.push_back(std::move(transfer));
  ++waiting_;
}

// One of each origin in turn, so that a busy origin does not hold up the others. Whether any began.
bool CurlLoop::begin_waiting() {
  bool has_begun_any = false;
  bool has_begun = waiting_ > 0;
  while (has_begun) {
    has_begun = false;
    for (Origin* origin : origins_) has_begun = begin_one(*origin) || has_begun;
    has_begun_any = has_begun_any || has_begun;
  }
  return has_begun_any;
}

bool CurlLoop::begin_one(Origin& origin) {
  if (origin.waiting.empty() || origin.running >= options_.max_connections_per_host) return false;
  if (running_ >= options_.max_connections) return false;
  TransferPtr transfer = std::move(origin.waiting.front());
  origin.waiting.pop_front();
  --waiting_;
  if (begin(transfer)) {
    ++origin.running;
    ++running_;
  }
  return true;
}

Slot& CurlLoop::idle_slot() {
  if (idle_.empty()) {
    slots_.push_back(make_slot(options_, resolve_.get(), last_streams_, connections_, tls_ends_,
                               phase_limits_));
    set(slots_.back()->easy, CURLOPT_CLOSESOCKETFUNCTION, on_close);
    set(slots_.back()->easy, CURLOPT_CLOSESOCKETDATA, this);
    idle_.push_back(slots_.back().get());
  }
  Slot& slot = *idle_.back();
  idle_.pop_back();
  return slot;
}

bool CurlLoop::begin(TransferPtr& transfer) {
  transfer->exchange.started_at = base::system_clock().now();
  Slot* slot = nullptr;
  try {
    slot = &idle_slot();
    slot->transfer = std::move(transfer);
    slot->transfer->slot = slot;
    prepare(*slot);
    if (curl_multi_add_handle(multi_.get(), slot->easy.get()) != CURLM_OK) {
      throw std::runtime_error("libcurl takes no more requests");
    }
    return true;
  } catch (const std::exception& exception) {
    if (slot) transfer = release(*slot);
    transfer->exchange.error = failure(ErrorKind::Internal, {}, exception.what());
    over_.push_back(std::move(transfer));
    return false;
  }
}

TransferPtr CurlLoop::release(Slot& slot) {
  TransferPtr transfer = std::move(slot.transfer);
  const auto last = connections_.find(transfer->delivery.connection);
  if (last != connections_.end() && last->second.sender == transfer.get()) last->second.sender = nullptr;
  transfer->slot = nullptr;
  phase_limits_.end(slot);
  idle_.push_back(&slot);
  return transfer;
}

// Whether any ended.
bool CurlLoop::finish_ended() {
  bool has_ended = false;
  int queued = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &queued)) {
    if (message->msg != CURLMSG_DONE) continue;
    finish(slot_of(message->easy_handle), message->data.result);
    has_ended = true;
  }
  return has_ended;
}

// Those of which a phase takes too long; what has arrived was read before. Whether there were any.
bool CurlLoop::finish_late() {
  bool has_ended = false;
  while (Slot* slot = phase_limits_.take_due(Clock::now())) {
    finish(*slot, CURLE_OPERATION_TIMEDOUT);
    has_ended = true;
  }
  return has_ended;
}

void CurlLoop::finish(Slot& slot, CURLcode code) {
  Transfer& ended = *slot.transfer;
  if (code == CURLE_OK) ended.reader.end_body();
  ended.is_tls_cut = code == CURLE_OK && ended.tls && ended.reader.ends_with_connection() && !tls_ends_.take(ended.tls);
  const bool is_whole = code == CURLE_OK && ended.reader.has_headers() && !ended.reader.fault() && !ended.is_tls_cut;
  if (!is_whole) ended.exchange.error = explain(code, ended, options_);
  note_outcome(ended);
  spoil_connection(ended);
  curl_multi_remove_handle(multi_.get(), slot.easy.get());
  --running_;
  --ended.origin->running;
  TransferPtr transfer = release(slot);
  shut_when_spoilt(transfer->delivery.connection);
  if (may_start_over(*transfer)) return start_over(std::move(transfer));
  over_.push_back(std::move(transfer));
}

// libcurl keeps a connection of HTTP/2 when a stream breaks off, though what broke it may go on and end the connection
// under the next request, of which nobody could say then whether it was processed.
void CurlLoop::spoil_connection(const Transfer& ended) {
  const auto& error = ended.exchange.error;
  if (!error || ended.delivery.stream == 0 || error->delivery == Delivery::NotProcessed) return;
  if (error->kind == ErrorKind::Timeout) return;
  if (const auto found = connections_.find(ended.delivery.connection); found != connections_.end()) {
    found->second.is_spoilt = true;
  }
}

// When its last stream is over: the others may still be answered. libcurl finds it closed and takes another.
void CurlLoop::shut_when_spoilt(const Ports& ports) {
  const auto found = connections_.find(ports);
  if (found == connections_.end() || !found->second.is_spoilt) return;
  const auto is_on_it = [&ports](const auto& slot) {
    return slot->transfer && slot->transfer->delivery.connection == ports;
  };
  if (std::ranges::none_of(slots_, is_on_it)) ::shutdown(found->second.socket, SHUT_RDWR);
}

// What an HTTP/2 server says that it did not process (RFC 9113, 8.7), where libcurl does not see to it.
bool CurlLoop::may_start_over(const Transfer& transfer) const {
  const Exchange& exchange = transfer.exchange;
  if (transfer.delivery.is_stale) return exchange.resends.size() < max_resends;
  return exchange.error && exchange.error->delivery == Delivery::NotProcessed && exchange.resends.size() < max_resends;
}

void CurlLoop::start_over(TransferPtr transfer) {
  auto again = std::make_unique<Transfer>(std::move(transfer->exchange.request), std::move(transfer->done), options_);
  again->exchange.resends = std::move(transfer->exchange.resends);
  again->exchange.resends.push_back(transfer->delivery.is_stale ? RepeatReason::NotSent : RepeatReason::NotProcessed);
  again->origin = transfer->origin;
  again->origin->waiting.push_front(std::move(again));
  ++waiting_;
}

void CurlLoop::cancel_all() {
  finish_ended();
  for (const auto& slot : slots_) {
    if (!slot->transfer) continue;
    Transfer& ended = *slot->transfer;
    ended.exchange.error = interruption(ended);
    note_outcome(ended);
    curl_multi_remove_handle(multi_.get(), slot->easy.get());
    --running_;
    --ended.origin->running;
    over_.push_back(release(*slot));
  }
  for (Origin* origin : origins_) {
    for (TransferPtr& transfer : origin->waiting) {
      transfer->exchange.error = interruption(*transfer);
      transfer->exchange.started_at = base::system_clock().now();
      over_.push_back(std::move(transfer));
    }
    origin->waiting.clear();
  }
  waiting_ = 0;
}

}  // namespace concord::http
