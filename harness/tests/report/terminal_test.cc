#include "sample_runs.h"
#include "written.h"

#include <concord/base/text.h>
#include <concord/report.h>
#include <support/catch.h>

using namespace concord;
using namespace concord::report;

namespace {

std::string last_line(const std::string& text) {
  const auto lines = base::split(text, '\n');
  return std::string(lines[lines.size() - 2]);
}

}  // namespace

TEST_CASE("a broken case is told in a few lines") {
  auto one = sample::ordinary_run().cases[2];
  CHECK(describe_case(one, false) ==
        "FAIL Knot create session / the session is found again\n"
        "  --> suites/knot/create-session.suite.yaml:34:15\n"
        "   $.livemode: false is not true [expect.body]\n"
        "     at          response body /livemode\n"
        "     expected:   true\n"
        "     actual:     false\n"
        "     basis:      suite\n"
        "     step:       read it\n"
        "     request:    POST https://development.knotapi.com/session/create\n"
        "     response:   200 OK, application/json, 126 bytes, 391 ms\n"
        "     again:      " +
            one.steps[1].exchange->curl + "\n");
}

TEST_CASE("a command that nobody would read is told by its length") {
  auto one = sample::ordinary_run().cases[2];
  one.steps[1].exchange->curl = "curl -X GET 'https://api.test/" + std::string(1'000'000, 'a') + "'";
  one.steps[1].exchange->url = "https://api.test/" + std::string(1'000'000, 'a');
  const std::string text = describe_case(one, false);
  CHECK(text.find("again:      the command is 1000031 characters long: see the reports or the journal\n") !=
        std::string::npos);
  CHECK(text.size() < 5'000);
}

TEST_CASE("a case without a verdict says what happened and that the contract is not meant") {
  const std::string text = describe_case(sample::ordinary_run().cases[3], false);
  CHECK(text.rfind("NOT JUDGED Knot create session / an unknown card is refused\n", 0) == 0);
  CHECK(text.find("   no response within 5000 ms [infra.timeout]\n") != std::string::npos);
  CHECK(text.find("attempts:   2\n") != std::string::npos);
  CHECK(text.find("response:   no answer after 5.00 s\n") != std::string::npos);
}

TEST_CASE("a drift says of which operation and in which case it is, and in how many more") {
  result::CheckFailure drifted;
  drifted.check = "drift.member-gone";
  drifted.level = result::Level::Warn;
  drifted.message = "/note is gone: it was in all of 4 earlier runs of this case since 2026-02-25";
  drifted.pointer = "/note";
  drifted.hint = "the same in 2 more cases";
  result::Run run = sample::ordinary_run();
  run.cases.resize(2);
  run.cases[0].warnings = run.cases[1].warnings = {drifted};
  run.cases[0].steps.emplace_back().operation = "knot/create-session";
  run.cases[1].steps[0].operation = "finhub/create-token";
  run.cases[1].warnings[0].hint.clear();
  const std::string text = written::on_terminal(run, false);
  CAPTURE(text);
  CHECK(text.find("Warnings: 2\n"
                  "       1  drift.member-gone: /note is gone: it was in all of 4 earlier runs of this case since "
                  "2026-02-25\n"
                  "          in finhub/create-token, knot.create_session :: a session is created for card_switcher\n"
                  "       1  drift.member-gone: /note is gone: it was in all of 4 earlier runs of this case since "
                  "2026-02-25\n"
                  "          in knot/create-session, knot.create_session :: a session is created for link; the same in "
                  "2 more cases\n") != std::string::npos);
}

TEST_CASE("the last line has the totals") {
  CHECK(last_line(written::on_terminal(sample::ordinary_run(), false)) ==
        "2 passed, 2 failed, 1 could not be judged, 1 flaky, 1 skipped, 1 blocked, 1 not run in 11.02 s");
  result::Run run;
  run.is_complete = true;
  run.wall_time = std::chrono::milliseconds(814);
  run.cases = {sample::passed_case(0, "a")};
  CHECK(written::on_terminal(run, false) == "\n1 passed in 0.81 s\n");
}

TEST_CASE("colour adds sequences and changes no word") {
  const std::string colored = written::on_terminal(sample::ordinary_run(), true);
  CHECK(colored.find("\x1b[1;31mFAIL\x1b[0m") != std::string::npos);
  CHECK(base::escape_for_terminal(colored) == written::on_terminal(sample::ordinary_run(), false));
}

TEST_CASE("text from outside can neither move the cursor nor command a CI system") {
  const std::string text = written::on_terminal(sample::nasty_run(), false);
  CHECK(base::is_utf8(text));
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("##[") == std::string::npos);
  CHECK(text.find("\u202e") == std::string::npos);
  for (const auto line : base::split(text, '\n')) CHECK(base::trim(line).substr(0, 2) != "::");
}

