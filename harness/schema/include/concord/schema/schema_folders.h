// Where schemas come from: files, which a $ref reaches by the URI under which a folder is served. Nothing is fetched.
#pragma once
#include <concord/schema.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::schema {

// A folder whose files are the documents of all URIs that begin with `prefix`.
struct SchemaRoot {
  std::string prefix;
  std::filesystem::path folder;
};

// `URL=DIR`, as --schema-root takes it; nothing when it is none.
std::optional<SchemaRoot> parse_schema_root(std::string_view text);

class SchemaFolders {
 public:
  explicit SchemaFolders(std::vector<SchemaRoot> roots) : roots_(std::move(roots)) {}

  // A JSON or YAML file, by its name. The spans of the document live as long as this.
  Result<Node> read(const std::filesystem::path& path);

  // Takes the value at `at` of `path` as the schema to be compiled: finds its base URI and reads what it refers to,
  // directly or not, as far as it is in a root, beside `path` or below the working folder. Sets base_uri and registry
  // of `options`. What is not found is left for the compiler to complain of; a file that is found and cannot be read is
  // returned.
  Diagnostics follow(const std::filesystem::path& path, std::shared_ptr<const Node> root, const Pointer& at,
                     Options& options);

  // The same text with URIs of files below the working folder as paths.
  static std::string shown(std::string text);
  static Diagnostics shown(Diagnostics diagnostics);

 private:
  std::optional<std::filesystem::path> find(const std::string& uri) const;
  Diagnostics load(const std::string& uri, const std::filesystem::path& file);
  std::string uri_of(const std::filesystem::path& path) const;

  std::vector<SchemaRoot> roots_;     // of the command line
  std::vector<SchemaRoot> implicit_;  // of the schema at hand
  base::SourceSet sources_;
  Registry registry_;
  std::size_t loaded_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace concord::schema
