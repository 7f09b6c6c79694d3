// concord judge: recorded traffic by contracts.
#include "command.h"
#include "exit_code.h"
#include "options.h"
#include "signals.h"
#include "terminal.h"
#include "traffic_outcome.h"
#include "written_paths.h"

#include <concord/base/text.h>

#include <memory>

namespace concord::cli {

namespace {

struct JudgeFlags {
  std::vector<std::string> files;
  TrafficFlags traffic;
};

class JudgeCommand {
 public:
  explicit JudgeCommand(const JudgeFlags& flags) : flags_(flags), outcome_(flags.traffic, "judge.jsonl", "recorded") {}

  int operator()() {
    base::Diagnostics problems = outcome_.prepare();
    if (const base::Diagnostics lost = overwritten_files(); !lost.empty()) return print(lost), UsageError;
    if (problems.empty()) problems = outcome_.open_journal();
    if (!problems.empty()) return print(problems), BadInput;
    traffic::JudgeOptions options = outcome_.judge_options();
    options.stop = &stop_signal();
    auto judge = traffic::Judge::make(outcome_.contracts(), std::move(options));
    if (!judge) return print(judge.diagnostics()), BadInput;
    read(**judge);
    if ((*judge)->counts().exchanges == 0 && base::has_errors(unread_)) return print(unread_), BadInput;
    return outcome_.report(**judge, words(**judge));
  }

 private:
  base::Diagnostics overwritten_files() const {
    std::vector<NamedPath> inputs = outcome_.inputs();
    add_paths(inputs, "the recording", flags_.files);
    return overwritten(outcome_.outputs(), inputs);
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

  TrafficWords words(const traffic::Judge& judge) const {
    TrafficWords words;
    words.command_line = "concord judge " + base::join(flags_.files, " ");
    words.target = first_ == base::SystemTime{} ? "recorded" : "recorded " + base::format_date(first_);
    words.lines = traffic::describe(judge.counts());
    words.problems = unread_;
    if (base::has_errors(unread_)) words.exit_code = judge.counts().judged > 0 ? NotJudged : BadInput;
    return words;
  }

  const JudgeFlags& flags_;
  TrafficOutcome outcome_;
  base::Diagnostics unread_;
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
  declare(options, flags->traffic, "judge.jsonl");
  return [flags] { return JudgeCommand(*flags)(); };
}

}  // namespace concord::cli
