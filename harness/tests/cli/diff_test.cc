// concord diff as a program: the examples of its guide, exit codes, formats, ignore files, derive --check.
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

TEST_CASE("diff ends as its findings say") {
  Examples line;
  CHECK(line.run({"diff", "old.yaml", "old.yaml"}).exit_code == 0);
  CHECK(line.run({"diff", "old.yaml", "new.yaml"}).exit_code == 4);
  CHECK(line.run({"diff", "old.yaml", "new.yaml", "--fail-on", "none"}).exit_code == 0);
  line.write("pattern.yaml",
             "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {deprecated: true, responses: {'200': "
             "{description: x}}}}}\n");
  line.write(
      "plain.yaml",
      "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: x}}}}}\n");
  CHECK(line.run({"diff", "plain.yaml", "pattern.yaml"}).exit_code == 0);
  CHECK(line.run({"diff", "plain.yaml", "pattern.yaml", "--fail-on", "warning"}).exit_code == 4);
  CHECK(line.run({"diff", "old.yaml", "missing.yaml"}).exit_code == 2);
  CHECK(line.run({"diff", "old.yaml"}).exit_code == 1);
  CHECK(line.run({"diff", "old.yaml", "new.yaml", "--date", "tomorrow"}).exit_code == 1);
}

TEST_CASE("mistakes of both sides and of the ignore file are said together") {
  Examples line;
  line.write("broken.yaml", "openapi: 3.1.0\npaths: [\n");
  line.write("wrong.yaml", "- {rule: response-enum-value-aded}\n");
  const auto ended = line.run({"diff", "broken.yaml", "gone.yaml", "--ignore", "wrong.yaml"});
  CHECK(ended.exit_code == 2);
  CHECK(contains(ended.err, "broken.yaml:"));
  CHECK(contains(ended.err, "gone.yaml"));
  CHECK(contains(ended.err, "did you mean \"response-enum-value-added\"?"));
  CHECK(contains(ended.err, "an entry must have a \"reason\""));
}

TEST_CASE("diff says what it cannot compare and what to do instead") {
  Examples line;
  const auto url = line.run({"diff", "https://shop.example/openapi.yaml", "new.yaml"});
  CHECK(url.exit_code == 2);
  CHECK(url.err ==
        "error: diff compares files, and this is a URL: https://shop.example/openapi.yaml\n"
        "  fetch it first: curl -o FILE URL\n");
  line.write("all/one/openapi.yaml", line.read("old.yaml"));
  line.write("all/two/openapi.yaml", line.read("new.yaml"));
  const auto sides = line.run({"diff", "all", "new.yaml"});
  CHECK(sides.exit_code == 2);
  CHECK(sides.err ==
        "error: \"new.yaml\" is one contract, and the folder \"all\" has several\n"
        "  name the folder of one provider, such as all/one\n");
  line.write("nothing.yaml", "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n");
  const auto nothing = line.run({"diff", "old.yaml", "nothing.yaml"});
  CHECK(nothing.exit_code == 2);
  CHECK(contains(nothing.err, "the document has no operation"));
}

TEST_CASE("folders of providers are compared by name") {
  Examples line;
  const std::string before = line.read("old.yaml");
  const std::string after = line.read("new.yaml");
  line.write("before/shop/openapi.yaml", before);
  line.write("before/gone/openapi.yaml", before);
  line.write("after/shop/openapi.yaml", after);
  line.write("after/come/openapi.yaml", after);
  const auto ended = line.run({"diff", "before", "after", "--output", "json"});
  CHECK(ended.exit_code == 4);
  CHECK(contains(ended.out, "\"message\": \"the contract of \\\"gone\\\" is gone\""));
  CHECK(contains(ended.out, "\"message\": \"the contract of \\\"come\\\" is new\""));
  CHECK(contains(ended.out, "\"provider\": \"shop\""));
  CHECK(contains(ended.out, "\"operations compared\": 1"));
  const auto same = line.run({"diff", "before", "before"});
  CHECK(same.exit_code == 0);
  CHECK(same.out == "nothing found; 2 operations compared\n");
}

TEST_CASE("what a sunset must leave can be asked for") {
  Examples line;
  const auto document = [](const char* more) {
    return std::string("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {") + more +
           "responses: {'200': {description: x}}}}}\n";
  };
  line.write("plain.yaml", document(""));
  line.write("ending.yaml", document("deprecated: true, x-sunset: 2026-07-31, "));
  CHECK(line.run({"diff", "plain.yaml", "ending.yaml", "--date", "2026-06-30"}).exit_code == 0);
  const auto ended = line.run({"diff", "plain.yaml", "ending.yaml", "--date", "2026-06-30", "--sunset-days", "90"});
  CHECK(ended.exit_code == 4);
  CHECK(contains(ended.out,
                 "breaking: the sunset \"2026-07-31\" of the operation leaves too little time  [sunset-too-soon]"));
}

TEST_CASE("every rule of diff can be listed and explained") {
  CommandLine line;
  const auto listed = line.run({"list", "changes"});
  CHECK(contains(listed.out, "response-enum-value-added"));
  const auto explained = line.run({"explain", "response-enum-value-added"});
  CHECK(explained.exit_code == 0);
  CHECK(contains(explained.out, "Level: breaking."));
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

TEST_CASE("derive --check says when only prose changed") {
  Examples line;
  REQUIRE(line.run({"derive", "old.yaml", "-q", "--provider", "shop", "-o", "out"}).exit_code == 0);
  line.write("old.yaml", base::replace_all(line.read("old.yaml"), "description: the order", "description: an order"));
  const auto ended = line.run({"derive", "old.yaml", "-q", "--check", "--provider", "shop", "-o", "out"});
  CHECK(ended.exit_code == 4);
  CHECK(ended.out ==
        "differs   out/shop/get-orders-id/response-200.schema.json\n"
        "differs   out/shop/openapi.yaml\n"
        "no message is another one: only prose, examples or where things stand changed\n\n");
}

TEST_CASE("derive names the schemas that nothing leads to any more") {
  Examples line;
  REQUIRE(line.run({"derive", "old.yaml", "-q", "--provider", "shop", "--operation", "first", "-o", "out"}).exit_code ==
          0);
  line.write("out/shop/own.schema.json", "{}");
  const auto ended = line.run({"derive", "old.yaml", "--provider", "shop", "--operation", "second", "-o", "out"});
  CHECK(ended.exit_code == 0);
  CHECK(contains(ended.out, "left over out/shop/first/response-200.schema.json\n"));
  CHECK_FALSE(contains(ended.out, "own.schema.json"));
  const auto checked =
      line.run({"derive", "old.yaml", "-q", "--check", "--provider", "shop", "--operation", "second", "-o", "out"});
  CHECK(checked.exit_code == 4);
  CHECK(checked.out == "left over out/shop/first/response-200.schema.json\n");
}
