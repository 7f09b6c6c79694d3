// Which TLS connections were ended by their server with close_notify. libcurl takes any end of one for the end of a
// body without a length, but an end without it may have been made by somebody else, in the middle (RFC 9112,
// section 9.8).
#pragma once
#include <set>

struct ssl_st;
struct ssl_ctx_st;

namespace concord::http {

// Of one thread.
class TlsEnds {
 public:
  // To be called before the handshake of each connection, with its own context. This must outlive the connection.
  void watch(ssl_ctx_st* context);
  // Whether close_notify came on this connection, which may be gone; asked once.
  bool take(const ssl_st* connection);

 private:
  static void on_event(const ssl_st* connection, int where, int value);

  std::set<const ssl_st*> ended_;
};

}  // namespace concord::http
