#include "signals.h"

#include <csignal>

namespace concord::cli {

namespace {

std::atomic<int> received{0};
static_assert(std::atomic<int>::is_always_lock_free, "set from a signal handler");

extern "C" void on_signal(int number) {
  received.store(number);
  std::signal(number, SIG_DFL);
}

bool install() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return true;
}

}  // namespace

const std::atomic<int>& stop_signal() {
  static const bool is_installed = install();
  static_cast<void>(is_installed);
  return received;
}

}  // namespace concord::cli
