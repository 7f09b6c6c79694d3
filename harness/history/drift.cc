// A case is compared with itself first: what belongs to it needs two earlier runs. What belongs to an operation (forms,
// lists, headers) needs five answers of any case. What came and went in one case is chance, and stays quiet in all.
#include "drift.h"

#include "store.h"

#include <concord/base/clock.h>
#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace concord::history {

using result::Observations;
using result::PlaceSeen;
using result::SeenType;

namespace {

constexpr std::int64_t enough_runs = 2;         // of a case
constexpr std::int64_t enough_runs_alone = 3;   // where the operation says little, or other cases have it not
constexpr std::int64_t enough_answers = 5;      // of an operation
constexpr std::int64_t enough_for_lists = 20;
constexpr int most_flips = 2;                   // then it comes and goes
constexpr int most_new_members = 3;             // of one object, then it is a map
constexpr std::size_t most_drifts = 1'000;      // of one run
constexpr std::int64_t latency_factor = 10, latency_floor_ms = 1'000;
constexpr auto object_bit = static_cast<std::uint8_t>(SeenType::Object);
constexpr auto null_bit = static_cast<std::uint8_t>(SeenType::Null);

std::string parent_of(const std::string& pointer) { return pointer.substr(0, pointer.rfind('/')); }
std::string_view leaf_of(std::string_view pointer) { return pointer.substr(pointer.rfind('/') + 1); }
// A member with a name of its own: not the whole, and neither a position nor a key of a map.
bool is_member(std::string_view pointer) { return !pointer.empty() && leaf_of(pointer) != "*"; }

bool has_object(const CasePart& part, const std::string& pointer) {
  const auto place = part.places.find(pointer);
  return place != part.places.end() && (place->second.types & object_bit) != 0;
}

std::string types_in_words(std::uint8_t types) {
  constexpr std::array<std::pair<SeenType, std::string_view>, 7> words{{{SeenType::Null, "null"},
                                                                        {SeenType::Boolean, "a boolean"},
                                                                        {SeenType::Integer, "a number"},
                                                                        {SeenType::Number, "a number"},
                                                                        {SeenType::String, "a string"},
                                                                        {SeenType::Array, "an array"},
                                                                        {SeenType::Object, "an object"}}};
  std::vector<std::string> parts;
  for (const auto& [type, word] : words) {
    if ((types & static_cast<std::uint8_t>(type)) != 0) parts.emplace_back(word);
  }
  return base::join(parts, " or ");
}

std::string form_in_words(const std::string& form) { return form.empty() ? "a text of no known form" : form; }

std::string joined(const auto& texts) {
  return base::join(std::vector<std::string>(texts.begin(), texts.end()), ", ");
}

std::string media_in_words(const std::set<std::string>& types) {
  const std::string all = joined(types);
  return all.empty() ? "no content type" : all;
}

bool is_of_transport(std::string_view header) {
  static constexpr std::array<std::string_view, 24> names{
      "accept-ranges", "age",       "alt-svc",   "cf-cache-status", "cf-ray",   "connection", "content-encoding",
      "content-length", "date",     "etag",      "keep-alive",      "last-modified", "nel",   "report-to",
      "server",        "server-timing", "set-cookie", "transfer-encoding", "vary", "via",     "x-cache",
      "x-powered-by",  "x-runtime", "x-served-by"};
  return std::find(names.begin(), names.end(), header) != names.end();
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

std::string runs_text(const CaseProfile& profile) {
  return fmt::format("{} of this case since {}", base::counted(static_cast<std::size_t>(profile.runs), "earlier run"),
                     base::format_date(time_of(profile.since)));
}
std::string answers_text(const OperationProfile& profile) {
  return fmt::format("{} since {}", base::counted(static_cast<std::size_t>(profile.answers), "earlier answer"),
                     base::format_date(time_of(profile.since)));
}

std::string body_of(const CaseProfile& profile) {
  std::string text = profile.text();
  return text.size() > most_profile_body ? "[]" : text;
}

}  // namespace

struct Drifting::Answer {
  const KnownCase& one;
  const CaseProfile& profile;  // as it was before this run
  const std::string& operation;
  int status;
  Operation& known;

