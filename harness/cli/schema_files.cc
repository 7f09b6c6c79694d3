#include "schema_files.h"
#include "options.h"

#include <concord/base/file.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 1'000;
constexpr std::size_t kMostBytes = 256u << 20;
constexpr std::string_view kFileScheme = "file://";

fs::path real(const fs::path& path) {
  std::error_code failure;
  fs::path found = fs::weakly_canonical(fs::absolute(path, failure), failure);
  return failure ? path : found;
}

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

bool is_within(const fs::path& file, const fs::path& folder) {
  const auto [end, unused] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return end == folder.end() || (std::next(end) == folder.end() && end->empty());
}

// The file that a root has for the rest of a URI: schemas are often named without the end of their file's name.
std::optional<fs::path> file_in(const fs::path& folder, const std::string& rest) {
  if (rest.empty()) return std::nullopt;
  for (const char* end : {"", ".json", ".schema.json", ".yaml", ".yml"}) {
    const fs::path path = folder / (rest + end);
    std::error_code failure;
    if (fs::is_regular_file(path, failure) && is_within(real(path), real(folder))) return path;
  }
  return std::nullopt;
}

}  // namespace

bool is_yaml(std::string_view path) { return path.ends_with(".yaml") || path.ends_with(".yml"); }

std::optional<SchemaRoot> parse_schema_root(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || equals + 1 == text.size()) return std::nullopt;
  const std::string_view url = text.substr(0, equals);
  const auto colon = url.find(':');
  if (colon == std::string_view::npos || colon == 0 || url.find('#') != std::string_view::npos) return std::nullopt;
  return SchemaRoot{std::string(url), fs::path(std::string(text.substr(equals + 1)))};
}

base::Result<document::Node> SchemaFiles::read(const fs::path& path) {
  auto source = base::load_source(sources_, path);
  if (!source) return source.diagnostics();
  bytes_ += (*source)->text().size();
  return is_yaml(path.generic_string()) ? document::parse_yaml(**source) : document::parse_json(**source);
}

base::Diagnostics SchemaFiles::follow(const fs::path& path, std::shared_ptr<const document::Node> root,
                                      const document::Pointer& at, schema::Options& options) {
  options.base_uri = uri_of(path);
  options.registry = &registry_;
  const fs::path folder = real(path).parent_path();
  implicit_ = {{file_uri(folder) + "/", folder}, {file_uri(real(".")) + "/", real(".")}};
  for (const char* keyword : {"$id", "id"}) {
    const document::Node* id = root->find(keyword);
    if (id && id->is_string() && id->as_string().find("://") != std::string::npos)
      implicit_.push_back({without_last_segment(id->as_string()), folder});
  }
  base::Diagnostics problems;
  for (bool is_new = true; is_new && problems.empty();) {
    is_new = false;
    for (const std::string& uri : schema::missing_documents(root, options, at)) {
      const auto file = find(uri);
      if (!file || registry_.find(uri)) continue;
      is_new = true;
      base::append(problems, load(uri, *file));
      if (!problems.empty()) break;
    }
  }
  return problems;
}

base::Diagnostics SchemaFiles::load(const std::string& uri, const fs::path& file) {
  if (++loaded_ > kMostFiles || bytes_ > kMostBytes) {
    return {base::error("validate.too-many-files", "the schema refers to more than " + std::to_string(kMostFiles) +
                                                       " files or " + std::to_string(kMostBytes >> 20) + " MiB")};
  }
  const fs::path here = real(".");
  auto document = read(is_within(file, here) ? file.lexically_relative(here) : file);
  if (!document) return document.diagnostics();
  registry_.add(uri, std::move(document).value());
  return {};
}

// The longest prefix of the command line wins; then the folders around the schema.
std::optional<fs::path> SchemaFiles::find(const std::string& uri) const {
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
std::string SchemaFiles::uri_of(const fs::path& path) const {
  const fs::path file = real(path);
  for (const SchemaRoot& root : roots_) {
    const fs::path folder = real(root.folder);
    if (!is_within(file, folder)) continue;
    const std::string rest = file.lexically_relative(folder).generic_string();
    return root.prefix + (root.prefix.ends_with('/') ? "" : "/") +
           base::replace_all(base::percent_encode(rest), "%2F", "/");
  }
  return file_uri(file);
}

std::string SchemaFiles::shown(std::string text) {
  return base::replace_all(std::move(text), file_uri(real(".")) + "/", "");
}

base::Diagnostics SchemaFiles::shown(base::Diagnostics diagnostics) {
  for (base::Diagnostic& one : diagnostics) {
    one.message = shown(std::move(one.message));
    one.hint = shown(std::move(one.hint));
  }
  return diagnostics;
}

}  // namespace concord::cli
