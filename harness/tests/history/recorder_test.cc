#include "sample_nights.h"

#include "sqlite.h"

#include <concord/history/questions.h>
#include <support/catch.h>

#include <sqlite3.h>

#include <filesystem>

using namespace concord;
using result::Verdict;
using sample::Played;
using Lines = std::vector<std::string>;

namespace {

Played failed(const std::string& pointer = "/id") { return {.verdict = Verdict::Failed, .failures = {pointer}}; }
const Played unjudged{.verdict = Verdict::Unjudged};

}  // namespace

TEST_CASE("a failure is new, still there, fixed and back again") {
  sample::Nights nights("since");
  CHECK(nights.play(1, {{}}).headline.empty());
  CHECK(nights.play(2, {failed()}).findings == Lines{"new /id is wrong 1 behaviour"});
  CHECK(nights.play(3, {failed()}).headline == "1 still failing since 2 Nov (2 nights)");
  CHECK(nights.play(4, {unjudged}).headline == "nothing new among what could be judged");
  CHECK(nights.play(5, {failed()}).findings == Lines{"still /id is wrong 3"});
  const auto fixed = nights.play(6, {{}});
  CHECK(fixed.headline == "1 fixed");
  CHECK(fixed.findings == Lines{"fixed /id is wrong 3 behaviour"});
  CHECK(nights.play(7, {{}}).headline == "nothing new beside 6 earlier nights");
}

TEST_CASE("what was good before all the nights that a rate is of is still known") {
  sample::Nights nights("long");
  const Played other{.name = "another"};
  nights.play(1, {{}, other});
  for (int day = 2; day <= 40; ++day) nights.play(day, {failed(), other});
  const auto told = nights.play(41, {failed(), other});
  CHECK(told.headline == "1 still failing since 2 Nov (40 nights)");
  REQUIRE(told.comparison.cases.size() == 1);
  CHECK(told.comparison.cases[0].last_green == "2026-11-01");
  CHECK(told.comparison.cases[0].judged == 30);
  CHECK(told.comparison.cases[0].passed == 0);
  CHECK(nights.play(42, {{}, other}).findings == Lines{"fixed /id is wrong 40 behaviour"});
}

TEST_CASE("what cases that are alike look like is kept once, and as long as one has it") {
  sample::Nights nights("alike");
  const auto bodies = [&] {
    return history::Database(nights.path(), false, 0).number_of("SELECT count(*) FROM profile_bodies");
  };
  const Played other{.places = {"", "/id", "/note"}};
  const auto named = [](Played one, const std::string& name) { return one.name = name, one; };
  nights.play(1, {named({}, "a"), named({}, "b"), named({}, "c"), named(other, "d")});
  CHECK(bodies() == 2);
  nights.play(2, {named({}, "a"), named({}, "b"), named(other, "c"), named(other, "d")});
  CHECK(bodies() == 3);
  nights.play(3, {named(other, "a"), named(other, "b"), named(other, "c"), named(other, "d")});
  CHECK(bodies() == 3);  // a and b with one, c and d with theirs
  REQUIRE(nights.store().prune(*base::parse_rfc3339("2026-11-04T00:00:00Z")));
  CHECK(bodies() == 0);
}

TEST_CASE("a night whose rows cannot be written is compared all the same, and leaves none of them") {
  sample::Nights nights("unwritten");
  nights.play(1, {failed()});
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(nights.path().c_str(), &database) == SQLITE_OK);
  const auto execute = [&](const char* sql) {
    CHECK(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  };
  execute("CREATE TRIGGER full BEFORE INSERT ON verdicts BEGIN SELECT RAISE(ABORT, 'there is no room'); END");
  nights.may_have_problems = true;
  const auto told = nights.play(2, {failed()});
  CHECK(told.headline == "1 still failing since 1 Nov (2 nights)");
  REQUIRE(told.problems.size() == 1);
  CHECK(told.problems[0].kind == "history.fault");
  CHECK(told.problems[0].message == "the history \"" + nights.path() + "\": there is no room");
  execute("DROP TRIGGER full");
  sqlite3_close(database);
  nights.may_have_problems = false;
  CHECK(nights.play(3, {failed()}).headline == "1 still failing since 1 Nov (2 nights)");
  CHECK(nights.store().check().empty());
}

