// Is there something behind an answer, on its connection?
#include "curl_transfer.h"

#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

namespace concord::http {
namespace {

bool has_unread(curl_socket_t socket) {
  char byte = 0;
  return socket != CURL_SOCKET_BAD && ::recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

// 0: none.
long port_of(curl_socket_t socket, int (*ask)(int, sockaddr*, socklen_t*)) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (ask(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  if (address.ss_family == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
  return address.ss_family == AF_INET6 ? ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port) : 0;
}

// What is unread below TLS may be TLS's own; what is behind an answer in the same record is known.
bool has_unread_tls(const Easy& easy) {
  curl_tlssessioninfo* session = nullptr;
  const CURLcode code = curl_easy_getinfo(easy.get(), CURLINFO_TLS_SSL_PTR, &session);
  if (code != CURLE_OK || !session || session->backend != CURLSSLBACKEND_OPENSSL || !session->internals) return false;
  return SSL_pending(static_cast<const SSL*>(session->internals)) > 0;
}

}  // namespace

std::optional<Ports> ports_of(curl_socket_t socket) {
  const Ports ports{port_of(socket, ::getsockname), port_of(socket, ::getpeername)};
  return ports.first != 0 && ports.second != 0 ? std::optional(ports) : std::nullopt;
}

bool has_unread(Slot& slot) {
  if (slot.transfer->origin->is_https) return has_unread_tls(slot.easy);
  const auto found = slot.connections->find(slot.transfer->delivery.connection);
  return found != slot.connections->end() && has_unread(found->second.socket);
}

void look_behind(Slot& slot) {
  if (!slot.transfer->reader.is_whole() || !has_unread(slot)) return;
  slot.transfer->reader.note_bytes_behind();
  slot.is_last_use = true;
  curl_easy_setopt(slot.easy.get(), CURLOPT_FORBID_REUSE, 1L);
}

void look_behind_on_close(const Connection& connection) {
  if (!connection.sender || connection.sender->origin->is_https) return;
  if (has_unread(connection.socket)) connection.sender->reader.note_bytes_behind();
}

}  // namespace concord::http
