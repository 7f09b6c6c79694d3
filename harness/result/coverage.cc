#include <concord/result/coverage.h>

#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace concord::result {

using document::Node;

namespace {

constexpr std::array<std::string_view, coverage_kinds> kind_names{
    "operations",      "statuses",         "media-types",  "parameters",
    "request-members", "response-members", "enum-members", "branches"};

std::string words_of(CoverageKind kind) {
  return base::replace_all(std::string(coverage_kind_name(kind)), "-", " ");
}

std::string text_at(const Node& list, std::size_t index) {
  return index < list.items().size() ? std::string(list.items()[index].string_or_empty()) : std::string();
}

std::optional<CoverageItem> read_item(const Node& node) {
  const auto kind = parse_coverage_kind(text_at(node, 0));
  if (!kind || node.items().size() != 5 || !node.items()[3].is_boolean()) return std::nullopt;
  const auto seen = node.items()[4].to_int64();
  if (!seen || *seen < 0) return std::nullopt;
  return CoverageItem{*kind, text_at(node, 1), text_at(node, 2), node.items()[3].as_boolean(),
                      static_cast<std::uint64_t>(*seen)};
}

auto key_of(const CoverageItem& item) { return std::tie(item.kind, item.operation, item.name); }

}  // namespace

std::string_view coverage_kind_name(CoverageKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::optional<CoverageKind> parse_coverage_kind(std::string_view name) {
  const auto found = std::find(kind_names.begin(), kind_names.end(), name);
  if (found == kind_names.end()) return std::nullopt;
  return static_cast<CoverageKind>(found - kind_names.begin());
}

CoverageSum Coverage::sum(CoverageKind kind) const {
  CoverageSum sum;
  for (const CoverageItem& item : items) {
    if (item.kind != kind) continue;
    if (!item.is_documented) ++sum.undocumented;
    else ++sum.documented, sum.seen += item.seen > 0;
  }
  return sum;
}

std::string Coverage::headline() const {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < coverage_kinds; ++i) {
    const auto kind = static_cast<CoverageKind>(i);
    const CoverageSum of = sum(kind);
    if (of.documented > 0)
      parts.push_back(std::to_string(of.seen) + " of " + std::to_string(of.documented) + ' ' + words_of(kind));
  }
  return base::join(parts, ", ");
}

bool Coverage::has_failure() const {
  return std::any_of(findings.begin(), findings.end(), [](const auto& one) { return one.level == Level::Fail; });
}

Node to_node(const Coverage& coverage) {
  Node items = Node::array(), findings = Node::array();
  for (const CoverageItem& item : coverage.items) {
    Node row = Node::array();
    row.push_back(coverage_kind_name(item.kind));
    row.push_back(item.operation);
    row.push_back(item.name);
    row.push_back(item.is_documented);
    row.push_back(item.seen);
    items.push_back(std::move(row));
  }
  for (const CoverageFinding& finding : coverage.findings) {
    Node row = Node::object();
    row.set("id", finding.id);
    row.set("level", level_name(finding.level));
    row.set("message", finding.message);
    findings.push_back(std::move(row));
  }
  Node node = Node::object();
  node.set("items", std::move(items));
  node.set("findings", std::move(findings));
  if (coverage.is_cut) node.set("cut", true);
  return node;
}

Coverage read_coverage(const Node& node) {
  Coverage coverage;
  const Node* items = node.find("items");
  for (std::size_t i = 0; items && i < items->items().size(); ++i) {
    if (auto item = read_item(items->items()[i])) coverage.items.push_back(std::move(*item));
  }
  const Node* findings = node.find("findings");
  for (std::size_t i = 0; findings && i < findings->items().size(); ++i) {
    const Node& one = findings->items()[i];
    const auto text = [&one](const char* key) { return one.find(key) ? one.find(key)->string_or_empty() : ""; };
    if (const auto level = parse_level(text("level")))
      coverage.findings.push_back({std::string(text("id")), *level, std::string(text("message"))});
  }
  coverage.is_cut = node.has("cut");
  return coverage;
}

void merge(Coverage& into, const Coverage& other) {
  if (into.empty()) return void(into = other);
  into.findings.clear();  // of a part: nobody judges the whole again
  std::map<std::tuple<CoverageKind, std::string, std::string>, std::size_t> known;
  for (std::size_t i = 0; i < into.items.size(); ++i) known.emplace(key_of(into.items[i]), i);
  for (const CoverageItem& item : other.items) {
    const auto [entry, is_new] = known.emplace(key_of(item), into.items.size());
    if (is_new) into.items.push_back(item);
    else into.items[entry->second].seen += item.seen;
  }
  into.is_cut = into.is_cut || other.is_cut;
}

}  // namespace concord::result