TEST_CASE("a history that is taken away under a run is told") {
  sample::Nights nights("gone");
  nights.play(1, {{}});
  std::filesystem::rename(nights.path(), nights.path() + ".elsewhere");
  nights.may_have_problems = true;
  const auto told = nights.play(2, {{}});
  REQUIRE(told.problems.size() == 1);
  CHECK(told.problems[0].message == "the history \"" + nights.path() +
                                        "\" was taken away or replaced while the run went on: the run is not in it");
}

TEST_CASE("what is back once is back, what comes and goes is said to") {
  sample::Nights nights("flaky");
  nights.play(1, {{}});
  nights.play(2, {failed()});
  nights.play(3, {{}});
  const auto told = nights.play(4, {failed()});
  CHECK(told.headline == "1 comes and goes");
  CHECK(told.findings == Lines{"back /id is wrong 1 neither"});
  const auto flaky = history::flaky(nights.store());
  REQUIRE(flaky);
  REQUIRE(flaky->items().size() == 1);
  CHECK(flaky->items()[0].find("nights")->as_string() == "PFPF");
}

TEST_CASE("what a case never failed for is new, however often it failed for something else") {
  sample::Nights nights("flaky_otherwise");
  nights.play(1, {{}});
  nights.play(2, {failed()});
  nights.play(3, {{}});
  const auto told = nights.play(4, {failed("/state")});
  CHECK(told.headline == "1 new today");
  CHECK(told.findings == Lines{"new /state is wrong 1 behaviour"});
  REQUIRE(told.comparison.cases.size() == 1);
  CHECK(result::case_text(told.comparison, 0, {}) == "last passed on 3 Nov 2026, 2 of the last 4 nights");
  const auto failing = history::failing(nights.store(), {});
  REQUIRE(failing);
  const auto& open = failing->items().at(0).find("failing")->items();
  REQUIRE(open.size() == 1);
  CHECK(open[0].find("whose")->as_string() == "the behaviour changed");
  CHECK(nights.play(5, {failed("/state")}).headline == "1 still failing since 4 Nov (2 nights)");
  CHECK(nights.play(6, {{}}).findings == Lines{"fixed /state is wrong 2 behaviour"});
  // It is back for the first time, and then has come and gone itself.
  CHECK(nights.play(7, {failed("/state")}).headline == "1 comes and goes");
  CHECK(history::flaky(nights.store())->items().size() == 1);
}

TEST_CASE("beside a failure that comes and goes one that was never seen is new") {
  sample::Nights nights("flaky_beside");
  for (int day = 1; day <= 4; ++day) nights.play(day, {day % 2 == 0 ? failed() : Played()});
  nights.play(5, {{}});
  const Played both{.verdict = Verdict::Failed, .failures = {"/id", "/state"}};
  const auto told = nights.play(6, {both});
  CHECK(told.headline == "1 new today, 1 comes and goes");
  CHECK(told.findings == Lines{"back /id is wrong 1 neither", "new /state is wrong 1 behaviour"});
  CHECK(told.comparison.cases.at(0).is_flaky);
}

TEST_CASE("a case that passed on a later attempt hides no new failure") {
  sample::Nights nights("flaky_attempts");
  nights.play(1, {{}});
  nights.play(2, {{.verdict = Verdict::Flaky}});
  nights.play(3, {{}});
  CHECK(nights.play(4, {failed()}).findings == Lines{"new /id is wrong 1 behaviour"});
}

TEST_CASE("a failure that comes with another contract is the documentation's change, or both") {
  sample::Nights nights("change");
  for (int day = 1; day <= 3; ++day) nights.play(day, {{}, {.name = "another"}});
  Played other{.name = "another", .verdict = Verdict::Failed, .failures = {"/id"}, .places = {"", "/id", "/more"}};
  Played same = failed("/state");
  CHECK(nights.play(4, {same, other}, "bbbb").findings ==
        Lines{"new /state is wrong 1 documentation", "new /id is wrong 1 both"});
}

