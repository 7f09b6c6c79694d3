// Schemas in files: read with all that they refer to, compiled, or checked against their metaschemas. Nothing is
// printed: diagnostics have URIs of files below the working folder as paths.
#pragma once
#include <concord/schema/schema_folders.h>

#include <memory>
#include <optional>
#include <string>

namespace concord::schema {

enum class FormatsRule { ByMetaschema, Assert, Annotate };

struct LoadOptions {
  Dialect dialect = Dialect::Draft2020_12;  // of schemas that do not say theirs
  FormatsRule formats = FormatsRule::ByMetaschema;
  bool assert_content = false;
  Direction direction = Direction::None;
  std::vector<SchemaRoot> roots;
};

class SchemaLoader {
 public:
  explicit SchemaLoader(LoadOptions options) : options_(std::move(options)), folders_(options_.roots) {}

  // `reference` is FILE or FILE#POINTER. `warnings` get what is odd and no error.
  Result<Schema> load(const std::string& reference, Diagnostics& warnings);

  // A schema as an instance. `metaschema` is absent when that does not compile.
  struct Checked {
    std::shared_ptr<const Node> root;
    const Node* schema = nullptr;  // the part of `root` that was named
    std::optional<Schema> metaschema;
    Verdict conforms = Verdict::Invalid;  // to the metaschema
    bool compiles = false;                // which finds what no metaschema can say; only asked when it conforms
  };
  // An error when the file cannot be read. `notes` get all else that is to be said, in order.
  Result<Checked> check(const std::string& reference, Diagnostics& notes);

  // A schema location as it is said to people: of the schema that was last loaded only the fragment, of files their
  // paths.
  std::string shown_place(const std::string& location) const;

 private:
  struct Part {
    std::string file;
    std::shared_ptr<const Node> root;
    Pointer at;
  };
  Result<Part> read(const std::string& reference);
  Result<Options> options_for(const Part& part);
  std::optional<Schema> load_metaschema(const Part& part, Diagnostics& notes);

  LoadOptions options_;
  SchemaFolders folders_;
  std::string base_uri_;
};

}  // namespace concord::schema
