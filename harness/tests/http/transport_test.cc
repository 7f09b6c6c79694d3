#include "exchange_fixture.h"

#include <concord/base/clock.h>
#include <support/catch.h>

#include <signal.h>

#include <atomic>
#include <future>
#include <thread>

using namespace concord;
using namespace concord::http;
using namespace std::chrono_literals;

TEST_CASE("an answer arrives whole, with all there is to know about it") {
  support::RawServer server([](support::RawConnection& connection) {
    connection.read_request();
    connection.wait(20ms);
    connection.send(
        "HTTP/1.1 201 All Is Well\r\nX-One: 1\r\nx-one:  two \r\nSet-Cookie: a=b\r\nX-Empty:\r\nContent-Length: "
        "5\r\n\r\nhello");
  });
  const SystemTime before = base::system_clock().now();
  const Exchange done = exchange(Request{"POST", server.url() + "/flow", {{"X-Id", "7"}}, "ask"});
  CHECK_FALSE(done.error);
  REQUIRE(done.response);
  CHECK(done.response->status == 201);
  CHECK(done.response->http_version == "1.1");
  CHECK(done.response->reason == "All Is Well");
  CHECK(done.response->body == "hello");
  CHECK(done.response->wire_bytes == 5);
  REQUIRE(done.response->headers.size() == 5);
  CHECK(done.response->headers[0].name == "X-One");
  CHECK(header_values(done.response->headers, "x-one") == std::vector<std::string_view>{"1", "two"});
  CHECK(*find_header(done.response->headers, "X-Empty") == "");
  CHECK(done.request.method == "POST");
  CHECK(done.request.headers.size() == 1);
  CHECK(done.request.body == "ask");
  CHECK(done.remote_address == "127.0.0.1:" + std::to_string(server.port()));
  CHECK_FALSE(done.connection_reused);
  CHECK(done.tls_version.empty());
  CHECK(done.started_at >= before);
  CHECK(done.started_at <= base::system_clock().now());
  CHECK(done.timing.name_lookup <= done.timing.connect);
  CHECK(done.timing.connect > 0us);
  CHECK(done.timing.connect <= done.timing.sent);
  CHECK(done.timing.tls == 0us);
  CHECK(done.timing.first_byte >= 20ms);
  CHECK(done.timing.first_byte <= done.timing.total);
}

TEST_CASE("a chunked answer is put together and its trailers are ignored") {
  support::RawServer server(
      support::RawServer::always("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
                                 "3\r\nabc\r\nA;ext=1\r\n0123456789\r\n0\r\nX-Sum: 1\r\n\r\n"));
  const auto transport = make_curl_transport(quick_options());
  for (const bool is_second : {false, true}) {
    const Exchange done = exchange(*transport, get(server.url()));
    REQUIRE(done.response);
    CHECK_FALSE(done.error);
    CHECK(done.response->body == "abc0123456789");
    CHECK(find_header(done.response->headers, "X-Sum") == nullptr);
    CHECK(done.connection_reused == is_second);
  }
}

TEST_CASE("interim responses are skipped") {
  support::RawServer server(support::RawServer::always(
      "HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" +
      support::http_answer(200, "ok", "X-Final: 1\r\n")));
  const Exchange done = exchange(server.url());
  REQUIRE(done.response);
  CHECK(done.response->status == 200);
  CHECK(done.response->headers.size() == 2);
  CHECK(done.response->body == "ok");
}

TEST_CASE("answers without a body end with their headers") {
  support::RawServer server(support::RawServer::always("HTTP/1.1 204 No Content\r\n\r\n"));
  CHECK(exchange(server.url()).response->status == 204);
  support::RawServer length(support::RawServer::always("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"));
  const Exchange head = exchange(Request{"HEAD", length.url(), {}, {}});
  CHECK_FALSE(head.error);
  REQUIRE(head.response);
  CHECK(head.response->body.empty());
  CHECK(*find_header(head.response->headers, "content-length") == "99");
}

