#include <concord/http/address.h>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

namespace concord::http {
namespace {

using Bytes = std::span<const std::uint8_t>;

struct Range {
  std::array<std::uint8_t, 16> begin;
  unsigned bits;
  AddressScope scope;
};

constexpr auto ipv4_ranges = std::to_array<Range>({
    {{0}, 8, AddressScope::Machine},  // "this network", of which 0.0.0.0 connects to this machine
    {{127}, 8, AddressScope::Machine},
    {{169, 254}, 16, AddressScope::Link},
    {{10}, 8, AddressScope::Private},
    {{172, 16}, 12, AddressScope::Private},
    {{192, 168}, 16, AddressScope::Private},
    {{100, 64}, 10, AddressScope::Private},
    {{192, 0, 0}, 24, AddressScope::Special},
    {{192, 0, 2}, 24, AddressScope::Special},
    {{198, 18}, 15, AddressScope::Special},
    {{198, 51, 100}, 24, AddressScope::Special},
    {{203, 0, 113}, 24, AddressScope::Special},
    {{224}, 4, AddressScope::Special},
    {{240}, 4, AddressScope::Special},
});

constexpr auto ipv6_ranges = std::to_array<Range>({
    {{}, 127, AddressScope::Machine},  // :: and ::1
    {{0xFE, 0x80}, 10, AddressScope::Link},
    {{0xFE, 0xC0}, 10, AddressScope::Private},
    {{0xFC}, 7, AddressScope::Private},
    {{0, 0x64, 0xFF, 0x9B, 0, 1}, 48, AddressScope::Private},
    {{1}, 64, AddressScope::Special},
    {{0x20, 1, 0, 0}, 32, AddressScope::Special},
    {{0x20, 1, 0x0D, 0xB8}, 32, AddressScope::Special},
    {{0xFF}, 8, AddressScope::Special},
});

// Addresses of IPv6 that stand for one of IPv4, which begins at a byte.
struct Holder {
  std::array<std::uint8_t, 16> begin;
  unsigned bits;
  std::size_t at;
};
constexpr auto holders = std::to_array<Holder>({
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 96, 12},  // mapped, RFC 4291, 2.5.5.2
    {{}, 96, 12},                                          // compatible, RFC 4291, 2.5.5.1
    {{0, 0x64, 0xFF, 0x9B}, 96, 12},                       // NAT64, RFC 6052
    {{0x20, 2}, 16, 2},                                    // 6to4, RFC 3056
});

bool is_within(Bytes address, Bytes begin, unsigned bits) {
  for (unsigned i = 0; i < bits; ++i) {
    const unsigned mask = 0x80u >> (i % 8);
    if ((address[i / 8] & mask) != (begin[i / 8] & mask)) return false;
  }
  return true;
}

AddressScope find(std::span<const Range> ranges, Bytes address) {
  const auto found = std::find_if(ranges.begin(), ranges.end(),
                                  [&](const Range& one) { return is_within(address, one.begin, one.bits); });
  return found == ranges.end() ? AddressScope::Public : found->scope;
}

AddressScope scope_of_ipv6(Bytes address) {
  if (const AddressScope own = find(ipv6_ranges, address); own != AddressScope::Public) return own;
  for (const Holder& one : holders) {
    if (is_within(address, one.begin, one.bits)) return find(ipv4_ranges, address.subspan(one.at, 4));
  }
  return AddressScope::Public;
}

struct Deleter {
  void operator()(addrinfo* all) const { ::freeaddrinfo(all); }
};
using Addresses = std::unique_ptr<addrinfo, Deleter>;

Addresses look_up(const std::string& host, int flags) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = flags;
  addrinfo* found = nullptr;
  return Addresses(::getaddrinfo(host.c_str(), nullptr, &wanted, &found) == 0 ? found : nullptr);
}

std::string text_of(const addrinfo& one) {
  char text[NI_MAXHOST] = "";
  const int failure = ::getnameinfo(one.ai_addr, one.ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
  return failure == 0 ? text : "";
}

// That libcurl looks at.
constexpr std::array<const char*, 5> proxy_variables{"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                                     "ALL_PROXY"};

// "http://user:word@proxy.example:3128/" to its host and port.
struct Proxy {
  std::string host;
  unsigned port = 1080;  // libcurl's
};
Proxy parse_proxy(std::string_view text) {
  if (const auto scheme = text.find("://"); scheme != std::string_view::npos) text.remove_prefix(scheme + 3);
  text = text.substr(0, text.find('/'));
  if (const auto user = text.rfind('@'); user != std::string_view::npos) text.remove_prefix(user + 1);
  Proxy proxy;
  const bool is_bracketed = text.starts_with('[');
  const std::size_t end = is_bracketed ? text.find(']') : text.find(':');
  proxy.host = is_bracketed ? text.substr(1, end - 1) : text.substr(0, end);
  const std::size_t colon = is_bracketed && end != std::string_view::npos ? end + 1 : end;
  if (colon < text.size() && text[colon] == ':')
    proxy.port = static_cast<unsigned>(std::strtoul(std::string(text.substr(colon + 1)).c_str(), nullptr, 10));
  return proxy;
}

bool is_at(const Proxy& proxy, std::string_view address, std::uint16_t port) {
  if (proxy.host.empty() || proxy.port != port) return false;
  const Addresses all = look_up(proxy.host, 0);
  for (const addrinfo* one = all.get(); one; one = one->ai_next) {
    if (text_of(*one) == address) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> numeric_address(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  const Addresses found = host.empty() ? nullptr : look_up(std::string(host), AI_NUMERICHOST);
  if (!found) return std::nullopt;
  return text_of(*found);
}

AddressScope scope_of(std::string_view address) {
  const std::string text(address.substr(0, address.find('%')));
  std::array<std::uint8_t, 16> bytes{};
  if (::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return find(ipv4_ranges, bytes);
  return ::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1 ? scope_of_ipv6(bytes) : AddressScope::Special;
}

bool is_loopback(std::string_view address) {
  return address != "0.0.0.0" && address != "::" && scope_of(address) == AddressScope::Machine;
}

std::string_view scope_text(AddressScope scope) {
  switch (scope) {
    case AddressScope::Public: return "an address of the public network";
    case AddressScope::Machine: return "an address of this machine";
    case AddressScope::Link: return "an address of this link, where clouds answer with credentials";
    case AddressScope::Private: return "an address of a private network";
    case AddressScope::Special: break;
  }
  return "no address of the public network";
}

bool has_environment_proxy() {
  return std::any_of(proxy_variables.begin(), proxy_variables.end(),
                     [](const char* name) { return std::getenv(name) != nullptr; });
}

bool is_environment_proxy(std::string_view address, std::uint16_t port) {
  return std::any_of(proxy_variables.begin(), proxy_variables.end(), [&](const char* name) {
    const char* value = std::getenv(name);
    return value && is_at(parse_proxy(value), address, port);
  });
}

}  // namespace concord::http
