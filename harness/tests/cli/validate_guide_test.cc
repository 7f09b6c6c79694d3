// docs/validate.md: its files are written and its commands are run, and what they print is what it says.
#include "command_line.h"

#include <concord/base/text.h>

using namespace concord;
using cli::CommandLine;

namespace {

struct Fence {
  std::string language, name, text;
};

std::vector<Fence> fences_of(const std::string& page) {
  std::vector<Fence> fences;
  for (std::size_t at = 0; (at = page.find("```", at)) != std::string::npos;) {
    const std::size_t text = page.find('\n', at) + 1;
    const std::size_t end = page.find("```", text);
    const auto words = base::split(std::string_view(page).substr(at + 3, text - at - 4), ' ');
    fences.push_back({std::string(words[0]), words.size() > 1 ? std::string(words[1]) : "", page.substr(text, end - text)});
    at = end + 3;
  }
  return fences;
}

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
  const auto page = base::read_file(std::filesystem::path(CONCORD_SOURCE_DIR) / "docs/validate.md");
  REQUIRE(page);
  CommandLine line;
  std::size_t run = 0;
  for (const Fence& fence : fences_of(*page)) {
    if (fence.language != "console") line.write(fence.name, fence.text);
    else run_commands(line, fence.text), ++run;
  }
  CHECK(run >= 4);
}
