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

}  // namespace

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
