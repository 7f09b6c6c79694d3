// Changes → findings: for each operation the pairs of schemas that changed are walked from where they stand, once each.
#include "comparison.h"
#include "places.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::diff {
namespace {

using finding::Finding;
using finding::Level;
using finding::Listing;

constexpr std::size_t most_paths = 3;  // other paths to the same schema that are named

// A change with all that was said around it; the sites are places only at the end.
struct Reported {
  const OperationDiff* operation;
  Location at;
  std::string path, path_key;
  Change change;
  const Node* old_around = nullptr;
  const Node* new_around = nullptr;
  std::string also;
};

std::string filled(std::string_view pattern, const Reported& one, const std::string& where) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size();) {
    const auto is_here = [&](std::string_view name) { return pattern.substr(i, name.size()) == name; };
    if (is_here("{where}")) text += where, i += 7;
    else if (is_here("{subject}")) text += one.change.subject, i += 9;
    else if (is_here("{old}")) text += one.change.old_text, i += 5;
    else if (is_here("{new}")) text += one.change.new_text, i += 5;
    else text += pattern[i++];
  }
  return text;
}

class Reporter {
 public:
  Reporter(const Comparison& comparison, SchemaPairs& pairs, std::size_t most_findings)
      : comparison_(comparison), pairs_(pairs), most_findings_(most_findings) {}

  void collect() {
    for (const OperationDiff& operation : comparison_.operations) {
      for (const LocatedChange& one : operation.changes)
        add({&operation, one.at, {}, {}, one.change, nullptr, nullptr, {}});
      std::map<PairId, std::pair<std::size_t, std::size_t>> seen;  // root → its findings
      for (const SchemaRoot* root : changed_roots(operation)) {
        const auto known = seen.find(root->pair);
        if (known == seen.end()) {
          const std::size_t begin = reported_.size();
          walk(operation, *root);
          seen[root->pair] = {begin, reported_.size()};
          continue;
        }
        for (std::size_t i = known->second.first; i < known->second.second; ++i)
          note(reported_[i], root->at.where.text);
      }
    }
  }

  std::vector<Reported>& reported() { return reported_; }
  std::size_t left_out() const { return left_out_; }

 private:
  struct Step {
    PairId pair;
    std::size_t parent;
    const Edge* edge;  // that led here; null at the root
    bool is_muted;
  };

  // In an order that does not depend on that of the document: what is the same at several places is told at the first.
  std::vector<const SchemaRoot*> changed_roots(const OperationDiff& operation) const {
    std::vector<const SchemaRoot*> roots;
    for (const SchemaRoot& root : operation.roots) {
      if (pairs_[root.pair].has_changes) roots.push_back(&root);
    }
    std::stable_sort(roots.begin(), roots.end(), [](const SchemaRoot* a, const SchemaRoot* b) {
      return a->at.where.key < b->at.where.key;
    });
    return roots;
  }

  std::vector<const Edge*> changed_edges(const SchemaPair& pair) const {
    std::vector<const Edge*> edges;
    for (const Edge& edge : pair.edges) {
      if (pairs_[edge.to].has_changes) edges.push_back(&edge);
    }
    std::stable_sort(edges.begin(), edges.end(), [](const Edge* a, const Edge* b) { return a->key < b->key; });
    return edges;
  }

  static void note(Reported& one, const std::string& where) {
    if (std::count(one.also.begin(), one.also.end(), ';') + 1 >= static_cast<std::ptrdiff_t>(most_paths) &&
        !one.also.empty())
      return;
    one.also += (one.also.empty() ? "" : "; ") + where;
  }

  void add(Reported one) {
    if (reported_.size() < most_findings_) reported_.push_back(std::move(one));
    else ++left_out_;
  }

  // Breadth first: each pair is shown where it is nearest to the root.
  void walk(const OperationDiff& operation, const SchemaRoot& root) {
    std::vector<Step> steps{{root.pair, 0, nullptr, false}};
    std::unordered_map<PairId, std::pair<std::size_t, std::size_t>> seen{{root.pair, {0, 0}}};
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const SchemaPair& pair = pairs_[steps[i].pair];
      const std::string path = path_of(steps, i, &Edge::token), key = path_of(steps, i, &Edge::key);
      const std::size_t begin = reported_.size();
      for (const Change& change : pair.changes)
        add_schema_change({&operation, root.at, path, key, change, nullptr, nullptr, {}}, pair, steps[i].is_muted);
      seen[steps[i].pair] = {begin, reported_.size()};
      for (const Edge* edge : changed_edges(pair)) {
        const auto known = seen.find(edge->to);
        if (known == seen.end()) {
          seen.emplace(edge->to, std::pair(std::size_t{0}, std::size_t{0}));
          steps.push_back({edge->to, i, edge, steps[i].is_muted || edge->is_muted});
        } else {
          for (std::size_t k = known->second.first; k < known->second.second; ++k)
            note(reported_[k], path + edge->token);
        }
      }
    }
  }

  static std::string path_of(const std::vector<Step>& steps, std::size_t at, std::string Edge::*text) {
    std::vector<std::string_view> tokens;
    for (; at != 0 && tokens.size() < 64; at = steps[at].parent) tokens.push_back(steps[at].edge->*text);
    std::string path = at != 0 ? "/…" : "";
    for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) path += *token;
    return path;
  }

  void add_schema_change(Reported one, const SchemaPair& pair, bool is_muted) {
    one.old_around = pairs_.old_shapes()[pair.old_shape].site;
    one.new_around = pairs_.new_shapes()[pair.new_shape].site;
    one.change.is_muted = one.change.is_muted || is_muted;
    if (!one.change.covers.empty() && pairs_.is_covered(one.change)) one.change.kind = Kind::VariantCovered;
    add(std::move(one));
  }

  const Comparison& comparison_;
  SchemaPairs& pairs_;
  const std::size_t most_findings_;
  std::vector<Reported> reported_;
  std::size_t left_out_ = 0;
};

