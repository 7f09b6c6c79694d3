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
  Played number = usual, other_form = usual;
  number.body = R"({"code":404,"message":"no"})";
  other_form.body = R"({"code":404.0,"message":"no"})";
  CHECK(after_three("code_form", number, other_form).empty());
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

TEST_CASE("null, and a listed value for the first time") {
  Played usual = with(whole, {"", "/id", "/note", "/state"});
  usual.members = {"/state=\"open\""};
  std::vector<Played> cases;
  for (int i = 0; i < 5; ++i) cases.push_back(usual), cases.back().name = "case " + std::to_string(i);
  sample::Nights nights("kinds");
  for (int day = 1; day <= 4; ++day) CHECK(nights.play(day, cases).drifts.empty());
  std::vector<Played> other = cases;
  other[1].places = {"", "/id", "/note=null", "/state"};
  other[2].members = {"/state=\"sold\""};
  CHECK(nights.play(5, other).drifts ==
        Lines{"drift.null: /note is null: it was a string in 20 earlier answers since 2026-11-01",
              "drift.enum: /state is \"sold\" for the first time: it was \"open\" in 20 earlier answers since "
              "2026-11-01"});
  CHECK(nights.play(6, other).drifts.empty());
}

TEST_CASE("a member that no documentation has is told apart") {
  Played more = with(whole, {"", "/id", "/note", "/region", "/session", "/session/token"});
  more.undocumented = {"/region"};
  CHECK(after_three("undocumented", whole, more) ==
        Lines{"drift.member-undocumented: /region is new, and in no documentation: none of 3 earlier answers since "
              "2026-11-01 had it"});
}

TEST_CASE("numbers far outside of what they were, and lists") {
  Played usual = with(whole, {"", "/amount=number", "/items=array"});
  usual.numbers = {"/amount=250", "/items=3"};
  std::vector<Played> cases;
  for (int i = 0; i < 5; ++i) cases.push_back(usual), cases.back().name = "case " + std::to_string(i);
  const auto then = [&](const char* name, const std::vector<std::string>& numbers, int good = 4) {
    sample::Nights nights(name);
    for (int day = 1; day <= good; ++day) CHECK(nights.play(day, cases).drifts.empty());
    std::vector<Played> other = cases;
    other[3].numbers = numbers;
    const sample::Told told = nights.play(good + 1, other);
    if (!told.drifts.empty()) CHECK(told.comparison.drifts[0].index == 3);
    CHECK(nights.play(good + 2, other).drifts.empty());
    return told.drifts;
  };
  const std::string since = " in 20 earlier answers since 2026-11-01";
  CHECK(then("cents", {"/amount=25000", "/items=3"}) ==
        Lines{"drift.range: /amount is 10000 or more: it was below 1000" + since});
  CHECK(then("negative", {"/amount=-1", "/items=3"}) ==
        Lines{"drift.range: /amount is negative: it was never negative" + since});
  CHECK(then("units", {"/amount=2.5", "/items=3"}) ==
        Lines{"drift.range: /amount is below 10: it was 100 or more" + since});
  CHECK(then("long", {"/amount=250", "/items=400"}) ==
        Lines{"drift.size: /items is of 100 elements or more: it was shorter than 10" + since});
  CHECK(then("empty", {"/amount=250", "/items=0"}) ==
        Lines{"drift.size: /items is empty: it was never empty" + since});
  // Ten times as much is nothing yet, and so is anything before there is enough evidence.
  CHECK(then("some", {"/amount=2500", "/items=40"}).empty());
  CHECK(then("zero", {"/amount=0", "/items=3"}).empty());
  CHECK(then("early_numbers", {"/amount=25000", "/items=0"}, 3).empty());
}

