#include "traffic_outcome.h"

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
#include <concord/session.h>

#include <algorithm>

namespace concord::cli {

void declare(Options& options, TrafficFlags& flags, const std::string& journal_name) {
  options
      .add_option("--contract", flags.contracts,
                  "Contracts, documents or pages, or folders with openapi.yaml; repeatable (default: "
                  "schemas/*/openapi.yaml)")
      .type_name("DOC")
      .one_value_each();
  options.add_option("--base-url", flags.base_urls, "The operations were reached under this URL too; repeatable")
      .type_name("URL")
      .one_value_each();
  options
      .add_option("--level", flags.levels,
                  "How much a check counts: ID=fail, warn or off; traffic.unknown is of requests of no operation")
      .type_name("ID=LEVEL")
      .one_value_each();
  options.add_option("--fail-on", flags.fail_on, "Exit 4 when a check warns").one_of({"warning"}).type_name("WHAT");
  options.add_flag("--coverage", flags.is_covered, "Say what of the contracts was asked for and seen");
  options.add_option("--require-coverage", flags.required_coverage, "operations=100%,statuses=80%: less ends with 4")
      .type_name("LIST");
  options
      .add_option("--journal", flags.journal,
                  "Where the journal goes (default: " + journal_name + " in the reports folder)")
      .type_name("FILE");
  declare(options, flags.reports);
}

TrafficOutcome::TrafficOutcome(const TrafficFlags& flags, std::string journal_name, const std::string& target)
    : flags_(flags), journal_name_(std::move(journal_name)), target_(target) {}

base::Diagnostics TrafficOutcome::prepare() {
  base::Diagnostics problems;
  contracts_ = load_contracts(sources_, flags_.contracts, problems);
  levels_ = read_levels(flags_.levels, problems);
  base::append(problems, check_paths(flags_.reports));
  auto required = coverage::parse_requirements(flags_.required_coverage);
  if (flags_.required_coverage.empty()) required = std::vector<coverage::Requirement>{};
  if (!required) base::append(problems, required.diagnostics());
  for (const std::string& url : flags_.base_urls) {
    if (!http::parse_url(url))
      problems.push_back(base::error("judge.base-url", "--base-url: " + base::in_quotes(url) + " is no http URL"));
  }
  if (!problems.empty()) return problems;
  info_ = session::describe_run(base::random_seed(), target_, version);
  for (const auto& contract : contracts_) info_.providers.push_back(session::describe_provider(*contract, ""));
  if (is_covered()) make_coverage(std::move(required).value());
  return {};
}

std::vector<const contract::Contract*> TrafficOutcome::contracts() const {
  std::vector<const contract::Contract*> all;
  for (const auto& one : contracts_) all.push_back(one.get());
  return all;
}

std::string TrafficOutcome::journal_path() const {
  return flags_.journal.empty() ? flags_.reports.folder + '/' + journal_name_ : flags_.journal;
}

// One for each report: what is in one that was told has come to its end.
std::vector<NamedPath> TrafficOutcome::inputs() const {
  std::vector<NamedPath> inputs;
  add_paths(inputs, "the document", flags_.contracts);
  for (const contract::Contract* one : contracts()) inputs.push_back({"the document", one->file});
  add_sources(inputs, sources_);
  return inputs;
}

std::vector<NamedPath> TrafficOutcome::outputs() const {
  std::vector<NamedPath> outputs{{"the journal", journal_path()}};
  for (const NamedPath& one : outputs_of(flags_.reports)) outputs.push_back(one);
  return outputs;
}

base::Diagnostics TrafficOutcome::open_journal() {
  if (journal_ && !std::exchange(is_told_, false)) return {};
  journal_.reset();
  auto journal = result::JournalWriter::create(journal_path(), info_.id);
  if (!journal) return std::move(journal).diagnostics();
  journal_ = std::move(journal).value();
  return {};
}

void TrafficOutcome::make_coverage(std::vector<coverage::Requirement> required) {
  std::vector<const contract::Operation*> operations;
  for (const auto& contract : contracts_) {
    for (const contract::Operation& one : contract->operations) operations.push_back(&one);
  }
  coverage_ =
      std::make_unique<coverage::Recorder>(operations, coverage_levels(levels_), std::move(required), receiver_);
}

traffic::JudgeOptions TrafficOutcome::judge_options() const {
  traffic::JudgeOptions options;
  options.levels = levels_;
  if (const auto level = levels_.find("traffic.unknown"); level != levels_.end()) options.unknown = level->second;
  options.base_urls = flags_.base_urls;
  options.observer = coverage_.get();
  return options;
}

void TrafficOutcome::tell(const traffic::Judge& judge, const TrafficWords& words) {
  info_.command_line = words.command_line;
  info_.target = words.target;
  receiver_.to = journal_.get();
  result::Sinks sinks;
  if (coverage_) sinks.add(*coverage_);
  sinks.add(*journal_);
  judge.tell(info_, sinks);
  receiver_.to = nullptr;
  is_told_ = true;
}

Proof TrafficOutcome::prove(const traffic::Judge& judge, const WrittenReports& reports,
                            const base::Printable& summary) const {
  Written written{{journal_->path()}, summary.text(), {}};
  for (const auto& [format, path] : reports.files) written.files.emplace_back(path);
  written.files.insert(written.files.end(), reports.attachments.begin(), reports.attachments.end());
  // An example of a contract is no secret.
  for (const auto& contract : contracts_) {
    for (const contract::DocPlace& one : contract->documents) written.suites.insert(one.document);
    written.suites.insert(contract->file);
  }
  const std::vector<base::NamedSecret> secrets = judge.secrets();
  Proof proof = RedactionProof(secrets, journal_->path())(written);
  for (const std::string& line : proof.not_searched) print_error(base::printable(line) + "\n");
  print(proof.leaks);
  print(proof.problems);
  return proof;
}

int TrafficOutcome::report(const traffic::Judge& judge, const TrafficWords& words) {
  if (const auto problems = open_journal(); !problems.empty()) return print(problems), BadInput;
  tell(judge, words);
  auto run = journal_->read();
  if (!run) return print(run.diagnostics()), BadInput;
  const WrittenReports written = write_reports(*run, flags_.reports);
  const base::Printable summary = summary_of(*run, wants_color("auto", stdout_is_terminal()), stdout_columns());
  print(summary);
  for (const std::string& line : words.lines) print(base::printable(line) + "\n");
  for (const auto& [format, path] : written.files) print(base::printable(format + ' ' + path) + "\n");
  print(words.problems);
  print(written.problems);
  const Proof proof = prove(judge, written, summary);
  const OnRequest requested = exit_code_on_request(*run, flags_.fail_on);
  print(requested.told());
  const bool is_lacking = base::has_errors(written.problems) || !proof.problems.empty() || !journal_->error().empty();
  return std::max({exit_code_of(*run), requested.exit_code, is_lacking ? static_cast<int>(BadInput) : 0,
                   proof.leaks.empty() ? 0 : static_cast<int>(NotJudged), words.exit_code});
}

}  // namespace concord::cli