TEST_CASE("an answer of HTTP/1.0 ends with the connection") {
  support::RawServer server([](support::RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.0 200 OK\r\n\r\nall of it");
  });
  const Exchange done = exchange(server.url());
  CHECK_FALSE(done.error);
  REQUIRE(done.response);
  CHECK(done.response->http_version == "1.0");
  CHECK(done.response->body == "all of it");
}

TEST_CASE("a redirect is an answer like others") {
  support::RawServer elsewhere(support::RawServer::always(support::http_answer(200, "")));
  support::RawServer server(
      support::RawServer::always(support::http_answer(302, "", "Location: " + elsewhere.url() + "\r\n")));
  const Exchange done = exchange(server.url());
  REQUIRE(done.response);
  CHECK(done.response->status == 302);
  CHECK(elsewhere.connection_count() == 0);
}

TEST_CASE("a connection is used again") {
  support::RawServer server(support::RawServer::always(support::http_answer(200, "x")));
  const auto transport = make_curl_transport(quick_options());
  CHECK_FALSE(exchange(*transport, get(server.url())).connection_reused);
  const Exchange second = exchange(*transport, {"POST", server.url(), {}, "body"});
  CHECK(second.connection_reused);
  CHECK(second.timing.connect == 0us);
  CHECK(second.timing.name_lookup == 0us);
  CHECK(second.remote_address == "127.0.0.1:" + std::to_string(server.port()));
  const Exchange third = exchange(*transport, get(server.url()));
  CHECK(third.connection_reused);
  CHECK(server.connection_count() == 1);
  CHECK(server.requests()[2].find("POST") == std::string::npos);
  CHECK(server.requests()[2].find("Content-Length") == std::string::npos);
}

TEST_CASE("a connection that the server has closed meanwhile is replaced") {
  support::RawServer server([](support::RawConnection& connection) {
    connection.read_request();
    connection.send(support::http_answer(200, "x"));
  });
  const auto transport = make_curl_transport(quick_options());
  for (int i = 0; i < 3; ++i) {
    const Exchange done = exchange(*transport, get(server.url()));
    CHECK_FALSE(done.error);
    CHECK_FALSE(done.connection_reused);
    std::this_thread::sleep_for(10ms);
  }
}

TEST_CASE("fifty exchanges run at once") {
  support::RawServer server([](support::RawConnection& connection) {
    while (!connection.read_request().empty()) {
      connection.wait(200ms);
      connection.send(support::http_answer(200, std::to_string(connection.number())));
    }
  });
  TransportOptions options = quick_options();
  options.max_connections_per_host = 50;
  const auto transport = make_curl_transport(options);
  const auto begin = std::chrono::steady_clock::now();
  int answered = 0;
  for (int i = 0; i < 50; ++i) {
    transport->start(get(server.url()), [&](Exchange done) { answered += done.response.has_value() ? 1 : 0; });
  }
  finish(*transport);
  CHECK(answered == 50);
  CHECK(server.connection_count() == 50);
  CHECK(std::chrono::steady_clock::now() - begin < 5s);  // one after the other they would take 10 s
}

TEST_CASE("connections are limited by host, and those who wait are not timed") {
  std::atomic<int> now{0};
  std::atomic<int> most{0};
  support::RawServer server([&](support::RawConnection& connection) {
    while (!connection.read_request().empty()) {
      const int count = ++now;
      if (count > most) most = count;
      connection.wait(100ms);
      --now;
      connection.send(support::http_answer(200, ""));
    }
  });
  TransportOptions options = quick_options();
  options.max_connections_per_host = 2;
  options.timeouts.total = Milliseconds(600);
  const auto transport = make_curl_transport(options);
  int answered = 0;
  Microseconds longest{0};
  for (int i = 0; i < 20; ++i) {
    transport->start(get(server.url()), [&](Exchange done) {
      answered += done.error ? 0 : 1;
      longest = std::max(longest, done.timing.total);
    });
  }
  finish(*transport);
  CHECK(answered == 20);  // in 1 s, which is more than one of them may take
  CHECK(most == 2);
  CHECK(server.connection_count() == 2);
  CHECK(longest < 600ms);
}

