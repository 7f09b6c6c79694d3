// docs/validate.md: its files are written and its commands are run, and what they print is what it says.
#include "guide_commands.h"

using namespace concord;
using cli::CommandLine;

TEST_CASE("the guide to validate says what is printed") {
  CommandLine line;
  std::size_t run = 0;
  for (const cli::Fence& fence : cli::fences_of("docs/validate.md")) {
    if (fence.language() != "console") line.write(fence.name(), fence.text);
    else cli::run_commands(line, fence.text), ++run;
  }
  CHECK(run >= 4);
}
