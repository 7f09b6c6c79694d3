// What operations share: security, servers; and what the provider sends by itself: webhooks, callbacks.
#include "comparison.h"

#include <concord/apidoc/servers.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::diff {
namespace {

bool is_same(const Credential& a, const Credential& b) {
  return a.name == b.name || (!a.content.empty() && a.content == b.content);
}

const Credential* find(const Alternative& in, const Credential& wanted) {
  const auto found = std::find_if(in.begin(), in.end(), [&](const Credential& one) { return is_same(one, wanted); });
  return found == in.end() ? nullptr : &*found;
}

bool has_all(const Alternative& in, const Alternative& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const Credential& one) { return find(in, one) != nullptr; });
}

bool are_same(const Alternative& a, const Alternative& b) { return has_all(a, b) && has_all(b, a); }

// Scopes that `wanted` needs and `given`, which has the same schemes or more, does not have.
std::size_t missing_scopes(const Alternative& given, const Alternative& wanted) {
  std::size_t missing = 0;
  for (const Credential& one : wanted) {
    const Credential* same = find(given, one);
    for (const std::string& scope : one.scopes) missing += same == nullptr || !same->scopes.contains(scope) ? 1 : 0;
  }
  return missing;
}

// Whether who has `given` has all that `wanted` needs.
bool is_enough(const Alternative& given, const Alternative& wanted) {
  return has_all(given, wanted) && missing_scopes(given, wanted) == 0;
}

// A scope that is needed more counts for more than all that are not needed any more.
std::size_t distance(const Alternative& before, const Alternative& after) {
  return missing_scopes(before, after) * 1'000 + missing_scopes(after, before);
}

// The alternative of the same schemes whose scopes differ least; null when there is none.
const Alternative* nearest(const Alternative& to, const std::vector<Alternative>& in) {
  const Alternative* best = nullptr;
  for (const Alternative& one : in) {
    if (are_same(to, one) && (best == nullptr || distance(to, one) < distance(to, *best))) best = &one;
  }
  return best;
}

// For fingerprints: what the schemes are, whatever they are called.
std::string content_of(const Alternative& alternative) {
  std::set<std::string> parts;
  for (const Credential& one : alternative) {
    std::string part = one.content.empty() ? one.name : one.content;
    for (const std::string& scope : one.scopes) part += ' ' + scope;
    parts.insert(std::move(part));
  }
  std::string text;
  for (const std::string& part : parts) text += part + '\n';
  return text;
}

const Node* scheme_of(const Node& contract, const std::string& name) {
  const Node* components = contract.find("components");
  const Node* schemes = components == nullptr ? nullptr : components->find("securitySchemes");
  return schemes == nullptr ? nullptr : schemes->find(name);
}

// "apiKey X-Key in header", "http bearer", "oauth2".
std::string scheme_text(const Node& scheme) {
  std::string text = text_of(scheme, "type");
  if (text == "apiKey") text += ' ' + text_of(scheme, "name") + " in " + text_of(scheme, "in");
  if (text == "http") text += ' ' + base::to_lower_ascii(text_of(scheme, "scheme"));
  return text;
}

std::vector<Alternative> alternatives(const Node& contract, const Node& operation) {
  const Node* stated = operation.find("security");
  if (stated == nullptr) stated = contract.find("security");
  std::vector<Alternative> list;
  if (stated == nullptr) return list;
  for (const Node& requirement : stated->items()) {
    Alternative alternative;
    for (const auto& member : requirement.members()) {
      const Node* scheme = scheme_of(contract, member.key);
      Credential credential{member.key, scheme == nullptr ? "" : facts_text(*scheme), {}};
      for (const Node& scope : member.value.items()) credential.scopes.emplace(scope.string_or_empty());
      alternative.push_back(std::move(credential));
    }
    list.push_back(std::move(alternative));
  }
  return list;
}

std::string alternative_text(const Alternative& alternative) {
  std::string text;
  for (const Credential& one : alternative) {
    text += (text.empty() ? "" : " and ") + base::in_quotes(one.name);
    std::string scopes;
    for (const std::string& scope : one.scopes) scopes += (scopes.empty() ? " with " : ", ") + scope;
    text += base::ellipsize(scopes, 200);
  }
  return text.empty() ? "no credentials" : text;
}

std::string alternatives_text(const std::vector<Alternative>& list) {
  std::string text;
  for (const Alternative& one : list) text += (text.empty() ? "" : ", or ") + alternative_text(one);
  return text;
}

bool needs_none(const std::vector<Alternative>& list) {
  return list.empty() || std::any_of(list.begin(), list.end(), [](const Alternative& one) { return one.empty(); });
}

