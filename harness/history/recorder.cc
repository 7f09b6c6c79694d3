#include "drift.h"
#include "good_answers.h"
#include "past_nights.h"
#include "store.h"

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
      if (one.provider() == provider) totals.add(one.verdict, 0);
    }
    add.with(scope.id, run, scope.contract, totals.held(), totals.failed, totals.unjudged,
             totals.cases() - totals.held() - totals.failed - totals.unjudged)
        .run();
  }
  return run;
}

void add_verdicts(Database& database, const std::vector<KnownCase>& cases, std::int64_t run) {
  Statement add =
      database.prepare("INSERT INTO verdicts(of_case, run, verdict, duration, shape) VALUES(?, ?, ?, ?, ?)");
  for (const KnownCase& one : cases)
    add.with(one.id, run, code_of(one.seen->verdict), std::int64_t{one.seen->milliseconds}, one.seen->shape()).run();
}

bool is_recorded(Database& database, const std::string& ulid) {
  return database.prepare("SELECT 1 FROM runs WHERE ulid = ?").with(ulid).next();
}

// Its answers are of another night.
bool is_replay(const Night& night) { return night.info.target.starts_with("replay, "); }

// What a night adds belongs to rows that were found or made in the same transaction: to look each up once more would be
// a tenth of what remembering costs. (`concord history check` looks at all of them.)
class LinksUnchecked {
 public:
  explicit LinksUnchecked(Database& database) : database_(database) { database.execute("PRAGMA foreign_keys = OFF"); }
  LinksUnchecked(const LinksUnchecked&) = delete;
  LinksUnchecked& operator=(const LinksUnchecked&) = delete;
  ~LinksUnchecked() {
    try {
      database_.execute("PRAGMA foreign_keys = ON");
    } catch (const SqliteFault&) {  // then whatever comes next fails, and says why
    }
  }

 private:
  Database& database_;
};

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

Result<Remembered> Store::remember(const Night& night, GoodAnswers* answers, const FindContract& find) {
  return guarded(path(), [&]() -> Remembered {
    Database& database = state_->database;
    Remembered remembered;
    remembered.why_not = reason_not_to(night);
    if (is_replay(night)) return remembered;
    const LinksUnchecked unchecked(database);
    Transaction transaction(database);
    const bool is_new = remembered.why_not.empty() && !is_recorded(database, night.info.id);
    std::map<std::string, Scope> scopes = scopes_of(database, night);
    const std::vector<KnownCase> cases = cases_of(database, night, scopes);
    Editions editions(database, night, find);
    for (const auto& [provider, scope] : scopes) editions.keep(scope.id, provider);
    Comparing comparing(database, night, scopes, cases, editions);
    comparing.compare(remembered.comparison);
    if (answers && !remembered.comparison.empty()) answers->tell(night, cases, remembered.comparison);
    if (!is_new) {
      tell_past(database, night, scopes, remembered.comparison);
      return remembered;  // and what was made on the way is taken back
    }
    Drifting drifting(database, night, cases, editions);
    drifting.learn(remembered.comparison);
    const std::int64_t run = add_run(database, night, scopes);
    add_verdicts(database, cases, run);
    comparing.record(run);
    drifting.record(run);
    if (answers) answers->record(cases, run);
    for (const auto& [provider, scope] : scopes) {
      if (night.answers == Answers::NotKept) forget_answers(database, scope);
    }
    record_coverage(database, night, run);
    tell_past(database, night, scopes, remembered.comparison);
    transaction.commit();
    remembered.is_recorded = true;
    return remembered;
  });
}

struct Recorder::State {
  State(Store& remembers, FindContract given, result::Sink& told, Answers kept)
      : store(remembers), find(std::move(given)), to(told), gatherer(kept) {}

  Store& store;
  FindContract find;
  result::Sink& to;
  Gatherer gatherer;
  std::optional<GoodAnswers> answers{};
  Diagnostics problems{};
  std::string why_not{};

  // Without a place for them the rest is remembered all the same.
  template <class Work>
  void with_answers(Work work) {
    auto done = guarded(store.path(), [&]() -> bool {
      work();
      return true;
    });
    if (done) return;
    answers.reset();
    base::append(problems, std::move(done).diagnostics());
  }
};

Recorder::Recorder(Store& store, FindContract find, result::Sink& to, Answers answers)
    : state_(std::make_unique<State>(store, std::move(find), to, answers)) {
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
  auto remembered = state_->store.remember(night, state_->answers ? &*state_->answers : nullptr, state_->find);
  if (!remembered) return base::append(state_->problems, std::move(remembered).diagnostics());
  state_->why_not = remembered->why_not;
  if (!remembered->comparison.empty()) state_->to.compared(result::to_node(remembered->comparison));
}

const Diagnostics& Recorder::problems() const { return state_->problems; }
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
