#include "sample_runs.h"
#include "written.h"

#include <concord/base/file.h>
#include <concord/base/text.h>
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

namespace {

class EveryRun : public result::MemorySource {
 public:
  using MemorySource::MemorySource;
  const result::Coverage& coverage() const override { return coverage_; }
  const result::Comparison& comparison() const override { return known_; }

 private:
  result::Coverage coverage_ = sample::some_coverage();
  result::Comparison known_ = sample::known_of_every_run();
};

}  // namespace

TEST_CASE("reports of a run with every verdict, compared with earlier nights, are the golden ones") {
  const auto run = sample::every_run();
  const EveryRun source(run);
  for (const auto& kind : report::format_kinds()) {
    std::ostringstream text;
    kind.write(source, {}, text);
    check_golden("every." + std::string(kind.file_name), text.str());
  }
  std::ostringstream extended;
  const report::Options options{.reproducible = false, .extended = true, .attachments = "http"};
  report::find_format("junit")->write(source, options, extended);
  check_golden("every.extended.junit.xml", extended.str());
}

// Of each excerpt, behind `<!-- FILE -->`, every line stands in that file, in order; `…` ends what is cut.
TEST_CASE("the excerpts of the guide are those of the golden files") {
  const std::filesystem::path root = support::source_dir();
  const std::string guide = base::read_file(root / "docs/reports.md").value();
  std::size_t excerpts = 0;
  for (std::size_t at = 0; (at = guide.find("<!-- every.", at)) != std::string::npos; ++excerpts) {
    const std::string name = guide.substr(at + 5, guide.find(" -->", at) - at - 5);
    const std::size_t begin = guide.find('\n', guide.find("```", at)) + 1;
    at = guide.find("```\n", begin);
    const std::string golden = base::read_file(root / "harness/tests/report/golden" / name).value();
    std::size_t found = 0;
    for (std::string_view line : base::split(base::trim(std::string_view(guide).substr(begin, at - begin)), '\n')) {
      INFO(name << ": " << line);
      if (line.ends_with("\u2026")) line.remove_suffix(std::string_view("\u2026").size());
      found = golden.find(line, found);
      REQUIRE(found != std::string::npos);
    }
  }
  CHECK(excerpts == report::format_kinds().size() - 2);  // pages and summaries are looked at
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
