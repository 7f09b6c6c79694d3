#include <concord/base/file.h>
#include <concord/contract/contract_model.h>
#include <concord/openapi.h>

#include <filesystem>

namespace concord::contract {
namespace {

// schemas/<provider>/openapi.yaml; else what the caller says; else the file's name up to the first '-' or '.'.
std::string provider_of(const std::filesystem::path& path, std::string_view given) {
  const std::string folder = path.parent_path().filename().string();
  const bool is_derived = path.stem() == "openapi" && path.parent_path().parent_path().filename() == "schemas";
  if (is_derived && !folder.empty()) return folder;
  if (!given.empty()) return std::string(given);
  if (path.stem() == "openapi" && !folder.empty()) return folder;
  const std::string stem = path.stem().string();
  return stem.substr(0, stem.find_first_of("-."));
}

bool is_contract(const Node& document) {
  const Node* info = document.find("info");
  return info != nullptr && info->has("x-concord-documents");
}

Result<Node> read_document(const Source& source, openapi::DocumentSet& documents, const ReadPage& read_page) {
  if (!openapi::is_openapi_file(source)) {
    if (read_page) return read_page(source, documents);
    return base::error("apidoc.page", "this is no OpenAPI document", {&source, 0, 0});
  }
  auto document = documents.open(source);
  if (!document) return std::move(document).diagnostics();
  if (is_contract((*document)->root)) return (*document)->root;
  if (Diagnostics broken = openapi::check_utf8(source); !broken.empty()) return broken;
  auto imported = openapi::import_openapi_file(source, documents);
  if (!imported) return std::move(imported).diagnostics();
  return std::move(imported->openapi);
}

// Mistakes in a derived file are mistakes of the whole contract: a check must not silently use another schema.
class SchemaFiles {
 public:
  SchemaFiles(SourceSet& sources, std::filesystem::path folder) : sources_(sources), folder_(std::move(folder)) {
    std::error_code none;
    is_shared_ = std::filesystem::is_regular_file(folder_ / components_file, none);
  }

  SchemaRef find(const std::string& path) {
    if (is_shared_) return {};
    const std::filesystem::path file = folder_ / path;
    std::error_code none;
    if (!std::filesystem::is_regular_file(file, none)) return {};
    auto source = base::load_source(sources_, file);
    if (!source) {
      base::append(mistakes, source.diagnostics());
      return {};
    }
    auto schema = document::parse_json(**source);
    if (!schema) {
      base::append(mistakes, schema.diagnostics());
      return {};
    }
    auto root = std::make_shared<const Node>(std::move(*schema));
    return {root, Pointer{}, (*source)->name(), root.get()};
  }

  Diagnostics mistakes;

 private:
  SourceSet& sources_;
  std::filesystem::path folder_;
  bool is_shared_ = false;  // files that share components say what the contract says
};

}  // namespace

Result<Contract> load_contract(SourceSet& sources, const std::string& path, std::string_view provider,
                               const openapi::DocumentOptions& options, const ReadPage& read_page) {
  auto source = base::load_source(sources, path);
  if (!source) return std::move(source).diagnostics();
  openapi::DocumentSet documents(sources, options);
  auto document = read_document(**source, documents, read_page);
  if (!document) return std::move(document).diagnostics();
  SchemaFiles files(sources, std::filesystem::path(path).parent_path());
  auto root = std::make_shared<const Node>(std::move(*document));
  Contract contract = contract_model(std::move(root), provider_of(path, provider), (*source)->name(),
                                     [&](const std::string& file) { return files.find(file); });
  if (base::has_errors(files.mistakes)) return std::move(files.mistakes);
  return contract;
}

}  // namespace concord::contract
