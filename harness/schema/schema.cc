#include <concord/schema.h>

#include "compile.h"
#include "compile_together.h"
#include "explain/explain.h"
#include "evaluate/evaluator.h"
#include "lower/lowered.h"

#include <concord/schema/failures.h>

#include <algorithm>

namespace concord::schema {
namespace {

// Documents that are no schemas but contain some: OpenAPI's, or any other when only a part of it is asked for.
bool is_schema_document(const Node& root, const Pointer& at) {
  if (root.has("openapi") || root.has("swagger")) return false;
  return at.is_root() || root.has("$schema");
}

}  // namespace

CompiledTogether compile_together(const std::shared_ptr<const Node>& root, std::span<const Pointer> at,
                                  const Options& options) {
  auto all = std::make_shared<Compilation>();
  const bool is_schema = is_schema_document(*root, at.front());
  ResourceIndex resources(options.registry, options.default_dialect);
  const auto resource = resources.add_document(root, options.base_uri, is_schema);
  CompiledTogether out;
  std::vector<const Node*> entries;
  for (const Pointer& each : at) {
    const ResourceIndex::Target entry = resources.at(resource, each);
    if (!entry.node) out.errors.push_back(base::error("schema.no-place", entry.problem, root->span(), entry.hint));
    entries.push_back(entry.node);
  }
  if (!out.errors.empty()) return out;
  Compiler compiler(resources, options, *all);
  compiler.run(entries, is_schema);
  out.count = compiler.count();
  out.is_too_large = compiler.is_too_large();
  out.warnings = std::move(compiler.warnings);
  out.errors = resources.take_diagnostics();
  base::append(out.errors, std::move(compiler.errors));
  if (!out.errors.empty()) return out;
  all->max_violations = options.max_violations;
  all->documents = resources.documents();
  std::vector<SchemaId> judged = compiler.entries();
  for (const Discriminated& each : all->discriminated) {  // what `undocumented` follows as well
    for (std::uint32_t i = each.begin; i < each.end; ++i) {
      if (all->dependents[i].schema != kNone) judged.push_back(all->dependents[i].schema);
    }
  }
  all->lowered = lower(*all, judged);
  for (const SchemaId entry : compiler.entries()) {
    out.schemas.emplace_back(std::make_shared<const Schema::Program>(Schema::Program{all, entry}));
  }
  return out;
}

Result<Schema> compile_at(std::shared_ptr<const Node> root, const Pointer& at, const Options& options,
                          Diagnostics* warnings) {
  CompiledTogether compiled = compile_together(root, std::span(&at, 1), options);
  if (warnings) base::append(*warnings, std::move(compiled.warnings));
  if (!compiled.errors.empty()) return std::move(compiled.errors);
  return compiled.schemas.front();
}

Result<Schema> compile_at(const Node& root, const Pointer& at, const Options& options, Diagnostics* warnings) {
  return compile_at(std::make_shared<const Node>(root), at, options, warnings);
}

Result<Schema> compile(const Node& root, const Options& options, Diagnostics* warnings) {
  return compile_at(root, Pointer(), options, warnings);
}

std::vector<std::string> missing_documents(std::shared_ptr<const Node> root, const Options& options,
                                           const Pointer& at) {
  ResourceIndex resources(options.registry, options.default_dialect);
  const auto resource = resources.add_document(root, options.base_uri, is_schema_document(*root, at));
  resources.at(resource, at);
  for (std::size_t i = 0; i < resources.all().size(); ++i) {
    const Node& schema = *resources.all()[i];
    const auto number = resources.place(&schema).resource;
    for (const auto& member : schema.members()) {
      const KeywordRow* row = find_keyword(member.key, resources.resource(number).dialect);
      const bool refers = row && (row->keyword == Keyword::Ref || row->keyword == Keyword::DynamicRef);
      if (refers && member.value.is_string()) resources.resolve(number, member.value.as_string());
    }
  }
  return {resources.missing().begin(), resources.missing().end()};
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

const Node& Schema::root() const { return *program_->root(); }

template <class V>
static Verdict quick_verdict(const Schema::Program& program, const V& instance) {
  Budget budget;
  if (Evaluator<V, false>(*program.all, instance, budget).evaluate(program.entry)) return Verdict::Valid;
  return budget.gave_up || budget.unknowns > 0 ? Verdict::Unjudged : Verdict::Invalid;
}

// What is unknown may hide what is wrong for certain: all failures tell.
Verdict Schema::verdict(const Node& instance) const {
  const Verdict quick = quick_verdict(*program_, instance);
  return quick == Verdict::Unjudged ? failures(instance).verdict() : quick;
}

Verdict Schema::verdict(const document::Compact& instance) const {
  const Verdict quick = quick_verdict(*program_, instance.root());
  return quick == Verdict::Unjudged ? failures(instance).verdict() : quick;
}

bool Schema::accepts(const Node& instance) const { return quick_verdict(*program_, instance) == Verdict::Valid; }

bool Schema::accepts(const document::Compact& instance) const {
  return quick_verdict(*program_, instance.root()) == Verdict::Valid;
}

Explanation Schema::explain(const Node& instance) const {
  Explanation explanation = Explainer(*program_, instance).explain();
  const auto is_broken = [](const Violation& each) { return !each.is_unjudged; };
  const auto& list = explanation.violations;
  if (list.empty()) return explanation;
  explanation.verdict = std::any_of(list.begin(), list.end(), is_broken) ? Verdict::Invalid
                                                                           : failures(instance).verdict();
  return explanation;
}

}  // namespace concord::schema
