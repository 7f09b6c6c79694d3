// Subcommands. Adding one is a file command_<name>.cc and a row in commands.cc.
#pragma once
#include <functional>
#include <span>
#include <string_view>

namespace concord::cli {

class Options;

using Action = std::function<int()>;  // returns an ExitCode

struct Command {
  std::string_view name;
  std::string_view summary;
  Action (*add)(Options& options);  // declares its options and returns what it does
};

std::span<const Command> commands();

Action add_run(Options& options);
Action add_derive(Options& options);
Action add_diff(Options& options);
Action add_lint(Options& options);
Action add_mock(Options& options);
Action add_validate(Options& options);
Action add_report(Options& options);
Action add_baseline(Options& options);
Action add_history(Options& options);
Action add_drift(Options& options);
Action add_list(Options& options);
Action add_explain(Options& options);
Action add_generate(Options& options);
Action add_init(Options& options);
Action add_watch(Options& options);
Action add_judge(Options& options);
Action add_proxy(Options& options);
Action add_manual(Options& options);

}  // namespace concord::cli
