#include "reporter.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::diff {
namespace {

constexpr std::size_t most_aliases = 3;    // other places of one pair that are named
constexpr std::size_t longest_path = 64;   // steps of a path that are shown

}  // namespace

void Reporter::collect() {
  for (const OperationDiff& operation : comparison_.operations) {
    for (const LocatedChange& one : operation.changes) add({&operation, one.at, {}, {}, one.change});
    walk(operation);
  }
}

void Reporter::add(Reported one) {
  if (reported_.size() < most_findings_) reported_.push_back(std::move(one));
  else ++left_out_;
}

// Breadth first: each pair is shown where it is nearest to a root. What is never sent comes last, since elsewhere the
// same pair may count.
void Reporter::walk(const OperationDiff& operation) {
  steps_.clear();
  muted_steps_.clear();
  seen_.clear();
  const std::size_t begin = reported_.size();
  for (const SchemaRoot* root : changed_roots(operation)) {
    const auto [known, is_new] = seen_.emplace(root->pair, steps_.size());
    if (is_new) steps_.push_back({.pair = root->pair, .root = root});
    else steps_[known->second].aliases.push_back({root, {}});
  }
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    visit(operation, i);
    if (i + 1 == steps_.size()) take_up_muted();
  }
  name_aliases();
  std::stable_sort(reported_.begin() + static_cast<std::ptrdiff_t>(begin), reported_.end(),
                   [](const Reported& a, const Reported& b) { return a.at.where.key < b.at.where.key; });
}

void Reporter::visit(const OperationDiff& operation, std::size_t index) {
  const SchemaPair& pair = pairs_[steps_[index].pair];
  const std::string path = path_of(index, &Edge::token), key = path_of(index, &Edge::key);
  steps_[index].begin = reported_.size();
  for (const Change& change : pair.changes)
    add_schema_change({&operation, steps_[index].root->at, path, key, change}, pair, steps_[index].is_muted);
  steps_[index].end = reported_.size();
  for (const Edge* edge : changed_edges(pair)) follow(*edge, index);
}

void Reporter::follow(const Edge& edge, std::size_t from) {
  Step step{.pair = edge.to, .parent = from, .edge = &edge, .root = steps_[from].root};
  step.is_muted = steps_[from].is_muted || edge.is_muted;
  const auto known = seen_.find(edge.to);
  if (known != seen_.end()) {
    auto& aliases = steps_[known->second].aliases;
    if (!step.is_muted && aliases.size() < most_aliases && !is_within(from, known->second))
      aliases.push_back({step.root, path_of(from, &Edge::token) + edge.token});
  } else if (step.is_muted && !steps_[from].is_muted) {
    muted_steps_.push_back(std::move(step));
  } else {
    seen_.emplace(edge.to, steps_.size());
    steps_.push_back(std::move(step));
  }
}

// Whether a step is another one or below it: a schema that leads back to itself is at no other place.
bool Reporter::is_within(std::size_t step, std::size_t ancestor) const {
  for (std::size_t hop = 0; hop < longest_path && step != ancestor && steps_[step].edge != nullptr; ++hop)
    step = steps_[step].parent;
  return step == ancestor;
}

void Reporter::take_up_muted() {
  for (Step& step : muted_steps_) {
    if (seen_.emplace(step.pair, steps_.size()).second) steps_.push_back(std::move(step));
  }
  muted_steps_.clear();
}

void Reporter::add_schema_change(Reported one, const SchemaPair& pair, bool is_muted) {
  one.old_around = pairs_.old_shapes()[pair.old_shape].site;
  one.new_around = pairs_.new_shapes()[pair.new_shape].site;
  one.change.is_muted = one.change.is_muted || is_muted;
  if (!one.change.covers.empty() && pairs_.is_covered(one.change)) one.change.kind = Kind::VariantCovered;
  add(std::move(one));
}

void Reporter::name_aliases() {
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (steps_[i].begin == steps_[i].end) continue;
    const std::string text = also(i);
    for (std::size_t k = steps_[i].begin; k < steps_[i].end; ++k) reported_[k].also = text;
  }
}

// What stands elsewhere has all that is below it there, too.
std::string Reporter::also(std::size_t step) const {
  std::string text, below;
  std::size_t named = 0;
  const SchemaRoot* root = steps_[step].root;
  for (std::size_t hop = 0; hop < longest_path; ++hop) {
    for (const Alias& alias : steps_[step].aliases) {
      if (++named > most_aliases) return text;
      const std::string path = alias.path + below;
      const std::string place = path.empty() ? alias.root->at.where.text
                                : alias.root == root ? path
                                                     : alias.root->at.where.text + ' ' + base::in_quotes(path);
      text += (text.empty() ? "" : "; ") + place;
    }
    if (steps_[step].edge == nullptr) break;
    below = steps_[step].edge->token + below;
    step = steps_[step].parent;
  }
  return text;
}

std::string Reporter::path_of(std::size_t step, std::string Edge::*text) const {
  std::vector<std::string_view> tokens;
  for (; steps_[step].edge != nullptr && tokens.size() < longest_path; step = steps_[step].parent)
    tokens.push_back(steps_[step].edge->*text);
  std::string path = steps_[step].edge != nullptr ? "/…" : "";
  for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) path += *token;
  return path;
}

// In an order that does not depend on that of the document.
std::vector<const SchemaRoot*> Reporter::changed_roots(const OperationDiff& operation) const {
  std::vector<const SchemaRoot*> roots;
  for (const SchemaRoot& root : operation.roots) {
    if (pairs_[root.pair].has_changes) roots.push_back(&root);
  }
  std::stable_sort(roots.begin(), roots.end(), [](const SchemaRoot* a, const SchemaRoot* b) {
    return a->at.where.key < b->at.where.key;
  });
  return roots;
}

std::vector<const Edge*> Reporter::changed_edges(const SchemaPair& pair) const {
  std::vector<const Edge*> edges;
  for (const Edge& edge : pair.edges) {
    if (pairs_[edge.to].has_changes) edges.push_back(&edge);
  }
  std::stable_sort(edges.begin(), edges.end(), [](const Edge* a, const Edge* b) { return a->key < b->key; });
  return edges;
}

}  // namespace concord::diff
