#include "sample_nights.h"

#include <concord/history/drift_kinds.h>
#include <concord/history/questions.h>
#include <support/catch.h>

#include <set>

using namespace concord;
using sample::Played;
using Lines = std::vector<std::string>;

namespace {

const Played whole{.places = {"", "/id", "/note", "/session", "/session/token"}};

// Three good nights, then this one: what drifted.
Lines after_three(const std::string& name, const Played& usual, const Played& then, sample::Nights* kept = nullptr) {
  sample::Nights own(name);
  sample::Nights& nights = kept ? *kept : own;
  for (int day = 1; day <= 3; ++day) CHECK(nights.play(day, {usual}).drifts.empty());
  Lines drifts = nights.play(4, {then}).drifts;
  CHECK(nights.play(5, {then}).drifts.empty());  // told once
  return drifts;
}

Played with(Played one, const std::vector<std::string>& places) {
  one.places = places;
  return one;
}

}  // namespace

TEST_CASE("three good nights are enough to see what breaks no promise") {
  CHECK(after_three("gone", whole, with(whole, {"", "/id", "/session", "/session/token"})) ==
        Lines{"drift.member-gone: /note is gone: it was in all of 3 earlier runs of this case since 2026-11-01"});
  CHECK(after_three("tree", whole, with(whole, {"", "/id", "/note"})) ==
        Lines{"drift.member-gone: /session is gone: it was in all of 3 earlier runs of this case since 2026-11-01"});
  CHECK(after_three("renamed", whole, with(whole, {"", "/id", "/remark", "/session", "/session/token"})) ==
        Lines{"drift.member-renamed: /note is now /remark: it was in all of 3 earlier runs of this case since "
              "2026-11-01"});
  CHECK(after_three("new", whole, with(whole, {"", "/id", "/note", "/region", "/session", "/session/token"})) ==
        Lines{"drift.member-new: /region is new: none of 3 earlier answers since 2026-11-01 had it"});
  CHECK(after_three("type", whole, with(whole, {"", "/id=integer", "/note", "/session", "/session/token"})) ==
        Lines{"drift.type: /id is a number: it was a string in 3 earlier answers since 2026-11-01"});
  Played slow = whole;
  slow.milliseconds = 12'000;
  CHECK(after_three("slow", whole, slow) ==
        Lines{"drift.latency: took 12.00 s, at most 20 ms in 3 earlier runs of this case since 2026-11-01"});
}

TEST_CASE("an error has another code, other words or is a page") {
  const Played usual{.places = {"", "/code", "/message"}, .status = 404,
                     .body = R"({"code":"not_found","message":"no session \"17\""})"};
  Played code = usual;
  code.body = R"({"code":"E404","message":"no session \"18\""})";
  CHECK(after_three("code", usual, code) ==
        Lines{"drift.error-code: /code is \"E404\", it was \"not_found\" in 3 earlier runs of this case since "
              "2026-11-01"});
  Played words = usual;
  words.body = R"({"code":"not_found","message":"we know no such thing"})";
  CHECK(after_three("words", usual, words) ==
        Lines{"drift.error-message: /message has other words than in 3 earlier runs of this case since 2026-11-01"});
  Played page = usual;
  page.places = {};
  page.media_type = "text/html";
  page.body = "<h1>not found</h1>";
  CHECK(after_three("page", usual, page) ==
        Lines{"drift.content-type: the answer is text/html, it was application/json in 3 earlier runs of this case "
              "since 2026-11-01"});
  Played other = usual;
  other.status = 410;
  CHECK(after_three("status", usual, other) ==
        Lines{"drift.status: the status is 410, it was 404 in 3 earlier runs of this case since 2026-11-01"});
}

TEST_CASE("forms, headers and null need five answers") {
  const std::vector<Played> two{{.name = "one", .forms = {"/id=uuid"}}, {.name = "two", .forms = {"/id=uuid"}}};
  std::vector<Played> other = two;
  other[0].forms = {"/id=digits"};
  other[1].headers = {"content-type"};
  sample::Nights early("early"), late("late");
  for (int day = 1; day <= 2; ++day) early.play(day, two), late.play(day, two);
  CHECK(early.play(3, other).drifts.empty());
  late.play(3, two);
  CHECK(late.play(4, other).drifts ==
        Lines{"drift.form: /id is digits: it was uuid in all of 6 earlier answers since 2026-11-01",
              "drift.header-gone: the header x-request-id is gone: all of 6 earlier answers since 2026-11-01 had it"});
}

