// The table of rules, and what a rule is given. Adding one is a file (or a function in the file of its family) and a
// row in rule_rows_….cc.
#pragma once
#include "evidence.h"
#include "example_validator.h"
#include "report.h"
#include "schema_members.h"

#include <concord/page/page_blocks.h>

namespace concord::lint {

// One document that was named, with what is around it when it is a page.
struct Subject {
  const base::Source* source = nullptr;
  const openapi::Document* document = nullptr;
  openapi::DocumentSet* documents = nullptr;  // with those that it refers to
  bool is_page = false;
  std::vector<page::Block> blocks;  // of a page
  base::Diagnostics reading;        // of a page: what its importer had to say

  // What `object` is or refers to; null when that leads nowhere.
  const Node* resolve(const Node& object) const;
};

struct Context {
  const Sites& sites;
  const std::vector<Subject>& subjects;
  const Options& options;
  const ExampleValidator& examples;
  const EvidenceIndex& evidence;
  DescribedObjects& objects;
};

// Whether the document was read from that fence.
bool holds_document(const Subject& subject, const page::Block& block);
// Of the JSON body of the operation; none when there is none.
SiteId request_schema(const Sites& sites, const Subject& subject, const OperationSite& operation);
// `is_whole`: false for an object that a program passes, perhaps beside other arguments.
void judge_sample(const Context& context, SiteId schema, const Node& value, std::uint32_t operation, bool is_whole,
                  Report& report);

// Each may report by several ids. In the order of the table; none depends on another.
using Check = void (*)(const Context& context, Report& report);
std::vector<Check> checks_of(const Report& report);

void check_examples(const Context& context, Report& report);
void check_defaults(const Context& context, Report& report);
void check_schemas(const Context& context, Report& report);
void check_patterns(const Context& context, Report& report);
void check_references(const Context& context, Report& report);
void check_dialect(const Context& context, Report& report);
void check_operations(const Context& context, Report& report);
void check_evidence(const Context& context, Report& report);
void check_responses(const Context& context, Report& report);
void check_prose(const Context& context, Report& report);
void check_credentials(const Context& context, Report& report);
void check_anchors(const Context& context, Report& report);
void check_fences(const Context& context, Report& report);
void check_curl(const Context& context, Report& report);
void check_code(const Context& context, Report& report);
void check_messages(const Context& context, Report& report);
void check_sample_words(const Context& context, Report& report);
void check_documents(const Context& context, Report& report);
void check_words(const Context& context, Report& report);
void check_paths(const Context& context, Report& report);
void check_compositions(const Context& context, Report& report);
void check_answers(const Context& context, Report& report);
void check_placeholders(const Context& context, Report& report);
void check_names(const Context& context, Report& report);
void check_descriptions(const Context& context, Report& report);
void check_sample_sets(const Context& context, Report& report);
void check_message_fields(const Context& context, Report& report);
void check_reading(const Context& context, Report& report);
void check_pages(const Context& context, Report& report);

}  // namespace concord::lint
