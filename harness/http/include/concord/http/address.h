// Which part of the network an address belongs to, for those who must not reach what only this machine can.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace concord::http {

enum class AddressScope {
  Public,
  Machine,  // loopback, unspecified
  Link,     // link-local, where clouds answer with credentials (RFC 3927; RFC 4291, 2.5.6)
  Private,  // RFC 1918, RFC 6598, RFC 4193
  Special,  // multicast, reserved, documentation: IANA's registries of special addresses
};

// Of a host that is a number in any spelling that a resolver takes (`127.1`, `2130706433`, `0x7f000001`,
// `::ffff:127.0.0.1`, without brackets): the address as it is written usually. Nothing for a name; nothing is looked
// up.
std::optional<std::string> numeric_address(std::string_view host);

// Of an address as numeric_address() returns it. An IPv4 address within one of IPv6 (mapped, NAT64, 6to4) counts as
// itself. What is no address is Special.
AddressScope scope_of(std::string_view address);

// Whether only this machine reaches who listens there: 0.0.0.0 and :: stand for all addresses that it has.
bool is_loopback(std::string_view address);

// "an address of this machine", …
std::string_view scope_text(AddressScope scope);

// Whether the environment names a proxy: http_proxy, https_proxy, all_proxy, also in capitals where libcurl reads them.
bool has_environment_proxy();
// Whether such a proxy is at this address and port. Looks its name up, which may take a while.
bool is_environment_proxy(std::string_view address, std::uint16_t port);

}  // namespace concord::http