  Drift drift(std::string kind, std::string pointer) const {
    Drift drift;
    drift.kind = std::move(kind);
    drift.operation = operation;
    drift.status = status;
    drift.pointer = std::move(pointer);
    return drift;
  }
  // Of the operation; null when no answer had it.
  PlaceProfile* place(const std::string& pointer) const {
    const auto at = known.profile.places.find(pointer);
    return at == known.profile.places.end() ? nullptr : &at->second;
  }
  // Something failed there, and that has been said.
  bool is_broken(const std::string& pointer) const {
    const auto& broken = one.seen->broken();
    return std::any_of(broken.begin(), broken.end(), [&](const std::string& place) {
      return place == pointer || (is_member(pointer) && place == parent_of(pointer) && !place.empty());
    });
  }
};

Drifting::Drifting(Database& database, const Night& night, const Levels& levels, const std::vector<KnownCase>& cases)
    : database_(database),
      night_(night),
      levels_(levels),
      cases_(cases),
      find_case_(database.prepare("SELECT runs, since, shape, slowest FROM case_profiles WHERE of_case = ?")),
      count_case_(database.prepare("UPDATE case_profiles SET runs = runs + 1, slowest = max(slowest, ?) "
                                   "WHERE of_case = ? AND shape = ?")),
      put_case_(database.prepare("INSERT OR REPLACE INTO case_profiles(of_case, runs, since, shape, slowest, body) "
                                 "VALUES(?, ?, ?, ?, ?, ?)")) {}

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
  if (one.scope->is_new || !find_case_.with(one.id).next()) return profile;
  profile.runs = find_case_.number(0);
  profile.since = find_case_.number(1);
  profile.shape = static_cast<std::uint64_t>(find_case_.number(2));
  profile.slowest = find_case_.number(3);
  return profile;
}

void Drifting::learn(result::Comparison& into) {
  for (const KnownCase& one : cases_) {
    if (is_telling(one)) learn_case(one);
  }
  learn_operations();
  for (Drift& drift : drifts_) {
    result::ToldDrift told{drift.first->seen->index, {}};
    result::CheckFailure& finding = told.finding;
    finding.check = drift.kind;
    finding.type = "contract.drift";
    finding.level = level_of(drift.kind);
    finding.message = drift.message;
    finding.expected = drift.was;
    finding.actual = drift.now;
    finding.pointer = drift.pointer;
    finding.keyword = std::to_string(drift.status);
    finding.found_kind = drift.other;
    for (const SeenAnswer& answer : drift.first->seen->answers().list) {
      if (answer.operation == drift.operation && answer.status == drift.status) finding.step = answer.step;
    }
    if (drift.cases > 1) finding.hint = "the same in " + base::counted(drift.cases - 1, "more case");
    finding.fingerprint = result::fingerprint(drift.first->seen->provider(), drift.operation, finding);
    drift.fingerprint = finding.fingerprint;
    if (!is_accepted(*drift.first->scope, drift.fingerprint)) into.drifts.push_back(std::move(told));
  }
}

// Whether its answers were as in the run before: nothing can have drifted, and it is counted.
bool Drifting::count_as_before(const KnownCase& one, std::int64_t slowest) {
  if (one.scope->is_new) return false;
  count_case_.with(slowest, one.id, one.seen->shape()).run();
  return database_.has_changed();
}

