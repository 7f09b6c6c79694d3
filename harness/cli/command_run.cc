// concord run: load, resolve, send, judge, report.
#include "command.h"
#include "exit_code.h"
#include "progress.h"
#include "run_flags.h"
#include "signals.h"
#include "targets.h"
#include "terminal.h"
#include "version.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <concord/base/random.h>
#include <concord/base/text.h>
#include <concord/journal.h>
#include <concord/run.h>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace concord::cli {

using base::error;

namespace {

std::string host_name() {
  char name[256] = {};
  return gethostname(name, sizeof name - 1) == 0 ? name : "localhost";
}

// As the CI says it; nothing is started to find out.
std::string revision() {
  for (const char* variable : {"CI_COMMIT_SHA", "GITHUB_SHA", "GIT_COMMIT", "BUILDKITE_COMMIT", "CIRCLE_SHA1", "BUILD_SOURCEVERSION"}) {
    if (const char* value = std::getenv(variable); value && *value) return value;
  }
  return "";
}

base::Diagnostics apply_shard(suite::Plan& plan, const std::string& shard) {
  if (shard.empty()) return {};
  unsigned long index = 0, count = 0;
  char rest = 0;
  if (std::sscanf(shard.c_str(), "%lu/%lu%c", &index, &count, &rest) != 2 || index == 0 || index > count) {
    return {error("shard.form", "--shard takes I/N with I from 1 to N, this is \"" + shard + "\"", {}, "e.g. 2/8")};
  }
  std::vector<suite::Case> kept;
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    if (i % count == index - 1) kept.push_back(std::move(plan.cases[i]));
  }
  plan.cases = std::move(kept);
  return {};
}

check::Levels read_levels(const std::vector<std::string>& texts, base::Diagnostics& problems) {
  check::Levels levels;
  const std::vector<std::string> known = check::level_names();
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    const std::string id = text.substr(0, equals);
    const auto level = result::parse_level(equals == std::string::npos ? "" : text.substr(equals + 1));
    if (std::find(known.begin(), known.end(), id) == known.end()) {
      problems.push_back(error("level.unknown-check", "--level: unknown check \"" + id + "\"", {}, base::did_you_mean(id, known)));
    }
    if (level) levels[id] = *level;
    else problems.push_back(error("level.form", "--level takes ID=fail, ID=warn or ID=off, this is \"" + text + "\""));
  }
  return levels;
}

class RunCommand {
 public:
  explicit RunCommand(RunFlags& flags) : flags_(flags) {}

  int operator()() {
    stop_signal();
    if (flags_.seed == 0) flags_.seed = base::random_seed() >> 12;  // short enough to be typed
    suite::Loaded loaded = suite::load(sources_, flags_.paths, flags_.selection);
    plan_ = std::move(loaded.plan);
    problems_ = std::move(loaded.diagnostics);
    base::append(problems_, apply_shard(plan_, flags_.shard));
    levels_ = read_levels(flags_.levels, fatal_);
    if (plan_.cases.empty() && problems_.empty()) problems_.push_back(error("run.nothing", "no case is selected"));
    if (flags_.is_dry_run) return list_cases();
    print(problems_);
    run_.info = describe_run();
    run_.cases = run::planned(plan_);
    if (!plan_.cases.empty()) resolve_and_send();
    else run_.aborted = {result::AbortKind::NothingSelected, "no tests selected"};
    return report();
  }

 private:
  int list_cases() {
    for (const suite::Case& one : plan_.cases) print(base::escape_line(one.classname + " :: " + one.name) + '\n');
    print(problems_);
    return problems_.empty() && fatal_.empty() ? AllPassed : BadInput;
  }

  result::RunInfo describe_run() {
    base::Random random(flags_.seed);
    result::RunInfo info;
    info.started_at = base::system_clock().now();
    info.id = random.ulid(info.started_at);
    info.tool_version = version;
    info.hostname = host_name();
    info.vcs_revision = revision();
    info.seed = flags_.seed;
    info.target = flags_.target.empty() ? (flags_.base_urls.empty() ? "mock" : "sandbox") : flags_.target;
    return info;
  }

  void resolve_and_send() {
    Targets targets = resolve_targets(sources_, plan_, flags_);
    run_.info.target = targets.name;
    run_.info.providers = targets.providers;
    run_.info.command_line = targets.redactor.redact(command_line());
    base::append(fatal_, std::move(targets.problems));
    if (!fatal_.empty()) {
      print(fatal_);
      const bool lacks_credentials = fatal_.front().kind == "credentials.missing";
      run_.aborted = {lacks_credentials ? result::AbortKind::NoCredentials : result::AbortKind::Config, fatal_.front().message};
      for (result::CaseResult& one : run_.cases) {
        if (one.verdict == result::Verdict::NotRun) one.reason = {result::SkipKind::NotSelected, "nothing was sent"};
      }
      return;
    }
    send(std::move(targets));
  }

