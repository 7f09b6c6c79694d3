// The memory of runs, one a night: what failed and since when, what comes and goes, and what answers looked like. A
// SQLite file, kept apart by provider, target and base URL; a run is in it completely or not at all.
#pragma once
#include <concord/base/result.h>
#include <concord/result/events.h>
#include <concord/result/run_reader.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace concord::history {

using base::Diagnostics;
using base::Result;

// The contract of a provider of a run, as it was when it ran; null when it is not to be had. Asked only for one that
// the history has not yet, or whose changes are to be told.
using FindContract = std::function<std::shared_ptr<const document::Node>(const result::ProviderInfo& provider)>;

// Whether it is kept what answers said: the last good ones of each case, and the body beside a finding. Where it is
// not, a run that is recorded takes out what earlier ones kept of it, in the scopes that it has. What answers looked
// like is kept either way.
enum class Answers : std::uint8_t { Kept, NotKept };

// What a store is opened for. Where only reading is meant, a file that cannot be written will do.
enum class Access : std::uint8_t { Read, Write, Create };

struct Night;  // a run as it was gathered
class GoodAnswers;

// What came of it. `is_recorded`: false when the run was in the history already, or is not one to be recorded, for the
// reason in `why_not` ("" for the former).
struct Remembered {
  result::Comparison comparison;
  bool is_recorded = false;
  std::string why_not;
};

// Faults are Diagnostics of the kinds "history.…": a file that is another program's, of a later version, damaged, or
// held by another process for longer than ten seconds. Not thread-safe.
class Store {
 public:
  // With Create makes the file and its folder when they are not there; otherwise that is a Diagnostic.
  static Result<Store> open(const std::string& path, Access access = Access::Create);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  const std::string& path() const;

  // Compares a run with what was recorded before it began, and records it, in one transaction. Two processes at once
  // lose nothing: one waits. Times of the run count, so that a journal can be added later.
  // `answers`: those of the run's cases, null for none.
  Result<Remembered> remember(const Night& night, GoodAnswers* answers, const FindContract& find);

  // Whether the file is whole, as SQLite sees it and by its own rules. Empty: it is.
  Diagnostics check();
  // Takes out the runs that began before, with all that only they have; how many there were.
  Result<std::size_t> prune(base::SystemTime before);
  // Takes out one run, as compare_runs() takes it; its id. What answers looked like in it stays learned.
  Result<std::string> prune_run(const std::string& run);

  struct State;
  State& state() { return *state_; }  // of this module

 private:
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Listens to a run, and tells `to` what the history knows of it (Sink::compared) before it is told that the run ended:
// it must come before `to` among the sinks. Both must outlive it, and the store is its own until problems() returned.
// Holds of each case its verdict, its failures and which shapes its answers had.
class Recorder : public result::Sink {
 public:
  // `why_not_now` is asked when the run has ended: why it must not be recorded, or "".
  Recorder(Store& store, FindContract find, result::Sink& to, Answers answers = Answers::Kept,
           std::function<std::string()> why_not_now = {});
  ~Recorder() override;

  void run_planned(const result::RunInfo& info, std::size_t cases) override;
  void observed(std::size_t index, const result::Observations& observations) override;
  void case_finished(const result::CaseResult& result) override;
  void covered(const result::Coverage& coverage) override;
  void run_aborted(const result::Aborted& why) override;
  void run_ended(const result::RunEnd& end) override;

  // The run could not be recorded. Waits for the last of its rows: they are written while others go on, from when it
  // was told that the run ended.
  const Diagnostics& problems();
  // Why it was not recorded, though nothing went wrong: "one of several shards"; "" when it was.
  const std::string& why_not() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The same of journals, which were not recorded when they were written: once only, by the id of the run. An incomplete
// run is compared and not recorded.
Result<Remembered> remember(Store& store, const result::RunReader& run, const FindContract& find,
                            Answers answers = Answers::Kept);

// Whether the run is one of a part of what there is: chosen by a filter or a bound, or one of several shards; or it
// ended early. What is not seen in it says nothing.
bool is_of_a_part(const result::RunInfo& info, const result::RunEnd& end);

}  // namespace concord::history
