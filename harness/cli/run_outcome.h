// How a run ends for the shell, and what is said of it on the terminal: the same when it is made again from its
// journal.
#pragma once
#include <concord/base/printable.h>
#include <concord/result/run_source.h>

#include <string>
#include <vector>

namespace concord::cli {

// 4 when a contract is broken; 3 when something that was selected could not be judged, was blocked, or was not reached;
// 2 when the run could not be made: no credentials, nothing selected, a shard is missing. Never 0 for what has not come
// to its end.
int exit_code_of(const result::RunSource& run);

// What is no failure but for --fail-on ("flaky": 3, "warning": 4), and why; 0 and "" for nothing.
struct OnRequest {
  int exit_code = 0;
  std::string why;
  base::Printable told() const { return why.empty() ? base::Printable() : base::printable(why) + "\n"; }  // a line
};
OnRequest exit_code_on_request(const result::RunSource& run, const std::vector<std::string>& fail_on);

// The summary for the terminal, escaped.
// `columns`: see report::summarize().
base::Printable summary_of(const result::RunSource& run, bool color, std::size_t columns);

}  // namespace concord::cli
