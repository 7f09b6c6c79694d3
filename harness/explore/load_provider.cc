#include "credentials.h"
#include "provider_search.h"
#include "servers.h"

#include <concord/base/digest.h>
#include <concord/base/path.h>
#include <concord/base/text.h>
#include <concord/derive.h>
#include <concord/suite/own_profile.h>

#include <filesystem>

namespace concord::explore {

namespace fs = std::filesystem;

namespace {

bool is_file(const fs::path& path) {
  std::error_code failure;
  return fs::is_regular_file(path, failure);
}

bool is_same_file(const fs::path& a, const fs::path& b) {
  const base::FileIdentity identity = base::identity_of(a);
  return identity && identity == base::identity_of(b);
}

// A contract's folder stands for what is in it.
std::string file_of(const std::string& path) {
  std::error_code failure;
  if (!fs::is_directory(path, failure)) return path;
  for (const char* name : {"openapi.yaml", "openapi.yml", "openapi.json"}) {
    if (is_file(fs::path(path) / name)) return (fs::path(path) / name).generic_string();
  }
  return (fs::path(path) / "openapi.yaml").generic_string();
}

// provider.yaml beside it, or where a project has it.
std::vector<fs::path> provider_files(const fs::path& document) {
  const fs::path folder = document.parent_path();
  std::vector<fs::path> files{folder / "provider.yaml"};
  const std::string name = folder.filename().string();
  if (!name.empty()) files.push_back((folder / ".." / ".." / "suites" / name / "provider.yaml").lexically_normal());
  return files;
}

suite::Provider made_of(contract::Contract contract, const std::string& file, const ProviderOptions& options) {
  suite::Provider provider;
  provider.name = contract.provider;
  provider.contract = std::move(contract);
  provider.request = Node::object();
  if (provider.contract.root) provider.digest = base::sha256_hex(document::write_json(*provider.contract.root));
  if (const fs::path rules = fs::path(file).parent_path() / "mock.yaml"; is_file(rules))
    provider.mock_rules_file = rules.generic_string();
  provider.targets = targets_of(provider.contract);
  add_credentials(provider, options);
  return provider;
}

bool is_suite(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.ends_with(".suite.yaml") || name.ends_with(".suite.yml");
}

base::Diagnostic several_name(const std::string& document, const std::vector<std::string>& files) {
  return base::error("explore.provider",
                     "several provider.yaml name " + document + " as their contract: " + base::join(files, ", "), {},
                     "one beside the document is taken before all others; or run the suites of the one that is meant");
}

base::Result<std::shared_ptr<const suite::Provider>> provider_of(base::Result<suite::Provider> loaded,
                                                                 const ProviderOptions& options) {
  if (!loaded) return std::move(loaded).diagnostics();
  suite::leave_to_headers(*loaded, options.has_header);
  return std::make_shared<const suite::Provider>(std::move(loaded).value());
}

// A folder that has suites beside its contract is run by what they say.
bool has_suites(const fs::path& folder) {
  std::error_code failure;
  for (fs::recursive_directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
    if (is_suite(at->path())) return true;
  }
  return false;
}

}  // namespace

base::Result<std::shared_ptr<const suite::Provider>> load_provider(base::SourceSet& sources, const std::string& path,
                                                                   const ProviderOptions& options) {
  const std::string file = file_of(path);
  for (const fs::path& beside : provider_files(file)) {
    if (!is_file(beside)) continue;
    auto provider = suite::load_provider(sources, beside.generic_string());
    if (!provider || is_same_file(provider->contract.file, file)) return provider_of(std::move(provider), options);
  }
  if (options.searches_suites) {
    const std::vector<std::string> named = providers_that_name(file);
    if (named.size() > 1) return several_name(path, named);
    if (!named.empty()) return provider_of(suite::load_provider(sources, named.front()), options);
  }
  auto contract = derive::load_contract(sources, file, {}, options.document);
  if (!contract) return std::move(contract).diagnostics();
  return std::make_shared<const suite::Provider>(made_of(std::move(contract).value(), file, options));
}

bool is_document(const std::string& path) {
  std::error_code failure;
  if (fs::is_directory(path, failure)) {
    if (has_suites(path)) return false;
    for (const char* name : {"openapi.yaml", "openapi.yml", "openapi.json"}) {
      if (is_file(fs::path(path) / name)) return true;
    }
    return false;
  }
  const bool is_of_suites = is_suite(path) || fs::path(path).filename() == "provider.yaml";
  return !is_of_suites && is_file(path);
}

}  // namespace concord::explore