void Drifting::learn_case(const KnownCase& one) {
  std::int64_t slowest = 0;
  for (const std::uint32_t time : one.seen->times()) slowest = std::max<std::int64_t>(slowest, time);
  // Most are fast, and as they were: then this is all that is asked of the file.
  const bool may_be_late = slowest >= latency_floor_ms;
  if (!may_be_late && count_as_before(one, slowest)) return;
  CaseProfile profile = read_case(one);
  compare_latency(one, profile, slowest);
  if (profile.runs == 0) return put_first(one, slowest);
  if (may_be_late && count_as_before(one, slowest)) return;
  Statement body = database_.prepare("SELECT body FROM case_profiles WHERE of_case = ?");
  if (body.with(one.id).next()) profile.read(body.text(0));
  CaseParts now = parts_of(*one.seen, night_);
  compare_case(one, profile, now);
  ++profile.runs;
  profile.shape = one.seen->shape();
  profile.slowest = std::max(profile.slowest, slowest);
  put_case_.with(one.id, profile.runs, profile.since, profile.shape, profile.slowest, body_of(profile)).run();
}

// Of a case that was never seen before there is nothing to compare, and most begin like many others.
void Drifting::put_first(const KnownCase& one, std::int64_t slowest) {
  const auto [known, is_new] = first_bodies_.try_emplace(&one.seen->answers());
  if (is_new) {
    CaseProfile profile;
    profile.parts = parts_of(*one.seen, night_);
    known->second = body_of(profile);
  }
  put_case_.with(one.id, 1, stamp(night_.info.started_at), one.seen->shape(), slowest, known->second).run();
}

