// Nights that come into the history in another order than they were: added later, imported, taken out.
#include "sample_nights.h"

#include <concord/history/questions.h>
#include <support/catch.h>

#include <sstream>

using namespace concord;
using result::Verdict;
using sample::Played;
using Lines = std::vector<std::string>;

namespace {

Played red(const std::string& pointer = "/id", const std::string& name = "a session is read") {
  return {.name = name, .verdict = Verdict::Failed, .failures = {pointer}};
}
Played green(const std::string& name) { return {.name = name}; }

// "/id is wrong in 2 since 2026-11-03 (2)"
Lines open_now(sample::Nights& nights) {
  const auto answer = history::failing(nights.store(), *base::parse_rfc3339("2026-12-01T00:00:00Z"));
  REQUIRE(answer);
  REQUIRE(answer->items().size() == 1);
  Lines lines;
  for (const auto& one : answer->items()[0].find("failing")->items())
    lines.push_back(std::string(one.find("message")->as_string()) + " in " + one.find("cases")->number_text() +
                    " since " + std::string(one.find("since")->as_string()) + " (" +
                    one.find("nights")->number_text() + ")");
  return lines;
}

std::string exported(sample::Nights& nights) {
  std::stringstream lines;
  REQUIRE(history::export_lines(nights.store(), lines));
  return lines.str();
}

std::size_t carry_in(sample::Nights& nights, const std::string& text) {
  std::istringstream lines(text);
  const auto added = history::import_lines(nights.store(), lines, "carried.jsonl");
  REQUIRE(added);
  return *added;
}

}  // namespace

TEST_CASE("a failure of an older night that is added later is not failing when the last night passed") {
  sample::Nights nights("older");
  nights.play(1, {{}});
  nights.play(9, {{}});
  nights.play(5, {red()});
  CHECK(open_now(nights).empty());
  CHECK(nights.play(10, {{}}).headline == "nothing new beside 3 earlier nights");
}

TEST_CASE("an older night that passed does not end what the last night that judged it had") {
  sample::Nights nights("older_green");
  nights.play(1, {red()});
  nights.play(9, {{.verdict = Verdict::Unjudged}});
  CHECK(open_now(nights) == Lines{"/id is wrong in 1 since 2026-11-01 (1)"});
  nights.play(5, {{}});
  CHECK(open_now(nights).empty());
  nights.play(7, {red()});
  CHECK(open_now(nights) == Lines{"/id is wrong in 1 since 2026-11-07 (1)"});
  nights.is_part = true;
  nights.play(8, {{}});
  CHECK(open_now(nights) == Lines{"/id is wrong in 1 since 2026-11-07 (1)"});
}

TEST_CASE("what is said of a failure is what the last night that had it said") {
  sample::Nights nights("older_words");
  const Played known{.name = "another", .verdict = Verdict::KnownIssue, .failures = {"/id"}, .known_issue = "KI-1"};
  nights.play(1, {{}, green("another")});
  nights.play(9, {red(), red("/id", "another")});
  nights.play(5, {green("a session is read"), known});
  nights.play(3, {green("a session is read"), known});
  CHECK(open_now(nights) == Lines{"/id is wrong in 2 since 2026-11-03 (3)"});
  // It was there in two cases, and only one of them is judged.
  const Played unjudged{.verdict = Verdict::Unjudged};
  CHECK(nights.play(10, {unjudged, green("another")}).findings.empty());
  CHECK(nights.play(11, {{}, green("another")}).headline == "1 fixed");
}

