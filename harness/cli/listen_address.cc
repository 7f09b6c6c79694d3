#include "listen_address.h"

#include <concord/base/text.h>
#include <concord/http/address.h>

#include <charconv>
#include <optional>

namespace concord::cli {

namespace {

std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return port;
}

}  // namespace

base::Result<ListenAddress> read_listen_address(const std::string& text, bool may_be_anywhere) {
  const std::size_t colon = text.rfind(':');
  std::string host = colon == std::string::npos ? "127.0.0.1" : text.substr(0, colon);
  const auto port = port_of(std::string_view(text).substr(colon == std::string::npos ? 0 : colon + 1));
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  const auto address = http::numeric_address(host);
  if (!port || !address)
    return base::error("proxy.listen", "--listen: " + base::in_quotes(text) + " is no IP address with a port", {},
                       "e.g. 127.0.0.1:8100");
  if (!may_be_anywhere && !http::is_loopback(*address))
    return base::error("proxy.listen", "--listen: other machines can reach " + *address + ", and through it the server",
                       {}, "--listen-anywhere says that this is meant");
  return ListenAddress{*address, *port};
}

}  // namespace concord::cli
