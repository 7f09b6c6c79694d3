// The examples of the guide are run as they stand.
#include "command_line.h"

#include <support/paths.h>

#include <concord/base/text.h>

using namespace concord;
using cli::CommandLine;

namespace {

std::vector<std::string> suite_examples() {
  auto guide = base::read_file(std::filesystem::path(support::source_dir()) / "docs/suites.md");
  REQUIRE(guide.has_value());
  std::vector<std::string> examples;
  const std::string opening = "```yaml suite\n";
  for (std::size_t at = 0; (at = guide->find(opening, at)) != std::string::npos;) {
    at += opening.size();
    examples.push_back(guide->substr(at, guide->find("```", at) - at));
  }
  return examples;
}

// The lines of `sh` blocks, as words; "…" in quotes is one word. `suites` is ours.
std::vector<std::vector<std::string>> commands_of(const std::string& page) {
  auto text = base::read_file(std::filesystem::path(support::source_dir()) / page);
  REQUIRE(text.has_value());
  std::vector<std::vector<std::string>> commands;
  const std::string opening = "```sh\n";
  for (std::size_t at = 0; (at = text->find(opening, at)) != std::string::npos;) {
    at += opening.size();
    const std::string block = text->substr(at, text->find("```", at) - at);
    for (const std::string_view line : base::split(block, '\n')) {
      std::vector<std::string> words{""};
      bool is_quoted = false;
      for (const char c : line) {
        if (c == '"') is_quoted = !is_quoted;
        else if (c == ' ' && !is_quoted) words.emplace_back();
        else words.back() += c;
      }
      if (words.front() != "concord") continue;
      words.erase(words.begin());
      for (std::string& word : words) {
        if (word.starts_with("suites")) word.insert(0, std::string(support::source_dir()) + "/");
      }
      commands.push_back(std::move(words));
    }
  }
  return commands;
}

}  // namespace

TEST_CASE("the commands of the providers' pages run green against the mock") {
  const auto commands = commands_of("docs/providers.md");
  REQUIRE(commands.size() >= 6);
  for (const auto& words : commands) {
    CommandLine line;
    const auto ended = line.run(words);
    INFO(base::join(words, " ") << "\n" << ended.out << ended.err);
    CHECK(ended.exit_code == 0);
  }
}

TEST_CASE("the suites in the guide run green against the mock") {
  CommandLine line;
  auto provider = base::read_file(std::filesystem::path(support::source_dir()) / "suites/knot/provider.yaml");
  REQUIRE(provider.has_value());
  line.write("guide/knot/provider.yaml", *provider);
  const auto examples = suite_examples();
  REQUIRE(examples.size() >= 4);
  for (std::size_t i = 0; i < examples.size(); ++i)
    line.write("guide/knot/" + std::to_string(i) + ".suite.yaml", examples[i]);
  const auto ended = line.run({"run", "guide"});
  INFO(ended.out << ended.err);
  CHECK(ended.exit_code == 0);
}

TEST_CASE("each task of the guide is a golden case, and said in a section") {
  const std::filesystem::path root(support::source_dir());
  const auto guide = base::read_file(root / "docs/suites.md");
  REQUIRE(guide.has_value());
  const std::size_t begin = guide->find("\n## Tasks\n"), end = guide->find("\n## A first suite\n");
  REQUIRE(begin < end);
  std::size_t tasks = 0;
  for (const std::string_view line : base::split(guide->substr(begin, end - begin), '\n')) {
    const auto cells = base::split(line, '|');
    if (cells.size() != 6 || cells[4].find('`') == std::string_view::npos) continue;
    ++tasks;
    INFO(line);
    const std::string name(base::trim(base::trim(cells[4]).substr(1, base::trim(cells[4]).size() - 2)));
    CHECK(std::filesystem::exists(root / "harness/tests/cases" / name / "expected"));
    const std::string section = "# " + std::string(base::trim(cells[3])) + "\n";
    CHECK(guide->find(section) != std::string::npos);
  }
  CHECK(tasks >= 20);
}
