#include <concord/http/public_host.h>

#include <concord/base/text.h>
#include <concord/http/address.h>

#include <fmt/format.h>

namespace concord::http {

std::string_view plain_host(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.ends_with('.')) host.remove_suffix(1);
  return host;
}

std::optional<std::string> not_public(const std::string& host, const std::string& address) {
  const AddressScope scope = scope_of(address);
  if (scope == AddressScope::Public) return std::nullopt;
  return fmt::format("{} is {}{}", host, host == address ? "" : address + ", ", scope_text(scope));
}

std::optional<std::string> not_public_by_name(const std::string& host) {
  if (const auto address = numeric_address(plain_host(host))) return not_public(host, *address);
  const std::string name = base::to_lower_ascii(plain_host(host));
  const bool is_local = name == "localhost" || name.ends_with(".localhost");
  return is_local ? not_public(host, "127.0.0.1") : std::nullopt;
}

}  // namespace concord::http
