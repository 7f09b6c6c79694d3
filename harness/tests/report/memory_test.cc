// What the history knows stands on the first screen of every format.
#include "sample_runs.h"

#include <concord/report.h>
#include <support/catch.h>

#include <sstream>

namespace memory_test {

using namespace concord;

namespace {

// A run of which something is known.
class Known : public result::MemorySource {
 public:
  explicit Known(const result::Run& run) : MemorySource(run) {
    told_.nights = 9;
    for (std::size_t i = 0; i < size(); ++i) {
      const result::CaseResult one = read(i);
      if (one.failures.empty()) continue;
      result::ToldFinding finding;
      finding.fingerprint = one.failures.front().fingerprint;
      finding.since = result::Since::Still;
      finding.first_date = "2026-01-12";
      finding.nights = 16;
      finding.change = result::Change::Unknown;
      told_.findings = {finding};
      finding.since = result::Since::Fixed;
      finding.message = "<b> was wrong";
      finding.case_name = "shop :: one";
      finding.check = "schema";
      told_.findings.push_back(finding);
      told_.cases = {{one.index, "2026-01-11", 3, 19, false, false}};
      break;
    }
  }
  const result::Comparison& comparison() const override { return told_; }

 private:
  result::Comparison told_;
};

std::string written(const char* format, const result::RunSource& run) {
  std::ostringstream text;
  report::find_format(format)->write(run, {}, text);
  return text.str();
}

}  // namespace

TEST_CASE("each format says what is new and since when") {
  const result::Run run = sample::ordinary_run();
  const Known known(run);
  std::ostringstream terminal;
  report::summarize(known, false, terminal);
  for (const std::string& text :
       {terminal.str(), written("html", known), written("markdown", known), written("junit", known)}) {
    CHECK(text.find("1 still failing since 12 Jan (16 nights), 1 fixed") != std::string::npos);
    CHECK(text.find("last passed on 11 Jan, 3 of the last 19 nights") != std::string::npos);
  }
  CHECK(terminal.str().find("Fixed since the last night\n   shop :: one: <b> was wrong [schema], since 12 Jan (16 "
                            "nights)\n") != std::string::npos);
  CHECK(written("markdown", known).find("<b> was wrong") == std::string::npos);
}

TEST_CASE("without a history nothing is said of it") {
  const result::Run run = sample::ordinary_run();
  const result::MemorySource source(run);
  for (const char* format : {"html", "markdown", "junit"})
    CHECK(written(format, source).find("history") == std::string::npos);
}

}  // namespace memory_test
