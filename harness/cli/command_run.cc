// concord run: load, resolve, send, judge, report.
#include "command.h"
#include "contract_mistakes.h"
#include "descriptor_limit.h"
#include "document_run.h"
#include "exit_code.h"
#include "levels.h"
#include "options.h"
#include "page_watch.h"
#include "progress.h"
#include "redaction_proof.h"
#include "run_flags.h"
#include "run_outcome.h"
#include "run_settings.h"
#include "run_tape.h"
#include "signals.h"
#include "terminal.h"
#include "version.h"

#include <concord/base/counted.h>
#include <concord/base/named_secret.h>
#include <concord/base/random.h>
#include <concord/base/text.h>
#include <concord/base/userinfo.h>
#include <concord/coverage.h>
#include <concord/history.h>
#include <concord/journal.h>
#include <concord/result/events.h>
#include <concord/result/sink_thread.h>
#include <concord/run.h>
#include <concord/session.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>

namespace concord::cli {

using base::error;

namespace {

base::Milliseconds milliseconds(double seconds) {
  return base::Milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

class RunCommand {
 public:
  explicit RunCommand(RunFlags& flags) : flags_(flags) {}

  int operator()() {
    stop_signal();
    const PathKind kind = kind_of(flags_.paths);
    if (flags_.target.seed == 0 && kind == PathKind::Documents)
      flags_.target.seed = seed_of(flags_.rerun_failed).value_or(0);
    if (flags_.target.seed == 0) flags_.target.seed = base::random_seed() >> 12;  // short enough to be typed
    if (kind == PathKind::Mixed) {
      print({error("run.mixed", "suites and documents are run apart", {}, "name one kind of PATH")});
      return UsageError;
    }
    return kind == PathKind::Documents ? run_documents() : run_suites();
  }

 private:
  int run_documents() {
    auto headers = given_headers();
    if (!headers) return print(headers.diagnostics()), BadInput;
    Documents documents = load_documents(sources_, flags_, *headers);
    if (const base::Diagnostics mistakes = document_usage(documents, flags_); !mistakes.empty())
      return print(mistakes), UsageError;
    if (!read_rerun()) return BadInput;
    auto shard = session::parse_shard(flags_.shard);
    if (!shard) return print(shard.diagnostics()), BadInput;
    if (documents.problems.empty())
      print_error(contract_mistakes(sources_, documents.providers, wants_color(flags_.color, stderr_is_terminal())));
    auto explorer = make_explorer(std::move(documents), flags_, *shard);
    if (!explorer) return print(explorer.diagnostics()), BadInput;
    if (const int signal = stop_signal().load(); signal != 0) {
      print_error("interrupted while the requests were planned, nothing was sent\n");
      return 128 + signal;
    }
    levels_ = read_levels(flags_.levels, fatal_);
    plan_ = (*explorer)->plan();
    explorer_ = explorer->get();
    source_ = std::move(explorer).value();
    print(explorer_->notes());
    if (!has_cases()) problems_.push_back(error("run.nothing", "no case is selected"));
    if (!flags_.is_dry_run) return run_planned();
    print(base::Printable::composed(describe_plan(*explorer_)));
    print(problems_);
    return exit_of_list();
  }

  base::Result<std::vector<session::GivenHeader>> given_headers() {
    base::Diagnostics ignored;
    return all_headers(ignored);
  }

  // -H and -u.
  base::Result<std::vector<session::GivenHeader>> all_headers(base::Diagnostics& warnings) const {
    auto headers = session::read_headers(flags_.headers, warnings);
    if (!headers || flags_.user.empty()) return headers;
    auto user = session::read_user(flags_.user, warnings);
    if (!user) return std::move(user).diagnostics();
    headers->push_back(std::move(user).value());
    return headers;
  }

  // The names of the cases that --rerun-failed selects.
  bool read_rerun() {
    if (flags_.rerun_failed.empty()) return true;
    auto names = failed_in(flags_.rerun_failed);
    if (!names) return print(names.diagnostics()), false;
    flags_.selection.names = std::move(names).value();
    return true;
  }

  int run_suites() {
    if (!read_rerun()) return BadInput;
    if (flags_.is_refreshed && flags_.replay.empty() && !flags_.is_dry_run) refresh();
    auto headers = given_headers();  // mistakes are told when they are to be sent
    const auto has_header = [&](const std::string& name) { return headers && session::has_header(*headers, name); };
    suite::Loaded loaded = suite::load(sources_, flags_.paths, flags_.selection, has_header);
    plan_ = std::move(loaded.plan);
    problems_ = std::move(loaded.diagnostics);
    auto shard = session::parse_shard(flags_.shard);
    if (!shard) base::append(fatal_, shard.diagnostics());
    const bool is_cut = shard && shard->count > 1;
    auto timings = session::read_timings(is_cut ? flags_.timings : "");
    if (!timings) base::append(fatal_, timings.diagnostics());
    else if (is_cut && timings->empty() && !flags_.timings.empty())
      print_error("no times of an earlier run in " + base::printable(flags_.timings) + " yet\n");
    const auto shuffle_seed = flags_.is_shuffled ? std::optional(flags_.target.seed) : std::nullopt;
    source_ = run::make_plan_source(plan_, shard ? *shard : run::Shard{}, timings ? *timings : run::Timings(),
                                    shuffle_seed);
    levels_ = read_levels(flags_.levels, fatal_);
    if (plan_.empty() && !base::has_errors(problems_))
      problems_.push_back(error("run.nothing", "no case is selected", {}, loaded.why_not_selected));
    if (is_cut && !plan_.empty() && source_->announced() == 0)
      problems_.push_back(error("run.nothing", "no case is in shard " + flags_.shard, {},
                                "the others have all of " + base::counted(plan_.size(), "case")));
    if (flags_.is_dry_run) return list_cases();
    if (plan_.empty() && is_nothing_there()) return print(problems_), print(fatal_), BadInput;
    return run_planned();
  }

  // Before anything of the contracts is read for the run itself.
  void refresh() const {
    base::SourceSet sources;
    if (!refresh_pages(suite::load(sources, flags_.paths, flags_.selection).plan))
      print("the run goes on with what is committed\n");
    print("\n");
  }

  // A name that is not there is no run: the reports of an earlier one stay.
  bool is_nothing_there() const {
    std::error_code none;
    return std::none_of(flags_.paths.begin(), flags_.paths.end(),
                        [&](const std::string& path) { return std::filesystem::exists(path, none); });
  }

  int run_planned() {
    const base::Diagnostics lost = overwritten(flags_, plan_, sources_);
    if (!lost.empty()) return print(lost), UsageError;
    base::append(fatal_, check(flags_));
    base::append(fatal_, tape_.open(flags_));
    print(problems_);
    print(tape_.first_line());
    info_ = session::describe_run(flags_.target.seed, session::target_name(flags_.target), version);
    session::Targets targets = session::resolve_targets(sources_, plan_, flags_.target);
    info_.target = tape_.is_replay() ? tape_.target() : targets.name;
    info_.providers = targets.providers;
    info_.is_part = chooses_a_part(flags_);
    info_.drift_levels = drift_levels(levels_);
    // Which thing a case that nobody wrote meets differs from run to run: what its answers look like is no drift.
    if (explorer_ && info_.drift_levels.empty()) info_.drift_levels["drift"] = result::Level::Off;
    base::append(fatal_, std::move(targets.problems));
    std::vector<session::GivenHeader> headers = read_headers(targets);
    read_proxy(targets);
    info_.command_line = targets.redactor.redact(command_line(flags_, info_));
    // Without a journal there are no reports: nothing is sent then.
    if (!open_journal()) return BadInput;
    print(targets.warnings);
    secrets_ = base::secrets_of(targets.redactor);
    if (is_sendable()) send(std::move(targets), std::move(headers));
    else tell_why_unsent(targets.redactor);
    forget_cases();
    return report();
  }

  // Names may have secrets of rows in them.
  base::Redactor known_secrets() const {
    const session::Variables variables = session::gather_variables(plan_, flags_.target.variables, true);
    base::Redactor redactor;
    const auto hide = [&](const std::string& name) {
      const auto value = variables.values.find(name);
      if (value != variables.values.end()) redactor.add(name, base::Secret(value->second));
    };
    for (const std::string& name : variables.secret_names) hide(name);
    for (const auto& provider : plan_.providers) {
      for (const suite::VariableSpec& variable : provider->variables) {
        if (variable.is_secret) hide(variable.name);
      }
    }
    return redactor;
  }

  int list_cases() {
    const base::Redactor redactor = known_secrets();
    source_->announce([&redactor](result::CasePlan one) {
      run::redact(one, redactor);
      print(base::printable(result::full_name(one)) + "\n");
    });
    print(problems_);
    print(fatal_);
    return exit_of_list();
  }

  int exit_of_list() const { return !has_mistakes() ? AllPassed : BadInput; }

  // In the whole run: a shard may have none.
  bool has_cases() const {
    if (!explorer_) return !plan_.empty();
    result::RunInfo whole;
    source_->describe(whole);
    return whole.planned > 0;
  }
  bool is_sendable() const { return fatal_.empty() && has_cases(); }

  void tell_why_unsent(const base::Redactor& redactor) {
    if (!has_cases()) return tell_unsent({result::AbortKind::NothingSelected, "no tests selected"}, redactor);
    print(fatal_);
    const bool lacks_credentials = fatal_.front().kind == "credentials.missing";
    tell_unsent(
        {lacks_credentials ? result::AbortKind::NoCredentials : result::AbortKind::Config, fatal_.front().message},
        redactor);
  }

  std::vector<session::GivenHeader> read_headers(session::Targets& targets) {
    auto headers = all_headers(targets.warnings);
    if (!headers) return base::append(fatal_, std::move(headers).diagnostics()), std::vector<session::GivenHeader>();
    base::append(targets.warnings, session::hide_headers(*headers, targets.redactor));
    return std::move(headers).value();
  }

  void read_proxy(session::Targets& targets) {
    auto proxy = session::read_proxy(flags_.proxy, flags_.proxy_user, targets.warnings);
    if (!proxy) return base::append(fatal_, std::move(proxy).diagnostics());
    base::append(targets.warnings, session::hide_proxy(*proxy, targets.redactor));
    flags_.transport.proxy = proxy->url;
    flags_.transport.proxy_user = proxy->user;
    flags_.transport.proxy_password = proxy->password;
  }

  // The events of a run that sends nothing: what was planned, and why it is not run.
  void tell_unsent(result::Aborted why, const base::Redactor& redactor) {
    const bool lacks_credentials = why.kind == result::AbortKind::NoCredentials;
    const result::SkipReason reason{lacks_credentials ? result::SkipKind::NoCredentials : result::SkipKind::NotSelected,
                                    lacks_credentials ? why.text : "nothing was sent"};
    source_->describe(info_);
    result::Sink& sinks = *journal_;
    sinks.run_planned(info_, source_->announced());
    source_->announce([&](result::CasePlan plan) {
      run::redact(plan, redactor);
      sinks.case_planned(plan);
    });
    sinks.run_aborted(why);
    source_->announce([&](result::CasePlan plan) {
      run::redact(plan, redactor);
      result::CaseResult result(plan);
      if (result.verdict == result::Verdict::NotRun) result.reason = reason;
      sinks.case_finished(result);
    });
    sinks.run_ended({why, base::Milliseconds(0)});
  }

  void send(session::Targets targets, std::vector<session::GivenHeader> headers) {
    run::Options options;
    options.info = info_;
    merge_tls(flags_, targets);
    options.endpoints = targets.endpoints;
    options.redactor = &targets.redactor;
    options.headers = std::move(headers);
    options.jobs = flags_.jobs;
    options.retries = flags_.retries;
    options.longest_wait = milliseconds(flags_.retry_max_time);
    options.timeouts.connect = milliseconds(flags_.connect_timeout);
    options.timeouts.total = milliseconds(flags_.max_time);
    options.obey_limits = targets.server == nullptr && !tape_.is_replay();
    options.requests_per_second = flags_.rate;
    options.repeat = flags_.repeat;
    options.fail_fast = flags_.fail_fast;
    options.levels = levels_;
    options.stop = &stop_signal();
    options.record_is_lost = &journal_->has_failed();
    if (!flags_.deadline.empty()) options.deadline = base::parse_duration(flags_.deadline);
    options.curl_options = curl_options(flags_);
    // Also of a run that is not compared: its journal can be added to a history later, as those of shards are.
    options.observe = info_.target != "mock" || !flags_.history.empty();
    open_history();
    result::Sinks covered;  // the history is told before it compares
    if (recorder_) covered.add(*recorder_);
    covered.add(*journal_);
    const bool color = wants_color(flags_.color, stderr_is_terminal());
    Progress progress(source_->announced(), {stderr_is_terminal(), flags_.is_quiet, flags_.is_verbose, color});
    result::Sinks sinks;
    const auto covers = coverage_recorder(covered);
    options.observe = options.observe || covers != nullptr;
    if (covers) sinks.add(*covers);
    if (recorder_) sinks.add(*recorder_);
    sinks.add(*journal_);
    sinks.add(progress);
    if (flags_.is_shuffled && !flags_.is_quiet)
      print_error("shuffled: --shuffle --seed " + base::Printable(flags_.target.seed) + " repeats this order\n");
    session::PathHints path_hints(plan_, targets);
    sinks.add(path_hints);
    allow_descriptors(256 + 2 * flags_.jobs);  // a connection takes one here, and one in the embedded mock
    const auto transport = tape_.is_replay()
                               ? traffic::make_closed_transport()
                               : http::make_curl_transport(transport_options(flags_, targets, info_.target));
    journal_->write_at_pauses();
    std::optional<MistakesBeside> mistakes;  // those of documents are told already
    if (!explorer_ && !flags_.is_quiet) mistakes.emplace(plan_, color);
    result::SinkThread beside(sinks);
    const auto holding = explorer_ ? explorer_->sink(beside) : nullptr;
    run::run(*source_, options, tape_.recordings(), *transport,
             holding ? *holding : static_cast<result::Sink&>(beside));
    progress.done();
    has_seen_failure_ = progress.has_seen_failure();
    if (mistakes) print_error(mistakes->take());
    tape_.tell(flags_, source_->announced());
    base::append(output_problems_, tape_.problems());
    if (recorder_) tell_of_history();
    if (explorer_) tell_what_is_left(targets.redactor);
    if (targets.server && !flags_.target.mutant.empty())
      print_error("the mutant changed " + base::printable(base::counted(targets.server->mutated(), "answer")) + "\n");
    print(path_hints.diagnostics());
    secrets_ = base::secrets_of(targets.redactor);  // with those that were fetched and captured
  }

  // Also when it says nothing of the contract: somebody has to take it away.
  void tell_what_is_left(const base::Redactor& redactor) const {
    constexpr std::size_t most_shown = 20;
    const std::vector<std::string>& left = explorer_->left_behind();
    if (left.empty() || info_.target == "mock") return;
    print_error(base::printable(base::counted(left.size(), "thing") +
                                " that stories made could not be taken away, and may still be there:") +
                "\n");
    for (std::size_t i = 0; i < std::min(left.size(), most_shown); ++i)
      print_error("  " + base::printable(redactor.redact(left[i])) + "\n");
    if (left.size() > most_shown)
      print_error("  and " + base::Printable(left.size() - most_shown) + " more, which the journal has\n");
  }

  // Null where coverage is not asked for.
  std::unique_ptr<coverage::Recorder> coverage_recorder(result::Sink& tells) {
    if (!flags_.is_covered && flags_.required_coverage.empty()) return nullptr;
    std::vector<const contract::Operation*> operations;
    for (const auto& provider : plan_.providers) {
      for (const contract::Operation& operation : provider->contract.operations) operations.push_back(&operation);
    }
    std::vector<coverage::Requirement> required;
    if (!flags_.required_coverage.empty()) required = *coverage::parse_requirements(flags_.required_coverage);
    return std::make_unique<coverage::Recorder>(operations, coverage_levels(levels_), std::move(required), tells);
  }

  std::shared_ptr<const document::Node> contract_of(const std::string& name) const {
    for (const auto& provider : plan_.providers) {
      if (provider->name == name) return provider->contract.root;
    }
    return nullptr;
  }

  // Without it the contract is judged all the same.
  void open_history() {
    const bool has_none = flags_.has_no_history || tape_.is_replay();
    const bool is_remembered = !has_none && (info_.target != "mock" || !flags_.history.empty());
    result::RunInfo described = info_;
    source_->describe(described);
    if (!is_remembered || described.shard_count > 1) return;
    auto history = history::Store::open(flags_.history.empty() ? flags_.reports.folder + "/history.sqlite"
                                                               : flags_.history);
    if (!history) return base::append(output_problems_, std::move(history).diagnostics());
    history_.emplace(std::move(history).value());
    recorder_ = std::make_unique<history::Recorder>(
        *history_, [this](const result::ProviderInfo& info) { return contract_of(info.name); }, *journal_,
        flags_.kept_answers.kept(), [this] { return why_unrecorded(); });
  }

  // What the history says of a night can be looked up in its reports.
  std::string why_unrecorded() const {
    journal_->flush();
    return journal_->error().empty() ? "" : "its journal could not be written";
  }

  void tell_of_history() const {
    if (!recorder_->why_not().empty() && !flags_.is_quiet)
      print_error("not in the history: " + base::printable(recorder_->why_not()) + "\n");
  }

  // That of an earlier run is of more use than one of which nothing was sent.
  std::string journal_path() {
    const std::string path = flags_.journal.empty() ? flags_.reports.folder + "/journal.jsonl" : flags_.journal;
    std::error_code failure;
    keeps_earlier_ = !is_sendable() && std::filesystem::is_regular_file(path, failure);
    if (!keeps_earlier_) return path;
    return (std::filesystem::path(path).parent_path() / ("journal-" + info_.id + ".jsonl")).generic_string();
  }

  bool open_journal() {
    const std::string path = journal_path();
    auto journal = result::JournalWriter::create(path, info_.id);
    if (!journal) return print(journal.diagnostics()), false;
    journal_ = std::move(journal).value();
    if (journal_->is_renamed()) {
      print_error("another run writes " + base::printable(path) + ", the journal of this one is " +
                  base::printable(journal_->path().generic_string()) + "\n");
    }
    return true;
  }

  // Reports are made from the journal, and a run of very many cases needs the room for them.
  void forget_cases() {
    explorer_ = nullptr;
    source_.reset();
    plan_ = suite::Plan();
  }

  // From the journal, as `concord report` would.
  int report() {
    if (!journal_->error().empty()) output_problems_.push_back(error("journal.write", journal_->error()));
    auto run = journal_->read();
    if (!run) {
      if (recorder_) base::append(output_problems_, recorder_->problems());
      print(output_problems_);
      print(run.diagnostics());
      return has_seen_failure_ ? ContractBroken : BadInput;
    }
    RedactionProof proof(secrets_, journal_->path());
    const WrittenReports written = write_reports(*run, flags_.reports);
    base::append(output_problems_, written.problems);
    const base::Printable summary =
        summary_of(*run, wants_color(flags_.color, stdout_is_terminal()), stdout_columns());
    print(summary);
    if (!flags_.is_quiet) {
      for (const auto& [format, path] : written.files) {
        print(base::printable(format + std::string(8 - std::min<std::size_t>(7, format.size()), ' ') + path) + "\n");
      }
      if (!keeps_earlier_) print("journal " + base::printable(journal_->path().generic_string()) + "\n");
    }
    prove_redaction(proof, *run, written, summary);
    if (recorder_) base::append(output_problems_, recorder_->problems());
    print(output_problems_);
    std::error_code failure;
    if (keeps_earlier_) std::filesystem::remove(journal_->path(), failure);
    return exit_code(*run);
  }

  void prove_redaction(RedactionProof& prove, const result::RunSource& run, const WrittenReports& reports,
                       const base::Printable& summary) {
    Written written{{journal_->path()}, summary.text(), {}};
    for (const auto& [format, path] : reports.files) written.files.emplace_back(path);
    written.files.insert(written.files.end(), reports.attachments.begin(), reports.attachments.end());
    for (std::size_t i = 0; i < run.size(); ++i) written.suites.insert(run.suite(run.facts(i).suite).suite_file);
    Proof proof = prove(written);
    for (const std::string& line : proof.not_searched) print_error(base::printable(line) + "\n");
    print(proof.leaks);
    shows_secret_ = !proof.leaks.empty();
    base::append(output_problems_, std::move(proof.problems));
  }

  int exit_code(const result::RunSource& run) const {
    if (const int signal = stop_signal().load(); signal != 0 && !run.end().aborted.empty()) return 128 + signal;
    const OnRequest requested = exit_code_on_request(run, flags_.fail_on);
    print(requested.told());
    // Also of cases whose results could not be written into the journal.
    return std::max({static_cast<int>(exit_code_of(run)), static_cast<int>(has_mistakes() ? BadInput : AllPassed),
                     static_cast<int>(has_seen_failure_ ? ContractBroken : AllPassed),
                     static_cast<int>(shows_secret_ ? NotJudged : AllPassed), requested.exit_code});
  }

  bool has_mistakes() const {
    return !fatal_.empty() || !output_problems_.empty() || base::has_errors(problems_);
  }

  RunFlags& flags_;
  base::SourceSet sources_;
  suite::Plan plan_;
  std::unique_ptr<run::CaseSource> source_;
  explore::Explorer* explorer_ = nullptr;  // the source, when documents are run
  check::Levels levels_;
  base::Diagnostics problems_;         // of files: the others still run
  base::Diagnostics fatal_;            // nothing is sent
  base::Diagnostics output_problems_;  // of reports and journal
  result::RunInfo info_;
  std::unique_ptr<result::JournalWriter> journal_;
  std::optional<history::Store> history_;
  std::unique_ptr<history::Recorder> recorder_;
  std::vector<base::NamedSecret> secrets_;
  bool shows_secret_ = false;   // something that was written
  bool has_seen_failure_ = false;
  RunTape tape_;
  bool keeps_earlier_ = false;  // the journal of an earlier run; this one's is removed
};

}  // namespace

Action add_run(Options& options) {
  auto flags = std::make_shared<RunFlags>();
  declare(options, *flags);
  return [flags] { return RunCommand(*flags)(); };
}

}  // namespace concord::cli
