// The network's thread. Sockets and times are seen to when they are due, whatever the caller does meanwhile: an answer
// is timed when its bytes arrive, and a caller that is busy makes no answer late; one that rests, by a nap of 0.2 ms.
#pragma once
#include "handover.h"
#include "socket_watch.h"

#include <chrono>
#include <optional>
#include <thread>

namespace concord::http {

// Exchanges beyond the connection limits wait here and not inside libcurl, whose queue counts against the time limit of
// a transfer: a case must not time out because other cases were before it.
class CurlLoop {
 public:
  CurlLoop(const TransportOptions& options, Handover& handover);
  ~CurlLoop();  // ends the thread; transfers that are under way are dropped
  CurlLoop(const CurlLoop&) = delete;
  CurlLoop& operator=(const CurlLoop&) = delete;

 private:
  using Clock = std::chrono::steady_clock;
  struct MultiDeleter {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };
  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* user, void* of_socket) noexcept;
  static int on_timer(CURLM* multi, long milliseconds, void* user) noexcept;
  static int on_close(void* user, curl_socket_t socket) noexcept;

  void note_connection(curl_socket_t socket);
  void forget_connection(curl_socket_t socket);
  void run();
  void turn();
  bool obey();  // whether to go on
  void admit(TransferPtr transfer);
  bool begin_waiting();
  bool begin_one(Origin& origin);
  bool begin(TransferPtr& transfer);
  Slot& idle_slot();
  void run_due_timer();
  bool finish_ended();
  bool finish_late();
  void finish(Slot& slot, CURLcode code);
  TransferPtr release(Slot& slot);
  void spoil_connection(const Transfer& ended);
  void shut_when_spoilt(const Ports& ports);
  bool may_start_over(const Transfer& transfer) const;
  void start_over(TransferPtr transfer);
  void cancel_all();
  void wait_for_sockets(bool may_sleep);

  const TransportOptions options_;
  Handover& handover_;
  Handover::Orders orders_;
  SocketWatch sockets_;
  List resolve_;
  LastStreams last_streams_;
  Connections connections_;
  std::vector<std::optional<Ports>> ports_;  // by socket
  TlsEnds tls_ends_;
  PhaseLimits phase_limits_;
  std::optional<Clock::time_point> timer_;
  // Handles are destroyed before the multi handle, whose connections call back until it is gone.
  std::unique_ptr<CURLM, MultiDeleter> multi_;
  std::vector<std::unique_ptr<Slot>> slots_;
  std::vector<Slot*> idle_;
  std::vector<Origin*> origins_;
  std::size_t waiting_ = 0;
  std::size_t running_ = 0;
  std::vector<TransferPtr> over_;
  std::thread thread_;
};

}  // namespace concord::http
