#include <concord/result/comparison.h>

#include "sample_case.h"

#include <concord/journal.h>
#include <support/catch.h>
#include <support/paths.h>

using namespace concord;
using namespace concord::result;

namespace {

const SystemTime today = *base::parse_rfc3339("2026-11-27T04:00:00Z");

ToldFinding finding(Since since, const std::string& date = "2026-11-27", std::size_t nights = 1) {
  ToldFinding one;
  one.fingerprint = "f-" + std::string(since_name(since)) + date;
  one.check = "schema";
  one.message = "/id: is wrong";
  one.operation = "shop/get";
  one.case_name = "shop.get :: one";
  one.since = since;
  one.first_date = date;
  one.first_run = "01RUN";
  one.nights = nights;
  return one;
}

Comparison comparison() {
  Comparison all;
  all.nights = 20;
  all.findings = {finding(Since::New), finding(Since::New, "2026-11-26"), finding(Since::Still, "2026-11-12", 16),
                  finding(Since::Still, "2026-11-20", 7), finding(Since::Back), finding(Since::Fixed, "2025-12-30", 3)};
  all.findings[1].is_flaky = true;
  all.findings[1].change = Change::Neither;
  all.findings[0].change = Change::Documentation;
  all.findings[0].how = "response 200 \"/id\" is required now (page.md:3)";
  all.cases = {{1, "2026-11-11", 14, 30, false, false}, {4, "", 0, 2, true, true}};
  all.expiring = {{"KI-1 told", "2026-11-30", 3}};
  all.drifts = {{1, {}}};
  all.drifts[0].finding.check = "drift.member-gone";
  all.drifts[0].finding.type = "contract.drift";
  all.drifts[0].finding.level = Level::Warn;
  all.drifts[0].finding.message = "/note is gone";
  all.good = {{1, 0, "shop/get", "2026-11-11", {}}};
  all.good[0].answer.status = 200;
  all.good[0].answer.response_headers = {{"Content-Type", "application/json"}};
  all.good[0].answer.response_body = make_body(R"({"id":"a"})");
  all.past = {{"2026-11-26", 3, 1, 0, 2, {}}, {"2026-11-27", 4, 0, 0, 2, {{"operations", 2, 3}}}};
  all.latencies = {{"shop/get", {20, -1}}};
  all.drifts[0].change = Change::Both;
  all.drifts[0].how = "response 200 has lost the optional property \"note\"";
  all.editions = {{"shop", 2, "GET /a: response 200 is new"}};
  return all;
}

}  // namespace

TEST_CASE("the first line of the morning") {
  CHECK(headline(comparison(), today) ==
        "1 new today, 1 back again, 2 still failing since 12 Nov (16 nights), 1 comes and goes, 1 fixed, 1 drift, "
        "the documentation of shop changed, 1 known issue expires in 3 days");
  CHECK(headline(Comparison(), today).empty());
  Comparison quiet;
  quiet.nights = 1;
  CHECK(headline(quiet, today) == "nothing new beside 1 earlier night");
  quiet.expiring = {{"a", "2026-11-28", 1}, {"b", "2026-11-27", 0}};
  CHECK(headline(quiet, today) == "2 known issues expire, the first today");
  quiet.expiring.pop_back();
  CHECK(headline(quiet, today) == "1 known issue expires tomorrow");
  quiet.expiring.clear();
  quiet.cases = {{0, "2026-11-26", 3, 3, false, true}};
  CHECK(headline(quiet, today) == "nothing new among what could be judged");
}

TEST_CASE("that a later run is there is said beside what is new, and by itself") {
  constexpr std::string_view warning =
      "neither fixed nor drift is told, since the run of 2027-09-26 22:00 began later: if its date is wrong, concord "
      "history prune --run 01LATER takes it out";
  Comparison told;
  CHECK(told.says_nothing());
  told.later = {"01LATER", "2027-09-26", "22:00"};
  CHECK(headline(told, today) == warning);
  CHECK_FALSE(told.says_nothing());
  told.nights = 1;
  CHECK(headline(told, today) == "nothing new beside 1 earlier night; " + std::string(warning));
  CHECK(read_comparison(to_node(told)).later == told.later);
}

