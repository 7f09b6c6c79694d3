// concord report: reports again, from the journal of a run or from those of its shards.
#include "command.h"
#include "exit_code.h"
#include "options.h"
#include "run_flags.h"
#include "run_outcome.h"
#include "terminal.h"
#include "written_paths.h"

#include <concord/derive.h>
#include <concord/history.h>
#include <concord/result/run_reader.h>
#include <concord/session.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>

namespace concord::cli {

namespace {

struct JournalFlags {
  std::vector<std::string> journals;
  ReportFlags reports;
  std::vector<std::string> fail_on;
  std::string history;
  KeptAnswers kept_answers;
};

// The contract of a run that is over, where its file still says what it said then.
std::shared_ptr<const document::Node> contract_of(const result::ProviderInfo& info) {
  std::error_code failure;
  if (info.contract_file.empty() || !std::filesystem::is_regular_file(info.contract_file, failure)) return nullptr;
  static base::SourceSet sources;  // the lines of what is found
  const auto contract = derive::load_contract(sources, info.contract_file, info.name);
  const bool is_same = contract && session::digest_of_contract(*contract) == info.schema_sha256;
  return is_same ? contract->root : nullptr;
}

// Records the night, and takes what the history says of it; a run that was recorded when it was made has that in its
// journal.
base::Diagnostics remember(const std::string& path, history::Answers answers, result::RunReader& run) {
  auto store = history::Store::open(path);
  if (!store) return store.diagnostics();
  auto remembered = history::remember(*store, run, contract_of, answers);
  if (!remembered) return remembered.diagnostics();
  if (run.comparison().empty()) run.take(std::move(remembered->comparison));
  if (remembered->is_recorded) print("recorded in " + base::printable(path) + "\n");
  else if (remembered->why_not.empty()) print("in " + base::printable(path) + " already\n");
  else print("not in the history: " + base::printable(remembered->why_not) + "\n");
  return {};
}

std::vector<NamedPath> outputs_of(const JournalFlags& flags) {
  std::vector<NamedPath> outputs = history_outputs(flags.history, flags.reports);
  for (const NamedPath& one : outputs_of(flags.reports)) outputs.push_back(one);
  return outputs;
}

// Before a journal is read: it cannot be made again.
base::Diagnostics overwritten_by(const JournalFlags& flags) {
  std::vector<NamedPath> inputs;
  add_paths(inputs, "the journal", flags.journals);
  return overwritten(outputs_of(flags), inputs);
}

// What the run was made from, where it is still there.
base::Diagnostics overwritten_by(const JournalFlags& flags, const result::RunReader& run) {
  std::vector<NamedPath> inputs;
  for (const result::ProviderInfo& provider : run.info().providers)
    inputs.push_back({"the document", provider.contract_file});
  std::set<std::string> suites;
  for (std::size_t i = 0; i < run.size(); ++i) suites.insert(run.suite(run.facts(i).suite).suite_file);
  for (const std::string& suite : suites) {
    if (suite.empty()) continue;
    inputs.push_back({"the suite", suite});
    add_paths(inputs, "the known issues", suite::known_issue_files(suite));
    inputs.push_back({"the provider", (std::filesystem::path(suite).parent_path() / "provider.yaml").generic_string()});
  }
  return overwritten(outputs_of(flags), inputs);
}

int make_reports(const JournalFlags& flags) {
  if (const base::Diagnostics lost = overwritten_by(flags); !lost.empty()) return print(lost), UsageError;
  auto run = result::RunReader::open(flags.journals);
  if (!run) {
    print(run.diagnostics());
    // A run that was killed before it wrote what it planned.
    const auto is_empty = [](const base::Diagnostic& one) { return one.kind == "journal.empty"; };
    return std::all_of(run.diagnostics().begin(), run.diagnostics().end(), is_empty) ? NotJudged : BadInput;
  }
  if (const base::Diagnostics lost = overwritten_by(flags, *run); !lost.empty()) return print(lost), UsageError;
  base::Diagnostics forgotten;
  if (!flags.history.empty()) forgotten = remember(flags.history, flags.kept_answers.kept(), *run);
  const WrittenReports written = write_reports(*run, flags.reports);
  print(summary_of(*run, wants_color("auto", stdout_is_terminal()), stdout_columns()));
  for (const auto& [format, path] : written.files) print(base::printable(format + ' ' + path) + "\n");
  print(run->problems());
  print(written.problems);
  print(forgotten);
  const bool is_lacking =
      base::has_errors(run->problems()) || !written.problems.empty() || !forgotten.empty();
  const OnRequest requested = exit_code_on_request(*run, flags.fail_on);
  print(requested.told());
  return std::max(
      {static_cast<int>(exit_code_of(*run)), static_cast<int>(is_lacking ? BadInput : AllPassed), requested.exit_code});
}

}  // namespace

Action add_report(Options& options) {
  auto flags = std::make_shared<JournalFlags>();
  options
      .add_option("JOURNAL", flags->journals,
                  "journal.jsonl of a run, also of one that was killed; those of all shards of a run")
      .required()
      .type_name("");
  options.add_option("--fail-on", flags->fail_on, "Exit 3 when a case is flaky, 4 when a check warns (repeatable)")
      .one_of({"flaky", "warning"})
      .type_name("WHAT");
  options
      .add_option("--history", flags->history,
                  "Record the run in this memory, once only, and say what is new, since when, and what is fixed")
      .type_name("FILE")
      .not_empty("is a variable unset? without --history nothing is recorded");
  declare(options, flags->kept_answers);
  declare(options, flags->reports);
  return [flags] { return make_reports(*flags); };
}

}  // namespace concord::cli
