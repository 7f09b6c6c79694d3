// A case is compared with itself first: what belongs to it needs two earlier runs. What belongs to an operation (forms,
// lists, headers) needs five answers of any case. What came and went in one case is chance, and stays quiet in all.
#include "drift_answer.h"

#include <fmt/format.h>

namespace concord::history {

using result::Observations;

namespace {

constexpr std::size_t most_drifts = 1'000;  // of one run

std::string media_in_words(const std::set<std::string>& types) {
  const std::string all = joined(types);
  return all.empty() ? "no content type" : all;
}

// A failure that says all there is to say about the answer.
bool says_all(const SeenFinding& finding) {
  return finding.rule.starts_with("status") || finding.rule == "server-error" || finding.rule == "content-type";
}

// Whether its answers are what answers of the case look like.
bool is_telling(const KnownCase& one) {
  const auto& findings = one.seen->findings();
  return one.scope->is_latest && one.seen->is_judged() && !one.seen->answers().shapes.empty() &&
         std::none_of(findings.begin(), findings.end(), says_all);
}

// What the command line says wins over what the case, its suite or its provider says.
result::Level level_of(const std::string& kind, const Night& night, const SeenCase& one) {
  for (const result::DriftLevels* levels : {&night.info.drift_levels, &one.drift_levels()}) {
    for (const std::string& name : {kind, std::string("drift")}) {
      const auto level = levels->find(name);
      if (level != levels->end()) return level->second;
    }
  }
  return result::Level::Warn;
}

std::string body_of(const CaseProfile& profile) {
  std::string text = profile.text();
  return text.size() > most_profile_body ? "[]" : text;
}

std::int64_t largest_of(std::span<const std::uint32_t> measures) {
  return measures.empty() ? 0 : *std::max_element(measures.begin(), measures.end());
}

}  // namespace

Drifting::Drifting(Database& database, const Night& night, const KnownCases& cases, Editions& editions)
    : database_(database),
      night_(night),
      cases_(cases),
      editions_(editions),
      by_index_(cases, [](const KnownCase& one) { return std::int64_t{one.seen->index()}; }),
      find_case_(database.prepare("SELECT runs, since, shape, slowest, largest FROM case_profiles WHERE of_case = ?")),
      count_case_(database.prepare("UPDATE case_profiles SET runs = runs + 1, slowest = max(slowest, ?), "
                                   "largest = max(largest, ?) WHERE of_case = ? AND shape = ?")),
      put_case_(database.prepare("INSERT OR REPLACE INTO case_profiles(of_case, runs, since, shape, slowest, largest, "
                                 "body) VALUES(?, ?, ?, ?, ?, ?, ?)")),
      bodies_(database) {}

// ---- profiles

Drifting::Operation& Drifting::operation(const Scope& scope, const std::string& operation, int status,
                                         const std::string& media_type) {
  const std::string name = fmt::format("{} {} {}", operation, status, media_type);
  const auto [place, is_first] = operations_.try_emplace({scope.id, name});
  Operation& known = place->second;
  if (!is_first) return known;
  Statement find =
      database_.prepare("SELECT answers, since, body FROM operation_profiles WHERE scope = ? AND name = ?");
  known.is_new = !find.with(scope.id, name).next();
  if (known.is_new) return known;
  known.profile.answers = find.number(0);
  known.profile.since = find.number(1);
  known.body = find.text(2);
  known.profile.read(known.body);
  return known;
}

CaseProfile Drifting::read_case(const KnownCase& one) {
  CaseProfile profile;
  if (one.is_new() || !find_case_.with(one.id).next()) return profile;
  profile.runs = find_case_.number(0);
  profile.since = find_case_.number(1);
  profile.shape = static_cast<std::uint64_t>(find_case_.number(2));
  profile.slowest = find_case_.number(3);
  profile.largest = find_case_.number(4);
  return profile;
}

void Drifting::learn(result::Comparison& into) {
  for (const KnownCase& one : cases_) {
    if (is_telling(one)) learn_case(one);
  }
  learn_operations();
  take_out_accepted();
  attribute_all();
  into.drifts = join_causes(drifts_);
}

void Drifting::take_out_accepted() {
  for (Drift& drift : drifts_) drift.fingerprint = fingerprint_of(drift);
  std::erase_if(drifts_, [&](const Drift& one) { return is_accepted(*one.first.scope, one.fingerprint); });
}

// The behaviour is another; whether the documentation is too, since the night before, is asked of its editions.
void Drifting::attribute_all() {
  for (Drift& drift : drifts_) {
    const Scope& scope = *drift.first.scope;
    if (scope.earlier.empty()) continue;
    const std::string& before = scope.earlier.front().contract;
    drift.whose = before == scope.contract
                      ? Attribution{result::Change::Behaviour, ""}
                      : attribute_drift(editions_.since(scope.id, scope.provider, before), drift.operation,
                                        drift.status, drift.other.starts_with('/') ? drift.other : drift.pointer);
  }
}

// Whether its answers were as in the run before: nothing can have drifted, and it is counted.
bool Drifting::count_as_before(const KnownCase& one, const Most& most) {
  if (one.is_new()) return false;
  count_case_.with(most.time, most.size, one.id, one.seen->shape()).run();
  return database_.has_changed();
}

void Drifting::learn_case(const KnownCase& one) {
  const SeenCase::Measures measures = one.seen->measures();
  const Most most{largest_of(measures.times), largest_of(measures.sizes)};
  // Most are fast and small, and as they were: then this is all that is asked of the file.
  const bool may_stand_out = most.time >= latency_floor_ms || most.size >= size_floor;
  if (!may_stand_out && count_as_before(one, most)) return;
  CaseProfile profile = read_case(one);
  compare_latency(one, profile, most.time);
  compare_size(one, profile, most.size);
  if (profile.runs == 0) return put_first(one, most);
  if (may_stand_out && count_as_before(one, most)) return;
  profile.read(body_of_case(database_, one.id));
  CaseParts now = parts_of(*one.seen, night_);
  compare_case(one, profile, now);
  ++profile.runs;
  profile.shape = one.seen->shape();
  profile.slowest = std::max(profile.slowest, most.time);
  profile.largest = std::max(profile.largest, most.size);
  put_case_.with(one.id, profile.runs, profile.since, profile.shape, profile.slowest, profile.largest,
                 bodies_.row_of(body_of(profile))).run();
  has_replaced_ = true;
}

// Of a case that was never seen before there is nothing to compare, and most begin like many others.
void Drifting::put_first(const KnownCase& one, const Most& most) {
  const auto [known, is_new] = first_bodies_.try_emplace(&one.seen->answers());
  if (is_new) {
    CaseProfile profile;
    profile.parts = parts_of(*one.seen, night_);
    known->second = bodies_.row_of(body_of(profile));
  }
  put_case_.with(one.id, 1, stamp(night_.info.started_at), one.seen->shape(), most.time, most.size, known->second)
      .run();
}

void Drifting::learn_operations() {
  std::map<std::pair<const Scope*, std::uint32_t>, std::int64_t> times;
  for (const KnownCase& one : cases_) {
    if (!is_telling(one)) continue;
    for (const std::uint32_t shape : one.seen->answers().shapes) ++times[{one.scope, shape}];
  }
  for (const auto& [key, number] : times) {
    const Shape& shape = night_.shapes[key.second];
    const Observations& seen = shape.seen;
    OperationProfile& profile = operation(*key.first, seen.operation, seen.status, seen.media_type).profile;
    compare_magnitudes(*key.first, shape, profile);
    profile.learn(seen, number, stamp(night_.info.started_at));
  }
  Statement put = database_.prepare(
      "INSERT OR REPLACE INTO operation_profiles(scope, name, answers, since, body) VALUES(?, ?, ?, ?, ?)");
  Statement count = database_.prepare("UPDATE operation_profiles SET answers = ? WHERE scope = ? AND name = ?");
  for (const auto& [key, known] : operations_) {
    if (known.profile.answers == 0) continue;
    const std::string text = known.profile.text();
    if (!known.is_new && text == known.body) count.with(known.profile.answers, key.first, key.second).run();
    else if (text.size() <= most_profile_body)
      put.with(key.first, key.second, known.profile.answers, known.profile.since, text).run();
  }
}

// ---- comparing

void Drifting::compare_case(const KnownCase& one, CaseProfile& profile, CaseParts& now) {
  const bool is_first = profile.runs == 0;
  for (auto& [operation_name, statuses] : profile.parts) {
    for (auto& [status, part] : statuses) part.count_to(profile.runs);
  }
  for (auto& [operation_name, statuses] : now) {
    auto& known_statuses = profile.parts[operation_name];
    for (auto& [status, part] : statuses) {
      Operation& known = operation(*one.scope, operation_name, status,
                                   part.media_types.empty() ? std::string() : *part.media_types.begin());
      const Answer answer{one, profile, operation_name, status, known};
      const bool is_new_status = !known_statuses.contains(status);
      if (is_new_status && !known_statuses.empty() && profile.runs >= enough_runs) tell_status(answer, known_statuses);
      CasePart& was = known_statuses[status];
      if (is_new_status || is_first) was = part;
      else compare_part(answer, was, part), ++was.runs;
      was.until = profile.runs + 1;
    }
  }
}

void Drifting::compare_part(const Answer& answer, CasePart& was, CasePart& now) {
  std::set<std::string> others;
  for (const std::string& type : now.media_types) {
    if (!was.media_types.contains(type)) others.insert(type);
  }
  if (!others.empty() && answer.profile.runs >= enough_runs) {
    Drift drift = answer.drift("drift.content-type", "header Content-Type");
    drift.was = media_in_words(was.media_types);
    drift.now = media_in_words(others);
    drift.message = fmt::format("the answer is {}, it was {} in {}", drift.now, drift.was,
                                runs_text(answer.profile));
    tell(std::move(drift), answer.one);
  } else if (others.empty()) {
    for (const std::uint32_t number : answer.one.seen->answers().shapes) {
      const Observations& seen = night_.shapes[number].seen;
      if (seen.operation == answer.operation && seen.status == answer.status)
        compare_headers(answer, seen), compare_texts(answer, seen);
    }
    compare_kinds(answer, was, now);
    compare_places(answer, was, now);
    compare_errors(answer, was, now);
  }
  was.media_types.insert(now.media_types.begin(), now.media_types.end());
}

// ---- telling

bool Drifting::tell(Drift drift, const KnownCase& one) {
  const result::Level level = level_of(drift.kind, night_, *one.seen);
  if (level == result::Level::Off) return false;
  const bool has_codes = drift.kind == "drift.error-code" || drift.kind == "drift.success-code";
  const std::string key = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", one.scope->id, drift.kind, drift.operation,
                                      drift.status, drift.pointer, has_codes ? drift.other : std::string());
  if (drifts_.size() == most_drifts && !told_.contains(key)) return false;
  const auto [place, is_new] = told_.emplace(key, drifts_.size());
  if (is_new) {
    drift.level = level;
    drift.first = drift.last = one;
    drift.cases = 1;
    drifts_.push_back(std::move(drift));
    return true;
  }
  Drift& known = drifts_[place->second];
  known.cases += known.last.seen != one.seen;
  known.last = one;
  if (level < known.level) known.level = level, known.first = one;
  return false;
}

