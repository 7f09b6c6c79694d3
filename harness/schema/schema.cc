#include <concord/schema.h>

#include "compile.h"
#include "explain.h"
#include "judge.h"
#include "lowered.h"

namespace concord::schema {
namespace {

// Documents that are no schemas but contain some: OpenAPI's, or any other when only a part of it is asked for.
bool is_schema_document(const Node& root, const Pointer& at) {
  if (root.has("openapi") || root.has("swagger")) return false;
  return at.is_root() || root.has("$schema");
}

}  // namespace

Result<Schema> compile_at(std::shared_ptr<const Node> root, const Pointer& at, const Options& options,
                          Diagnostics* warnings) {
  auto program = std::make_shared<Schema::Program>();
  const bool is_schema = is_schema_document(*root, at);
  Places places(options.registry, options.default_dialect);
  const auto resource = places.add_document(root, options.base_uri, is_schema);
  const Places::Target entry = places.at(resource, at);
  if (!entry.node) return base::error("schema.no-place", entry.problem, root->span(), entry.hint);
  Compiler compiler(places, options, *program);
  compiler.run(entry.node, is_schema);
  if (warnings) base::append(*warnings, std::move(compiler.warnings));
  Diagnostics errors = places.take_diagnostics();
  base::append(errors, std::move(compiler.errors));
  if (!errors.empty()) return errors;
  program->root = entry.node;
  program->max_violations = options.max_violations;
  program->documents = places.documents();
  program->lowered = lower(*program);
  return Schema(std::shared_ptr<const Schema::Program>(std::move(program)));
}

Result<Schema> compile_at(const Node& root, const Pointer& at, const Options& options, Diagnostics* warnings) {
  return compile_at(std::make_shared<const Node>(root), at, options, warnings);
}

Result<Schema> compile(const Node& root, const Options& options, Diagnostics* warnings) {
  return compile_at(root, Pointer(), options, warnings);
}

std::vector<std::string> missing_documents(std::shared_ptr<const Node> root, const Options& options,
                                           const Pointer& at) {
  Places places(options.registry, options.default_dialect);
  const auto resource = places.add_document(root, options.base_uri, is_schema_document(*root, at));
  places.at(resource, at);
  for (std::size_t i = 0; i < places.all().size(); ++i) {
    const Node& schema = *places.all()[i];
    const auto number = places.place(&schema).resource;
    for (const auto& member : schema.members()) {
      const KeywordRow* row = find_keyword(member.key, places.resource(number).dialect);
      const bool refers = row && (row->keyword == Keyword::Ref || row->keyword == Keyword::DynamicRef);
      if (refers && member.value.is_string()) places.resolve(number, member.value.as_string());
    }
  }
  return {places.missing().begin(), places.missing().end()};
}

std::string_view metaschema_uri(Dialect dialect) {
  switch (dialect) {
    case Dialect::Draft2019_09: return "https://json-schema.org/draft/2019-09/schema";
    case Dialect::Draft7: return "http://json-schema.org/draft-07/schema";
    case Dialect::Draft6: return "http://json-schema.org/draft-06/schema";
    case Dialect::Draft4: return "http://json-schema.org/draft-04/schema";
    case Dialect::OpenApi31: return "https://spec.openapis.org/oas/3.1/dialect/base";
    case Dialect::OpenApi30: return "urn:concord:oas-3.0-schema";
    case Dialect::Draft2020_12: break;
  }
  return "https://json-schema.org/draft/2020-12/schema";
}

std::string metaschema_of(const Node& root, Dialect default_dialect) {
  const auto of_document = dialect_of_document(root);
  const Node* named = root.find(of_document ? "jsonSchemaDialect" : "$schema");
  if (named && named->is_string() && of_document != Dialect::OpenApi30) return named->as_string();
  return std::string(metaschema_uri(of_document.value_or(default_dialect)));
}

const Node& Schema::root() const { return *program_->root; }

template <class V>
static bool is_accepted(const Schema::Program& program, const V& instance) {
  Budget budget;
  return Judge<V, false>(program, instance, budget).judge();
}

bool Schema::accepts(const Node& instance) const { return is_accepted(*program_, instance); }
bool Schema::accepts(const document::Compact& instance) const { return is_accepted(*program_, instance.root()); }

Explanation Schema::explain(const Node& instance) const { return Explainer(*program_, instance).explain(); }

}  // namespace concord::schema
