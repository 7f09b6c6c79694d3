// What comes of traffic that is judged, recorded or live: contracts and levels before, journal, coverage, reports and
// the exit code after.
#pragma once
#include "redaction_proof.h"
#include "report_files.h"
#include "written_paths.h"

#include <concord/base/printable.h>
#include <concord/base/source.h>
#include <concord/coverage.h>
#include <concord/journal.h>
#include <concord/traffic.h>

#include <memory>
#include <string>
#include <vector>

namespace concord::cli {

class Options;

struct TrafficFlags {
  std::vector<std::string> contracts, base_urls, levels, fail_on;
  ReportFlags reports;
  std::string journal;
  bool is_covered = false;
  std::string required_coverage;
};
// `journal_name`: of the journal in the folder of reports, where none is named.
void declare(Options& options, TrafficFlags& flags, const std::string& journal_name);

// Said beside what was judged.
struct TrafficWords {
  std::string command_line, target;
  std::vector<std::string> lines;  // in the summary, printed escaped
  base::Diagnostics problems;
  int exit_code = 0;  // at least
};

class TrafficOutcome {
 public:
  // `flags` must outlive it.
  TrafficOutcome(const TrafficFlags& flags, std::string journal_name, const std::string& target);

  // Every mistake of the command line at once.
  base::Diagnostics prepare();
  // Before there is anything to write: a journal that cannot be written is told at once.
  base::Diagnostics open_journal();
  std::vector<const contract::Contract*> contracts() const;
  traffic::JudgeOptions judge_options() const;
  std::string journal_path() const;
  // For overwritten(): what is read for the contracts; the journal and the reports.
  std::vector<NamedPath> inputs() const;
  std::vector<NamedPath> outputs() const;
  // Writes the journal and the reports, prints the summary, and says how to end. May be called again later.
  int report(const traffic::Judge& judge, const TrafficWords& words);

 private:
  // Coverage is told to the journal of the report that is made.
  class CoverageReceiver : public result::Sink {
   public:
    void covered(const result::Coverage& coverage) override {
      if (to != nullptr) to->covered(coverage);
    }
    result::Sink* to = nullptr;
  };

  bool is_covered() const { return flags_.is_covered || !flags_.required_coverage.empty(); }
  void make_coverage(std::vector<coverage::Requirement> required);
  void tell(const traffic::Judge& judge, const TrafficWords& words);
  // What was written is searched for the credentials of all that was judged; says what is wrong.
  Proof prove(const traffic::Judge& judge, const WrittenReports& reports, const base::Printable& summary) const;

  const TrafficFlags& flags_;
  const std::string journal_name_, target_;
  base::SourceSet sources_;
  std::vector<std::unique_ptr<contract::Contract>> contracts_;
  check::Levels levels_;
  result::RunInfo info_;
  std::unique_ptr<result::JournalWriter> journal_;
  CoverageReceiver receiver_;
  std::unique_ptr<coverage::Recorder> coverage_;
  bool is_told_ = false;  // what is in the journal is a whole run
};

}  // namespace concord::cli
