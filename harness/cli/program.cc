#include "program.h"

#include "command.h"
#include "exit_code.h"
#include "options.h"
#include "signals.h"
#include "terminal.h"
#include "version.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <concord/base/text.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <map>
#include <system_error>

namespace concord::cli {

namespace {

constexpr const char* about =
    "Does the API still do what its documentation says?\n"
    "Exit codes: 0 all passed, 1 usage, 2 bad input, 3 could not be judged, 4 contract broken, 130, 143, 129 "
    "after a signal.";

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

// For the first argument that is left and looks like an option.
std::string meant_option(const CLI::App& command) {
  std::vector<std::string> known;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  }
  for (const std::string& left : command.remaining(true)) {
    const std::string name = left.substr(0, left.find('='));
    if (name.starts_with("--")) return base::did_you_mean(name, known);
  }
  return {};
}

int usage_error(CLI::App& app, const CLI::ParseError& problem) {
  const CLI::App* used = &app;
  for (const CLI::App* sub : app.get_subcommands()) used = sub;
  const std::string hint = meant_option(*used);
  print_error("error: " + base::printable(problem.what()) + base::printable(hint.empty() ? "" : ", " + hint) +
              "\ntry: concord " + base::printable(used == &app ? "" : used->get_name() + ' ') + "--help\n");
  return UsageError;
}

// What could not be printed must not look like what was: a report that a full disk has cut, say.
int with_output(int code) {
  errno = 0;
  std::cout.flush();
  const bool is_written = std::fflush(stdout) == 0 && !std::ferror(stdout) && std::cout;
  if (is_written && output_error() == 0) return code;
  const int why = output_error() != 0 ? output_error() : errno != 0 ? errno : EIO;
  // Who stops reading, such as head, knows it.
  if (why != EPIPE)
    print_error("error: cannot write to standard output: " + base::printable(std::generic_category().message(why)) +
                "\n");
  return code == AllPassed ? BadInput : code;
}

}  // namespace

void listen_to_signals(int argc, char* argv[]) {
  if (argc > 1 && std::string_view(argv[1]) == "run") stop_signal();
}

int run_program(int argc, char* argv[]) {
  // A reader that goes away is an error of writing, which says where.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // and so is a limit of the size of files
  listen_to_signals(argc, argv);
  const std::string_view called = argc > 1 ? argv[1] : "";
  if (!called.empty() && called[0] != '-' && !is_command(called)) {
    print_error(unknown_command(argv[1]));
    return UsageError;
  }
  CLI::App app(about, "concord");
  app.set_version_flag("--version", std::string("concord ") + version);
  app.require_subcommand(1);
  std::map<const CLI::App*, Action> actions;
  // Who calls a command waits for the options of that one alone; the manual tells those of all.
  const bool declares_all = !is_command(called) || called == "manual";
  for (const Command& command : commands()) {
    CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.summary));
    Options options(*sub);
    if (declares_all || command.name == called) actions[sub] = command.add(options);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {  // the last line of which CLI11 ends once or twice
    const std::string help = app.help();
    std::cout << help.substr(0, help.find_last_not_of('\n') + 1) << '\n';
    return with_output(AllPassed);
  } catch (const CLI::Success& wanted) {  // --version
    return with_output(app.exit(wanted) == 0 ? AllPassed : UsageError);
  } catch (const CLI::ParseError& problem) {
    return usage_error(app, problem);
  }
  return with_output(actions.at(app.get_subcommands().front())());
}

}  // namespace concord::cli
