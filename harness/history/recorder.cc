#include "drift.h"
#include "good_answers.h"
#include "past_nights.h"
#include "sightings.h"
#include "store.h"

#include <concord/base/text.h>

#include <future>
#include <system_error>

namespace concord::history {

using result::Verdict;

namespace {

// The row of a run, and of each scope what became of its cases.
std::int64_t add_run(Database& database, const Night& night, const std::map<std::string, Scope>& scopes) {
  database.prepare("INSERT INTO runs(ulid, started, wall, is_whole, tool, revision) VALUES(?, ?, ?, ?, ?, ?)")
      .with(night.info.id, stamp(night.info.started_at), std::int64_t{night.end.wall_time.count()}, night.is_whole(),
            night.info.tool_version, night.info.vcs_revision)
      .run();
  const std::int64_t run = database.last_row();
  Statement add = database.prepare(
      "INSERT INTO run_scopes(scope, run, contract, passed, failed, unjudged, other) VALUES(?, ?, ?, ?, ?, ?, ?)");
  for (const auto& [provider, scope] : scopes) {
    result::Totals totals;
    for (const SeenCase& one : night.cases) {
      if (one.provider() == provider) totals.add(one.verdict(), 0);
    }
    add.with(scope.id, run, scope.contract, totals.held(), totals.failed, totals.unjudged,
             totals.cases() - totals.held() - totals.failed - totals.unjudged)
        .run();
  }
  return run;
}

void add_verdicts(Database& database, const KnownCases& cases, std::int64_t run) {
  Statement add =
      database.prepare("INSERT INTO verdicts(of_case, run, verdict, duration, shape) VALUES(?, ?, ?, ?, ?)");
  for (const KnownCase& one : cases) {
    const SeenCase& seen = *one.seen;
    add.with(one.id, run, code_of(seen.verdict()), std::int64_t{seen.milliseconds()}, seen.shape()).run();
  }
}

bool is_recorded(Database& database, const std::string& ulid) {
  return database.prepare("SELECT 1 FROM runs WHERE ulid = ?").with(ulid).next();
}

// Its answers are of another night.
bool is_replay(const Night& night) { return night.info.target.starts_with("replay, "); }

// A run that must not be in the history, and why.
std::string reason_not_to(const Night& night) {
  if (night.info.shard_count > 1)
    return "one of several shards: concord report records the night, given the journals of all";
  if (is_replay(night)) return "a replay, which says nothing new of the server";
  if (!night.is_complete) return "it did not come to its end";
  const result::AbortKind why = night.end.aborted.kind;
  if (why == result::AbortKind::Config) return "a part of it is missing";
  if (night.cases.empty()) return "nothing was judged in it";
  return "";
}

}  // namespace

bool is_of_a_part(const result::RunInfo& info, const result::RunEnd& end) {
  return info.is_part || info.shard_count > 1 || !end.aborted.empty();
}

// A night beside those before it, in one transaction: what there is to tell of it, then the many rows, one or two of
// each case, for which nobody has to wait.
class Remembering {
 public:
  // `why_not`: why it is not to be recorded, or "".
  Remembering(Database& database, const Night& night, GoodAnswers* answers, const FindContract& find,
              const std::string& why_not)
      : database_(database),
        night_(night),
        answers_(answers),
        unchecked_(database),
        transaction_(database),
        is_new_(why_not.empty() && !is_recorded(database, night.info.id)),
        scopes_(scopes_of(database, night)),
        cases_(database, night, scopes_),
        editions_(database, night, find) {}

  // All but the rows of record(), if it is to be recorded.
  result::Comparison compare() {
    result::Comparison told;
    for (const auto& [provider, scope] : scopes_) editions_.keep(scope.id, provider);
    Comparing comparing(database_, night_, scopes_, cases_, editions_);
    comparing.compare(told);
    if (answers_ && !told.empty()) answers_->tell(night_, cases_, told);
    if (is_new_) add_findings(comparing, told);
    tell_past(database_, night_, scopes_, told);
    return told;
  }

  // Whether it was; if not, what was made on the way is taken back.
  bool record() {
    if (!is_new_) return false;
    add_verdicts(database_, cases_, run_);
    for (const auto& [provider, scope] : scopes_) {
      if (!scope.is_latest) settle_open_findings(database_, scope.id);
    }
    if (answers_) answers_->record(cases_, run_);
    for (const auto& [provider, scope] : scopes_) {
      if (night_.answers == Answers::NotKept) forget_answers(database_, scope);
    }
    transaction_.commit();
    return true;
  }

 private:
  void add_findings(Comparing& comparing, result::Comparison& told) {
    Drifting drifting(database_, night_, cases_, editions_);
    drifting.learn(told);
    run_ = add_run(database_, night_, scopes_);
    comparing.record(run_);
    drifting.record(run_);
    record_coverage(database_, night_, run_);
  }

  Database& database_;
  const Night& night_;
  GoodAnswers* answers_;
  const LinksUnchecked unchecked_;
  Transaction transaction_;
  const bool is_new_;
  std::map<std::string, Scope> scopes_;
  const KnownCases cases_;
  Editions editions_;
  std::int64_t run_ = 0;
};

Result<Remembered> Store::remember(const Night& night, GoodAnswers* answers, const FindContract& find) {
  return guarded(path(), [&]() -> Remembered {
    std::string why_not = reason_not_to(night);
    if (is_replay(night)) return {{}, false, std::move(why_not)};
    Remembering remembering(state_->database, night, answers, find, why_not);
    result::Comparison told = remembering.compare();
    const bool is_recorded = remembering.record();
    return {std::move(told), is_recorded, std::move(why_not)};
  });
}

struct Recorder::State {
  State(Store& remembers, FindContract given, result::Sink& told, Answers kept, std::function<std::string()> ask)
      : store(remembers), find(std::move(given)), to(told), why_not_now(std::move(ask)), gatherer(kept) {}

