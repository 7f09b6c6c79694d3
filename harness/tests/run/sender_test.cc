#include "sender.h"

#include <support/catch.h>
#include <support/fake_transport.h>

namespace sender_test {

using namespace concord;
using namespace concord::run;
using base::Milliseconds;

namespace {

// Counts how often it is asked, which tells how much work a sender makes of waiting.
class CountingClock : public support::ManualClock {
 public:
  std::chrono::steady_clock::time_point steady() const override {
    ++asked;
    return ManualClock::steady();
  }
  mutable std::size_t asked = 0;
};

struct Fixture {
  CountingClock clock;
  http::Headers headers;  // of all answers
  int status = 200;
  support::FakeTransport transport{clock, [this](const http::Request&) {
                                     http::Exchange exchange = support::FakeTransport::json(status, "{}");
                                     exchange.response->headers = headers;
                                     return exchange;
                                   }};
  suite::Provider provider;
  suite::Limits limits;
  std::vector<std::string> waits;
  Sender sender{transport,
                clock,
                [this](const suite::Provider&) { return limits; },
                {true, Milliseconds(60'000),
                 [this](const suite::Provider&, Milliseconds wait, const std::string& said) {
                   waits.push_back(std::to_string(wait.count()) + " ms: " + said);
                 }}};
  std::size_t ended = 0;

  void send(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      sender.send(provider, {"POST", "http://h/", {}, "{}"}, [this](http::Exchange) { ++ended; });
    }
  }
  double rate() const {
    const std::chrono::duration<double> sending = transport.sent_at.back() - transport.sent_at.front();
    return static_cast<double>(transport.sent_at.size() - 1) / sending.count();
  }
};

}  // namespace

TEST_CASE("the rate that is asked for is reached, and waiting costs the same however many wait") {
  for (const double wanted : {5.0, 500.0, 2000.0}) {
    CAPTURE(wanted);
    Fixture fixture;
    fixture.limits.requests_per_second = wanted;
    const std::size_t count = wanted < 100 ? 50 : 4000;
    fixture.send(count);
    while (fixture.ended < count) fixture.sender.turn(Milliseconds(100));
    CHECK(fixture.rate() > 0.98 * wanted);
    CHECK(fixture.rate() < 1.02 * wanted);
    CHECK(fixture.clock.asked < 20 * count);
  }
}

TEST_CASE("answers are left until the next request may start, unless one lets something start before") {
  Fixture fixture;
  fixture.limits.requests_per_second = 500;
  fixture.send(100);
  while (fixture.ended < 100) fixture.sender.turn(Milliseconds(100));
  CHECK(fixture.transport.rests > 10);
  CHECK(fixture.rate() > 490);

  Fixture narrow;
  narrow.limits.requests_per_second = 500;
  narrow.limits.connections = 1;
  narrow.send(100);
  while (narrow.ended < 100) narrow.sender.turn(Milliseconds(100));
  CHECK(narrow.transport.most_at_once == 1);
  CHECK(narrow.rate() > 490);

  Fixture free;
  free.send(100);
  while (free.ended < 100) free.sender.turn(Milliseconds(100));
  CHECK(free.transport.rests == 0);
}

TEST_CASE("a loop that was held up does not make up for it by a burst") {
  Fixture fixture;
  fixture.limits.requests_per_second = 100;
  fixture.send(200);
  fixture.sender.turn(Milliseconds(100));
  const std::size_t before = fixture.transport.sent.size();
  fixture.clock.tick(Milliseconds(1000));
  fixture.sender.turn(Milliseconds(0));
  const std::size_t burst = fixture.transport.sent.size() - before;
  CHECK(burst >= 1);
  CHECK(burst <= 4);
}

TEST_CASE("connections of a provider are a limit") {
  Fixture fixture;
  fixture.limits.connections = 3;
  fixture.send(20);
  while (fixture.ended < 20) fixture.sender.turn(Milliseconds(100));
  CHECK(fixture.transport.most_at_once == 3);
}

TEST_CASE("timers run in the order of their time, and those of one time in the order they were set") {
  Fixture fixture;
  std::string order;
  fixture.sender.after(Milliseconds(20), [&] { order += 'c'; });
  fixture.sender.after(Milliseconds(10), [&] { order += 'a'; });
  fixture.sender.after(Milliseconds(10), [&] { order += 'b'; });
  CHECK(fixture.sender.turn(Milliseconds(5)));
  CHECK(order.empty());
  CHECK(fixture.sender.turn(Milliseconds(100)));
  CHECK(order == "ab");
  CHECK_FALSE(fixture.sender.turn(Milliseconds(100)));
  CHECK(order == "abc");
}

TEST_CASE("what waits for its turn is told when all is cancelled") {
  Fixture fixture;
  fixture.limits.requests_per_second = 1;
  std::vector<http::Exchange> ended;
  for (int i = 0; i < 3; ++i) {
    fixture.sender.send(fixture.provider, {"POST", "http://h/", {}, "{}"},
                        [&](http::Exchange exchange) { ended.push_back(std::move(exchange)); });
  }
  fixture.sender.cancel_all();
  fixture.sender.turn(Milliseconds(0));
  REQUIRE(ended.size() == 3);
  for (const http::Exchange& exchange : ended) {
    REQUIRE(exchange.error);
    CHECK(exchange.error->kind == http::ErrorKind::Interrupted);
  }
  CHECK(ended[0].error->message == "interrupted before it was sent");
  CHECK(ended[0].error->delivery == http::Delivery::NotSent);
}

TEST_CASE("one answer that asks to wait keeps all others of its provider from being sent") {
  Fixture fixture;
  fixture.limits.connections = 2;
  fixture.status = 429;
  fixture.headers = {{"Retry-After", "30"}};
  fixture.send(20);
  while (fixture.ended < 2) fixture.sender.turn(Milliseconds(100));
  fixture.status = 200;
  fixture.headers.clear();
  while (fixture.ended < 20) fixture.sender.turn(Milliseconds(100));
  CHECK(fixture.transport.sent_at[2] - fixture.transport.sent_at[1] >= std::chrono::seconds(30));
  CHECK(fixture.waits == std::vector<std::string>{"30000 ms: Retry-After: 30"});
}

TEST_CASE("a quota that is used up is waited for, whoever used it") {
  Fixture fixture;
  fixture.headers = {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "5"}};
  fixture.limits.connections = 1;
  fixture.send(3);
  while (fixture.ended < 3) fixture.sender.turn(Milliseconds(100));
  CHECK(fixture.transport.sent_at[1] - fixture.transport.sent_at[0] >= std::chrono::seconds(5));
  CHECK(fixture.transport.sent_at[2] - fixture.transport.sent_at[1] >= std::chrono::seconds(5));
}

