// One suite file, read as far as its cases: what they share.
#pragma once
#include "captures.h"
#include "shared_steps.h"

#include <concord/suite.h>
#include <concord/templates.h>

#include <functional>

namespace concord::suite {

struct SuiteFile {
  std::shared_ptr<const Node> root;  // of the file; the pointers below point into it
  std::string title;
  std::string path;
  std::shared_ptr<const Provider> provider;
  const contract::Operation* operation = nullptr;
  bool is_filled_in = true;  // else templates of `request` or `variables` are mistakes, which stay as they are written
  bool is_operation_known = true;  // else `operation` is a stand-in: its cases are read for their mistakes only
  std::vector<std::string> tags;
  Node request = Node::object();    // templates of `variables` filled in
  Node starting_request = Node::object();  // the provider's with it merged in
  Node variables = Node::object();         // constants
  bool keeps_cookies = false;
  bool is_repeatable = false;  // sending its requests twice does no harm
  http::Timeouts timeouts;
  check::Levels levels;
  const Node* before = nullptr;  // lists of steps, or null
  const Node* after = nullptr;
  const Node* cases = nullptr;
  std::vector<LatencyBound> latency;
  const Node* shared_steps = nullptr;  // as it is written, or null
  SharedList shared;                   // with those of the provider
  std::vector<CapturedName> captured_before;  // by `before`
  std::vector<CapturedName> captured;  // by that and by what is shared: known to all its cases
  std::size_t group = 0;  // see Case::group
  SourceSet* sources = nullptr;  // for files of rows
  std::shared_ptr<const result::KnownIssues> known_issues;  // of its folders; null: none
};

// Null when there is no operation or no case to be read.
// `next_group` is counted up; `outer`: what is shared by all suites of the provider.
std::shared_ptr<const SuiteFile> read_suite_file(SourceSet& sources, std::shared_ptr<const Node> root,
                                                 const std::string& path, std::size_t& next_group,
                                                 std::shared_ptr<const Provider> provider, const SharedList& outer,
                                                 std::shared_ptr<const result::KnownIssues> known_issues,
                                                 Diagnostics& problems);

// "provider/operation" or "operation" of this provider; reports an unknown one with a did-you-mean.
const contract::Operation* find_operation(const Provider& provider, const Node& name, Diagnostics& problems);

// The cases that one entry of `cases` makes, one a row of `each`, each shown once; mistakes that rows share are told
// once.
using TakeCase = std::function<void(const std::shared_ptr<const CaseMaker>&, std::size_t row, const Case&)>;
void read_cases(std::shared_ptr<const SuiteFile> suite, const Node& entry, Diagnostics& problems, const TakeCase& take);

// The suite's `before` or `after` as the case that it is, or nothing when it has none, or after a mistake.
std::optional<Case> read_part(const std::shared_ptr<const SuiteFile>& suite, result::StepKind part,
                              Diagnostics& problems);

// What judges how long the answers of its cases took, or nothing.
std::optional<Case> latency_case(const std::shared_ptr<const SuiteFile>& suite);

// One of `shared` as the case that it is; nothing after a mistake.
std::optional<Case> read_shared_case(const std::shared_ptr<const SuiteFile>& suite, const std::string& name,
                                     const Node& steps, std::size_t group, Diagnostics& problems);

// Names that are known only when running stay: those of the run, of its variables, and of captures.
templates::RenderOptions known_later(const SuiteFile& suite, const std::vector<CapturedName>& captures);
// Fills in row and suite variables. Mistakes are told, and stay as they are written: nothing else of `node` is hidden
// by them.
Node fill_in_what_can_be(const Node& node, const Node& known, const SuiteFile& suite,
                         const templates::RenderOptions& later, Diagnostics& problems);
// Nothing after a mistake.
std::optional<Node> fill_in(const Node& node, const Node& known, const SuiteFile& suite,
                            const templates::RenderOptions& later, Diagnostics& problems);

}  // namespace concord::suite
