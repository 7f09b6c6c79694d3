// A run to make reports of, case by case in the order of the plan: read from journals, or held in memory. What reports
// count and sort by is there at once; a case itself is made when it is asked for, and nobody keeps it.
#pragma once
#include <concord/result.h>
#include <concord/result/comparison.h>
#include <concord/result/events.h>

#include <cstddef>
#include <string>
#include <vector>

namespace concord::result {

// What many cases share.
struct SuiteFacts {
  std::string suite;
  std::string suite_file;
  std::string classname;
  std::string provider;
  std::string documentation;
  bool operator==(const SuiteFacts&) const = default;
};

struct CaseFacts {
  std::size_t index = 0;  // in the plan of the whole run
  std::size_t suite = 0;  // number of a SuiteFacts
  Verdict verdict = Verdict::NotRun;
  std::size_t warnings = 0;
  Milliseconds duration{0};
  SystemTime started_at{};
};

// Not thread-safe.
class RunSource {
 public:
  virtual ~RunSource() = default;
  virtual const RunInfo& info() const = 0;
  virtual const RunEnd& end() const = 0;
  virtual bool is_complete() const = 0;  // the end of the run was recorded
  virtual std::size_t size() const = 0;  // of cases; positions count from 0, in the order of the plan
  virtual CaseFacts facts(std::size_t position) const = 0;
  virtual const SuiteFacts& suite(std::size_t number) const = 0;
  virtual CasePlan plan(std::size_t position) const = 0;  // all but what came of it: cheaper than read()
  virtual CaseResult read(std::size_t position) const = 0;
  virtual const Coverage& coverage() const;  // empty where it was not asked for
  // What the history knew; empty without one. Drift it tells is among the warnings and failures of its cases already.
  virtual const Comparison& comparison() const;
  Totals totals() const;
};

// A run in memory: for tests, and for what is small. `run` must outlive it.
class MemorySource : public RunSource {
 public:
  explicit MemorySource(const Run& run);
  const RunInfo& info() const override { return run_.info; }
  const RunEnd& end() const override { return end_; }
  bool is_complete() const override { return run_.is_complete; }
  std::size_t size() const override { return order_.size(); }
  CaseFacts facts(std::size_t position) const override;
  const SuiteFacts& suite(std::size_t number) const override { return suites_[number]; }
  CasePlan plan(std::size_t position) const override { return run_.cases[order_[position]]; }
  CaseResult read(std::size_t position) const override { return run_.cases[order_[position]]; }

 private:
  const Run& run_;
  RunEnd end_;
  std::vector<std::size_t> order_;  // by index
  std::vector<SuiteFacts> suites_;
  std::vector<std::size_t> suite_numbers_;  // by place in run_.cases
};

}  // namespace concord::result
