#include "signals.h"

#include <csignal>
#include <cstdint>
#include <ctime>

namespace concord::cli {

namespace {

std::atomic<int> received{0};
std::atomic<bool> is_report_wanted{false};
static_assert(std::atomic<int>::is_always_lock_free, "set from a signal handler");

// One request to end may come as two signals: `timeout` sends its own to the program and then to the group.
constexpr std::int64_t one_request = 150;  // milliseconds

std::atomic<std::int64_t> first_at{0};

std::int64_t milliseconds_now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);  // may be called from a handler (POSIX, 2.4.3)
  return std::int64_t{now.tv_sec} * 1'000 + now.tv_nsec / 1'000'000;
}

// The second one ends the program at once.
extern "C" void on_signal(int number) {
  const std::int64_t now = milliseconds_now();
  if (received.load() == 0) {
    first_at.store(now);
    received.store(number);
  } else if (now - first_at.load() > one_request) {
    std::signal(number, SIG_DFL);
    std::raise(number);
  }
}

extern "C" void on_report_signal(int) { is_report_wanted.store(true); }

bool install_report_signal() {
  struct sigaction action {};
  action.sa_handler = on_report_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  return sigaction(SIGUSR1, &action, nullptr) == 0;
}

bool install() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  // The terminal is gone; nohup asks that this be no reason to end.
  struct sigaction before {};
  if (sigaction(SIGHUP, nullptr, &before) == 0 && before.sa_handler != SIG_IGN) sigaction(SIGHUP, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return true;
}

}  // namespace

const std::atomic<int>& stop_signal() {
  static const bool is_installed = install();
  static_cast<void>(is_installed);
  return received;
}

bool take_report_signal() {
  static const bool is_installed = install_report_signal();
  static_cast<void>(is_installed);
  return is_report_wanted.exchange(false);
}

}  // namespace concord::cli