TEST_CASE("connections are limited in all, and no host starves") {
  support::RawServer slow([](support::RawConnection& connection) {
    while (!connection.read_request().empty()) {
      connection.wait(50ms);
      connection.send(support::http_answer(200, ""));
    }
  });
  support::RawServer quick(support::RawServer::always(support::http_answer(200, "")));
  TransportOptions options = quick_options();
  options.max_connections = 2;
  // The loop waits in its first connection until all are queued: else it may take what is there before the last is.
  std::promise<void> queued;
  options.refuse_address = [all = queued.get_future().share()](const std::string&, std::uint16_t) {
    all.wait();
    return std::optional<std::string>();
  };
  const auto transport = make_curl_transport(options);
  transport->start(get(quick.url()), [](Exchange) {});
  std::vector<std::string> order;
  for (int i = 0; i < 10; ++i) transport->start(get(slow.url()), [&](Exchange) { order.push_back("slow"); });
  transport->start(get(quick.url()), [&](Exchange) { order.push_back("quick"); });
  queued.set_value();
  finish(*transport);
  REQUIRE(order.size() == 11);
  CHECK(order.front() == "quick");
}

TEST_CASE("a callback may start the next exchange") {
  support::RawServer server(support::RawServer::always(support::http_answer(200, "")));
  const auto transport = make_curl_transport(quick_options());
  int left = 10;
  std::function<void(Exchange)> next = [&](Exchange) {
    if (--left > 0) transport->start(get(server.url()), next);
  };
  transport->start(get(server.url()), next);
  CHECK(left == 10);
  finish(*transport);
  CHECK(left == 0);
  CHECK(server.connection_count() == 1);
}

