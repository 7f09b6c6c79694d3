#include "ctrf.h"

#include "facts.h"
#include "json_stream.h"
#include "junit_text.h"
#include "memory.h"
#include "run_cases.h"

#include <concord/base/clean_text.h>
#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::report {
namespace {

using result::CaseResult;
using result::Milliseconds;
using result::SystemTime;
using result::Verdict;

constexpr std::size_t max_bytes_with_traces = 20u << 20;
constexpr std::size_t max_attempts_listed = 20;
constexpr std::size_t ctrf_name_limit = 2'000;  // characters

// What was planned and did not come to be sent is pending; what must not look like a skip is none.
const char* ctrf_status(Verdict verdict) {
  switch (verdict) {
    case Verdict::Passed:
    case Verdict::Flaky: return "passed";
    case Verdict::Failed:
    case Verdict::Unjudged: return "failed";
    case Verdict::Skipped: return "skipped";
    case Verdict::Blocked:
    case Verdict::NotRun: return "pending";
    case Verdict::KnownIssue: break;
  }
  return "other";
}

std::int64_t milliseconds(Milliseconds duration) { return std::max<std::int64_t>(0, duration.count()); }

std::int64_t epoch(SystemTime time) {
  return std::chrono::duration_cast<Milliseconds>(time.time_since_epoch()).count();
}

std::string clean(std::string_view text) { return base::ellipsize(base::clean_line(text), ctrf_name_limit); }

void put(Json& to, const char* key, std::string_view text) {
  if (!text.empty()) to[key] = clean(text);
}

std::string ctrf_message(const CaseResult& one) {
  switch (one.verdict) {
    case Verdict::Failed: return failure_message(one);
    case Verdict::Unjudged: return error_message(one.error.value_or(result::RunError{}));
    case Verdict::Flaky: return "passed on attempt " + std::to_string(attempts_of(one));
    case Verdict::Passed:
      return one.warnings.empty() ? "" : base::counted(one.warnings.size(), "warning") + ": " + one.warnings[0].message;
    default: return skip_message(one);
  }
}

Json attempts_of_case(const CaseResult& one) {
  Json list = Json::array();
  const std::size_t shown = std::min(one.retried.size(), max_attempts_listed);
  for (std::size_t i = 0; i < shown; ++i) {
    list.push_back({{"attempt", i + 1},
                    {"status", "failed"},
                    {"duration", milliseconds(one.retried[i].duration)},
                    {"message", error_message(one.retried[i].error)}});
  }
  list.push_back({{"attempt", attempts_of(one)}, {"status", ctrf_status(one.verdict)}});
  return list;
}

Json extra_of(const CaseResult& one, const Memory& memory) {
  Json extra = Json::object();
  put(extra, "concord.provider", one.provider);
  if (const auto* step = telling_step(one)) put(extra, "concord.operation", step->operation);
  if (!one.failures.empty()) {
    const result::CheckFailure& first = one.failures.front();
    put(extra, "concord.check", first.check);
    put(extra, "concord.type", first.type);
    put(extra, "concord.fingerprint", first.fingerprint);
    put(extra, "concord.failing", memory.since(first));
  }
  if (one.error) extra["concord.type"] = result::run_error_kind_name(one.error->kind);
  put(extra, "concord.documentation", documentation_of(one));
  if (!one.warnings.empty()) extra["concord.warnings"] = one.warnings.size();
  return extra;
}

void add_place(Json& test, const CaseResult& one) {
  const result::Place place = place_of(one);
  put(test, "filePath", place.file);
  if (place.line != 0) test["line"] = place.line;
}

void add_attempts(Json& test, const CaseResult& one) {
  if (one.retried.empty()) return;
  test["retries"] = one.retried.size();
  test["retryAttempts"] = attempts_of_case(one);
  if (one.verdict == Verdict::Flaky) test["flaky"] = true;
}

void add_trace(Json& test, const CaseResult& one, const Memory& memory) {
  if (one.verdict == Verdict::Failed) test["trace"] = failure_text(one, memory);
  if (one.verdict == Verdict::Unjudged) test["trace"] = error_text(one);
}

Json ctrf_test(const CaseResult& one, const Memory& memory, bool with_trace) {
  Json test{{"testId", clean(one.classname + "::" + one.name)},
            {"name", clean(one.name)},
            {"status", ctrf_status(one.verdict)},
            {"duration", milliseconds(one.duration)}};
  if (one.started_at != SystemTime{}) {
    test["start"] = epoch(one.started_at);
    test["stop"] = epoch(one.started_at) + milliseconds(one.duration);
  }
  test["suite"] = {clean(one.classname)};
  put(test, "message", ctrf_message(one));
  if (with_trace) add_trace(test, one, memory);
  add_place(test, one);
  test["rawStatus"] = result::verdict_name(one.verdict);
  for (const std::string& tag : one.tags) test["tags"].push_back(clean(tag));
  test["type"] = "contract";
  add_attempts(test, one);
  if (Json extra = extra_of(one, memory); !extra.empty()) test["extra"] = std::move(extra);
  return test;
}

// Those of the run itself are counted with them.
Json summary_of_tests(const result::RunSource& run, const std::vector<CaseResult>& own) {
  result::Totals totals = run.totals();
  for (const CaseResult& one : own) totals.add(one.verdict, 0);
  const std::int64_t start = epoch(run.info().started_at), wall = milliseconds(run.end().wall_time);
  return {{"tests", totals.cases()},
          {"passed", totals.passed + totals.flaky},
          {"failed", totals.failed + totals.unjudged},
          {"skipped", totals.skipped},
          {"pending", totals.blocked + totals.not_run},
          {"other", totals.known_issues},
          {"flaky", totals.flaky},
          {"start", start},
          {"stop", start + wall},
          {"duration", wall}};
}

Json environment_of(const result::RunInfo& info) {
  Json environment = Json::object();
  put(environment, "reportName", "provider contracts");
  put(environment, "testEnvironment", info.target);
  put(environment, "commit", info.vcs_revision);
  if (info.shard_count > 1) environment["shardId"] = fmt::format("{}/{}", info.shard_index, info.shard_count);
  return environment;
}

class CtrfReport : public CaseWriter {
 public:
  CtrfReport(const result::RunSource& run, std::ostream& to) : memory_(run), own_(cases_of_run(run)), json_(to) {
    json_.member("reportFormat", "CTRF");
    json_.member("specVersion", "0.0.0");
    if (!run.info().id.empty()) json_.member("runId", clean(run.info().id));
    json_.member("timestamp", base::format_rfc3339(run.info().started_at));
    json_.member("generatedBy", "concord");
    json_.begin_object("results");
    json_.member("tool", {{"name", "concord"}, {"version", clean(run.info().tool_version)}});
    json_.member("summary", summary_of_tests(run, own_));
    json_.member("environment", environment_of(run.info()));
    json_.begin_list("tests");
  }

  void add(const CaseResult& one) override {
    const bool has_room = json_.written() < max_bytes_with_traces;
    without_trace_ += !has_room;
    json_.item(ctrf_test(one, memory_, has_room));
  }

  void end() override {
    for (const CaseResult& one : own_) add(one);
    json_.end_list();
    Json extra = Json::object();
    put(extra, "concord.history", memory_.headline());
    if (without_trace_ != 0)
      extra["concord.cut"] = base::counted(without_trace_, "test") + " without trace, the report would be too long";
    if (!extra.empty()) json_.member("extra", extra);
    json_.end();
  }

 private:
  const Memory memory_;
  const std::vector<CaseResult> own_;
  JsonStream json_;
  std::size_t without_trace_ = 0;
};

}  // namespace

std::unique_ptr<CaseWriter> begin_ctrf(const result::RunSource& run, const Options&, std::ostream& to) {
  return std::make_unique<CtrfReport>(run, to);
}

}  // namespace concord::report
