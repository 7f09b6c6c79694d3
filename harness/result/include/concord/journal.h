// The journal: an append-only record of a run, one JSON event a line, from which every report can be made again
// (schemas/concord/journal.schema.json):
//
//   {"event":"run","format":2,"cases":3,"info":{…}}
//   {"event":"suite","number":0,"suite":"Orders","classname":"shop.orders",…}   before the first case of it
//   {"event":"planned","index":0,"suite":0,"name":"an order is read","line":14}  for each case, before anything is sent
//   {"event":"started","index":0}
//   {"event":"shape","number":0,"operation":"shop/read",…}                        what an answer looked like, once
//   {"event":"observed","index":0,"shape":0}
//   {"event":"unique","number":0,"kind":"…","otherwise":{…}}                      what must not come twice, once
//   {"event":"seen","index":0,"digest":"…","unique":0}
//   {"event":"checks","number":0,"ids":["status",…]}                              what was applied, once
//   {"event":"case","index":0,"verdict":"passed","check_list":0,…}                as each case ends
//   {"event":"compared","what":{…}}
//   {"event":"aborted","kind":"interrupted","text":"interrupted (SIGINT)"}
//   {"event":"end","wall_ms":812}
#pragma once
#include <concord/base/result.h>
#include <concord/result.h>
#include <concord/result/events.h>
#include <concord/result/run_reader.h>

#include <atomic>
#include <filesystem>
#include <memory>

namespace concord::result {

inline constexpr int journal_format = 2;

// What was judged is with the system before the next event, or the next pause(): it survives the end of this process,
// however that comes.
// Errors of writing are kept, see error(); nothing is written after one.
class JournalWriter : public Sink {
 public:
  // Makes the file and its folder, and empties it. A journal that another run is writing is left alone: this one then
  // gets a name of its own, "journal-<run id>.jsonl". Pipes and devices are written through.
  static base::Result<std::unique_ptr<JournalWriter>> create(const std::filesystem::path& path,
                                                             const std::string& run_id);
  ~JournalWriter() override;

  const std::filesystem::path& path() const;
  bool is_renamed() const;           // another run had the one that was asked for
  const std::string& error() const;  // "" while all could be written
  const std::atomic<bool>& has_failed() const;  // whether there is one, for other threads
  void flush();  // what is not with the system yet
  // Told by who says when it pauses, which is soon after each event: not each case is written by itself.
  void write_at_pauses();
  // What was written so far, to be reported: also of a pipe or a device, for which a copy without a name is kept.
  // Once the run has ended, what is in it is known and not read again.
  base::Result<RunReader> read();

  void run_planned(const RunInfo& info, std::size_t cases) override;
  void case_planned(const CasePlan& plan) override;
  void case_started(std::size_t index) override;
  void observed(std::size_t index, const Observations& observations) override;
  void value_seen(const ValueSeen& seen) override;
  void case_finished(const CaseResult& result) override;
  void compared(const document::Node& what) override;
  void covered(const Coverage& coverage) override;
  void run_aborted(const Aborted& why) override;
  void run_ended(const RunEnd& end) override;
  void pause() override;

 private:
  struct State;
  explicit JournalWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace concord::result
