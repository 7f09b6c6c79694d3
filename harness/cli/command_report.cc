// concord report: reports again, from the journal of a run or from those of its shards.
#include "command.h"
#include "exit_code.h"
#include "options.h"
#include "run_flags.h"
#include "run_outcome.h"
#include "terminal.h"

#include <concord/result/run_reader.h>

#include <algorithm>
#include <memory>

namespace concord::cli {

namespace {

struct JournalFlags {
  std::vector<std::string> journals;
  ReportFlags reports;
};

int make_reports(const JournalFlags& flags) {
  auto run = result::RunReader::open(flags.journals);
  if (!run) {
    print(run.diagnostics());
    return BadInput;
  }
  const WrittenReports written = write_reports(*run, flags.reports);
  print(summary_of(*run, wants_color("auto", stdout_is_terminal())));
  for (const auto& [format, path] : written.files) print(base::printable(format + ' ' + path) + "\n");
  print(run->problems());
  print(written.problems);
  const bool is_lacking = base::has_errors(run->problems()) || !written.problems.empty();
  return std::max<int>(exit_code_of(*run), is_lacking ? BadInput : AllPassed);
}

}  // namespace

Action add_report(Options& options) {
  auto flags = std::make_shared<JournalFlags>();
  options.add_option("JOURNAL", flags->journals, "journal.jsonl of a run, also of one that was killed; those of all shards of a run")
      .required()
      .type_name("");
  declare(options, flags->reports);
  return [flags] { return make_reports(*flags); };
}

}  // namespace concord::cli
