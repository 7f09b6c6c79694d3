// One cause is told once, and only what is one.
#include "causes.h"

#include "sample_runs.h"

#include <support/catch.h>

using namespace concord;

namespace {

// Cases of one suite with one failure each, at one place.
result::Run run_of(const std::vector<std::pair<std::string, std::string>>& names_and_expected) {
  result::Run run = sample::ordinary_run();
  const result::CaseResult broken = run.cases[1];
  run.cases.clear();
  for (const auto& [name, expected] : names_and_expected) {
    run.cases.push_back(broken);
    run.cases.back().index = run.cases.size();
    run.cases.back().name = name;
    run.cases.back().failures.resize(1);
    run.cases.back().failures[0].expected = expected;
  }
  return run;
}

std::size_t causes(const result::Run& run) {
  return report::causes_of(result::MemorySource(run), result::Verdict::Failed).list.size();
}

}  // namespace

TEST_CASE("what varies with the row is one cause, what does not is another") {
  CHECK(causes(run_of(
            {{"a missing type is refused", "the type field"}, {"a missing id is refused", "the id field"}})) == 1);
  CHECK(causes(run_of({{"one", "open"}, {"two", "closed"}})) == 2);
}

TEST_CASE("a part of a word of the row is no value of it") {
  CHECK(causes(run_of({{"an opening", "open"}, {"a closedown", "closed"}})) == 2);
}

TEST_CASE("how a request was drawn that shows a fault is not of the fault") {
  result::Run run = run_of({{"one", "open"}, {"two", "open"}, {"three", "open"}});
  for (std::size_t i = 0; i < 2; ++i) run.cases[i].failures[0].hint = i == 0 ? "look there" : "look there; ";
  run.cases[1].failures[0].hint += "request 5 that was drawn, made smaller 3 times by 20 requests";
  run.cases[2].failures[0].hint = "request 2 that was drawn; sent again, it fails the same way";
  CHECK(causes(run) == 2);
  run.cases[0].failures[0].hint.clear();
  run.cases[1].failures[0].hint = "request 7 that was drawn, which none of 4 simpler requests shows";
  CHECK(causes(run) == 1);
}

TEST_CASE("of cases that fail in a second way too it is said that they do") {
  result::Run run = run_of({{"one", "open"}, {"two", "open"}});
  const auto first_cause = [&run] {
    return report::causes_of(result::MemorySource(run), result::Verdict::Failed).list.at(0);
  };
  CHECK(first_cause().cases == 2);
  CHECK(first_cause().with_more == 0);
  result::CheckFailure more = run.cases[1].failures[0];
  more.check = "cache";
  run.cases[1].failures.push_back(more);
  CHECK(first_cause().with_more == 1);
  run.cases[0].failures.push_back(more);
  CHECK(first_cause().with_more == 0);
}

TEST_CASE("a host that takes no connection is one cause, whichever operation asks") {
  result::Run run = run_of({{"one", ""}, {"two", ""}, {"three", ""}});
  for (result::CaseResult& one : run.cases) {
    one.verdict = result::Verdict::Unjudged;
    one.failures.clear();
    one.error = result::RunError{result::RunErrorKind::Connect, "cannot connect to shop.test:80", "connect", {}};
    one.classname += one.name;
  }
  const auto found = [&run] {
    std::string text;
    for (const auto& one : report::causes_of(result::MemorySource(run), result::Verdict::Unjudged).list)
      text += one.message + " " + std::to_string(one.cases) + "\n";
    return text;
  };
  CHECK(found() == "cannot connect to shop.test:80 3\n");
  run.cases[2].error->message = "cannot connect to bank.test:80";
  CHECK(found() == "cannot connect to shop.test:80 2\ncannot connect to bank.test:80 1\n");
  for (result::CaseResult& one : run.cases) one.error->kind = result::RunErrorKind::Reset;
  CHECK(report::causes_of(result::MemorySource(run), result::Verdict::Unjudged).list.size() == 3);
}
