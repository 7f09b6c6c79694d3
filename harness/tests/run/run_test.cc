#include "plan_fixture.h"

#include <concord/base/text.h>

#include <set>

using namespace concord;
using result::Verdict;
using support::FakeTransport;
using Fixture = run::PlanFixture;

namespace {

http::Exchange ok(const http::Request&) { return FakeTransport::json(200, R"({"id":"x"})"); }

std::string verdicts(const result::Run& run) {
  std::string text;
  for (const result::CaseResult& one : run.cases) text += std::string(result::verdict_name(one.verdict)) + " ";
  return text;
}

suite::Capture captured(const char* name, const char* path, bool is_secret = false) {
  suite::Capture capture;
  capture.name = name;
  capture.path = document::JsonPath::compile(path).value();
  capture.is_secret = is_secret;
  return capture;
}

}  // namespace

TEST_CASE("results are in the order of the plan whatever ends first") {
  Fixture fixture;
  for (int i = 0; i < 40; ++i) fixture.add_case("case " + std::to_string(i));
  const auto run = fixture.run(ok);
  REQUIRE(run.cases.size() == 40);
  for (std::size_t i = 0; i < 40; ++i) {
    CHECK(run.cases[i].index == i);
    CHECK(run.cases[i].name == "case " + std::to_string(i));
    CHECK(run.cases[i].verdict == Verdict::Passed);
  }
  CHECK(fixture.transport->most_at_once == 16);
  CHECK(run.is_complete);
}

TEST_CASE("a broken contract fails the case and is never tried again") {
  Fixture fixture;
  fixture.add_case("one", 200);
  fixture.options.retries = 3;
  const auto run = fixture.run([](const http::Request&) { return FakeTransport::json(400, "{}"); });
  CHECK(verdicts(run) == "failed ");
  CHECK(fixture.transport->sent.size() == 1);
  CHECK(run.cases[0].failures.at(0).type == "contract.status");
}

TEST_CASE("what could not be judged is tried again and then flaky") {
  Fixture fixture;
  fixture.add_case("one").steps[0].is_repeatable = true;
  fixture.options.retries = 2;
  int calls = 0;
  const auto run = fixture.run([&](const http::Request& request) {
    return ++calls < 3 ? FakeTransport::error(http::ErrorKind::Reset, "the connection was reset") : ok(request);
  });
  CHECK(verdicts(run) == "flaky ");
  REQUIRE(run.cases[0].retried.size() == 2);
  CHECK(run.cases[0].retried[0].error.kind == result::RunErrorKind::Reset);
  CHECK(run.cases[0].failures.empty());
  CHECK_FALSE(run.cases[0].error.has_value());
  // Half a second, then a second.
  CHECK(fixture.transport->sent_at[1] - fixture.transport->sent_at[0] >= std::chrono::milliseconds(500));
  CHECK(fixture.transport->sent_at[2] - fixture.transport->sent_at[1] >= std::chrono::milliseconds(1000));
}

TEST_CASE("a case that is never answered is unjudged, with what went wrong") {
  Fixture fixture;
  fixture.add_case("one").steps[0].is_repeatable = true;
  fixture.options.retries = 1;
  const auto run = fixture.run([](const http::Request&) {
    return FakeTransport::error(http::ErrorKind::Timeout, "no response within 5000 ms");
  });
  CHECK(verdicts(run) == "unjudged ");
  CHECK(run.cases[0].error->kind == result::RunErrorKind::Timeout);
  CHECK(run.cases[0].error->message == "no response within 5000 ms");
  CHECK(run.cases[0].retried.size() == 1);
}

TEST_CASE("a request that may have had an effect is not sent again") {
  for (const std::string method : {"POST", "DELETE", "PATCH"}) {
    Fixture fixture;
    fixture.provider->contract.operations.front().method = method;
    fixture.add_case("one");
    fixture.options.retries = 3;
    const auto run = fixture.run(
        [](const http::Request&) { return FakeTransport::error(http::ErrorKind::Reset, "the connection was reset"); });
    CHECK(verdicts(run) == "unjudged ");
    CHECK(fixture.transport->sent.size() == 1);
  }
  Fixture fixture;
  fixture.provider->contract.operations.front().method = "PUT";
  fixture.add_case("one");
  fixture.options.retries = 3;
  fixture.run(
      [](const http::Request&) { return FakeTransport::error(http::ErrorKind::Reset, "the connection was reset"); });
  CHECK(fixture.transport->sent.size() == 4);
}