TEST_CASE("an answer that is far larger than ever") {
  Played usual = whole, large = whole;
  usual.body = std::string(2'000, 'x');
  large.body = std::string(90'000, 'x');
  CHECK(after_three("large", usual, large) ==
        Lines{"drift.size: the answer has 90 KB, at most 2 KB in 3 earlier runs of this case since 2026-11-01"});
  Played more = usual;
  more.body = std::string(40'000, 'x');
  CHECK(after_three("larger", usual, more).empty());
}

TEST_CASE("a success says otherwise how it went") {
  Played usual = whole, other = whole;
  usual.body = R"({"id":"1","meta":{"resultCode":"SUCCESS"},"code":"AB12"})";
  other.body = R"({"id":"2","meta":{"resultCode":"PARTIAL"},"code":"CD34"})";
  CHECK(after_three("success", usual, other) ==
        Lines{"drift.success-code: /meta/resultCode is \"PARTIAL\", it was \"SUCCESS\" in 3 earlier runs of this case "
              "since 2026-11-01"});
  // What somebody may have been sent is not kept.
  usual.body = R"({"code":"482913","message":"sent"})";
  other.body = R"({"code":"990011","message":"sent"})";
  CHECK(after_three("sent", usual, other).empty());
}

TEST_CASE("a rename in lists and elsewhere is one finding over all places") {
  const Played one{.name = "read", .places = {"", "/id", "/sessionId"}};
  const Played many{.name = "list",
                    .places = {"=array", "/*", "/*/id", "/*/sessionId", "/*/next", "/*/next/sessionId"},
                    .operation = "shop/list-sessions"};
  sample::Nights nights("places");
  for (int day = 1; day <= 3; ++day) CHECK(nights.play(day, {many, one}).drifts.empty());
  const auto told = nights.play(4, {with(many, {"=array", "/*", "/*/id", "/*/session_id", "/*/next",
                                                 "/*/next/session_id"}),
                                    with(one, {"", "/id", "/session_id"})});
  CHECK(told.drifts ==
        Lines{"drift.member-renamed: /*/next/sessionId is now /*/next/session_id: it was in all of 3 earlier runs of "
              "this case since 2026-11-01; so are 2 more places"});
  REQUIRE(told.comparison.drifts.size() == 1);
  CHECK(told.comparison.drifts[0].finding.hint ==
        "also /*/sessionId, /sessionId of shop/get-session; the same in 2 more cases");
  CHECK(told.headline == "1 drift");
  CHECK(after_three("moved", with(whole, {"", "/id", "/note"}), with(whole, {"", "/id", "/meta", "/meta/note"})) ==
        Lines{"drift.member-renamed: /note is now /meta/note: it was in all of 3 earlier runs of this case since "
              "2026-11-01"});
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

TEST_CASE("what came once was not always there, and what comes back is nothing new") {
  const Played renamed = with(whole, {"", "/id", "/remark", "/session", "/session/token"});
  sample::Nights once("once");
  CHECK(after_three("renamed_once", whole, renamed).size() == 1);
  for (int day = 1; day <= 3; ++day) once.play(day, {whole});
  CHECK(once.play(4, {renamed}).drifts ==
        Lines{"drift.member-renamed: /note is now /remark: it was in all of 3 earlier runs of this case since "
              "2026-11-01"});
  for (int day = 5; day <= 9; ++day) CHECK(once.play(day, {whole}).drifts.empty());
  const Played more = with(whole, {"", "/id", "/note", "/region", "/session", "/session/token"});
  sample::Nights late("late_member");
  for (int day = 1; day <= 7; ++day)
    CHECK(late.play(day, {day < 3 ? whole : more}).drifts.size() == (day == 3 ? 1u : 0u));
  CHECK(late.play(8, {whole}).drifts ==
        Lines{"drift.member-gone: /region is gone: it was in the last 5 of 7 earlier runs of this case since "
              "2026-11-01"});
}

TEST_CASE("a code that came once and a status that came once are not what always was") {
  const Played usual{.places = {"", "/code", "/message"}, .status = 404, .body = R"({"code":"not_found"})"};
  Played other = usual;
  other.body = R"({"code":"E404"})";
  sample::Nights codes("code_once");
  for (int day = 1; day <= 3; ++day) codes.play(day, {usual});
  CHECK(codes.play(4, {other}).drifts.size() == 1);
  CHECK(codes.play(5, {usual}).drifts.empty());
  Played gone = usual;
  gone.status = 410;
  sample::Nights statuses("status_once");
  for (int day = 1; day <= 3; ++day) statuses.play(day, {usual});
  CHECK(statuses.play(4, {gone}).drifts.size() == 1);
  CHECK(statuses.play(5, {usual}).drifts.empty());
  gone.places = {"", "/code"};
  CHECK(statuses.play(6, {gone}).drifts.empty());  // one run with 410 says nothing of what it always has
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
                                  {{"drift.member-gone", level}});
    REQUIRE(told.comparison.drifts.size() == number);
    if (number == 1) CHECK(told.comparison.drifts[0].finding.level == level);
  }
}

TEST_CASE("cases, suites and providers set levels, over which the command line wins") {
  const Played without = with(whole, {"", "/id", "/session", "/session/token"});
  const auto level = [&](const char* name, const result::DriftLevels& own, const result::DriftLevels& of_run) {
    sample::Nights nights(name);
    for (int day = 1; day <= 3; ++day) nights.play(day, {whole});
    Played then = without;
    then.drift_levels = own;
    const auto told = nights.play(4, {then}, "aaaa", of_run);
    return told.comparison.drifts.empty() ? result::Level::Off : told.comparison.drifts[0].finding.level;
  };
  CHECK(level("own_fail", {{"drift.member-gone", result::Level::Fail}}, {}) == result::Level::Fail);
  CHECK(level("own_off", {{"drift", result::Level::Off}}, {}) == result::Level::Off);
  CHECK(level("own_kind", {{"drift", result::Level::Off}, {"drift.member-gone", result::Level::Warn}}, {}) ==
        result::Level::Warn);
  CHECK(level("given", {{"drift.member-gone", result::Level::Fail}}, {{"drift", result::Level::Warn}}) ==
        result::Level::Warn);
}

TEST_CASE("what is accepted is listed with its reason, and can be taken back") {
  sample::Nights nights("revoked");
  const Played one{.name = "read", .places = {"", "/id", "/note"}};
  const Played many{.name = "list", .places = {"=array", "/*", "/*/note", "/*/id"}, .operation = "shop/list"};
  const std::vector<Played> usual{many, one},
      other{with(many, {"=array", "/*", "/*/id"}), with(one, {"", "/id"})};
  for (int day = 1; day <= 3; ++day) nights.play(day, usual);
  const auto told = nights.play(4, other);
  REQUIRE(told.comparison.drifts.size() == 1);
  const std::string fingerprint = told.comparison.drifts[0].finding.fingerprint;
  const auto shown = history::show(nights.store(), fingerprint);
  REQUIRE(shown);
  CHECK(shown->find("drift")->as_string() == fingerprint);
  CHECK(shown->find("places")->items().size() == 1);
  CHECK(shown->find("nights")->items().size() == 1);
  CHECK(history::revoke_drift(nights.store(), fingerprint)->empty());
  CHECK(*history::accept_drift(nights.store(), fingerprint.substr(0, 4), "agreed",
                               *base::parse_rfc3339("2026-11-05T09:00:00Z")) == fingerprint);
  const auto accepted = history::accepted_drifts(nights.store());
  REQUIRE(accepted);
  REQUIRE(accepted->items().size() == 1);
  CHECK(accepted->items()[0].find("reason")->as_string() == "agreed");
  CHECK(accepted->items()[0].find("accepted")->as_string() == "2026-11-05");
  CHECK(accepted->items()[0].find("date")->as_string() == "2026-11-04");
  CHECK(history::failing(nights.store(), {})->items()[0].find("drifts")->items().empty());
  // All places that went with it are accepted too.
  for (int day = 5; day <= 7; ++day) nights.play(day, usual);
  CHECK(nights.play(8, other).drifts.empty());
  CHECK(*history::revoke_drift(nights.store(), fingerprint.substr(0, 5)) == fingerprint);
  CHECK(history::accepted_drifts(nights.store())->items().empty());
  CHECK(history::failing(nights.store(), {})->items()[0].find("drifts")->items().size() == 1);
}

TEST_CASE("a drift is shown by the beginning of its fingerprint, and is what two runs differ in") {
  sample::Nights nights("beginning");
  for (int day = 1; day <= 3; ++day) nights.play(day, {whole});
  const auto told = nights.play(4, {with(whole, {"", "/id", "/session", "/session/token"})});
  REQUIRE(told.comparison.drifts.size() == 1);
  const std::string fingerprint = told.comparison.drifts[0].finding.fingerprint;
  const auto shown = history::show(nights.store(), fingerprint.substr(0, 4));
  REQUIRE(shown);
  CHECK(shown->find("drift")->as_string() == fingerprint);
  const auto short_one = history::show(nights.store(), fingerprint.substr(0, 3));
  REQUIRE_FALSE(short_one);
  CHECK(short_one.diagnostics().front().message.ends_with(" is called \"" + fingerprint.substr(0, 3) + '"'));
  const auto compared = history::compare_runs(nights.store(), "last-1", "last");
  REQUIRE(compared);
  CHECK(compared->find("drifts_a")->items().empty());
  REQUIRE(compared->find("drifts_b")->items().size() == 1);
  CHECK(compared->find("drifts_b")->items()[0].find("fingerprint")->as_string() == fingerprint);
  CHECK(compared->find("only_b")->items().empty());
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
  CHECK(*accepted == fingerprint);
  for (int day = 5; day <= 7; ++day) nights.play(day, {whole});
  CHECK(nights.play(8, {without}).drifts.empty());
  const auto unknown = history::accept_drift(nights.store(), "0000", "agreed", base::system_clock().now());
  REQUIRE(unknown);
  CHECK(unknown->empty());
}

TEST_CASE("each kind of drift is told by a test, explained, and has a level") {
  std::set<std::string_view> ids;
  for (const history::DriftKind& kind : history::drift_kinds()) {
    CHECK(ids.insert(kind.id).second);
    CHECK(kind.explanation.size() > 60);
  }
  CHECK(history::drift_level_names().size() == ids.size() + 1);
}
