#include "servers.h"

#include <concord/base/text.h>
#include <concord/http.h>
#include <concord/message/server_url.h>

#include <array>
#include <set>

namespace concord::explore {

namespace {

// As words of a description or labels of a host.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> server_kinds{{{"sandbox", "sandbox"},
                                                                               {"staging", "staging"},
                                                                               {"stage", "staging"},
                                                                               {"test", "test"},
                                                                               {"testing", "test"},
                                                                               {"uat", "uat"},
                                                                               {"qa", "qa"},
                                                                               {"dev", "development"},
                                                                               {"development", "development"},
                                                                               {"demo", "demo"},
                                                                               {"localhost", "local"},
                                                                               {"127", "local"},
                                                                               {"local", "local"}}};

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : base::to_lower_ascii(text) + ' ') {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) word += c;
    else if (!word.empty()) words.insert(std::exchange(word, {}));
  }
  return words;
}

std::string name_of(const contract::Server& server, const http::UrlParts& url) {
  const std::set<std::string> words = words_of(server.description + ' ' + url.host);
  for (const auto& [word, name] : server_kinds) {
    if (words.contains(std::string(word))) return std::string(name);
  }
  return "production";
}

}  // namespace

std::vector<suite::TargetSpec> targets_of(const contract::Contract& contract) {
  std::vector<suite::TargetSpec> targets;
  std::set<std::string> names;
  for (const contract::Server& server : contract.servers) {
    const std::string text = message::server_url(server);
    const auto url = http::parse_url(text);
    if (!url) continue;
    const std::string name = name_of(server, *url);
    suite::TargetSpec target;
    target.name = name;
    for (int number = 2; !names.insert(target.name).second; ++number) target.name = name + std::to_string(number);
    target.base_url = text;
    target.is_production = name == "production";
    targets.push_back(std::move(target));
  }
  return targets;
}

}  // namespace concord::explore