std::map<std::string, const Node*> addresses(const Node& scheme) {
  std::map<std::string, const Node*> urls;
  if (const Node* url = scheme.find("openIdConnectUrl")) urls.emplace("openIdConnectUrl", url);
  const Node* flows = scheme.find("flows");
  if (flows == nullptr) return urls;
  for (const auto& flow : flows->members()) {
    for (const std::string_view key : {"authorizationUrl", "tokenUrl", "refreshUrl"}) {
      if (const Node* url = flow.value.find(key)) urls.emplace(flow.key + ' ' + std::string(key), url);
    }
  }
  return urls;
}

std::map<std::string, const Node*> scopes(const Node& scheme) {
  std::map<std::string, const Node*> all;
  const Node* flows = scheme.find("flows");
  if (flows == nullptr) return all;
  for (const auto& flow : flows->members()) {
    const Node* stated = flow.value.find("scopes");
    if (stated == nullptr) continue;
    for (const auto& scope : stated->members()) all.emplace(scope.key, &flow.value);
  }
  return all;
}

std::map<std::string, const Node*> server_urls(const Node& contract) {
  std::map<std::string, const Node*> urls;
  const Node* servers = contract.find("servers");
  if (servers == nullptr) return urls;
  for (const Node& server : servers->items()) {
    std::string url = apidoc::server_url(server);
    while (url.ends_with('/')) url.pop_back();
    if (!url.empty()) urls.emplace(std::move(url), &server);
  }
  return urls;
}

}  // namespace

std::string facts_text(const Node& object) {
  Node facts = object;
  if (facts.is_object())
    std::erase_if(facts.members(),
                  [](const document::Member& one) { return one.key.starts_with("x-") || one.key == "description"; });
  return canonical_text(facts);
}

void ContractComparison::compare_security(const Node& before, const Node& after) {
  const auto olds = alternatives(old_, before), news = alternatives(new_, after);
  const Node* old_site = before.has("security") ? before.find("security") : &before;
  const Node* new_site = after.has("security") ? after.find("security") : &after;
  const std::string where = "security";
  if (needs_none(olds) && !needs_none(news))
    return add(Kind::SecurityAdded, where, old_site, new_site, {}, {}, alternatives_text(news));
  if (!needs_none(olds) && needs_none(news))
    return add(Kind::SecurityRemoved, where, old_site, new_site, {}, alternatives_text(olds));
  std::set<const Alternative*> known;
  for (const Alternative& one : olds) {
    if (const Alternative* same = nearest(one, news)) {
      known.insert(same);
      compare_scopes(one, *same, old_site, new_site);
    } else if (!needs_none(news) && std::none_of(news.begin(), news.end(), [&](const Alternative& other) {
                 return is_enough(one, other);
               })) {
      add(Kind::SecurityAlternativeRemoved, where, old_site, new_site, alternative_text(one));
      current_.changes.back().change.key = content_of(one);
    }
  }
  for (const Alternative& one : news) {
    if (one.empty() || known.contains(&one)) continue;
    if (const Alternative* same = nearest(one, olds); same != nullptr && distance(one, *same) == 0) continue;
    add(Kind::SecurityAlternativeAdded, where, old_site, new_site, alternative_text(one));
    current_.changes.back().change.key = content_of(one);
  }
}

void ContractComparison::compare_scopes(const Alternative& before, const Alternative& after, const Node* old_site,
                                        const Node* new_site) {
  for (const Credential& credential : after) {
    const Credential& was = *find(before, credential);
    for (const std::string& scope : credential.scopes) {
      if (!was.scopes.contains(scope))
        add(Kind::SecurityScopeAdded, "security", old_site, new_site, base::in_quotes(scope));
    }
    for (const std::string& scope : was.scopes) {
      if (!credential.scopes.contains(scope))
        add(Kind::SecurityScopeRemoved, "security", old_site, new_site, base::in_quotes(scope));
    }
  }
}

void ContractComparison::compare_schemes() {
  const Node* components = old_.find("components");
  const Node* schemes = components == nullptr ? nullptr : components->find("securitySchemes");
  if (schemes == nullptr) return;
  for (const auto& member : schemes->members()) {
    const Node* after = scheme_of(new_, member.key);
    if (after == nullptr) continue;
    const std::string subject = base::in_quotes(member.key), where = "security scheme " + subject;
    const std::string old_text = scheme_text(member.value), new_text = scheme_text(*after);
    if (old_text != new_text) {
      add(Kind::SecuritySchemeChanged, where, &member.value, after, subject, old_text, new_text);
      continue;
    }
    const auto old_urls = addresses(member.value), new_urls = addresses(*after);
    for (const auto& [name, url] : old_urls) {
      const auto same = new_urls.find(name);
      const std::string now = same == new_urls.end() ? "none" : shown(*same->second);
      if (now != shown(*url))
        add(Kind::SecurityUrlChanged, where, url, same == new_urls.end() ? after : same->second, subject, shown(*url),
            now);
    }
    const auto old_scopes = scopes(member.value), new_scopes = scopes(*after);
    for (const auto& [scope, site] : old_scopes) {
      if (!new_scopes.contains(scope)) add(Kind::ScopeUndefined, where, site, after, base::in_quotes(scope));
    }
    for (const auto& [scope, site] : new_scopes) {
      if (!old_scopes.contains(scope)) add(Kind::ScopeDefined, where, &member.value, site, base::in_quotes(scope));
    }
  }
}

