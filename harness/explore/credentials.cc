#include "credentials.h"

#include <concord/base/text.h>
#include <concord/suite/own_profile.h>
#include <concord/templates.h>

#include <algorithm>
#include <set>

namespace concord::explore {

namespace {

using contract::SecurityScheme;

std::string upper_snake(std::string_view text) {
  std::string name;
  char before = '_';
  for (const char c : text) {
    const bool is_upper = c >= 'A' && c <= 'Z', is_lower = c >= 'a' && c <= 'z', is_digit = c >= '0' && c <= '9';
    if (is_upper && ((before >= 'a' && before <= 'z') || (before >= '0' && before <= '9'))) name += '_';
    if (is_lower) name += static_cast<char>(c - 'a' + 'A');
    else if (is_upper || is_digit) name += c;
    else if (!name.empty() && name.back() != '_') name += '_';
    before = c;
  }
  while (name.ends_with('_')) name.pop_back();
  return name;
}

std::string about(const SecurityScheme& scheme) {
  const std::string of = " (security scheme " + base::in_quotes(scheme.name) + ")";
  if (scheme.type == "apiKey")
    return "the key in " + std::string(contract::parameter_in_name(scheme.in)) + ' ' + scheme.key + of;
  if (is_of_user(scheme)) return "user and password" + of;
  return "an access token" + of;
}

struct Wanted {
  std::string name, about;
  bool is_secret;
};

// Two schemes that must both be satisfied by the one field Authorization have one token.
const SecurityScheme& token_of(const SecurityScheme& scheme, const std::vector<SecurityScheme>& together) {
  const auto is_token = [](const SecurityScheme& one) {
    return one.type != "apiKey" && one.type != "mutualTLS" && !is_of_user(one);
  };
  if (!is_token(scheme)) return scheme;
  return *std::find_if(together.begin(), together.end(), is_token);
}

std::vector<Wanted> variables_of(std::string_view provider, const SecurityScheme& scheme) {
  if (scheme.type == "mutualTLS" || scheme.type.empty()) return {};
  if (!is_of_user(scheme)) return {{variable_name(provider, scheme.name), about(scheme), true}};
  const std::string of = " of security scheme " + base::in_quotes(scheme.name);
  return {{variable_name(provider, scheme.name, "USER"), "the user" + of, false},
          {variable_name(provider, scheme.name, "PASSWORD"), "the password" + of, true}};
}

std::string in_braces(const std::string& name) { return "{{" + name + "}}"; }

Node profile_of(std::string_view provider, const SecurityScheme& scheme, const std::vector<SecurityScheme>& together) {
  Node profile = Node::object();
  const std::string variable = in_braces(variable_name(provider, token_of(scheme, together).name));
  if (scheme.type == "apiKey") {
    profile.set("type", "api_key");
    profile.set("in", std::string(contract::parameter_in_name(scheme.in)));
    profile.set("name", scheme.key);
    profile.set("value", variable);
  } else if (is_of_user(scheme)) {
    profile.set("type", scheme.scheme);
    profile.set("username", in_braces(variable_name(provider, scheme.name, "USER")));
    profile.set("password", in_braces(variable_name(provider, scheme.name, "PASSWORD")));
  } else {
    profile.set("type", "bearer");
    profile.set("token", variable);
  }
  return profile;
}

// Where the command line has a header for it.
bool is_given(const SecurityScheme& scheme, const ProviderOptions& options) {
  if (scheme.type == "apiKey")
    return (scheme.in == contract::ParameterIn::Header && options.has_header(scheme.key)) ||
           (scheme.in == contract::ParameterIn::Cookie && options.has_header("Cookie"));
  return options.has_header("Authorization");
}

bool is_usable(const SecurityScheme& scheme, std::string_view provider, const ProviderOptions& options) {
  const std::vector<Wanted> wanted = variables_of(provider, scheme);
  return is_given(scheme, options) || std::all_of(wanted.begin(), wanted.end(), [&](const Wanted& one) {
           return options.has_variable(one.name);
         });
}

using Alternative = std::vector<SecurityScheme>;

// The first that can be satisfied with what is given; else the first, whose variables are missed then.
const Alternative* chosen(const contract::Operation& operation, std::string_view provider,
                          const ProviderOptions& options) {
  for (const Alternative& one : operation.security) {
    if (std::all_of(one.begin(), one.end(),
                    [&](const SecurityScheme& scheme) { return is_usable(scheme, provider, options); }))
      return &one;
  }
  return operation.security.empty() ? nullptr : &operation.security.front();
}

void add_used_names(const Node& node, std::set<std::string>& names) {
  for (std::string& name : templates::names_used(node)) names.insert(std::move(name));
}

bool has_profile(const suite::Provider& provider, const SecurityScheme& scheme) {
  return scheme.type == "mutualTLS" || provider.auth.has(scheme.name);
}

}  // namespace

bool is_of_user(const SecurityScheme& scheme) {
  return scheme.type == "http" && (scheme.scheme == "basic" || scheme.scheme == "digest");
}

std::string variable_name(std::string_view provider, std::string_view scheme, std::string_view part) {
  std::string name = upper_snake(provider) + '_' + upper_snake(scheme);
  if (!part.empty()) name += '_' + std::string(part);
  return name;
}

void add_credentials(suite::Provider& provider, const ProviderOptions& options) {
  provider.auth = Node::object();
  std::set<std::string> known;
  const auto add = [&](const Alternative& alternative) {
    for (const SecurityScheme& scheme : alternative) {
      if (!known.insert(scheme.name).second || is_given(scheme, options)) continue;
      for (const Wanted& wanted : variables_of(provider.name, scheme)) {
        provider.auth.set(scheme.name, profile_of(provider.name, scheme, alternative));
        if (&token_of(scheme, alternative) != &scheme) continue;
        suite::VariableSpec variable;
        variable.name = wanted.name;
        variable.is_secret = wanted.is_secret;
        variable.about = wanted.about;
        if (options.is_mock) variable.fallback = "concord-" + base::to_lower_ascii(wanted.name);
        provider.variables.push_back(std::move(variable));
      }
    }
  };
  for (const contract::Operation& operation : provider.contract.operations) {
    const Alternative* first = chosen(operation, provider.name, options);
    if (!first) continue;
    add(*first);
    const auto is_given_by_header = [&](const SecurityScheme& scheme) { return is_given(scheme, options); };
    if (std::any_of(first->begin(), first->end(), is_given_by_header)) continue;  // it is sent with all
    for (const Alternative& other : operation.security) {
      const bool is_given_too = std::all_of(other.begin(), other.end(), [&](const SecurityScheme& scheme) {
        return !is_given(scheme, options) && is_usable(scheme, provider.name, options);
      });
      if (is_given_too) add(other);
    }
  }
}

namespace {

bool is_known(const suite::Provider& provider, const Alternative& alternative) {
  return !alternative.empty() && std::all_of(alternative.begin(), alternative.end(),
                                             [&](const auto& scheme) { return has_profile(provider, scheme); });
}

Node parts_of(const suite::Provider& provider, const Alternative& alternative) {
  Node request = Node::object();
  const auto main = std::find_if(alternative.begin(), alternative.end(),
                                 [](const SecurityScheme& one) { return one.type != "apiKey"; });
  const SecurityScheme& first = main == alternative.end() ? alternative.front() : *main;
  if (provider.auth.has(first.name) && !provider.replaced_auth.contains(first.name)) request.set("auth", first.name);
  for (const SecurityScheme& scheme : alternative) {
    if (&scheme == &first || scheme.type != "apiKey") continue;
    const char* part = scheme.in == contract::ParameterIn::Header  ? "headers"
                       : scheme.in == contract::ParameterIn::Query ? "query"
                                                                   : "cookies";
    Node* holder = request.find(part);
    if (!holder) holder = &request.set(part, Node::object());
    holder->set(scheme.key, in_braces(variable_name(provider.name, scheme.name)));
  }
  return request;
}

std::string name_of(const Alternative& alternative) {
  std::vector<std::string> names;
  for (const SecurityScheme& one : alternative) names.push_back(one.name);
  return base::join(names, " and ");
}

}  // namespace

Node credentials_of(const suite::Provider& provider, const contract::Operation& operation) {
  for (const Alternative& alternative : operation.security) {
    if (is_known(provider, alternative)) return parts_of(provider, alternative);
  }
  return Node::object();
}

std::vector<AlternativeParts> alternatives_of(const suite::Provider& provider, const contract::Operation& operation) {
  std::vector<AlternativeParts> first, others;
  for (const Alternative& alternative : operation.security) {
    AlternativeParts parts{name_of(alternative), Node::object(), {}};
    if (alternative.empty()) continue;
    if (!is_known(provider, alternative)) {
      parts.why_not = "no credentials for it were given";
    } else {
      parts.request = parts_of(provider, alternative);
      if (!first.empty() && !provider.file.empty()) parts.why_not = "provider.yaml chooses";
    }
    (first.empty() && parts.why_not.empty() ? first : others).push_back(std::move(parts));
  }
  first.insert(first.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
  return first;
}

std::set<std::string> credential_names(const suite::Provider& provider, const contract::Operation& operation) {
  std::set<std::string> names;
  const Node credentials = credentials_of(provider, operation);
  add_used_names(credentials, names);
  for (const AlternativeParts& one : alternatives_of(provider, operation)) {
    if (!one.why_not.empty()) continue;
    add_used_names(one.request, names);
    const Node* auth = one.request.find("auth");
    if (const Node* profile = auth ? provider.auth.find(auth->string_or_empty()) : nullptr)
      add_used_names(*profile, names);
  }
  const Node* auth = provider.request.find("auth");
  if (!auth) auth = credentials.find("auth");
  if (auth && auth->is_object()) return names;  // a part of the request
  if (!auth) {
    if (const document::Member* own = suite::profile_of(provider, operation)) add_used_names(own->value, names);
    return names;
  }
  const std::string name(auth->string_or_empty());
  const Node* profile = templates::has_template(*auth) ? &provider.auth : suite::named_profile(provider, name);
  if (profile) add_used_names(*profile, names);
  return names;
}

std::string how_to_give(const suite::Provider& provider, const contract::Operation& operation) {
  std::vector<std::string> names;
  for (const Alternative& alternative : operation.security) {
    for (const SecurityScheme& scheme : alternative) {
      for (const Wanted& one : variables_of(provider.name, scheme)) {
        if (std::find(names.begin(), names.end(), one.name) == names.end()) names.push_back(one.name);
      }
    }
  }
  return names.empty() ? "" : "export " + base::join(names, ", ") + ", or give a header with -H";
}

}  // namespace concord::explore
