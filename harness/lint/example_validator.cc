#include "example_validator.h"
#include "openapi_words.h"

#include <concord/schema/compile_each.h>

#include <algorithm>

namespace concord::lint {
namespace {

constexpr std::size_t most_violations = 100;  // of one example; the rest is counted

}  // namespace

ExampleValidator::ExampleValidator(const Sites& sites, const std::vector<SiteId>& wanted) : bundle_(sites) {
  using schema::Direction;
  has_directions_ = std::any_of(sites.schemas.begin(), sites.schemas.end(), [](const SchemaSite& site) {
    return is_true(*site.node, "readOnly") || is_true(*site.node, "writeOnly");
  });
  const std::vector<Direction> directions =
      has_directions_ ? std::vector{Direction::Request, Direction::Response} : std::vector{Direction::None};
  for (const SpecVersion version : {SpecVersion::Swagger20, SpecVersion::OpenApi30, SpecVersion::OpenApi31}) {
    std::vector<SiteId> group;
    for (const SiteId site : wanted) {
      if (sites.schemas[site].version == version) group.push_back(site);
    }
    std::sort(group.begin(), group.end());
    group.erase(std::unique(group.begin(), group.end()), group.end());
    if (group.empty()) continue;
    for (const Direction direction : directions) compile(group, version, direction);
  }
  std::erase_if(schemas_, [&](const auto& entry) { return entry.second.size() != directions.size(); });
}

// The copy is as the direction has it, so that no schema asks for one.
void ExampleValidator::compile(const std::vector<SiteId>& group, SpecVersion version, schema::Direction direction) {
  const auto root = std::make_shared<const Node>(bundle_.make(group, version, direction));
  schema::Options options;
  options.default_dialect = version == SpecVersion::OpenApi31 ? schema::Dialect::OpenApi31 : schema::Dialect::OpenApi30;
  options.max_violations = most_violations;
  std::vector<document::Pointer> places;
  for (const SiteId site : group) places.push_back(bundle_.place(site));
  schema::compile_each(root, places, options, [&](std::size_t number, const base::Result<schema::Schema>& compiled) {
    if (compiled) schemas_[group[number]].push_back(*compiled);
  });
}

Verdict ExampleValidator::validate(SiteId site, const Node& value, std::uint8_t context) const {
  const auto found = schemas_.find(site);
  if (found == schemas_.end()) return {};
  const auto& schemas = found->second;
  if (!has_directions_) return validate_by(schemas.front(), value);
  const bool is_both = context != in_request && context != in_response;
  Verdict best;
  for (const std::uint8_t direction : {in_request, in_response}) {
    if (!is_both && context != direction) continue;
    Verdict verdict = validate_by(schemas[direction == in_request ? 0 : 1], value);
    if (!best.is_judged || verdict.violations.size() < best.violations.size()) best = std::move(verdict);
  }
  return best;
}

// Whether a discriminator may name another schema, which describes the member.
bool ExampleValidator::is_of_subtype(const schema::Undocumented& one, const Node& value) {
  const Node* name = one.schema == nullptr ? nullptr : one.schema->find(discriminating_member);
  const Node* object = name == nullptr ? nullptr : document::resolve(value, one.instance.parent());
  const Node* named = object == nullptr ? nullptr : object->find(name->string_or_empty());
  return named != nullptr && named->is_string();
}

std::vector<schema::Undocumented> ExampleValidator::undocumented(SiteId site, const Node& value,
                                                                 std::uint8_t context) const {
  const auto found = schemas_.find(site);
  if (found == schemas_.end()) return {};
  const auto& schemas = found->second;
  auto members = (has_directions_ && context == in_response ? schemas.back() : schemas.front()).undocumented(value);
  std::erase_if(members, [&](const schema::Undocumented& one) { return is_of_subtype(one, value); });
  return members;
}

Verdict ExampleValidator::validate_by(const schema::Schema& schema, const Node& value) {
  Verdict verdict;
  verdict.is_judged = true;
  if (schema.accepts(value)) return verdict;
  schema::Explanation explanation = schema.explain(value);
  // A bound of ours is no mistake of the document.
  std::erase_if(explanation.violations, [](const schema::Violation& each) { return each.is_unjudged; });
  verdict.not_listed = explanation.not_listed;
  verdict.violations = std::move(explanation.violations);
  return verdict;
}

}  // namespace concord::lint