TEST_CASE("where a day has several runs, they are told as runs") {
  Comparison all;
  all.nights = 2;
  all.has_several_a_day = true;
  CHECK(headline(all, today) == "nothing new beside 2 earlier runs");
  all.findings = {finding(Since::New), finding(Since::Still, "2026-11-27", 2), finding(Since::Still, "2026-11-26", 3)};
  all.cases = {{1, "2026-11-27", 1, 3, false, false}, {2, "2026-11-26", 1, 2, false, false}};
  CHECK(headline(all, today) == "1 new in this run, 2 still failing since 26 Nov (3 runs)");
  CHECK(streak_text(all, all.findings[1], today) == "since today (2 runs)");
  CHECK(case_text(all, 1, today) == "last passed earlier today, 1 of the last 3 runs");
  CHECK(case_text(all, 2, today) == "last passed on 26 Nov, 1 of the last 2 runs");
  CheckFailure failure;
  failure.fingerprint = all.findings[0].fingerprint;
  CHECK(since_text(all, failure, today) == "new in this run");
  CHECK(read_comparison(to_node(all)).has_several_a_day);
}

TEST_CASE("failures and cases say since when") {
  const Comparison all = comparison();
  CheckFailure failure;
  const auto since = [&](const ToldFinding& one) {
    failure.fingerprint = one.fingerprint;
    return since_text(all, failure, today);
  };
  CHECK(since(all.findings[0]) ==
        "new today, the documentation changed: response 200 \"/id\" is required now (page.md:3)");
  CHECK(since(all.findings[1]) == "new today, neither changed: it comes and goes");
  CHECK(since(all.findings[2]) == "since 12 Nov (16 nights)");
  CHECK(since(all.findings[4]) == "back again");
  CHECK(since(all.findings[5]).empty());
  CHECK(case_text(all, 1, today) == "last passed on 11 Nov, 14 of the last 30 nights");
  CHECK(case_text(all, 4, today) == "never passed, 0 of the last 2 nights, comes and goes");
  CHECK(case_text(all, 2, today).empty());
  CHECK(short_date("2025-12-30", today) == "30 Dec 2025");
  CHECK(short_date("some day", today) == "some day");
}

TEST_CASE("what is compared comes out of the event as it went in") {
  const Comparison all = comparison();
  const Comparison again = read_comparison(to_node(all));
  CHECK(again.nights == all.nights);
  CHECK(again.findings == all.findings);
  CHECK(again.cases == all.cases);
  CHECK(again.expiring == all.expiring);
  REQUIRE(again.drifts.size() == 1);
  CHECK(again.drifts[0].index == 1);
  CHECK(again.drifts[0].finding.message == "/note is gone");
  REQUIRE(again.good.size() == 1);
  CHECK(again.good[0].date == "2026-11-11");
  CHECK(again.good[0].answer.status == 200);
  CHECK(http::find_header(again.good[0].answer.response_headers, "content-type") != nullptr);
  CHECK(again.good[0].answer.response_body->text == R"({"id":"a"})");
  CHECK(again.good_answer(1, 0) == &again.good[0]);
  CHECK(again.past == all.past);
  CHECK(again.latencies == all.latencies);
  CHECK(again.drifts[0].change == Change::Both);
  CHECK(again.drifts[0].how == all.drifts[0].how);
  CHECK(again.editions == all.editions);
  CHECK(read_comparison(document::Node("nonsense")).empty());
}

TEST_CASE("a journal carries what was compared, and drift is among the warnings and failures of its case") {
  const std::string path = support::binary_dir() + "/comparison_test.jsonl";
  for (const Level level : {Level::Warn, Level::Fail}) {
    Comparison all = comparison();
    all.drifts[0].finding.level = level;
    auto writer = JournalWriter::create(path, "01RUN");
    REQUIRE(writer);
    (*writer)->run_planned(sample::rich_info(), 2);
    for (const std::size_t index : {0u, 1u}) (*writer)->case_planned(sample::passed_case(index));
    for (const std::size_t index : {0u, 1u}) (*writer)->case_finished(sample::passed_case(index));
    (*writer)->compared(to_node(all));
    (*writer)->run_ended({});
    // As the writer knows it, and as it is read later.
    auto written = (*writer)->read();
    auto later = RunReader::open(path);
    for (auto* run : {&written, &later}) {
      REQUIRE(*run);
      CHECK((*run)->comparison().findings == all.findings);
      const CaseResult one = (*run)->read(1);
      const auto& list = level == Level::Fail ? one.failures : one.warnings;
      REQUIRE(!list.empty());
      CHECK(list.back().check == "drift.member-gone");
      CHECK((*run)->facts(1).verdict == (level == Level::Fail ? Verdict::Failed : Verdict::Passed));
      CHECK(one.verdict == (*run)->facts(1).verdict);
      CHECK((*run)->facts(0).verdict == Verdict::Passed);
    }
  }
}