TEST_CASE("one cause is one finding over all its cases") {
  sample::Nights nights("cause");
  std::vector<Played> usual, other;
  for (int i = 0; i < 5; ++i) {
    Played one = whole;
    one.name = "case " + std::to_string(i);
    usual.push_back(one);
    other.push_back(with(one, {"", "/id", "/session", "/session/token"}));
  }
  for (int day = 1; day <= 3; ++day) nights.play(day, usual);
  const auto told = nights.play(4, other);
  REQUIRE(told.comparison.drifts.size() == 1);
  CHECK(told.comparison.drifts[0].finding.hint == "the same in 4 more cases");
  CHECK(told.headline == "1 drift");
}

TEST_CASE("what came and went stays quiet, and so do lists that are empty") {
  const Played without = with(whole, {"", "/id", "/session", "/session/token"});
  sample::Nights nights("chance");
  nights.play(1, {whole});
  nights.play(2, {without});
  for (int day = 3; day <= 8; ++day) CHECK(nights.play(day, {day % 3 == 0 ? whole : without}).drifts.empty());
  // Places below "/items/*" are gone with the items.
  const Played full = with(whole, {"", "/items=array", "/items/*", "/items/*/id"});
  const Played empty = with(whole, {"", "/items=array"});
  sample::Nights lists("lists");
  for (int day = 1; day <= 4; ++day) lists.play(day, {full});
  CHECK(lists.play(5, {empty}).drifts.empty());
}

TEST_CASE("a failure that says it all is not told again as drift") {
  sample::Nights nights("said");
  for (int day = 1; day <= 3; ++day) nights.play(day, {whole});
  Played broken = with(whole, {"", "/id", "/session", "/session/token"});
  broken.verdict = result::Verdict::Failed;
  broken.failures = {"/note"};
  CHECK(nights.play(4, {broken}).drifts.empty());
}

TEST_CASE("levels are those of the run: off tells nothing, fail fails") {
  for (const auto& [level, number] : {std::pair{result::Level::Off, 0u}, std::pair{result::Level::Fail, 1u}}) {
    sample::Nights nights("level");
    for (int day = 1; day <= 3; ++day) nights.play(day, {whole});
    const auto told = nights.play(4, {with(whole, {"", "/id", "/session", "/session/token"})}, "aaaa",
                                  "concord run suites", {{"drift.member-gone", level}});
    REQUIRE(told.comparison.drifts.size() == number);
    if (number == 1) CHECK(told.comparison.drifts[0].finding.level == level);
  }
}

TEST_CASE("a drift that is accepted is not told again") {
  sample::Nights nights("accepted");
  const Played without = with(whole, {"", "/id", "/session", "/session/token"});
  for (int day = 1; day <= 3; ++day) nights.play(day, {whole});
  const auto told = nights.play(4, {without});
  REQUIRE(told.comparison.drifts.size() == 1);
  const std::string fingerprint = told.comparison.drifts[0].finding.fingerprint;
  const auto accepted = history::accept_drift(nights.store(), fingerprint, "agreed", base::system_clock().now());
  REQUIRE(accepted);
  CHECK(*accepted);
  for (int day = 5; day <= 7; ++day) nights.play(day, {whole});
  CHECK(nights.play(8, {without}).drifts.empty());
  const auto unknown = history::accept_drift(nights.store(), "0000", "agreed", base::system_clock().now());
  REQUIRE(unknown);
  CHECK_FALSE(*unknown);
}

TEST_CASE("each kind of drift is told by a test, explained, and has a level") {
  std::set<std::string_view> ids;
  for (const history::DriftKind& kind : history::drift_kinds()) {
    CHECK(ids.insert(kind.id).second);
    CHECK(kind.explanation.size() > 60);
  }
  CHECK(history::drift_level_names().size() == ids.size() + 1);
}