TEST_CASE("an idempotency key makes a request repeatable") {
  Fixture fixture;
  suite::Case& one = fixture.add_case("one");
  one.steps[0].request.set("headers", *document::parse_answer_json(R"({"Idempotency-Key":"k-1"})").root);
  fixture.options.retries = 1;
  fixture.run(
      [](const http::Request&) { return FakeTransport::error(http::ErrorKind::Reset, "the connection was reset"); });
  CHECK(fixture.transport->sent.size() == 2);
}

TEST_CASE("only the request without a verdict is sent again, not what was answered before it") {
  Fixture fixture;
  suite::Case& one = fixture.add_case("one");
  one.steps.push_back(fixture.step("second", 200, R"({"second":true})"));
  one.steps[1].is_repeatable = true;
  fixture.options.retries = 1;
  int calls = 0;
  const auto run = fixture.run([&](const http::Request& request) {
    return ++calls == 2 ? FakeTransport::error(http::ErrorKind::Reset, "the connection was reset") : ok(request);
  });
  CHECK(verdicts(run) == "flaky ");
  REQUIRE(fixture.transport->sent.size() == 3);
  CHECK(fixture.transport->sent[0].body == R"({"a":1})");
  CHECK(fixture.transport->sent[1].body == fixture.transport->sent[2].body);
  CHECK(run.cases[0].steps.size() == 2);
}

TEST_CASE("what the transport sent again by itself is recorded as an attempt, unless nothing had left") {
  Fixture fixture;
  fixture.add_case("one");
  fixture.add_case("two");
  int calls = 0;
  const auto run = fixture.run([&](const http::Request& request) {
    http::Exchange exchange = ok(request);
    exchange.resends = {++calls == 1 ? http::RepeatReason::NotProcessed : http::RepeatReason::NotSent};
    return exchange;
  });
  CHECK(verdicts(run) == "flaky passed ");
  CHECK(run.cases[0].retried.at(0).error.message ==
        "the connection ended without an answer; sent again, since the server did not process it");
}

TEST_CASE("a signal ends a wait at once, and what the wait was for is no verdict") {
  Fixture fixture;
  fixture.add_case("one");
  fixture.options.longest_wait = std::chrono::hours(2);
  fixture.options.retries = 1;
  std::atomic<int> stop{0};
  fixture.options.stop = &stop;
  const auto run = fixture.run([&](const http::Request&) {
    stop = 15;
    http::Exchange exchange = FakeTransport::json(429, "{}");
    exchange.response->headers.push_back({"Retry-After", "3600"});
    return exchange;
  });
  CHECK(verdicts(run) == "not-run ");
  CHECK(fixture.transport->sent.size() == 1);
  CHECK(run.wall_time < std::chrono::seconds(1));
}

TEST_CASE("shards keep the indexes and the values of the whole plan") {
  const auto sent = [](run::Shard shard) {
    Fixture fixture;
    fixture.options.info.seed = 7;
    for (int i = 0; i < 5; ++i) {
      fixture.add_case("case " + std::to_string(i)).steps[0] = fixture.step("one", 200, R"({"id":"{{uuid}}"})");
    }
    const auto run = fixture.run(ok, shard);
    std::map<std::size_t, std::string> bodies;
    for (std::size_t i = 0; i < run.cases.size(); ++i) bodies[run.cases[i].index] = *fixture.transport->sent.at(i).body;
    CHECK(run.info.planned == 5);
    return std::pair(bodies, run.info.plan_hash);
  };
  const auto [whole, hash] = sent({});
  auto [first, first_hash] = sent({1, 2});
  const auto [second, second_hash] = sent({2, 2});
  CHECK(first.size() == 3);
  CHECK(second.size() == 2);
  first.insert(second.begin(), second.end());
  CHECK(first == whole);
  CHECK(first_hash == hash);
  CHECK(second_hash == hash);
}

TEST_CASE("an exception of ours never leaves the run, and is its reason") {
  Fixture fixture;
  fixture.add_case("one");
  const auto run =
      fixture.run([](const http::Request&) -> http::Exchange { throw std::runtime_error("out of paper"); });
  CHECK(run.aborted.kind == result::AbortKind::Internal);
  CHECK(run.aborted.text == "a fault of concord: out of paper");
  CHECK(verdicts(run) == "not-run ");
}

