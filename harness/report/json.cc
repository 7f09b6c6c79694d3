#include "json.h"

#include "reproducible.h"

#include <concord/journal.h>

namespace concord::report {
namespace {

using document::Node;

Node totals_node(const result::Totals& totals) {
  Node node = Node::object();
  const auto add = [&node](std::string_view name, std::size_t number) {
    node.set(name, static_cast<std::uint64_t>(number));
  };
  add("cases", totals.cases());
  add("passed", totals.passed);
  add("failed", totals.failed);
  add("unjudged", totals.unjudged);
  add("flaky", totals.flaky);
  add("skipped", totals.skipped);
  add("blocked", totals.blocked);
  add("not-run", totals.not_run);
  add("warnings", totals.warnings);
  return node;
}

}  // namespace

std::string write_json(const result::Run& run, const Options& options) {
  if (options.reproducible) {
    Options varying = options;
    varying.reproducible = false;
    return write_json(make_reproducible(run), varying);
  }
  Node root = Node::object();
  root.set("format", "concord.report/1");
  root.set("complete", run.is_complete);
  if (!run.aborted.empty()) root.set("aborted", run.aborted.text);
  root.set("wall_ms", static_cast<std::int64_t>(run.wall_time.count()));
  root.set("info", result::to_node(run.info));
  root.set("totals", totals_node(run.totals()));
  Node cases = Node::array();
  for (const auto& one : run.cases) cases.push_back(result::to_node(one));
  root.set("cases", std::move(cases));
  return document::write_json(root, 2) + '\n';
}

}  // namespace concord::report
