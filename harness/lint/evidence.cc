#include "evidence.h"

#include "openapi_words.h"

#include <concord/document/lookup.h>
#include <concord/schema.h>

#include <algorithm>
#include <array>

namespace concord::lint {
namespace {

constexpr std::size_t most_values = 50;        // of one schema
constexpr std::size_t most_steps = 20'000'000;  // in all
constexpr std::size_t most_schemas = 200;       // that one value is shown for
constexpr int most_depth = 64;

struct KindRow {
  std::string_view kind, article;
};
// In this order: a ULID is no UUID, but every date-time begins like a date.
constexpr auto kinds = std::to_array<KindRow>({{"uuid", "a UUID"},
                                               {"date-time", "a date-time"},
                                               {"date", "a date"},
                                               {"email", "an email address"},
                                               {"ipv4", "an IPv4 address"}});

}  // namespace

EvidenceIndex::EvidenceIndex(const Sites& sites) : sites_(sites) {
  for (std::size_t i = 0; i < sites.values.size(); ++i) {
    const ValueSite& site = sites.values[i];
    if (site.kind == ValueKind::Default) continue;
    visited_.clear();
    descend(*site.value, site.schema, i, 0);
    if (site.operation != none) by_operation_[site.operation].push_back(i);
  }
}

const std::vector<Evidence>& EvidenceIndex::of(SiteId schema) const {
  static const std::vector<Evidence> nothing;
  const auto found = values_.find(schema);
  return found == values_.end() ? nothing : found->second;
}

const std::vector<std::size_t>& EvidenceIndex::values_of(std::uint32_t operation) const {
  static const std::vector<std::size_t> nothing;
  const auto found = by_operation_.find(operation);
  return found == by_operation_.end() ? nothing : found->second;
}

void EvidenceIndex::note(const Node& value, SiteId schema, std::size_t value_site) {
  if (value.is_object() || value.is_array() || value.is_null()) return;
  auto& list = values_[schema];
  if (list.size() < most_values) list.push_back({&value, value_site});
}

void EvidenceIndex::descend(const Node& value, SiteId schema, std::size_t value_site, int depth) {
  if (depth > most_depth || ++steps_ > most_steps) return;
  // Through references and compositions many ways can lead to one schema, and one value to very many schemas.
  auto& seen = visited_[&value];
  if (seen.size() == most_schemas || !seen.insert(schema).second) return;
  const SchemaSite& site = sites_.schemas[schema];
  note(value, schema, value_site);
  const ValueSite& example = sites_.values[value_site];
  const bool is_message = example.kind == ValueKind::MediaExample;
  const bool is_wrong = (example.context == in_request && is_true(*site.node, "readOnly")) ||
                        (example.context == in_response && is_true(*site.node, "writeOnly"));
  if (is_message && is_wrong && depth > 0) wrong_side_.push_back({{&value, value_site}, schema});
  if (site.target != none) descend(value, site.target, value_site, depth + 1);
  const auto into = [&](const Node& part, const Node& inner) {
    const auto found = sites_.schema_of.find(&inner);
    if (found != sites_.schema_of.end()) descend(part, found->second, value_site, depth + 1);
  };
  for (const std::string_view key : {"allOf", "anyOf", "oneOf"}) {
    const Node* list = site.node->find(key);
    if (list == nullptr) continue;
    for (const Node& one : list->items()) into(value, one);
  }
  if (const Node* properties = site.node->find("properties"); properties != nullptr && value.is_object()) {
    document::Lookup lookup(*properties);
    for (const Member& member : value.members()) {
      if (const Node* inner = lookup.find(member.key)) into(member.value, *inner);
    }
  }
  if (const Node* items = site.node->find("items"); items != nullptr) {
    for (const Node& item : value.items()) into(item, *items);
  }
}

std::string_view text_kind(std::string_view text) {
  const Node value{text};
  for (const KindRow& row : kinds) {
    if (schema::conforms_to_format(row.kind, value)) return row.kind;
  }
  const bool has_letter = std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  const bool has_lower = std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (has_letter && !has_lower && schema::conforms_to_format("ulid", value)) return "ulid";
  const bool is_web = text.starts_with("https://") || text.starts_with("http://");
  return is_web && schema::conforms_to_format("uri", value) ? "uri" : std::string_view{};
}

std::string_view with_article(std::string_view kind) {
  if (kind == "ulid") return "a ULID";
  if (kind == "uri") return "a URI";
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const KindRow& row) { return row.kind == kind; });
  return found == kinds.end() ? kind : found->article;
}

}  // namespace concord::lint
