// The framing of requests, without sockets: bytes come in as they arrive, requests come out.
#pragma once
#include <concord/http/server.h>

#include <memory>
#include <string_view>

namespace concord::http {

// Requests of one connection, one after the other. Not thread-safe.
class RequestReader {
 public:
  enum class State {
    Head,     // waits for a head, or more of it
    Body,     // waits for more of the body
    Whole,    // there is a request
    Refused,  // what came is no request, or too large: nothing after it can be understood
  };

  explicit RequestReader(const ServerLimits& limits);
  ~RequestReader();

  // Reads the next request of the connection, perhaps from bytes that came before. First of all, and once it is Whole.
  State next();
  // Takes bytes, however few. In state Head or Body. Holds no more than the limits and `bytes` together.
  State receive(std::string_view bytes);

  // In state Body: the client waits for "100 Continue" before it sends the body. Once for each request.
  bool must_say_continue();
  // In state Whole the request, in state Refused what was read of it.
  ParsedRequest take_request();
  bool keeps_alive() const;        // whether the client sends another request after this one
  bool is_http_1_0() const;        // and so does not know what HTTP/1.1 has
  int refusal() const;             // in state Refused: 400, 413, 417, 431 or 501
  const std::string& why() const;  // and why

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace concord::http
