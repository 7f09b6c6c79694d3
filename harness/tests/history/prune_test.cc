// Runs that are taken out of the history.
#include "sample_nights.h"

#include "sqlite.h"

#include <concord/history/questions.h>
#include <support/catch.h>

#include <fmt/format.h>

using namespace concord;
using result::Verdict;
using sample::Played;

namespace {

Played said(const std::string& body) { return {.body = body}; }
Played broken_case(const std::string& name = "a session is read") {
  return {.name = name, .verdict = Verdict::Failed, .failures = {"/id"}};
}
base::SystemTime morning_of(int number) {
  return *base::parse_rfc3339("2026-10-31T00:00:00Z") + std::chrono::days(number);
}
std::string id_of(int number) { return fmt::format("01NIGHT{:019}", number); }

}  // namespace

TEST_CASE("pruning takes out old nights, and all that only they have") {
  sample::Nights nights("prune");
  nights.play(1, {{.name = "an old case", .verdict = Verdict::Failed, .failures = {"/old"}}});
  nights.play(2, {{}});
  nights.play(3, {{}});
  const auto pruned = nights.store().prune(morning_of(2));
  REQUIRE(pruned);
  CHECK(*pruned == 1);
  CHECK(nights.store().check().empty());
  history::Database database(nights.path(), false, 0);
  CHECK(database.number_of("SELECT count(*) FROM runs") == 2);
  CHECK(database.number_of("SELECT count(*) FROM findings") == 0);
  CHECK(database.number_of("SELECT count(*) FROM cases") == 1);
}

TEST_CASE("pruning keeps the good answers of what passed since in the same shape") {
  sample::Nights nights("prune_good");
  const Played gone{.name = "another", .body = R"({"id":"b"})"};
  Played more = gone;
  more.places = {"", "/id", "/more"};
  nights.play(1, {said(R"({"id":"a"})"), gone});
  nights.play(2, {said(R"({"id":"a"})"), {.name = "another", .verdict = Verdict::Unjudged}});
  nights.play(3, {said(R"({"id":"a"})"), broken_case("another")});
  REQUIRE(nights.store().prune(morning_of(2)));
  CHECK(nights.store().check().empty());
  const auto told = nights.play(4, {broken_case(), broken_case("another")}).comparison;
  REQUIRE(told.good.size() == 1);
  CHECK(told.good[0].index == 0);
  CHECK(told.good[0].date == "2026-11-03");
  CHECK(told.good[0].answer.response_body->text == R"({"id":"a"})");
}

TEST_CASE("one run is taken out, as if it had never been") {
  sample::Nights nights("prune_run");
  nights.play(1, {{}, {.name = "another"}});
  nights.play(2, {broken_case(), {.name = "another"}});
  nights.play(300, {broken_case(), broken_case("another")});  // of a machine whose clock was wrong
  const auto gone = nights.store().prune_run("2027-08-27");
  REQUIRE(gone);
  CHECK(*gone == id_of(300));
  CHECK(nights.store().check().empty());
  CHECK(nights.play(3, {{}, {.name = "another"}}).headline == "1 fixed");
  CHECK(history::Database(nights.path(), false, 0).number_of("SELECT count(*) FROM runs") == 3);
}

TEST_CASE("what a run ended is open again without it") {
  sample::Nights nights("prune_end");
  nights.play(1, {broken_case()});
  nights.play(300, {{}});
  REQUIRE(nights.store().prune_run(id_of(300)));
  CHECK(nights.play(2, {{}}).findings == std::vector<std::string>{"fixed /id is wrong 1 behaviour"});
  REQUIRE(nights.store().prune_run("last"));
  CHECK(nights.play(3, {broken_case()}).headline == "1 still failing since 1 Nov (2 nights)");
}

TEST_CASE("a run that is not there cannot be taken out, nor one of several") {
  sample::Nights nights("prune_none");
  nights.play(1, {{}});
  nights.play(2, {{}});
  const auto none = nights.store().prune_run("01NONE");
  REQUIRE_FALSE(none);
  CHECK(none.diagnostics().front().message == "no run is meant by \"01NONE\"");
  const auto many = nights.store().prune_run("01NIGHT");
  REQUIRE_FALSE(many);
  CHECK(many.diagnostics().front().message == "several runs are meant by \"01NIGHT\"");
  // The history goes on.
  CHECK(nights.play(3, {{}}).headline == "nothing new beside 2 earlier nights");
}