  void send(Targets targets) {
    run::Options options;
    options.target = targets.name;
    options.endpoints = std::move(targets.endpoints);
    options.redactor = std::move(targets.redactor);
    options.jobs = flags_.jobs;
    options.retries = flags_.retries;
    options.obey_limits = targets.server == nullptr;
    options.requests_per_second = flags_.rate;
    options.fail_fast = flags_.fail_fast;
    options.levels = levels_;
    options.seed = flags_.seed;
    options.run_id = run_.info.id;
    options.stop = &stop_signal();
    auto journal = open_journal();
    const bool color = wants_color(flags_.color, stderr_is_terminal());
    Progress progress(plan_.cases.size(), {stderr_is_terminal(), flags_.is_quiet, flags_.is_verbose, color}, journal.get());
    const auto transport = http::make_curl_transport(transport_options());
    result::RunInfo info = std::move(run_.info);
    run_ = run::run(plan_, options, *transport, progress);
    run_.info = std::move(info);
    progress.done();
    if (!journal) return;
    journal->end(run_);
    if (!journal->error().empty()) output_problems_.push_back(error("journal.write", journal->error()));
  }

  std::unique_ptr<result::JournalWriter> open_journal() {
    const std::string path = flags_.journal.empty() ? flags_.reports.folder + "/journal.jsonl" : flags_.journal;
    auto journal = result::JournalWriter::create(path);
    if (!journal) {
      base::append(output_problems_, std::move(journal).diagnostics());
      return nullptr;
    }
    journal_path_ = path;
    std::unique_ptr<result::JournalWriter> writer = std::move(journal).value();
    writer->begin(run_.info, run_.cases);
    return writer;
  }

  http::TransportOptions transport_options() const {
    http::TransportOptions options = flags_.transport;
    options.connect_timeout = base::Milliseconds(static_cast<std::int64_t>(flags_.connect_timeout * 1000));
    options.max_time = base::Milliseconds(static_cast<std::int64_t>(flags_.max_time * 1000));
    options.verify_tls = !flags_.is_insecure;
    options.user_agent = std::string("concord/") + version;
    // The embedded mock is on this machine: a proxy of the environment must not get its requests.
    if (run_.info.target == "mock") options.proxy_from_environment = false;
    return options;
  }

  std::string command_line() const {
    std::string text = "concord run";
    for (const std::string& path : flags_.paths) text += ' ' + path;
    text += " --target " + run_.info.target + " --seed " + std::to_string(flags_.seed);
    if (!flags_.selection.tags.empty()) text += " --tags '" + flags_.selection.tags + '\'';
    return text;
  }

  int report() {
    const WrittenReports written = write_reports(run_, flags_.reports);
    base::append(output_problems_, written.problems);
    const bool color = wants_color(flags_.color, stdout_is_terminal());
    print(report::summarize(run_, color));
    if (!flags_.is_quiet) {
      for (const auto& [format, path] : written.files) print(format + std::string(8 - std::min<std::size_t>(7, format.size()), ' ') + path + '\n');
      if (!journal_path_.empty()) print("journal " + journal_path_ + '\n');
    }
    print(output_problems_);
    return exit_code();
  }

  int exit_code() const {
    if (const int signal = stop_signal().load(); signal != 0 && !run_.aborted.empty()) return 128 + signal;
    const result::Totals totals = run_.totals();
    if (totals.failed > 0) return ContractBroken;
    if (totals.unjudged > 0) return NotJudged;
    if (!problems_.empty() || !fatal_.empty() || !output_problems_.empty()) return BadInput;
    return AllPassed;
  }

  RunFlags& flags_;
  base::SourceSet sources_;
  suite::Plan plan_;
  check::Levels levels_;
  base::Diagnostics problems_;         // of files: the others still run
  base::Diagnostics fatal_;            // nothing is sent
  base::Diagnostics output_problems_;  // of reports and journal
  std::string journal_path_;
  result::Run run_;
};

}  // namespace

Action add_run(CLI::App& app) {
  auto flags = std::make_shared<RunFlags>();
  declare(app, *flags);
  return [flags] { return RunCommand(*flags)(); };
}

}  // namespace concord::cli
