// The journal: an append-only record of a run, one JSON event a line, from which every report can be made again.
//
//   {"event":"run","format":1,"info":{…},"cases":[{index, suite, name, …}]}   what was planned
//   {"event":"case","result":{…}}                                            as each case ends
//   {"event":"end","aborted":"","wall_ms":812}
#pragma once
#include <concord/result.h>

#include <filesystem>
#include <memory>

namespace concord::result {

document::Node to_node(const CaseResult& result);
document::Node to_node(const RunInfo& info);

// Writes and flushes a line for each event, so that what was judged survives a kill.
class JournalWriter {
 public:
  // Creates the file and its folder; an existing file is replaced.
  static base::Result<std::unique_ptr<JournalWriter>> create(const std::filesystem::path& path);
  ~JournalWriter();
  // `planned` cases carry everything known before they ran, with Verdict::NotRun. Errors of writing are kept: see error().
  void begin(const RunInfo& info, const std::vector<CaseResult>& planned);
  void add(const CaseResult& result);
  void end(const Run& run);
  const std::string& error() const;  // "" while all could be written

 private:
  struct State;
  explicit JournalWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Reads what is there: a cut last line, or a missing end, gives a Run that is not complete, with the rest NotRun.
// Anything else that is malformed is a Diagnostic with its line. Bounded: 1 GiB, 1,000,000 cases.
base::Result<Run> read_journal(base::SourceSet& sources, const std::string& path);

// The journals of shards as one run: cases by index, the judged result of a case wins over one that was skipped or not
// run. Complete when all are; the wall time is the longest. No runs: an empty Run.
Run merge_runs(std::vector<Run> runs);

}  // namespace concord::result
