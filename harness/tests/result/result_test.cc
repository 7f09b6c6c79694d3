#include <concord/result.h>
#include <support/catch.h>

using namespace concord::result;

TEST_CASE("a verdict is named and read back") {
  for (const auto verdict : {Verdict::Passed, Verdict::Failed, Verdict::Unjudged, Verdict::Flaky, Verdict::Skipped,
                             Verdict::Blocked, Verdict::NotRun}) {
    CHECK(parse_verdict(verdict_name(verdict)) == verdict);
  }
  CHECK(verdict_name(Verdict::NotRun) == "not-run");
  CHECK_FALSE(parse_verdict("Passed"));
  CHECK_FALSE(parse_verdict(""));
}

TEST_CASE("a place is written as far as it is known") {
  CHECK(Place{"a.yaml", 3, 7}.text() == "a.yaml:3:7");
  CHECK(Place{"a.yaml", 3, 0}.text() == "a.yaml:3");
  CHECK(Place{"a.yaml", 0, 7}.text() == "a.yaml");
  CHECK(Place{}.text().empty());
}

TEST_CASE("totals count every case once") {
  Run run;
  for (const auto verdict : {Verdict::Passed, Verdict::Passed, Verdict::Failed, Verdict::Unjudged, Verdict::Flaky,
                             Verdict::Skipped, Verdict::Blocked, Verdict::NotRun}) {
    run.cases.emplace_back().verdict = verdict;
  }
  run.cases[0].warnings.resize(3);
  const Totals totals = run.totals();
  CHECK(totals.passed == 2);
  CHECK(totals.failed == 1);
  CHECK(totals.unjudged == 1);
  CHECK(totals.flaky == 1);
  CHECK(totals.skipped == 1);
  CHECK(totals.blocked == 1);
  CHECK(totals.not_run == 1);
  CHECK(totals.warnings == 3);
  CHECK(totals.cases() == 8);
}
