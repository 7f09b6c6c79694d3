#include "resource_index.h"

#include "metaschemas.h"
#include <concord/schema/uri.h>

#include <concord/base/text.h>

#include <array>

namespace concord::schema {
namespace {

constexpr std::size_t kDeepestDocument = 1'000;  // documents of the parsers are at most 512 deep

struct KnownDialect {
  std::string_view uri;
  Dialect dialect;
};

constexpr auto kDialects = std::to_array<KnownDialect>({
    {"https://json-schema.org/draft/2020-12/schema", Dialect::Draft2020_12},
    {"https://json-schema.org/draft/2019-09/schema", Dialect::Draft2019_09},
    {"http://json-schema.org/draft-07/schema", Dialect::Draft7},
    {"http://json-schema.org/draft-06/schema", Dialect::Draft6},
    {"http://json-schema.org/draft-04/schema", Dialect::Draft4},
    {"https://spec.openapis.org/oas/3.1/dialect/base", Dialect::OpenApi31},
    {"https://spec.openapis.org/oas/3.1/dialect/2024-11-10", Dialect::OpenApi31},
    {"https://spec.openapis.org/oas/3.2/dialect/2025-09-17", Dialect::OpenApi31},
});

struct KnownVocabulary {
  std::string_view name;  // after ".../vocab/"
  Vocabulary vocabulary;
};

constexpr auto kVocabularies = std::to_array<KnownVocabulary>({
    {"core", Vocabulary::Core},
    {"applicator", Vocabulary::Applicator},
    {"unevaluated", Vocabulary::Unevaluated},
    {"validation", Vocabulary::Validation},
    {"meta-data", Vocabulary::MetaData},
    {"format", Vocabulary::Format},
    {"format-annotation", Vocabulary::Format},
    {"format-assertion", Vocabulary::Format},
    {"content", Vocabulary::Content},
});

bool may_be_schema(const Node& value) { return value.is_object() || value.is_boolean(); }

std::string child(const std::string& pointer, std::string_view token) {
  return pointer + "/" + document::escape_token(token);
}

std::vector<std::string> member_names(const Node& object) {
  std::vector<std::string> names;
  for (const auto& member : object.members()) names.push_back(member.key);
  return names;
}

std::string_view id_keyword(Dialect dialect) { return dialect == Dialect::Draft4 ? "id" : "$id"; }

}  // namespace

// Schemas of 2.0 are nearer to 3.0's than to any draft.
std::optional<Dialect> dialect_of_document(const Node& root) {
  if (root.has("swagger")) return Dialect::OpenApi30;
  const Node* version = root.find("openapi");
  if (!version) return std::nullopt;
  return version->string_or_empty().starts_with("3.0") ? Dialect::OpenApi30 : Dialect::OpenApi31;
}

std::uint32_t ResourceIndex::add_document(std::shared_ptr<const Node> document, std::string uri, bool is_schema) {
  const auto number = static_cast<std::uint32_t>(resources_.size());
  Resource resource;
  resource.uri = std::string(split_fragment(uri).uri);
  resource.root = document.get();
  resource.document = static_cast<std::uint32_t>(documents_.size());
  resource.dialect = dialect_of_document(*document).value_or(default_dialect_);
  documents_.push_back({document, is_schema, is_schema});
  by_uri_.emplace(resource.uri, number);
  resources_.push_back(std::move(resource));
  if (is_schema) {
    if (document->is_object()) read_dialect(resources_[number], *document, "$schema");
    visit(*document, number, "", {});
  } else if (resources_[number].dialect == Dialect::OpenApi31) {
    read_dialect(resources_[number], *document, "jsonSchemaDialect");
  }
  // What an OpenAPI document refers to is of its dialect.
  if (documents_.size() == 1 && !is_schema) default_dialect_ = resources_[number].dialect;
  return number;
}

std::vector<std::shared_ptr<const Node>> ResourceIndex::documents() const {
  std::vector<std::shared_ptr<const Node>> out;
  for (const Document& document : documents_) out.push_back(document.root);
  return out;
}

void ResourceIndex::visit(const Node& schema, std::uint32_t resource, const std::string& pointer, Walk walk) {
  if (++walk.depth > kDeepestDocument) return;
  const auto number = schema.is_object() ? enter(schema, resource, walk.registers) : resource;
  const std::string& here = number == resource ? pointer : std::string();
  if (!places_.emplace(&schema, Place{number, here}).second) return;
  order_.push_back(&schema);
  if (!schema.is_object()) return;
  if (walk.registers) read_anchors(schema, number);
  visit_children(schema, number, here, walk);
}

void ResourceIndex::visit_children(const Node& schema, std::uint32_t resource, const std::string& pointer, Walk walk) {
  const Dialect dialect = resources_[resource].dialect;
  for (const auto& member : schema.members()) {
    const KeywordRow* row = find_keyword(member.key, dialect);
    if (!row || !holds_subschemas(row->shape)) continue;
    visit_value(member.value, row->shape, resource, child(pointer, member.key), walk);
  }
}

void ResourceIndex::visit_value(const Node& value, Shape shape, std::uint32_t resource, const std::string& pointer,
                         Walk walk) {
  const bool is_map = shape == Shape::SchemaMap || shape == Shape::PatternMap || shape == Shape::DependencyMap;
  if (is_map) {
    for (const auto& member : value.members()) {
      if (may_be_schema(member.value)) visit(member.value, resource, child(pointer, member.key), walk);
    }
  } else if (value.is_array()) {
    if (shape == Shape::Schema) return;
    for (std::size_t i = 0; i < value.items().size(); ++i) {
      if (may_be_schema(value.items()[i])) visit(value.items()[i], resource, pointer + "/" + std::to_string(i), walk);
    }
  } else if (shape != Shape::Schemas && may_be_schema(value)) {
    visit(value, resource, pointer, walk);
  }
}

// The resource that `schema` belongs to: a new one when it has an $id.
std::uint32_t ResourceIndex::enter(const Node& schema, std::uint32_t outer, bool registers) {
  const Resource& parent = resources_[outer];
  Dialect dialect = parent.dialect;
  const Node* id = schema.find(id_keyword(dialect));
  if (!id || !id->is_string()) return outer;
  if (ignores_siblings_of_ref(dialect) && schema.has("$ref")) return outer;
  const auto name = split_fragment(id->as_string()).uri;
  if (name.empty()) return outer;
  std::string uri = resolve_uri(parent.uri, name);
  if (&schema == parent.root) {
    if (registers) by_uri_.insert_or_assign(uri, outer);
    resources_[outer].uri = std::move(uri);
    return outer;
  }
  const auto number = static_cast<std::uint32_t>(resources_.size());
  Resource resource;
  resource.uri = std::move(uri);
  resource.root = &schema;
  resource.document = parent.document;
  resource.dialect = dialect;
  resource.vocabularies = parent.vocabularies;
  resource.asserts_formats = parent.asserts_formats;
  resource.annotates_formats = parent.annotates_formats;
  if (registers) by_uri_.emplace(resource.uri, number);
  resources_.push_back(std::move(resource));
  read_dialect(resources_[number], schema, "$schema");
  return number;
}

void ResourceIndex::read_anchors(const Node& schema, std::uint32_t number) {
  Resource& resource = resources_[number];
  if (ignores_siblings_of_ref(resource.dialect)) {
    const Node* id = schema.find(id_keyword(resource.dialect));
    if (id && id->is_string() && !schema.has("$ref")) {
      const auto name = split_fragment(id->as_string()).fragment;
      if (!name.empty()) resource.anchors.emplace(name, &schema);
    }
    return;
  }
  if (const Node* anchor = schema.find("$anchor")) resource.anchors.emplace(anchor->string_or_empty(), &schema);
  if (resource.dialect == Dialect::Draft2019_09) {
    const Node* recursive = schema.find("$recursiveAnchor");
    if (recursive && recursive->is_boolean() && &schema == resource.root)
      resource.has_recursive_anchor = recursive->as_boolean();
  } else if (const Node* anchor = schema.find("$dynamicAnchor")) {
    resource.dynamic_anchors.emplace(anchor->string_or_empty(), &schema);
  }
}

void ResourceIndex::read_dialect(Resource& resource, const Node& holder, std::string_view keyword) {
  const Node* named = holder.find(keyword);
  if (!named || !named->is_string()) return;
  std::shared_ptr<const Node> metaschema;
  std::string uri(split_fragment(named->as_string()).uri);
  for (int hops = 0; hops < 8; ++hops) {
    for (const KnownDialect& known : kDialects) {
      if (known.uri != uri) continue;
      // OpenAPI 3.1 is a superset, so its documents may say 2020-12 and keep `discriminator` and the like.
      if (!(resource.dialect == Dialect::OpenApi31 && known.dialect == Dialect::Draft2020_12))
        resource.dialect = known.dialect;
      return;
    }
    auto next = registry_ ? registry_->share(uri) : nullptr;
    if (!next) missing_.insert(uri);
    const Node* says = next ? next->find("$schema") : nullptr;
    if (!next || !says || !says->is_string()) break;
    if (!metaschema && read_vocabularies(resource, *next)) metaschema = next;
    uri = std::string(split_fragment(says->as_string()).uri);
  }
  std::vector<std::string> known;
  for (const KnownDialect& dialect : kDialects) known.emplace_back(dialect.uri);
  diagnostics_.push_back(base::error("schema.unknown-dialect",
                                     "unknown " + std::string(keyword) + " \"" + named->as_string() + "\"",
                                     named->span(), base::did_you_mean(uri, known)));
}

bool ResourceIndex::read_vocabularies(Resource& resource, const Node& metaschema) {
  const Node* listed = metaschema.find("$vocabulary");
  if (!listed || !listed->is_object()) return false;
  unsigned bits = 1u << static_cast<unsigned>(Vocabulary::Core);
  for (const auto& member : listed->members()) {
    const auto slash = member.key.rfind("/vocab/");
    const std::string_view name = slash == std::string::npos ? "" : std::string_view(member.key).substr(slash + 7);
    bool is_known = false;
    for (const KnownVocabulary& known : kVocabularies) {
      if (known.name != name || !member.key.starts_with("https://json-schema.org/draft/20")) continue;
      is_known = true;
      bits |= 1u << static_cast<unsigned>(known.vocabulary);
      const bool is_2019 = member.key.find("/2019-09/") != std::string::npos;
      if (is_2019 && name == "applicator") bits |= 1u << static_cast<unsigned>(Vocabulary::Unevaluated);
      if (name == "format-assertion" || (name == "format" && member.value.is_boolean() && member.value.as_boolean()))
        resource.asserts_formats = true;
    }
    if (!is_known && member.value.is_boolean() && member.value.as_boolean()) {
      diagnostics_.push_back(base::error("schema.unknown-vocabulary",
                                         "the metaschema requires the unknown vocabulary \"" + member.key + "\"",
                                         member.key_span));
    }
  }
  resource.vocabularies = static_cast<std::uint8_t>(bits);
  resource.annotates_formats = !resource.asserts_formats;
  return true;
}

std::optional<std::uint32_t> ResourceIndex::find_resource(const std::string& uri) {
  if (const auto found = by_uri_.find(uri); found != by_uri_.end()) return found->second;
  auto document = registry_ ? registry_->share(uri) : nullptr;
  if (!document) document = find_metaschema(uri);
  if (!document) {
    missing_.insert(uri);
    return std::nullopt;
  }
  const bool is_schema = !document->has("openapi") && !document->has("swagger");
  return add_document(std::move(document), uri, is_schema);
}

ResourceIndex::Target ResourceIndex::resolve(std::uint32_t from, std::string_view reference) {
  const auto [name, fragment] = split_fragment(reference);
  const std::string uri = name.empty() ? resources_[from].uri : resolve_uri(resources_[from].uri, name);
  auto number = name.empty() ? std::optional(from) : find_resource(uri);
  const auto document = resources_[from].document;
  if (!number && !documents_[document].is_fully_indexed) {
    index_components(document);
    number = find_resource(uri);
    if (number) missing_.erase(uri);
  }
  if (!number) {
    std::vector<std::string> known = registry_ ? registry_->uris() : std::vector<std::string>();
    for (const auto& entry : by_uri_) known.push_back(entry.first);
    Target none;
    none.problem = "there is no schema with the URI \"" + uri + "\"";
    none.hint = base::did_you_mean(uri, known);
    return none;
  }
  const std::string decoded = base::percent_decode(fragment);
  if (!decoded.empty() && decoded[0] != '/') return find_anchor(*number, decoded);
  if (const auto pointer = Pointer::parse(decoded)) return at(*number, *pointer);
  Target none;
  none.problem = "\"" + decoded + "\" is no JSON Pointer";
  return none;
}

ResourceIndex::Target ResourceIndex::find_anchor(std::uint32_t number, std::string_view name) {
  Target target;
  for (int attempt = 0; attempt < 2; ++attempt) {
    const Resource& resource = resources_[number];
    if (const auto found = resource.dynamic_anchors.find(name); found != resource.dynamic_anchors.end()) {
      target.node = found->second;
      target.is_dynamic_anchor = true;
      target.name = name;
      return target;
    }
    if (const auto found = resource.anchors.find(name); found != resource.anchors.end()) {
      target.node = found->second;
      return target;
    }
    index_components(resource.document);
  }
  std::vector<std::string> known;
  for (const auto& anchor : resources_[number].anchors) known.push_back(anchor.first);
  for (const auto& anchor : resources_[number].dynamic_anchors) known.push_back(anchor.first);
  target.problem = "there is no anchor \"" + std::string(name) + "\"";
  target.hint = base::did_you_mean(name, known);
  return target;
}

// Large objects, such as thousands of definitions, are indexed when they are looked into often: one look costs far less
// than an index, and of a contract with 10,000 schemas each is compiled by itself.
const Node* ResourceIndex::step_into(const Node& node, const std::string& token) {
  constexpr std::size_t kMany = 32;
  if (!node.is_object() || node.size() <= kMany) return document::resolve(node, Pointer({token}));
  constexpr std::size_t kFewLooks = 24;
  auto& [looks, index] = indexes_[&node];
  if (++looks <= kFewLooks) return node.find(token);
  if (index.empty()) {
    for (const auto& member : node.members()) index.emplace(member.key, &member.value);
  }
  const auto found = index.find(token);
  return found == index.end() ? nullptr : found->second;
}

ResourceIndex::Target ResourceIndex::at(std::uint32_t number, const Pointer& pointer) {
  Target target;
  const Node* node = resources_[number].root;
  Place here{number, ""};
  std::string walked;
  for (const std::string& token : pointer.tokens()) {
    if (const auto known = places_.find(node); known != places_.end()) here = known->second;
    const Node* next = step_into(*node, token);
    if (!next) {
      target.problem = "there is no \"" + token + "\"" + (walked.empty() ? " in the document" : " at " + walked);
      target.hint = base::did_you_mean(token, member_names(*node));
      return target;
    }
    node = next;
    here.pointer = child(here.pointer, token);
    walked = child(walked, token);
  }
  target.node = node;
  const Document& document = documents_[resources_[number].document];
  Walk walk;
  walk.registers = !document.is_schema;
  if (!is_place(node)) visit(*node, here.resource, here.pointer, walk);
  return target;
}

// Only when a name is not found: an OpenAPI document can have thousands of schemas, of which one is wanted.
void ResourceIndex::index_components(std::uint32_t number) {
  if (documents_[number].is_fully_indexed) return;
  documents_[number].is_fully_indexed = true;
  const Node* schemas = document::resolve(*documents_[number].root, Pointer({"components", "schemas"}));
  if (!schemas) return;
  for (std::uint32_t i = 0; i < resources_.size(); ++i) {
    if (resources_[i].root != documents_[number].root.get()) continue;
    for (const auto& member : schemas->members()) visit(member.value, i, child("/components/schemas", member.key), {});
    return;
  }
}

}  // namespace concord::schema
