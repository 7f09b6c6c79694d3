#include <concord/apidoc/derive.h>
#include <concord/apidoc/document_set.h>
#include <concord/base/file.h>
#include <concord/diff.h>

#include <algorithm>
#include <filesystem>

namespace concord::diff {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_pages = 1'000;

bool is_page(const fs::path& path) {
  const std::string suffix = path.extension().string();
  return suffix == ".md" || suffix == ".mdx" || suffix == ".yaml" || suffix == ".yml" || suffix == ".json";
}

// The pages of a folder as one contract, with the folder's overlay when it has one.
base::Result<std::shared_ptr<const Node>> load_pages(base::SourceSet& sources, const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(folder, failure)) {
    if (entry.is_regular_file() && is_page(entry.path()) && entry.path().stem() != "overlay")
      files.push_back(entry.path());
  }
  if (files.empty() || files.size() > most_pages)
    return base::error("diff.folder",
                       "the folder \"" + folder.generic_string() + "\" has " +
                           (files.empty() ? "neither an openapi.yaml nor a page" : "more than 1000 pages"));
  std::sort(files.begin(), files.end());
  std::vector<apidoc::DeriveInput> inputs;
  base::Diagnostics problems;
  for (const fs::path& file : files) {
    auto source = base::load_source(sources, file);
    if (source) inputs.push_back({"pages", "", *source});
    else base::append(problems, std::move(source).diagnostics());
  }
  std::map<std::string, const base::Source*> overlays;
  if (fs::exists(folder / "overlay.yaml", failure)) {
    auto source = base::load_source(sources, folder / "overlay.yaml");
    if (source) overlays["pages"] = *source;
    else base::append(problems, std::move(source).diagnostics());
  }
  if (!problems.empty()) return problems;
  apidoc::DocumentSet documents(sources);
  auto derived = apidoc::derive(inputs, overlays, documents);
  if (!derived) return std::move(derived).diagnostics();
  const base::Source& joined =
      sources.add((folder / "openapi.yaml").generic_string(), derived->files.at("pages/openapi.yaml"));
  auto root = document::parse_yaml(joined);
  if (!root) return std::move(root).diagnostics();
  return std::make_shared<const Node>(std::move(*root));
}

}  // namespace

base::Result<std::shared_ptr<const Node>> load(base::SourceSet& sources, const std::string& path) {
  fs::path file = path;
  std::error_code failure;
  if (fs::is_directory(file, failure)) {
    if (!fs::exists(file / "openapi.yaml", failure)) return load_pages(sources, file);
    file /= "openapi.yaml";
  }
  auto contract = apidoc::load_contract(sources, file.generic_string());
  if (!contract) return std::move(contract).diagnostics();
  return contract->root;
}

}  // namespace concord::diff