TEST_CASE("429 waits as long as the server asks and is no verdict on the contract") {
  Fixture fixture;
  fixture.add_case("one");
  fixture.options.retries = 1;
  int calls = 0;
  const auto run = fixture.run([&](const http::Request& request) {
    if (++calls > 1) return ok(request);
    http::Exchange exchange = FakeTransport::json(429, "{}");
    exchange.response->headers.push_back({"Retry-After", "3"});
    return exchange;
  });
  CHECK(verdicts(run) == "flaky ");
  CHECK(run.cases[0].retried.at(0).error.kind == result::RunErrorKind::RateLimited);
  CHECK(fixture.transport->sent_at[1] - fixture.transport->sent_at[0] >= std::chrono::seconds(3));
}

TEST_CASE("a wait that a server asks for and that is too long is why there is no verdict") {
  Fixture fixture;
  for (const char* name : {"one", "two"}) fixture.add_case(name);
  fixture.options.retries = 2;
  fixture.options.jobs = 1;
  const auto run = fixture.run([](const http::Request&) {
    http::Exchange exchange = FakeTransport::json(429, "{}");
    exchange.response->headers.push_back({"Retry-After", "61"});
    return exchange;
  });
  CHECK(verdicts(run) == "unjudged unjudged ");
  CHECK(fixture.transport->sent.size() == 1);
  CHECK(run.cases[0].error->message ==
        "429 Too Many Requests, Retry-After: 61, longer than --retry-max-time (1 min), so not sent again");
  CHECK(run.cases[1].error->kind == result::RunErrorKind::RateLimited);
  CHECK(run.cases[1].error->message.starts_with("not sent: shop asked to wait (Retry-After: 61), 1 min "));
  CHECK(run.wall_time < std::chrono::seconds(1));
}

TEST_CASE("a gateway's 502 is no verdict, unless the case expects it") {
  Fixture fixture;
  fixture.add_case("one", 200);
  fixture.add_case("two", 502);
  const auto run = fixture.run([](const http::Request&) { return FakeTransport::json(502, "{}"); });
  CHECK(run.cases[0].verdict == Verdict::Unjudged);
  CHECK(run.cases[0].error->kind == result::RunErrorKind::Http5xx);
  CHECK(run.cases[1].verdict == Verdict::Passed);
}

TEST_CASE("captures feed later steps, and a missing one is a failure") {
  Fixture fixture;
  suite::Case& one = fixture.add_case("one");
  one.steps[0].captures = std::make_shared<const std::vector<suite::Capture>>(
      std::vector<suite::Capture>{captured("order", "$.id")});
  one.steps.push_back(fixture.step("second", 200, R"({"again":"{{order}}"})"));
  auto run = fixture.run(ok);
  CHECK(verdicts(run) == "passed ");
  CHECK(fixture.transport->sent.at(1).body == R"({"again":"x"})");
  run = fixture.run([](const http::Request&) { return FakeTransport::json(200, "{}"); });
  CHECK(verdicts(run) == "failed ");
  CHECK(run.cases[0].failures.at(0).message == "nothing at $.id, which the next step needs as {{order}}");
}

TEST_CASE("what must be unique is told for other shards, without a token that was captured after it was judged") {
  Fixture fixture;
  suite::Case& one = fixture.add_case("one");
  one.steps[0].expect.set("unique", *document::parse_answer_json(R"(["$.session"])").root);
  one.steps[0].expectations =
      std::make_shared<const check::Expectations>(check::parse_expectations(one.steps[0].expect).value());
  one.steps[0].captures = std::make_shared<const std::vector<suite::Capture>>(
      std::vector<suite::Capture>{captured("token", "$.session", true)});
  const auto run =
      fixture.run([](const http::Request&) { return FakeTransport::json(200, R"({"session":"sess-0123456789"})"); });
  CHECK(verdicts(run) == "passed ");
  REQUIRE(fixture.seen.size() == 1);
  CHECK(fixture.seen[0].index == 0);
  CHECK(fixture.seen[0].otherwise.check == "expect.unique");
  CHECK(fixture.seen[0].otherwise.message.find("[session]") != std::string::npos);
  for (const std::string* text : {&fixture.seen[0].otherwise.message, &fixture.seen[0].otherwise.actual}) {
    CHECK(text->find("sess-0123456789") == std::string::npos);
  }
}

