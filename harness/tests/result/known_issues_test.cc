#include <concord/result/known_issues.h>
#include <support/catch.h>

using namespace concord;
using finding::IgnoreEntry;
using result::CaseResult;
using result::CheckFailure;
using result::Verdict;

namespace {

const base::SystemTime june_tenth = *base::parse_rfc3339("2026-06-10T23:59:59Z");

CheckFailure failure(const char* check, const char* pointer) {
  CheckFailure one;
  one.check = check;
  one.type = "contract.response_schema";
  one.pointer = pointer;
  one.message = "not so";
  one.fingerprint = std::string("print of ") + pointer;
  return one;
}

CaseResult ended(std::vector<CheckFailure> failures) {
  CaseResult one;
  one.classname = "shop.orders";
  one.name = "an order is read";
  one.suite_file = "suites/shop/orders.suite.yaml";
  one.steps.emplace_back();
  one.steps.back().operation = "shop/get-order";
  one.verdict = failures.empty() ? Verdict::Passed : Verdict::Failed;
  one.failures = std::move(failures);
  return one;
}

IgnoreEntry entry(const char* rule, const char* pointer = "") {
  IgnoreEntry one;
  one.rule = rule;
  one.pointer = pointer;
  one.id = "KI-1";
  one.reason = "why";
  one.expires = base::parse_date("2026-06-10");
  return one;
}

CaseResult decided(CaseResult one, std::vector<IgnoreEntry> entries) {
  result::KnownIssues issues;
  for (IgnoreEntry& each : entries) issues.add(std::move(each));
  for (CheckFailure& each : one.failures) issues.accept(each, one, june_tenth);
  issues.decide(one, june_tenth);
  return one;
}

std::string told(const CaseResult& one) {
  std::string text(result::verdict_name(one.verdict));
  for (const CheckFailure& each : one.failures)
    text += "; " + each.type + " " + each.message + (each.known_issue.empty() ? "" : " [" + each.known_issue + "]");
  return text;
}

}  // namespace

TEST_CASE("a case that fails in what is accepted alone is a known issue, until its last day") {
  const CaseResult one = decided(ended({failure("schema", "/id"), failure("schema", "/total")}), {entry("schema")});
  CHECK(told(one) ==
        "known-issue; contract.response_schema not so [KI-1 why (until 2026-06-10)]; "
        "contract.response_schema not so [KI-1 why (until 2026-06-10)]");
  CHECK(one.reason.line() == "known-issue: KI-1 why (until 2026-06-10)");
}

TEST_CASE("what is not accepted fails, and comes first") {
  const CaseResult one = decided(ended({failure("schema", "/id"), failure("json", "")}), {entry("schema")});
  CHECK(one.verdict == Verdict::Failed);
  CHECK(one.failures[0].check == "json");
  CHECK(one.failures[1].known_issue == "KI-1 why (until 2026-06-10)");
  CHECK(one.reason.is_empty());
}

TEST_CASE("an entry matches by all that it says") {
  const auto matches = [](const auto& change) {
    IgnoreEntry one = entry("schema", "/items/*/id");
    one.fingerprint = "print of /items/3/id";
    one.operation = "shop/*";
    one.file = "suites/**";
    one.case_name = "shop.orders :: * read";
    change(one);
    const CaseResult result = ended({failure("schema", "/items/3/id")});
    return result::matches(one, result, result.failures[0]);
  };
  CHECK(matches([](IgnoreEntry&) {}));
  CHECK_FALSE(matches([](IgnoreEntry& one) { one.rule = "json"; }));
  CHECK_FALSE(matches([](IgnoreEntry& one) { one.pointer = "/items/*"; }));
  CHECK_FALSE(matches([](IgnoreEntry& one) { one.fingerprint = "another"; }));
  CHECK_FALSE(matches([](IgnoreEntry& one) { one.operation = "shop/create-order"; }));
  CHECK_FALSE(matches([](IgnoreEntry& one) { one.file = "suites/*"; }));
  CHECK_FALSE(matches([](IgnoreEntry& one) { one.case_name = "shop.orders :: it is read"; }));
}

TEST_CASE("past its date it accepts nothing, and says so") {
  IgnoreEntry one = entry("schema");
  one.expires = base::parse_date("2026-06-09");
  CHECK(told(decided(ended({failure("schema", "/id")}), {one})) ==
        "failed; known_issue.expired the known issue KI-1 was accepted until 2026-06-09, and it still occurs; "
        "contract.response_schema not so");
  CHECK(decided(ended({}), {one}).verdict == Verdict::Passed);
}

TEST_CASE("what no longer occurs where it was seen fails until its entry is removed") {
  IgnoreEntry one = entry("schema");
  one.seen_in = "shop.orders :: an order is read";
  CHECK(told(decided(ended({}), {one})) ==
        "failed; known_issue.unexpected_pass the known issue KI-1 no longer occurs in this case");
  CHECK(decided(ended({failure("schema", "/id")}), {one}).verdict == Verdict::KnownIssue);
  one.is_intermittent = true;
  CHECK(decided(ended({}), {one}).verdict == Verdict::Passed);
  one.is_intermittent = false;
  one.seen_in = "shop.orders :: another";
  CHECK(decided(ended({}), {one}).verdict == Verdict::Passed);
}

TEST_CASE("a case without a verdict is left alone") {
  IgnoreEntry one = entry("schema");
  one.seen_in = "shop.orders :: an order is read";
  for (const Verdict verdict : {Verdict::Unjudged, Verdict::Skipped, Verdict::Blocked, Verdict::NotRun}) {
    CaseResult result = ended({});
    result.verdict = verdict;
    CHECK(decided(result, {one}).verdict == verdict);
  }
}

TEST_CASE("its own failures are the same tomorrow, and others for other entries") {
  IgnoreEntry one = entry("schema"), other = entry("schema");
  one.seen_in = other.seen_in = "shop.orders :: an order is read";
  other.id = "KI-2";
  const CaseResult both = decided(ended({}), {one, other});
  REQUIRE(both.failures.size() == 2);
  CHECK(both.failures[0].fingerprint != both.failures[1].fingerprint);
  one.expires = base::parse_date("2026-07-01");
  CHECK(decided(ended({}), {one}).failures[0].fingerprint == both.failures[0].fingerprint);
}
