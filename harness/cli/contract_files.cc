#include "contract_files.h"

#include <concord/base/text.h>
#include <concord/derive.h>

#include <algorithm>
#include <filesystem>

namespace concord::cli {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> in_folder(const fs::path& folder) {
  std::error_code failure;
  if (fs::exists(folder / "openapi.yaml", failure)) return {(folder / "openapi.yaml").generic_string()};
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder, failure)) {
    const fs::path path = entry.path() / "openapi.yaml";
    if (fs::exists(path, failure)) files.push_back(path.generic_string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::vector<std::string> contract_files(const std::vector<std::string>& named, base::Diagnostics& problems) {
  const std::size_t before = problems.size();
  std::vector<std::string> files;
  for (const std::string& path : named.empty() ? std::vector<std::string>{"schemas"} : named) {
    std::error_code failure;
    const bool is_folder = fs::is_directory(path, failure);
    std::vector<std::string> found = is_folder ? in_folder(path) : std::vector<std::string>{};
    if (is_folder && found.empty() && !named.empty())
      problems.push_back(base::error("contract.none", base::in_quotes(path) + " has no openapi.yaml in it"));
    if (!is_folder && !named.empty()) found.push_back(path);
    files.insert(files.end(), found.begin(), found.end());
  }
  if (files.empty() && problems.size() == before)
    problems.push_back(base::error("mock.no-contract", "there is no schemas/*/openapi.yaml here; name a contract"));
  return files;
}

std::vector<std::unique_ptr<contract::Contract>> load_contracts(base::SourceSet& sources,
                                                                const std::vector<std::string>& named,
                                                                base::Diagnostics& problems) {
  std::vector<std::unique_ptr<contract::Contract>> contracts;
  for (const std::string& path : contract_files(named, problems)) {
    auto contract = derive::load_contract(sources, path);
    if (contract) contracts.push_back(std::make_unique<contract::Contract>(std::move(contract).value()));
    else base::append(problems, std::move(contract).diagnostics());
  }
  return contracts;
}

}  // namespace concord::cli
