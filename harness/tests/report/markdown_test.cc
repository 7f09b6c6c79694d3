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
  CHECK(text.size() < 900u << 10);
  CHECK(text.find(" more, left out here: at most 50 cases and 600 KiB are told; report.json has them all\n") !=
        std::string::npos);
}

TEST_CASE("the first twenty lines say it all") {
  auto run = sample::ordinary_run();
  for (std::size_t i = 0; i < 30; ++i) {
    run.cases.push_back(run.cases[1]);
    run.cases.back().index = 20 + i;
    run.cases.back().failures.front().pointer = "/at/" + std::to_string(i);
  }
  std::string first = markdown(run);
  std::size_t end = 0;
  for (int line = 0; line < 20; ++line) end = first.find('\n', end) + 1;
  first.resize(end);
  INFO(first);
  for (const char* part :
       {"# Contract broken in 32 of 39 cases\n", "2 passed, 32 failed, 1 could not be judged", "target sandbox",
        "- ❌ **/session/expiresAt: 1767225600 is a number, a string is documented** ", "docs/knot-create-session.md:57",
        " more causes, below\n", "| knot | 1 | 32 | 1 | 1 | 0 | 3 |\n", "| finhub | 1 | 0 |"}) {
    INFO(part);
    CHECK(first.find(part) != std::string::npos);
  }
}
