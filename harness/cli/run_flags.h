// The options of `concord run`.
#pragma once
#include "report_files.h"

#include <concord/explore.h>
#include <concord/history.h>
#include <concord/http/transport.h>
#include <concord/session.h>
#include <concord/suite.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace concord::cli {

class Options;

// Of runs whose PATHs are documents.
struct ExploreFlags {
  std::vector<std::string> phases;
  explore::Filter include, exclude;
  bool allows_writes = false;
  std::size_t max_requests = 0;
  std::size_t draws = 20;   // of the phase random
  std::string replay_case;  // the id of one of them
};

// --no-history-answers
struct KeptAnswers {
  bool has_none = false;
  history::Answers kept() const { return has_none ? history::Answers::NotKept : history::Answers::Kept; }
};

struct RunFlags {
  std::vector<std::string> paths{"suites"};
  session::TargetFlags target;
  std::size_t jobs = 16;
  std::size_t retries = 0;
  double retry_max_time = 60;           // seconds
  double rate = 0;
  std::size_t repeat = 1;
  bool is_shuffled = false;
  bool fail_fast = false;
  std::vector<std::string> fail_on;     // "flaky", "warning"
  std::string deadline;                 // of the whole run: "30m"; "" for none
  std::vector<std::string> rerun_failed;  // journals
  bool is_dry_run = false;
  bool is_verbose = false;
  bool is_quiet = false;
  std::vector<std::string> headers;     // as -H of curl has them
  std::vector<std::string> levels;      // id=level
  bool is_covered = false;              // coverage is recorded and reported
  std::string required_coverage;        // "operations=100%,statuses=80%"
  std::string color = "auto";
  std::string journal;                  // "" : journal.jsonl in the reports folder
  std::string history;                  // "" : history.sqlite in the reports folder, but for the embedded mock
  bool has_no_history = false;
  KeptAnswers kept_answers;
  std::string shard;                    // i/n, auto
  std::string record, replay;           // folders of cassettes; "": none
  bool is_refreshed = false;            // the pages are fetched first
  std::string timings;                  // a journal, for shards that take as long
  suite::Selection selection;
  ExploreFlags explore;
  std::string user;                     // as -u of curl has it
  ReportFlags reports;
  http::TransportOptions transport;
  std::string proxy, proxy_user;  // as given
  double connect_timeout = 0, max_time = 0;  // seconds, as curl has it; 0: not given
  bool is_insecure = false;
};

void declare(Options& options, RunFlags& flags);
// What of them a curl command needs to reach the same server: "--cacert 'ca.pem'", as the shell reads it.
std::string curl_options(const RunFlags& flags);
// Of the target of a provider.
std::string curl_options(const http::TlsFiles& files, const std::string& unix_socket, const std::string& provider);
// The cases that did not pass in the run of a journal, or in its shards, of which each has one, as "classname :: name":
// those that failed, had no verdict, were blocked or not run. A Diagnostic when it cannot be read, or all have passed.
base::Result<std::set<std::string>> failed_in(const std::vector<std::string>& journals);
// That of the first of the journals that can be read: what it drew is drawn again. Nothing: there is none.
std::optional<std::uint64_t> seed_of(const std::vector<std::string>& journals);
// Whether they choose some of the cases that there are, or bound how many are sent.
bool chooses_a_part(const RunFlags& flags);
// What can be found wrong in them before anything is sent; a mistake each.
base::Diagnostics check(const RunFlags& flags);
// Reports, journal and history that would replace what the run reads, or each other.
base::Diagnostics overwritten(const RunFlags& flags, const suite::Plan& plan, const base::SourceSet& read);
void declare(Options& options, ReportFlags& flags);
void declare(Options& options, KeptAnswers& flags);

}  // namespace concord::cli