std::string_view direction_text(Direction direction) {
  return direction == Direction::Request ? "request" : direction == Direction::Response ? "response" : "";
}

// Names of components, path parameters and headers as they happen to be written do not count.
std::string fingerprint_of(const std::string& rule, const Reported& one) {
  const Change& change = one.change;
  if (!change.key.empty())
    return finding::fingerprint({rule, one.operation->key, one.at.where.key, one.path_key, change.key});
  return finding::fingerprint(
      {rule, one.operation->key, one.at.where.key, one.path_key, change.subject, change.old_text, change.new_text});
}

Finding finding_of(const Reported& one, const Places& olds, const Places& news) {
  const Change& change = one.change;
  Finding finding;
  finding.rule = rule_id(change.kind, one.at.direction);
  finding.level = change.is_muted ? Level::Info : level_of(row(change.kind), one.at.direction);
  const std::string where = one.path.empty() ? one.at.where.text : one.at.where.text + ' ' + base::in_quotes(one.path);
  finding.message = filled(row(change.kind).message, one, where);
  finding.operation = one.operation->label;
  const finding::Place before = olds.of(change.old_site, one.old_around),
                       after = news.of(change.new_site, one.new_around);
  const bool is_gone = change.new_site == nullptr && one.new_around == nullptr;
  finding.place = is_gone ? before : after;
  if (!is_gone && !before.text().empty()) finding.related.push_back({before, "before"});
  const auto fact = [&finding](std::string_view name, std::string value) {
    if (!value.empty()) finding.facts.emplace_back(name, std::move(value));
  };
  fact("direction", std::string(direction_text(one.at.direction)));
  fact("old", change.old_text);
  fact("new", change.new_text);
  fact("subject", change.subject);
  fact("also", one.also);
  fact("documented before", olds.documented(change.old_site, before));
  fact("documented", news.documented(change.new_site, after));
  finding.fingerprint = fingerprint_of(finding.rule, one);
  return finding;
}

// A bound that was met is no small thing: whatever was left out may be breaking.
Finding bound_finding(Kind kind, const Node& new_contract, std::size_t bound, std::size_t left_out) {
  const OperationDiff whole;
  Change change{kind, {}, left_out == 0 ? "" : std::to_string(left_out), std::to_string(bound), nullptr, &new_contract};
  Places nowhere;
  return finding_of({&whole, {"the contract"}, {}, {}, std::move(change), nullptr, nullptr, {}}, nowhere, nowhere);
}

// By path, then method, then level; shared things first.
std::pair<std::string_view, std::string_view> order_of(const std::string& label) {
  const std::size_t blank = label.find(' ');
  if (blank == std::string::npos) return {"", label};
  return {std::string_view(label).substr(blank + 1), std::string_view(label).substr(0, blank)};
}

void sort(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tuple(order_of(a.operation), a.level) < std::tuple(order_of(b.operation), b.level);
  });
}

}  // namespace

Listing compare(const Node& old_contract, const Node& new_contract, const Options& options) {
  Shapes olds(old_contract), news(new_contract);
  const auto today = std::chrono::floor<std::chrono::days>(options.now);
  SchemaPairs pairs(olds, news, today, today + options.sunset_days);
  const Comparison comparison = ContractComparison(old_contract, new_contract, pairs).compare();
  const bool is_whole = pairs.build(options.most_pairs);
  Reporter reporter(comparison, pairs, options.most_findings);
  reporter.collect();
  Places old_places, new_places;
  for (const Reported& one : reporter.reported()) {
    for (const Node* site : {one.change.old_site, one.old_around}) old_places.want(site);
    for (const Node* site : {one.change.new_site, one.new_around}) new_places.want(site);
  }
  old_places.find_in(old_contract);
  new_places.find_in(new_contract);
  Listing listing;
  listing.tool = "diff";
  listing.level_words = {"breaking", "warning", "info"};
  listing.rules.assign(rules().begin(), rules().end());
  for (const Reported& one : reporter.reported()) listing.findings.push_back(finding_of(one, old_places, new_places));
  if (reporter.left_out() != 0)
    listing.findings.push_back(
        bound_finding(Kind::NotListed, new_contract, options.most_findings, reporter.left_out()));
  if (!is_whole) listing.findings.push_back(bound_finding(Kind::NotCompared, new_contract, options.most_pairs, 0));
  sort(listing.findings);
  finding::make_fingerprints_unique(listing.findings);
  listing.counters.emplace_back("operations compared", comparison.compared);
  return listing;
}

}  // namespace concord::diff
