// What an option says must be right before anything is sent: a run that ends in "not judged", or in reports that nobody
// finds, for want of a look at its options is one too many.
#include "run_flags.h"
#include "run_tape.h"
#include "written_paths.h"

#include <concord/base/clock.h>
#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/coverage.h>
#include <concord/http.h>
#include <concord/http/socket_path.h>
#include <concord/result/known_issues.h>
#include <concord/result/run_reader.h>

#include <algorithm>
#include <charconv>

namespace concord::cli {

using base::error;

namespace {

constexpr std::uintmax_t largest_pem = 16u << 20;

void check_pem(const char* option, const std::string& path, std::string_view what, base::Diagnostics& problems) {
  if (path.empty()) return;
  const auto text = base::read_file(path, largest_pem);
  const std::string named = std::string(option) + ": " + base::in_quotes(path);
  if (!text) problems.push_back(error("option.file", named + " cannot be read"));
  else if (text->find("-----BEGIN ") == std::string::npos) {
    problems.push_back(error("option.file", named + " holds no " + std::string(what) + " in PEM"));
  }
}

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), port);
  return failure == std::errc{} && end == text.data() + text.size() && port >= 1 && port <= 65'535;
}

// [+]HOST:PORT:ADDRESS[,ADDRESS], as curl has it.
bool is_resolve(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const std::size_t host = text.find(':');
  if (host == 0 || host == std::string_view::npos) return false;
  const std::size_t port = text.find(':', host + 1);
  return port != std::string_view::npos && is_port(text.substr(host + 1, port - host - 1)) && port + 1 < text.size();
}

bool is_settled(result::Verdict verdict) {
  switch (verdict) {
    case result::Verdict::Passed:
    case result::Verdict::Flaky:
    case result::Verdict::KnownIssue:
    case result::Verdict::Skipped: return true;
    case result::Verdict::Failed:
    case result::Verdict::Unjudged:
    case result::Verdict::Blocked:
    case result::Verdict::NotRun: break;
  }
  return false;
}

}  // namespace

std::string curl_options(const http::TlsFiles& files, const std::string& unix_socket, const std::string& provider) {
  std::string options;
  const std::string password = files.key_password.empty() ? "" : "{{" + provider + "_key_password}}";
  for (const auto& [option, value] : {std::pair{"--cacert", &files.ca_file},
                                      {"--cert", &files.client_certificate},
                                      {"--key", &files.client_key},
                                      {"--pass", &password},
                                      {"--unix-socket", &unix_socket}}) {
    if (value->empty()) continue;
    options += (options.empty() ? "" : " ") + std::string(option) + ' ' + http::shell_word(*value);
  }
  return options;
}

std::string curl_options(const RunFlags& flags) {
  const http::TransportOptions& network = flags.transport;
  std::string options = flags.is_insecure ? "--insecure" : "";
  for (const auto& [option, value] : {std::pair{"--cacert", &network.ca_file},
                                      {"--cert", &network.client_certificate},
                                      {"--key", &network.client_key},
                                      {"--resolve", &network.resolve},
                                      {"--unix-socket", &network.unix_socket},
                                      {"--proxy", &network.proxy}}) {
    if (value->empty()) continue;
    if (!options.empty()) options += ' ';
    options += std::string(option) + ' ' + http::shell_word(*value);
  }
  // Before the shell sees it, names in double braces become variables.
  if (!network.proxy_user.empty())
    options += (options.empty() ? "" : " ") + std::string("--proxy-user ") +
               http::shell_word(network.proxy_password.empty() ? "{{PROXY_USER}}"
                                                               : network.proxy_user + ":{{PROXY_PASSWORD}}");
  return options;
}

base::Result<std::set<std::string>> failed_in(const std::vector<std::string>& journals) {
  std::set<std::string> names;
  bool has_others = false;
  for (const std::string& journal : journals) {
    auto run = result::RunReader::open(journal);
    if (!run) return std::move(run).diagnostics();
    for (std::size_t i = 0; i < run->size(); ++i) {
      if (is_settled(run->facts(i).verdict)) continue;
      const result::CasePlan plan = run->plan(i);
      has_others = true;
      if (plan.part == result::StepKind::Step && plan.classname != suite::files_classname)
        names.insert(result::full_name(plan));
    }
  }
  if (!names.empty()) return names;
  const std::string named = base::in_quotes(base::join(journals, ", "));
  if (has_others) {
    return error("option.rerun-failed", "--rerun-failed: no case of " + named + " is left to run again by itself", {},
                 "what did not pass is a suite's \"before\" or \"after\", or a file with mistakes: run the suites "
                 "again");
  }
  return error("option.rerun-failed", "--rerun-failed: all cases of " + named + " passed");
}

std::optional<std::uint64_t> seed_of(const std::vector<std::string>& journals) {
  for (const std::string& journal : journals) {
    const auto run = result::RunReader::open(journal);
    if (run && run->info().seed != 0) return run->info().seed;
  }
  return std::nullopt;
}

bool chooses_a_part(const RunFlags& flags) {
  const suite::Selection& suites = flags.selection;
  const ExploreFlags& documents = flags.explore;
  return !suites.tags.empty() || !suites.name.empty() || !flags.rerun_failed.empty() || !documents.phases.empty() ||
         !documents.include.empty() || !documents.exclude.empty() || documents.max_requests != 0;
}

