// Requests that the mock sends by itself: callbacks of operations, and webhooks.
#pragma once
#include <concord/http.h>

#include <cstddef>
#include <string>

namespace concord::mock {

struct CallOptions {
  std::string webhooks_to{};     // the URL that gets all webhooks; "": there is none
  bool may_go_anywhere = false;  // else only to loopback addresses, and nowhere where others reach the mock
  // Bounds.
  std::size_t max_waiting = 1000;              // more are not sent
  std::size_t max_at_once = 16;
  http::Milliseconds max_time{10'000};         // of one
  http::Milliseconds after_answer{50};         // so that the client has its answer first
};

// What became of one.
struct Call {
  std::string what;       // "callback paid of shop/create", "webhook stock-low of shop"
  http::Request request;  // as far as it could be made
  int status = 0;         // of the answer; 0: there is none
  std::string why_not{};  // it was not sent, or not answered: a phrase
};

struct CallCounts {
  std::size_t taken = 0;    // answered below 400
  std::size_t refused = 0;  // answered with 400 or more
  std::size_t unsent = 0;   // without an answer
  bool is_empty() const { return taken + refused + unsent == 0; }
};

}  // namespace concord::mock
