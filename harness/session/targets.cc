#include <concord/session.h>

#include <concord/base/digest.h>
#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/base/userinfo.h>
#include <concord/http/address.h>
#include <concord/message/server_url.h>
#include <concord/templates.h>

#include <algorithm>
#include <set>

namespace concord::session {

using base::error;

namespace {

constexpr std::uintmax_t largest_pem = 16u << 20;

std::string shown(const std::string& url) { return base::in_quotes(base::without_userinfo(url)); }

base::Diagnostic refused_url(const std::string& what, const std::string& url) {
  if (base::find_userinfo(url).empty()) {
    return error("target.base-url", what + " is no http or https URL", {}, "e.g. http://127.0.0.1:8080");
  }
  return error("target.base-url", what + " has a user or password in it, which is refused", {},
               "give credentials by auth: in provider.yaml");
}

class Resolver {
 public:
  Resolver(base::SourceSet& sources, const suite::Plan& plan, const TargetFlags& flags)
      : sources_(sources), plan_(plan), flags_(flags) {
    targets_.name = target_name(flags);
  }

  Targets resolve() {
    read_base_urls();
    const bool is_mock = targets_.name == "mock", is_replay = flags_.recorded_urls.has_value();
    Variables variables = gather_variables(plan_, flags_.variables, !is_mock && !is_replay);
    base::append(targets_.problems, variables.problems);
    base::append(targets_.warnings, variables.warnings);
    if (is_mock) start_mock(variables);
    else if (is_replay) take_recorded(variables);
    else find_urls();
    if (!is_mock && !is_replay) refuse_live_keys(variables);
    look_for_unknown_names();
    base::append(targets_.problems, suite::missing_variables(plan_, variables.values));
    for (const auto& provider : plan_.providers) describe(*provider, variables);
    hide(variables);
    for (const auto& provider : plan_.providers) fill_in_password(*provider, variables);
    return std::move(targets_);
  }

 private:
  void read_base_urls() {
    if (targets_.name == "mock" && !flags_.base_urls.empty()) {
      targets_.problems.push_back(
          error("target.base-url", "--base-url does not go with --target mock", {}, "use --target sandbox"));
    }
    for (const std::string& text : flags_.base_urls) {
      const std::size_t equals = text.find('=');
      const std::size_t scheme = text.find("://");
      const bool names_provider = equals != std::string::npos && (scheme == std::string::npos || equals < scheme);
      const std::string provider = names_provider ? text.substr(0, equals) : "";
      const std::string url = names_provider ? text.substr(equals + 1) : text;
      if (!http::parse_url(url)) {
        targets_.problems.push_back(refused_url("--base-url: " + shown(url), url));
      }
      given_[provider] = url;
    }
    for (const auto& [provider, url] : given_) {
      if (provider.empty() || is_known(provider)) continue;
      std::vector<std::string> known;
      for (const auto& one : plan_.providers) known.push_back(one->name);
      targets_.problems.push_back(error("target.base-url",
                                        "--base-url: no selected case is of provider \"" + provider + "\"", {},
                                        base::did_you_mean(provider, known)));
    }
  }

  // A name that nobody reads would change nothing and say nothing.
  void look_for_unknown_names() {
    std::set<std::string> known = mock_names_;
    known.insert(flags_.other_names.begin(), flags_.other_names.end());
    for (const auto& provider : plan_.providers) {
      for (const suite::VariableSpec& variable : provider->variables) known.insert(variable.name);
      const auto add = [&known](const contract::Server& server) {
        for (const auto& variable : server.variables) known.insert(variable.name);
      };
      std::for_each(provider->contract.servers.begin(), provider->contract.servers.end(), add);
      for (const contract::Operation& operation : provider->contract.operations) {
        std::for_each(operation.servers.begin(), operation.servers.end(), add);
      }
    }
    // A secret may be given only to be hidden, and one that is missed is told anyway.
    for (const std::string& text : flags_.variables.variables) look_for(text.substr(0, text.find('=')), known);
  }

  void look_for(const std::string& name, const std::set<std::string>& known) {
    if (plan_.providers.empty() || known.contains(name)) return;
    const std::vector<std::string> names(known.begin(), known.end());
    std::string hint = base::did_you_mean(name, names);
    if (hint.empty() && !names.empty()) hint = "known are: " + base::join(names, ", ");
    targets_.problems.push_back(error(
        "variables.unknown", "--variable: no selected suite knows a variable " + base::in_quotes(name), {}, hint));
  }

  bool is_known(const std::string& provider) const {
    return std::any_of(plan_.providers.begin(), plan_.providers.end(),
                       [&](const auto& one) { return one->name == provider; });
  }

  std::string given_url(const std::string& provider) const {
    if (const auto own = given_.find(provider); own != given_.end()) return own->second;
    if (const auto any = given_.find(""); any != given_.end()) return any->second;
    return base_url_from_environment(provider);
  }

  bool is_given(const std::string& provider) const { return given_.contains(provider) || given_.contains(""); }

