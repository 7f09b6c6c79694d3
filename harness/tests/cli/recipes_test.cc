// The recipes of docs/ci/: files that parse, and commands whose options there are.
#include "command_line.h"

#include <concord/base/file.h>
#include <concord/base/text.h>
#include <concord/document.h>

#include <support/catch.h>
#include <support/paths.h>

#include <filesystem>
#include <map>

namespace recipes_test {

namespace fs = std::filesystem;
using namespace concord;

namespace {

std::string text_of(const fs::path& path) {
  auto text = base::read_file(path);
  REQUIRE(text.has_value());
  return std::move(text).value();
}

fs::path recipes() { return fs::path(support::source_dir()) / "docs/ci"; }

// The words behind each "concord COMMAND" of a text, as far as its line.
std::vector<std::vector<std::string>> commands_in(const std::string& text) {
  std::vector<std::vector<std::string>> commands;
  for (const std::string_view line : base::split(text, '\n')) {
    if (base::trim(line).starts_with("#") || base::trim(line).starts_with("//")) continue;
    for (const char* command : {"run", "report"}) {
      const std::size_t at = line.find("concord " + std::string(command) + " ");
      if (at == line.npos) continue;
      auto& words = commands.emplace_back();
      for (const std::string_view word : base::split(line.substr(at + 8), ' ')) words.emplace_back(word);
    }
  }
  return commands;
}

}  // namespace

TEST_CASE("every option of the recipes is one of its command") {
  std::map<std::string, std::string> help;
  for (const char* command : {"run", "report"}) help[command] = cli::CommandLine().run({command, "--help"}).out;
  std::size_t commands = 0;
  for (const auto& file : fs::directory_iterator(recipes())) {
    for (const auto& words : commands_in(text_of(file.path()))) {
      ++commands;
      for (const std::string& word : words) {
        const std::string option = word.substr(0, word.find_first_of("'\")"));
        INFO(file.path().filename().string() << ": concord " << words[0] << " " << option);
        if (option.starts_with("-")) CHECK(help[words[0]].find(option) != std::string::npos);
      }
    }
  }
  CHECK(commands >= 6);
}

TEST_CASE("the recipes in YAML are YAML, and glob all parts of a long JUnit") {
  std::size_t globs = 0;
  for (const auto& file : fs::directory_iterator(recipes())) {
    const std::string text = text_of(file.path());
    globs += text.find("junit*.xml") != std::string::npos;
    if (file.path().extension() != ".yml") continue;
    const base::Source source(file.path().string(), text);
    INFO(file.path().string());
    CHECK(document::parse_yaml(source).has_value());
  }
  CHECK(globs >= 2);
}

TEST_CASE("the manifest of Kubernetes says how many parts there are, twice and the same") {
  const base::Source source("job", text_of(recipes() / "kubernetes-job.yml"));
  const auto job = document::parse_yaml(source);
  REQUIRE(job.has_value());
  const auto& spec = *job->find("spec");
  const auto& container = spec.find("template")->find("spec")->find("containers")->items()[0];
  CHECK(document::write_json(*spec.find("completions")) ==
        container.find("env")->items()[0].find("value")->string_or_empty());
  std::vector<std::string> words;
  for (const auto& word : container.find("args")->items()) words.emplace_back(word.string_or_empty());
  CHECK(base::join(words, " ").find("run suites --target sandbox --shard auto") == 0);
}

}  // namespace recipes_test
