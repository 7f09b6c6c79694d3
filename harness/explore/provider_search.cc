#include "provider_search.h"

#include <concord/base/file.h>
#include <concord/base/path.h>
#include <concord/document.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace concord::explore {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_entries = 1'000;  // of one folder suites
constexpr int deepest = 2;                   // suites/PROVIDER/provider.yaml is 1

// The current folder first: a path below it is the shortest. A document may stand in schemas/PROVIDER/.
std::vector<fs::path> suites_folders(const fs::path& document) {
  const fs::path folder = document.parent_path();
  return {"suites", (folder / "suites").lexically_normal(), (folder / ".." / "suites").lexically_normal(),
          (folder / ".." / ".." / "suites").lexically_normal()};
}

std::vector<fs::path> provider_files_in(const fs::path& suites) {
  std::vector<fs::path> files;
  std::error_code failure;
  std::size_t seen = 0;
  for (fs::recursive_directory_iterator at(suites, failure), end; !failure && at != end; at.increment(failure)) {
    if (++seen > most_entries) break;
    if (at.depth() >= deepest) at.disable_recursion_pending();
    if (at->path().filename() == "provider.yaml" && at->is_regular_file(failure)) files.push_back(at->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Where provider.yaml says that its contract is; nothing: it cannot be read.
fs::path contract_of(const fs::path& file) {
  base::SourceSet sources;
  const auto source = base::load_source(sources, file.generic_string(), base::Holds::Credentials);
  if (!source) return {};
  const auto root = document::parse_yaml(**source);
  if (!root || !root->is_object()) return {};
  const document::Node* stated = root->find("contract");
  const document::Node* name = root->find("provider");
  if (stated && stated->is_string()) return file.parent_path() / stated->as_string();
  if (stated || !name || !name->is_string()) return {};
  return file.parent_path() / "../../schemas" / name->as_string() / "openapi.yaml";
}

}  // namespace

std::vector<std::string> providers_that_name(const std::string& document) {
  const base::FileIdentity wanted = base::identity_of(document);
  std::vector<std::string> found;
  std::set<base::FileIdentity> known;
  if (!wanted) return found;
  for (const fs::path& suites : suites_folders(document)) {
    for (const fs::path& file : provider_files_in(suites)) {
      if (base::identity_of(contract_of(file)) != wanted) continue;
      if (known.insert(base::identity_of(file)).second) found.push_back(file.generic_string());
    }
  }
  return found;
}

}  // namespace concord::explore
