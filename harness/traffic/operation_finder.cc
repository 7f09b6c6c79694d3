#include "operation_finder.h"

#include <concord/base/glob.h>
#include <concord/base/text.h>
#include <concord/http.h>
#include <concord/http/address.h>
#include <concord/message/server_url.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::traffic {

namespace {

// "https://{tenant}.shop.com/v1" → "https://*.shop.com": variables are any text. "" when the URL has no host.
std::string origin_glob(const contract::Server& server) {
  std::string url;
  bool is_variable = false;
  for (const char c : server.url) {
    if (c == '{') url += "*";
    is_variable = is_variable ? c != '}' : c == '{';
    if (!is_variable && c != '}') url += c;
  }
  const std::size_t scheme = url.find("://");
  if (scheme == std::string::npos || scheme == 0) return {};
  const std::size_t path = url.find_first_of("/?#", scheme + 3);
  const std::string host = base::to_lower_ascii(url.substr(0, path));
  return host.size() > scheme + 3 ? host : std::string();
}

// Without the port of the scheme, as servers are written.
std::string origin_of(const http::UrlParts& url) {
  const std::string origin = base::to_lower_ascii(http::origin_text(url));
  const std::string usual = url.scheme == "https" ? ":443" : ":80";
  return origin.ends_with(usual) ? origin.substr(0, origin.size() - usual.size()) : origin;
}

bool is_this_machine(const std::string& host) {
  if (host == "localhost" || host.ends_with(".localhost")) return true;
  const auto address = http::numeric_address(host);
  return address && http::scope_of(*address) == http::AddressScope::Machine;
}

// Secure or not: a recording through a proxy that ends TLS says http.
bool is_origin(const std::string& glob, const std::string& origin) {
  if (base::matches_glob(glob, origin)) return true;
  const auto behind = [](std::string_view text) { return text.substr(text.find("://") + 3); };
  return base::matches_glob(behind(glob), behind(origin));
}

}  // namespace

OperationFinder::Server& OperationFinder::server_at(const std::string& origin) {
  const auto known =
      std::find_if(servers_.begin(), servers_.end(), [&](const Server& one) { return one.origin == origin; });
  if (known != servers_.end()) return *known;
  servers_.push_back({origin, {}});
  return servers_.back();
}

base::Diagnostics OperationFinder::add_route(const std::string& origin, const std::string& base, std::size_t target) {
  const contract::Operation& operation = *targets_[target].operation;
  auto path = message::PathTemplate::parse(base + operation.path);
  std::string why = path ? std::string() : path.diagnostics().front().message;
  if (path) {
    targets_[target].reader.prepare(*path);
    why = path->why_not_matched();
  }
  if (why.empty()) {
    server_at(origin).router.add(operation.method, *path, target);  // the first of two that are alike counts
    return {};
  }
  return {base::warning("judge.path",
                        fmt::format("{} {} cannot be told from its path: {}", operation.method, operation.path, why))};
}

base::Diagnostics OperationFinder::add(const contract::Contract& contract) {
  base::Diagnostics problems;
  for (const contract::Operation& operation : contract.operations) {
    auto reader = message::RequestReader::make(operation);
    if (!reader) {
      base::append(problems, std::move(reader).diagnostics());
      continue;
    }
    const std::size_t target = targets_.size();
    targets_.push_back({&operation, std::move(reader).value()});
    by_id_.emplace(operation.id(), target);
    base::Diagnostics of_path;
    bool has_host = false;
    for (const contract::Server& server : message::servers_of(contract, operation)) {
      const std::string origin = origin_glob(server);
      has_host = has_host || !origin.empty();
      if (!origin.empty()) of_path = add_route(origin, message::server_path(server), target);
    }
    is_anywhere_ = is_anywhere_ || !has_host;
    for (const std::string& base : message::served_paths(contract, operation)) of_path = add_route("", base, target);
    base::append(problems, std::move(of_path));
  }
  return problems;
}

base::Diagnostics OperationFinder::finish() {
  for (const std::string& url : base_urls_) {
    const auto parts = http::parse_url(url);
    if (!parts) return {base::error("judge.base-url", base::in_quotes(url) + " is no http URL")};
    std::string path = parts->path;
    while (path.ends_with('/')) path.pop_back();
    for (std::size_t i = 0; i < targets_.size(); ++i) add_route(origin_of(*parts), path, i);
  }
  return {};
}

FoundTarget OperationFinder::find(std::string_view method, std::string_view url, const std::string& operation) const {
  FoundTarget found;
  const auto parts = http::parse_url(url);
  if (!parts) return found;
  const std::string origin = origin_of(*parts);
  const bool is_free = is_anywhere_ || is_this_machine(parts->host);
  const auto known = by_id_.find(operation);
  found.is_elsewhere = true;
  for (const Server& server : servers_) {
    const bool is_asked = server.origin.empty() ? is_free || known != by_id_.end() : is_origin(server.origin, origin);
    if (!is_asked) continue;
    found.is_elsewhere = false;
    auto routed = server.router.find(method, parts->path.empty() ? "/" : parts->path);
    if (!routed.target) continue;
    found.target = &targets_[*routed.target];
    found.values = std::move(routed.values);
    // A recording that names the operation knows it; the path says its values.
    if (known == by_id_.end() || known->second == *routed.target) return found;
  }
  return found;
}

}  // namespace concord::traffic
