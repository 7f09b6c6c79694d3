#include "schema_loader.h"

#include "terminal.h"

#include <concord/base/text.h>

#include <filesystem>

namespace concord::cli {
namespace {

using document::Node;
using document::Pointer;

struct Reference {
  std::string file;
  std::optional<std::string> fragment;
};

// A file may have a # in its name.
Reference split_reference(const std::string& reference) {
  std::error_code failure;
  const auto hash = reference.find('#');
  if (hash == std::string::npos || std::filesystem::exists(reference, failure)) return {reference, std::nullopt};
  return {reference.substr(0, hash), reference.substr(hash + 1)};
}

std::nullopt_t complain(base::Diagnostics diagnostics) {
  print(SchemaFiles::shown(std::move(diagnostics)));
  return std::nullopt;
}

// A document that contains schemas is none itself. Names the first that it contains.
base::Diagnostic not_a_schema(const std::string& file, const Node& root) {
  std::string example = "/components/schemas/NAME";
  for (const char* place : {"/components/schemas", "/definitions"}) {
    const Node* schemas = document::resolve(root, *Pointer::parse(place));
    if (schemas && schemas->size() > 0 && schemas->is_object())
      example = (*Pointer::parse(place) / schemas->members().front().key).text();
  }
  return base::error("validate.openapi-document", "\"" + file + "\" is an OpenAPI document, not a schema", {},
                     "name a schema in it: " + base::in_quotes(file + "#" + example));
}

}  // namespace

std::optional<SchemaLoader::Part> SchemaLoader::read(const std::string& reference) {
  const auto [file, fragment] = split_reference(reference);
  auto root = files_.read(file);
  if (!root) return complain(root.diagnostics());
  Part part{file, std::make_shared<const Node>(std::move(root).value()), {}};
  const bool is_openapi = part.root->has("openapi") || part.root->has("swagger");
  if (!fragment && is_openapi) return complain({not_a_schema(file, *part.root)});
  const auto pointer = Pointer::parse_fragment(fragment.value_or(""));
  if (!pointer) {
    return complain({base::error("validate.fragment", "\"" + *fragment + "\" is no JSON Pointer", {},
                                 "such as " + base::in_quotes(file + "#/$defs/name"))});
  }
  part.at = *pointer;
  return part;
}

// With all that the schema refers to; nothing when some of that cannot be read.
std::optional<schema::Options> SchemaLoader::options_for(const Part& part) {
  schema::Options options;
  options.default_dialect = flags_.dialect;
  options.assert_formats = flags_.formats != FormatsRule::Annotate;
  options.metaschema_decides_formats = flags_.formats == FormatsRule::ByMetaschema;
  options.assert_content = flags_.assert_content;
  base::Diagnostics problems = files_.follow(part.file, part.root, part.at, options);
  base_uri_ = options.base_uri;
  if (problems.empty()) return options;
  return complain(std::move(problems));
}

std::optional<schema::Schema> SchemaLoader::load(const std::string& reference) {
  const auto part = read(reference);
  const auto options = part ? options_for(*part) : std::nullopt;
  if (!options) return std::nullopt;
  base::Diagnostics warnings;
  auto compiled = schema::compile_at(part->root, part->at, *options, &warnings);
  print(SchemaFiles::shown(std::move(warnings)));
  if (compiled) return *compiled;
  return complain(compiled.diagnostics());
}

std::optional<schema::Schema> SchemaLoader::load_metaschema(const Part& part) {
  const Node* schema = document::resolve(*part.root, part.at);
  const bool names_its_own = schema && schema->is_object() && schema->has("$schema");
  Node::Object members;
  members.push_back({"$ref", Node(schema::metaschema_of(names_its_own ? *schema : *part.root, flags_.dialect)), {}});
  const auto reference = std::make_shared<const Node>(std::move(members));
  schema::Options options;
  print(SchemaFiles::shown(files_.follow(part.file, reference, {}, options)));
  const auto compiled = schema::compile_at(reference, Pointer(), options);
  if (!compiled) return std::nullopt;  // whoever compiles the schema itself says why
  return *compiled;
}

std::optional<SchemaLoader::Checked> SchemaLoader::check(const std::string& reference) {
  const auto part = read(reference);
  const auto options = part ? options_for(*part) : std::nullopt;
  if (!options) return std::nullopt;
  Checked checked;
  checked.root = part->root;
  checked.schema = document::resolve(*part->root, part->at);
  if (!checked.schema) {
    return complain({base::error("validate.no-place", "there is nothing at " + base::in_quotes(part->at.text()) +
                                                          " in \"" + part->file + "\"")});
  }
  checked.metaschema = load_metaschema(*part);
  if (checked.metaschema) checked.conforms = checked.metaschema->verdict(*checked.schema);
  if (checked.metaschema && checked.conforms != schema::Verdict::Valid) return checked;
  base::Diagnostics warnings;
  const auto compiled = schema::compile_at(part->root, part->at, *options, &warnings);
  print(SchemaFiles::shown(std::move(warnings)));
  if (!compiled) print(SchemaFiles::shown(compiled.diagnostics()));
  checked.compiles = compiled.has_value();
  return checked;
}

std::string SchemaLoader::shown_place(const std::string& location) const {
  if (location.starts_with(base_uri_ + "#")) return location.substr(base_uri_.size());
  return SchemaFiles::shown(location);
}

}  // namespace concord::cli
