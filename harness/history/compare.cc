#include "compare.h"

#include "finding_rows.h"
#include "profile_bodies.h"
#include "sightings.h"
#include "store.h"

#include <concord/base/clock.h>

#include <algorithm>
#include <set>

namespace concord::history {

using result::Change;
using result::Since;
using result::Verdict;

namespace {

constexpr std::size_t rate_window = 30;   // nights that a rate is of
constexpr std::size_t flaky_window = 14;  // nights within which a case comes and goes
constexpr std::size_t flaky_changes = 3;  // once broken and once mended is no coming and going
constexpr std::int64_t warn_days = 14;    // before a known issue expires

}  // namespace

bool Comparing::is_of(std::int64_t code, Light light) {
  return is_judged_code(code) && is_green_code(code) == (light == Light::Green);
}

// The nights of one case, the latest first: those in which there is a row of it, as many as are asked about.
struct Comparing::Past {
  struct OneNight {
    const EarlierRun* run;
    std::int64_t verdict;
    std::uint64_t shape;
  };
  std::vector<OneNight> nights;
  std::size_t window = 0;  // of them, within which it may come and go: judged on the contract of this run
  bool is_flaky = false;

  // The last that was judged so. Only of what the past was read for there must be one if there ever was.
  const OneNight* last(Light light) const {
    const auto found =
        std::find_if(nights.begin(), nights.end(), [light](const auto& one) { return is_of(one.verdict, light); });
    return found == nights.end() ? nullptr : &*found;
  }
};

Comparing::Comparing(Database& database, const Night& night, std::map<std::string, Scope>& scopes,
                     const KnownCases& cases, Editions& editions)
    : database_(database),
      night_(night),
      scopes_(scopes),
      cases_(cases),
      editions_(editions),
      by_id_(cases, [](const KnownCase& one) { return one.id; }),
      verdict_(database.prepare("SELECT verdict, shape FROM verdicts WHERE run = ? AND of_case = ?")),
      finding_(database.prepare("SELECT id FROM findings WHERE scope = ? AND fingerprint = ?")) {
  gather();
}

void Comparing::gather() {
  for (const KnownCase& one : cases_) {
    for (const SeenFinding& finding : one.seen->findings()) {
      const std::pair<Scope*, std::string> key{one.scope, finding.fingerprint};
      const auto [place, is_new] = found_.try_emplace(key);
      Found& found = place->second;
      if (is_new) order_.push_back(key);
      // Of a case that counts is told before one that is accepted.
      const bool counts = finding.known_issue.empty();
      if (is_new || (counts && found.is_known)) found.finding = &finding, found.first = one;
      if (counts) found.is_known = false;
      found.cases.push_back(one.id);
    }
  }
}

void Comparing::compare(result::Comparison& into) {
  for (const auto& [name, scope] : scopes_) into.nights = std::max(into.nights, scope.earlier.size());
  tell_later(into);
  if (into.nights == 0) return;
  for (const auto& [name, scope] : scopes_)
    into.has_several_a_day = into.has_several_a_day || has_several_a_day(scope.earlier, stamp(night_.info.started_at));
  for (const auto& key : order_) {
    const Found& found = found_.at(key);
    if (!found.is_known) tell(key, found, into);
  }
  for (auto& [name, scope] : scopes_) tell_fixed(scope, into);
  for (const KnownCase& one : cases_) tell_case(one, into);
  tell_expiring(into);
  tell_editions(into);
}

void Comparing::tell_later(result::Comparison& into) const {
  const EarlierRun* last = nullptr;
  for (const auto& [name, scope] : scopes_) {
    if (scope.later && (!last || scope.later->started > last->started)) last = &*scope.later;
  }
  if (last) into.later = {last->ulid, date_of(last->started), time_of_day(last->started)};
}

// ---- one case

// At least as many nights as a rate is of, and all that lead to the last of the wanted light.
void Comparing::read_nights(const KnownCase& one, Light wanted, Past& past) {
  std::size_t judged = 0;
  bool has_wanted = false;
  for (const EarlierRun& run : one.scope->earlier) {
    if (judged >= rate_window && has_wanted) break;
    if (!verdict_.with(run.id, one.id).next()) continue;
    const std::int64_t code = verdict_.number(0);
    past.nights.push_back({&run, code, static_cast<std::uint64_t>(verdict_.number(1))});
    judged += is_judged_code(code);
    has_wanted = has_wanted || is_of(code, wanted);
  }
}

Comparing::Past Comparing::past_of(const KnownCase& one, Light wanted) {
  Past past;
  read_nights(one, wanted, past);
  std::size_t changes = one.seen->verdict() == Verdict::Flaky ? 2 : 0, nights = 1;
  bool is_green = one.seen->verdict() == Verdict::Passed || one.seen->verdict() == Verdict::Flaky;
  if (!one.seen->is_judged()) return past;
  for (const auto& night : past.nights) {
    if (!is_judged_code(night.verdict)) continue;
    if (++nights > flaky_window || night.run->contract != one.scope->contract) break;
    past.window = static_cast<std::size_t>(&night - past.nights.data()) + 1;
    changes += is_green_code(night.verdict) != is_green;
    changes += night.verdict == code_of(Verdict::Flaky) ? 2 : 0;
    is_green = is_green_code(night.verdict);
  }
  past.is_flaky = changes >= flaky_changes;
  return past;
}

// A failure comes and goes where its case does and it does with it: of what the case never failed for, nothing else
// that it failed for says anything.
bool Comparing::is_flaky(const Past& past, std::int64_t finding, bool is_there) const {
  if (!past.is_flaky || finding == 0) return false;
  const std::set<std::int64_t> seen = runs_with(database_, finding);
  std::size_t changes = 0;
  for (std::size_t i = 0; i < past.window; ++i) {
    if (!is_judged_code(past.nights[i].verdict)) continue;
    const bool was_there = seen.contains(past.nights[i].run->id);
    changes += was_there != is_there;
    is_there = was_there;
  }
  return changes >= flaky_changes;
}

// Of one that fails tonight only what it fails for says so.
bool Comparing::is_flaky(const KnownCase& one, const Past& past) {
  bool has_failure = false;
  for (const SeenFinding& finding : one.seen->findings()) {
    if (!finding.known_issue.empty()) continue;
    if (is_flaky(past, finding_id(*one.scope, finding.fingerprint), true)) return true;
    has_failure = true;
  }
  return past.is_flaky && !has_failure;
}

void Comparing::tell_case(const KnownCase& one, result::Comparison& into) {
  const Verdict verdict = one.seen->verdict();
  const bool is_of_interest =
      verdict == Verdict::Failed || verdict == Verdict::Unjudged || verdict == Verdict::Flaky;
  if (!is_of_interest) return;
  const Past past = past_of(one, Light::Green);
  result::ToldCase told;
  told.index = one.seen->index();
  told.is_flaky = is_flaky(one, past);
  if (const auto* green = past.last(Light::Green)) told.last_green = date_of(green->run->started);
  told.is_unjudged = !one.seen->is_judged();
  if (one.seen->is_judged()) {
    told.judged = 1;
    told.passed = verdict == Verdict::Flaky;
  }
  for (const auto& night : past.nights) {
    if (told.judged == rate_window) break;
    if (!is_judged_code(night.verdict)) continue;
    ++told.judged;
    told.passed += is_green_code(night.verdict);
  }
  if (told.judged != 0) into.cases.push_back(std::move(told));
}

// At the place of the finding, beside all runs before.
Looks Comparing::looks_now(const KnownCase& one, const SeenFinding& finding) {
  CaseProfile profile;
  profile.read(body_of_case(database_, one.id));
  return looks_at(profile.parts, parts_of(*one.seen, night_), finding);
}

// Beside a night on which it was otherwise. On one contract it can only be the behaviour.
Attribution Comparing::attributed(const KnownCase& one, const std::string& contract, std::uint64_t shape,
                                  const SeenFinding& finding) {
  if (contract == one.scope->contract) return {Change::Behaviour, ""};
  const std::uint64_t now = one.seen->shape();
  const DocumentChanges* changes = editions_.since(one.scope->id, one.scope->provider, contract);
  Looks looks = now == 0 || shape == 0 ? Looks::Unknown : now == shape ? Looks::Same : Looks::Other;
  if (changes && looks != Looks::Same) {
    const Looks there = looks_now(one, finding);
    if (there != Looks::Unknown) looks = there;
  }
  return attribute(changes, finding, looks);
}

Attribution Comparing::change_of(const KnownCase& one, const Past& past, const SeenFinding& finding) {
  const auto* green = past.last(Light::Green);
  return green ? attributed(one, green->run->contract, green->shape, finding) : Attribution();
}

// Of what is not there any more, beside the last night that had it.
Attribution Comparing::fix_of(std::int64_t of_case, std::int64_t id, const SeenFinding& finding) {
  const auto known = by_id_.find(of_case);
  if (!known) return {};
  const Past past = past_of(*known, Light::Red);
  if (is_flaky(past, id, false)) return {Change::Neither, ""};
  const auto* red = past.last(Light::Red);
  return red ? attributed(*known, red->run->contract, red->shape, finding) : Attribution();
}

// ---- findings

std::int64_t Comparing::finding_id(const Scope& scope, const std::string& fingerprint) {
  return finding_.with(scope.id, fingerprint).next() ? finding_.number(0) : 0;
}

void Comparing::tell(const std::pair<Scope*, std::string>& key, const Found& found, result::Comparison& into) {
  const Past past = past_of(found.first, Light::Green);
  const SeenFinding& finding = *found.finding;
  result::ToldFinding told;
  told.fingerprint = finding.fingerprint;
  told.check = finding.rule;
  told.message = finding.message;
  told.operation = finding.operation;
  told.case_name = found.first.seen->name();
  told.first_date = base::format_date(night_.info.started_at);
  told.first_run = night_.info.id;
  const std::int64_t id = finding_id(*key.first, key.second);
  told.is_flaky = is_flaky(past, id, true);
  const Streak streak = streak_of(database_, key.first->earlier, id, found.first.id);
  if (streak.first && !streak.has_gone) {
    told.nights += streak.nights;
    told.first_date = date_of(streak.first->started);
    told.first_run = streak.first->ulid;
  }
  if (streak.first) told.since = streak.has_gone ? Since::Back : Since::Still;
  if (told.since != Since::Still) {
    const Attribution& whose = whose_[key] =
        told.is_flaky ? Attribution{Change::Neither, ""} : change_of(found.first, past, finding);
    told.change = whose.change;
    told.how = whose.how;
  }
  into.findings.push_back(std::move(told));
}

// Whether all cases that had it, and are in this run, were judged, and there is one.
bool Comparing::was_judged(std::int64_t finding) {
  Statement cases = database_.prepare("SELECT of_case FROM finding_cases WHERE finding = ?");
  bool has_one = false;
  cases.with(finding);
  while (cases.next()) {
    const auto known = by_id_.find(cases.number(0));
    if (!known) continue;
    if (!known->seen->is_judged()) return false;
    has_one = true;
  }
  return has_one;
}

void Comparing::tell_fixed(Scope& scope, result::Comparison& into) {
  if (!night_.is_whole() || !scope.is_latest) return;
  Statement open = database_.prepare(
      "SELECT f.id, f.fingerprint, f.rule, f.message, f.operation, c.name, c.id, f.place, f.status "
      "FROM findings f JOIN sightings s ON s.finding = f.id AND s.run = " + std::string(last_run_of_finding) +
      " JOIN cases c ON c.id = s.first_case WHERE f.scope = ? AND f.is_open ORDER BY f.id");
  open.with(scope.id);
  while (open.next()) {
    const std::string fingerprint = open.text(1);
    const std::int64_t id = open.number(0);
    if (found_.contains({&scope, fingerprint}) || !was_judged(id)) continue;
    fixed_.push_back(id);
    result::ToldFinding told;
    told.fingerprint = fingerprint;
    told.check = open.text(2);
    told.message = open.text(3);
    told.operation = open.text(4);
    told.case_name = open.text(5);
    told.since = Since::Fixed;
    const Streak streak = streak_of(database_, scope.earlier, id, open.number(6));
    if (!streak.first) continue;
    told.nights = streak.nights;
    told.first_date = date_of(streak.first->started);
    told.first_run = streak.first->ulid;
    SeenFinding gone;
    gone.rule = told.check;
    gone.operation = told.operation;
    gone.place = open.text(7);
    gone.status = static_cast<int>(open.number(8));
    Attribution whose = fix_of(open.number(6), id, gone);
    told.change = whose.change;
    told.how = std::move(whose.how);
    into.findings.push_back(std::move(told));
  }
}

// That another contract is judged by than on the night before.
void Comparing::tell_editions(result::Comparison& into) {
  for (const auto& [provider, scope] : scopes_) {
    if (scope.earlier.empty() || scope.contract.empty()) continue;
    const std::string& before = scope.earlier.front().contract;
    if (before.empty() || before == scope.contract) continue;
    result::ToldEdition told{provider, 0, ""};
    if (const DocumentChanges* changes = editions_.since(scope.id, provider, before)) {
      told.changes = changes->size();
      if (!changes->empty()) told.first = line_of(changes->front());
    }
    into.editions.push_back(std::move(told));
  }
}

// Accepted failures say until when: "KI-12 the field was never filled (until 2026-06-30)".
void Comparing::tell_expiring(result::Comparison& into) const {
  constexpr std::string_view mark = " (until ";
  const auto today = std::chrono::floor<std::chrono::days>(night_.info.started_at);
  std::set<std::string> told;
  for (const KnownCase& one : cases_) {
    for (const SeenFinding& finding : one.seen->findings()) {
      const std::string& text = finding.known_issue;
      const std::size_t at = text.rfind(mark);
      if (at == std::string::npos || !text.ends_with(')') || !told.insert(text).second) continue;
      const std::string date = text.substr(at + mark.size(), text.size() - at - mark.size() - 1);
      const auto day = base::parse_date(date);
      const auto days = day ? (*day - today).count() : -1;
      if (days < 0 || days > warn_days) continue;
      into.expiring.push_back({text.substr(0, at), date, static_cast<std::size_t>(days)});
    }
  }
}

// ---- rows

void Comparing::record(std::int64_t run) {
  FindingRows rows(database_, run);
  for (const auto& key : order_) {
    const Found& found = found_.at(key);
    const auto whose = whose_.find(key);
    rows.add({*key.first, *found.finding, found.first.id, found.cases, found.is_known,
              whose == whose_.end() ? nullptr : &whose->second});
  }
  Statement close = database_.prepare("UPDATE findings SET is_open = 0 WHERE id = ?");
  for (const std::int64_t id : fixed_) close.with(id).run();
}

}  // namespace concord::history
