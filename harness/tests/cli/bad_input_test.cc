// Mistakes of a person: the exact words, the exit code, and that nothing else stops.
#include "command_line.h"
#include <support/shared.h>


using namespace concord;
using cli::CommandLine;
using cli::contains;

TEST_CASE("an unknown command and an unknown option are usage errors with a suggestion") {
  CommandLine line;
  const auto command = line.run({"rnu"});
  CHECK(command.exit_code == 1);
  CHECK(command.err == "error: unknown command \"rnu\", did you mean \"run\"?\nconcord --help lists the commands\n");
  CHECK(line.run({"run", "--no-such-option"}).exit_code == 1);
  CHECK(line.run({}).exit_code == 1);
  CHECK(line.run({"--help"}).exit_code == 0);
  CHECK(line.run({"run", "--help"}).exit_code == 0);
  CHECK(line.run({"--version"}).out == "concord 0.1.0\n");
}

TEST_CASE("a suite with mistakes is reported whole, the other files still run, exit 2") {
  CommandLine line;
  line.write("own/provider.yaml", "provider: knot\ncontract: ../schemas/knot/openapi.yaml\n");
  line.write("own/bad.suite.yaml",
             "suite: Broken\noperation: create-sesion\ncases:\n  - name: one\n    expct: {status: 200}\n");
  line.write(
      "own/good.suite.yaml",
      "suite: Good\noperation: create-session\ncases: [{name: one, request: {auth: none}, expect: {status: 401}}]\n");
  const auto ended = line.run({"run", "own", "--color", "never"});
  INFO(ended.out << ended.err);
  CHECK(ended.exit_code == 2);
  CHECK(contains(ended.err,
                 "error: unknown operation \"create-sesion\" of provider knot\n --> own/bad.suite.yaml:2:12\n"));
  CHECK(contains(ended.err, "did you mean \"create-session\"?"));
  CHECK(contains(ended.out, "1 passed"));
}

TEST_CASE("a YAML syntax error has its place") {
  CommandLine line;
  line.write("own/provider.yaml", "provider: knot\ncontract: ../schemas/knot/openapi.yaml\n");
  line.write("own/bad.suite.yaml", "suite: Broken\ncases: [\n");
  const auto ended = line.run({"run", "own"});
  CHECK(ended.exit_code == 2);
  CHECK(contains(ended.err, "--> own/bad.suite.yaml:"));
}

TEST_CASE("a folder without suites, a missing file and a bad level are said") {
  CommandLine line;
  line.write("empty/readme.txt", "");
  CHECK(contains(line.run({"run", "empty"}).err, "there is no *.suite.yaml file in \"empty\""));
  CHECK(contains(line.run({"run", "nowhere"}).err, "there is no file or folder \"nowhere\""));
  const auto level = line.run({"run", "suites/knot", "--level", "schemma=warn"});
  CHECK(level.exit_code == 2);
  CHECK(contains(level.err, "unknown check \"schemma\""));
  CHECK(contains(level.err, "did you mean \"schema\"?"));
}

TEST_CASE("derive reports a page that it cannot read, exit 2, and writes nothing") {
  CommandLine line;
  line.write("pages/shop-thing.md", "# Nothing here\n\nNo API at all.\n");
  const auto ended = line.run({"derive", "pages/shop-thing.md", "-o", "out"});
  CHECK(ended.exit_code == 2);
  CHECK(contains(ended.err, "pages/shop-thing.md"));
  CHECK_FALSE(line.has("out"));
}

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

TEST_CASE("validate says what is wrong, where, and by which rule") {
  CommandLine line;
  line.write("s.json", R"({"type": "object", "properties": {"a": {"type": "integer"}}})");
  line.write("good.json", R"({"a": 1})");
  line.write("bad.json", R"({"a": "1"})");
  CHECK(line.run({"validate", "s.json", "good.json"}).exit_code == 0);
  const auto bad = line.run({"validate", "s.json", "bad.json"});
  CHECK(bad.exit_code == 4);
  CHECK(contains(bad.out, "bad.json:1:7: /a: "));
  CHECK(contains(bad.out, "#/properties/a"));
  CHECK(line.run({"validate", "--output", "flag", "s.json", "good.json", "bad.json"}).out ==
        "{\"valid\": true}\n{\"valid\": false}\n");
  line.write("broken.json", "{");
  CHECK(line.run({"validate", "s.json", "broken.json"}).exit_code == 2);
}

TEST_CASE("every check, format, importer and function can be listed, every check explained") {
  CommandLine line;
  for (const char* what : {"cases", "operations", "checks", "formats", "importers", "functions"}) {
    const auto ended = line.run({"list", what});
    INFO(what << ended.err);
    CHECK(ended.exit_code == 0);
    CHECK_FALSE(ended.out.empty());
  }
  CHECK(line.run({"explain", "schema"}).exit_code == 0);
  const auto unknown = line.run({"explain", "schemma"});
  CHECK(unknown.exit_code == 1);
  CHECK(contains(unknown.err, "did you mean \"schema\"?"));
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
