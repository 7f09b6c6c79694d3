// Schemas of the command line: read with all that they refer to, compiled, or checked against their metaschemas.
#pragma once
#include "schema_files.h"
#include "validate_flags.h"

#include <memory>
#include <optional>
#include <string>

namespace concord::cli {

class SchemaLoader {
 public:
  // `flags` must outlive this.
  SchemaLoader(const ValidateFlags& flags, std::vector<SchemaRoot> roots) : flags_(flags), files_(std::move(roots)) {}

  // `reference` is FILE or FILE#POINTER. What is wrong is printed, as warnings are; then nothing is returned.
  std::optional<schema::Schema> load(const std::string& reference);

  // A schema as an instance. `metaschema` is absent when that does not compile.
  struct Checked {
    std::shared_ptr<const document::Node> root;
    const document::Node* schema = nullptr;  // the part of `root` that was named
    std::optional<schema::Schema> metaschema;
    schema::Verdict conforms = schema::Verdict::Invalid;  // to the metaschema
    bool compiles = false;  // which finds what no metaschema can say; only asked when it conforms
  };
  // Nothing when the file cannot be read.
  std::optional<Checked> check(const std::string& reference);

  // A schema location as it is said to people: of the schema itself only the fragment, of files their paths.
  std::string shown_place(const std::string& location) const;

 private:
  struct Part {
    std::string file;
    std::shared_ptr<const document::Node> root;
    document::Pointer at;
  };
  std::optional<Part> read(const std::string& reference);
  std::optional<schema::Options> options_for(const Part& part);
  std::optional<schema::Schema> load_metaschema(const Part& part);

  const ValidateFlags& flags_;
  SchemaFiles files_;
  std::string base_uri_;
};

}  // namespace concord::cli
