// One cause is one finding: what went the same way at several places, in one operation or in several.
#include "drift_answer.h"

#include <concord/base/counted.h>

#include <fmt/format.h>

namespace concord::history {

namespace {

constexpr std::size_t most_named = 5;  // other places

// What drifts of one cause have in common.
std::string cause_key(const Drift& drift) {
  const std::string& kind = drift.kind;
  const std::string scope = std::to_string(drift.first.scope->id);
  if (kind == "drift.latency") return fmt::format("{}\n{}", scope, kind);
  if (kind == "drift.header-gone") return fmt::format("{}\n{}\n{}", scope, kind, drift.pointer);
  const bool is_of_answer = kind == "drift.status" || kind == "drift.content-type" || drift.pointer.empty();
  if (is_of_answer) return fmt::format("{}\n{}\n{}\n{}", scope, kind, drift.was, drift.now);
  const auto without_place = [](const std::string& text) {
    return text.substr(std::min(text.find(", "), text.size()));
  };
  const bool is_about_place = kind.starts_with("drift.member");
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}", scope, kind, leaf_of(drift.pointer), leaf_of(drift.other),
                     is_about_place ? without_place(drift.was) : drift.was,
                     is_about_place ? without_place(drift.now) : drift.now);
}

// "/*/note of shop/list-sessions", "/code of 404", "shop/list-sessions": what differs from the first.
std::string place_of(const Drift& drift, const Drift& first) {
  const std::string place = drift.pointer.starts_with('/') ? drift.pointer : "";
  std::string other;
  if (drift.operation != first.operation) other = drift.operation;
  else if (drift.status != first.status) other = std::to_string(drift.status);
  if (place.empty() || other.empty()) return place + other;
  return place + " of " + other;
}

void add_places(const std::vector<const Drift*>& drifts, result::CheckFailure& finding) {
  std::vector<std::string> places;
  for (std::size_t i = 1; i < std::min(drifts.size(), most_named + 1); ++i)
    places.push_back(place_of(*drifts[i], *drifts.front()));
  const bool is_member = drifts.front()->pointer.starts_with('/');
  if (drifts.size() == 2) finding.message += (is_member ? "; so is " : "; so in ") + places.front();
  if (drifts.size() <= 2) return;
  finding.message += fmt::format("; so {} {} more places", is_member ? "are" : "in", drifts.size() - 1);
  finding.hint = "also " + base::join(places, ", ");
  if (drifts.size() > most_named + 1) finding.hint += fmt::format(" and {} more", drifts.size() - most_named - 1);
}

result::CheckFailure finding_of(const Drift& drift) {
  result::CheckFailure finding;
  finding.check = drift.kind;
  finding.type = "contract.drift";
  finding.level = drift.level;
  finding.message = drift.message;
  finding.expected = drift.was;
  finding.actual = drift.now;
  finding.pointer = drift.pointer;
  finding.keyword = std::to_string(drift.status);
  finding.found_kind = drift.other;
  for (const SeenAnswer& answer : drift.first.seen->answers().list) {
    if (answer.operation == drift.operation && answer.status == drift.status) finding.step = answer.step;
  }
  finding.fingerprint = result::fingerprint(drift.first.seen->provider(), drift.operation, finding);
  return finding;
}

result::ToldDrift told_of(const std::vector<const Drift*>& drifts) {
  // The strictest level counts, so the case that has it shows it.
  const Drift& first = **std::min_element(drifts.begin(), drifts.end(),
                                          [](const Drift* a, const Drift* b) { return a->level < b->level; });
  result::ToldDrift told{first.first.seen->index(), finding_of(first), first.whose.change, first.whose.how};
  std::vector<const Drift*> ordered{&first};
  std::size_t cases = 0;
  for (const Drift* one : drifts) {
    cases += one->cases;
    if (one != &first) ordered.push_back(one);
    if (one->whose.change == result::Change::Both && told.change != result::Change::Both)
      told.change = one->whose.change, told.how = one->whose.how;
  }
  add_places(ordered, told.finding);
  const std::string alike = "the same in " + base::counted(cases - 1, "more case");
  if (cases > 1) told.finding.hint += (told.finding.hint.empty() ? "" : "; ") + alike;
  if (told.change == result::Change::Both)
    told.finding.hint += (told.finding.hint.empty() ? "" : "; ") + std::string("the documentation changed too: ") +
                         told.how;
  return told;
}

}  // namespace

std::vector<result::ToldDrift> join_causes(std::vector<Drift>& drifts) {
  std::map<std::string, std::vector<const Drift*>> causes;
  std::vector<std::string> order;
  for (const Drift& drift : drifts) {
    auto& group = causes[cause_key(drift)];
    if (group.empty()) order.push_back(cause_key(drift));
    group.push_back(&drift);
  }
  std::vector<result::ToldDrift> told;
  std::map<std::string, std::string> fingerprints;
  for (const std::string& key : order) {
    told.push_back(told_of(causes.at(key)));
    fingerprints[key] = told.back().finding.fingerprint;
  }
  for (Drift& drift : drifts) drift.cause = fingerprints.at(cause_key(drift));
  return told;
}

std::string fingerprint_of(const Drift& drift) { return finding_of(drift).fingerprint; }

}  // namespace concord::history