TEST_CASE("a refused request is reported from poll, not from start") {
  const auto transport = make_curl_transport(quick_options());
  int called = 0;
  transport->start(get("nonsense"), [&](Exchange) { ++called; });
  CHECK(called == 0);
  CHECK(transport->poll(Milliseconds(60'000)) == 0);
  CHECK(called == 1);
}

TEST_CASE("of what is over a few are told at once, and the rest without a wait") {
  const auto transport = make_curl_transport(quick_options());
  int called = 0;
  for (int i = 0; i < 10; ++i) transport->start(get("nonsense"), [&](Exchange) { ++called; });
  CHECK(transport->poll(Milliseconds(60'000)) == 6);
  CHECK(called == 4);
  CHECK(transport->poll(Milliseconds(60'000)) == 2);
  CHECK(transport->poll(Milliseconds(60'000)) == 0);
  CHECK(called == 10);
}

TEST_CASE("cancelling ends what runs and what waits") {
  support::RawServer server([](support::RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    connection.wait(60s);
  });
  TransportOptions options = quick_options();
  options.max_connections_per_host = 1;
  const auto transport = make_curl_transport(options);
  std::vector<Exchange> ended;
  for (int i = 0; i < 3; ++i)
    transport->start(get(server.url()), [&](Exchange done) { ended.push_back(std::move(done)); });
  while (server.requests().empty()) transport->poll(Milliseconds(10));
  for (int i = 0; i < 10; ++i) transport->poll(Milliseconds(10));
  CHECK(ended.empty());
  transport->cancel_all();
  CHECK(ended.empty());
  CHECK(transport->poll(Milliseconds(60'000)) == 0);
  REQUIRE(ended.size() == 3);
  for (const Exchange& exchange : ended) {
    REQUIRE(exchange.error);
    CHECK(exchange.error->kind == ErrorKind::Interrupted);
    CHECK(exchange.error->message == "the exchange was interrupted");
  }
  CHECK(ended[0].error->phase == "response body");
  REQUIRE(ended[0].response);
  CHECK(ended[0].response->body == "half");
  CHECK(ended[1].error->phase == "waiting");
  CHECK_FALSE(ended[1].response);
}

TEST_CASE("a transport may be given up with exchanges active") {
  support::RawServer server([](support::RawConnection& connection) {
    connection.read_request();
    connection.wait(60s);
  });
  int called = 0;
  {
    const auto transport = make_curl_transport(quick_options());
    transport->start(get(server.url()), [&](Exchange) { ++called; });
    while (server.requests().empty()) transport->poll(Milliseconds(10));
  }
  CHECK(called == 0);
}

TEST_CASE("waking makes poll return") {
  const auto transport = make_curl_transport(quick_options());
  const auto begin = std::chrono::steady_clock::now();
  std::thread waker([&] {
    std::this_thread::sleep_for(50ms);
    transport->wake();
  });
  CHECK(transport->poll(Milliseconds(30'000)) == 0);
  waker.join();
  CHECK(std::chrono::steady_clock::now() - begin >= 50ms);
  CHECK(std::chrono::steady_clock::now() - begin < 20s);
}

TEST_CASE("a signal makes poll return") {
  struct sigaction ignoring{};
  ignoring.sa_handler = [](int) {};
  struct sigaction before{};
  sigaction(SIGUSR1, &ignoring, &before);
  const auto transport = make_curl_transport(quick_options());
  support::RawServer server([](support::RawConnection& connection) {
    connection.read_request();
    connection.wait(60s);
  });
  transport->start(get(server.url()), [](Exchange) {});
  const pthread_t self = pthread_self();
  std::thread sender([&] {
    while (server.requests().empty()) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(50ms);
    pthread_kill(self, SIGUSR1);
  });
  const auto begin = std::chrono::steady_clock::now();
  CHECK(transport->poll(Milliseconds(30'000)) == 1);
  CHECK(std::chrono::steady_clock::now() - begin < 20s);
  sender.join();
  sigaction(SIGUSR1, &before, nullptr);
}

TEST_CASE("what the caller does meanwhile makes no answer late") {
  support::RawServer server([](support::RawConnection& connection) {
    connection.read_request();
    connection.wait(20ms);
    connection.send(support::http_answer(200, std::string(100'000, 'x')));
  });
  TransportOptions options = quick_options();
  options.timeouts.total = Milliseconds(1500);
  const auto transport = make_curl_transport(options);
  std::vector<Exchange> ended;
  for (int i = 0; i < 4; ++i) {
    transport->start(get(server.url()), [&](Exchange done) {
      if (ended.empty()) std::this_thread::sleep_for(2000ms);  // judging, say
      ended.push_back(std::move(done));
    });
  }
  finish(*transport);
  REQUIRE(ended.size() == 4);
  for (const Exchange& exchange : ended) {
    CHECK_FALSE(exchange.error);
    CHECK(exchange.timing.first_byte >= 19ms);
    CHECK(exchange.timing.total < 1500ms);
  }
}

TEST_CASE("a request that is started while the caller is busy is sent at once") {
  std::atomic<bool> has_arrived{false};
  support::RawServer server([&](support::RawConnection& connection) {
    connection.read_request();
    has_arrived = true;
    connection.send(support::http_answer(200, ""));
  });
  const auto transport = make_curl_transport(quick_options());
  transport->start(get(server.url()), [](Exchange) {});
  const auto begin = std::chrono::steady_clock::now();
  while (!has_arrived && std::chrono::steady_clock::now() - begin < 10s) std::this_thread::sleep_for(1ms);
  CHECK(has_arrived);
  finish(*transport);
}

TEST_CASE("poll waits no longer than it is told") {
  const auto transport = make_curl_transport(quick_options());
  const auto begin = std::chrono::steady_clock::now();
  CHECK(transport->poll(Milliseconds(30)) == 0);
  CHECK(std::chrono::steady_clock::now() - begin >= 29ms);
}
