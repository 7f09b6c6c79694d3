// Any bytes as a journal: what can be read is counted as it is shown, all reports can be made of it, and it can be told
// again.
#include "input.h"

#include <concord/report.h>
#include <concord/result/run_reader.h>

#include <sys/mman.h>
#include <unistd.h>

#include <sstream>

namespace {

using namespace concord;
using fuzz::require;

base::Descriptor file_of(std::string_view text) {
  base::Descriptor file(::memfd_create("journal", MFD_CLOEXEC));
  require(base::write_all(file.get(), text) == 0, "a file in memory takes the input");
  return file;
}

class Counting : public result::Sink {
 public:
  std::size_t planned = 0;
  void case_planned(const result::CasePlan&) override { ++planned; }
};

void check_cases(const result::RunReader& run) {
  result::Totals totals;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const result::CaseFacts facts = run.facts(i);
    const result::CaseResult one = run.read(i);
    require(one.index == facts.index, "a case has the index of its facts");
    require(one.verdict == facts.verdict, "a case has the verdict that was counted");
    require(one.warnings.size() == facts.warnings || facts.verdict != one.verdict, "and its warnings");
    require(i == 0 || run.facts(i - 1).index < facts.index, "cases are in order, each once");
    require(run.suite(facts.suite).classname == one.classname, "a case has the class of its suite");
    totals.add(one.verdict, one.warnings.size());
  }
  require(totals.cases() == run.totals().cases(), "all cases are counted");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto run = result::RunReader::open(file_of(fuzz::text_of(data, size)), "input.jsonl");
  if (!run) {
    require(!run.diagnostics().empty(), "a refusal says why");
    return 0;
  }
  check_cases(*run);
  for (const report::FormatKind& format : report::format_kinds()) {
    std::ostringstream text;
    format.write(*run, {.reproducible = false, .extended = true, .attachments = "http"}, text);
    require(!text.str().empty(), "every report says something");
  }
  std::ostringstream summary;
  report::summarize(*run, false, summary);
  Counting counting;
  run->replay(counting);
  require(counting.planned == run->size(), "all cases are told again");
  return 0;
}
