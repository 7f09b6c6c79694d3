// concord lint: exit codes, formats, options, and the examples of its guide.
#include "command_line.h"
#include "guide_fences.h"

#include <concord/document.h>
#include <support/raw_server.h>

using namespace concord;
using cli::CommandLine;
using cli::contains;

namespace {

constexpr const char* kBad =
    "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {type: integer, example: x}, "
    "B: {enum: [1, 1]}}}\n";
constexpr const char* kGood = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n";

}  // namespace

TEST_CASE("lint: the exit code says whether there are errors, warnings by wish, or nothing to read") {
  CommandLine line;
  line.write("bad.yaml", kBad);
  line.write("good.yaml", kGood);
  line.write("none.yaml", "x: 1\n");
  CHECK(line.run({"lint", "good.yaml"}).exit_code == 0);
  CHECK(line.run({"lint", "bad.yaml"}).exit_code == 4);
  CHECK(line.run({"lint", "bad.yaml", "--rules", "enum-duplicate"}).exit_code == 0);
  CHECK(line.run({"lint", "bad.yaml", "--rules", "enum-duplicate", "--fail-on", "warning"}).exit_code == 4);
  CHECK(line.run({"lint", "bad.yaml", "--fail-on", "none"}).exit_code == 0);
  CHECK(line.run({"lint", "none.yaml"}).exit_code == 2);
  CHECK(line.run({"lint", "none.yaml", "bad.yaml"}).exit_code == 4);
  CHECK(line.run({"lint", "missing.yaml", "good.yaml"}).exit_code == 2);
  const auto unknown = line.run({"lint", "bad.yaml", "--rules", "exmaples"});
  CHECK(unknown.exit_code == 1);
  CHECK(contains(unknown.err, "there is no rule \"exmaples\""));
  CHECK(contains(unknown.err, "did you mean \"examples\"?"));
  CHECK(line.run({"lint", "bad.yaml", "--level", "enum-duplicate=loud"}).exit_code == 1);
  CHECK(line.run({"lint", "bad.yaml", "--level", "example-schema=off", "--level", "enum-duplicate=error"}).exit_code ==
        4);
}

TEST_CASE("lint: JSON lists sites and says how many examples were checked") {
  CommandLine line;
  line.write("bad.yaml", kBad);
  const auto ended = line.run({"lint", "bad.yaml", "--rules", "examples", "--output", "json"});
  const document::ParsedJson parsed = document::parse_answer_json(ended.out);
  REQUIRE(parsed.root);
  const document::Node& finding = parsed.root->find("findings")->items().at(0);
  CHECK(finding.find("rule")->as_string() == "example-schema");
  CHECK(finding.find("level")->as_string() == "error");
  CHECK(finding.find("pointer")->as_string() == "/components/schemas/A/example");
  CHECK(finding.find("line")->to_int64() == 4);
  CHECK(finding.find("column")->to_int64() == 52);
  CHECK(finding.find("related")->items().size() == 1);
  CHECK(parsed.root->find("summary")->find("examples checked")->to_int64() == 1);
}

TEST_CASE("lint: nothing is fetched, unless --allow-remote says so") {
  const std::string schema = R"({"type": "integer", "example": "x"})";
  support::RawServer server(support::RawServer::always(support::http_answer(200, schema)));
  const auto at = [&](const std::string& name) { return "'" + server.url() + "/" + name + "'"; };
  CommandLine line;
  line.write("far.yaml", "openapi: 3.1.0\ninfo: {title: T, version: '1'}\njsonSchemaDialect: " + at("dialect") +
                             "\npaths:\n  /a: {$ref: " + at("a") +
                             "}\n  /b:\n    get:\n      responses:\n        '200':\n          description: d\n" +
                             "          content: {application/json: {schema: {$ref: " + at("s") +
                             "}, examples: {e: {externalValue: " + at("e") +
                             "}}}}\ncomponents: {schemas: {A: {$id: " + at("i") + ", $schema: " + at("d") +
                             ", $dynamicRef: " + at("r#a") + "}}}\n");
  CHECK(line.run({"lint", "far.yaml", "--rules", "examples"}).out == "nothing found; 0 examples checked\n");
  CHECK(contains(line.run({"lint", "far.yaml"}).out, "is on the network  [ref-broken]"));
  CHECK(server.connection_count() == 0);
  const auto fetched =
      line.run({"lint", "far.yaml", "--rules", "examples", "--allow-remote", "--allow-host", "127.0.0.1"});
  CHECK(contains(fetched.out, "\"x\" is a string, integer expected  [example-schema]"));
  CHECK(contains(fetched.out, "1 error; 1 examples checked\n"));
  CHECK(server.connection_count() == 2);  // what $ref names, each once: no dialect, no identifier, no external value
}

TEST_CASE("lint: an ignore file accepts findings") {
  CommandLine line;
  line.write("bad.yaml", kBad);
  line.write("ignore.yaml", "- {rule: example-schema, pointer: /components/schemas/A/**, reason: known}\n");
  const auto ended = line.run({"lint", "bad.yaml", "--ignore", "ignore.yaml"});
  CHECK(ended.exit_code == 0);
  CHECK(contains(ended.out, "1 suppressed"));
  line.write("wrong.yaml", "- {rule: example-shcema}\n");
  CHECK(line.run({"lint", "bad.yaml", "--ignore", "wrong.yaml", "--fail-on", "none"}).exit_code == 2);
}

TEST_CASE("lint: every rule is listed and explained") {
  CommandLine line;
  const auto listed = line.run({"list", "rules"});
  CHECK(contains(listed.out, "example-schema"));
  const auto explained = line.run({"explain", "example-schema"});
  CHECK(explained.exit_code == 0);
  CHECK(contains(explained.out, "example-schema: an example breaks its schema\n\n"));
}

TEST_CASE("lint: the example of the guide gives what the guide shows") {
  CommandLine line;
  const auto guide = cli::fences_of("docs/lint.md");
  line.write("shop.yaml", cli::fence_text(guide, "yaml shop.yaml"));
  const auto ended = line.run({"lint", "shop.yaml"});
  CHECK(ended.exit_code == 4);
  INFO(ended.out);
  CHECK(contains(ended.out, cli::fence_text(guide, "text")));
  for (const char* rule : {"[example-schema]", "[enum-duplicate]", "[required-undeclared]"})
    CHECK(contains(ended.out, rule));
}
