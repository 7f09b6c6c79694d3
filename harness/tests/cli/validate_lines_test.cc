// concord validate: JSON Lines, verdicts only, figures, and what is too large or too deep.
#include "command_line.h"

#include <concord/base/text.h>

#include <regex>

using namespace concord;
using cli::CommandLine;
using cli::contains;

namespace {

std::string nested(char open, char close, std::size_t depth) {
  return std::string(depth, open) + std::string(depth, close);
}

}  // namespace

TEST_CASE("validate: places in JSON Lines are those of the file") {
  CommandLine line;
  line.write("s.json", R"({"properties": {"id": {"type": "integer"}}})");
  line.write("d.jsonl", "{\"id\": 1}\n\n  \r\n{\"name\": \"ä\", \"id\": \"x\"}\r\n{\"id\": 2}");
  const auto ended = line.run({"validate", "s.json", "d.jsonl"});
  CHECK(ended.exit_code == 4);
  CHECK(ended.out == "d.jsonl:1: valid\n"
                     "d.jsonl:4: not valid\n"
                     "  d.jsonl:4:21: /id: \"x\" is a string, integer expected\n"
                     "      by #/properties/id/type\n"
                     "d.jsonl:5: valid\n"
                     "2 valid, 1 not valid\n");
}

TEST_CASE("validate: a line that cannot be read is named with its column, and the others are judged") {
  CommandLine line;
  line.write("s.json", R"({"type": "object"})");
  line.write("d.ndjson", "{}\n{\"a\": 1, \"a\": 2, \"b\": 1, \"b\": 2}\n{\"ä\" 1}\n\xEF\xBB\xBF{}\n{}\n");
  const auto ended = line.run({"validate", "s.json", "d.ndjson"});
  CHECK(ended.exit_code == 2);
  CHECK(ended.out == "d.ndjson:1: valid\nd.ndjson:5: valid\n2 valid, 0 not valid, 3 not readable\n");
  CHECK(ended.err == "error: d.ndjson:2:10: duplicate key \"a\"\n"
                     "error: d.ndjson:2:26: duplicate key \"b\"\n"
                     "error: d.ndjson:3:6: expected ':' but found '1'\n"
                     "error: d.ndjson:4:1: the text begins with a byte order mark\n");
  line.write("d.ndjson", "{\n[]\n");
  CHECK(line.run({"validate", "s.json", "d.ndjson"}).exit_code == 4);  // never hidden
}

TEST_CASE("validate: --fast gives verdicts and no reasons") {
  CommandLine line;
  line.write("s.json", R"({"type": "integer"})");
  line.write("d.jsonl", "1\n\"x\"\n");
  line.write("d.json", "[]");
  line.write("d.yaml", "a: 1\n");
  const auto ended = line.run({"validate", "--fast", "s.json", "d.jsonl", "d.json", "d.yaml"});
  CHECK(ended.exit_code == 4);
  CHECK(ended.out ==
        "d.jsonl:1: valid\nd.jsonl:2: not valid\nd.json: not valid\nd.yaml: not valid\n1 valid, 3 not valid\n");
  CHECK(line.run({"validate", "--fast", "--output", "basic", "s.json", "d.jsonl"}).out ==
        "{\"valid\": true}\n{\"valid\": false}\n");
}

