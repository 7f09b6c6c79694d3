#include "run_flags.h"
#include "options.h"

namespace concord::cli {

namespace {

void declare_selection(Options& options, RunFlags& flags) {
  options
      .add_option("PATH", flags.paths,
                  "Suite files, or folders that are searched for *.suite.yaml (default: suites); or OpenAPI documents, "
                  "pages and contracts, which are tried with no suite")
      .type_name("");
  options.add_option("--tags", flags.selection.tags, "Only cases whose tags match, e.g. 'smoke and not slow'")
      .type_name("EXPR");
  options.add_option("--name", flags.selection.name, "Only cases whose \"classname :: name\" contains TEXT")
      .type_name("TEXT");
  options
      .add_option("--rerun-failed", flags.rerun_failed,
                  "Only the cases that did not pass in the run of this journal (repeatable, for shards)")
      .one_value_each()
      .type_name("JOURNAL");
  options
      .add_option("--shard", flags.shard,
                  "The Ith of N parts of the run, e.g. 2/8; \"auto\": as GitLab, CircleCI, Buildkite or Kubernetes say")
      .type_name("I/N");
  options.add_option("--timings", flags.timings, "Cut shards that take as long, by the times in an earlier journal")
      .type_name("JOURNAL");
  options.add_flag("--dry-run", flags.is_dry_run, "List what would be sent, and send nothing");
}

void declare_exploring(Options& options, RunFlags& flags) {
  ExploreFlags& explore = flags.explore;
  options
      .add_option("--phases", explore.phases,
                  "Of a document, only these: examples, positive, negative, auth, stateful, random "
                  "(default: all; see concord explain)")
      .one_value_each()
      .type_name("LIST");
  for (const auto& [prefix, filter, what] : {std::tuple{"--include-", &explore.include, "Of a document, only "},
                                             {"--exclude-", &explore.exclude, "Of a document, nothing of "}}) {
    const auto add = [&, p = std::string(prefix), w = std::string(what)](const char* name, std::vector<std::string>& to,
                                                                         const char* of) {
      options.add_option(p + name, to, w + of + " (repeatable)").one_value_each().type_name("TEXT");
    };
    add("path", filter->paths, "this path, or with a * at its end those that begin so");
    add("method", filter->methods, "this method");
    add("tag", filter->tags, "operations with this tag");
    add("operation-id", filter->operation_ids, "the operation of this id");
  }
  options.add_flag("--allow-writes", explore.allows_writes,
                   "Of a document, also send POST, PUT, PATCH and DELETE to another machine than this");
  options.add_option("--max-requests", explore.max_requests, "Of a document, send at most N requests")
      .in_range(1, 10'000'000)
      .type_name("N");
  options
      .add_option("--draws", explore.draws, "Of a document, draw N requests of each operation at random (default: 20)")
      .in_range(1, explore::most_draws)
      .type_name("N");
  options
      .add_option("--replay-case", explore.replay_case,
                  "Of a document, only the drawn request of this id, which a failure of the phase random prints")
      .type_name("ID");
}

void declare_target(Options& options, RunFlags& flags) {
  options
      .add_option("--target", flags.target.target,
                  "mock (embedded, the default), or a target of provider.yaml: sandbox, production")
      .type_name("NAME");
  options
      .add_option(
          "--base-url", flags.target.base_urls,
          "Send to URL, which replaces the whole server URL, path included; PROVIDER=URL for one provider (repeatable)")
      .type_name("[PROVIDER=]URL");
  options
      .add_option("--record", flags.record,
                  "Keep the requests and answers of each case in a file there, without secrets, for --replay")
      .type_name("DIR")
      .not_empty();
  options
      .add_option("--replay", flags.replay,
                  "Answer from what --record kept there, with no network and no credentials; no part of the history")
      .type_name("DIR")
      .not_empty();
  options.add_flag("--refresh", flags.is_refreshed,
                   "First do what concord watch --update does, for the providers of the cases");
  options
      .add_option("--allow-production", flags.target.allowed_production,
                  "Allow a production target for this provider (repeatable)")
      .type_name("PROVIDER");
  options.add_option("--variable", flags.target.variables.variables, "Set a variable (repeatable)")
      .type_name("NAME=VALUE");
  options.add_option("--variables-file", flags.target.variables.variables_file, "Read variables, one NAME=value a line")
      .type_name("FILE");
  options
      .add_option("--secret", flags.target.variables.secrets,
                  "Set a secret variable; the process list shows it, prefer the file (repeatable)")
      .type_name("NAME=VALUE");
  options
      .add_option("--secrets-file", flags.target.variables.secrets_file, "Read secret variables, one NAME=value a line")
      .type_name("FILE");
}

void declare_running(Options& options, RunFlags& flags) {
  options.add_option("-j,--jobs", flags.jobs, "Cases at once (default: 16)").in_range(1, 1000).type_name("N");
  options
      .add_option("--retry", flags.retries,
                  "Further attempts of a case that could not be judged (never of a broken contract)")
      .in_range(0, 20)
      .type_name("N");
  options
      .add_option("--retry-max-time", flags.retry_max_time,
                  "Seconds to wait at most where a provider asks to (Retry-After, RateLimit): past it a case is not "
                  "judged (default: 60)")
      .positive()
      .type_name("SECONDS");
  options.add_option("--rate", flags.rate, "At most N requests a second to each provider").positive().type_name("N");
  options.add_option("--repeat", flags.repeat, "Run each case N times; it passes when all of them do")
      .in_range(1, 1000)
      .type_name("N");
  options.add_flag("--shuffle", flags.is_shuffled, "Run the cases in another order each time; --seed repeats one");
  options.add_flag("--fail-fast", flags.fail_fast, "Start no further case after the first broken contract");
  options
      .add_option("--fail-on", flags.fail_on,
                  "Exit 3 when a case is flaky, 4 when a check warns; 0 otherwise (repeatable)")
      .one_of({"flaky", "warning"})
      .type_name("WHAT");
  options
      .add_option("--deadline,--max-duration", flags.deadline,
                  "Start nothing more after this time, e.g. 30m; what is under way ends, and after runs")
      .type_name("TIME");
  options
      .add_option("--seed", flags.target.seed,
                  "Of random values in requests and mock answers, and of --shuffle; shown in the reports")
      .type_name("N");
  options.add_flag("--coverage", flags.is_covered,
                   "Tell in the reports what of the contracts was asked for and seen, and what never was");
  options
      .add_option("--require-coverage", flags.required_coverage,
                  "Exit 4 when less is covered, e.g. operations=100%,statuses=80%; with it --coverage")
      .type_name("KIND=PERCENT,...");
  options
      .add_option("--mutate", flags.target.mutant,
                  "The embedded mock breaks its contract at one place: see concord mock --list-mutants")
      .type_name("MUTANT")
      .not_empty();
  options
      .add_option("--level", flags.levels,
                  "Level of a check: ID=fail, ID=warn or ID=off (repeatable; see concord list checks)")
      .type_name("ID=LEVEL");
}

void declare_network(Options& options, RunFlags& flags) {
  options
      .add_option("-H,--header", flags.headers,
                  "Send this header with every request that states none of its name, or those in FILE, one a line, "
                  "which are hidden in all that is written (repeatable)")
      .one_value_each()
      .type_name("NAME:VALUE|@FILE");
  options
      .add_option("-u,--user", flags.user,
                  "Basic credentials for every request that states none; FILE has them in its first line, the process "
                  "list shows what is not in a file")
      .type_name("USER:PASSWORD|@FILE");
  options
      .add_option("--connect-timeout", flags.connect_timeout,
                  "Seconds to connect within, TLS included, whatever suites say (default: 10)")
      .positive()
      .type_name("SECONDS");
  options.add_option("-m,--max-time", flags.max_time, "Seconds for a whole exchange, whatever suites say (default: 30)")
      .positive()
      .type_name("SECONDS");
  options.add_option("--cacert", flags.transport.ca_file, "Trust these certificates (PEM)")
      .type_name("FILE")
      .not_empty();
  options.add_option("-E,--cert", flags.transport.client_certificate, "Client certificate (PEM)")
      .type_name("FILE")
      .not_empty();
  options.add_option("--key", flags.transport.client_key, "Key of the client certificate (PEM)")
      .type_name("FILE")
      .not_empty();
  options.add_option("-x,--proxy", flags.proxy, "Use this proxy, http or https").type_name("URL");
  options
      .add_option("-U,--proxy-user", flags.proxy_user,
                  "Credentials of the proxy, also of the environment's; FILE has them in its first line, the process "
                  "list shows what is not in a file")
      .type_name("USER:PASSWORD|@FILE");
  options
      .add_option("--unix-socket", flags.transport.unix_socket,
                  "Connect to this socket of the system, whatever host a URL has")
      .type_name("PATH")
      .not_empty();
  options.add_option("--resolve", flags.transport.resolve, "Use this address, as curl has it")
      .type_name("HOST:PORT:ADDRESS");
  options.add_flag("--http2", flags.transport.http2, "Use HTTP/2 where the server offers it");
  options.add_flag("-k,--insecure", flags.is_insecure, "Do not verify TLS certificates");
}

void declare_output(Options& options, RunFlags& flags) {
  declare(options, flags.reports);
  options.add_option("--journal", flags.journal, "The record of the run (default: journal.jsonl in the reports folder)")
      .type_name("FILE");
  options
      .add_option("--history", flags.history,
                  "The memory of runs (default: history.sqlite in the reports folder; runs against the embedded mock "
                  "are recorded only where this is given)")
      .type_name("FILE")
      .not_empty("is a variable unset? --no-history is the way to have none");
  options.add_flag("--no-history", flags.has_no_history, "Neither record the run nor compare it with earlier ones");
  declare(options, flags.kept_answers);
  options.add_flag("-v,--verbose", flags.is_verbose, "Show every exchange, without secrets");
  options.add_flag("-q,--quiet", flags.is_quiet, "Print only the summary of what went wrong");
  options.add_option("--color", flags.color, "auto, always or never")
      .one_of({"auto", "always", "never"})
      .type_name("WHEN");
}

}  // namespace

void declare(Options& options, KeptAnswers& flags) {
  options.add_flag("--no-history-answers", flags.has_none,
                   "Keep in the memory of runs nothing that answers said, and take out what is kept of it");
}

void declare(Options& options, ReportFlags& flags) {
  options
      .add_option("-o,--output", flags.folder,
                  "Folder of the reports (default: reports); JUnit and HTML are always written there")
      .type_name("DIR");
  for (const report::FormatKind& format : report::format_kinds()) {
    const std::string name(format.name);
    options.add_option(
           "--report-" + name, [&flags, name](const std::string& path) { flags.paths[name] = path; },
           std::string(format.summary) + (name == "junit" || name == "html" ? "; \"none\" for no such report" : ""))
        .type_name("FILE");
  }
  options
      .add_option("--attachments", flags.options.attachments,
                  "Write a HAR of each case that went wrong, named in the JUnit; relative to the project")
      .type_name("DIR");
  options.add_flag("--report-reproducible", flags.options.reproducible,
                   "Leave run id, times and host out of the reports");
  options.add_flag("--report-extended", flags.options.extended, "JUnit with file, line and properties on each case");
}

void declare(Options& options, RunFlags& flags) {
  declare_selection(options, flags);
  declare_exploring(options, flags);
  declare_target(options, flags);
  declare_running(options, flags);
  declare_network(options, flags);
  declare_output(options, flags);
}

}  // namespace concord::cli
