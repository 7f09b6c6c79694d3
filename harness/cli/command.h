// Subcommands. Adding one is a file command_<name>.cc and a row in commands.cc.
#pragma once
#include <functional>
#include <span>
#include <string_view>

namespace CLI {
class App;
}

namespace concord::cli {

using Action = std::function<int()>;  // returns an ExitCode

struct Command {
  std::string_view name;
  std::string_view summary;
  Action (*add)(CLI::App& app);  // declares options on its own subcommand and returns what it does
};

std::span<const Command> commands();

Action add_run(CLI::App& app);
Action add_derive(CLI::App& app);
Action add_diff(CLI::App& app);
Action add_lint(CLI::App& app);
Action add_mock(CLI::App& app);
Action add_validate(CLI::App& app);
Action add_report(CLI::App& app);
Action add_list(CLI::App& app);
Action add_explain(CLI::App& app);
Action add_manual(CLI::App& app);

}  // namespace concord::cli
