// concord: reads the command line, runs one command, turns its outcome into an exit code.
#include "command.h"
#include "exit_code.h"
#include "signals.h"
#include "terminal.h"
#include "version.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <concord/base/text.h>

#include <exception>
#include <map>

namespace concord::cli {

namespace {

constexpr const char* about =
    "Does the API still do what its documentation says?\n"
    "Exit codes: 0 all passed, 1 usage, 2 bad input, 3 could not be judged, 4 contract broken, 130 or 143 after a signal.";

bool is_command(std::string_view word) {
  for (const Command& command : commands()) {
    if (command.name == word) return true;
  }
  return false;
}

base::Printable unknown_command(const std::string& word) {
  std::vector<std::string> names;
  for (const Command& command : commands()) names.emplace_back(command.name);
  const std::string hint = base::did_you_mean(word, names);
  return "error: unknown command \"" + base::printable(word) + "\"" + base::printable(hint.empty() ? "" : ", " + hint) +
         "\nconcord --help lists the commands\n";
}

int usage_error(CLI::App& app, const CLI::ParseError& problem) {
  const CLI::App* used = &app;
  for (const CLI::App* sub : app.get_subcommands()) used = sub;
  print_error("error: " + base::printable(problem.what()) + "\ntry: " + base::printable(used->get_display_name()) + " --help\n");
  return UsageError;
}

}  // namespace

int main(int argc, char* argv[]) {
  // From its first moment on, a run that is interrupted ends with its reports.
  if (argc > 1 && std::string_view(argv[1]) == "run") stop_signal();
  CLI::App app(about, "concord");
  app.set_version_flag("--version", std::string("concord ") + version);
  app.require_subcommand(1);
  std::map<const CLI::App*, Action> actions;
  for (const Command& command : commands()) {
    CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.summary));
    actions[sub] = command.add(*sub);
  }
  if (argc > 1 && argv[1][0] != '-' && !is_command(argv[1])) {
    print_error(unknown_command(argv[1]));
    return UsageError;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& wanted) {  // --help, --version
    return app.exit(wanted) == 0 ? AllPassed : UsageError;
  } catch (const CLI::ParseError& problem) {
    return usage_error(app, problem);
  }
  return actions.at(app.get_subcommands().front())();
}

}  // namespace concord::cli

int main(int argc, char* argv[]) {
  try {
    return concord::cli::main(argc, argv);
  } catch (const std::exception& bug) {
    concord::cli::print_error("internal error: " + concord::base::printable(bug.what()) + "\n");
    return concord::cli::NotJudged;
  }
}
