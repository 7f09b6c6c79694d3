// concord lint: what it fetches, and the example of its guide.
#include "command_line.h"
#include "guide_fences.h"

#include <support/raw_server.h>

using namespace concord;
using cli::CommandLine;
using cli::contains;

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
  CHECK(contains(fetched.out, "1 error; 1 example checked\n"));
  CHECK(server.connection_count() == 2);  // what $ref names, each once: no dialect, no identifier, no external value
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
