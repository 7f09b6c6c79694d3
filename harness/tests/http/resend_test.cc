// No request is sent twice silently: the server's own count decides.
#include "exchange_fixture.h"
#include "h2_connection.h"

#include <concord/http/repeatable.h>
#include <support/catch.h>

#include <curl/curl.h>
#include <support/self_signed.h>

#include <map>
#include <mutex>
#include <random>

namespace resend_test {

using namespace concord;
using namespace concord::http;
using namespace std::chrono_literals;

namespace {

constexpr int request_count = 600;

const support::SelfSigned& certificate() {
  static const support::SelfSigned self_signed;
  return self_signed;
}

support::RawServer::Tls identity(std::string protocol = "") {
  return {certificate().certificate_file(), certificate().key_file(), std::move(protocol)};
}

// How often each request reached the server, by its number.
class Arrivals {
 public:
  void count(const std::string& number) {
    const std::lock_guard lock(mutex_);
    ++counts_[number];
  }
  int of(int number) const {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(std::to_string(number));
    return found == counts_.end() ? 0 : found->second;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, int> counts_;
};

// "POST /17 HTTP/1.1" → "17"
std::string number_of(const std::string& request) {
  const std::size_t begin = request.find('/') + 1;
  return request.substr(begin, request.find(' ', begin) - begin);
}

// Reads a request, and in one of five cases ends the connection instead of an answer, by an orderly close or by a
// reset.
support::RawServer::Script closing_at_random(Arrivals& arrivals) {
  return [&arrivals](support::RawConnection& connection) {
    std::minstd_rand random(static_cast<unsigned>(connection.number()) + 1);
    random.discard(7);
    while (true) {
      const std::string request = connection.read_request();
      if (request.empty()) return;
      arrivals.count(number_of(request));
      const unsigned chance = static_cast<unsigned>(random() % 10);
      if (chance == 0) return;
      if (chance == 1) return connection.reset();
      if (!connection.send(support::http_answer(200, "{}"))) return;
    }
  };
}

std::vector<Exchange> send_all(Transport& transport, const std::function<Request(int)>& request) {
  std::vector<Exchange> done(request_count);
  for (int i = 0; i < request_count; ++i) {
    transport.start(request(i),
                    [&done, i](Exchange exchange) { done[static_cast<std::size_t>(i)] = std::move(exchange); });
  }
  finish(transport);
  return done;
}

TransportOptions sixteen_connections() {
  TransportOptions options = quick_options();
  options.max_connections_per_host = 16;
  options.ca_file = certificate().certificate_file();
  return options;
}

// Each arrived once, or, where no byte of it was sent, not at all; and some did end without an answer.
void check_once_each(const std::vector<Exchange>& done, const Arrivals& arrivals) {
  int lost = 0;
  for (int i = 0; i < request_count; ++i) {
    const Exchange& exchange = done[static_cast<std::size_t>(i)];
    CAPTURE(i, arrivals.of(i), exchange.error ? exchange.error->message : "");
    REQUIRE(arrivals.of(i) <= 1);
    for (const RepeatReason reason : exchange.resends) REQUIRE(reason == RepeatReason::NotSent);
    if (exchange.response) {
      REQUIRE_FALSE(exchange.error);
      REQUIRE(arrivals.of(i) == 1);
      continue;
    }
    ++lost;
    REQUIRE(exchange.error);
    REQUIRE(exchange.error->kind == ErrorKind::Reset);
    REQUIRE(exchange.error->phase == "response headers");
    REQUIRE(exchange.error->delivery == Delivery::Unknown);
    REQUIRE_FALSE(may_repeat(exchange, false));
  }
  CHECK(lost > request_count / 20);
  CHECK(lost < request_count / 2);
}

Request numbered(const char* method, const support::RawServer& server, int number, std::optional<std::string> body) {
  return {method, server.url() + "/" + std::to_string(number), {}, std::move(body)};
}

}  // namespace

TEST_CASE("a request that a server reads and does not answer is not sent again") {
  for (const bool is_tls : {false, true}) {
    for (const auto& [method, body] : std::vector<std::pair<const char*, std::optional<std::string>>>{
             {"POST", "{\"amount\": 1}"}, {"POST", ""}, {"PATCH", "{}"}, {"DELETE", std::nullopt}}) {
      CAPTURE(is_tls, method, body.value_or("none"));
      Arrivals arrivals;
      std::optional<support::RawServer> server;
      if (is_tls) server.emplace(closing_at_random(arrivals), identity());
      else server.emplace(closing_at_random(arrivals));
      const auto transport = make_curl_transport(sixteen_connections());
      const auto done = send_all(
          *transport, [&, method = method, &body = body](int i) { return numbered(method, *server, i, body); });
      check_once_each(done, arrivals);
      CHECK(server->connection_count() < request_count / 2);  // they were used again
    }
  }
}

TEST_CASE("a request whose method is idempotent is sent again, and that is told") {
  Arrivals arrivals;
  support::RawServer server(closing_at_random(arrivals));
  const auto transport = make_curl_transport(sixteen_connections());
  const auto done = send_all(*transport, [&](int i) { return numbered("PUT", server, i, "{}"); });
  int repeated = 0;
  for (int i = 0; i < request_count; ++i) {
    const Exchange& exchange = done[static_cast<std::size_t>(i)];
    CAPTURE(i);
    const auto told = std::count(exchange.resends.begin(), exchange.resends.end(), RepeatReason::Idempotent);
    REQUIRE(arrivals.of(i) == 1 + told);
    repeated += arrivals.of(i) - 1;
    if (exchange.error) REQUIRE(may_repeat(exchange, false) == RepeatReason::Idempotent);
  }
  CHECK(repeated > request_count / 20);
}

TEST_CASE("a connection that was idle for seconds is not trusted with what cannot be repeated") {
  support::RawServer server(support::RawServer::always(support::http_answer(200, "")));
  const auto transport = make_curl_transport(quick_options());
  CHECK_FALSE(exchange(*transport, {"POST", server.url(), {}, "1"}).connection_reused);
  CHECK(exchange(*transport, {"POST", server.url(), {}, "2"}).connection_reused);
  std::this_thread::sleep_for(2100ms);
  CHECK(exchange(*transport, get(server.url())).connection_reused);
  std::this_thread::sleep_for(2100ms);
  CHECK_FALSE(exchange(*transport, {"POST", server.url(), {}, "3"}).connection_reused);
}

TEST_CASE("what ended before anything was sent says so") {
  std::uint16_t port = 0;
  {
    support::RawServer server(support::RawServer::always(""));
    port = server.port();
  }
  const Exchange refused = exchange(Request{"POST", "http://127.0.0.1:" + std::to_string(port) + "/", {}, "x"});
  REQUIRE(refused.error);
  CHECK(refused.error->delivery == Delivery::NotSent);
  CHECK(may_repeat(refused, false) == RepeatReason::NotSent);

  support::RawServer silent([](support::RawConnection& connection) {
    connection.read_request();
    connection.wait(60s);
  });
  TransportOptions options = quick_options();
  options.timeouts.total = Milliseconds(100);
  const Exchange late = exchange(Request{"POST", silent.url(), {}, "x"}, options);
  REQUIRE(late.error);
  CHECK(late.error->kind == ErrorKind::Timeout);
  CHECK(late.error->delivery == Delivery::Unknown);

  const auto transport = make_curl_transport(quick_options());
  std::optional<Exchange> cancelled;
  transport->start({"POST", silent.url(), {}, "x"}, [&](Exchange done) { cancelled = std::move(done); });
  transport->cancel_all();
  finish(*transport);
  REQUIRE(cancelled);
  CHECK(cancelled->error->delivery == Delivery::NotSent);
}

namespace {

// Answers the first request of a connection and treats the next by `treat`, which gets its stream.
support::RawServer::Script after_one(Arrivals& arrivals,
                                     const std::function<void(H2Connection&, std::uint32_t)>& treat) {
  return [&arrivals, treat](support::RawConnection& raw) {
    H2Connection connection(raw);
    const H2Connection::Message first = connection.read_request();
    arrivals.count(first.body);
    if (first.stream == 0 || !connection.answer_200(first.stream)) return;
    const H2Connection::Message second = connection.read_request();
    if (second.stream == 0) return;
    arrivals.count(second.body);
    treat(connection, second.stream);
    raw.read_bytes(1);
  };
}

TransportOptions http2_options() {
  TransportOptions options = quick_options();
  options.http2 = true;
  options.ca_file = certificate().certificate_file();
  options.timeouts.total = Milliseconds(3000);
  return options;
}

struct Second {
  Exchange exchange;
  int arrivals;
};

Second second_exchange(const std::function<void(H2Connection&, std::uint32_t)>& treat) {
  Arrivals arrivals;
  support::RawServer server(after_one(arrivals, treat), identity("h2"));
  const auto transport = make_curl_transport(http2_options());
  const Exchange first = exchange(*transport, {"POST", server.url(), {}, "1"});
  REQUIRE_FALSE(first.error);
  REQUIRE(first.response->http_version == "2");
  Exchange second = exchange(*transport, {"POST", server.url(), {}, "2"});
  return {std::move(second), arrivals.of(2)};
}

}  // namespace

// libcurl 7 says nothing of it on a connection that it had used before, and what is not known is not sent again.
TEST_CASE("a stream that an HTTP/2 server refused was not processed and is sent again") {
  const Second refused = second_exchange([](H2Connection& connection, std::uint32_t stream) {
    connection.reset_stream(stream, H2Connection::refused_stream);
  });
  if (curl_version_info(CURLVERSION_NOW)->version_num < 0x080000) {
    REQUIRE(refused.exchange.error);
    CHECK(refused.exchange.error->delivery == Delivery::Unknown);
    CHECK(refused.arrivals == 1);
    return;
  }
  CHECK_FALSE(refused.exchange.error);
  CHECK(refused.exchange.resends == std::vector{RepeatReason::NotProcessed});
  CHECK(refused.arrivals == 2);
}

TEST_CASE("a stream above the last of GOAWAY was not processed and is sent again") {
  const Second refused = second_exchange([](H2Connection& connection, std::uint32_t stream) {
    connection.go_away(stream - 2, H2Connection::no_error);
  });
  CHECK_FALSE(refused.exchange.error);
  CHECK(refused.exchange.resends == std::vector{RepeatReason::NotProcessed});
  CHECK(refused.arrivals == 2);
}

TEST_CASE("any other end of a stream may have come after it was processed") {
  using Treat = std::function<void(H2Connection&, std::uint32_t)>;
  const std::vector<std::pair<const char*, Treat>> ends = {
      {"reset", [](H2Connection& connection, std::uint32_t stream) {
         connection.reset_stream(stream, H2Connection::internal_error);
       }},
      {"within GOAWAY, then reset", [](H2Connection& connection, std::uint32_t stream) {
         connection.go_away(stream, H2Connection::internal_error);
         connection.reset_stream(stream, H2Connection::internal_error);
       }}};
  for (const auto& [name, treat] : ends) {
    CAPTURE(name);
    const Second ended = second_exchange(treat);
    REQUIRE(ended.exchange.error);
    CHECK(ended.exchange.error->delivery == Delivery::Unknown);
    CHECK(ended.exchange.resends.empty());
    CHECK(ended.arrivals == 1);
    CHECK_FALSE(may_repeat(ended.exchange, false));
  }
}

TEST_CASE("an HTTP/2 connection that ends may have had the request processed") {
  for (const bool is_reset : {false, true}) {
    CAPTURE(is_reset);
    Arrivals arrivals;
    support::RawServer server(
        [&](support::RawConnection& raw) {
          H2Connection connection(raw);
          for (int i = 0; i < 2; ++i) {
            const H2Connection::Message message = connection.read_request();
            if (message.stream == 0) return;
            arrivals.count(message.body);
            if (i == 0) connection.answer_200(message.stream);
          }
          if (is_reset) raw.reset();
        },
        identity("h2"));
    const auto transport = make_curl_transport(http2_options());
    REQUIRE_FALSE(exchange(*transport, {"POST", server.url(), {}, "1"}).error);
    const Exchange second = exchange(*transport, {"POST", server.url(), {}, "2"});
    REQUIRE(second.error);
    CHECK(second.error->delivery == Delivery::Unknown);
    CHECK(second.resends.empty());
    CHECK(arrivals.of(2) == 1);
  }
}

TEST_CASE("why a request may be sent again") {
  const auto answered = [](const char* method, int status, Headers headers) {
    Exchange exchange;
    exchange.request.method = method;
    exchange.response = Response{};
    exchange.response->status = status;
    exchange.response->headers = std::move(headers);
    return exchange;
  };
  const auto failed = [](const char* method, Delivery delivery) {
    Exchange exchange;
    exchange.request.method = method;
    exchange.error = TransportError{ErrorKind::Reset, "", "", delivery};
    return exchange;
  };
  const Headers wait = {{"retry-after", "1"}};
  CHECK(may_repeat(answered("POST", 429, wait), false) == RepeatReason::AskedToWait);
  CHECK(may_repeat(answered("DELETE", 503, wait), false) == RepeatReason::AskedToWait);
  CHECK(may_repeat(answered("POST", 503, {{"Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"}}), false) ==
        RepeatReason::AskedToWait);
  for (const char* nothing : {"", "soon", "-5", "1e3", "NaN"}) {
    CHECK_FALSE(may_repeat(answered("POST", 503, {{"Retry-After", nothing}}), false));
  }
  CHECK_FALSE(may_repeat(answered("POST", 502, wait), false));
  CHECK_FALSE(may_repeat(answered("POST", 429, {}), false));
  CHECK_FALSE(may_repeat(answered("POST", 503, {}), false));
  CHECK(may_repeat(answered("PUT", 502, {}), false) == RepeatReason::Idempotent);
  CHECK(may_repeat(answered("POST", 502, {}), true) == RepeatReason::Declared);

  for (const char* method : {"GET", "HEAD", "OPTIONS", "PUT"}) {
    CHECK(may_repeat(failed(method, Delivery::Unknown), false) == RepeatReason::Idempotent);
  }
  for (const char* method : {"POST", "PATCH", "DELETE", "get", "LINK"}) {
    CHECK_FALSE(may_repeat(failed(method, Delivery::Unknown), false));
    CHECK(may_repeat(failed(method, Delivery::Unknown), true) == RepeatReason::Declared);
    CHECK(may_repeat(failed(method, Delivery::NotSent), false) == RepeatReason::NotSent);
    CHECK(may_repeat(failed(method, Delivery::NotProcessed), false) == RepeatReason::NotProcessed);
  }
  Exchange keyed = failed("POST", Delivery::Unknown);
  keyed.request.headers = {{"Idempotency-Key", "8e03978e"}};
  CHECK(may_repeat(keyed, false) == RepeatReason::Declared);

  CHECK(repeat_reason_text(RepeatReason::Idempotent, "PUT") == "PUT is idempotent");
  CHECK(repeat_reason_text(RepeatReason::NotProcessed, "POST") == "the server did not process it");
}

}  // namespace resend_test
