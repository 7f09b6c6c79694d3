// The published schema of the journal is what is written.
#include "sample_case.h"

#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/journal.h>
#include <concord/schema.h>
#include <support/catch.h>
#include <support/paths.h>

#include <set>

using namespace concord;
using namespace concord::result;
using namespace std::chrono_literals;

namespace {

schema::Schema compiled() {
  base::SourceSet sources;
  const auto source = base::load_source(sources, support::source_dir() + "/schemas/concord/journal.schema.json");
  REQUIRE(source);
  const auto root = document::parse_json(**source);
  REQUIRE(root);
  auto schema = schema::compile(*root);
  if (!schema) FAIL(base::render(schema.diagnostics()));
  return std::move(schema).value();
}

std::string journal_of_everything() {
  const std::string path = support::binary_dir() + "/journal_schema_test.jsonl";
  auto opened = JournalWriter::create(path, "01RUN");
  REQUIRE(opened);
  JournalWriter& writer = **opened;
  writer.run_planned(sample::rich_info(), 3);
  CasePlan skipped = sample::rich_case(2);
  skipped.skip = SkipReason{SkipKind::KnownIssue, "KI-1"};
  skipped.place.file = "elsewhere.yaml";
  for (const CasePlan& plan : {CasePlan(sample::rich_case(0)), CasePlan(sample::passed_case(1)), skipped})
    writer.case_planned(plan);
  writer.case_started(0);
  writer.observed(0, sample::rich_observations());
  writer.value_seen(sample::rich_seen(0));
  writer.case_finished(sample::rich_case(0));
  writer.case_finished(sample::passed_case(1));
  writer.case_finished(CaseResult(skipped));
  writer.compared(document::Node::object());
  writer.run_aborted({AbortKind::Interrupted, "interrupted (SIGINT)"});
  writer.run_ended({{AbortKind::Interrupted, "interrupted (SIGINT)"}, 5ms});
  return base::read_file(path).value();
}

}  // namespace

TEST_CASE("every line of a journal conforms to the schema of journals, and every event has one") {
  const schema::Schema schema = compiled();
  std::set<std::string> events;
  const std::string journal = journal_of_everything();
  for (const std::string_view line : base::split(base::trim(journal), '\n')) {
    const auto parsed = document::parse_answer_json(line);
    REQUIRE(parsed.root);
    events.insert(parsed.root->find("event")->as_string());
    for (const auto& violation : schema.explain(*parsed.root).violations) {
      FAIL_CHECK(line.substr(0, 200) << '\n' << violation.instance.text() << ": " << violation.message);
    }
  }
  CHECK(events.size() == 13);
}

TEST_CASE("what no journal has is no line of one") {
  const schema::Schema schema = compiled();
  for (const char* line :
       {R"({"event": "case", "index": 0})", R"({"event": "nap"})", R"({"event": "started", "index": -1})",
        R"({"event": "case", "index": 0, "verdict": "green"})",
        R"({"event": "case", "index": 0, "verdict": "passed", "more": 1})", "[]"}) {
    CHECK_FALSE(schema.accepts(*document::parse_answer_json(line).root));
  }
}

TEST_CASE("the schema names every kind that there is") {
  const auto text = base::read_file(support::source_dir() + "/schemas/concord/journal.schema.json").value();
  for (const auto name : run_error_kind_names()) CHECK(text.find('"' + std::string(name) + '"') != std::string::npos);
}