  Store& store;
  FindContract find;
  result::Sink& to;
  std::function<std::string()> why_not_now;
  Gatherer gatherer;
  std::optional<GoodAnswers> answers{};
  Diagnostics problems{};
  std::string why_not{};
  std::unique_ptr<Remembering> remembering{};
  std::future<void> recording{};  // uses all of the above

  // What SQLite throws is a problem; whether there was none.
  template <class Work>
  bool tries(Work work) {
    auto done = guarded(store.path(), [&]() -> bool {
      work();
      return true;
    });
    if (!done) base::append(problems, std::move(done).diagnostics());
    return done.has_value();
  }

  void compare() {
    const Night& night = gatherer.night();
    why_not = reason_not_to(night);
    if (why_not.empty() && why_not_now) why_not = why_not_now();
    if (is_replay(night)) return;
    result::Comparison told;
    const bool is_compared = tries([&] {
      GoodAnswers* good = answers ? &*answers : nullptr;
      remembering = std::make_unique<Remembering>(store.state().database, night, good, find, why_not);
      told = remembering->compare();
    });
    if (!is_compared) remembering.reset();
    if (is_compared && !told.says_nothing()) to.compared(result::to_node(told));
  }

  void record() {
    bool is_recorded = false;
    tries([&] { is_recorded = remembering->record(); });
    remembering.reset();
    // What is written into a file without a name is gone with the process.
    if (is_recorded && base::identity_of(store.path()) != store.state().file)
      problems.push_back(base::error("history.gone",
                                     "the history " + base::in_quotes(store.path()) +
                                         " was taken away or replaced while the run went on: the run is not in it",
                                     {}, "concord report --history adds its journal"));
  }

  // Beside whoever goes on with the reports. Signals are as they are for the thread that calls it.
  void record_beside() {
    try {
      recording = std::async(std::launch::async, [this] { record(); });
    } catch (const std::system_error&) {  // there are too many threads
      record();
    }
  }

  // Without a place for them the rest is remembered all the same.
  template <class Work>
  void with_answers(Work work) {
    if (!tries(work)) answers.reset();
  }
};

Recorder::Recorder(Store& store, FindContract find, result::Sink& to, Answers answers,
                   std::function<std::string()> why_not_now)
    : state_(std::make_unique<State>(store, std::move(find), to, answers, std::move(why_not_now))) {
  if (answers == Answers::NotKept) return;
  state_->with_answers([this] { state_->answers.emplace(state_->store.state().database); });
}
Recorder::~Recorder() = default;

void Recorder::run_planned(const result::RunInfo& info, std::size_t) { state_->gatherer.plan(info); }
void Recorder::observed(std::size_t index, const result::Observations& observations) {
  state_->gatherer.observe(index, observations);
}
void Recorder::case_finished(const result::CaseResult& result) {
  state_->gatherer.finish(result);
  if (state_->answers) state_->with_answers([&] { state_->answers->keep(result); });
}
void Recorder::covered(const result::Coverage& coverage) { state_->gatherer.cover(coverage); }
void Recorder::run_aborted(const result::Aborted& why) { state_->gatherer.night().end.aborted = why; }

void Recorder::run_ended(const result::RunEnd& end) {
  Night& night = state_->gatherer.night();
  night.end.wall_time = end.wall_time;
  if (!end.aborted.empty()) night.end.aborted = end.aborted;
  night.is_complete = true;
  state_->compare();
  if (state_->remembering) state_->record_beside();
}

const Diagnostics& Recorder::problems() {
  if (state_->recording.valid()) state_->recording.get();
  return state_->problems;
}
const std::string& Recorder::why_not() const { return state_->why_not; }

namespace {

// Gathers a run that is told again.
class Again : public result::Sink {
 public:
  Again(Database& database, Answers answers) : gatherer(answers) {
    if (answers == Answers::Kept) good.emplace(database);
  }
  void run_planned(const result::RunInfo& info, std::size_t) override { gatherer.plan(info); }
  void observed(std::size_t index, const result::Observations& seen) override { gatherer.observe(index, seen); }
  void case_finished(const result::CaseResult& result) override {
    gatherer.finish(result);
    if (good) good->keep(result);
  }
  void covered(const result::Coverage& coverage) override { gatherer.cover(coverage); }
  Gatherer gatherer;
  std::optional<GoodAnswers> good;
};

}  // namespace

Result<Remembered> remember(Store& store, const result::RunReader& run, const FindContract& find,
                            Answers answers) {
  auto remembered = guarded(store.path(), [&]() -> Result<Remembered> {
    Again again(store.state().database, answers);
    run.replay(again);
    Night& night = again.gatherer.night();
    night.end = run.end();
    night.is_complete = run.is_complete();
    return store.remember(night, again.good ? &*again.good : nullptr, find);
  });
  if (!remembered) return std::move(remembered).diagnostics();
  return std::move(remembered).value();
}

}  // namespace concord::history