TEST_CASE("validate: --benchmark gives verdicts, ns of them and ns of parsing") {
  CommandLine line;
  line.write("s.json", R"({"type": "integer"})");
  line.write("d.jsonl", "1\n\"x\"\n");
  line.write("d.json", "[1, 2]");
  line.write("d.yaml", "1\n");
  const std::vector<std::string> files{"s.json", "d.jsonl", "d.json", "d.yaml"};
  const auto run = [&](std::vector<std::string> options) {
    options.insert(options.begin(), {"validate", "--benchmark"});
    options.insert(options.end(), files.begin(), files.end());
    const auto ended = line.run(options);
    CHECK(ended.exit_code == 4);
    return ended.out;
  };
  const std::string parse = R"(, parse \d+ ns \(\d+ bytes, \d+ MB/s\)\n)";
  const std::string reasons = R"(: \d+ ns, with reasons \d+ ns)" + parse;
  const std::string verdict = R"(: \d+ ns)" + parse;
  CHECK(std::regex_match(run({}), std::regex("d.jsonl:1: valid" + verdict + "d.jsonl:2: not valid" + reasons +
                                             "d.json: not valid" + reasons + "d.yaml: valid" + verdict +
                                             "all: 2 valid, 2 not valid" + reasons)));
  CHECK(std::regex_match(run({"--fast"}), std::regex("d.jsonl:1: valid" + verdict + "d.jsonl:2: not valid" + verdict +
                                                     "d.json: not valid" + verdict + "d.yaml: valid" + verdict +
                                                     "all: 2 valid, 2 not valid" + verdict)));
  line.write("e.jsonl", "1\n{\n");
  const auto unreadable = line.run({"validate", "--benchmark", "s.json", "e.jsonl"});
  CHECK(unreadable.exit_code == 2);
  CHECK(contains(unreadable.err, "error: e.jsonl:2:2: "));
  const auto wrong = line.run({"validate", "--benchmark", "--output", "flag", "s.json", "d.jsonl"});
  CHECK(wrong.exit_code == 1);
  CHECK(contains(wrong.err, "error: --benchmark goes with neither --output nor --schema-only\n"));
}

TEST_CASE("validate: a schema within a document, by its pointer") {
  CommandLine line;
  line.write(
      "api.yaml",
      "openapi: 3.0.3\ncomponents:\n  schemas:\n    Name: {type: string, nullable: true}\n"
      "    Pet: {properties: {name: {$ref: '#/components/schemas/Name'}, home: {$ref: 'parts/a%20b.yaml#/Home'}}}\n");
  line.write("parts/a b.yaml", "Home: {type: string, nullable: true}\n");
  line.write("s.json", R"({"$defs": {"a b": {"type": "string"}}})");
  line.write("null.jsonl", "{\"name\": null, \"home\": null}\n{\"name\": 1}\n{\"home\": 2}\n");
  line.write("word.json", "\"x\"");
  const auto pet = line.run({"validate", "--fast", "api.yaml#/components/schemas/Pet", "null.jsonl"});
  CHECK(pet.out == "null.jsonl:1: valid\nnull.jsonl:2: not valid\nnull.jsonl:3: not valid\n1 valid, 2 not valid\n");
  CHECK(line.run({"validate", "s.json#/$defs/a%20b", "word.json"}).exit_code == 0);
  const auto whole = line.run({"validate", "api.yaml", "word.json"});
  CHECK(whole.exit_code == 2);
  CHECK(whole.err == "error: \"api.yaml\" is an OpenAPI document, not a schema\n"
                     "  name a schema in it: \"api.yaml#/components/schemas/Name\", or a message of it: "
                     "--operation NAME\n");
  const auto nowhere = line.run({"validate", "api.yaml#/components/schemas/Pets", "word.json"});
  CHECK(nowhere.exit_code == 2);
  CHECK(contains(nowhere.err, "error: there is no \"Pets\" at /components/schemas\n"));
  CHECK(contains(nowhere.err, "did you mean \"Pet\"?"));
  const auto anchor = line.run({"validate", "s.json#name", "word.json"});
  CHECK(anchor.exit_code == 2);
  CHECK(contains(anchor.err, "error: \"name\" is no JSON Pointer\n"));
  line.write("with#hash.json", "true");
  CHECK(line.run({"validate", "with#hash.json", "word.json"}).exit_code == 0);
}

