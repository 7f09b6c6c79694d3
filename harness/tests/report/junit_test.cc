#include "junit.h"
#include "sample_runs.h"
#include "written.h"

#include <concord/base/text.h>
#include <concord/report.h>
#include <concord/report/junit_types.h>
#include <support/catch.h>

#include <pugixml.hpp>

#include <algorithm>
#include <set>

namespace junit_test {

using namespace concord;
using namespace concord::result;
using namespace std::chrono_literals;

namespace {

pugi::xml_document parse(const std::string& text) {
  pugi::xml_document document;
  const auto parsed = document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
  INFO(parsed.description());
  REQUIRE(parsed);
  return document;
}

pugi::xml_document junit(const Run& run, const report::Options& options = {}) {
  return parse(written::as("junit", run, options));
}

std::vector<std::string> parts(const Run& run, const report::JunitLimits& limits = {}) {
  return written::in_parts(run, [&](const RunSource& source, const auto& next) {
    report::write_junit_parts(source, {}, limits, next);
  });
}

Run run_of(std::vector<CaseResult> cases) {
  Run run;
  run.cases = std::move(cases);
  run.is_complete = true;
  return run;
}

pugi::xml_node first_case(const pugi::xml_document& document) {
  return document.child("testsuites").child("testsuite").child("testcase");
}

CaseResult failed_case(std::vector<CheckFailure> failures) {
  CaseResult one = sample::passed_case(0, "x");
  one.verdict = Verdict::Failed;
  one.failures = std::move(failures);
  return one;
}

CheckFailure finding(std::string message) {
  CheckFailure failure;
  failure.check = "schema";
  failure.type = "contract.response_schema";
  failure.message = std::move(message);
  return failure;
}

std::string text_of(const CaseResult& one, const char* element = "failure") {
  const auto document = junit(run_of({one}));
  return first_case(document).child(element).text().get();
}

// Of the cases, without those of the run itself.
std::vector<std::string> names(const Run& run) {
  std::vector<std::string> all;
  const auto document = junit(run);
  for (const auto suite : document.child("testsuites")) {
    if (suite.attribute("name").value() == std::string("concord.run")) continue;
    for (const auto test : suite.children("testcase")) all.push_back(test.attribute("name").value());
  }
  return all;
}

// What is said of the run itself.
pugi::xml_node case_of_run(const pugi::xml_document& document, const std::string& name) {
  const std::string path = "//testcase[@classname='concord.run'][@name='" + name + "']";
  return document.select_node(path.c_str()).node();
}

}  // namespace

TEST_CASE("times are integer arithmetic with three decimals, and every sum is the sum of what is written") {
  auto a = sample::passed_case(0, "a"), b = sample::passed_case(1, "b"), c = sample::passed_case(2, "c");
  a.duration = 1ms;
  b.duration = 61'009ms;
  c.duration = -5ms;
  c.classname = "finhub.tokens";
  const auto document = junit(run_of({a, b, c}));
  const auto root = document.child("testsuites");
  CHECK(root.attribute("time").value() == std::string("61.010"));
  CHECK(root.attribute("tests").value() == std::string("5"));  // with those of the run itself
  const auto first = root.child("testsuite"), second = first.next_sibling();
  CHECK(first.attribute("time").value() == std::string("61.010"));
  CHECK(second.attribute("time").value() == std::string("0.000"));
  CHECK(first.child("testcase").attribute("time").value() == std::string("0.001"));
}

TEST_CASE("counts of suites and of the root agree with the cases") {
  const auto document = junit(sample::ordinary_run());
  std::size_t tests = 0, failures = 0, errors = 0;
  for (const auto suite : document.child("testsuites")) {
    std::size_t own_tests = 0, own_failures = 0, own_errors = 0, own_skipped = 0;
    for (const auto test : suite.children("testcase")) {
      ++own_tests;
      own_failures += test.child("failure") ? 1 : 0;
      own_errors += test.child("error") ? 1 : 0;
      own_skipped += test.child("skipped") ? 1 : 0;
      CHECK(!(test.child("failure") && test.child("error")));
      CHECK(std::string(test.attribute("classname").value()) == suite.attribute("name").value());
    }
    CHECK(suite.attribute("tests").as_uint() == own_tests);
    CHECK(suite.attribute("failures").as_uint() == own_failures);
    CHECK(suite.attribute("errors").as_uint() == own_errors);
    CHECK(suite.attribute("skipped").as_uint() == own_skipped);
    tests += own_tests;
    failures += own_failures;
    errors += own_errors;
  }
  CHECK(tests == 11);
  CHECK(failures == 2);
  CHECK(errors == 2);
  CHECK(document.child("testsuites").attribute("failures").as_uint() == failures);
}

TEST_CASE("the place is the last line of a text, once, and that of the documentation when it is known") {
  auto one = failed_case({finding("/a: no")});
  one.failures[0].documentation = "docs/a.md:57";
  const std::string documented = text_of(one);
  CHECK(documented.substr(documented.rfind('\n')) == "\n  at docs/a.md:57");
  CHECK(documented.find("docs/a.md:57") == documented.rfind("docs/a.md:57"));
  CHECK(documented.find("suites/knot/create-session.suite.yaml, line 14") != std::string::npos);
  one.failures[0].documentation.clear();
  one.documentation.clear();
  const std::string stated = text_of(one);
  CHECK(stated.substr(stated.rfind('\n')) == "\n  at suites/knot/create-session.suite.yaml:14");
}

TEST_CASE("a huge text is cut in the middle and keeps its first line and its place") {
  std::vector<CheckFailure> many(99, finding(std::string(5000, 'm')));
  many[0].message = "the first";
  const std::string text = text_of(failed_case(many));
  CHECK(text.size() <= 32u << 10);
  CHECK(text.rfind("the first (+98 more)\n\n1) the first\n", 0) == 0);
  CHECK(text.find(" bytes cut]") != std::string::npos);
  CHECK(text.substr(text.rfind('\n')) == "\n  at docs/knot-create-session.md:9");
}

TEST_CASE("message and text begin with the same words") {
  for (const auto& one : sample::ordinary_run().cases) {
    const auto document = junit(run_of({one}));
    for (const char* element : {"failure", "error", "skipped"}) {
      const auto node = first_case(document).child(element);
      if (node) CHECK(std::string(node.text().get()).rfind(node.attribute("message").value(), 0) == 0);
    }
  }
}

TEST_CASE("a message has at most 500 characters") {
  const auto document = junit(run_of({failed_case({finding(std::string(3000, 'x')), finding("y")})}));
  const std::string message = first_case(document).child("failure").attribute("message").value();
  CHECK(base::count_code_points(message) == 500);
  CHECK(message.substr(message.size() - 10) == " (+1 more)");
}

TEST_CASE("no two cases of a class have one name, whatever was planned") {
  const auto same = [](std::size_t index, const std::string& name) { return sample::passed_case(index, name); };
  CHECK(names(run_of({same(0, "a"), same(1, "a"), same(2, "a (2)"), same(3, "a"), same(4, "a (2)")})) ==
        std::vector<std::string>{"a", "a (2)", "a (2) (2)", "a (3)", "a (2) (3)"});
  const std::string longer(250, 'n');
  const auto cut = names(run_of({same(0, longer), same(1, longer + "b")}));
  CHECK(cut[0] != cut[1]);
  CHECK(base::count_code_points(cut[1]) == 200);
  auto other = same(1, "a");
  other.classname = "finhub.tokens";
  CHECK(names(run_of({same(0, "a"), other})) == std::vector<std::string>{"a", "a"});
}

TEST_CASE("cases are written in the order of their index, suites in that of their first case") {
  auto a = sample::passed_case(7, "late"), b = sample::passed_case(3, "early"), c = sample::passed_case(5, "middle");
  c.classname = "finhub.tokens";
  CHECK(names(run_of({a, c, b})) == std::vector<std::string>{"early", "late", "middle"});
}

TEST_CASE("a class is two words with a dot, whatever the provider is called") {
  const auto classname = [](const std::string& given) {
    auto one = sample::passed_case(0, "x");
    one.classname = given;
    const auto document = junit(run_of({one}));
    return std::string(first_case(document).attribute("classname").value());
  };
  CHECK(classname("knot.create_session") == "knot.create_session");
  CHECK(classname("Knot API.https://x.test/a.b") == "knot_api.https_x_test_a_b");
  CHECK(classname("") == "concord.unnamed");
  CHECK(classname("\u20ac.\xff") == "unnamed.unnamed");
}

TEST_CASE("a type is a known one, never a name that a consumer would cast by") {
  for (const auto& type : report::junit_types()) CHECK(report::known_junit_type(type.name) == type.name);
  CHECK(report::known_junit_type("contract.novelty") == "contract.other");
  CHECK(report::known_junit_type("infra.novelty") == "infra.other");
  for (const char* cast : {"date", "yaml", "integer", "file", ""})
    CHECK(report::known_junit_type(cast) == "harness.internal");
}

TEST_CASE("the reason of a skipped case begins with a known word") {
  const auto reason = [](Verdict verdict, const std::string& given) {
    auto one = sample::passed_case(0, "x");
    one.verdict = verdict;
    one.reason = result::parse_skip_reason(given);
    return text_of(one, "skipped");
  };
  CHECK(reason(Verdict::Skipped, "no-credentials: X is not set") == "no-credentials: X is not set");
  CHECK(reason(Verdict::Skipped, "not here") == "not-applicable: not here");
  CHECK(reason(Verdict::Skipped, "") == "not-applicable: no reason was given");
  CHECK(reason(Verdict::Blocked, "login did not pass") == "blocked: login did not pass");
  CHECK(reason(Verdict::Blocked, "blocked: login did not pass") == "blocked: login did not pass");
  CHECK(reason(Verdict::NotRun, "") == "blocked: not run: the run ended before it");
}

TEST_CASE("a known issue is skipped and says what still fails") {
  auto one = failed_case({finding("/successUrl: expected array, got string")});
  one.verdict = Verdict::Skipped;
  one.reason = {result::SkipKind::KnownIssue, "KI-12 the document says array (until 2026-06-30)"};
  CHECK(text_of(one, "skipped") ==
        "known-issue: KI-12 the document says array (until 2026-06-30)\ncontract.response_schema: /successUrl: "
        "expected array, got string");
}

TEST_CASE("attempts that could not be judged come after the first one") {
  auto one = sample::ordinary_run().cases[3];
  const auto document = junit(run_of({one}));
  const auto test = first_case(document);
  CHECK(test.child("error").attribute("message").value() == std::string("connection reset by peer"));
  CHECK(test.child("error").attribute("type").value() == std::string("infra.reset"));
  CHECK(test.child("rerunError").attribute("message").value() == std::string("no response within 5000 ms"));
  CHECK(test.child("rerunError").child_value("stackTrace") ==
        std::string("attempt 2 of 2: no response within 5000 ms (response headers)"));
}

TEST_CASE("what passed on a later attempt is a pass with a flakyFailure, whatever the cause") {
  const auto document = junit(run_of({sample::ordinary_run().cases[4]}));
  const auto flaky = first_case(document).child("flakyFailure");
  CHECK(flaky.attribute("message").value() ==
        std::string("503 Service Unavailable from a gateway, not from the API on attempt 1"));
  CHECK(flaky.attribute("type").value() == std::string("infra.http_5xx"));
  CHECK_FALSE(first_case(document).child("error"));
  CHECK_FALSE(first_case(document).child("failure"));
}

TEST_CASE("a report is never empty") {
  const auto document = junit(run_of({}));
  const auto reached = case_of_run(document, "every case was reached");
  CHECK(reached.child("skipped").attribute("message").value() == std::string("not-selected: no case was selected"));
}

TEST_CASE("what is said of the run itself is always there, under one name, whether it is well or not") {
  Run run = run_of({sample::passed_case(0, "done"), sample::passed_case(1, "next")});
  const auto outcome = [&run](const char* name) -> std::string {
    const auto document = junit(run);
    const auto one = case_of_run(document, name);
    return one ? one.first_child().name() : "absent";
  };
  CHECK(outcome("every case was reached") == "");
  CHECK(outcome("nothing drifted") == "skipped");
  run.cases[1].verdict = Verdict::NotRun;
  CHECK(outcome("every case was reached") == "error");
  run.cases[1].verdict = Verdict::Blocked;
  CHECK(outcome("every case was reached") == "error");
  run.cases[1].verdict = Verdict::Failed;
  CHECK(outcome("every case was reached") == "");
  run.is_complete = false;
  CHECK(outcome("every case was reached") == "error");
  CHECK(outcome("coverage") == "absent");
}

TEST_CASE("cases that were not reached are one error that counts them") {
  Run run = run_of({sample::passed_case(0, "done"), sample::passed_case(1, "a"), sample::passed_case(2, "b")});
  run.cases[1].verdict = Verdict::Blocked;
  run.cases[2].verdict = Verdict::NotRun;
  const auto document = junit(run);
  CHECK(case_of_run(document, "every case was reached").child("error").attribute("message").value() ==
        std::string("2 cases were not reached; of 3 cases: 1 passed, 1 blocked, 1 not run"));
}

TEST_CASE("a run that was ended has an error beside what was done") {
  Run run = run_of({sample::passed_case(0, "done")});
  run.aborted = {result::AbortKind::Interrupted, "interrupted (SIGINT)"};
  const auto document = junit(run);
  const auto error = case_of_run(document, "every case was reached").child("error");
  CHECK(error.attribute("type").value() == std::string("harness.interrupted"));
  CHECK(error.attribute("message").value() == std::string("interrupted (SIGINT); so far 1 of 1 case: 1 passed"));
}

TEST_CASE("why a run was aborted decides whose fault JUnit says it is") {
  const auto type = [](result::AbortKind kind) {
    Run run = run_of({sample::passed_case(0, "done")});
    run.aborted = {kind, "for this reason"};
    const auto document = junit(run);
    return std::string(case_of_run(document, "every case was reached").child("error").attribute("type").value());
  };
  CHECK(type(result::AbortKind::NoCredentials) == "harness.config");
  CHECK(type(result::AbortKind::Config) == "harness.config");
  CHECK(type(result::AbortKind::NothingSelected) == "harness.config");
  CHECK(type(result::AbortKind::Interrupted) == "harness.interrupted");
  CHECK(type(result::AbortKind::FirstFailure) == "harness.interrupted");
  CHECK(type(result::AbortKind::Internal) == "harness.internal");
}

TEST_CASE("a name that is too long is cut to the same whichever other cases there are") {
  const std::string longer(250, 'n');
  const auto both = names(run_of({sample::passed_case(0, longer + "a"), sample::passed_case(1, longer + "b")}));
  const auto one = names(run_of({sample::passed_case(1, longer + "b")}));
  CHECK(both[1] == one[0]);
  CHECK(both[0] != both[1]);
}

TEST_CASE("every kind of error is a type of JUnit") {
  for (const auto name : result::run_error_kind_names()) CHECK(report::known_junit_type(name) == name);
}

TEST_CASE("an attachment is the first line of the output, only for a case that broke") {
  const report::Options options{.reproducible = false, .extended = false, .attachments = "http"};
  auto run = sample::ordinary_run();
  const auto document = junit(run, options);
  std::size_t attachments = 0;
  for (const auto test : document.child("testsuites").child("testsuite").children("testcase")) {
    const std::string output = test.child_value("system-out");
    if (output.rfind("[[ATTACHMENT|", 0) == 0) ++attachments;
  }
  CHECK(attachments == 3);
  CHECK(report::attachment_name(run.cases[1]) == "knot.create_session.0001.har");
  CHECK(std::string(first_case(document).next_sibling().child_value("system-out"))
            .rfind("[[ATTACHMENT|http/knot.create_session.0001.har]]\n", 0) == 0);
}

TEST_CASE("a folder that an attachment line cannot hold is left out") {
  const auto document =
      junit(sample::ordinary_run(), {.reproducible = false, .extended = false, .attachments = "a]b|c"});
  CHECK(std::string(first_case(document).next_sibling().child_value("system-out")).find("ATTACHMENT") ==
        std::string::npos);
}

TEST_CASE("file, line and properties of a case are written in the extended dialect only") {
  const auto strict = junit(sample::ordinary_run());
  CHECK_FALSE(first_case(strict).attribute("file"));
  CHECK_FALSE(first_case(strict).next_sibling().child("properties"));
  CHECK_FALSE(strict.child("testsuites").attribute("skipped"));
  const auto extended = junit(sample::ordinary_run(), {.reproducible = false, .extended = true, .attachments = ""});
  CHECK(first_case(extended).attribute("file").value() == std::string("suites/knot/create-session.suite.yaml"));
  CHECK(first_case(extended).attribute("line").value() == std::string("14"));
  CHECK(first_case(extended).next_sibling().first_child().name() == std::string("properties"));
  CHECK(extended.child("testsuites").attribute("skipped").value() == std::string("4"));
  CHECK(extended.child("testsuites").attribute("timestamp").value() == std::string("2026-03-01T10:00:00.120Z"));
}

TEST_CASE("properties are the first child of every suite") {
  const auto document = junit(sample::ordinary_run());
  for (const auto suite : document.child("testsuites")) {
    REQUIRE(suite.first_child().name() == std::string("properties"));
    std::set<std::string> known;
    for (const auto property : suite.first_child()) known.insert(property.attribute("name").value());
    for (const char* name : {"run.id", "run.wall_seconds", "tool.name", "tool.version"}) CHECK(known.count(name) == 1);
    const bool is_of_run = suite.attribute("name").value() == std::string("concord.run");
    for (const char* name : {"api.provider", "api.base_url", "api.document"}) CHECK(known.count(name) == !is_of_run);
  }
}

TEST_CASE("nothing in a nasty run is a command, a forbidden character or another's attachment") {
  const std::string text = written::as("junit", sample::nasty_run(), {});
  CHECK(base::is_utf8(text));
  CHECK(text.find("]]>") == std::string::npos);
  CHECK(text.find("<script>") == std::string::npos);
  CHECK(text.find("##[") == std::string::npos);
  CHECK(base::to_lower_ascii(text).find("##vso[") == std::string::npos);
  CHECK(text.find("##teamcity[") == std::string::npos);
  CHECK(text.find("[[ATTACHMENT|") == std::string::npos);
  CHECK(text.find("&#27;") == std::string::npos);
  CHECK(text.find("\xef\xbf\xbe") == std::string::npos);
  for (const auto line : base::split(text, '\n')) {
    const auto start = base::trim(line).substr(0, 3);
    CHECK(start.substr(0, 2) != "::");
    CHECK((start != "---" && start != "+++" && start != "~~~"));
    CHECK(std::none_of(line.begin(), line.end(), [](char c) { return (c >= 0 && c < 32 && c != '\t') || c == 127; }));
  }
  const auto document = parse(text);
  for (const auto suite : document.child("testsuites")) {
    for (const auto test : suite.children("testcase")) {
      CHECK(base::count_code_points(test.attribute("name").value()) <= 200);
      for (const auto outcome : test) {
        CHECK(base::count_code_points(outcome.attribute("message").value()) <= 520);
        CHECK(std::string_view(outcome.text().get()).size() <= 32u << 10);
      }
      CHECK(std::string_view(test.child_value("system-out")).size() <= 16u << 10);
    }
  }
}

TEST_CASE("a big run is split into files that consumers take") {
  std::vector<CaseResult> cases;
  for (std::size_t i = 0; i < 10'001; ++i) cases.push_back(sample::passed_case(i, "one name"));
  const auto files = parts(run_of(std::move(cases)));
  REQUIRE(files.size() == 3);
  std::set<std::string> all_names;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto document = parse(files[i]);
    CHECK(document.child("testsuites").attribute("tests").as_uint() == (i < 2 ? 5000u : 3u));
    const auto suite = document.child("testsuites").child("testsuite");
    for (const auto test : suite.children("testcase")) all_names.insert(test.attribute("name").value());
  }
  CHECK(all_names.size() == 10'001);
}

TEST_CASE("a file ends before it is too long") {
  std::vector<CaseResult> cases;
  for (std::size_t i = 0; i < 30; ++i) {
    cases.push_back(failed_case(std::vector<CheckFailure>(17, finding(std::string(2000, 'x')))));
    cases.back().index = i;
  }
  CHECK(report::JunitLimits().bytes == 20'000'000);
  const auto files = parts(run_of(std::move(cases)), {.cases = 5000, .bytes = 300'000});
  REQUIRE(files.size() == 4);
  CHECK(files[0].size() < 320'000);
  CHECK(files[0].size() > 250'000);
}

TEST_CASE("a run that fits is one file, the same as the format writes") {
  const auto files = parts(sample::ordinary_run());
  REQUIRE(files.size() == 1);
  CHECK(files[0] == written::as("junit", sample::ordinary_run(), {}));
}

}  // namespace junit_test
