// Servers of the contract, or of one operation: all addresses that their variables allow.
#include "comparison.h"

#include <concord/openapi/servers.h>
#include <concord/base/text.h>

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

std::map<std::string, const Node*> server_urls(const Node& holder) {
  std::map<std::string, const Node*> urls;
  const Node* servers = holder.find("servers");
  if (servers == nullptr) return urls;
  for (const Node& server : servers->items()) {
    for (const Node& one : variants_of(server)) {
      std::string url = openapi::server_url(one);
      while (url.ends_with('/')) url.pop_back();
      if (!url.empty()) urls.emplace(std::move(url), &server);
    }
  }
  return urls;
}

}  // namespace

void ContractComparison::compare_servers(const Node& before, const Node& after) {
  const auto olds = server_urls(before), news = server_urls(after);
  for (const auto& [url, site] : olds) {
    if (!news.contains(url)) add(Kind::ServerRemoved, "server", site, &after, base::in_quotes(url));
  }
  for (const auto& [url, site] : news) {
    if (!olds.contains(url)) add(Kind::ServerAdded, "server", &before, site, base::in_quotes(url));
  }
}

}  // namespace concord::diff
