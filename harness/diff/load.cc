#include <concord/derive.h>
#include <concord/derive/document_files.h>
#include <concord/openapi/document_set.h>
#include <concord/base/file.h>
#include <concord/diff.h>

#include <filesystem>

namespace concord::diff {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_pages = 1'000;

// The pages of a folder as one contract, with the folder's overlay when it has one.
base::Result<std::shared_ptr<const Node>> load_pages(base::SourceSet& sources, const fs::path& folder,
                                                     const openapi::DocumentOptions& options,
                                                     base::Diagnostics* findings) {
  auto files = derive::document_files({folder.generic_string()});
  if (!files) return std::move(files).diagnostics();
  std::erase_if(*files, [](const derive::DocumentFile& file) { return file.path.stem() == "overlay"; });
  derive::FoundDocuments found = derive::open_documents(sources, *files);
  base::Diagnostics problems = std::move(found.mistakes);
  if (problems.empty() && (found.documents.empty() || found.documents.size() > most_pages))
    return base::error("diff.folder",
                       "the folder \"" + folder.generic_string() + "\" has " +
                           (found.documents.empty() ? "neither an openapi.yaml nor a page" : "more than 1000 pages"));
  std::vector<derive::DeriveInput> inputs;
  for (const auto& [file, source] : found.documents) inputs.push_back({"pages", "", source});
  std::error_code failure;
  std::map<std::string, const base::Source*> overlays;
  if (fs::exists(folder / "overlay.yaml", failure)) {
    auto source = base::load_source(sources, folder / "overlay.yaml");
    if (source) overlays["pages"] = *source;
    else base::append(problems, std::move(source).diagnostics());
  }
  if (!problems.empty()) return problems;
  openapi::DocumentOptions within = options;
  if (within.folder.empty()) within.folder = folder;
  openapi::DocumentSet documents(sources, within);
  auto derived = derive::derive(inputs, overlays, documents);
  if (!derived) return std::move(derived).diagnostics();
  // Operations of a page that is left out would seem to be gone.
  if (!derived->mistakes.empty()) return std::move(derived->mistakes);
  if (findings != nullptr) base::append(*findings, std::move(derived->findings));
  const base::Source& joined =
      sources.add((folder / "openapi.yaml").generic_string(), derived->files.at("pages/openapi.yaml"));
  auto root = document::parse_yaml(joined);
  if (!root) return std::move(root).diagnostics();
  return std::make_shared<const Node>(std::move(*root));
}

// The folders in `folder` that have a contract, when it has none itself.
std::vector<std::string> provider_folders(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code failure;
  if (!fs::is_directory(folder, failure) || fs::exists(folder / "openapi.yaml", failure)) return names;
  for (const auto& entry : fs::directory_iterator(folder, failure)) {
    if (entry.is_directory(failure) && fs::exists(entry.path() / "openapi.yaml", failure))
      names.push_back(entry.path().filename().generic_string());
  }
  return names;
}

}  // namespace

base::Result<std::shared_ptr<const Node>> load(base::SourceSet& sources, const std::string& path,
                                               const openapi::DocumentOptions& options, base::Diagnostics* findings) {
  if (path.starts_with("http://") || path.starts_with("https://"))
    return base::error("diff.url", "diff compares files, and this is a URL: " + path, {},
                       "fetch it first: curl -o FILE URL");
  fs::path file = path;
  std::error_code failure;
  if (fs::is_directory(file, failure)) {
    if (!fs::exists(file / "openapi.yaml", failure)) return load_pages(sources, file, options, findings);
    file /= "openapi.yaml";
  }
  auto contract = derive::load_contract(sources, file.generic_string(), "", options, findings);
  if (!contract) return std::move(contract).diagnostics();
  return contract->root;
}

base::Result<Contracts> load_all(base::SourceSet& sources, const std::string& path,
                                 const openapi::DocumentOptions& options, base::Diagnostics* findings) {
  std::map<std::string, std::string> paths;
  for (const std::string& name : provider_folders(path)) paths[name] = (fs::path(path) / name).generic_string();
  if (paths.empty()) paths[""] = path;
  Contracts contracts;
  base::Diagnostics problems;
  for (const auto& [name, file] : paths) {
    auto contract = load(sources, file, options, findings);
    if (contract) contracts[name] = *contract;
    else base::append(problems, std::move(contract).diagnostics());
  }
  if (!problems.empty()) return problems;
  return contracts;
}

}  // namespace concord::diff
