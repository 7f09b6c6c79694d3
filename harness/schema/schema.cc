#include <concord/schema.h>

#include "accept.h"
#include "compile.h"
#include "explain.h"

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
  return Schema(std::shared_ptr<const Schema::Program>(std::move(program)));
}

Result<Schema> compile_at(const Node& root, const Pointer& at, const Options& options, Diagnostics* warnings) {
  return compile_at(std::make_shared<const Node>(root), at, options, warnings);
}

Result<Schema> compile(const Node& root, const Options& options, Diagnostics* warnings) {
  return compile_at(root, Pointer(), options, warnings);
}

const Node& Schema::root() const { return *program_->root; }

bool Schema::accepts(const Node& instance) const {
  return Acceptor(*program_, instance).accepts(program_->entry, instance);
}

Explanation Schema::explain(const Node& instance) const { return Explainer(*program_, instance).explain(); }

}  // namespace concord::schema
