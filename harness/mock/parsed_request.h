// A request and its answer, without sockets.
#pragma once
#include <concord/http.h>

#include <string>

namespace concord::mock {

struct ParsedRequest {
  std::string method;
  std::string target;  // as on the request line
  http::Headers headers;
  std::string body;
};

using Incoming = ParsedRequest;

struct Reply {
  int status = 200;
  http::Headers headers;
  std::string body;
};

}  // namespace concord::mock