TEST_CASE("a run of a part, a shard and a run without its end say nothing of what is gone") {
  sample::Nights nights("part");
  nights.play(1, {failed()});
  nights.is_part = true;
  const auto part = nights.play(2, {{}});
  CHECK(part.findings.empty());
  nights.is_part = false;
  nights.shards = 2;
  const auto shard = nights.play(3, {{}});
  CHECK(shard.findings.empty());
  CHECK(shard.why_not == "one of several shards: concord report records the night, given the journals of all");
  nights.shards = 1;
  nights.has_end = false;
  nights.play(4, {{}});
  nights.has_end = true;
  CHECK(nights.play(5, {{}}).headline == "1 fixed");
}

TEST_CASE("a run is recorded once, and one that is added later is compared with those before it") {
  sample::Nights nights("later");
  nights.play(1, {{}});
  nights.play(5, {failed()});
  CHECK(nights.play(3, {failed()}).findings == Lines{"new /id is wrong 1 behaviour"});
  CHECK(nights.play(3, {failed()}).findings == Lines{"new /id is wrong 1 behaviour"});
  CHECK(nights.play(6, {failed()}).headline == "1 still failing since 3 Nov (3 nights)");
}

TEST_CASE("an accepted failure is no news until its end, which is told days before") {
  sample::Nights nights("known");
  nights.play(1, {{}});
  Played known = failed();
  known.verdict = Verdict::KnownIssue;
  known.known_issue = "KI-1 told to the provider (until 2026-11-05)";
  CHECK(nights.play(2, {known}).headline == "1 known issue expires in 3 days");
  CHECK(nights.play(5, {known}).headline == "1 known issue expires today");
  CHECK(nights.play(6, {failed()}).headline == "1 still failing since 2 Nov (3 nights)");
}

TEST_CASE("providers at other targets or base URLs are kept apart") {
  sample::Nights nights("apart");
  nights.play(1, {failed()});
  const auto answer = history::failing(nights.store(), {});
  REQUIRE(answer);
  REQUIRE(answer->items().size() == 1);
  CHECK(answer->items()[0].find("base_url")->as_string() == "http://shop");
  CHECK(answer->items()[0].find("failing")->items().size() == 1);
}

TEST_CASE("runs are named by date, by the beginning of their ids, and by how long ago") {
  sample::Nights nights("compare");
  nights.play(1, {{}});
  nights.play(2, {failed()});
  for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{
           {"2026-11-01", "2026-11-02"}, {"last-1", "last"}, {"01NIGHT0000000000000000001", "last"}}) {
    const auto compared = history::compare_runs(nights.store(), a, b);
    REQUIRE(compared);
    CHECK(compared->find("only_b")->items().size() == 1);
    CHECK(compared->find("verdicts")->items().size() == 1);
  }
  const auto refused = history::compare_runs(nights.store(), "01NIGHT", "last");
  REQUIRE_FALSE(refused);
  CHECK(refused.diagnostics().front().message == "several runs are meant by \"01NIGHT\"");
}

TEST_CASE("a run of a part of the suites is compared as one") {
  sample::Nights nights("compare-part");
  nights.play(1, {{}, {.name = "another"}});
  nights.is_part = true;
  nights.play(2, {{}});
  const auto compared = history::compare_runs(nights.store(), "last-1", "last");
  REQUIRE(compared);
  CHECK_FALSE(compared->find("a")->has("part"));
  CHECK(compared->find("b")->has("part"));
}

TEST_CASE("repetitions of a case are one case, in a history that knows it and in one that does not") {
  sample::Nights nights("repeated");
  const sample::Played other{.name = "another"};
  for (int day = 1; day <= 3; ++day) {
    nights.play(day, {failed(), other, failed(), other});
    const auto told = history::show(nights.store(), "a session is read");
    REQUIRE(told);
    const auto text = document::write_json(*told);
    CAPTURE(text);
    std::size_t count = 0;
    for (std::size_t at = text.find("\"verdict\""); at != std::string::npos; at = text.find("\"verdict\"", at + 1))
      ++count;
    CHECK(count == static_cast<std::size_t>(day));
    CHECK(nights.store().check().empty());
  }
}
