#include "judge.h"

#include <concord/base/text.h>

#include <algorithm>
#include <map>

namespace concord::lint {
namespace {

constexpr std::string_view copy_uri = "urn:concord:judged";
constexpr std::size_t most_violations = 100;  // of one example; the rest is counted

bool is_true(const Node& schema, std::string_view key) {
  const Node* value = schema.find(key);
  return value != nullptr && value->is_boolean() && value->as_boolean();
}

std::string bucket_of(SiteId site) { return std::to_string(site / 256); }

Node wrapped(SiteId site, const Node& value) {
  Node inner(Node::Object{{std::to_string(site), value, {}}});
  return Node(Node::Object{{bucket_of(site), std::move(inner), {}}});
}

document::Pointer unwrapped(const document::Pointer& place) {
  const auto& tokens = place.tokens();
  return tokens.size() < 2 ? document::Pointer() : document::Pointer(std::vector(tokens.begin() + 2, tokens.end()));
}

}  // namespace

Judge::Judge(const Sites& sites, const std::vector<SiteId>& wanted) : copy_(sites) {
  has_directions_ = std::any_of(sites.schemas.begin(), sites.schemas.end(), [](const SchemaSite& site) {
    return is_true(*site.node, "readOnly") || is_true(*site.node, "writeOnly");
  });
  for (const Version version : {Version::Swagger2, Version::OpenApi30, Version::OpenApi31}) {
    std::vector<SiteId> group;
    for (const SiteId site : wanted) {
      if (sites.schemas[site].version == version) group.push_back(site);
    }
    std::sort(group.begin(), group.end());
    group.erase(std::unique(group.begin(), group.end()), group.end());
    if (group.empty()) continue;
    compile(group, registries_for(group, version), version);
  }
}

// The schemas as each direction has them, or once when nothing depends on it.
Judge::Registries Judge::registries_for(const std::vector<SiteId>& group, Version version) {
  using schema::Direction;
  const std::vector<Direction> directions =
      has_directions_ ? std::vector{Direction::Request, Direction::Response} : std::vector{Direction::None};
  Registries registries(directions.size());
  for (std::size_t i = 0; i < directions.size(); ++i)
    registries[i].add(std::string(copy_uri), copy_.make(group, version, directions[i]));
  return registries;
}

// One that does not compile must not keep the others from being judged: halves are tried apart.
void Judge::compile(std::span<const SiteId> sites, const Registries& schemas, Version version) {
  if (auto batch = compile_batch(sites, schemas, version)) {
    for (const SiteId site : sites) batch_of_[site] = batches_.size();
    batches_.push_back(std::move(*batch));
    return;
  }
  if (sites.size() == 1) return;
  compile(sites.first(sites.size() / 2), schemas, version);
  compile(sites.subspan(sites.size() / 2), schemas, version);
}

// One schema for all: an object of objects whose members are the values, named by the numbers of their schemas. In two
// steps, because some questions to a schema cost what it has names.
std::optional<Judge::Batch> Judge::compile_batch(std::span<const SiteId> sites, const Registries& schemas,
                                                 Version version) const {
  std::map<std::string, Node::Object> buckets;
  for (const SiteId site : sites) {
    std::string text(copy_uri);
    text += '#';
    const document::Pointer at = copy_.place(site);
    for (const std::string& token : at.tokens()) text += "/" + base::percent_encode(document::escape_token(token));
    Node reference = Node::object();
    reference.set("$ref", std::move(text));
    buckets[bucket_of(site)].push_back({std::to_string(site), std::move(reference), {}});
  }
  Node::Object properties;
  for (auto& [name, members] : buckets) {
    Node bucket = Node::object();
    bucket.set("properties", Node(std::move(members)));
    properties.push_back({name, std::move(bucket), {}});
  }
  Node entry = Node::object();
  entry.set("properties", Node(std::move(properties)));
  schema::Options options;
  options.default_dialect =
      version == Version::OpenApi31 ? schema::Dialect::OpenApi31 : schema::Dialect::OpenApi30;
  options.max_violations = most_violations;
  Batch batch;
  const auto root = std::make_shared<const Node>(std::move(entry));
  for (const schema::Registry& registry : schemas) {
    options.registry = &registry;
    auto compiled = schema::compile_at(root, document::Pointer(), options);
    if (!compiled) return std::nullopt;
    batch.by_direction.push_back(std::move(*compiled));
  }
  return batch;
}

Verdict Judge::judge(SiteId site, const Node& value, std::uint8_t context) const {
  const auto found = batch_of_.find(site);
  if (found == batch_of_.end()) return {};
  const Batch& batch = batches_[found->second];
  if (!has_directions_) return judge_by(batch.by_direction.front(), site, value);
  const bool is_both = context != in_request && context != in_response;
  Verdict best;
  for (const std::uint8_t direction : {in_request, in_response}) {
    if (!is_both && context != direction) continue;
    Verdict verdict = judge_by(batch.by_direction[direction == in_request ? 0 : 1], site, value);
    if (!best.is_judged || verdict.violations.size() < best.violations.size()) best = std::move(verdict);
  }
  return best;
}

// Whether a discriminator may name another schema, which describes the member.
bool Judge::is_of_subtype(const schema::Undocumented& one, const Node& value) {
  const Node* name = one.schema == nullptr ? nullptr : one.schema->find(discriminating_member);
  const Node* object = name == nullptr ? nullptr : document::resolve(value, one.instance.parent());
  const Node* named = object == nullptr ? nullptr : object->find(name->string_or_empty());
  return named != nullptr && named->is_string();
}

std::vector<schema::Undocumented> Judge::undocumented(SiteId site, const Node& value, std::uint8_t context) const {
  const auto found = batch_of_.find(site);
  if (found == batch_of_.end()) return {};
  const auto& schemas = batches_[found->second].by_direction;
  const schema::Schema& schema = has_directions_ && context == in_response ? schemas.back() : schemas.front();
  auto members = schema.undocumented(wrapped(site, value));
  for (schema::Undocumented& one : members) {
    one.instance = unwrapped(one.instance);
  }
  std::erase_if(members, [&](const schema::Undocumented& one) { return is_of_subtype(one, value); });
  return members;
}

Verdict Judge::judge_by(const schema::Schema& schema, SiteId site, const Node& value) const {
  const Node instance = wrapped(site, value);
  Verdict verdict;
  verdict.is_judged = true;
  if (schema.accepts(instance)) return verdict;
  schema::Explanation explanation = schema.explain(instance);
  verdict.not_listed = explanation.not_listed;
  for (schema::Violation& violation : explanation.violations) {
    violation.instance = unwrapped(violation.instance);
    verdict.violations.push_back(std::move(violation));
  }
  return verdict;
}

}  // namespace concord::lint