  void find_urls() {
    for (const auto& provider : plan_.providers) {
      const auto declared = std::find_if(provider->targets.begin(), provider->targets.end(),
                                         [&](const suite::TargetSpec& one) { return one.name == targets_.name; });
      const bool is_declared = declared != provider->targets.end();
      std::string url = given_url(provider->name);
      if (url.empty() && is_declared) url = declared->base_url;
      if (url.empty() && !is_declared) unknown_target(*provider);
      if (!url.empty() && !http::parse_url(url) && !is_given(provider->name)) {  // what is given is told already
        targets_.problems.push_back(refused_url("the base URL of " + provider->name + ", " + shown(url) + ',', url));
      }
      const auto& allowed = flags_.allowed_production;
      if (is_declared && declared->is_production &&
          std::find(allowed.begin(), allowed.end(), provider->name) == allowed.end()) {
        targets_.problems.push_back(
            error("target.production",
                  "target \"" + targets_.name + "\" of " + provider->name + " is production, which is refused",
                  declared->span, "allow it by name: --allow-production " + provider->name));
      }
      targets_.endpoints[provider->name].base_url = url;
      if (is_declared) targets_.endpoints[provider->name].timeouts = declared->timeouts;
      if (is_declared) targets_.endpoints[provider->name].unix_socket = declared->unix_socket;
      if (is_declared) take_tls(*provider, *declared);
    }
  }

  void take_tls(const suite::Provider& provider, const suite::TargetSpec& target) {
    targets_.endpoints[provider.name].tls = target.tls;
    for (const auto& [key, path] : {std::pair{"cacert", &target.tls.ca_file}, {"cert", &target.tls.client_certificate},
                                    {"key", &target.tls.client_key}}) {
      if (path->empty()) continue;
      const auto text = base::read_file(*path, largest_pem);
      const std::string what =
          std::string(key) + " of target \"" + target.name + "\" of " + provider.name + ": " + shown(*path);
      if (!text) targets_.problems.push_back(error("target.tls", what + " cannot be read", target.span));
      else if (text->find("-----BEGIN ") == std::string::npos)
        targets_.problems.push_back(error("target.tls", what + " holds nothing in PEM", target.span));
    }
  }

  // As they were when it was recorded; what is not known of them is made up, such that it can be read as text, hex and
  // base64, whatever a profile does with it.
  void take_recorded(Variables& variables) {
    for (const auto& provider : plan_.providers) {
      const auto url = flags_.recorded_urls->find(provider->name);
      if (url != flags_.recorded_urls->end()) targets_.endpoints[provider->name].base_url = url->second;
      else targets_.endpoints[provider->name];
      for (const suite::VariableSpec& variable : provider->variables) {
        if (!variable.is_required) continue;
        std::string& value = variables.values[variable.name];
        if (value.empty()) value = base::sha256_hex("made up: " + variable.name).substr(0, 32);
      }
    }
  }

  // The password of a key is a secret, also one that is written there.
  void fill_in_password(const suite::Provider& provider, const Variables& variables) {
    std::string& password = targets_.endpoints[provider.name].tls.key_password;
    document::Node values = document::Node::object();
    for (const auto& [name, value] : variables.values) values.set(name, value);
    auto rendered = templates::render_text(password, templates::ObjectScope(values), {});
    if (!rendered) return base::append(targets_.problems, std::move(rendered).diagnostics());
    password = std::move(rendered).value();
    if (!password.empty()) targets_.redactor.add(provider.name + ".key_password", base::Secret(password));
  }

  // A key that says itself that it is no test's.
  void refuse_live_keys(const Variables& variables) {
    for (const auto& provider : plan_.providers) {
      const auto is_production = [&](const suite::TargetSpec& one) {
        return one.name == targets_.name && one.is_production;
      };
      if (std::any_of(provider->targets.begin(), provider->targets.end(), is_production)) continue;
      for (const suite::VariableSpec& variable : provider->variables) {
        const auto value = variables.values.find(variable.name);
        const bool is_live = !variable.live.empty() && value != variables.values.end() &&
                             value->second.starts_with(variable.live);
        if (!is_live) continue;
        const std::string why = variable.name + " begins with " + base::in_quotes(variable.live);
        targets_.problems.push_back(error("target.live-key",
                                          why + ", so it is a live one, and target " + base::in_quotes(targets_.name) +
                                              " of " + provider->name + " is no production",
                                          variable.span, "use one for tests"));
      }
    }
  }

  void unknown_target(const suite::Provider& provider) {
    std::vector<std::string> known{"mock"};
    for (const suite::TargetSpec& one : provider.targets) known.push_back(one.name);
    std::string hint = base::did_you_mean(targets_.name, known);
    if (hint.empty()) hint = "it has: " + base::join(known, ", ");
    targets_.problems.push_back(
        error("target.unknown", "provider " + provider.name + " has no target \"" + targets_.name + "\"", {}, hint));
  }

