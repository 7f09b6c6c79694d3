#include "sample_runs.h"
#include "written.h"

#include <concord/report.h>
#include <support/catch.h>

using namespace concord;

namespace {

std::string markdown(const result::Run& run) { return written::as("markdown", run, {}); }

}  // namespace

TEST_CASE("no text becomes Markdown") {
  auto run = sample::ordinary_run();
  run.cases[1].failures[0].message = "a *b* <img> [x](y) `c` | d @me";
  CHECK(markdown(run).find("- **a \\*b\\* &lt;img\\> \\[x\\](y) \\`c\\` \\| d \\@me**\n") != std::string::npos);
}

TEST_CASE("a fence is longer than the backticks within") {
  auto run = sample::ordinary_run();
  run.cases[1].steps[0].exchange->curl = "curl -d '````'";
  CHECK(markdown(run).find("\n`````\ncurl -d '````'\n`````\n") != std::string::npos);
}

TEST_CASE("a summary stays below what GitHub takes") {
  auto run = sample::ordinary_run();
  auto& broken = run.cases[1];
  broken.failures[0].message = broken.failures[0].expected = broken.failures[0].actual = std::string(3'000, '*');
  broken.failures.assign(12, broken.failures[0]);
  broken.steps[0].exchange->curl = std::string(10'000, 'c');
  const result::CaseResult copy = broken;
  run.cases.insert(run.cases.end(), 100, copy);
  const std::string text = markdown(run);
  CHECK(text.size() < 1'000'000);
  CHECK(text.find(" more\n") != std::string::npos);
}