TEST_CASE("after always runs, and a failing before fails the case: nobody else tells of it") {
  Fixture fixture;
  suite::Case& one = fixture.add_case("one");
  one.before.push_back(fixture.step("login", 200));
  one.before.back().kind = result::StepKind::Before;
  one.after.push_back(fixture.step("logout", 200));
  one.after.back().kind = result::StepKind::After;
  int calls = 0;
  const auto run = fixture.run(
      [&](const http::Request& request) { return ++calls == 1 ? FakeTransport::json(400, "{}") : ok(request); });
  CHECK(verdicts(run) == "failed ");
  CHECK(run.cases[0].failures.front().step == 0);
  CHECK(run.cases[0].steps.size() == 2);
  CHECK(run.cases[0].steps.back().kind == result::StepKind::After);
}

TEST_CASE("fail-fast starts nothing more and says so") {
  Fixture fixture;
  for (int i = 0; i < 5; ++i) fixture.add_case("case " + std::to_string(i));
  fixture.options.jobs = 1;
  fixture.options.fail_fast = true;
  const auto run = fixture.run([](const http::Request&) { return FakeTransport::json(400, "{}"); });
  CHECK(verdicts(run) == "failed not-run not-run not-run not-run ");
  CHECK(run.cases[4].reason.line() == "not-selected: the run was stopped at the first failure");
  CHECK(run.aborted.text == "stopped at the first failure (--fail-fast)");
}

TEST_CASE("fail-fast stops nothing where every case was started") {
  for (const std::size_t jobs : {1u, 5u, 10u}) {
    CAPTURE(jobs);
    Fixture fixture;
    for (int i = 0; i < 5; ++i) fixture.add_case("case " + std::to_string(i));
    fixture.options.jobs = jobs;
    fixture.options.fail_fast = true;
    int calls = 0;
    const auto run = fixture.run([&](const http::Request& request) {
      return ++calls == 5 ? FakeTransport::json(400, "{}") : ok(request);
    });
    CHECK(run.totals().passed == 4);
    CHECK(run.totals().failed == 1);
    CHECK(run.aborted.empty());
  }
}

TEST_CASE("a signal ends the run: no verdict is invented for what was under way") {
  Fixture fixture;
  for (int i = 0; i < 4; ++i) fixture.add_case("case " + std::to_string(i));
  fixture.options.jobs = 1;
  std::atomic<int> stop{0};
  fixture.options.stop = &stop;
  int calls = 0;
  const auto run = fixture.run([&](const http::Request& request) {
    if (++calls == 2) stop = 2;
    return ok(request);
  });
  CHECK(verdicts(run) == "passed passed not-run not-run ");
  CHECK(run.aborted.text == "interrupted (SIGINT)");
}

