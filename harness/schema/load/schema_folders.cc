#include <concord/schema/schema_folders.h>

#include <concord/base/file.h>
#include <concord/base/path.h>
#include <concord/base/text.h>
#include <concord/document/instances.h>

#include <algorithm>
#include <array>

namespace concord::schema {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 1'000;
constexpr std::size_t kMostBytes = 256u << 20;
constexpr std::string_view kFileScheme = "file://";

std::string file_uri(const fs::path& path) {
  return std::string(kFileScheme) + base::replace_all(base::percent_encode(path.generic_string()), "%2F", "/");
}

std::string without_last_segment(const std::string& uri) { return uri.substr(0, uri.rfind('/') + 1); }

// What follows the prefix, which ends where a segment does.
std::optional<std::string> rest_of(const std::string& uri, const std::string& prefix) {
  if (!uri.starts_with(prefix) || prefix.empty()) return std::nullopt;
  std::string rest = uri.substr(prefix.size());
  const bool is_boundary = prefix.ends_with('/') || rest.empty() || rest.starts_with('/');
  if (!is_boundary || rest.find('?') != std::string::npos) return std::nullopt;
  rest = base::percent_decode(rest);
  if (rest.find('\0') != std::string::npos) return std::nullopt;
  return rest.substr(std::min(rest.find_first_not_of('/'), rest.size()));
}

// The file that a root has for the rest of a URI: schemas are often named without the end of their file's name.
std::optional<fs::path> file_in(const fs::path& folder, const std::string& rest) {
  if (rest.empty()) return std::nullopt;
  for (const char* end : {"", ".json", ".schema.json", ".yaml", ".yml"}) {
    const fs::path path = folder / (rest + end);
    std::error_code failure;
    if (fs::is_regular_file(path, failure) && base::is_within(base::canonical_path(folder), base::canonical_path(path)))
      return path;
  }
  return std::nullopt;
}

}  // namespace

std::optional<SchemaRoot> parse_schema_root(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || equals + 1 == text.size()) return std::nullopt;
  const std::string_view url = text.substr(0, equals);
  const auto colon = url.find(':');
  if (colon == std::string_view::npos || colon == 0 || url.find('#') != std::string_view::npos) return std::nullopt;
  return SchemaRoot{std::string(url), fs::path(std::string(text.substr(equals + 1)))};
}

Result<Node> SchemaFolders::read(const fs::path& path) {
  auto source = base::load_source(sources_, path);
  if (!source) return source.diagnostics();
  bytes_ += (*source)->text().size();
  return document::is_yaml_file(path.generic_string()) ? document::parse_yaml(**source)
                                                       : document::parse_json(**source);
}

Diagnostics SchemaFolders::follow(const fs::path& path, std::shared_ptr<const Node> root, const Pointer& at,
                                  Options& options) {
  options.base_uri = uri_of(path);
  options.registry = &registry_;
  const fs::path folder = base::canonical_path(path).parent_path();
  implicit_ = {{file_uri(folder) + "/", folder},
               {file_uri(base::canonical_path(".")) + "/", base::canonical_path(".")}};
  for (const char* keyword : {"$id", "id"}) {
    const Node* id = root->find(keyword);
    if (id && id->is_string() && id->as_string().find("://") != std::string::npos)
      implicit_.push_back({without_last_segment(id->as_string()), folder});
  }
  Diagnostics problems;
  for (bool is_new = true; is_new && problems.empty();) {
    is_new = false;
    for (const std::string& uri : missing_documents(root, options, at)) {
      const auto file = find(uri);
      if (!file || registry_.find(uri)) continue;
      is_new = true;
      base::append(problems, load(uri, *file));
      if (!problems.empty()) break;
    }
  }
  return problems;
}

Diagnostics SchemaFolders::load(const std::string& uri, const fs::path& file) {
  if (++loaded_ > kMostFiles || bytes_ > kMostBytes) {
    return {base::error("validate.too-many-files", "the schema refers to more than " + std::to_string(kMostFiles) +
                                                       " files or " + std::to_string(kMostBytes >> 20) + " MiB")};
  }
  const fs::path here = base::canonical_path(".");
  auto document = read(base::is_within(here, file) ? file.lexically_relative(here) : file);
  if (!document) return document.diagnostics();
  registry_.add(uri, std::move(document).value());
  return {};
}

// The longest prefix of the command line wins; then the folders around the schema.
std::optional<fs::path> SchemaFolders::find(const std::string& uri) const {
  const SchemaRoot* best = nullptr;
  for (const SchemaRoot& root : roots_) {
    if (rest_of(uri, root.prefix) && (!best || root.prefix.size() > best->prefix.size())) best = &root;
  }
  if (best) return file_in(best->folder, *rest_of(uri, best->prefix));
  for (const SchemaRoot& root : implicit_) {
    const auto rest = rest_of(uri, root.prefix);
    if (auto file = rest ? file_in(root.folder, *rest) : std::nullopt) return file;
  }
  return std::nullopt;
}

// Under a root of the command line when the file is in its folder.
std::string SchemaFolders::uri_of(const fs::path& path) const {
  const fs::path file = base::canonical_path(path);
  for (const SchemaRoot& root : roots_) {
    const fs::path folder = base::canonical_path(root.folder);
    if (!base::is_within(folder, file)) continue;
    const std::string rest = file.lexically_relative(folder).generic_string();
    return root.prefix + (root.prefix.ends_with('/') ? "" : "/") +
           base::replace_all(base::percent_encode(rest), "%2F", "/");
  }
  return file_uri(file);
}

std::string SchemaFolders::shown(std::string text) {
  return base::replace_all(std::move(text), file_uri(base::canonical_path(".")) + "/", "");
}

Diagnostics SchemaFolders::shown(Diagnostics diagnostics) {
  for (base::Diagnostic& one : diagnostics) {
    one.message = shown(std::move(one.message));
    one.hint = shown(std::move(one.hint));
  }
  return diagnostics;
}

}  // namespace concord::schema
