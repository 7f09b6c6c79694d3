// The JSON formats, by their schemas: our own, and those that others published.
#include "sample_runs.h"
#include "schema_check.h"
#include "written.h"

#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/document/pointer.h>
#include <concord/report.h>
#include <support/paths.h>
#include <support/shared.h>

namespace json_formats_test {

using namespace concord;
using document::Node;

namespace {

const std::string report_schema = support::source_dir() + "/schemas/concord/report.schema.json";

Node parsed(const std::string& text) {
  auto document = document::parse_answer_json(text, {.depth = 64, .nodes = 5'000'000, .bytes = 1u << 30});
  REQUIRE(document.root);
  REQUIRE(document.faults.empty());
  return *document.root;
}

const Node& at(const Node& root, std::string_view pointer) {
  const Node* found = document::resolve(root, *document::Pointer::parse(pointer));
  INFO(pointer);
  REQUIRE(found);
  return *found;
}

result::Run many(std::size_t cases, std::size_t body_bytes) {
  result::Run run = sample::ordinary_run();
  const result::CaseResult broken = run.cases[1];
  run.cases.clear();
  for (std::size_t i = 0; i < cases; ++i) {
    result::CaseResult one = broken;
    one.index = i;
    one.steps[0].exchange->response_body = result::make_body(std::string(body_bytes, 'x'), body_bytes);
    run.cases.push_back(std::move(one));
  }
  return run;
}

class KnownRun : public result::MemorySource {
 public:
  KnownRun(const result::Run& run, const result::Comparison& known) : MemorySource(run), known_(known) {}
  const result::Comparison& comparison() const override { return known_; }

