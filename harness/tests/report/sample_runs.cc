#include "sample_runs.h"

using namespace concord;
using namespace concord::result;
using namespace std::chrono_literals;

namespace sample {
namespace {

constexpr SystemTime morning{1772359200120ms};  // 2026-03-01T10:00:00.120Z

ExchangeRecord session_exchange() {
  ExchangeRecord exchange;
  exchange.method = "POST";
  exchange.url = "https://development.knotapi.com/session/create";
  exchange.request_headers = {{"Authorization", "Basic [KNOT_SECRET]"}, {"Content-Type", "application/json"}};
  exchange.request_body =
      make_body(R"({"type":"card_switcher","external_user_id":"concord-17","card_id":"81n9al10a0ayn13"})");
  exchange.status = 200;
  exchange.reason = "OK";
  exchange.http_version = "1.1";
  exchange.response_headers = {
      {"Content-Type", "application/json"}, {"Cache-Control", "max-age=60"}, {"Date", "Sun, 01 Mar 2026 10:00:00 GMT"}};
  exchange.response_body =
      make_body(R"({"session":{"id":"fb5aa994-ed1c-4c3e-b29a-b2a53222e584","expiresAt":1767225600,)"
                R"("products":["card_switcher"]},"livemode":false})");
  exchange.timing = {1200us, 13400us, 41000us, 41300us, 388000us, 391200us};
  exchange.started_at = morning;
  exchange.remote_address = "198.51.100.7:443";
  exchange.curl =
      "curl -X POST 'https://development.knotapi.com/session/create' -H 'Authorization: Basic [KNOT_SECRET]' -H "
      "'Content-Type: application/json' "
      "-d '{\"type\":\"card_switcher\",\"external_user_id\":\"concord-17\",\"card_id\":\"81n9al10a0ayn13\"}'";
  return exchange;
}

CaseResult broken_case() {
  CaseResult one = passed_case(1, "a session is created for card_switcher");
  one.verdict = Verdict::Failed;
  CheckFailure expiry{"schema",
                      "contract.response_schema",
                      Level::Fail,
                      "/session/expiresAt: 1767225600 is a number, a string is documented",
                      "a string in the format date-time",
                      "number 1767225600",
                      "/session/expiresAt",
                      "schemas/knot/create-session/response-200.schema.json#/properties/session/properties/expiresAt",
                      "documented",
                      "docs/knot-create-session.md:57",
                      "the page shows \"2026-01-01T00:00:00Z\"",
                      {},
                      0,
                      "",
                      "",
                      ""};
  CheckFailure token{"schema",
                     "contract.response_schema",
                     Level::Fail,
                     "/session/token: required property is missing",
                     "a property \"token\"",
                     "nothing",
                     "/session/token",
                     "schemas/knot/create-session/response-200.schema.json#/properties/session/required",
                     "example",
                     "docs/knot-create-session.md:41",
                     "",
                     {},
                     0,
                     "",
                     "",
                     ""};
  CheckFailure cache{"cache",
                     "contract.header",
                     Level::Fail,
                     "Cache-Control: a token is sent with max-age=60, so that caches may keep it",
                     "no-store",
                     "max-age=60",
                     "header Cache-Control",
                     "",
                     "protocol",
                     "",
                     "",
                     {},
                     0,
                     "",
                     "",
                     ""};
  one.failures = {expiry, token, cache};
  one.steps = {{"create the session", "knot/create-session", StepKind::Step, session_exchange()}};
  return one;
}

CaseResult expectation_case() {
  CaseResult one = passed_case(2, "the session is found again");
  one.verdict = Verdict::Failed;
  one.place = {"suites/knot/create-session.suite.yaml", 31, 9};
  one.documentation.clear();
  CheckFailure stated{"expect.body",
                      "contract.expectation",
                      Level::Fail,
                      "$.livemode: false is not true",
                      "true",
                      "false",
                      "/livemode",
                      "",
                      "suite",
                      "",
                      "",
                      {"suites/knot/create-session.suite.yaml", 34, 15},
                      1,
                      "",
                      "",
                      ""};
  one.failures = {stated};
  one.steps = {{"log in", "knot/login", StepKind::Before, session_exchange()},
               {"read it", "knot/get-session", StepKind::Step, session_exchange()}};
  return one;
}

CaseResult unjudged_case() {
  CaseResult one = passed_case(3, "an unknown card is refused");
  one.verdict = Verdict::Unjudged;
  one.duration = 10'006ms;
  one.error = RunError{RunErrorKind::Timeout, "no response within 5000 ms", "response headers", {}};
  one.retried = {{{RunErrorKind::Reset, "connection reset by peer", "sending", {}}, 4'800ms}};
  ExchangeRecord exchange = session_exchange();
  exchange.status = 0;
  exchange.reason.clear();
  exchange.response_headers.clear();
  exchange.response_body.reset();
  exchange.timing = {1200us, 13400us, 41000us, 41300us, 0us, 5000000us};
  one.steps = {{"create the session", "knot/create-session", StepKind::Step, exchange}};
  return one;
}

CaseResult flaky_case() {
  CaseResult one = passed_case(4, "rate limit headers are as documented");
  one.verdict = Verdict::Flaky;
  one.retried = {
      {{RunErrorKind::Http5xx, "503 Service Unavailable from a gateway, not from the API", "response headers", {}},
       700ms}};
  one.duration = 1'220ms;
  return one;
}

CaseResult unsent_case(std::size_t index, std::string name, Verdict verdict, std::string reason) {
  CaseResult one = passed_case(index, std::move(name));
  one.verdict = verdict;
  one.reason = parse_skip_reason(reason);
  one.duration = 0ms;
  one.started_at = {};
  return one;
}

CaseResult warned_case() {
  CaseResult one = passed_case(8, "a token is issued");
  one.classname = "finhub.tokens";
  one.provider = "finhub";
  one.suite = "FinHub tokens";
  one.suite_file = "suites/finhub/tokens.suite.yaml";
  one.place = {"suites/finhub/tokens.suite.yaml", 9, 5};
  one.documentation = "docs/finhub-tokens.md:12";
  CheckFailure undocumented{"undocumented",
                            "contract.response_schema",
                            Level::Warn,
                            "/data/refresh_hint: the property is not documented",
                            "",
                            "",
                            "/data/refresh_hint",
                            "",
                            "documented",
                            "docs/finhub-tokens.md:30",
                            "",
                            {},
                            0,
                            "",
                            "",
                            ""};
  one.warnings = {undocumented};
  return one;
}

}  // namespace

CaseResult passed_case(std::size_t index, std::string name) {
  CaseResult one;
  one.index = index;
  one.suite = "Knot create session";
  one.suite_file = "suites/knot/create-session.suite.yaml";
  one.classname = "knot.create_session";
  one.provider = "knot";
  one.name = std::move(name);
  one.place = {"suites/knot/create-session.suite.yaml", 14, 9};
  one.documentation = "docs/knot-create-session.md:9";
  one.verdict = Verdict::Passed;
  one.started_at = morning;
  one.duration = 412ms;
  return one;
}

Run ordinary_run() {
  Run run;
  run.info = {"01HZX3T9W8Q4N5V6B7C8D9E0F1",
              "sandbox",
              "0.1.0",
              "ci-runner-7",
              "4c1d2e0f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d",
              "concord run --target sandbox suites",
              17,
              morning,
              {},
              1,
              1,
              0,
              ""};
  run.info.providers = {{"knot", "https://development.knotapi.com", {"docs/knot-create-session.md"}, "9f2c1b7de0a4"},
                        {"finhub", "https://sandbox.finhub.test", {"docs/finhub-tokens.md"}, "1b2c3d4e5f60"}};
  run.cases = {
      passed_case(0, "a session is created for link"),
      broken_case(),
      expectation_case(),
      unjudged_case(),
      flaky_case(),
      unsent_case(5, "a live key is accepted", Verdict::Skipped, "no-credentials: KNOT_LIVE_KEY is not set"),
      unsent_case(6, "a session ends", Verdict::Blocked, "a session is created for card_switcher did not pass"),
      unsent_case(7, "a session is listed", Verdict::NotRun, ""),
      warned_case()};
  run.is_complete = true;
  run.wall_time = 11'020ms;
  return run;
}

namespace {

CheckFailure known_failure(std::string type, std::string message) {
  CheckFailure failure;
  failure.check = "known-issue";
  failure.type = std::move(type);
  failure.message = std::move(message);
  failure.fingerprint = "00000000000000aa";
  return failure;
}

CheckFailure drifted() {
  CheckFailure failure;
  failure.check = "drift.member-gone";
  failure.type = "contract.drift";
  failure.level = Level::Warn;
  failure.message = "/session/region came in all of the last 14 nights, and is not there";
  failure.pointer = "/session/region";
  failure.fingerprint = "00000000000000dd";
  return failure;
}

}  // namespace

Run every_run() {
  Run run = ordinary_run();
  run.cases[1].failures[0].fingerprint = "0000000000000001";
  run.cases[2].failures[0].fingerprint = "0000000000000002";
  run.cases[0].warnings = {drifted()};
  CaseResult known = unsent_case(9, "successUrl has the documented type", Verdict::KnownIssue, "");
  known.reason = {SkipKind::KnownIssue, "KI-12 the page says array (until 2026-03-03)"};
  known.failures = {known_failure("contract.request_schema", "/successUrl: a string, an array is documented")};
  CaseResult expired = passed_case(10, "a webhook is signed"), over = passed_case(11, "a list has pages");
  expired.verdict = over.verdict = Verdict::Failed;
  expired.failures = {known_failure("known_issue.expired", "KI-9 has expired on 2026-02-28 and still occurs")};
  over.failures = {known_failure("known_issue.unexpected_pass", "KI-7 no longer occurs: take it out")};
  run.cases.insert(run.cases.end(), {known, expired, over});
  return run;
}

Coverage some_coverage() {
  Coverage coverage;
  coverage.items = {{CoverageKind::Operation, "knot/create-session", "", true, 5},
                    {CoverageKind::Operation, "finhub/create-token", "", true, 0},
                    {CoverageKind::Status, "knot/create-session", "200", true, 4}};
  coverage.findings = {{"coverage.success", Level::Warn, "finhub/create-token never answered 2xx"}};
  return coverage;
}

Comparison known_of_every_run() {
  Comparison known;
  known.nights = 14;
  ToldFinding fresh{"0000000000000001", "schema", "/session/expiresAt: 1767225600 is a number, a string is documented",
                    "knot/create-session", "knot.create_session :: a session is created for card_switcher", Since::New,
                    "2026-03-01", "01HZX3T9W8Q4N5V6B7C8D9E0F1", 1, false, Change::Behaviour};
  ToldFinding old = fresh, gone = fresh;
  old.fingerprint = "0000000000000002";
  old.since = Since::Still;
  old.first_date = "2026-02-26";
  old.nights = 4;
  gone.fingerprint = "0000000000000003";
  gone.since = Since::Fixed;
  gone.message = "Content-Type: text/html is not documented";
  gone.first_date = "2026-02-20";
  gone.nights = 9;
  known.findings = {fresh, old, gone};
  known.cases = {{1, "2026-02-28", 13, 14, false, false}, {4, "2026-02-28", 12, 14, true, false}};
  known.expiring = {{"KI-12 the page says array", "2026-03-03", 2}};
  known.drifts = {{0, drifted()}};
  return known;
}

Run nasty_run() {
  std::string all_bytes;
  for (int byte = 0; byte < 256; ++byte) all_bytes += static_cast<char>(byte);
  const std::string nasty =
      all_bytes +
      "]]>&lt;<script>alert(1)</script>\n::error::planted\n  ::add-mask::x\nat ##[error]x ##VSO[task.setvariable]y "
      "##teamcity[message]\n--- group\n+++ open\n~~~ mute\n^^^ "
      "+++\n[[ATTACHMENT|../../etc/passwd]]\n\x1b[31mred\x1b[0m \u202eevil \U0001f600 "
      "\ufffe\uffff\u2028 #\x1b[0m#[debug]z\n" +
      std::string("\xed\xa0\x80\xf4\x90\x80\x80\xc0\x80", 9);
  Run run = ordinary_run();
  for (auto& one : run.cases) {
    one.name = nasty + one.name;
    one.classname = nasty;
    one.suite = one.suite_file = one.documentation = one.reason.text = nasty;
    one.reason.kind = SkipKind::None;
    one.place.file = nasty;
    for (auto* list : {&one.failures, &one.warnings}) {
      for (auto& failure : *list) {
        failure.check = failure.type = failure.message = failure.expected = failure.actual = failure.pointer = nasty;
        failure.schema_location = failure.basis = failure.documentation = failure.hint = failure.place.file = nasty;
      }
    }
    if (one.error) one.error = RunError{RunErrorKind::Internal, nasty, nasty, {nasty, 1, 1}};
    for (auto& attempt : one.retried) attempt.error = RunError{RunErrorKind::Internal, nasty, nasty, {}};
    for (auto& step : one.steps) {
      step.name = step.operation = nasty;
      if (!step.exchange) continue;
      step.exchange->method = step.exchange->url = step.exchange->reason = step.exchange->http_version =
          step.exchange->curl = nasty;
      step.exchange->remote_address = nasty;
      step.exchange->request_headers = step.exchange->response_headers = {{nasty, nasty}};
      step.exchange->request_body = Body{nasty, false, nasty.size(), false, false};
      step.exchange->response_body = Body{nasty, true, nasty.size(), true, false};
    }
  }
  CaseResult huge = run.cases[1];
  huge.index = 100;
  huge.failures.assign(120, huge.failures.front());
  for (auto& failure : huge.failures) failure.message = std::string(20'000, 'm');
  huge.warnings.assign(300, run.cases[8].warnings.front());
  huge.steps[0].exchange->response_body = Body{std::string(1 << 20, '<'), false, 1 << 20, false, false};
  run.cases.push_back(huge);
  run.info.id = run.info.target = run.info.tool_version = run.info.hostname = run.info.vcs_revision =
      run.info.command_line = nasty;
  for (auto& provider : run.info.providers) provider.name = provider.base_url = provider.schema_sha256 = nasty;
  run.aborted = {AbortKind::Internal, nasty};
  return run;
}

}  // namespace sample