TEST_CASE("a wait that is too long is none: what would wait is told so, and nothing is sent") {
  Fixture fixture;
  fixture.provider.name = "shop";
  fixture.limits.connections = 1;
  fixture.status = 503;
  fixture.headers = {{"Retry-After", "3600"}};
  std::vector<http::Exchange> ended;
  for (int i = 0; i < 5; ++i) {
    fixture.sender.send(fixture.provider, {"POST", "http://h/", {}, "{}"},
                        [&](http::Exchange exchange) { ended.push_back(std::move(exchange)); });
  }
  for (int i = 0; i < 5; ++i) fixture.sender.turn(Milliseconds(0));
  REQUIRE(ended.size() == 5);
  CHECK(fixture.transport.sent.size() == 1);
  REQUIRE(ended[4].error);
  CHECK(ended[4].error->kind == http::ErrorKind::RateLimited);
  CHECK(ended[4].error->message ==
        "not sent: shop asked to wait (Retry-After: 3600), 1 h from now on, longer than --retry-max-time (1 min)");
  CHECK(fixture.waits.empty());
}

TEST_CASE("what profiles of credentials are told is not what the provider says") {
  Fixture fixture;
  fixture.headers = {{"Retry-After", "30"}};
  fixture.status = 429;
  fixture.sender.send(fixture.provider, {"POST", "http://auth/", {}, "{}"}, [](http::Exchange) {},
                      Sender::Kind::Credentials);
  fixture.sender.turn(Milliseconds(0));
  fixture.send(1);
  CHECK(fixture.transport.sent.size() == 2);
}

}  // namespace sender_test
