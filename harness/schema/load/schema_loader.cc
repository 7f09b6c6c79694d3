#include <concord/schema/schema_loader.h>

#include <concord/base/text.h>

#include <filesystem>

namespace concord::schema {
namespace {

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

// A document that contains schemas is none itself. Names the first that it contains.
base::Diagnostic not_a_schema(const std::string& file, const Node& root) {
  std::string example = "/components/schemas/NAME";
  for (const char* place : {"/components/schemas", "/definitions"}) {
    const Node* schemas = document::resolve(root, *Pointer::parse(place));
    if (schemas && schemas->size() > 0 && schemas->is_object())
      example = (*Pointer::parse(place) / schemas->members().front().key).text();
  }
  return base::error("validate.openapi-document", "\"" + file + "\" is an OpenAPI document, not a schema", {},
                     "name a schema in it: " + base::in_quotes(file + "#" + example) +
                         ", or a message of it: --operation NAME");
}

Diagnostics with_paths(Diagnostics diagnostics) { return SchemaFolders::shown(std::move(diagnostics)); }

}  // namespace

Result<SchemaLoader::Part> SchemaLoader::read(const std::string& reference) {
  const auto [file, fragment] = split_reference(reference);
  auto root = folders_.read(file);
  if (!root) return with_paths(root.diagnostics());
  Part part{file, std::make_shared<const Node>(std::move(root).value()), {}};
  const bool is_openapi = part.root->has("openapi") || part.root->has("swagger");
  if (!fragment && is_openapi) return not_a_schema(file, *part.root);
  const auto pointer = Pointer::parse_fragment(fragment.value_or(""));
  if (!pointer) {
    return base::error("validate.fragment", "\"" + *fragment + "\" is no JSON Pointer", {},
                       "such as " + base::in_quotes(file + "#/$defs/name"));
  }
  part.at = *pointer;
  return part;
}

// With all that the schema refers to; an error when some of that cannot be read.
Result<Options> SchemaLoader::options_for(const Part& part) {
  Options options;
  options.default_dialect = options_.dialect;
  options.assert_formats = options_.formats != FormatsRule::Annotate;
  options.metaschema_decides_formats = options_.formats == FormatsRule::ByMetaschema;
  options.assert_content = options_.assert_content;
  options.direction = options_.direction;
  Diagnostics problems = folders_.follow(part.file, part.root, part.at, options);
  base_uri_ = options.base_uri;
  if (!problems.empty()) return with_paths(std::move(problems));
  return options;
}

Result<Schema> SchemaLoader::load(const std::string& reference, Diagnostics& warnings) {
  const auto part = read(reference);
  if (!part) return part.diagnostics();
  const auto options = options_for(*part);
  if (!options) return options.diagnostics();
  Diagnostics found;
  auto compiled = compile_at(part->root, part->at, *options, &found);
  base::append(warnings, with_paths(std::move(found)));
  if (!compiled) return with_paths(compiled.diagnostics());
  return compiled;
}

std::optional<Schema> SchemaLoader::load_metaschema(const Part& part, Diagnostics& notes) {
  const Node* schema = document::resolve(*part.root, part.at);
  const bool names_its_own = schema && schema->is_object() && schema->has("$schema");
  Node::Object members;
  members.push_back({"$ref", Node(metaschema_of(names_its_own ? *schema : *part.root, options_.dialect)), {}});
  const auto reference = std::make_shared<const Node>(std::move(members));
  Options options;
  base::append(notes, with_paths(folders_.follow(part.file, reference, {}, options)));
  const auto compiled = compile_at(reference, Pointer(), options);
  if (!compiled) return std::nullopt;  // whoever compiles the schema itself says why
  return *compiled;
}

Result<SchemaLoader::Checked> SchemaLoader::check(const std::string& reference, Diagnostics& notes) {
  const auto part = read(reference);
  if (!part) return part.diagnostics();
  const auto options = options_for(*part);
  if (!options) return options.diagnostics();
  Checked checked;
  checked.root = part->root;
  checked.schema = document::resolve(*part->root, part->at);
  if (!checked.schema) {
    return base::error("validate.no-place",
                       "there is nothing at " + base::in_quotes(part->at.text()) + " in \"" + part->file + "\"");
  }
  checked.metaschema = load_metaschema(*part, notes);
  if (checked.metaschema) checked.conforms = checked.metaschema->verdict(*checked.schema);
  if (checked.metaschema && checked.conforms != Verdict::Valid) return checked;
  Diagnostics warnings;
  const auto compiled = compile_at(part->root, part->at, *options, &warnings);
  base::append(notes, with_paths(std::move(warnings)));
  if (!compiled) base::append(notes, with_paths(compiled.diagnostics()));
  checked.compiles = compiled.has_value();
  return checked;
}

std::string SchemaLoader::shown_place(const std::string& location) const {
  if (location.starts_with(base_uri_ + "#")) return location.substr(base_uri_.size());
  return SchemaFolders::shown(location);
}

}  // namespace concord::schema
