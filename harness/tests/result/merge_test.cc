#include <concord/journal.h>
#include <support/catch.h>

using namespace concord::result;
using namespace std::chrono_literals;

namespace {

CaseResult one(std::size_t index, Verdict verdict, std::string reason = "") {
  CaseResult result;
  result.index = index;
  result.classname = "a.b";
  result.name = "case " + std::to_string(index);
  result.verdict = verdict;
  result.reason = parse_skip_reason(reason);
  return result;
}

Run shard(std::vector<CaseResult> cases, Milliseconds wall) {
  Run run;
  run.cases = std::move(cases);
  run.is_complete = true;
  run.wall_time = wall;
  return run;
}

std::string verdicts(const Run& run) {
  std::string text;
  for (const auto& result : run.cases)
    text += std::to_string(result.index) + std::string(verdict_name(result.verdict)) + ' ';
  return text;
}

}  // namespace

TEST_CASE("shards of one plan become one run") {
  const Run run = merge_runs(
      {shard({one(0, Verdict::NotRun), one(1, Verdict::Failed), one(2, Verdict::NotRun)}, 5ms),
       shard({one(0, Verdict::Passed), one(1, Verdict::Skipped, "not-selected: shard"), one(2, Verdict::NotRun)},
             9ms)});
  CHECK(verdicts(run) == "0passed 1failed 2not-run ");
  CHECK(run.is_complete);
  CHECK(run.wall_time == 9ms);
}

TEST_CASE("shards with plans of their own are put in order") {
  const Run run = merge_runs({shard({one(10, Verdict::Passed)}, 1ms), shard({one(2, Verdict::Flaky)}, 1ms)});
  CHECK(verdicts(run) == "2flaky 10passed ");
}

TEST_CASE("one incomplete shard makes the run incomplete, and every reason is kept") {
  Run first = shard({one(0, Verdict::Passed)}, 1ms), second = first;
  first.aborted = {AbortKind::Interrupted, "interrupted (SIGINT)"};
  second.is_complete = false;
  second.aborted = {AbortKind::NoCredentials, "X is not set"};
  second.info.providers = {{"p", "", {}, ""}};
  const Run run = merge_runs({first, second});
  CHECK_FALSE(run.is_complete);
  CHECK(run.aborted.text == "interrupted (SIGINT); X is not set");
  CHECK(run.info.providers.size() == 1);
  CHECK(merge_runs({}).cases.empty());
}