// Of the contract, or of one operation.
void ContractComparison::compare_servers(const Node& before, const Node& after) {
  const auto olds = server_urls(before), news = server_urls(after);
  for (const auto& [url, site] : olds) {
    if (!news.contains(url)) add(Kind::ServerRemoved, "server", site, &after, base::in_quotes(url));
  }
  for (const auto& [url, site] : news) {
    if (!olds.contains(url)) add(Kind::ServerAdded, "server", &before, site, base::in_quotes(url));
  }
}

void ContractComparison::compare_callbacks(const Node& before, const Node& after) {
  static const Node none = Node::object();
  const Node& olds = before.has("callbacks") ? *before.find("callbacks") : none;
  const Node& news = after.has("callbacks") ? *after.find("callbacks") : none;
  const bool was_from_provider = std::exchange(is_from_provider_, true);
  for (const auto& member : olds.members()) {
    const Node* same = news.find(member.key);
    const std::string name = base::in_quotes(member.key);
    if (same == nullptr) {
      add(Kind::CallbackRemoved, "callback " + name, &member.value, &after, name);
      continue;
    }
    compare_callback(member.key, member.value, *same);
  }
  for (const auto& member : news.members()) {
    if (!olds.has(member.key))
      add(Kind::CallbackAdded, "callback " + base::in_quotes(member.key), &before, &member.value,
          base::in_quotes(member.key));
  }
  is_from_provider_ = was_from_provider;
}

void ContractComparison::compare_callback(const std::string& name, const Node& before, const Node& after) {
  const std::string where = "callback " + base::in_quotes(name);
  const auto old_list = operations_of(before), new_list = operations_of(after);
  const auto find_in = [](const std::vector<Operation>& in, const Operation& wanted) {
    const auto found =
        std::find_if(in.begin(), in.end(), [&](const Operation& one) { return one.label() == wanted.label(); });
    return found == in.end() ? nullptr : &*found;
  };
  for (const Operation& one : old_list) {
    if (const Operation* same = find_in(new_list, one)) {
      const std::string outer = std::exchange(prefix_, where + ": ");
      compare_sent(one, *same);
      prefix_ = outer;
    } else {
      add(Kind::CallbackRemoved, where, one.node, &after, base::in_quotes(name + ' ' + one.label()));
    }
  }
  for (const Operation& one : new_list) {
    if (find_in(old_list, one) == nullptr)
      add(Kind::CallbackAdded, where, &before, one.node, base::in_quotes(name + ' ' + one.label()));
  }
}

// What the provider sends by itself.
void ContractComparison::compare_sent(const Operation& before, const Operation& after) {
  compare_lifecycle(*before.node, *after.node, "the operation",
                    {Kind::OperationDeprecated, Kind::OperationDeprecatedWithoutSunset, Kind::OperationReactivated});
  compare_parameters(before, after);
  compare_body(*before.node, *after.node);
  compare_responses(*before.node, *after.node);
}

void ContractComparison::compare_webhooks() {
  static const Node none = Node::object();
  const auto list = [](const Node& contract) {
    const Node* webhooks = contract.find("webhooks");
    return operations_of(webhooks == nullptr ? none : *webhooks);
  };
  const auto olds = list(old_), news = list(new_);
  const auto find_in = [](const std::vector<Operation>& in, const Operation& wanted) {
    const auto found =
        std::find_if(in.begin(), in.end(), [&](const Operation& one) { return one.label() == wanted.label(); });
    return found == in.end() ? nullptr : &*found;
  };
  is_from_provider_ = true;
  for (const Operation& one : olds) {
    const Operation* same = find_in(news, one);
    current_ = {"webhook " + one.label(), "webhook " + one.label(), {}, {}};
    if (same == nullptr) {
      add(Kind::WebhookRemoved, "the webhook", one.node, nullptr);
    } else {
      ++result_.compared;
      compare_sent(one, *same);
    }
    result_.operations.push_back(std::move(current_));
  }
  for (const Operation& one : news) {
    if (find_in(olds, one) != nullptr) continue;
    current_ = {"webhook " + one.label(), "webhook " + one.label(), {}, {}};
    add(Kind::WebhookAdded, "the webhook", nullptr, one.node);
    result_.operations.push_back(std::move(current_));
  }
  is_from_provider_ = false;
}

}  // namespace concord::diff
