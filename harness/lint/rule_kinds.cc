#include "rule_kinds.h"

#include "rule_rows.h"

#include <algorithm>
#include <unordered_map>

namespace concord::lint {
namespace {

// Rules whose rows name another function, too.
struct More {
  std::string_view id;
  Check check;
};
constexpr More more[] = {{"sample-schema", check_curl}, {"sample-undocumented", check_curl}};

std::vector<RuleRow> all_rows() {
  std::vector<RuleRow> all;
  for (const auto rows : {schemas_rows(), operations_rows(), pages_rows()})
    all.insert(all.end(), rows.begin(), rows.end());
  return all;
}

const std::vector<RuleRow>& rows() {
  static const std::vector<RuleRow> all = all_rows();
  return all;
}

const std::vector<Rule>& public_rules() {
  static const std::vector<Rule> all = [] {
    std::vector<Rule> made;
    for (const RuleRow& row : rows()) made.push_back(row.rule);
    return made;
  }();
  return all;
}

}  // namespace

std::span<const Rule> rules() { return public_rules(); }

const Rule* find_rule(std::string_view id) {
  static const auto by_id = [] {
    std::unordered_map<std::string_view, const Rule*> made;
    for (const Rule& rule : public_rules()) made.emplace(rule.info.id, &rule);
    return made;
  }();
  const auto found = by_id.find(id);
  return found == by_id.end() ? nullptr : found->second;
}

std::vector<std::string> rule_groups() {
  std::vector<std::string> groups;
  for (const Rule& rule : public_rules()) {
    if (std::find(groups.begin(), groups.end(), rule.group) == groups.end()) groups.emplace_back(rule.group);
  }
  return groups;
}

std::vector<Check> checks_of(const Report& report) {
  std::vector<Check> checks;
  const auto add = [&](std::string_view id, Check check) {
    if (report.wants(id) && std::find(checks.begin(), checks.end(), check) == checks.end()) checks.push_back(check);
  };
  for (const RuleRow& row : rows()) add(row.rule.info.id, row.check);
  for (const More& one : more) add(one.id, one.check);
  return checks;
}

}  // namespace concord::lint
