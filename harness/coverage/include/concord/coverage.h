// Coverage of contracts by a run: what they describe, and what of it was asked for and seen.
#pragma once
#include <concord/base/result.h>
#include <concord/contract.h>
#include <concord/result/coverage.h>
#include <concord/result/events.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace concord::coverage {

// All that is described: operations, statuses, media types, parameters, members, members of enums, and branches of
// schemas. At most 100,000 items, and places to a depth of 12; what is more is left out, and told.
result::Coverage described(const std::vector<const contract::Operation*>& operations);

// "operations=100%,statuses=80%".
struct Requirement {
  result::CoverageKind kind;
  unsigned percent = 100;
};
// A Diagnostic for anything else, with a did-you-mean.
base::Result<std::vector<Requirement>> parse_requirements(std::string_view text);

struct Levels {
  // An operation that was asked never answered 2xx, though it documents one.
  result::Level success = result::Level::Warn;
  // A documented status never came from an operation that was asked.
  result::Level statuses = result::Level::Off;
};

// Listens to a run, and tells another sink at its end, just before that is told of the end too: it must be added behind
// this one. Not thread-safe. The operations must outlive it.
class Recorder : public result::Sink {
 public:
  Recorder(const std::vector<const contract::Operation*>& operations, Levels levels, std::vector<Requirement> required,
           result::Sink& tells);
  ~Recorder() override;
  void observed(std::size_t index, const result::Observations& observations) override;
  void exchange_judged(std::size_t index, const result::StepResult& step) override;
  bool hears_exchanges() const override { return true; }
  void run_ended(const result::RunEnd& end) override;
  // What was seen until now, with what is wrong with it.
  result::Coverage told() const;

 private:
  class Seen;
  std::unique_ptr<Seen> seen_;
  Levels levels_;
  std::vector<Requirement> required_;
  result::Sink& tells_;
};

// What is wrong with coverage, by levels and by what is required of it.
std::vector<result::CoverageFinding> findings_of(const result::Coverage& coverage, const Levels& levels,
                                                 const std::vector<Requirement>& required);

}  // namespace concord::coverage
