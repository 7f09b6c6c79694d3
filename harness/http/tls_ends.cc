#include "tls_ends.h"

#include <openssl/ssl.h>

namespace concord::http {
namespace {

constexpr std::size_t max_ended = 4096;  // of connections that nobody asks about

int slot_of_context() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

}  // namespace

void TlsEnds::watch(SSL_CTX* context) {
  SSL_CTX_set_ex_data(context, slot_of_context(), this);
  SSL_CTX_set_info_callback(context, on_event);
}

bool TlsEnds::take(const SSL* connection) { return ended_.erase(connection) > 0; }

// A new connection may have the address of an old one.
void TlsEnds::on_event(const SSL* connection, int where, int value) {
  auto& self = *static_cast<TlsEnds*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(connection), slot_of_context()));
  if ((where & SSL_CB_HANDSHAKE_START) != 0) self.ended_.erase(connection);
  if (where != SSL_CB_READ_ALERT || (value & 0xFF) != SSL_AD_CLOSE_NOTIFY) return;
  if (self.ended_.size() >= max_ended) self.ended_.clear();
  self.ended_.insert(connection);
}

}  // namespace concord::http