 private:
  const result::Comparison& known_;
};

std::string written_knowing(const result::Run& run, const result::Comparison& known) {
  std::ostringstream text;
  report::find_format("json")->write(KnownRun(run, known), {}, text);
  return text.str();
}

}  // namespace

TEST_CASE("the JSON report conforms to its schema, whatever is in the run") {
  for (const result::Run& run : {sample::ordinary_run(), sample::nasty_run(), result::Run()})
    CHECK(sample::faults_by_schema(written::as("json", run), report_schema) == "");
}

TEST_CASE("so it does with what the history knew, and coverage") {
  const std::string golden = support::source_dir() + "/harness/tests/report/golden/every.report.json";
  const std::string text = base::read_file(golden).value();
  CHECK(text.find("\"history\"") != std::string::npos);
  CHECK(text.find("\"coverage\"") != std::string::npos);
  CHECK(sample::faults_by_schema(text, report_schema) == "");
}

TEST_CASE("and with all that the history tells") {
  result::Run run = sample::ordinary_run();
  result::Comparison known;
  known.nights = 3;
  known.findings.resize(1);
  known.findings[0].fingerprint = "0123456789abcdef";
  known.findings[0].change = result::Change::Both;
  known.findings[0].how = "the property \"a\" of response 200 is required now (openapi.yaml:53)";
  known.drifts = {{0, run.cases[1].failures[0], result::Change::Both, "response 200 has lost \"note\""}};
  known.drifts[0].finding.at_fault = "documentation";
  known.editions = {{"shop", 2, "GET /a: response 200 is new"}, {"till", 0, ""}};
  known.good = {{1, 0, "shop/get", "2026-11-11", {}}};
  known.good[0].answer.status = 200;
  known.good[0].answer.response_body = result::make_body("{}");
  known.past = {{"2026-11-26", 3, 1, 0, 2, {}}, {"2026-11-27", 4, 0, 0, 2, {{"operations", 2, 3}}}};
  known.latencies = {{"shop/get", {20, -1}}};
  run.info.is_part = true;
  run.info.drift_levels = {{"drift.size", result::Level::Off}};
  run.info.providers = {{"shop", "http://shop.test", {}, "0123456789ab", "schemas/shop/openapi.yaml"}};
  const std::string text = written_knowing(run, known);
  CHECK(text.find("\"editions\"") != std::string::npos);
  CHECK(text.find("\"latencies\"") != std::string::npos);
  CHECK(sample::faults_by_schema(text, report_schema) == "");
}

TEST_CASE("the schema of the JSON report refuses what no report has") {
  for (const char* text :
       {"{}", R"({"format": "concord.report/2"})",
        R"({"format":"concord.report/1","complete":true,"wall_ms":0,"info":{},"totals":{},"cases":[]})"})
    CHECK(sample::faults_by_schema(text, report_schema) != "");
}

TEST_CASE("what the report has from the journal has one description") {
  const auto schema_of = [](const std::string& name) {
    return parsed(base::read_file(support::source_dir() + "/schemas/concord/" + name + ".schema.json").value());
  };
  const Node journal = schema_of("journal"), report = schema_of("report");
  for (const char* name : {"text", "texts", "count", "time", "index", "info", "driftLevels", "provider", "place",
                           "failure", "error", "step", "exchange", "headers", "body"}) {
    INFO(name);
    CHECK(document::write_json(*at(journal, "/$defs").find(name)) ==
          document::write_json(*at(report, "/$defs").find(name)));
  }
}

TEST_CASE("CTRF conforms to its schema, whatever is in the run", "[shared]") {
  const auto schema = support::find_shared("report-formats/ctrf.schema.json");
  if (!schema) return;
  for (const result::Run& run : {sample::ordinary_run(), sample::nasty_run(), result::Run()})
    CHECK(sample::faults_by_schema(written::as("ctrf", run), schema->string()) == "");
}

TEST_CASE("HAR conforms to its schema, whatever is in the run", "[shared]") {
  const auto schema = support::find_shared("report-formats/har-1.2/har.json");
  if (!schema) return;
  for (const result::Run& run : {sample::ordinary_run(), result::Run()})
    CHECK(sample::faults_by_schema(written::as("har", run), schema->string()) == "");
}

TEST_CASE("CTRF counts what it lists, and says of each case what became of it") {
  const Node ctrf = parsed(written::as("ctrf", sample::ordinary_run()));
  const Node& tests = at(ctrf, "/results/tests");
  std::map<std::string, std::int64_t> counted;
  for (const Node& test : tests.items()) ++counted[at(test, "/status").as_string()];
  const Node& summary = at(ctrf, "/results/summary");
  CHECK(at(summary, "/tests").to_int64() == static_cast<std::int64_t>(tests.size()));
  for (const char* status : {"passed", "failed", "skipped", "pending", "other"})
    CHECK(summary.find(status)->to_int64() == counted[status]);
  CHECK(at(tests.items()[3], "/rawStatus").as_string() == "unjudged");
  CHECK(at(tests.items()[4], "/status").as_string() == "passed");
  CHECK(at(tests.items()[4], "/flaky").as_boolean());
  CHECK(at(tests.items()[4], "/retries").to_int64() == 1);
  CHECK(at(tests.items()[4], "/retryAttempts").size() == 2);
  CHECK(at(tests.items()[7], "/status").as_string() == "pending");
  CHECK(at(tests.items()[1], "/testId").as_string() ==
        "knot.create_session::a session is created for card_switcher");
}

TEST_CASE("a HAR has the answers that a step asked for again and again") {
  result::Run run = sample::ordinary_run();
  run.cases[1].steps[0].polls = {*run.cases[1].steps[0].exchange, *run.cases[1].steps[0].exchange};
  const Node before = parsed(written::as("har", sample::ordinary_run())), after = parsed(written::as("har", run));
  CHECK(at(after, "/log/entries").size() == at(before, "/log/entries").size() + 2);
}

TEST_CASE("a report that would be too long says what was cut") {
  const Node ctrf = parsed(written::as("ctrf", many(15'000, 10)));
  CHECK(at(ctrf, "/results/tests").size() == 15'002);
  CHECK(base::split(at(ctrf, "/results/extra/concord.cut").as_string(), ' ')[1] == "tests");
  const Node har = parsed(written::as("har", many(1'100, 64'000)));
  CHECK(at(har, "/log/comment").as_string().find(" entries left out") != std::string::npos);
  CHECK(written::as("har", many(1'100, 64'000)).size() < 70u << 20);
}

}  // namespace json_formats_test
