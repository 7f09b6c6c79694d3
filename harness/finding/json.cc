#include "formats.h"

#include <concord/document.h>

namespace concord::finding {
namespace {

using document::Node;

void set_place(Node& node, const Place& place) {
  node.set("file", place.file);
  node.set("pointer", place.pointer);
  node.set("line", static_cast<std::int64_t>(place.line));
  node.set("column", static_cast<std::int64_t>(place.column));
}

Node related_node(const std::vector<Related>& related) {
  Node list = Node::array();
  for (const Related& one : related) {
    Node node = Node::object();
    set_place(node, one.place);
    node.set("message", one.message);
    list.push_back(std::move(node));
  }
  return list;
}

Node others_node(const std::vector<Occurrence>& others) {
  Node list = Node::array();
  for (const Occurrence& one : others) {
    Node node = Node::object();
    set_place(node, one.place);
    if (!one.operation.empty()) node.set("operation", one.operation);
    node.set("fingerprint", one.fingerprint);
    list.push_back(std::move(node));
  }
  return list;
}

Node finding_node(const Finding& finding, const Listing& listing) {
  Node node = Node::object();
  node.set("rule", finding.rule);
  node.set("level", listing.word(finding.level));
  set_place(node, finding.place);
  node.set("message", finding.message);
  if (!finding.hint.empty()) node.set("hint", finding.hint);
  if (!finding.operation.empty()) node.set("operation", finding.operation);
  if (!finding.facts.empty()) {
    Node facts = Node::object();
    for (const auto& [name, value] : finding.facts) facts.set(name, value);
    node.set("facts", std::move(facts));
  }
  node.set("related", related_node(finding.related));
  if (!finding.others.empty()) node.set("others", others_node(finding.others));
  node.set("fingerprint", finding.fingerprint);
  if (!finding.suppressed_by.empty()) node.set("suppressed", finding.suppressed_by);
  return node;
}

Node summary_node(const Listing& listing) {
  Node node = Node::object();
  for (const Level level : {Level::Error, Level::Warning, Level::Info})
    node.set(listing.word(level), static_cast<std::uint64_t>(listing.count(level)));
  node.set("suppressed", static_cast<std::uint64_t>(listing.suppressed()));
  node.set("fails", listing.fails());
  for (const auto& [name, number] : listing.counters) node.set(name, number);
  return node;
}

}  // namespace

std::string write_json(const Listing& listing, const FormatOptions&) {
  Node root = Node::object();
  root.set("format", "concord.findings/1");
  root.set("tool", listing.tool);
  root.set("summary", summary_node(listing));
  Node findings = Node::array();
  for (const Finding& one : listing.findings) findings.push_back(finding_node(one, listing));
  root.set("findings", std::move(findings));
  return document::write_json(root, 2) + '\n';
}

}  // namespace concord::finding