namespace {

// One case of each file is enough to know it by.
std::set<std::string> suite_files(const suite::Plan& plan) {
  std::set<std::string> files;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    if (i == 0 || plan.entry(i).maker != plan.entry(i - 1).maker) files.insert(plan.outline(i).suite_file);
  }
  return files;
}

// Of each target, since the next run may be against another.
void add_tls_files(std::vector<NamedPath>& inputs, const suite::Provider& provider) {
  for (const suite::TargetSpec& target : provider.targets) {
    for (const auto& [key, path] : {std::pair{"cacert", &target.tls.ca_file}, {"cert", &target.tls.client_certificate},
                                    {"key", &target.tls.client_key}})
      inputs.push_back({std::string(key) + " of the target " + base::in_quotes(target.name), *path});
  }
}

// "-H @FILE".
void add_file_of(std::vector<NamedPath>& inputs, const std::string& option, const std::string& value) {
  if (value.starts_with('@')) inputs.push_back({"the file of " + option, value.substr(1)});
}

std::vector<NamedPath> inputs_of(const RunFlags& flags, const suite::Plan& plan, const base::SourceSet& read) {
  std::vector<NamedPath> inputs;
  for (const auto& provider : plan.providers) {
    inputs.push_back({"the document", provider->contract.file});
    inputs.push_back({"the provider", provider->file});
    inputs.push_back({"the rules of the mock", provider->mock_rules_file});
    add_tls_files(inputs, *provider);
  }
  for (const std::string& file : suite_files(plan)) {
    inputs.push_back({"the suite", file});
    add_paths(inputs, "the known issues", suite::known_issue_files(file));
  }
  add_paths(inputs, "what is run", flags.paths);
  inputs.push_back({"the file of --secrets-file", flags.target.variables.secrets_file});
  inputs.push_back({"the file of --variables-file", flags.target.variables.variables_file});
  inputs.push_back({"the file of --cacert", flags.transport.ca_file});
  inputs.push_back({"the file of --cert", flags.transport.client_certificate});
  inputs.push_back({"the file of --key", flags.transport.client_key});
  for (const std::string& header : flags.headers) add_file_of(inputs, "-H", header);
  add_file_of(inputs, "--user", flags.user);
  add_file_of(inputs, "--proxy-user", flags.proxy_user);
  add_sources(inputs, read);
  return inputs;
}

}  // namespace

base::Diagnostics overwritten(const RunFlags& flags, const suite::Plan& plan, const base::SourceSet& read) {
  std::vector<NamedPath> outputs{
      {"the journal", flags.journal.empty() ? flags.reports.folder + "/journal.jsonl" : flags.journal}};
  const std::vector<NamedPath> reports = outputs_of(flags.reports);
  for (const auto& more : {history_outputs(flags.history, flags.reports), reports})
    outputs.insert(outputs.end(), more.begin(), more.end());
  base::Diagnostics problems = overwritten(outputs, inputs_of(flags, plan, read));
  // The journal of an earlier run may become that of this one: it has been read by then.
  std::vector<NamedPath> earlier;
  add_paths(earlier, "the journal of --rerun-failed", flags.rerun_failed);
  earlier.push_back({"the journal of --timings", flags.timings});
  for (const NamedPath& report : reports) base::append(problems, overwritten({report}, earlier));
  return problems;
}

base::Diagnostics check(const RunFlags& flags) {
  base::Diagnostics problems;
  check_pem("--cacert", flags.transport.ca_file, "certificate", problems);
  check_pem("--cert", flags.transport.client_certificate, "certificate", problems);
  check_pem("--key", flags.transport.client_key, "key", problems);
  const std::string& socket = flags.transport.unix_socket;
  if (const std::string fault = socket.empty() ? "" : http::fault_of_socket_path(socket); !fault.empty())
    problems.push_back(
        error("option.unix-socket", "--unix-socket: " + fault, {}, "a link to it can have a short path"));
  if (!flags.transport.resolve.empty() && !is_resolve(flags.transport.resolve)) {
    problems.push_back(error("option.resolve",
                             "--resolve takes HOST:PORT:ADDRESS, this is " + base::in_quotes(flags.transport.resolve)));
  }
  if (!flags.deadline.empty() && !base::parse_duration(flags.deadline)) {
    problems.push_back(error("option.deadline", "--deadline takes a time such as 90s, 30m or 2h, this is " +
                                                    base::in_quotes(flags.deadline)));
  }
  if (!flags.target.mutant.empty() && session::target_name(flags.target) != "mock") {
    problems.push_back(error("option.mutate", "--mutate is for the embedded mock, not for --target " +
                                                  session::target_name(flags.target)));
  }
  if (!flags.required_coverage.empty()) {
    auto required = coverage::parse_requirements(flags.required_coverage);
    if (!required) base::append(problems, std::move(required).diagnostics());
  }
  base::append(problems, tape_usage(flags));
  base::append(problems, check_paths(flags.reports));
  return problems;
}

}  // namespace concord::cli
