// SARIF 2.1.0. Code scanning takes at most 25,000 results of a run; the worst come first, and the run's properties say
// how many were left out.
#include "formats.h"

#include <concord/base/text.h>
#include <concord/document.h>

#include <algorithm>
#include <set>

namespace concord::finding {
namespace {

using document::Node;

constexpr std::size_t max_results = 25'000;

std::string_view level_of(Level level) {
  return level == Level::Error ? "error" : level == Level::Warning ? "warning" : "note";
}

Node text_node(std::string_view text) {
  Node node = Node::object();
  node.set("text", text.empty() ? "-" : base::escape_for_terminal(text));
  return node;
}

// A relative reference, or a file URI for an absolute path: RFC 3986, each part percent-encoded.
std::string uri_of(std::string_view path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  bool is_first = true;
  for (const std::string_view part : base::split(path, '/')) {
    if (!is_first) uri += '/';
    uri += base::percent_encode(part);
    is_first = false;
  }
  return uri;
}

Node physical_location(const Place& place) {
  Node artifact = Node::object();
  artifact.set("uri", uri_of(place.file));
  Node physical = Node::object();
  physical.set("artifactLocation", std::move(artifact));
  if (place.line == 0) return physical;
  Node region = Node::object();
  region.set("startLine", static_cast<std::int64_t>(place.line));
  if (place.column != 0) region.set("startColumn", static_cast<std::int64_t>(place.column));
  physical.set("region", std::move(region));
  return physical;
}

Node location(const Place& place, std::string_view operation) {
  Node node = Node::object();
  if (!place.file.empty()) node.set("physicalLocation", physical_location(place));
  Node logical = Node::array();
  if (!operation.empty()) {
    Node named = Node::object();
    named.set("name", base::escape_line(operation));
    named.set("kind", "function");
    logical.push_back(std::move(named));
  }
  if (!place.pointer.empty()) {
    Node named = Node::object();
    named.set("fullyQualifiedName", base::escape_line(place.pointer));
    named.set("kind", "member");
    logical.push_back(std::move(named));
  }
  if (logical.size() != 0) node.set("logicalLocations", std::move(logical));
  return node;
}

Node related_locations(const std::vector<Related>& related) {
  Node list = Node::array();
  for (const Related& one : related) {
    Node node = location(one.place, {});
    node.set("message", text_node(one.message));
    list.push_back(std::move(node));
  }
  return list;
}

std::string sarif_message(const Finding& finding) {
  std::string text = finding.message;
  if (const std::string facts = describe_facts(finding); !facts.empty()) text += " (" + facts + ')';
  return finding.hint.empty() ? text : text + ". Hint: " + finding.hint;
}

Node result_node(const Finding& finding) {
  Node node = Node::object();
  node.set("ruleId", finding.rule);
  node.set("level", level_of(finding.level));
  node.set("message", text_node(sarif_message(finding)));
  Node locations = Node::array();
  locations.push_back(location(finding.place, finding.operation));
  node.set("locations", std::move(locations));
  if (!finding.related.empty()) node.set("relatedLocations", related_locations(finding.related));
  Node prints = Node::object();
  prints.set("concordFinding/v1", finding.fingerprint);
  // Without it GitHub makes one from the line's text, which then stands for all findings of that line.
  prints.set("primaryLocationLineHash", finding.fingerprint + ":1");
  node.set("partialFingerprints", std::move(prints));
  if (!finding.suppressed_by.empty()) {
    Node suppression = Node::object();
    suppression.set("kind", "external");
    suppression.set("justification", base::escape_line(finding.suppressed_by));
    Node list = Node::array();
    list.push_back(std::move(suppression));
    node.set("suppressions", std::move(list));
  }
  return node;
}

Node rule_node(const RuleInfo& rule) {
  Node node = Node::object();
  node.set("id", rule.id);
  node.set("shortDescription", text_node(rule.summary));
  node.set("fullDescription", text_node(rule.explanation.empty() ? rule.summary : rule.explanation));
  node.set("help", text_node("concord explain " + std::string(rule.id)));
  Node configuration = Node::object();
  configuration.set("level", level_of(rule.level));
  node.set("defaultConfiguration", std::move(configuration));
  return node;
}

// Only the rules that found something: a table of all is noise in every upload.
Node rules_node(const Listing& listing) {
  std::set<std::string_view> used;
  for (const Finding& one : listing.findings) used.insert(one.rule);
  Node list = Node::array();
  for (const RuleInfo& rule : listing.rules) {
    if (used.erase(rule.id) != 0) list.push_back(rule_node(rule));
  }
  return list;
}

Node driver_node(const Listing& listing, const FormatOptions& options) {
  Node driver = Node::object();
  driver.set("name", "concord " + listing.tool);
  if (!options.tool_version.empty()) driver.set("semanticVersion", options.tool_version);
  driver.set("rules", rules_node(listing));
  return driver;
}

Node results_node(const Listing& listing) {
  std::vector<const Finding*> ordered;
  for (const Finding& one : listing.findings) ordered.push_back(&one);
  if (ordered.size() > max_results) {
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const Finding* a, const Finding* b) { return a->level < b->level; });
    ordered.resize(max_results);
  }
  Node list = Node::array();
  for (const Finding* one : ordered) list.push_back(result_node(*one));
  return list;
}

}  // namespace

std::string write_sarif(const Listing& listing, const FormatOptions& options) {
  Node tool = Node::object();
  tool.set("driver", driver_node(listing, options));
  Node run = Node::object();
  run.set("tool", std::move(tool));
  Node details = Node::object();
  details.set("id", "concord/" + listing.tool + '/');
  run.set("automationDetails", std::move(details));
  run.set("columnKind", "unicodeCodePoints");
  run.set("results", results_node(listing));
  if (listing.findings.size() > max_results) {
    Node properties = Node::object();
    properties.set("omittedResults", static_cast<std::uint64_t>(listing.findings.size() - max_results));
    run.set("properties", std::move(properties));
  }
  Node runs = Node::array();
  runs.push_back(std::move(run));
  Node root = Node::object();
  root.set("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
  root.set("version", "2.1.0");
  root.set("runs", std::move(runs));
  return document::write_json(root, 2) + '\n';
}

}  // namespace concord::finding
