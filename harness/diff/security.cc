// Credentials: which alternatives are accepted, with which scopes, and what the schemes are.
#include "comparison.h"

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

using Taken = std::set<const Alternative*>;

// The alternative of the same schemes whose scopes differ least; null when there is none that is not taken.
const Alternative* nearest(const Alternative& to, const std::vector<Alternative>& in, const Taken& taken) {
  const Alternative* best = nullptr;
  for (const Alternative& one : in) {
    if (taken.contains(&one)) continue;
    if (are_same(to, one) && (best == nullptr || distance(to, one) < distance(to, *best))) best = &one;
  }
  return best;
}

// Those of `list` that are the same among `others`, scopes and all.
Taken kept(const std::vector<Alternative>& list, const std::vector<Alternative>& others) {
  Taken same;
  for (const Alternative& one : list) {
    if (std::any_of(others.begin(), others.end(),
                    [&](const Alternative& other) { return are_same(one, other) && distance(one, other) == 0; }))
      same.insert(&one);
  }
  return same;
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

// Where it is said what an operation needs; the operation itself where it is said nowhere.
const Node* security_site(const Node& contract, const Node& operation) {
  for (const Node* holder : {&operation, &contract}) {
    if (const Node* stated = holder->find("security")) return stated;
  }
  return &operation;
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

}  // namespace

void ContractComparison::compare_security(const Node& before, const Node& after) {
  const auto olds = alternatives(old_, before), news = alternatives(new_, after);
  const Node* old_site = security_site(old_, before);
  const Node* new_site = security_site(new_, after);
  const std::string where = "security";
  if (needs_none(olds) && !needs_none(news))
    return add(Kind::SecurityAdded, where, old_site, new_site, {}, {}, alternatives_text(news));
  if (!needs_none(olds) && needs_none(news))
    return add(Kind::SecurityRemoved, where, old_site, new_site, {}, alternatives_text(olds));
  const Taken unchanged = kept(olds, news);
  Taken known = kept(news, olds);
  for (const Alternative& one : olds) {
    if (unchanged.contains(&one)) continue;
    if (const Alternative* same = nearest(one, news, known)) {
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

}  // namespace concord::diff
