// Servers of the contract, or of one operation: all addresses that their variables allow.
#include "comparison.h"

#include <concord/openapi/servers.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::diff {
namespace {

constexpr std::size_t most_urls = 64;  // of one server; with more of them only the defaults count

// The server once for each value of the variable `name`.
std::vector<Node> with_each_value(const Node& server, const std::string& name, const Node& values) {
  std::vector<Node> servers;
  for (const Node& value : values.items()) {
    Node one = server;
    one.find("variables")->find(name)->set("default", value);
    servers.push_back(std::move(one));
  }
  return servers;
}

// One server for each way to fill its variables that list their values.
std::vector<Node> variants_of(const Node& server) {
  std::vector<Node> servers{server};
  const Node* variables = server.find("variables");
  if (variables == nullptr) return servers;
  for (const auto& variable : variables->members()) {
    const Node* values = variable.value.find("enum");
    if (values == nullptr || values->size() == 0) continue;
    if (servers.size() * values->size() > most_urls) return {server};
    std::vector<Node> more;
    for (const Node& one : servers) {
      for (Node& each : with_each_value(one, variable.key, *values)) more.push_back(std::move(each));
    }
    servers = std::move(more);
  }
  return servers;
}

std::string without_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

// "/v1" of "https://api.example/v1".
std::string path_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t begin = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  return begin == std::string_view::npos ? std::string() : std::string(url.substr(begin));
}

}  // namespace

ServerUrls server_urls(const Node& holder) {
  ServerUrls urls;
  const Node* servers = holder.find("servers");
  if (servers == nullptr) return urls;
  for (const Node& server : servers->items()) {
    for (const Node& one : variants_of(server)) {
      std::string url = without_slash(openapi::server_url(one));
      if (!url.empty()) urls.emplace(std::move(url), &server);
    }
  }
  return urls;
}

std::string base_path(const Node& contract) {
  const ServerUrls urls = server_urls(contract);
  if (urls.empty()) return {};
  std::string path = path_of(urls.begin()->first);
  const bool is_common =
      std::all_of(urls.begin(), urls.end(), [&](const auto& one) { return path_of(one.first) == path; });
  return is_common ? path : std::string();
}

// What every URL ends with goes into the paths where these have moved the other way.
void ContractComparison::compare_shared_servers() {
  const auto moved = [this](const Node& contract) {
    ServerUrls urls = server_urls(contract), bare;
    const std::size_t length = has_moved_ ? base_path(contract).size() : 0;
    for (const auto& [url, site] : urls) bare.emplace(url.substr(0, url.size() - length), site);
    return bare;
  };
  compare_servers(moved(old_), moved(new_), old_, new_);
}

// Where neither the operation nor its path has servers of its own, those of the contract count: they are compared once.
void ContractComparison::compare_own_servers(const Operation& before, const Operation& after) {
  const auto holder_of = [](const Operation& one) -> const Node* {
    for (const Node* holder : {one.node, one.item}) {
      if (holder != nullptr && holder->has("servers")) return holder;
    }
    return nullptr;
  };
  const Node* old_holder = holder_of(before);
  const Node* new_holder = holder_of(after);
  if (old_holder == nullptr && new_holder == nullptr) return;
  const auto urls_of = [](const Node* own, const Node& contract) {
    ServerUrls urls = server_urls(own == nullptr ? contract : *own);
    if (urls.empty()) urls.emplace("/", own == nullptr ? &contract : own);  // what counts where none is stated
    return urls;
  };
  compare_servers(urls_of(old_holder, old_), urls_of(new_holder, new_), *before.node, *after.node);
}

void ContractComparison::compare_servers(const ServerUrls& olds, const ServerUrls& news, const Node& before,
                                         const Node& after) {
  for (const auto& [url, site] : olds) {
    if (!news.contains(url)) add(Kind::ServerRemoved, "server", site, &after, base::in_quotes(url));
  }
  for (const auto& [url, site] : news) {
    if (!olds.contains(url)) add(Kind::ServerAdded, "server", &before, site, base::in_quotes(url));
  }
}

}  // namespace concord::diff
