// A run without what differs from one time to the next.
#pragma once
#include <concord/result/run_source.h>

namespace concord::report {

// `run` must outlive it.
class Reproducible : public result::RunSource {
 public:
  explicit Reproducible(const result::RunSource& run);
  const result::RunInfo& info() const override { return info_; }
  const result::RunEnd& end() const override { return end_; }
  bool is_complete() const override { return run_.is_complete(); }
  std::size_t size() const override { return run_.size(); }
  result::CaseFacts facts(std::size_t position) const override;
  const result::SuiteFacts& suite(std::size_t number) const override { return run_.suite(number); }
  result::CasePlan plan(std::size_t position) const override { return run_.plan(position); }
  result::CaseResult read(std::size_t position) const override;
  const result::Coverage& coverage() const override { return run_.coverage(); }

 private:
  const result::RunSource& run_;
  result::RunInfo info_;
  result::RunEnd end_;
};

}  // namespace concord::report
