// A keyring whose clock is turned by hand, and a network that the test answers for.
#pragma once
#include <concord/auth.h>

#include <support/catch.h>
#include <support/manual_clock.h>

#include <deque>
#include <functional>
#include <string>
#include <vector>

namespace concord::auth {

inline Node profile_of(const std::string& json) { return document::parse_answer_json(json).root.value(); }

inline std::string header(const http::Request& request, const char* name) {
  const std::string* value = http::find_header(request.headers, name);
  return value ? *value : "(none)";
}

inline http::Exchange answer_of(int status, std::string body, http::Headers headers = {}) {
  http::Exchange exchange;
  exchange.response = http::Response{status, "1.1", "", std::move(headers), std::move(body), 0};
  return exchange;
}

inline std::string mistakes(const std::string& json) {
  base::Diagnostics problems;
  check_profile(profile_of(json), problems);
  std::string text;
  for (const base::Diagnostic& one : problems) text += one.message + (one.hint.empty() ? "" : " | " + one.hint) + "\n";
  return text;
}

class KeyringFixture {
 public:
  struct Fetch {
    http::Request request;
    std::function<void(http::Exchange)> answered;
  };

  Context context() {
    Context made;
    made.name = "default";
    made.base_url = [] { return std::string("http://shop.test/v1"); };
    made.token_url = token_url;
    made.fetch = [this](http::Request request, std::function<void(http::Exchange)> answered) {
      fetches.push_back({std::move(request), std::move(answered)});
    };
    return made;
  }

  // What becomes of a request is at the end of `applied` as soon as it is known.
  void apply(const std::string& profile, http::Request request = {"GET", "http://shop.test/v1/orders", {}, {}}) {
    keyring.apply(profile_of(profile), std::move(request), context(),
                  [this](Applied one) { applied.push_back(std::move(one)); });
  }
  // Answers the oldest request of a profile's own.
  void answer(http::Exchange exchange) {
    REQUIRE_FALSE(fetches.empty());
    Fetch first = std::move(fetches.front());
    fetches.pop_front();
    exchange.request = first.request;
    first.answered(std::move(exchange));
  }
  Reaction react(const std::string& profile, http::Exchange exchange, http::Request sent, bool is_expected = false,
                 std::size_t times_again = 0) {
    exchange.request = std::move(sent);
    return keyring.react(profile_of(profile), {exchange, is_expected, times_again}, context());
  }
  // The header of the last request that was given its credentials, or what went wrong.
  std::string last() const {
    if (applied.empty()) return "(waiting)";
    return applied.back().problem ? applied.back().problem->message : header(applied.back().request, "Authorization");
  }

  support::ManualClock clock;
  base::Redactor redactor;
  std::string token_url;
  Keyring keyring{clock, redactor, 7};
  std::deque<Fetch> fetches;
  std::vector<Applied> applied;
};

}  // namespace concord::auth
