#include "exchange_fixture.h"

#include <concord/http/socket_path.h>

#include <support/catch.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <thread>

using namespace concord;
using namespace concord::http;

namespace {

// Answers one request on a socket of the system.
class SocketServer {
 public:
  explicit SocketServer(std::string path) : path_(std::move(path)), listener_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path_.c_str(), sizeof address.sun_path - 1);
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener_, 1) != 0)
      throw std::runtime_error("cannot listen on " + path_);
    player_ = std::thread([this] { play(); });
  }
  ~SocketServer() {
    player_.join();
    ::close(listener_);
    ::unlink(path_.c_str());
  }
  std::string request;  // once it was answered

 private:
  void play() {
    const int connection = ::accept(listener_, nullptr, nullptr);
    char buffer[4096];
    const auto size = ::recv(connection, buffer, sizeof buffer, 0);
    request.assign(buffer, size > 0 ? static_cast<std::size_t>(size) : 0);
    const std::string answer = support::http_answer(200, "{}");
    static_cast<void>(::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL));
    ::close(connection);
  }

  const std::string path_;
  const int listener_;
  std::thread player_;
};

std::string socket_path() {
  return (std::filesystem::temp_directory_path() / ("concord-" + std::to_string(::getpid()) + ".sock")).string();
}

}  // namespace

TEST_CASE("a request goes to a socket of the system, for the host that its URL has") {
  TransportOptions options = quick_options();
  options.unix_socket_of_origin["http://api.shop.com:80"] = socket_path();
  SocketServer server(socket_path());
  const Exchange done = exchange("http://api.shop.com/orders", options);
  REQUIRE(done.response);
  CHECK(done.response->body == "{}");
  CHECK(done.remote_address == "unix:" + socket_path());
  CHECK(server.request.starts_with("GET /orders HTTP/1.1\r\nHost: api.shop.com\r\n"));
}

TEST_CASE("a socket of the system that is not there is named") {
  TransportOptions options = quick_options();
  options.unix_socket = "/nowhere/api.sock";
  const Exchange done = exchange("http://api.shop.com/orders", options);
  REQUIRE(done.error);
  CHECK(done.error->kind == ErrorKind::Connect);
  CHECK(done.error->message == "cannot connect to the socket /nowhere/api.sock (there is none)");
  CHECK(done.error->delivery == Delivery::NotSent);
}

TEST_CASE("a path of a socket is as long as the system takes, and says something") {
  CHECK(fault_of_socket_path("/run/a.sock") == "");
  CHECK(fault_of_socket_path(std::string(107, 'a')) == "");
  CHECK(fault_of_socket_path(std::string(108, 'a')) == "the path has 108 bytes, and the system takes 107");
  CHECK(fault_of_socket_path("") == "the path is empty");
}
