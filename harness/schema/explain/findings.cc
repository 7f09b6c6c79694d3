#include "findings.h"

#include <algorithm>
#include <bit>

namespace concord::schema {
namespace {

std::vector<const InstanceLink*> from_root(const InstanceLink* link) {
  std::vector<const InstanceLink*> path;
  for (; link; link = link->up) path.push_back(link);
  std::reverse(path.begin(), path.end());
  return path;
}

// The place with every index as a star: what the items of an array have in common. "" when there is no index.
std::string shape_of(const InstanceLink* link) {
  std::string shape;
  bool has_index = false;
  for (const InstanceLink* each : from_root(link)) {
    shape += each->is_index ? "/*" : "/" + document::escape_token(each->key);
    has_index = has_index || each->is_index;
  }
  return has_index ? shape : "";
}

std::size_t hash_of(const Violation& violation) {
  const std::hash<std::string_view> hash;
  std::size_t mixed = hash(violation.schema_location) * 31 + hash(violation.message);
  for (const std::string& token : violation.instance.tokens()) mixed = std::rotl(mixed, 7) * 31 + hash(token);
  return mixed;
}

}  // namespace

Pointer pointer_of(const InstanceLink* link) {
  std::vector<std::string> tokens;
  for (const InstanceLink* each : from_root(link)) {
    tokens.push_back(each->is_index ? std::to_string(each->index) : std::string(each->key));
  }
  return Pointer(std::move(tokens));
}

std::size_t depth_of(const InstanceLink* link) {
  std::size_t depth = 0;
  for (; link; link = link->up) ++depth;
  return depth;
}

std::string location_of(const KeywordLink* link) {
  std::vector<const KeywordLink*> path;
  for (; link; link = link->up) path.push_back(link);
  std::string out;
  for (auto each = path.rbegin(); each != path.rend(); ++each) {
    out += "/" + document::escape_token((*each)->keyword);
    if ((*each)->step == KeywordLink::Step::Token) out += "/" + document::escape_token((*each)->token);
    if ((*each)->step == KeywordLink::Step::Index) out += "/" + std::to_string((*each)->index);
  }
  return out;
}

void Findings::add(Finding&& finding, const InstanceLink* place) {
  std::string key = shape_of(place);
  if (!key.empty()) {
    key += "\n" + finding.violation.keyword_location + "\n" + finding.violation.expected;
    if (finding.violation.is_unjudged) key += "\n?";
  }
  add(std::move(finding), std::move(key));
}

void Findings::add(Finding&& finding, std::string key) {
  const Violation& violation = finding.violation;
  if (list_.size() < limit_ && !said_.insert(hash_of(violation)).second) return;
  const std::size_t alike = 1 + finding.violation.equal_elsewhere;
  if (!key.empty()) {
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
      list_[found->second].violation.equal_elsewhere += alike;
      return;
    }
  }
  if (list_.size() >= limit_) {
    not_listed_ += alike;
    return;
  }
  if (!key.empty()) by_key_.emplace(key, list_.size());
  keys_.push_back(std::move(key));
  list_.push_back(std::move(finding));
}

void Findings::add(Findings&& other) {
  for (std::size_t i = 0; i < other.list_.size(); ++i) add(std::move(other.list_[i]), std::move(other.keys_[i]));
  not_listed_ += other.not_listed_;
}

Explanation Findings::take() && {
  Explanation explanation;
  for (Finding& finding : list_) explanation.violations.push_back(std::move(finding.violation));
  explanation.not_listed = not_listed_;
  return explanation;
}

}  // namespace concord::schema
