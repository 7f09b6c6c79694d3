// concord report: reports again, from a journal.
#include "command.h"
#include "exit_code.h"
#include "run_flags.h"
#include "terminal.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <concord/journal.h>

#include <algorithm>
#include <memory>

namespace concord::cli {

namespace {

struct JournalFlags {
  std::string journal;
  ReportFlags reports;
};

int make_reports(const JournalFlags& flags) {
  base::SourceSet sources;
  auto run = result::read_journal(sources, flags.journal);
  if (!run) {
    print(run.diagnostics());
    return BadInput;
  }
  const WrittenReports written = write_reports(*run, flags.reports);
  print(base::Printable::composed(report::summarize(*run, wants_color("auto", stdout_is_terminal()))));
  for (const auto& [format, path] : written.files) print(base::printable(format + ' ' + path) + "\n");
  print(written.problems);
  return written.problems.empty() ? AllPassed : BadInput;
}

}  // namespace

Action add_report(CLI::App& app) {
  auto flags = std::make_shared<JournalFlags>();
  app.add_option("JOURNAL", flags->journal, "journal.jsonl of a run, also of one that was killed")->required()->type_name("");
  declare(app, flags->reports);
  return [flags] { return make_reports(*flags); };
}

}  // namespace concord::cli
