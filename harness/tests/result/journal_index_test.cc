#include <journal_index.h>

#include <support/catch.h>

using namespace concord;
using result::CaseEntry;
using result::CaseResult;
using result::Verdict;

namespace {

CaseResult outcome(base::Milliseconds duration, base::SystemTime started) {
  CaseResult result{result::CasePlan()};
  result.verdict = Verdict::NotRun;
  result.duration = duration;
  result.started_at = started;
  result.warnings.resize(2);
  return result;
}

}  // namespace

TEST_CASE("an entry of a case has lines of journals that are larger than 4 GB") {
  CaseEntry entry(7);
  CHECK_FALSE(entry.is_planned());
  CHECK_FALSE(entry.has_ended());
  entry.set_plan({0x1'0000'0007u, 200});
  entry.set_outcome({0xff'ffff'fffeu, result::max_line_bytes});
  CHECK(entry.index() == 7);
  CHECK(entry.is_planned());
  CHECK(entry.plan().offset == 0x1'0000'0007u);
  CHECK(entry.plan().size == 200);
  CHECK(entry.outcome().offset == 0xff'ffff'fffeu);
  CHECK(entry.outcome().size == result::max_line_bytes);
}

TEST_CASE("an entry of a case keeps when it began, how long it took and what it warns of") {
  CaseEntry entry(0);
  CHECK(entry.started_at() == base::SystemTime());
  const base::SystemTime late = *base::parse_rfc3339("9999-12-31T23:59:59.999Z");
  entry.note(outcome(base::Milliseconds(1'234), late));
  CHECK(entry.verdict() == Verdict::NotRun);  // the last of all
  CHECK(entry.duration() == base::Milliseconds(1'234));
  CHECK(entry.started_at() == late);
  CHECK(entry.warnings() == 2);
  entry.add_warning();
  CHECK(entry.warnings() == 3);
}

TEST_CASE("what an entry of a case cannot hold is the most that it can") {
  CaseEntry entry(0);
  entry.note(outcome(base::Milliseconds(std::int64_t{1} << 40), *base::parse_rfc3339("1969-01-01T00:00:00Z")));
  CHECK(entry.duration() == base::Milliseconds(UINT32_MAX));
  CHECK(entry.started_at() == base::SystemTime());
  for (int i = 0; i < 70'000; ++i) entry.add_warning();
  CHECK(entry.warnings() == 65'535);
  entry.note(outcome(base::Milliseconds(-1), {}));
  CHECK(entry.duration() == base::Milliseconds(0));
}

TEST_CASE("an entry of a case has all kinds of parts, of any suite and journal") {
  for (const auto part : {result::StepKind::Before, result::StepKind::Step, result::StepKind::After}) {
    CaseEntry entry(UINT32_MAX);
    entry.set_part(part);
    entry.set_suite(1'000'000);
    entry.set_file(999);
    entry.set_started();
    CHECK(entry.part() == part);
    CHECK(entry.suite() == 1'000'000);
    CHECK(entry.file() == 999);
    CHECK(entry.was_started());
    CHECK(entry.index() == UINT32_MAX);
  }
}
