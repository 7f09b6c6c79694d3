// The server through sockets: what is sent to it byte by byte, by libcurl, and by nobody.
#include "exchange_fixture.h"

#include <concord/http/server.h>
#include <support/catch.h>
#include <support/raw_client.h>
#include <support/self_signed.h>

#include <atomic>
#include <thread>

using namespace concord;
using namespace concord::http;
using namespace std::chrono_literals;
using support::first_line;
using support::RawClient;

namespace {

// Says what it got; the paths below ask for more.
Reply echo(const ParsedRequest& request) {
  if (request.target == "/slow") return {.status = 200, .headers = {}, .body = "slow", .delay = 300ms};
  if (request.target == "/reset") return {.status = 200, .headers = {}, .body = "never", .reset_after = 17};
  if (request.target == "/empty") return {204, {}, "no body comes with it"};
  if (request.target == "/chunks") return {.status = 200, .headers = {}, .body = "in two parts", .is_chunked = true};
  if (request.target == "/chunks/none") return {.status = 200, .headers = {}, .body = "", .is_chunked = true};
  if (request.target == "/throw") throw std::runtime_error("a fault of ours");
  if (request.target == "/informs") return {102, {}, ""};
  if (request.target == "/split") return {200, {{"Location", "/a\r\nX-Evil: 1"}, {"Content-Length", "9"}}, "split"};
  if (request.target == "/no-name") return {200, {{"X Y", "1"}}, ""};
  return {200, {{"Content-Type", "text/plain"}}, request.method + ' ' + request.target + ' ' + request.body};
}

std::unique_ptr<Server> started(const ServerOptions& options = {}, ServerHandlers handlers = {echo, {}}) {
  auto server = Server::start(std::move(handlers), options);
  if (!server) throw std::runtime_error(base::render(server.diagnostics()));
  return std::move(server).value();
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

std::string body_of(const std::string& answer) { return answer.substr(answer.find("\r\n\r\n") + 4); }

std::string get_text(const std::string& target, const std::string& fields = "") {
  return "GET " + target + " HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n";
}

const std::string closing = "Connection: close\r\n";

}  // namespace

TEST_CASE("a whole answer, byte by byte") {
  const auto server = started();
  CHECK(RawClient(server->port()).exchange(get_text("/a?b=%20", closing)) ==
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 13\r\nConnection: close\r\n\r\nGET /a?b=%20 ");
}

TEST_CASE("a connection is kept, and requests may be sent ahead of their answers") {
  const auto server = started();
  RawClient client(server->port());
  client.send(get_text("/first"));
  CHECK(body_of(client.receive("/first ")) == "GET /first ");
  const std::string post = "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc";
  const std::string answers =
      client.exchange(get_text("/a") + post + "\r\n" + get_text("/b") + get_text("/c", closing));
  CHECK(count(answers, "HTTP/1.1 200 OK") == 4);
  const auto at = [&](const std::string& part) { return answers.find(part); };
  CHECK(at("GET /a ") < at("POST /p abc"));
  CHECK(at("POST /p abc") < at("GET /b "));
  CHECK(at("GET /b ") < at("GET /c "));
}

TEST_CASE("what is sent behind the last request takes no answer away") {
  const auto server = started();
  RawClient client(server->port());
  client.send(get_text("/last", closing) + std::string(100'000, 'x'));
  CHECK(body_of(client.receive()) == "GET /last ");
  CHECK_FALSE(client.was_reset());
}

TEST_CASE("HTTP/1.0 ends with its answer, unless it asks to stay") {
  const auto server = started();
  CHECK(RawClient(server->port()).exchange("GET /old HTTP/1.0\r\n\r\n") ==
        "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 9\r\nConnection: close\r\n\r\nGET /old ");
  RawClient kept(server->port());
  const std::string ask = "GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
  CHECK(count(kept.exchange(ask + ask + "GET /old HTTP/1.0\r\n\r\n"), "HTTP/1.0 200 OK") == 3);
}

TEST_CASE("no body comes with HEAD, nor with 204") {
  const auto server = started();
  CHECK(RawClient(server->port()).exchange("HEAD /a HTTP/1.1\r\nHost: h\r\n" + closing + "\r\n") ==
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 8\r\nConnection: close\r\n\r\n");
  CHECK(RawClient(server->port()).exchange(get_text("/empty", closing)) ==
        "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
}

TEST_CASE("a body may come in chunks, but in HTTP/1.0") {
  const auto server = started();
  const auto get = [&](const std::string& target) {
    return RawClient(server->port()).exchange(get_text(target, closing));
  };
  CHECK(body_of(get("/chunks")) == "6\r\nin two\r\n6\r\n parts\r\n0\r\n\r\n");
  CHECK(count(get("/chunks"), "Transfer-Encoding: chunked\r\n") == 1);
  CHECK(count(get("/chunks"), "Content-Length") == 0);
  CHECK(body_of(get("/chunks/none")) == "0\r\n\r\n");
  const std::string old = RawClient(server->port()).exchange("GET /chunks HTTP/1.0\r\nHost: h\r\n\r\n");
  CHECK(count(old, "Content-Length: 12\r\n") == 1);
  CHECK(body_of(old) == "in two parts");
}

TEST_CASE("who expects 100-continue gets it, once, before the body is sent") {
  const auto server = started();
  RawClient client(server->port());
  client.send("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nExpect: 100-Continue\r\n\r\n");
  CHECK(client.receive("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("ab");
  client.send("cd");
  CHECK(first_line(client.receive("abcd")) == "HTTP/1.1 200 OK");
  CHECK(first_line(client.exchange("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nExpect: gold\r\n\r\n")) ==
        "HTTP/1.1 417 Expectation Failed");
  const std::string old = "POST /p HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
  CHECK(first_line(RawClient(server->port()).exchange(old + "ab")) == "HTTP/1.0 200 OK");
}

TEST_CASE("what is no HTTP gets 400, what is too large 413 or 431, and the connection ends") {
  ServerOptions options;
  options.max_body_bytes = 1000;
  options.max_header_bytes = 4096;
  options.max_headers = 20;
  const auto server = started(options);
  const auto answer = [&](const std::string& bytes) { return RawClient(server->port()).exchange(bytes); };
  CHECK(answer("nonsense\r\n\r\n") ==
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 36\r\n"
        "Connection: close\r\n\r\nthis is no HTTP request: bad method\n");
  const std::string post = "POST / HTTP/1.1\r\nHost: h\r\n";
  const std::string large = answer(post + "Content-Length: 1001\r\n\r\n" + std::string(1001, ' '));
  CHECK(first_line(large) == "HTTP/1.1 413 Content Too Large");
  CHECK(body_of(large) == "the body is larger than 1000 bytes\n");
  CHECK(first_line(answer(post + "Expect: 100-continue\r\nContent-Length: 1001\r\n\r\n")) ==
        "HTTP/1.1 413 Content Too Large");
  CHECK(body_of(answer(get_text("/", "X: " + std::string(5000, 'x') + "\r\n"))) ==
        "the header is larger than 4096 bytes\n");
  std::string fields;
  for (int i = 0; i < 20; ++i) fields += "X: 1\r\n";
  const std::string many = answer(get_text("/", fields));
  CHECK(first_line(many) == "HTTP/1.1 431 Request Header Fields Too Large");
  CHECK(body_of(many) == "the header has more than 20 fields\n");
  CHECK(first_line(answer(get_text("/", closing))) == "HTTP/1.1 200 OK");
}

TEST_CASE("whoever answers decides what is said of what is refused") {
  std::string seen;
  ServerHandlers handlers{echo, [&](const ParsedRequest& request, int status, const std::string& why) -> Reply {
                            seen +=
                                request.method + ' ' + request.target + ' ' + std::to_string(status) + ' ' + why + '\n';
                            return {status, {}, "ours"};
                          }};
  const auto server = started({}, std::move(handlers));
  CHECK(body_of(RawClient(server->port()).exchange("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n")) ==
        "ours");
  CHECK(first_line(RawClient(server->port()).exchange(get_text("/throw"))) == "HTTP/1.1 500 Internal Server Error");
  server->stop();
  CHECK(seen == "POST /a 400 this is no HTTP request: bad Content-Length\nGET /throw 500 a fault of ours\n");
}

TEST_CASE("a reply that cannot be sent is a 500, and no value begins a line of its own") {
  const auto server = started();
  const auto answer = [&](const std::string& target) {
    return RawClient(server->port()).exchange(get_text(target, closing));
  };
  CHECK(body_of(answer("/throw")) == "a fault of ours\n");
  for (const char* target : {"/informs", "/no-name"}) {
    CAPTURE(target);
    CHECK(first_line(answer(target)) == "HTTP/1.1 500 Internal Server Error");
    CHECK(body_of(answer(target)) == "the reply has no final status, or a header whose name is none\n");
  }
  CHECK(answer("/split") ==
        "HTTP/1.1 200 OK\r\nLocation: /a  X-Evil: 1\r\nContent-Length: 5\r\nConnection: close\r\n\r\nsplit");
}

TEST_CASE("a reply may be late, or be reset in its middle") {
  const auto server = started();
  const auto begin = std::chrono::steady_clock::now();
  CHECK(body_of(RawClient(server->port()).exchange(get_text("/slow", closing))) == "slow");
  CHECK(std::chrono::steady_clock::now() - begin >= 300ms);
  RawClient client(server->port());
  const std::string cut = client.exchange(get_text("/reset"));
  CHECK((cut == "" || cut == "HTTP/1.1 200 OK\r\n"));  // what the client has not read is lost to it
  CHECK(client.was_reset());
}

TEST_CASE("a slow client is left") {
  ServerOptions options;
  options.idle_timeout = 150ms;
  const auto server = started(options);
  for (const char* start : {"", "GET / HT", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n{"}) {
    CAPTURE(start);
    const auto begin = std::chrono::steady_clock::now();
    CHECK(RawClient(server->port()).exchange(start) == "");
    const auto passed = std::chrono::steady_clock::now() - begin;
    CHECK(passed > 100ms);
    CHECK(passed < 5s);
  }
}

TEST_CASE("a byte now and then gains no time") {
  ServerOptions options;
  options.idle_timeout = 300ms;
  const auto server = started(options);
  RawClient client(server->port());
  const auto begin = std::chrono::steady_clock::now();
  int sent = 0;
  while (sent < 100 && client.send("G")) std::this_thread::sleep_for(30ms), ++sent;
  CHECK(sent < 100);
  CHECK(std::chrono::steady_clock::now() - begin < 2s);
}

TEST_CASE("a client that takes no answer is left") {
  ServerOptions options;
  options.idle_timeout = 200ms;
  const auto server = started(options, {[](const ParsedRequest&) {
                                          return Reply{200, {}, std::string(64u << 20, 'x')};
                                        },
                                        {}});
  RawClient lazy(server->port());
  lazy.send(get_text("/"));
  std::this_thread::sleep_for(600ms);
  CHECK(lazy.receive().size() < (64u << 20));
}

TEST_CASE("connections are bounded") {
  ServerOptions options;
  options.max_connections = 2;
  const auto server = started(options);
  {
    RawClient first(server->port()), second(server->port());
    first.send(get_text("/"));
    second.send(get_text("/"));
    CHECK(first_line(first.receive("GET / ")) == "HTTP/1.1 200 OK");
    CHECK(first_line(second.receive("GET / ")) == "HTTP/1.1 200 OK");
    CHECK(first_line(RawClient(server->port()).receive()) == "HTTP/1.1 503 Service Unavailable");
  }
  for (int attempt = 0; attempt < 100; ++attempt) {
    if (first_line(RawClient(server->port()).exchange(get_text("/", closing))) == "HTTP/1.1 200 OK") return;
    std::this_thread::sleep_for(10ms);
  }
  CHECK(false);
}

TEST_CASE("what is being answered when the server stops is answered, and nothing else waits") {
  auto server = started();
  RawClient idle(server->port()), half(server->port()), busy(server->port());
  idle.send(get_text("/"));
  idle.receive("GET / ");
  half.send("GET / HT");
  busy.send(get_text("/slow"));
  std::this_thread::sleep_for(100ms);
  const auto begin = std::chrono::steady_clock::now();
  std::thread stopping([&] { server->stop(); });
  CHECK(idle.receive() == "");
  CHECK(half.receive() == "");
  CHECK(std::chrono::steady_clock::now() - begin < 150ms);
  CHECK(body_of(busy.receive()) == "slow");
  stopping.join();
  CHECK(std::chrono::steady_clock::now() - begin < 1s);
  server->stop();
  ServerOptions again;
  again.port = server->port();
  server.reset();
  CHECK(started(again)->port() == again.port);
}

TEST_CASE("a server stops within two seconds whatever its clients do") {
  const auto server = started(
      {}, {[](const ParsedRequest&) { return Reply{.status = 200, .headers = {}, .body = "", .delay = 60s}; }, {}});
  RawClient busy(server->port());
  busy.send(get_text("/"));
  std::this_thread::sleep_for(50ms);
  const auto begin = std::chrono::steady_clock::now();
  server->stop();
  CHECK(std::chrono::steady_clock::now() - begin < 4s);
}

TEST_CASE("the address is that which was bound") {
  ServerOptions options;
  const auto loopback = started();
  CHECK(loopback->address() == "127.0.0.1");
  CHECK(loopback->base_url() == "http://127.0.0.1:" + std::to_string(loopback->port()));
  options.address = "0.0.0.0";
  const auto all = started(options);
  CHECK(all->base_url() == "http://0.0.0.0:" + std::to_string(all->port()));
  CHECK(first_line(RawClient(all->port()).exchange(get_text("/", closing))) == "HTTP/1.1 200 OK");
  options.address = "0:0:0:0:0:0:0:1";
  const auto six = Server::start({echo, {}}, options);
  if (!six) return;  // a machine without IPv6
  CHECK((*six)->address() == "::1");
  CHECK((*six)->base_url() == "http://[::1]:" + std::to_string((*six)->port()));
  CHECK(exchange((*six)->base_url() + "/six").response->body == "GET /six ");
}

TEST_CASE("a port that is taken, an address that is none, a certificate that is none") {
  const auto first = started();
  ServerOptions options;
  options.port = first->port();
  const auto refused = [](const ServerOptions& given) {
    const auto server = Server::start({echo, {}}, given);
    if (server) return std::string("started");
    return server.diagnostics()[0].kind + ": " + server.diagnostics()[0].message;
  };
  CHECK(refused(options) ==
        "server.listen: cannot listen on 127.0.0.1 port " + std::to_string(options.port) + ": Address already in use");
  options.address = "localhost";
  CHECK(refused(options) == "server.address: \"localhost\" is no IP address");
  ServerOptions secure;
  secure.tls = ServerTls{"no/such/file.pem", "no/such/key.pem"};
  CHECK(refused(secure).starts_with("server.tls: cannot use the certificate \"no/such/file.pem\": "));
  const support::SelfSigned self_signed;
  secure.tls = ServerTls{self_signed.certificate_file(), self_signed.certificate_file()};
  CHECK(refused(secure).starts_with("server.tls: cannot use the key \"" + self_signed.certificate_file() + "\": "));
}

TEST_CASE("over TLS a connection is kept, large bodies arrive, and the end is told") {
  const support::SelfSigned self_signed;
  ServerOptions options;
  options.tls = ServerTls{self_signed.certificate_file(), self_signed.key_file()};
  const auto server = started(options);
  CHECK(server->base_url() == "https://127.0.0.1:" + std::to_string(server->port()));
  TransportOptions trusting = quick_options();
  trusting.ca_file = self_signed.certificate_file();
  const auto transport = make_curl_transport(trusting);
  CHECK(exchange(*transport, get(server->base_url() + "/a")).response->body == "GET /a ");
  const std::string large(900'000, 'x');
  const Exchange second = exchange(*transport, {"POST", server->base_url() + "/b", {}, large});
  CHECK(second.connection_reused);
  CHECK(second.response->body == "POST /b " + large);
  CHECK(exchange(*transport, {"GET", server->base_url() + "/c", {{"Connection", "close"}}, {}}).response->body ==
        "GET /c ");
  // One that speaks no TLS is left, and the others are served.
  CHECK(RawClient(server->port()).exchange(get_text("/")).find("HTTP/1.1") == std::string::npos);
  CHECK(exchange(*transport, get(server->base_url() + "/d")).response->body == "GET /d ");
  const auto begin = std::chrono::steady_clock::now();
  server->stop();
  CHECK(std::chrono::steady_clock::now() - begin < 5s);
}

TEST_CASE("many clients at once") {
  std::atomic<int> calls = 0;
  const auto server = started({}, {[&](const ParsedRequest& request) {
                                     ++calls;
                                     return echo(request);
                                   },
                                   {}});
  TransportOptions options = quick_options();
  options.max_connections_per_host = 50;
  const auto transport = make_curl_transport(options);
  int right = 0;
  for (int i = 0; i < 500; ++i) {
    const std::string text = "POST /many " + std::to_string(i);
    transport->start({"POST", server->base_url() + "/many", {}, std::to_string(i)},
                     [&right, text](Exchange done) { right += done.response && done.response->body == text ? 1 : 0; });
  }
  finish(*transport);
  CHECK(right == 500);
  CHECK(calls == 500);
}