TEST_CASE("validate: schemas within a document against the metaschema of its dialect") {
  CommandLine line;
  line.write("old.yaml", "openapi: 3.0.3\ncomponents: {schemas: {A: {type: [string, 'null']}, B: {nullable: true}}}\n");
  line.write("new.yaml", "openapi: 3.1.0\ncomponents: {schemas: {A: {type: [string, 'null']}, B: {xml: 1}}}\n");
  line.write("seven.yaml", "openapi: 3.1.0\njsonSchemaDialect: http://json-schema.org/draft-07/schema#\n"
                           "components: {schemas: {A: {items: [{}]}, B: {dependentRequired: 1}}}\n");
  const auto run = [&](const std::string& name) {
    return line.run({"validate", "--schema-only", "--output", "flag", name + "#/components/schemas/A",
                     name + "#/components/schemas/B"}).out;
  };
  CHECK(run("old.yaml") == "{\"valid\": false}\n{\"valid\": true}\n");
  CHECK(run("new.yaml") == "{\"valid\": true}\n{\"valid\": false}\n");
  CHECK(run("seven.yaml") == "{\"valid\": true}\n{\"valid\": true}\n");
}

TEST_CASE("validate: formats are asserted, but not by a metaschema of one's own that only annotates them") {
  CommandLine line;
  line.write("m/own.json",
             R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://m.example/own",
    "$vocabulary": {"https://json-schema.org/draft/2020-12/vocab/core": true,
                    "https://json-schema.org/draft/2020-12/vocab/format-annotation": true}})");
  line.write("own.json", R"({"$schema": "https://m.example/own", "format": "date"})");
  line.write("published.json", R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "format": "date"})");
  line.write("d.json", "\"x\"");
  const auto exit_code = [&](const std::string& schema, std::vector<std::string> options) {
    options.insert(options.begin(), {"validate", "--schema-root", "https://m.example/=m"});
    options.insert(options.end(), {schema, "d.json"});
    return line.run(options).exit_code;
  };
  CHECK(exit_code("published.json", {}) == 4);
  CHECK(exit_code("own.json", {}) == 0);
  CHECK(exit_code("published.json", {"--formats", "annotate"}) == 0);
  CHECK(exit_code("own.json", {"--formats", "assert"}) == 4);
}

TEST_CASE("validate: what is too deep, too long or too much is refused with the bound") {
  CommandLine line;
  line.write("any.json", "true");
  line.write("deep.json", nested('[', ']', 100'000));
  line.write("deep.yaml", nested('[', ']', 100'000));
  line.write("deep.jsonl", nested('[', ']', 100'000) + "\n[]\n");
  line.write("long.jsonl", "[]\n" + std::string((64u << 20) + 1, ' ') + "\n[]\n");
  for (const char* name : {"deep.json", "deep.yaml"}) {
    const auto as_data = line.run({"validate", "any.json", name});
    CHECK(as_data.exit_code == 3);
    CHECK(contains(as_data.err, "512 levels"));
    const auto as_schema = line.run({"validate", name, "any.json"});
    CHECK(as_schema.exit_code == 2);
    CHECK(as_schema.err == as_data.err);
  }
  const auto lines = line.run({"validate", "any.json", "deep.jsonl", "long.jsonl"});
  CHECK(lines.exit_code == 3);
  CHECK(contains(lines.err, "error: deep.jsonl:1:513: "));
  CHECK(contains(lines.err, "error: long.jsonl:2: the line is longer than 67108864 bytes\n"));
  CHECK(
      contains(lines.out,
               "deep.jsonl:2: valid\nlong.jsonl:1: valid\nlong.jsonl:3: valid\n3 valid, 0 not valid, 2 not judged\n"));
}

TEST_CASE("validate: an alias bomb is refused with the bound") {
  CommandLine line;
  std::string text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char name = 'b'; name < 'k'; ++name) {
    const std::string before(1, static_cast<char>(name - 1));
    text += std::string(1, name) + ": &" + name + " [";
    for (int i = 0; i < 10; ++i) text += (i ? ", *" : "*") + before;
    text += "]\n";
  }
  line.write("any.json", "true");
  line.write("bomb.yaml", text);
  const auto ended = line.run({"validate", "any.json", "bomb.yaml"});
  CHECK(ended.exit_code == 3);
  CHECK(contains(ended.err, "5000000"));
}
