// concord history: what is known of earlier runs, and care for the file that knows it.
#include "command.h"
#include "exit_code.h"
#include "history_words.h"
#include "options.h"
#include "terminal.h"

#include <concord/base/ascii.h>
#include <concord/base/clock.h>
#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/history/questions.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

namespace concord::cli {

using base::error;
using document::Node;

namespace {

struct HistoryFlags {
  std::vector<std::string> words;  // what is asked, and of what
  std::string file = "reports/history.sqlite";
  std::string keep, run;  // of prune
  bool as_json = false;
};

// Whether it is a time but for its length: 999999d.
bool is_too_long(const std::string& text) {
  std::string shortened;
  for (const char c : text) {
    if (!base::is_digit(c)) shortened += c;
    else if (shortened.empty() || shortened.back() != '1') shortened += '1';
  }
  return base::parse_duration(shortened).has_value();
}

class HistoryCommand {
 public:
  explicit HistoryCommand(const HistoryFlags& flags) : flags_(flags) {}

  int operator()() {
    const std::string action = flags_.words.empty() ? "failing" : flags_.words.front();
    for (const ActionKind& kind : actions) {
      if (kind.name != action) continue;
      if (flags_.words.size() != kind.words + (flags_.words.empty() ? 0 : 1)) {
        const bool is_unquoted = kind.name == "show" && flags_.words.size() > 2;
        return usage("concord history " + std::string(kind.name) + " takes " + std::string(kind.what),
                     is_unquoted ? "a name with blanks stands in quotes: " + in_one_word() : "");
      }
      if (const int refused = refuse_options(kind); refused != AllPassed) return refused;
      return run(kind);
    }
    std::vector<std::string> names;
    for (const ActionKind& kind : actions) names.emplace_back(kind.name);
    const std::string hint = base::did_you_mean(action, names);
    return usage("concord history does not know " + base::in_quotes(action),
                 hint.empty() ? "one of " + base::join(names, ", ") : hint);
  }

 private:
  using Run = int (HistoryCommand::*)(history::Store&);
  struct ActionKind {
    std::string_view name;
    std::size_t words;  // besides the name
    std::string_view what;
    history::Access access;
    Run run;
  };
  static const ActionKind actions[9];

  int run(const ActionKind& kind) {
    std::error_code failed;
    const bool was_there = std::filesystem::exists(flags_.file, failed);
    int code = BadInput;
    {
      auto store = history::Store::open(flags_.file, kind.access);
      if (!store) return fail(store.diagnostics());
      code = (this->*kind.run)(*store);
    }
    // What was made for nothing.
    if (code != AllPassed && !was_there && !failed) std::filesystem::remove(flags_.file, failed);
    return code;
  }

  // Before the file is looked at.
  int refuse_options(const ActionKind& kind) const {
    if (kind.run != &HistoryCommand::prune) {
      const char* given = !flags_.keep.empty() ? "--keep" : !flags_.run.empty() ? "--run" : nullptr;
      return given ? usage(std::string(given) + " is of concord history prune") : AllPassed;
    }
    if (flags_.keep.empty() == flags_.run.empty()) {
      return usage(flags_.keep.empty() ? "concord history prune needs --keep or --run"
                                       : "concord history prune takes either --keep or --run",
                   "--keep 400d takes out what is older, --run ID one run");
    }
    if (flags_.keep.empty() || base::parse_duration(flags_.keep)) return AllPassed;
    return usage(is_too_long(flags_.keep) ? "--keep takes ten years at most, this is " + base::in_quotes(flags_.keep)
                         : "--keep takes a time such as 400d, this is " + base::in_quotes(flags_.keep));
  }

  static int usage(std::string message, std::string hint = {}) {
    print(base::Diagnostics{error("history.usage", std::move(message), {}, std::move(hint))});
    return UsageError;
  }
  static int fail(const base::Diagnostics& problems) {
    print(problems);
    return BadInput;
  }

  // "'quantity zero'"
  std::string in_one_word() const {
    const std::vector<std::string> words(flags_.words.begin() + 1, flags_.words.end());
    return "'" + base::replace_all(base::join(words, " "), "'", "'\\''") + "'";
  }

