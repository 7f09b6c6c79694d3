// concord judge: recorded traffic by contracts.
#include "command.h"
#include "contract_files.h"
#include "exit_code.h"
#include "levels.h"
#include "options.h"
#include "run_flags.h"
#include "run_outcome.h"
#include "signals.h"
#include "terminal.h"
#include "version.h"

#include <concord/base/random.h>
#include <concord/base/text.h>
#include <concord/coverage.h>
#include <concord/journal.h>
#include <concord/session.h>
#include <concord/traffic.h>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace concord::cli {

namespace {

struct JudgeFlags {
  std::vector<std::string> files, contracts, base_urls, levels, fail_on;
  ReportFlags reports;
  std::string journal;
  bool is_covered = false;
  std::string required_coverage;
};

class JudgeCommand {
 public:
  explicit JudgeCommand(const JudgeFlags& flags) : flags_(flags) {}

  int operator()() {
    contracts_ = load_contracts(sources_, flags_.contracts, problems_);
    levels_ = read_levels(flags_.levels, problems_);
    base::append(problems_, check_paths(flags_.reports));
    auto required = coverage::parse_requirements(flags_.required_coverage);
    if (flags_.required_coverage.empty()) required = std::vector<coverage::Requirement>{};
    if (!required) base::append(problems_, required.diagnostics());
    for (const std::string& url : flags_.base_urls) {
      if (!http::parse_url(url))
        problems_.push_back(base::error("judge.base-url", "--base-url: " + base::in_quotes(url) + " is no http URL"));
    }
    for (const std::string& file : flags_.files) {
      std::error_code none;
      if (std::filesystem::equivalent(file, journal_path(), none))
        problems_.push_back(base::error("judge.journal", base::in_quotes(file) + " would be read and written at once",
                                        {}, "--journal FILE says where the journal of this judgement goes"));
    }
    if (!problems_.empty()) return print(problems_), BadInput;
    auto journal = open_journal();
    if (!journal) return print(journal.diagnostics()), BadInput;
    journal_ = std::move(journal).value();
    if (is_covered()) make_coverage(std::move(required).value());
    auto judge = traffic::Judge::make(pointers(), options());
    if (!judge) return print(judge.diagnostics()), BadInput;
    read(**judge);
    if ((*judge)->counts().exchanges == 0 && base::has_errors(unread_)) return print(unread_), BadInput;
    tell(**judge);
    return report(**judge);
  }

 private:
  bool is_covered() const { return flags_.is_covered || !flags_.required_coverage.empty(); }

  std::vector<const contract::Contract*> pointers() const {
    std::vector<const contract::Contract*> all;
    for (const auto& one : contracts_) all.push_back(one.get());
    return all;
  }

  std::string journal_path() const {
    return flags_.journal.empty() ? flags_.reports.folder + "/judge.jsonl" : flags_.journal;
  }

  base::Result<std::unique_ptr<result::JournalWriter>> open_journal() {
    info_ = session::describe_run(base::random_seed(), "recorded", version);
    return result::JournalWriter::create(journal_path(), info_.id);
  }

  void make_coverage(std::vector<coverage::Requirement> required) {
    std::vector<const contract::Operation*> operations;
    for (const auto& contract : contracts_) {
      for (const contract::Operation& one : contract->operations) operations.push_back(&one);
    }
    coverage_ =
        std::make_unique<coverage::Recorder>(operations, coverage_levels(levels_), std::move(required), *journal_);
  }

  traffic::JudgeOptions options() const {
    traffic::JudgeOptions options;
    options.levels = levels_;
    if (const auto level = levels_.find("traffic.unknown"); level != levels_.end()) options.unknown = level->second;
    options.base_urls = flags_.base_urls;
    options.stop = &stop_signal();
    options.observer = coverage_.get();
    return options;
  }

  void read(traffic::Judge& judge) {
    for (const std::string& file : flags_.files) {
      if (!judge.wants_more()) return;
      traffic::ReadRecording read = traffic::read_recording(file, judge);
      if (read.first != base::SystemTime{} && (first_ == base::SystemTime{} || read.first < first_))
        first_ = read.first;
      base::append(unread_, std::move(read.problems));
    }
  }

  void tell(const traffic::Judge& judge) {
    info_.command_line = "concord judge " + base::join(flags_.files, " ");
    if (first_ != base::SystemTime{}) info_.target = "recorded " + base::format_date(first_);
    for (const auto& contract : contracts_) info_.providers.push_back(session::describe_provider(*contract, ""));
    result::Sinks sinks;
    if (coverage_) sinks.add(*coverage_);
    sinks.add(*journal_);
    judge.tell(info_, sinks);
  }

  int report(const traffic::Judge& judge) {
    auto run = journal_->read();
    if (!run) return print(run.diagnostics()), BadInput;
    const WrittenReports written = write_reports(*run, flags_.reports);
    print(summary_of(*run, wants_color("auto", stdout_is_terminal()), stdout_columns()));
    for (const std::string& line : traffic::describe(judge.counts())) print(base::printable(line) + "\n");
    for (const auto& [format, path] : written.files) print(base::printable(format + ' ' + path) + "\n");
    print(unread_);
    print(written.problems);
    const OnRequest requested = exit_code_on_request(*run, flags_.fail_on);
    print(base::printable(requested.line));
    const bool is_lacking = base::has_errors(written.problems) || !journal_->error().empty();
    return std::max(
        {exit_code_of(*run), requested.exit_code, is_lacking ? static_cast<int>(BadInput) : 0,
         base::has_errors(unread_) ? static_cast<int>(judge.counts().judged > 0 ? NotJudged : BadInput) : 0});
  }

  const JudgeFlags& flags_;
  base::SourceSet sources_;
  base::Diagnostics problems_, unread_;
  std::vector<std::unique_ptr<contract::Contract>> contracts_;
  check::Levels levels_;
  result::RunInfo info_;
  std::unique_ptr<result::JournalWriter> journal_;
  std::unique_ptr<coverage::Recorder> coverage_;
  base::SystemTime first_{};
};

}  // namespace

Action add_judge(Options& options) {
  auto flags = std::make_shared<JudgeFlags>();
  options
      .add_option("FILE", flags->files,
                  "HAR 1.2, journals of runs, or JSON Lines with an exchange each (see docs/traffic.md)")
      .required()
      .type_name("");
  options
      .add_option("--contract", flags->contracts,
                  "Contracts, documents or pages, or folders with openapi.yaml; repeatable (default: "
                  "schemas/*/openapi.yaml)")
      .type_name("DOC")
      .one_value_each();
  options.add_option("--base-url", flags->base_urls, "The operations were reached under this URL too; repeatable")
      .type_name("URL")
      .one_value_each();
  options
      .add_option("--level", flags->levels,
                  "How much a check counts: ID=fail, warn or off; traffic.unknown is of requests of no operation")
      .type_name("ID=LEVEL")
      .one_value_each();
  options.add_option("--fail-on", flags->fail_on, "Exit 4 when a check warns").one_of({"warning"}).type_name("WHAT");
  options.add_flag("--coverage", flags->is_covered, "Say what of the contracts was asked for and seen");
  options.add_option("--require-coverage", flags->required_coverage, "operations=100%,statuses=80%: less ends with 4")
      .type_name("LIST");
  options.add_option("--journal", flags->journal, "Where the journal goes (default: judge.jsonl in the reports folder)")
      .type_name("FILE");
  declare(options, flags->reports);
  return [flags] { return JudgeCommand(*flags)(); };
}

}  // namespace concord::cli
