// What clients send that are none, byte by byte.
#include "small_contract.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace concord::mock {

namespace {

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval limit{10, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("cannot connect");
  }
  ~Client() { close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  // Until `part` has come, or the server has closed.
  std::string receive(const std::string& part = "\x01never\x01") {
    std::string text;
    char piece[4096];
    while (text.find(part) == std::string::npos) {
      const auto size = recv(socket_, piece, sizeof piece, 0);
      if (size <= 0) break;
      text.append(piece, static_cast<std::size_t>(size));
    }
    return text;
  }
  std::string exchange(std::string_view bytes) {
    send(bytes);
    return receive();
  }

 private:
  int socket_;
};

struct Served1 {
  explicit Served1(ServerOptions options = {}) {
    auto made = Server::start({{&mock.contract, nullptr}}, options);
    if (!made) throw std::runtime_error(base::render(made.diagnostics()));
    server = std::move(made).value();
  }
  Client client() const { return Client(server->port()); }
  SmallMock mock;
  std::unique_ptr<Server> server;
};

std::string first_line(const std::string& text) { return text.substr(0, text.find("\r\n")); }

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

const std::string fine = "GET /carts/7/items?limit=1 HTTP/1.1\r\nHost: h\r\n";

}  // namespace

TEST_CASE("what is no HTTP is refused") {
  const Served1 served;
  for (const char* bytes :
       {"nonsense\r\n\r\n", "GET / HTTP/3.7\r\nHost: h\r\n\r\n", "GET /\x01 HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET / HTTP/1.1\r\nHost h\r\n\r\n", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"}) {
    CAPTURE(bytes);
    CHECK(first_line(served.client().exchange(bytes)) == "HTTP/1.1 400 Bad Request");
  }
}

TEST_CASE("bodies and headers are bounded") {
  ServerOptions options;
  options.max_body_bytes = 1000;
  options.max_header_bytes = 4096;
  const Served1 served(options);
  const std::string post = "POST /carts/7/items?api_key=k HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n";
  const std::string large = served.client().exchange(post + "Content-Length: 1001\r\n\r\n" + std::string(1001, ' '));
  CHECK(first_line(large) == "HTTP/1.1 413 Content Too Large");
  CHECK(large.find("the body is larger than 1000 bytes") != std::string::npos);
  CHECK(large.find("Connection: close") != std::string::npos);
  CHECK(first_line(served.client().exchange(post + "Expect: 100-continue\r\nContent-Length: 1001\r\n\r\n"))
            .substr(0, 12) == "HTTP/1.1 413");
  std::string chunks;
  for (int i = 0; i < 3000; ++i) chunks += "1\r\n \r\n";
  CHECK(first_line(served.client().exchange(post + "Transfer-Encoding: chunked\r\n\r\n" + chunks)).substr(0, 12) ==
        "HTTP/1.1 413");
  CHECK(first_line(served.client().exchange(fine + "X: " + std::string(5000, 'x') + "\r\n\r\n")).substr(0, 12) ==
        "HTTP/1.1 431");
  CHECK(first_line(served.client().exchange("GET /" + std::string(5000, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n"))
            .substr(0, 12) == "HTTP/1.1 431");
  CHECK(first_line(served.client().exchange(fine + "Connection: close\r\n\r\n")) == "HTTP/1.1 200 OK");
}

TEST_CASE("requests may be sent ahead of their answers") {
  const Served1 served;
  Client client = served.client();
  const std::string post =
      "POST /carts/7/items?api_key=k HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: "
      "12\r\n\r\n{\"name\":\"a\"}";
  const std::string answers = client.exchange(fine + "\r\n" + post + fine + "\r\n" + fine +
                                              "Connection: close\r\n\r\n");
  CHECK(count(answers, "HTTP/1.1 200 OK") == 3);
  CHECK(count(answers, "HTTP/1.1 201 Created") == 1);
}

TEST_CASE("a chunked body is read") {
  const Served1 served;
  const std::string answer = served.client().exchange(
      "POST /carts/7/items?api_key=k HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nTransfer-Encoding: "
      "chunked\r\nConnection: close\r\n\r\n"
      "5\r\n{\"nam\r\n7\r\ne\":\"a\"}\r\n0\r\n\r\n");
  CHECK(first_line(answer) == "HTTP/1.1 201 Created");
}

TEST_CASE("who expects 100-continue gets it") {
  const Served1 served;
  Client client = served.client();
  client.send(
      "POST /carts/7/items?api_key=k HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: "
      "12\r\nExpect: 100-continue\r\n\r\n");
  CHECK(client.receive("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("{\"name\":\"a\"}");
  CHECK(first_line(client.receive("}")) == "HTTP/1.1 201 Created");
}

TEST_CASE("HTTP/1.0 ends with its answer") {
  const Served1 served;
  const std::string answer = served.client().exchange("GET /carts/7/items?limit=1 HTTP/1.0\r\n\r\n");
  CHECK(first_line(answer) == "HTTP/1.0 200 OK");
  CHECK(answer.substr(answer.find("\r\n\r\n")) == "\r\n\r\n[1]");
}

TEST_CASE("no body comes with 204, nor with HEAD") {
  const Served1 served;
  const std::string options = served.client().exchange(
      "OPTIONS /carts/7/items HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  CHECK(first_line(options) == "HTTP/1.1 204 No Content");
  CHECK(options.ends_with("\r\n\r\n"));
  CHECK(options.find("Content-Length") == std::string::npos);
  const std::string head = served.client().exchange("HEAD /nowhere HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  CHECK(first_line(head) == "HTTP/1.1 404 Not Found");
  CHECK(head.ends_with("\r\n\r\n"));
}

TEST_CASE("a slow client is left") {
  ServerOptions options;
  options.idle_timeout = base::Milliseconds(150);
  const Served1 served(options);
  for (const char* start : {"", "GET / HT", "POST /carts/7/items HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n{"}) {
    CAPTURE(start);
    const auto begin = std::chrono::steady_clock::now();
    CHECK(served.client().exchange(start) == "");
    const auto passed = std::chrono::steady_clock::now() - begin;
    CHECK(passed > std::chrono::milliseconds(100));
    CHECK(passed < std::chrono::seconds(5));
  }
}

TEST_CASE("connections are bounded") {
  ServerOptions options;
  options.max_connections = 2;
  const Served1 served(options);
  {
    Client first = served.client(), second = served.client();
    first.send(fine + "\r\n");
    CHECK(first_line(first.receive("[1]")) == "HTTP/1.1 200 OK");
    second.send(fine + "\r\n");
    CHECK(first_line(second.receive("[1]")) == "HTTP/1.1 200 OK");
    CHECK(first_line(served.client().receive()) == "HTTP/1.1 503 Service Unavailable");
  }
  for (int attempt = 0; attempt < 100; ++attempt) {
    if (first_line(served.client().exchange(fine + "Connection: close\r\n\r\n")) == "HTTP/1.1 200 OK") return;
    usleep(10'000);
  }
  CHECK(false);
}

}  // namespace concord::mock
