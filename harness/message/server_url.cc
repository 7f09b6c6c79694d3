#include <concord/message/server_url.h>

#include <concord/base/text.h>
#include <concord/http.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::message {

namespace {

std::string_view without_slashes(std::string_view text) {
  while (text.ends_with('/')) text.remove_suffix(1);
  return text;
}

// From the first slash behind the host on; all of a relative URL.
std::string_view path_part(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t scheme = url.find("://");
  const std::size_t slash = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  return slash == std::string_view::npos ? std::string_view() : url.substr(slash);
}

void add_once(std::vector<std::string>& list, std::string text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

}  // namespace

const std::vector<contract::Server>& servers_of(const contract::Contract& contract,
                                                const contract::Operation& operation) {
  return operation.servers.empty() ? contract.servers : operation.servers;
}

std::string server_url(const contract::Server& server, const ServerVariables& given) {
  std::string url = server.url;
  for (const contract::ServerVariable& variable : server.variables) {
    const auto value = given.find(variable.name);
    url = base::replace_all(std::move(url), "{" + variable.name + "}",
                            value == given.end() ? variable.preset : value->second);
  }
  return url;
}

std::string server_path(const contract::Server& server, const ServerVariables& given) {
  const std::string url = server_url(server, given);
  return std::string(without_slashes(path_part(url)));
}

std::string server_path(const contract::Contract& contract) {
  return contract.servers.empty() ? "" : server_path(contract.servers.front());
}

base::Result<std::string> nearest_server_url(const contract::Contract& contract, const contract::Operation& operation,
                                             const ServerVariables& given) {
  const auto& servers = servers_of(contract, operation);
  const std::string hint = "give a base URL: --base-url, or base_url of a target";
  if (servers.empty())
    return base::error("message.server", fmt::format("{} names no server", operation.id()), {}, hint);
  std::string url = server_url(servers.front(), given);
  if (http::parse_url(url)) return url;
  return base::error("message.server",
                     fmt::format("the server \"{}\" of {} is no http or https URL", url, operation.id()), {}, hint);
}

std::vector<std::string> served_paths(const contract::Contract& contract, const contract::Operation& operation) {
  std::vector<std::string> paths;
  for (const contract::Server& server : operation.servers) add_once(paths, server_path(server));
  for (const contract::Server& server : contract.servers) add_once(paths, server_path(server));
  if (paths.empty()) paths.emplace_back();
  return paths;
}

std::string join_url(std::string_view base_url, std::string_view path) {
  const std::string_view base = base_url.substr(0, base_url.find('#'));
  const std::size_t mark = std::min(base.find('?'), base.size());
  std::string joined(without_slashes(base.substr(0, mark)));
  if (!path.empty() && path.front() != '/' && path.front() != '?') joined += '/';
  joined += path;
  if (base.size() < mark + 2) return joined;
  joined += path.find('?') == std::string_view::npos ? '?' : '&';
  return joined.append(base.substr(mark + 1));
}

std::optional<std::string> forgotten_path_hint(const contract::Contract& contract, std::string_view base_url) {
  const std::string_view given = without_slashes(path_part(base_url));
  std::string first;
  for (const contract::Server& server : contract.servers) {
    const std::string path = server_path(server);
    if (given.ends_with(path)) return std::nullopt;  // also "", which asks for nothing
    if (first.empty()) first = path;
  }
  if (first.empty()) return std::nullopt;
  return fmt::format("the contract's server has the path {}: did you mean {}?", first, join_url(base_url, first));
}

}  // namespace concord::message
