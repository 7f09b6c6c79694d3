#include "suite_file.h"

#include "case_review.h"
#include "fields.h"
#include "follow.h"
#include "shared_fields.h"
#include "unknown_names.h"

#include <concord/base/text.h>
#include <concord/document/patch.h>
#include <concord/templates.h>

namespace concord::suite {

using base::error;

const contract::Operation* find_operation(const Provider& provider, const Node& name, Diagnostics& problems) {
  const std::string wanted(name.string_or_empty());
  std::vector<std::string> ids, names;
  for (const contract::Operation& operation : provider.contract.operations) {
    if (operation.id() == wanted || operation.name == wanted) return &operation;
    ids.push_back(operation.id());
    names.push_back(operation.name);
  }
  std::string hint = base::did_you_mean(wanted, wanted.find('/') == std::string::npos ? names : ids);
  if (hint.empty()) hint = "the contract has: " + base::join(ids, ", ");
  problems.push_back(error("suite.operation", "unknown operation \"" + wanted + "\" of provider " + provider.name,
                           name.span(), hint));
  return nullptr;
}

std::shared_ptr<const SuiteFile> read_suite_file(SourceSet& sources, std::shared_ptr<const Node> shared_root,
                                                 const std::string& path, std::size_t& next_group,
                                                 std::shared_ptr<const Provider> provider, const SharedList& outer,
                                                 std::shared_ptr<const result::KnownIssues> known_issues,
                                                 Diagnostics& problems) {
  const Node& root = *shared_root;
  Fields fields(root, "suite",
                {"suite", "operation", "tags", "request", "variables", "checks", "repeatable", "timeouts", "cookie_jar",
                 "before", "after", "shared", "latency", "cases"},
                problems);
  if (!fields.is_mapping()) return nullptr;
  SuiteFile suite;
  suite.root = std::move(shared_root);
  suite.path = path;
  suite.sources = &sources;
  suite.known_issues = std::move(known_issues);
  suite.provider = std::move(provider);
  suite.title = fields.required_text("suite").value_or("");
  suite.tags = fields.texts("tags");
  suite.keeps_cookies = fields.flag("cookie_jar").value_or(false);
  suite.is_repeatable = fields.flag("repeatable").value_or(false);
  suite.timeouts = read_timeouts(fields.any("timeouts"), {}, problems);
  suite.levels = read_levels(fields.object("checks"), problems);
  suite.before = fields.any("before");
  suite.after = fields.any("after");
  suite.cases = fields.any("cases");
  suite.shared_steps = fields.any("shared");
  collect_captures(suite.before, suite.captured_before);
  suite.captured = suite.captured_before;
  add_shared_captures(outer, suite.captured);
  add_shared_captures(suite.shared_steps, suite.captured);
  suite.latency = read_latency(fields.any("latency"), problems);
  if (suite.before || suite.after || !suite.latency.empty()) suite.group = next_group++;
  if (const Node* variables = fields.object("variables")) {
    // Names that nobody will ever know are told here, not by every case that uses the constant.
    const std::size_t before = problems.size();
    suite.variables = fill_in_what_can_be(*variables, Node::object(), suite, known_later(suite, {}), problems);
    suite.is_filled_in = problems.size() == before;
    review_variables(suite, problems);
  }
  if (fields.required_text("operation")) {
    static const contract::Operation stand_in;
    suite.operation = find_operation(*suite.provider, *root.find("operation"), problems);
    suite.is_operation_known = suite.operation != nullptr;
    if (!suite.is_operation_known) suite.operation = &stand_in;
  }
  if (!suite.cases || !suite.cases->is_array() || suite.cases->size() == 0) {
    problems.push_back(error("suite.cases", "a suite needs \"cases\", a list with at least one case",
                             suite.cases ? suite.cases->span() : root.span()));
    return nullptr;
  }
  const Node* request = fields.object("request");
  if (request) check_request_shape(*request, problems);
  if (!suite.operation) return nullptr;
  if (request) {
    const std::size_t before = problems.size();
    suite.request =
        fill_in_what_can_be(*request, suite.variables, suite, known_later(suite, suite.captured), problems);
    suite.is_filled_in = suite.is_filled_in && problems.size() == before;
  }
  suite.starting_request = suite.provider->request;
  document::merge_patch(suite.starting_request, suite.request);
  const auto alone = std::make_shared<const SuiteFile>(suite);
  suite.shared = read_shared(alone, suite.shared_steps, outer, false, next_group, problems);
  return std::make_shared<const SuiteFile>(std::move(suite));
}

templates::RenderOptions known_later(const SuiteFile& suite, const std::vector<CapturedName>& captures) {
  templates::RenderOptions options;
  options.defer_functions = true;
  for (const CapturedName& capture : captures) options.deferred.push_back(capture.name);
  for (const char* name : {"run.id", "run", "case.name", "case"}) options.deferred.emplace_back(name);
  for (const VariableSpec& variable : suite.provider->variables) options.deferred.push_back(variable.name);
  // The root holds the cases.
  options.hint_of_unknown = [root = suite.root, cases = suite.cases](auto name, const std::string& suggestion) {
    return hint_of_unknown_name(cases, name, suggestion);
  };
  return options;
}

Node fill_in_what_can_be(const Node& node, const Node& known, const SuiteFile& suite,
                         const templates::RenderOptions& later, Diagnostics& problems) {
  const templates::ObjectScope outer(suite.variables);
  return templates::render_what_can_be(node, templates::ObjectScope(known, &outer), {}, later, problems);
}

std::optional<Node> fill_in(const Node& node, const Node& known, const SuiteFile& suite,
                            const templates::RenderOptions& later, Diagnostics& problems) {
  const std::size_t before = problems.size();
  Node filled = fill_in_what_can_be(node, known, suite, later, problems);
  return problems.size() == before ? std::optional(std::move(filled)) : std::nullopt;
}

}  // namespace concord::suite
