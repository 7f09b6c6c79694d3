#include "sample_runs.h"
#include "written.h"

#include <concord/document.h>
#include <concord/report.h>
#include <support/catch.h>

#include <set>

using namespace concord;
using namespace concord::report;

TEST_CASE("each format is found by its name and has a file of its own") {
  std::set<std::string_view> files;
  for (const auto& kind : format_kinds()) {
    CHECK(find_format(kind.name) == &kind);
    CHECK(files.insert(kind.file_name).second);
    CHECK_FALSE(kind.summary.empty());
  }
  CHECK(find_format("junit"));
  CHECK(find_format("html"));
  for (const auto& kind : format_kinds()) CHECK((kind.whole != nullptr) != (kind.begin != nullptr));
  CHECK_FALSE(find_format("pdf"));
}

TEST_CASE("each format writes the same bytes twice, and a reproducible report has no time, host or id") {
  auto later = sample::ordinary_run();
  later.info.id = "another";
  later.info.hostname = "elsewhere";
  later.info.started_at += std::chrono::hours(1);
  later.wall_time += std::chrono::seconds(1);
  for (auto& one : later.cases) {
    one.duration += std::chrono::milliseconds(5);
    for (auto& step : one.steps) {
      if (step.exchange) step.exchange->started_at += std::chrono::hours(1);
    }
  }
  for (const auto& kind : format_kinds()) {
    INFO(kind.name);
    const Options fixed{.reproducible = true, .extended = false, .attachments = ""};
    CHECK(written::as(kind.name, sample::ordinary_run(), {}) == written::as(kind.name, sample::ordinary_run(), {}));
    CHECK(written::as(kind.name, sample::ordinary_run(), fixed) == written::as(kind.name, later, fixed));
    if (kind.name == "github") continue;  // has neither
    CHECK(written::as(kind.name, sample::ordinary_run(), {}) != written::as(kind.name, later, {}));
  }
}

TEST_CASE("each format takes a run in which everything is nasty, and an empty one") {
  for (const auto& kind : format_kinds()) {
    INFO(kind.name);
    CHECK(written::as(kind.name, sample::nasty_run(), {}).size() > 1000);
    CHECK_FALSE(written::as(kind.name, result::Run(), {}).empty());
  }
}

TEST_CASE("the JSON report is JSON with the totals") {
  const std::string text = written::as("json", sample::ordinary_run(), {});
  const auto parsed = document::parse_answer_json(text);
  REQUIRE(parsed.root);
  CHECK(parsed.faults.empty());
  CHECK(parsed.root->find("format")->as_string() == "concord.report/1");
  CHECK(parsed.root->find("totals")->find("failed")->to_int64() == 2);
  CHECK(parsed.root->find("totals")->find("unjudged")->to_int64() == 1);
  CHECK(parsed.root->find("cases")->size() == 9);
  CHECK(document::parse_answer_json(written::as("json", sample::nasty_run(), {}),
                                    {.depth = 64, .nodes = 1'000'000, .bytes = 1u << 30})
            .faults.empty());
}