  void start_mock(Variables& variables) {
    std::vector<mock::Served> served;
    std::map<std::string, std::string> defaults;
    for (const auto& provider : plan_.providers) {
      mock::Served one{&provider->contract, nullptr};
      if (!provider->mock_rules_file.empty()) {
        auto rules = mock::load_rules(sources_, provider->mock_rules_file, provider->contract);
        if (rules) one.rules = std::move(rules).value();
        else base::append(targets_.problems, std::move(rules).diagnostics());
      }
      if (one.rules) defaults.merge(mock::default_variables(*one.rules));
      served.push_back(std::move(one));
    }
    for (const auto& [name, value] : defaults) mock_names_.insert(name);
    for (const auto& [name, value] : variables.values) defaults[name] = value;
    variables.values = std::move(defaults);
    if (!targets_.problems.empty()) return;
    mock::ServerOptions options;
    options.variables = variables.values;
    options.seed = flags_.seed;
    options.mutant = flags_.mutant;
    options.on_warning = [&](const base::Diagnostic& warning) { targets_.warnings.push_back(warning); };
    auto server = mock::Server::start(std::move(served), options);
    if (!server) return base::append(targets_.problems, std::move(server).diagnostics());
    targets_.server = std::move(server).value();
    for (const auto& provider : plan_.providers) {
      targets_.endpoints[provider->name].base_url =
          targets_.server->base_url() + message::server_path(provider->contract);
      targets_.endpoints[provider->name].token_url = targets_.server->token_url();
    }
  }

  void describe(const suite::Provider& provider, const Variables& variables) {
    run::Endpoint& endpoint = targets_.endpoints[provider.name];
    endpoint.variables = variables.values;
    result::ProviderInfo info = describe_provider(provider.contract, base::without_userinfo(endpoint.base_url));
    if (info.base_url.empty() && targets_.problems.empty() && !provider.contract.servers.empty()) {
      info.base_url = message::server_url(provider.contract.servers.front(), variables.values);
    }
    targets_.providers.push_back(std::move(info));
  }

  void warn_of_short(const std::string& name) {
    const auto is_known = [&](const base::Diagnostic& one) { return one.message.starts_with(name + ' '); };
    if (std::any_of(targets_.warnings.begin(), targets_.warnings.end(), is_known)) return;
    targets_.warnings.push_back(base::warning("secret.short",
                                              name + " has fewer than 4 bytes, so reports cannot hide it", {},
                                              "only Basic credentials that are made of it are hidden"));
  }

  void hide(const Variables& variables) {
    const auto add = [&](const std::string& name) {
      const auto value = variables.values.find(name);
      if (value == variables.values.end() || value->second.empty()) return;
      if (!targets_.redactor.add(name, base::Secret(value->second))) warn_of_short(name);
    };
    for (const std::string& name : variables.secret_names) add(name);
    for (const auto& provider : plan_.providers) {
      for (const suite::VariableSpec& variable : provider->variables) {
        if (variable.is_secret) add(variable.name);
      }
    }
  }

  base::SourceSet& sources_;
  const suite::Plan& plan_;
  const TargetFlags& flags_;
  std::set<std::string> mock_names_;          // variables that the mock's rules have
  std::map<std::string, std::string> given_;  // provider, "" for all → URL
  Targets targets_;
};

}  // namespace

std::string target_name(const TargetFlags& flags) {
  if (flags.recorded_urls) return "replay";
  if (!flags.target.empty()) return flags.target;
  return flags.base_urls.empty() ? "mock" : std::string(unnamed_target);
}

namespace {

// Of "shop=http://…", what counts for the provider; else what its environment says.
std::string base_url_of(const std::string& provider, const TargetFlags& flags) {
  std::string for_all;
  for (const std::string& text : flags.base_urls) {
    if (text.starts_with(provider + '=')) return text.substr(provider.size() + 1);
    if (http::parse_url(text)) for_all = text;
  }
  return for_all.empty() ? base_url_from_environment(provider) : for_all;
}

bool is_of_this_machine(const std::string& url) {
  const auto parts = http::parse_url(url);
  if (!parts) return false;
  std::string host = base::to_lower_ascii(parts->host);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host == "localhost" || host.ends_with(".localhost")) return true;  // RFC 6761, 6.3
  const auto address = http::numeric_address(host);
  return address && http::scope_of(*address) == http::AddressScope::Machine;
}

}  // namespace

bool takes_writes(const suite::Provider& provider, const TargetFlags& flags, bool is_led_elsewhere) {
  const std::string name = target_name(flags);
  if (name == "mock") return true;
  const auto declared = std::find_if(provider.targets.begin(), provider.targets.end(),
                                     [&](const suite::TargetSpec& one) { return one.name == name; });
  const bool is_declared = declared != provider.targets.end();
  if (is_declared && declared->takes_writes) return true;
  std::string url = base_url_of(provider.name, flags);
  if (url.empty() && is_declared) url = declared->base_url;
  return !is_led_elsewhere && is_of_this_machine(url);
}

Targets resolve_targets(base::SourceSet& sources, const suite::Plan& plan, const TargetFlags& flags) {
  return Resolver(sources, plan, flags).resolve();
}

}  // namespace concord::session