TEST_CASE("what undoes something is sent after a signal, whatever it waits for") {
  std::atomic<int> stop{0};
  const auto with_after = [&](Fixture& fixture) {
    stop = 0;
    fixture.options.stop = &stop;
    fixture.add_case("one").after.push_back(fixture.step("undo", 200));
    fixture.cases.back().after.back().kind = result::StepKind::After;
  };
  const auto ended_by = [&](int call, http::Exchange last) {
    return [&stop, call, last = std::move(last), calls = 0](const http::Request& request) mutable {
      if (++calls != call) return ok(request);
      stop = 2;
      return last;
    };
  };
  SECTION("its turn in a rate") {
    for (const double rate : {10.0, 0.2}) {
      CAPTURE(rate);
      Fixture fixture;
      with_after(fixture);
      fixture.provider->limits.requests_per_second = rate;
      const auto run = fixture.run(ended_by(1, ok({})));
      REQUIRE(fixture.transport->sent.size() == 2);
      const auto waited = fixture.transport->sent_at[1] - fixture.transport->sent_at[0];
      CHECK(waited >= std::chrono::milliseconds(rate > 1 ? 80 : 900));
      CHECK(waited <= std::chrono::milliseconds(rate > 1 ? 200 : 1200));
      CHECK(verdicts(run) == "passed ");
    }
  }
  SECTION("another attempt") {
    for (const char* seconds : {"0", "3600"}) {
      CAPTURE(seconds);
      Fixture fixture;
      with_after(fixture);
      fixture.options.retries = 1;
      fixture.options.longest_wait = std::chrono::hours(2);
      http::Exchange busy = FakeTransport::json(503, "{}");
      busy.response->headers.push_back({"Retry-After", seconds});
      const auto run = fixture.run(ended_by(2, busy));
      CHECK(fixture.transport->sent.size() == 3);
      CHECK(run.wall_time < std::chrono::milliseconds(1'100));  // half of the grace
    }
  }
  SECTION("an answer that is on its way") {
    Fixture fixture;
    with_after(fixture);
    const auto run = fixture.run(ended_by(1, ok({})));
    CHECK(fixture.transport->sent.size() == 2);
    CHECK(verdicts(run) == "passed ");
  }
}

TEST_CASE("a secret in the row of a case is hidden in all that is said of the case") {
  Fixture fixture;
  for (const bool is_skipped : {false, true}) {
    suite::Case& one = fixture.add_case("for hidden-key-value, " + std::to_string(is_skipped));
    one.tags = {"tag-hidden-key-value"};
    if (is_skipped) one.skip = result::SkipReason{result::SkipKind::None, "not hidden-key-value"};
  }
  const auto run = fixture.run(ok);
  CHECK(run.cases.at(0).name == "for [SHOP_KEY], 0");
  CHECK(run.cases.at(0).tags.at(0) == "tag-[SHOP_KEY]");
  CHECK(run.cases.at(1).name == "for [SHOP_KEY], 1");
  CHECK(run.cases.at(1).skip->text == "not [SHOP_KEY]");
}

TEST_CASE("a password that nobody declared is hidden wherever the request has it") {
  for (const auto& [part, name] : {std::pair("query", "password"), std::pair("headers", "X-Client-Secret"),
                                   std::pair("cookies", "passphrase")}) {
    CAPTURE(part);
    Fixture fixture;
    document::Node given = document::Node::object();
    given.set(name, document::Node("hunter2-abc"));
    fixture.add_case("one").steps.at(0).request.set(part, given);
    const auto run = fixture.run([](const http::Request&) {
      return FakeTransport::json(200, R"({"id": "not hunter2-abc"})");
    });
    const result::CaseResult& one = run.cases[0];
    CHECK(one.verdict == Verdict::Failed);  // the check of secrets
    REQUIRE(fixture.transport->sent.size() == 1);
    const result::ExchangeRecord& record = *one.steps.at(0).exchange;
    std::string all = record.url + record.curl + record.response_body->text;
    for (const http::Header& header : record.request_headers) all += header.value;
    if (record.request_body) all += record.request_body->text;
    for (const auto& failure : one.failures) all += failure.message + failure.actual;
    CHECK(all.find("hunter2") == std::string::npos);
  }
}

TEST_CASE("a password in a list, a mapping or a text of the request is hidden") {
  for (const char* given : {R"({"query": {"password": ["hunter2-abc", "b"]}})",
                            R"({"headers": {"X-Password": {"value": "hunter2-abc"}}})"}) {
    CAPTURE(given);
    Fixture fixture;
    const document::Node more = *document::parse_answer_json(given).root;
    suite::Step& step = fixture.add_case("one").steps.at(0);
    for (const document::Member& member : more.members()) step.request.set(member.key, member.value);
    const auto run = fixture.run([](const http::Request&) {
      return FakeTransport::json(200, R"({"id": "a", "echo": ")" + base::base64_encode("hunter2-abc") + "\"}");
    });
    REQUIRE(fixture.transport->sent.size() == 1);
    const result::ExchangeRecord& record = *run.cases[0].steps.at(0).exchange;
    CHECK(record.response_body->text.find(base::base64_encode("hunter2-abc")) == std::string::npos);
    std::string all = record.url;
    for (const http::Header& header : record.request_headers) all += header.value;
    CHECK(all.find("hunter2") == std::string::npos);
  }
}

TEST_CASE("of very many tokens in one answer none is told") {
  for (const int number : {150, 4'000}) {
    std::string body = R"({"id": "a", "all": [)";
    for (int i = 0; i < number; ++i)
      body += (i > 0 ? "," : "") + std::string(R"({"token":")") + std::to_string(10'000'000 + i * 7) + "\"}";
    body += "]}";
    Fixture fixture;
    fixture.add_case("one");
    const auto run = fixture.run([&](const http::Request&) { return FakeTransport::json(200, body); });
    const std::string& text = run.cases[0].steps.at(0).exchange->response_body->text;
    CHECK(text.find("{\"token\":\"1") == std::string::npos);
    CHECK(text.find("[token]") != std::string::npos);
  }
}

TEST_CASE("of an answer with more tokens than are looked for nothing is kept, of one that repeats them all is") {
  const auto body_of = [](int number, int different) {
    std::string body = R"({"id": "a", "all": [)";
    for (int i = 0; i < number; ++i)
      body += (i > 0 ? "," : "") + std::string(R"({"token":")") + std::to_string(10'000'000 + i % different) + "\"}";
    return body + "]}";
  };
  const auto recorded = [](const std::string& body) {
    Fixture fixture;
    fixture.add_case("one");
    const auto run = fixture.run([&](const http::Request&) { return FakeTransport::json(200, body); });
    return run.cases[0].steps.at(0).exchange->response_body->text;
  };
  CHECK(recorded(body_of(12'000, 12'000)) ==
        "[not kept: the answers of this case have more secrets than are looked for]");
  CHECK(recorded(body_of(12'000, 50)).starts_with(R"({"id": "a", "all": [{"token":"[token]"})"));
}

TEST_CASE("a token that an answer hands out is hidden in the record of it when its JSON is broken too") {
  for (const std::string_view body : {R"({"access_token": "tok\"en-1234567", "id": })",
                                      R"({"id" : 1,, "password":"tok\"en-1234567"})",
                                      R"({"token": "tok\"en-1234567", "token": "abcdefgh"})",
                                      R"({"a": {"access_token"  :  "tok\"en-1234567)"}) {
    CAPTURE(body);
    Fixture fixture;
    fixture.add_case("one");
    const auto run = fixture.run([&](const http::Request&) { return FakeTransport::json(200, std::string(body)); });
    CHECK(run.cases[0].verdict == Verdict::Failed);
    CHECK(run.cases[0].steps.at(0).exchange->response_body->text.find("1234567") == std::string::npos);
  }
}

