// Changes → findings.
#include "places.h"
#include "reporter.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::diff {
namespace {

using finding::Finding;
using finding::Level;
using finding::Listing;

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

// The same change at the same place, whatever uses it; "" where the place is not known.
std::string cause_of(const Finding& finding, const finding::Place& before, const Change& change) {
  const auto text = [](const finding::Place& place) { return place.text().empty() ? place.pointer : place.text(); };
  const std::string now = text(finding.place), was = text(before);
  if (now.empty() && was.empty()) return {};
  return was + '\n' + now + '\n' + change.subject + '\n' + change.old_text + '\n' + change.new_text;
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
  finding.cause = cause_of(finding, before, change);
  finding.fingerprint = fingerprint_of(finding.rule, one);
  return finding;
}

// About a contract as a whole.
Finding whole_finding(Change change) {
  const OperationDiff whole;
  Places nowhere;
  return finding_of({&whole, {"the contract"}, {}, {}, std::move(change)}, nowhere, nowhere);
}

// A bound that was met is no small thing: whatever was left out may be breaking.
Finding bound_finding(Kind kind, const Node& new_contract, std::size_t bound, std::size_t left_out) {
  return whole_finding(
      {kind, {}, left_out == 0 ? "" : std::to_string(left_out), std::to_string(bound), nullptr, &new_contract});
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

namespace {

Listing empty_listing() {
  Listing listing;
  listing.tool = "diff";
  listing.level_words = {"breaking", "warning", "info"};
  listing.rules.assign(rules().begin(), rules().end());
  return listing;
}

// Adds what was found in the contracts of one provider.
void append(Listing& to, Listing&& from, const std::string& provider) {
  for (Finding& one : from.findings) {
    one.facts.insert(one.facts.begin(), {"provider", provider});
    one.fingerprint = finding::fingerprint({provider, one.fingerprint});
    to.findings.push_back(std::move(one));
  }
  for (const auto& counter : from.counters) {
    const auto same = std::find_if(to.counters.begin(), to.counters.end(),
                                   [&](const auto& one) { return one.first == counter.first; });
    if (same == to.counters.end()) to.counters.push_back(counter);
    else same->second += counter.second;
  }
}

}  // namespace

Listing compare_all(const Contracts& olds, const Contracts& news, const Options& options) {
  const bool is_one_each = olds.size() == 1 && news.size() == 1;
  const bool are_named_alike =
      is_one_each && (olds.contains("") || news.contains("") || news.contains(olds.begin()->first));
  if (are_named_alike) return compare(*olds.begin()->second, *news.begin()->second, options);
  Listing listing = empty_listing();
  listing.counters.emplace_back("operations compared", 0);
  for (const auto& [name, contract] : olds) {
    const auto same = news.find(name);
    if (same != news.end()) append(listing, compare(*contract, *same->second, options), name);
    else
      listing.findings.push_back(whole_finding({Kind::ContractRemoved, base::in_quotes(name), {}, {}, contract.get()}));
  }
  for (const auto& [name, contract] : news) {
    if (!olds.contains(name))
      listing.findings.push_back(
          whole_finding({Kind::ContractAdded, base::in_quotes(name), {}, {}, nullptr, contract.get()}));
  }
  return listing;
}

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
  Listing listing = empty_listing();
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
