// concord diff as a program: the examples of its guide and of that of derive, and its formats.
#include "command_line.h"
#include "guide_fences.h"

#include <support/paths.h>

#include <concord/base/text.h>
#include <concord/diff.h>

using namespace concord;
using cli::CommandLine;
using cli::contains;
using cli::Fence;
using cli::fences_of;

namespace {

// The folder in which the examples of the guide stand as files.
class Examples : public CommandLine {
 public:
  Examples() {
    for (const Fence& fence : fences_of("docs/diff.md")) {
      if (fence.language() == "yaml" && !fence.name().empty()) write(fence.name(), fence.text);
    }
  }
};

}  // namespace

TEST_CASE("the examples in the guide of diff are what the program says") {
  Examples line;
  std::size_t examples = 0;
  for (const Fence& fence : fences_of("docs/diff.md")) {
    if (fence.label != "console") continue;
    const std::size_t end = fence.text.find('\n');
    std::vector<std::string> arguments;
    for (const auto word : base::split(std::string_view(fence.text).substr(10, end - 10), ' '))
      arguments.emplace_back(word);
    const auto ended = line.run(arguments);
    INFO(fence.text);
    CHECK(ended.err == "");
    CHECK(ended.exit_code == 4);
    CHECK(ended.out == fence.text.substr(end + 1));
    ++examples;
  }
  CHECK(examples == 3);
}

TEST_CASE("the guide of diff names every kind of change") {
  auto guide = base::read_file(std::filesystem::path(support::source_dir()) / "docs/diff.md");
  REQUIRE(guide.has_value());
  for (const diff::ChangeKind& kind : diff::change_kinds()) {
    INFO(kind.id);
    CHECK(contains(*guide, '`' + std::string(kind.id) + '`'));
  }
}

TEST_CASE("every format of diff is written") {
  Examples line;
  for (const char* format : {"text", "json", "sarif", "github", "markdown", "junit"}) {
    const auto ended = line.run({"diff", "old.yaml", "new.yaml", "--output", format});
    INFO(format);
    CHECK(ended.exit_code == 4);
    CHECK(contains(ended.out, "request-enum-value-removed"));
  }
}

TEST_CASE("derive --check says what changed in the contract, as in the guide of derive") {
  Examples line;
  const auto derive = [&](const char* document, std::initializer_list<std::string> more) {
    std::vector<std::string> arguments{"derive",      document,    "-q", "--provider", "shop",
                                       "--operation", "get-order", "-o", "out"};
    arguments.insert(arguments.end(), more);
    return line.run(arguments);
  };
  REQUIRE(derive("old.yaml", {}).exit_code == 0);
  CHECK(derive("old.yaml", {"--check"}).out == "");
  const auto ended = derive("new.yaml", {"--check"});
  CHECK(ended.exit_code == 4);
  const std::string example = cli::fence_text(fences_of("docs/derive.md"), "console");
  CHECK(ended.out == example.substr(example.find('\n') + 1));
}