TEST_CASE("cases with the same lock do not run at the same time") {
  Fixture fixture;
  for (int i = 0; i < 6; ++i) fixture.add_case("case " + std::to_string(i)).lock = "account";
  const auto run = fixture.run(ok);
  CHECK(fixture.transport->most_at_once == 1);
  CHECK(run.totals().passed == 6);
}

TEST_CASE("a provider's rate and connections are kept") {
  Fixture fixture;
  fixture.provider->limits.requests_per_second = 10;
  for (int i = 0; i < 5; ++i) fixture.add_case("case " + std::to_string(i));
  const auto run = fixture.run(ok);
  CHECK(run.totals().passed == 5);
  CHECK(fixture.transport->sent_at[4] - fixture.transport->sent_at[0] >= std::chrono::milliseconds(400));

  Fixture narrow;
  narrow.provider->limits.connections = 2;
  for (int i = 0; i < 5; ++i) narrow.add_case("case " + std::to_string(i));
  narrow.run(ok);
  CHECK(narrow.transport->most_at_once == 2);
}

TEST_CASE("no secret reaches a result, also when the server sends it back") {
  Fixture fixture;
  fixture.add_case("one");
  fixture.provider->auth = *document::parse_answer_json(R"({"default":{"type":"bearer","token":"{{SHOP_KEY}}"}})").root;
  fixture.provider->contract.operations.front().security = {
      {contract::SecurityScheme{"key", "http", "bearer", contract::ParameterIn::Header, "", {}}}};
  const auto run = fixture.run([](const http::Request& request) {
    CHECK(*http::find_header(request.headers, "Authorization") == "Bearer hidden-key-value");
    return FakeTransport::json(200, R"({"id":"hidden-key-value"})");
  });
  CHECK(run.cases[0].verdict == Verdict::Failed);  // the check of secrets
  const result::ExchangeRecord& record = *run.cases[0].steps.at(0).exchange;
  CHECK(record.curl.find("hidden") == std::string::npos);
  CHECK(record.response_body->text == R"({"id":"[SHOP_KEY]"})");
  CHECK(*http::find_header(record.request_headers, "Authorization") == "Bearer [SHOP_KEY]");
  for (const auto& failure : run.cases[0].failures) CHECK(failure.message.find("hidden") == std::string::npos);
}

