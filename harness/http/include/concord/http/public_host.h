// Why a host is not one of the public network: the one rule for all that follows what others wrote.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace concord::http {

// Without the brackets of IPv6 and the dot of the root: as hosts are compared.
std::string_view plain_host(std::string_view host);

// "localhost is 127.0.0.1, an address of this machine"; nothing when anybody may reach the address.
std::optional<std::string> not_public(const std::string& host, const std::string& address);

// By what the host is called alone, as where a proxy looks names up by itself: a number, or localhost (RFC 6761, 6.3).
std::optional<std::string> not_public_by_name(const std::string& host);

}  // namespace concord::http
