#include "sample_runs.h"
#include "written.h"

#include <concord/base/file.h>
#include <concord/report.h>
#include <support/catch.h>
#include <support/paths.h>

#include <cstdlib>
#include <filesystem>

using namespace concord;

namespace {

// UPDATE_GOLDEN=1 rewrites the files; the difference is then read in the commit.
void check_golden(const std::string& name, const std::string& text) {
  const std::filesystem::path path =
      std::filesystem::path(support::source_dir()) / "harness/tests/report/golden" / name;
  if (std::getenv("UPDATE_GOLDEN")) {
    CHECK(base::write_file_atomically(path, text).empty());
    return;
  }
  const auto golden = base::read_file(path);
  REQUIRE(golden);
  CHECK(*golden == text);
}

const report::Options fixed{.reproducible = true, .extended = false, .attachments = ""};

}  // namespace

TEST_CASE("reports of an ordinary run are the golden ones") {
  const auto run = sample::ordinary_run();
  for (const auto& kind : report::format_kinds())
    check_golden("ordinary." + std::string(kind.file_name), written::as(kind.name, run, fixed));
  check_golden(
      "ordinary.extended.junit.xml",
      written::as("junit", run, {.reproducible = true, .extended = true, .attachments = "http"}));
  check_golden("ordinary.terminal.txt", written::on_terminal(run, false));
}

TEST_CASE("reports of a run with nothing in it are the golden ones") {
  result::Run nothing;
  nothing.is_complete = true;
  check_golden("nothing.junit.xml", written::as("junit", nothing, fixed));
  check_golden("nothing.terminal.txt", written::on_terminal(nothing, false));
}

TEST_CASE("reports of a run that was ended early are the golden ones") {
  auto run = sample::ordinary_run();
  run.is_complete = false;
  for (std::size_t i = 3; i < run.cases.size(); ++i) run.cases[i].verdict = result::Verdict::NotRun;
  check_golden("killed.junit.xml", written::as("junit", run, fixed));
  run.is_complete = true;
  run.aborted = {result::AbortKind::Interrupted, "interrupted (SIGINT)"};
  check_golden("interrupted.junit.xml", written::as("junit", run, fixed));
  check_golden("interrupted.terminal.txt", written::on_terminal(run, false));
}
