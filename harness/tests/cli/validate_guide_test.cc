// docs/validate.md: its files are written and its commands are run, and what they print is what it says.
#include "command_line.h"
#include "guide_fences.h"

#include <concord/base/text.h>

using namespace concord;
using cli::CommandLine;

namespace {

// "$ concord a b" and what follows up to the next of its kind.
void run_commands(const CommandLine& line, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    REQUIRE(text.compare(at, 10, "$ concord ") == 0);
    const std::size_t output = text.find('\n', at) + 1;
    const std::size_t next = std::min(text.find("\n$ ", output - 1), text.size() - 1) + 1;
    const std::string command = text.substr(at + 10, output - at - 11);
    INFO(command);
    std::vector<std::string> words;
    for (const auto word : base::split(command, ' ')) words.emplace_back(word);
    const auto ended = line.run(words);
    CHECK(ended.out == text.substr(output, next - output));
    CHECK(ended.err == "");
    at = next;
  }
}

}  // namespace

TEST_CASE("the guide to validate says what is printed") {
  CommandLine line;
  std::size_t run = 0;
  for (const cli::Fence& fence : cli::fences_of("docs/validate.md")) {
    if (fence.language() != "console") line.write(fence.name(), fence.text);
    else run_commands(line, fence.text), ++run;
  }
  CHECK(run >= 4);
}