TEST_CASE("cases that broke in the same way are told once") {
  auto run = sample::ordinary_run();
  const auto broken = run.cases[1];
  for (std::size_t i = 0; i < 8; ++i) run.cases.push_back(broken);
  const std::string text = written::on_terminal(run, false);
  CHECK(text.find("Contract broken: 10 cases\n") != std::string::npos);
  CHECK(text.find("   the same in 8 more cases:\n     " + broken.name + "\n") != std::string::npos);
  CHECK(text.find("     and 3 more\n") != std::string::npos);
}

TEST_CASE("many broken cases are bounded") {
  auto run = sample::ordinary_run();
  auto broken = run.cases[1];
  for (std::size_t i = 0; i < 80; ++i) {
    broken.failures.front().pointer = "/items/" + std::to_string(i);
    run.cases.push_back(broken);
  }
  const std::string text = written::on_terminal(run, false);
  CHECK(text.find("Contract broken: 82 cases\n") != std::string::npos);
  CHECK(text.find("\nand 62 more causes, see the report\n") != std::string::npos);
}

TEST_CASE("what was more than a screen is told again in short, and fits the last screen") {
  const auto run = sample::ordinary_run();
  const std::string text = written::on_terminal(run, false);
  CHECK(text.find("\nIn short\n"
                  "   FAIL        /session/expiresAt: 1767225600 is a number, a string is document…\n"
                  "   FAIL        $.livemode: false is not true\n"
                  "   NOT JUDGED  no response within 5000 ms\n\n") != std::string::npos);
  auto many = run;
  for (std::size_t i = 0; i < 30; ++i) {
    many.cases.push_back(run.cases[1]);
    many.cases.back().failures.front().pointer = "/at/" + std::to_string(i);
    many.cases.back().failures.front().message = std::to_string(i) + std::string(200, 'm');
  }
  const std::string long_one = written::on_terminal(many, false);
  const auto lines = base::split(std::string_view(long_one).substr(long_one.find("\nIn short\n") + 1), '\n');
  CHECK(lines.size() <= 25);
  for (std::size_t i = 0; i + 2 < lines.size(); ++i) CHECK(base::count_code_points(lines[i]) <= 80);
  CHECK(long_one.find("\n   and 23 more\n") != std::string::npos);
}

TEST_CASE("causes that read alike as far as there is room are one line in short") {
  auto run = sample::ordinary_run();
  for (std::size_t i = 0; i < 30; ++i) {
    run.cases.push_back(run.cases[1]);
    run.cases.back().failures.front().pointer = "/at/" + std::to_string(i);
    run.cases.back().failures.front().message = std::string(100, 'm') + std::to_string(i);
  }
  const std::string text = written::on_terminal(run, false);
  const std::string in_short = text.substr(text.find("\nIn short\n"));
  const std::string line = "   FAIL        " + std::string(53, 'm') + "… (30 cases)\n";
  CHECK(in_short.find(line) != std::string::npos);
  CHECK(in_short.find("mmm", in_short.find(line) + line.size()) == std::string::npos);
}