TEST_CASE("the exchanges of a failure are those of its first and its last night, however they came in") {
  sample::Nights nights("older_exchanges");
  const auto answered = [](const std::string& body) {
    Played one = red();
    one.body = body;
    return one;
  };
  nights.play(1, {{}});
  for (const int day : {5, 9, 3, 7}) nights.play(day, {answered("\"of night " + std::to_string(day) + "\"")});
  const auto open = history::failing(nights.store(), {});
  REQUIRE(open);
  const auto fingerprint = open->items().at(0).find("failing")->items().at(0).find("fingerprint")->as_string();
  const auto shown = history::show(nights.store(), std::string(fingerprint));
  REQUIRE(shown);
  CHECK(shown->find("first_exchange")->as_string().find("of night 3") != std::string::npos);
  CHECK(shown->find("last_exchange")->as_string().find("of night 9") != std::string::npos);
}

TEST_CASE("whose change a failure is, is that of the night with which it began") {
  sample::Nights nights("older_change");
  nights.play(1, {{}}, "aaaa");
  nights.play(3, {red()}, "aaaa");
  nights.play(5, {{}}, "aaaa");
  Played later = red();
  nights.play(9, {later}, "bbbb");
  const auto whose = [&] {
    return std::string(
        history::failing(nights.store(), {})->items().at(0).find("failing")->items().at(0).find("change")->as_string());
  };
  CHECK(whose() == "documentation");
  nights.play(2, {red()}, "aaaa");
  CHECK(whose() == "documentation");
}

TEST_CASE("imported nights open and end what they would have, had they been played here") {
  sample::Nights here("import_here"), later("import_later"), earlier("import_earlier");
  here.play(2, {red()});
  here.play(4, {{}});
  later.play(6, {red()});
  earlier.play(1, {red("/state")});
  CHECK(carry_in(here, exported(later)) == 1);
  CHECK(open_now(here) == Lines{"/id is wrong in 1 since 2026-11-06 (1)"});
  CHECK(carry_in(here, exported(earlier)) == 1);
  CHECK(open_now(here) == Lines{"/id is wrong in 1 since 2026-11-06 (1)"});
  CHECK(here.play(7, {{}}).findings == Lines{"fixed /id is wrong 1 neither"});
}

TEST_CASE("all cases of a failure are carried, so that it is fixed when all are") {
  sample::Nights nights("cases_carried"), elsewhere("cases_elsewhere");
  nights.play(1, {{}, green("another")});
  nights.play(2, {red(), red("/id", "another")});
  carry_in(elsewhere, exported(nights));
  const Played unjudged{.name = "another", .verdict = Verdict::Unjudged};
  for (sample::Nights* one : {&nights, &elsewhere}) {
    CHECK(one->play(3, {{}, unjudged}).headline == "nothing new among what could be judged");
    CHECK(one->play(4, {{}, green("another")}).headline == "1 fixed");
  }
}

TEST_CASE("an export of an earlier version is read") {
  sample::Nights nights("old_export"), elsewhere("old_elsewhere");
  nights.play(1, {{}});
  nights.play(2, {red()});
  std::istringstream lines(exported(nights));
  std::string old, line;
  while (std::getline(lines, line)) {
    if (line == R"({"format":"concord.history/2"})") line = R"({"format":"concord.history/1"})";
    if (!line.starts_with(R"({"finding_cases")")) old += line + '\n';
  }
  CHECK(carry_in(elsewhere, old) == 2);
  CHECK(open_now(elsewhere) == open_now(nights));
  CHECK(elsewhere.play(3, {{}}).headline == "1 fixed");
}

TEST_CASE("of good answers the later ones are kept, here or imported") {
  const auto answered = [](const std::string& body) { return Played{.body = body}; };
  sample::Nights older("answers_older"), newer("answers_newer");
  older.play(1, {answered(R"({"id":"older"})")});
  newer.play(5, {answered(R"({"id":"newer"})")});
  const std::string lines = exported(older);
  carry_in(older, exported(newer));
  carry_in(newer, lines);
  for (sample::Nights* one : {&older, &newer}) {
    const auto told = one->play(6, {red()}).comparison;
    REQUIRE(told.good.size() == 1);
    CHECK(told.good[0].date == "2026-11-05");
    CHECK(told.good[0].answer.response_body->text == R"({"id":"newer"})");
  }
}