// ---- rows

bool Drifting::is_accepted(const Scope& scope, const std::string& fingerprint) {
  return database_.prepare("SELECT 1 FROM drifts WHERE scope = ? AND fingerprint = ? AND accepted")
      .with(scope.id, fingerprint)
      .next();
}

void Drifting::record(std::int64_t run) {
  Statement add = database_.prepare(
      "INSERT INTO drifts(scope, fingerprint, rule, message, was, is_now, of_case, run, cases, accepted, reason, "
      "change, how, cause) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', ?, ?, ?)");
  for (const Drift& drift : drifts_) {
    add.with(drift.first.scope->id, drift.fingerprint, drift.kind, drift.message, drift.was, drift.now,
             drift.first.id, run, static_cast<std::int64_t>(drift.cases), result::change_name(drift.whose.change),
             drift.whose.how, drift.cause)
        .run();
  }
  add_latencies(run);
  if (has_replaced_) forget_unused_bodies(database_);
}

void Drifting::add_latencies(std::int64_t run) {
  // How many answers took so many milliseconds: times differ little, where there are very many.
  std::map<std::pair<std::int64_t, std::string_view>, std::map<std::uint32_t, std::size_t>> times;
  for (const KnownCase& one : cases_) {
    if (!one.seen->is_judged()) continue;
    const auto& answers = one.seen->answers().list;
    const SeenCase::Measures measures = one.seen->measures();
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (!answers[i].operation.empty())
        ++times[{one.scope->id, answers[i].operation}][measures.times[i]];
    }
  }
  Statement add = database_.prepare(
      "INSERT INTO latencies(scope, operation, run, answers, p50, p95, p99) VALUES(?, ?, ?, ?, ?, ?, ?)");
  for (const auto& [key, counts] : times) {
    std::size_t all = 0;
    for (const auto& [time, count] : counts) all += count;
    const auto at = [&counts = counts, all](std::size_t percent) {
      std::size_t before = (all - 1) * percent / 100;
      auto one = counts.begin();
      for (; before >= one->second; ++one) before -= one->second;
      return std::int64_t{one->first};
    };
    add.with(key.first, key.second, run, static_cast<std::int64_t>(all), at(50), at(95), at(99)).run();
  }
}

}  // namespace concord::history
