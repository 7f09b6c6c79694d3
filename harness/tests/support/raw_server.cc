#include "support/raw_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace concord::support {
namespace {

void require(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(std::string("raw server: ") + what);
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

std::size_t content_length(std::string_view head) {
  const std::string text = lower(std::string(head));
  const std::size_t at = text.find("\r\ncontent-length:");
  return at == std::string::npos ? 0 : std::strtoull(text.c_str() + at + 17, nullptr, 10);
}

// OpenSSL writes with write(2), which has no MSG_NOSIGNAL.
void block_sigpipe() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char* offered,
                    unsigned int offered_size, void* wanted) {
  const std::string& ours = *static_cast<const std::string*>(wanted);
  unsigned char* out = nullptr;
  const int found = SSL_select_next_proto(&out, size, reinterpret_cast<const unsigned char*>(ours.data()),
                                          static_cast<unsigned int>(ours.size()), offered, offered_size);
  *chosen = out;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

RawConnection::~RawConnection() { close(); }

bool RawConnection::start_tls(void* context) {
  SSL* tls = SSL_new(static_cast<SSL_CTX*>(context));
  tls_ = tls;
  SSL_set_fd(tls, socket_);
  if (SSL_accept(tls) == 1) return true;
  // What the client is told of it is lost if the socket is closed while it still sends.
  ::shutdown(socket_, SHUT_WR);
  char buffer[4096];
  while (::recv(socket_, buffer, sizeof buffer, 0) > 0) {
  }
  return false;
}

std::ptrdiff_t RawConnection::receive(char* to, std::size_t size) {
  if (tls_) return SSL_read(static_cast<SSL*>(tls_), to, static_cast<int>(size));
  return ::recv(socket_, to, size, 0);
}

std::ptrdiff_t RawConnection::transmit(std::string_view bytes) {
  if (tls_) return SSL_write(static_cast<SSL*>(tls_), bytes.data(), static_cast<int>(bytes.size()));
  return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

std::string RawConnection::read_request() {
  std::size_t needed = std::string::npos;
  char buffer[16384];
  while (unread_.size() < needed) {
    if (const std::size_t end = unread_.find("\r\n\r\n"); needed == std::string::npos && end != std::string::npos) {
      needed = end + 4 + content_length(std::string_view(unread_).substr(0, end + 2));
      continue;
    }
    const std::ptrdiff_t got = receive(buffer, sizeof buffer);
    if (got <= 0) return "";
    unread_.append(buffer, static_cast<std::size_t>(got));
  }
  std::string request = unread_.substr(0, needed);
  unread_.erase(0, needed);
  const std::lock_guard lock(server_.mutex_);
  server_.requests_.push_back(request);
  return request;
}

std::string RawConnection::read_bytes(std::size_t count) {
  char buffer[16384];
  while (unread_.size() < count) {
    const std::ptrdiff_t got = receive(buffer, sizeof buffer);
    if (got <= 0) break;
    unread_.append(buffer, static_cast<std::size_t>(got));
  }
  std::string bytes = unread_.substr(0, count);
  unread_.erase(0, count);
  return bytes;
}

bool RawConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::ptrdiff_t sent = transmit(bytes);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::uint64_t RawConnection::send_endlessly(std::string_view piece, std::uint64_t limit) {
  std::uint64_t sent = 0;
  while (sent < limit && send(piece.substr(0, limit - sent))) sent += piece.size();
  return sent;
}

void RawConnection::wait(std::chrono::milliseconds duration) {
  std::unique_lock lock(server_.mutex_);
  server_.stopping_.wait_for(lock, duration, [this] { return server_.is_stopping_; });
}

void RawConnection::close() {
  if (tls_) SSL_shutdown(static_cast<SSL*>(tls_));
  cut();
}

void RawConnection::cut() {
  if (tls_) SSL_free(static_cast<SSL*>(tls_));
  tls_ = nullptr;
  const std::lock_guard lock(server_.mutex_);
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

void RawConnection::reset() {
  const linger abort{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
  cut();
}

RawServer::RawServer(Script script) : script_(std::move(script)) { listen(); }

RawServer::RawServer(Script script, const Tls& tls) : script_(std::move(script)) {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  tls_context_ = context;
  require(SSL_CTX_use_certificate_chain_file(context, tls.certificate_file.c_str()) == 1, "certificate");
  require(SSL_CTX_use_PrivateKey_file(context, tls.key_file.c_str(), SSL_FILETYPE_PEM) == 1, "key");
  if (!tls.client_ca_file.empty()) {
    require(SSL_CTX_load_verify_locations(context, tls.client_ca_file.c_str(), nullptr) == 1, "client CA");
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  }
  if (!tls.protocol.empty()) {
    protocol_ = static_cast<char>(tls.protocol.size()) + tls.protocol;
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, &protocol_);
  }
  listen();
}

RawServer::~RawServer() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    for (const auto& connection : connections_) {
      if (connection->socket_ >= 0) ::shutdown(connection->socket_, SHUT_RDWR);
    }
  }
  stopping_.notify_all();
  acceptor_.join();
  for (std::thread& player : players_) player.join();
  connections_.clear();
  ::close(listener_);
  SSL_CTX_free(static_cast<SSL_CTX*>(tls_context_));
}

void RawServer::listen() {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  require(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0, "bind");
  require(::listen(listener_, 256) == 0, "listen");
  require(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0, "getsockname");
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

void RawServer::accept_all() {
  while (true) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const std::lock_guard lock(mutex_);
    if (is_stopping_) {
      ::close(socket);
      return;
    }
    connections_.emplace_back(new RawConnection(*this, socket, connections_.size()));
    RawConnection& connection = *connections_.back();
    players_.emplace_back([this, &connection] { play(connection); });
  }
}

void RawServer::play(RawConnection& connection) {
  block_sigpipe();
  if (!tls_context_ || connection.start_tls(tls_context_)) script_(connection);
  connection.close();
}

RawServer::Script RawServer::always(std::string answer) {
  return [answer = std::move(answer)](RawConnection& connection) {
    while (!connection.read_request().empty() && connection.send(answer)) {
    }
  };
}

std::string RawServer::url() const {
  return (tls_context_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_);
}

std::vector<std::string> RawServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::size_t RawServer::connection_count() const {
  const std::lock_guard lock(mutex_);
  return connections_.size();
}

std::string http_answer(int status, std::string_view body, std::string_view headers) {
  std::string answer = "HTTP/1.1 " + std::to_string(status) + " Status\r\n";
  answer.append(headers);
  answer += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  return answer.append(body);
}

}  // namespace concord::support
