// Journals as a run to report: one scan makes a small index, about 60 bytes a case; then cases are read one by one.
#pragma once
#include <concord/base/descriptor.h>
#include <concord/base/result.h>
#include <concord/result/run_source.h>

#include <memory>
#include <string>
#include <vector>

namespace concord::result {

struct JournalIndex;

// Bounds: 1,000,000 cases, 64 MiB a line, 1,000 journals. What is damaged is left out, with a warning; a journal of
// another format, or with nothing in it, is refused.
class RunReader : public RunSource {
 public:
  static base::Result<RunReader> open(const std::string& path);
  // The journals of the shards of one run, in any order, as that run: cases in the order of the plan, and what is
  // judged over a run judged again over all of it. Journals of other plans, and a shard that is given twice, are
  // refused. A shard that is missing is an error among problems(), and the run is not complete.
  static base::Result<RunReader> open(const std::vector<std::string>& paths);
  // `file` can be read at any place; `name` is what messages call it.
  static base::Result<RunReader> open(base::Descriptor file, std::string name);

  // Of whoever wrote the journal and knows by itself what is in it: nothing is read beforehand.
  static RunReader of_index(base::Descriptor file, std::string name, JournalIndex index);

  RunReader(RunReader&&) noexcept;
  RunReader& operator=(RunReader&&) noexcept;
  ~RunReader() override;

  // Warnings: what could not be read. Errors: what is missing, so that the report is not one of the whole run.
  const base::Diagnostics& problems() const;
  // What a history says of this run, in the place of what its journal has.
  void take(Comparison comparison);
  // All events again: what was planned, in the order of the plan; what happened, journal by journal in the order it was
  // written; the end, if it was recorded.
  void replay(Sink& sink) const;

  const RunInfo& info() const override;
  const RunEnd& end() const override;
  bool is_complete() const override;
  std::size_t size() const override;
  CaseFacts facts(std::size_t position) const override;
  const SuiteFacts& suite(std::size_t number) const override;
  CasePlan plan(std::size_t position) const override;
  CaseResult read(std::size_t position) const override;
  const Coverage& coverage() const override;
  const Comparison& comparison() const override;

 private:
  struct State;
  explicit RunReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace concord::result
