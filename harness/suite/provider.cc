// provider.yaml: targets, variables, auth profiles, what every request starts from.
#include "fields.h"

#include "included_steps.h"
#include "shared_fields.h"
#include "unknown_names.h"

#include <concord/auth.h>
#include <concord/base/digest.h>
#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/http/socket_path.h>
#include <concord/suite.h>
#include <concord/suite/own_profile.h>
#include <concord/suite/watched_provider.h>
#include <concord/templates.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace concord::suite {

using base::error;

namespace {

namespace fs = std::filesystem;

// A URL that lacks only its scheme.
std::string hint_of_url(const std::string& url) {
  const bool is_here = url.starts_with("localhost") || url.starts_with("127.") || url.starts_with("[::1]");
  const std::string whole = (is_here ? "http://" : "https://") + url;
  const bool is_whole = url.find("://") == std::string::npos && http::parse_url(whole);
  if (is_whole) return "did you mean " + base::in_quotes(whole) + "?";
  return url.find("{{") == std::string::npos ? "it begins with https:// or http://"
                                             : "nothing is filled in there: --base-url gives another one to a run";
}

// The names of regular files beside `path`, or where it would be.
std::vector<std::string> files_beside(const fs::path& path) {
  std::vector<std::string> names;
  std::error_code failure;
  for (fs::directory_iterator at(path.parent_path(), failure), end; !failure && at != end; at.increment(failure)) {
    if (at->is_regular_file(failure)) names.push_back(at->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

struct ProviderReader {
  const Node& root;
  const fs::path folder;
  Diagnostics problems{};
  Provider provider{};

  std::string sibling(const std::string& path) const { return (folder / path).lexically_normal().generic_string(); }

  void targets(const Node* node) {
    if (!node) return;
    for (const auto& [name, value, span] : node->members()) {
      Fields fields(value, "target",
                    {"base_url", "production", "cacert", "cert", "key", "key_password", "timeouts", "unix_socket",
                     "writes"},
                    problems);
      TargetSpec target{name, fields.text("base_url").value_or(""), fields.flag("production").value_or(false), span};
      if (!target.base_url.empty() && !http::parse_url(target.base_url)) {
        problems.push_back(error("provider.base-url", "\"" + target.base_url + "\" is no http or https URL",
                                 value.find("base_url")->span(), hint_of_url(target.base_url)));
      }
      const auto file = [&](const char* key) {
        const auto path = fields.text(key);
        return path ? sibling(*path) : std::string();
      };
      target.tls = {file("cacert"), file("cert"), file("key"), fields.text("key_password").value_or("")};
      target.unix_socket = file("unix_socket");
      target.takes_writes = fields.flag("writes").value_or(false);
      check_socket(value, target.unix_socket);
      target.timeouts = read_timeouts(fields.any("timeouts"), {}, problems);
      if (target.tls.client_certificate.empty() && !(target.tls.client_key + target.tls.key_password).empty())
        problems.push_back(error("suite.missing-key", "a target with a key needs its certificate, \"cert\"", span));
      provider.targets.push_back(std::move(target));
    }
  }

  void check_socket(const Node& target, const std::string& path) {
    const Node* stated = target.find("unix_socket");
    if (stated == nullptr || !stated->is_string()) return;
    const std::string fault = http::fault_of_socket_path(stated->as_string().empty() ? "" : path);
    if (!fault.empty())
      problems.push_back(error("provider.unix-socket", "unix_socket: " + fault, stated->span(),
                               "a link to it can have a short path"));
  }

  void variables(const Node* node) {
    if (!node) return;
    for (const auto& [name, value, span] : node->members()) {
      Fields fields(value, "variable", {"about", "secret", "required", "fallback", "live"}, problems);
      VariableSpec variable{name, fields.flag("secret").value_or(false), fields.flag("required").value_or(true),
                            fields.text("about").value_or(""), fields.text("fallback"),
                            fields.text("live").value_or(""), span};
      provider.variables.push_back(std::move(variable));
    }
  }

  // Behind the variables.
  void passwords(const Node* targets) {
    if (!targets) return;
    templates::RenderOptions options;
    for (const VariableSpec& variable : provider.variables) options.deferred.push_back(variable.name);
    options.hint_of_unknown = [](auto name, const std::string& suggestion) {
      return hint_of_unknown_name(nullptr, name, suggestion);
    };
    const Node nothing = Node::object();
    for (const document::Member& target : targets->members()) {
      if (const Node* password = target.value.find("key_password"))
        templates::render_what_can_be(*password, templates::ObjectScope(nothing), {}, options, problems);
    }
  }

  void limits(const Node* node) {
    if (!node) return;
    Fields fields(*node, "limits mapping", {"requests_per_second", "connections", "retries"}, problems);
    provider.limits.requests_per_second = fields.number("requests_per_second", 1e-3).value_or(0);
    provider.limits.connections = static_cast<std::size_t>(fields.number("connections", 1).value_or(0));
    provider.limits.retries = static_cast<std::size_t>(fields.number("retries", 0).value_or(0));
  }

  void auth(const Node* node) {
    provider.auth = node ? *node : Node::object();
    for (const auto& [name, profile, span] : provider.auth.members()) auth::check_profile(profile, problems);
  }

  void documents(const Node* list) {
    if (!list) return;
    if (!list->is_array()) return problems.push_back(error("provider.documents", "documents is a list", list->span()));
    for (const Node& one : list->items()) {
      Fields fields(one, "document", {"url", "as"}, problems);
      ProviderDocument document{fields.required_text("url").value_or(""), fields.required_text("as").value_or(""),
                                one.find("url") ? one.find("url")->span() : one.span()};
      check_document(one, document);
      provider.documents.push_back(std::move(document));
    }
  }

  // "" for a name that a page of this provider can have. `concord derive` takes the provider from its beginning.
  std::string fault_of_page_name(const std::string& name) const {
    constexpr std::size_t longest = 200;  // bytes: file systems take 255, and an edition is a folder of that name
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; };
    if (name.empty()) return "is empty: it is the name of a file in pages/";
    if (name.find_first_of("/\\") != std::string::npos || name.starts_with('.'))
      return "is the name of a file in pages/, not a path";
    if (std::any_of(name.begin(), name.end(), is_control)) return "has control characters in it";
    if (name.starts_with('-')) return "begins with -, so that commands would take it for an option";
    if (name.size() > longest) return "is longer than " + std::to_string(longest) + " bytes";
    if (name == "editions.json") return "is the name of the file that remembers the editions";
    const std::string rest =
        base::to_lower_ascii(name).starts_with(provider.name) ? name.substr(provider.name.size()) : std::string();
    if (provider.name.empty() || rest.starts_with('-') || rest.starts_with('.')) return {};
    return "does not begin with " + base::in_quotes(provider.name) +
           ": the page would be derived under another provider";
  }

  void check_document(const Node& written, const ProviderDocument& document) {
    if (!document.url.empty() && !http::parse_url(document.url))
      problems.push_back(error("provider.documents", "url is no http URL with a host", document.span));
    const Node* as = written.find("as");
    if (const std::string fault = fault_of_page_name(document.as); !fault.empty() && as != nullptr && as->is_string())
      problems.push_back(error("provider.documents", "as " + fault, as->span(),
                               "its name is " + provider.name + "-OPERATION.md, or " + provider.name + ".yaml"));
    const auto same = [&](const ProviderDocument& other) { return other.as == document.as; };
    if (as != nullptr && std::any_of(provider.documents.begin(), provider.documents.end(), same))
      problems.push_back(
          error("provider.documents", "two documents are called " + base::in_quotes(document.as), as->span()));
  }

  // A path that leads nowhere is a mistake of this file, not of the contract.
  void contract(SourceSet& sources, const std::string& path) {
    auto loaded = contract::load_contract(sources, path, provider.name);
    if (loaded) {
      provider.contract = std::move(loaded).value();
      return;
    }
    std::error_code failure;
    Diagnostics mistakes = std::move(loaded).diagnostics();
    if (!fs::exists(path, failure) && !mistakes.front().span.is_known()) place_missing(path, mistakes.front());
    base::append(problems, std::move(mistakes));
  }

  void place_missing(const std::string& path, base::Diagnostic& missing) const {
    const Node* stated = root.find("contract");
    const Node* place = stated ? stated : root.find("provider");
    missing.span = place ? place->span() : root.span();
    missing.hint = "the contract is found by the name of the provider, or by contract: PATH";
    if (!stated) return;
    const auto meant = base::nearest_word(fs::path(path).filename().string(), files_beside(path));
    const fs::path shown = meant ? fs::path(stated->string_or_empty()).parent_path() / *meant : fs::path();
    missing.hint = meant ? "did you mean " + base::in_quotes(shown.generic_string()) + "?" : "a path from this file";
  }

  // Behind the contract: it says which there are.
  void operations(const Node* node) {
    if (!node) return;
    std::vector<std::string> known;
    for (const contract::Operation& one : provider.contract.operations) known.push_back(one.name);
    for (const auto& [name, value, span] : node->members()) {
      if (!known.empty() && std::find(known.begin(), known.end(), name) == known.end()) {
        problems.push_back(error("provider.operation", provider.name + " has no operation " + base::in_quotes(name),
                                 span, base::did_you_mean(name, known)));
      }
      Fields fields(value, "operation", {"statuses"}, problems);
      Node expect = Node::object();
      if (const Node* statuses = fields.any("statuses")) expect.set("status", *statuses);
      auto parsed = check::parse_expectations(expect);
      if (!parsed) base::append(problems, std::move(parsed).diagnostics());
    }
    provider.operations = *node;
  }

  void mock_rules(const std::optional<std::string>& given, const std::string& contract_path) {
    const fs::path beside = fs::path(contract_path).parent_path() / "mock.yaml";
    if (given) provider.mock_rules_file = sibling(*given);
    else if (std::error_code failure; fs::exists(beside, failure)) provider.mock_rules_file = beside.generic_string();
  }
};

// The files that schemas of the contract come from, each once, in the order of its operations.
std::vector<const base::Source*> schema_sources(const contract::Contract& contract) {
  std::vector<const base::Source*> sources;
  std::set<const base::Source*> known;
  const auto add = [&](const Node* node) {
    const base::Source* source = node ? node->span().source : nullptr;
    if (source && known.insert(source).second) sources.push_back(source);
  };
  add(contract.root.get());
  for (const contract::Operation& operation : contract.operations) {
    for (const contract::Content& content : operation.request_body) add(content.schema.node);
    for (const contract::Response& answer : operation.responses) {
      for (const contract::Content& content : answer.contents) add(content.schema.node);
    }
  }
  return sources;
}

std::string digest_of(const base::Source& own, const contract::Contract& contract) {
  std::string all = base::sha256_hex(own.text());
  for (const base::Source* source : schema_sources(contract)) all += base::sha256_hex(source->text());
  return base::sha256_hex(all);
}

Result<Provider> read_provider(SourceSet& sources, const std::string& path, bool may_lack_contract) {
  auto source = base::load_source(sources, path, base::Holds::Credentials);
  if (!source) return std::move(source).diagnostics();
  auto root = document::parse_yaml(**source);
  if (!root) return std::move(root).diagnostics();

  ProviderReader reader{*root, fs::path(path).parent_path()};
  const FilePlace place{&sources, path, path};
  IncludedSteps included(place, reader.problems);
  included.expand_suite(*root);
  Fields fields(*root, "provider",
                {"provider", "contract", "mock", "targets", "variables", "auth", "request", "checks", "limits",
                 "shared", "data", "operations", "documents"},
                reader.problems);
  Provider& provider = reader.provider;
  provider.file = path;
  provider.name = fields.required_text("provider").value_or("");
  const std::string contract =
      reader.sibling(fields.text("contract").value_or("../../schemas/" + provider.name + "/openapi.yaml"));
  std::error_code none;
  if (may_lack_contract && !fs::exists(contract, none)) provider.contract.file = contract;
  else reader.contract(sources, contract);
  reader.mock_rules(fields.text("mock"), contract);
  reader.targets(fields.object("targets"));
  reader.variables(fields.object("variables"));
  reader.passwords(root->find("targets"));
  reader.limits(fields.object("limits"));
  reader.auth(fields.object("auth"));
  reader.documents(fields.any("documents"));
  if (const Node* data = fields.object("data")) provider.data = *data;
  reader.operations(fields.object("operations"));
  const Node* request = fields.object("request");
  provider.request = request ? *request : Node::object();
  check_request_shape(provider.request, reader.problems);
  if (const Node* shared = fields.any("shared")) provider.shared = std::make_shared<const Node>(*shared);
  provider.levels = read_levels(fields.object("checks"), reader.problems);
  included.name_both_places(reader.problems, 0);
  if (!reader.problems.empty()) return std::move(reader.problems);
  provider.digest = digest_of(**source, provider.contract);
  for (const base::Source* steps : included.sources()) provider.digest += base::sha256_hex(steps->text());
  return std::move(provider);
}

}  // namespace

namespace {

const document::Member* own_profile(const Provider& provider, const contract::Operation& operation) {
  if (operation.security.empty()) return nullptr;
  if (const document::Member* preset = provider.auth.find_member("default")) return preset;
  for (const auto& alternative : operation.security) {
    const auto* named = alternative.size() == 1 ? provider.auth.find_member(alternative.front().name) : nullptr;
    if (named) return named;
  }
  return nullptr;
}

}  // namespace

const document::Member* profile_of(const Provider& provider, const contract::Operation& operation) {
  const document::Member* own = own_profile(provider, operation);
  return own && !provider.replaced_auth.contains(own->key) ? own : nullptr;
}

const Node* named_profile(const Provider& provider, const std::string& name) {
  if (name == "default" && provider.replaced_auth.contains(name)) return nullptr;
  return name == "none" ? nullptr : provider.auth.find(name);
}

std::set<std::string> names_in_profiles(const Provider& provider) {
  std::set<std::string> names;
  for (const auto& [name, profile, span] : provider.auth.members()) {
    if (!named_profile(provider, name)) continue;
    for (std::string& used : templates::names_used(profile)) names.insert(std::move(used));
  }
  return names;
}

void leave_to_headers(Provider& provider, const HasHeader& has_header) {
  if (!has_header) return;
  for (const auto& [name, profile, span] : provider.auth.members()) {
    const std::string header = auth::header_of(profile);
    if (!header.empty() && has_header(header)) provider.replaced_auth.insert(name);
  }
}

Result<Provider> load_provider(SourceSet& sources, const std::string& path) {
  return read_provider(sources, path, false);
}

Result<Provider> load_watched_provider(SourceSet& sources, const std::string& path) {
  return read_provider(sources, path, true);
}

}  // namespace concord::suite
