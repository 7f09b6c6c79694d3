// --listen IP:PORT of what passes requests on.
#pragma once
#include <concord/base/result.h>

#include <cstdint>
#include <string>

namespace concord::cli {

struct ListenAddress {
  std::string address;  // an IP address, without brackets
  std::uint16_t port = 0;
};

// "127.0.0.1:8100", "[::1]:8100", "localhost:8100", "8100". Where other machines could reach it is an error, unless
// that is meant.
base::Result<ListenAddress> read_listen_address(const std::string& text, bool may_be_anywhere);

}  // namespace concord::cli