void Drifting::learn_operations() {
  std::map<std::pair<const Scope*, std::uint32_t>, std::int64_t> times;
  for (const KnownCase& one : cases_) {
    if (!is_telling(one)) continue;
    for (const std::uint32_t shape : one.seen->answers().shapes) ++times[{one.scope, shape}];
  }
  for (const auto& [key, number] : times) {
    const Observations& seen = night_.shapes[key.second].seen;
    operation(*key.first, seen.operation, seen.status, seen.media_type)
        .profile.learn(seen, number, stamp(night_.info.started_at));
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
  for (auto& [operation_name, statuses] : now) {
    auto& known_statuses = profile.parts[operation_name];
    for (auto& [status, part] : statuses) {
      Operation& known = operation(*one.scope, operation_name, status,
                                   part.media_types.empty() ? std::string() : *part.media_types.begin());
      const Answer answer{one, profile, operation_name, status, known};
      const bool is_new_status = !known_statuses.contains(status);
      if (is_new_status && !known_statuses.empty() && profile.runs >= enough_runs) {
        std::set<std::string> before;
        for (const auto& [other, ignored] : known_statuses) before.insert(std::to_string(other));
        Drift drift = answer.drift("drift.status", "");
        drift.was = joined(before);
        drift.now = std::to_string(status);
        drift.message = fmt::format("the status is {}, it was {} in {}", drift.now, drift.was,
                                    runs_text(profile));
        tell(std::move(drift), one);
      }
      CasePart& was = known_statuses[status];
      if (is_new_status || is_first) was = part;
      else compare_part(answer, was, part);
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

namespace {

struct Moves {
  std::vector<std::string> gone, fresh;
};

// The topmost only: what was in it goes and comes with it.
Moves moves_between(const CasePart& was, const CasePart& now) {
  Moves moves;
  for (const auto& [pointer, place] : was.places) {
    if (!place.is_sometimes && is_member(pointer) && !now.places.contains(pointer) &&
        has_object(now, parent_of(pointer)))
      moves.gone.push_back(pointer);
  }
  for (const auto& [pointer, place] : now.places) {
    if (is_member(pointer) && !was.places.contains(pointer) && has_object(was, parent_of(pointer)))
      moves.fresh.push_back(pointer);
  }
  return moves;
}

// All that is in a place, and the place.
void erase_tree(CasePart& part, const std::string& pointer) {
  std::erase_if(part.places, [&](const auto& entry) {
    return entry.first == pointer || entry.first.starts_with(pointer + '/');
  });
}

std::string described(const std::string& pointer, std::uint8_t types, const PlaceProfile* known) {
  std::string text = pointer + ", " + types_in_words(types);
  const bool has_form = known && known->has_strings && !known->form.empty() && known->form != mixed_forms;
  return has_form ? text + " (" + known->form + ')' : text;
}

}  // namespace

// What is new in this case but not in others is no news; what no answer ever had is.
std::vector<std::string> Drifting::news_of(const Answer& answer, const std::vector<std::string>& fresh) {
  std::vector<std::string> news;
  for (const std::string& pointer : fresh) {
    const PlaceProfile* parent = answer.place(parent_of(pointer));
    const bool is_map = parent && parent->flips >= most_new_members;
    if (PlaceProfile* place = answer.place(pointer)) place->varies = true;
    else if (!is_map && answer.known.profile.answers >= enough_runs) news.push_back(pointer);
  }
  return news;
}

void Drifting::tell_gone(const Answer& answer, CasePart& was, const CasePart& now, const std::string& pointer,
                         std::vector<std::string>& news) {
  PlaceProfile* place = answer.place(pointer);
  const bool is_chance = place && (place->varies || place->flips >= most_flips);
  const bool is_usual = place && !place->is_sometimes && answer.known.profile.answers >= enough_answers;
  const std::int64_t enough = is_usual ? enough_runs : enough_runs_alone;
  const std::uint8_t types = was.places.at(pointer).types;
  if (is_chance || answer.profile.runs < enough) {
    if (place) place->varies = true;
    was.places.at(pointer).is_sometimes = true;
    return;
  }
  const auto renamed = std::find_if(news.begin(), news.end(), [&](const std::string& other) {
    return parent_of(other) == parent_of(pointer) && now.places.at(other).types == types;
  });
  Drift drift = answer.drift(renamed == news.end() ? "drift.member-gone" : "drift.member-renamed", pointer);
  drift.was = described(pointer, types, place);
  drift.now = "nothing there";
  drift.message = fmt::format("{} is gone: it was in all of {}", pointer, runs_text(answer.profile));
  if (renamed != news.end()) {
    drift.other = *renamed;
    drift.now = described(*renamed, now.places.at(*renamed).types, nullptr);
    drift.message = fmt::format("{} is now {}: it was in all of {}", pointer, *renamed,
                                runs_text(answer.profile));
    news.erase(renamed);
  }
  erase_tree(was, pointer);
  if (!answer.is_broken(pointer) && tell(std::move(drift), answer.one) && place) ++place->flips;
}

void Drifting::tell_news(const Answer& answer, const CasePart& now, const std::vector<std::string>& news) {
  const auto& undocumented = answer.one.seen->undocumented();
  for (const std::string& pointer : news) {
    if (answer.profile.runs < enough_runs || answer.is_broken(pointer)) continue;
    const bool is_documented = std::find(undocumented.begin(), undocumented.end(), pointer) == undocumented.end();
    Drift drift = answer.drift(is_documented ? "drift.member-new" : "drift.member-undocumented", pointer);
    drift.was = "nothing there";
    drift.now = described(pointer, now.places.at(pointer).types, nullptr);
    drift.message = fmt::format("{} is new{}: none of {} had it", pointer,
                                is_documented ? "" : ", and in no documentation", answers_text(answer.known.profile));
    PlaceProfile* parent = answer.place(parent_of(pointer));
    if (tell(std::move(drift), answer.one) && parent) ++parent->flips;
  }
}

void Drifting::compare_places(const Answer& answer, CasePart& was, CasePart& now) {
  const Moves moves = moves_between(was, now);
  std::vector<std::string> news = news_of(answer, moves.fresh);
  for (const std::string& pointer : moves.gone) tell_gone(answer, was, now, pointer, news);
  tell_news(answer, now, news);
  for (const auto& [pointer, place] : now.places) {
    const auto [known, is_new] = was.places.try_emplace(pointer, place);
    if (is_new) continue;
    known->second.types = static_cast<std::uint8_t>(known->second.types | place.types);
    known->second.is_sometimes = known->second.is_sometimes || place.is_sometimes;
  }
}

void Drifting::compare_kinds(const Answer& answer, const CasePart& was, const CasePart& now) {
  if (answer.profile.runs < enough_runs) return;
  for (const auto& [pointer, place] : now.places) {
    const auto before = was.places.find(pointer);
    const auto known = answer.known.profile.places.find(pointer);
    if (before == was.places.end() || known == answer.known.profile.places.end()) continue;
    const auto seen = static_cast<std::uint8_t>(before->second.types | known->second.types);
    const auto fresh = static_cast<std::uint8_t>(place.types & ~seen);
    if (fresh == 0 || answer.is_broken(pointer)) continue;
    const bool is_about_null = fresh == null_bit || seen == null_bit;
    if (is_about_null && answer.known.profile.answers < enough_answers) continue;
    Drift drift = answer.drift(fresh == null_bit ? "drift.null" : "drift.type", pointer);
    drift.was = types_in_words(seen);
    drift.now = types_in_words(fresh);
    drift.message = fmt::format("{} is {}: it was {} in {}", pointer, drift.now, drift.was,
                                answers_text(answer.known.profile));
    tell(std::move(drift), answer.one);
  }
}

void Drifting::compare_errors(const Answer& answer, CasePart& was, const CasePart& now) {
  for (const auto& [pointer, codes] : now.errors) {
    auto& before = was.errors[pointer];
    const bool was_one = before.size() == 1 && answer.profile.runs >= enough_runs;
    const bool is_other = codes.size() == 1 && !before.contains(*codes.begin());
    if (was_one && is_other && !answer.is_broken(pointer)) {
      const bool is_message = codes.begin()->starts_with('#') || before.begin()->starts_with('#');
      Drift drift = answer.drift(is_message ? "drift.error-message" : "drift.error-code", pointer);
      if (is_message) {
        drift.message = fmt::format("{} has other words than in {}", pointer, runs_text(answer.profile));
      } else {
        drift.was = base::in_quotes(*before.begin());
        drift.now = base::in_quotes(*codes.begin());
        drift.other = *codes.begin();
        drift.message = fmt::format("{} is {}, it was {} in {}", pointer, drift.now, drift.was,
                                    runs_text(answer.profile));
      }
      tell(std::move(drift), answer.one);
      before.clear();  // what was told is known from now on
    }
    before.insert(codes.begin(), codes.end());
  }
}

// ---- what belongs to the operation, whichever case it is

void Drifting::compare_headers(const Answer& answer, const Observations& seen) {
  const OperationProfile& profile = answer.known.profile;
  if (profile.answers < enough_answers) return;
  for (const auto& [name, is_sometimes] : profile.headers) {
    const bool is_here = std::binary_search(seen.headers.begin(), seen.headers.end(), name);
    if (is_here || is_sometimes || is_of_transport(name)) continue;
    Drift drift = answer.drift("drift.header-gone", "header " + name);
    drift.was = "the header in all answers";
    drift.now = "no such header";
    drift.message = fmt::format("the header {} is gone: all of {} had it", name, answers_text(profile));
    tell(std::move(drift), answer.one);
  }
}

void Drifting::compare_texts(const Answer& answer, const Observations& seen) {
  const OperationProfile& profile = answer.known.profile;
  for (const PlaceSeen& place : seen.places) {
    const PlaceProfile* was = answer.place(place.pointer);
    if (!was || profile.answers < enough_answers || answer.is_broken(place.pointer)) continue;
    const bool had_form = was->has_strings && !was->form.empty() && was->form != mixed_forms;
    if (had_form && place.has(SeenType::String) && place.form != was->form) {
      Drift drift = answer.drift("drift.form", place.pointer);
      drift.was = was->form;
      drift.now = form_in_words(place.form);
      drift.message = fmt::format("{} is {}: it was {} in all of {}", place.pointer, drift.now, was->form,
                                  answers_text(profile));
      tell(std::move(drift), answer.one);
    }
    if (was->members.empty() || profile.answers < enough_for_lists) continue;
    for (const std::string& member : place.members) {
      if (std::find(was->members.begin(), was->members.end(), member) != was->members.end()) continue;
      Drift drift = answer.drift("drift.enum", place.pointer);
      drift.was = joined(was->members);
      drift.now = member;
      drift.message = fmt::format("{} is {} for the first time: it was {} in {}", place.pointer, member, drift.was,
                                  answers_text(profile));
      tell(std::move(drift), answer.one);
    }
  }
}

void Drifting::compare_latency(const KnownCase& one, const CaseProfile& profile, std::int64_t slowest) {
  const bool is_far = slowest >= latency_factor * std::max<std::int64_t>(profile.slowest, 1) &&
                      slowest - profile.slowest >= latency_floor_ms;
  if (profile.runs < enough_runs || !is_far) return;
  const auto times = one.seen->times();
  const SeenAnswer& slow = one.seen->answers().list[static_cast<std::size_t>(
      std::max_element(times.begin(), times.end()) - times.begin())];
  Drift drift;
  drift.kind = "drift.latency";
  drift.operation = slow.operation;
  drift.status = slow.status;
  drift.was = "at most " + base::describe_duration(base::Milliseconds(profile.slowest));
  drift.now = base::describe_duration(base::Milliseconds(slowest));
  drift.message = fmt::format("took {}, {} in {}", drift.now, drift.was, runs_text(profile));
  tell(std::move(drift), one);
}

// ---- telling

result::Level Drifting::level_of(const std::string& kind) const {
  for (const std::string& name : {kind, std::string("drift")}) {
    const auto level = levels_.find(name);
    if (level != levels_.end()) return level->second;
  }
  return result::Level::Warn;
}

bool Drifting::tell(Drift drift, const KnownCase& one) {
  if (level_of(drift.kind) == result::Level::Off) return false;
  const bool has_codes = drift.kind == "drift.error-code";
  const std::string key = fmt::format("{}\n{}\n{}\n{}\n{}", drift.kind, drift.operation, drift.status, drift.pointer,
                                      has_codes ? drift.other : std::string());
  if (drifts_.size() == most_drifts && !told_.contains(key)) return false;
  const auto [place, is_new] = told_.emplace(key, drifts_.size());
  if (is_new) {
    drift.first = drift.last = &one;
    drift.cases = 1;
    drifts_.push_back(std::move(drift));
    return true;
  }
  Drift& known = drifts_[place->second];
  known.cases += known.last != &one;
  known.last = &one;
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
      "INSERT INTO drifts(scope, fingerprint, rule, message, was, is_now, of_case, run, cases, accepted, reason) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')");
  for (const Drift& drift : drifts_) {
    add.with(drift.first->scope->id, drift.fingerprint, drift.kind, drift.message, drift.was, drift.now,
             drift.first->id, run, static_cast<std::int64_t>(drift.cases))
        .run();
  }
  add_latencies(run);
}

void Drifting::add_latencies(std::int64_t run) {
  std::map<std::pair<std::int64_t, std::string_view>, std::vector<std::uint32_t>> times;
  for (const KnownCase& one : cases_) {
    if (!one.seen->is_judged()) continue;
    const auto& answers = one.seen->answers().list;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (!answers[i].operation.empty())
        times[{one.scope->id, answers[i].operation}].push_back(one.seen->times()[i]);
    }
  }
  Statement add = database_.prepare(
      "INSERT INTO latencies(scope, operation, run, answers, p50, p95, p99) VALUES(?, ?, ?, ?, ?, ?, ?)");
  for (auto& [key, list] : times) {
    std::sort(list.begin(), list.end());
    const auto at = [&list = list](std::size_t percent) {
      return std::int64_t{list[(list.size() - 1) * percent / 100]};
    };
    add.with(key.first, key.second, run, static_cast<std::int64_t>(list.size()), at(50), at(95), at(99)).run();
  }
}

}  // namespace concord::history
