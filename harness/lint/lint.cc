#include <concord/lint.h>

#include "rule_kinds.h"
#include "site_walk.h"
#include "suppressions.h"

#include <concord/derive.h>
#include <concord/page.h>
#include <concord/base/file.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::lint {

struct Linter::State {
  State(base::SourceSet& all, Options chosen) : sources(all), options(std::move(chosen)) {}

  base::SourceSet& sources;
  Options options;
  std::vector<std::unique_ptr<openapi::DocumentSet>> sets;  // one a document: references stay below its folder
  std::vector<Subject> subjects;
  Sites sites;
  std::size_t elsewhere = 0;  // pages that are left to the document that they name
};

namespace {

const page::ImporterKind* importer_of(const base::Source& source) {
  for (const page::ImporterKind& kind : page::importer_kinds()) {
    if (kind.recognises(source)) return &kind;
  }
  return nullptr;
}

// Whether the page has nothing of its own but names an operation of a document that can be read: that is linted where
// it is named itself.
bool reads_elsewhere(const page::ImporterKind& kind, const base::Source& page, openapi::DocumentSet& documents) {
  auto imported = kind.import(page, documents);
  return imported && !base::has_errors(imported->findings);
}

// The schemas by which values will be judged.
std::vector<SiteId> wanted_schemas(const Sites& sites, const std::vector<Subject>& subjects) {
  std::vector<SiteId> wanted;
  for (const Subject& subject : subjects) {
    if (!subject.is_page) continue;  // samples are on pages only
    for (const OperationSite& operation : sites.operations) {
      if (operation.document != subject.document) continue;
      if (const SiteId schema = request_schema(sites, subject, operation); schema != none) wanted.push_back(schema);
    }
  }
  for (const ValueSite& value : sites.values) wanted.push_back(value.schema);
  return wanted;
}

}  // namespace

const Node* Subject::resolve(const Node& object) const {
  auto target = documents->resolve(*document, object);
  return target ? target->node : nullptr;
}

bool holds_document(const Subject& subject, const page::Block& block) {
  if (subject.is_page && page::holds_document(*subject.source, block)) return true;
  const base::Span root = subject.document->root.span();
  return root.is_known() && block.kind == page::BlockKind::Fence && root.begin >= block.begin && root.begin < block.end;
}

Linter::Linter(base::SourceSet& sources, Options options)
    : state_(std::make_unique<State>(sources, std::move(options))) {}

Linter::~Linter() = default;

Diagnostics Linter::open(const std::string& path) {
  auto source = base::load_source(state_->sources, path);
  if (!source) return std::move(source).diagnostics();
  return open(**source);
}

Diagnostics Linter::open(const base::Source& source) {
  const page::ImporterKind* kind = importer_of(source);
  if (kind == nullptr) {
    return {base::error("lint.document", "this is no OpenAPI document and no page that an importer knows",
                        {&source, 0, 0})};
  }
  const openapi::DocumentOptions options{state_->options.root, state_->options.fetch};
  auto set = std::make_unique<openapi::DocumentSet>(state_->sources, options);
  Subject subject;
  subject.source = &source;
  subject.documents = set.get();
  if (kind->name == "openapi-file") {
    auto opened = set->open(source);
    if (!opened) return std::move(opened).diagnostics();
    subject.document = *opened;
  } else {
    auto read = kind->read(source);
    if (!read) {
      if (!reads_elsewhere(*kind, source, *set)) return std::move(read).diagnostics();
      ++state_->elsewhere;
      return {};
    }
    subject.document = &set->add(source, std::move(read->openapi));
    subject.is_page = true;
    subject.reading = std::move(read->findings);
    subject.blocks = page::read_blocks(source);
  }
  SiteWalk(state_->sites, *set).walk(*subject.document);
  state_->sets.push_back(std::move(set));
  state_->subjects.push_back(std::move(subject));
  return {};
}

finding::Listing Linter::run() {
  finish(state_->sites);
  Report report(state_->sites, state_->options);
  const ExampleValidator examples(state_->sites, wanted_schemas(state_->sites, state_->subjects));
  const EvidenceIndex evidence(state_->sites);
  DescribedObjects objects(state_->sites);
  for (const Check check : checks_of(report)) {
    check({state_->sites, state_->subjects, state_->options, examples, evidence, objects}, report);
  }
  finding::Listing listing = report.take();
  if (state_->elsewhere != 0)
    listing.counters.emplace_back("pages that only name an operation of a document", state_->elsewhere);
  apply_suppressions(state_->subjects, listing, report);
  return listing;
}

const base::Source* Linter::find_source(std::string_view name) const {
  for (const Subject& subject : state_->subjects) {
    for (const openapi::Document* document : subject.documents->documents()) {
      if (document->source != nullptr && document->source->name() == name) return document->source;
    }
  }
  return nullptr;
}

Diagnostics check(const Options& options) {
  std::vector<std::string> known = rule_groups();
  for (const Rule& rule : rules()) known.emplace_back(rule.info.id);
  Diagnostics mistakes;
  const auto demand = [&](const std::string& name) {
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    const std::string hint = base::did_you_mean(name, known);
    mistakes.push_back(base::error("lint.rule", "there is no rule " + base::in_quotes(name), {},
                                   hint.empty() ? "see concord list rules" : hint));
  };
  for (const std::string& name : options.rules) demand(name);
  for (const auto& [name, level] : options.levels) demand(name);
  return mistakes;
}

}  // namespace concord::lint