  int answer(const history::Result<Node>& answer, base::Printable (*in_words)(const Node&)) const {
    if (!answer) return fail(answer.diagnostics());
    if (flags_.as_json) print_document(document::write_json(*answer, 2) + '\n');
    else print(in_words(*answer));
    return AllPassed;
  }

  int failing(history::Store& store) {
    return answer(history::failing(store, base::system_clock().now()), failing_in_words);
  }
  int flaky(history::Store& store) { return answer(history::flaky(store), flaky_in_words); }
  int latency(history::Store& store) { return answer(history::latency(store), latency_in_words); }
  int show(history::Store& store) {
    return answer(history::show(store, flags_.words[1]), case_or_finding_in_words);
  }
  int compare(history::Store& store) {
    return answer(history::compare_runs(store, flags_.words[1], flags_.words[2]), compared_in_words);
  }

  int check(history::Store& store) {
    const base::Diagnostics problems = store.check();
    if (!problems.empty()) return fail(problems);
    print(base::printable(flags_.file) + " is whole\n");
    return AllPassed;
  }

  int prune(history::Store& store) {
    if (!flags_.run.empty()) return prune_run(store);
    const auto pruned = store.prune(base::system_clock().now() - *base::parse_duration(flags_.keep));
    if (!pruned) return fail(pruned.diagnostics());
    print(base::printable(base::counted(*pruned, "run")) + " taken out\n");
    return AllPassed;
  }

  int prune_run(history::Store& store) {
    const auto pruned = store.prune_run(flags_.run);
    if (!pruned) return fail(pruned.diagnostics());
    print("the run " + base::printable(*pruned) + " taken out\n");
    return AllPassed;
  }

  int export_all(history::Store& store) {
    std::ostringstream text;
    const auto exported = history::export_lines(store, text);
    if (!exported) return fail(exported.diagnostics());
    print_document(text.str());
    return AllPassed;
  }

  int import_all(history::Store& store) {
    std::ifstream file(flags_.words[1], std::ios::binary);
    if (!file) return fail({error("history.import", "cannot read " + base::in_quotes(flags_.words[1]))});
    const auto imported = history::import_lines(store, file, flags_.words[1]);
    if (!imported) return fail(imported.diagnostics());
    print(base::printable(base::counted(*imported, "run")) + " added\n");
    return AllPassed;
  }

  const HistoryFlags& flags_;
};

const HistoryCommand::ActionKind HistoryCommand::actions[9] = {
    {"failing", 0, "no further word", history::Access::Read, &HistoryCommand::failing},
    {"show", 1, "a case, or the fingerprint of a failure or a drift", history::Access::Read, &HistoryCommand::show},
    {"flaky", 0, "no further word", history::Access::Read, &HistoryCommand::flaky},
    {"latency", 0, "no further word", history::Access::Read, &HistoryCommand::latency},
    {"compare", 2, "two runs", history::Access::Read, &HistoryCommand::compare},
    {"check", 0, "no further word", history::Access::Read, &HistoryCommand::check},
    {"prune", 0, "no further word", history::Access::Write, &HistoryCommand::prune},
    {"export", 0, "no further word", history::Access::Read, &HistoryCommand::export_all},
    {"import", 1, "a file", history::Access::Create, &HistoryCommand::import_all},
};

}  // namespace

Action add_history(Options& options) {
  auto flags = std::make_shared<HistoryFlags>();
  options
      .add_option("WHAT", flags->words,
                  "failing (the default), show CASE|FINGERPRINT, flaky, latency, compare RUN RUN, check, prune, export "
                  "(to standard output), import FILE")
      .type_name("");
  options.add_option("--history", flags->file, "The memory of runs (default: reports/history.sqlite)")
      .type_name("FILE")
      .not_empty("is a variable unset?");
  options.add_option("--keep", flags->keep, "Of prune: how long runs are kept, e.g. 400d")
      .type_name("TIME")
      .not_empty();
  options
      .add_option("--run", flags->run,
                  "Of prune: the one run that is taken out: its id or the beginning of it, its date, last")
      .type_name("RUN")
      .not_empty();
  options.add_flag("--json", flags->as_json, "Print the answer as JSON");
  return [flags] { return HistoryCommand(*flags)(); };
}

}  // namespace concord::cli