TEST_CASE("the same seed gives the same random values") {
  const auto body = [](std::uint64_t seed) {
    Fixture fixture;
    fixture.options.info.seed = seed;
    fixture.add_case("one").steps[0] = fixture.step("one", 200, R"({"id":"{{uuid}}"})");
    fixture.run(ok);
    return *fixture.transport->sent.at(0).body;
  };
  CHECK(body(1) == body(1));
  CHECK(body(1) != body(2));
}

TEST_CASE("a case that is repeated passes when all repetitions do, each with random values of its own") {
  Fixture fixture;
  fixture.add_case("one").steps[0] = fixture.step("one", 200, R"({"id":"{{uuid}}"})");
  fixture.add_case("two");
  fixture.options.repeat = 3;
  const auto run = fixture.run(ok);
  CHECK(verdicts(run) == "passed passed ");
  REQUIRE(fixture.transport->sent.size() == 6);
  std::set<std::string> bodies;
  for (const http::Request& request : fixture.transport->sent) bodies.insert(*request.body);
  CHECK(bodies.size() == 4);
}

TEST_CASE("a repetition that breaks the contract is not made up for by others") {
  Fixture fixture;
  fixture.add_case("one", 200);
  fixture.options.repeat = 5;
  int calls = 0;
  const auto run = fixture.run([&](const http::Request& request) {
    return ++calls % 2 == 0 ? FakeTransport::json(400, "{}") : ok(request);
  });
  CHECK(verdicts(run) == "failed ");
  CHECK(fixture.transport->sent.size() == 5);
  CHECK(run.cases[0].failures.at(0).hint.ends_with("in 2 of 5 repetitions"));
}

TEST_CASE("repetitions that passed beside some without a verdict are flaky, and none with a verdict is unjudged") {
  Fixture fixture;
  fixture.add_case("one");
  fixture.options.repeat = 3;
  int calls = 0;
  auto run = fixture.run([&](const http::Request& request) {
    return ++calls == 2 ? FakeTransport::error(http::ErrorKind::Reset, "the connection was reset") : ok(request);
  });
  CHECK(verdicts(run) == "flaky ");
  REQUIRE(run.cases[0].retried.size() == 1);
  CHECK(run.cases[0].retried[0].error.message == "the connection was reset");
  run = fixture.run(
      [&](const http::Request&) { return FakeTransport::error(http::ErrorKind::Reset, "the connection was reset"); });
  CHECK(verdicts(run) == "unjudged ");
  CHECK(run.cases[0].error->message == "the connection was reset (in 3 of 3 repetitions)");
}

TEST_CASE("a repetition without a verdict is not made up for by one of which no step was due") {
  Fixture fixture;
  suite::Case& one = fixture.add_case("one");
  one.before.push_back(one.steps[0]);
  suite::Condition never;
  never.value = document::Node(false);
  one.steps[0].when.push_back(std::move(never));
  fixture.options.repeat = 2;
  int calls = 0;
  const auto run = fixture.run([&](const http::Request& request) {
    return ++calls == 2 ? FakeTransport::error(http::ErrorKind::Reset, "the connection was reset") : ok(request);
  });
  CHECK(verdicts(run) == "unjudged ");
  CHECK(run.cases[0].error->message == "the connection was reset (in 1 of 2 repetitions)");
}

TEST_CASE("with --fail-fast the repetitions of other cases end, too") {
  Fixture fixture;
  for (const char* name : {"one", "two"}) fixture.add_case(name, 200);
  fixture.options.repeat = 100;
  fixture.options.fail_fast = true;
  fixture.options.jobs = 2;
  int calls = 0;
  const auto run = fixture.run([&](const http::Request& request) {
    return ++calls == 1 ? FakeTransport::json(400, "{}") : ok(request);
  });
  CHECK(fixture.transport->sent.size() < 5);
  CHECK(run.aborted.text == "stopped at the first failure (--fail-fast)");
}

TEST_CASE("with --fail-fast nothing is repeated after a broken contract") {
  Fixture fixture;
  fixture.add_case("one", 200);
  fixture.options.repeat = 5;
  fixture.options.fail_fast = true;
  const auto run = fixture.run([&](const http::Request&) { return FakeTransport::json(400, "{}"); });
  CHECK(verdicts(run) == "failed ");
  CHECK(fixture.transport->sent.size() == 1);
}
