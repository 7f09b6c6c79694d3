// What the program says of itself, and that what is committed still follows from the pages.
#include "command_line.h"

#include <support/shared.h>

using namespace concord;
using cli::CommandLine;
using cli::contains;

TEST_CASE("derive --check compares with what is committed", "[shared]") {
  const auto pages = support::find_shared("docs");
  if (!pages) return;
  CommandLine line;
  std::vector<std::string> arguments{"derive", "--check", "-q"};
  for (const auto& page : std::filesystem::directory_iterator(*pages)) {
    arguments.push_back(page.path().string());
  }
  const auto same = line.run(arguments);
  INFO(same.out << same.err);
  CHECK(same.exit_code == 0);
}

TEST_CASE("the manual page and the completions name every command") {
  CommandLine line;
  for (const char* form : {"man", "bash", "zsh", "fish"}) {
    const auto ended = line.run({"manual", form});
    CHECK(ended.exit_code == 0);
    for (const char* command : {"run", "derive", "mock", "validate", "report", "list", "explain"})
      CHECK(contains(ended.out, command));
  }
}

TEST_CASE("no command at all is a usage error") {
  CHECK(CommandLine().run({}).exit_code == 1);
}
