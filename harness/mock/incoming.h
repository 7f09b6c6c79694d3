// A request and its answer, without sockets.
#pragma once
#include <concord/http.h>

#include <string>

namespace concord::mock {

struct Incoming {
  std::string method;
  std::string target;  // as on the request line
  http::Headers headers;
  std::string body;
};

struct Reply {
  int status = 200;
  http::Headers headers;
  std::string body;
};

}  // namespace concord::mock
