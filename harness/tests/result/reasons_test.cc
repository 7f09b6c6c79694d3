#include <concord/result.h>
#include <support/catch.h>

using namespace concord::result;

TEST_CASE("every kind of error has a name, and is read back by it") {
  std::size_t number = 0;
  for (const auto name : run_error_kind_names()) {
    const auto kind = parse_run_error_kind(name);
    REQUIRE(kind);
    CHECK(static_cast<std::size_t>(*kind) == number++);
    CHECK(run_error_kind_name(*kind) == name);
    CHECK(is_infrastructure(*kind) == name.starts_with("infra."));
  }
  CHECK(run_error_kind_name(RunErrorKind::Timeout) == "infra.timeout");
  CHECK(run_error_kind_name(RunErrorKind::Internal) == "harness.internal");
  CHECK_FALSE(parse_run_error_kind("date"));
}

TEST_CASE("a reason is one line, and the same again when it is read") {
  for (const auto kind : {SkipKind::None, SkipKind::NoCredentials, SkipKind::KnownIssue, SkipKind::NotApplicable,
                          SkipKind::NotSelected, SkipKind::Blocked, SkipKind::RateLimited, SkipKind::Quarantined}) {
    for (const char* text : {"", "X is not set", "a: b"}) {
      const SkipReason again = parse_skip_reason(SkipReason{kind, text}.line());
      CHECK(again.kind == kind);
      CHECK(again.text == text);
    }
  }
  CHECK(SkipReason{SkipKind::NoCredentials, "X is not set"}.line() == "no-credentials: X is not set");
  CHECK(SkipReason{SkipKind::Blocked, ""}.line() == "blocked");
}

TEST_CASE("a reason that begins with no known word is of the kind that is asked for") {
  const SkipReason reason = parse_skip_reason("no credentials: X", SkipKind::NotApplicable);
  CHECK(reason.kind == SkipKind::NotApplicable);
  CHECK(reason.text == "no credentials: X");
}

TEST_CASE("a run's end has a kind with a name") {
  for (const char* name :
       {"", "interrupted", "no-credentials", "nothing-selected", "first-failure", "config", "internal"}) {
    const auto kind = parse_abort_kind(name);
    REQUIRE(kind);
    CHECK(abort_kind_name(*kind) == name);
  }
  CHECK_FALSE(parse_abort_kind("tired"));
}
