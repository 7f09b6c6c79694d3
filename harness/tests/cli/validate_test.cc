// concord validate: dialects, schemas of many files, schemas as what is checked.
#include "command_line.h"

#include <concord/document.h>

using namespace concord;
using cli::CommandLine;
using cli::contains;

namespace {

constexpr const char* kYes = "{\"valid\": true}\n";
constexpr const char* kNo = "{\"valid\": false}\n";

std::string flag(const CommandLine& line, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"validate", "--output", "flag"});
  const auto ended = line.run(arguments);
  INFO(ended.err);
  CHECK(ended.exit_code == (contains(ended.out, "false") ? 4 : 0));
  return ended.out;
}

}  // namespace

TEST_CASE("validate: the dialect of a schema without $schema can be named") {
  CommandLine line;
  line.write("tuple.json", R"({"items": [{"type": "integer"}]})");
  line.write("bound.json", R"({"type": "number", "maximum": 5, "exclusiveMaximum": true})");
  line.write("null.json", R"({"type": "string", "nullable": true})");
  line.write("ref.json", R"({"definitions": {"a": {"type": "string"}}, "$ref": "#/definitions/a", "maxLength": 1})");
  line.write("words.json", R"(["one"])");
  line.write("five.json", "5");
  line.write("nothing.json", "null");
  line.write("word.json", R"("one")");
  for (const char* dialect : {"2019-09", "7", "6", "4"}) {
    CHECK(flag(line, {"--dialect", dialect, "tuple.json", "words.json"}) == kNo);
  }
  CHECK(line.run({"validate", "tuple.json", "words.json"}).exit_code == 2);
  for (const char* dialect : {"4", "oas-3.0"}) {
    CHECK(flag(line, {"--dialect", dialect, "bound.json", "five.json"}) == kNo);
  }
  CHECK(line.run({"validate", "--dialect", "6", "bound.json", "five.json"}).exit_code == 2);
  CHECK(flag(line, {"--dialect", "oas-3.0", "null.json", "nothing.json"}) == kYes);
  CHECK(flag(line, {"--dialect", "oas-3.1", "null.json", "nothing.json"}) == kNo);
  CHECK(flag(line, {"--dialect", "7", "ref.json", "word.json"}) == kYes);
  CHECK(flag(line, {"--dialect", "2019-09", "ref.json", "word.json"}) == kNo);
  CHECK(line.run({"validate", "--dialect", "5", "null.json", "nothing.json"}).exit_code == 1);
}

TEST_CASE("validate: $schema wins over the option") {
  CommandLine line;
  line.write("s.json", R"({"$schema": "http://json-schema.org/draft-04/schema#", "type": "integer"})");
  line.write("d.json", "1.0");
  CHECK(flag(line, {"--dialect", "7", "s.json", "d.json"}) == kNo);
}

TEST_CASE("validate: files beside the schema are found, and places in them are said by path") {
  CommandLine line;
  line.write("own/order.json", R"({"properties": {"id": {"$ref": "parts/common.json#/$defs/id"}}})");
  line.write("own/parts/common.json", R"({"$defs": {"id": {"$ref": "number.yaml"}}})");
  line.write("own/parts/number.yaml", "type: integer\n");
  line.write("d.json", R"({"id": "a"})");
  const auto ended = line.run({"validate", "own/order.json", "d.json"});
  CHECK(ended.exit_code == 4);
  CHECK(ended.out == "d.json: not valid\n"
                     "  d.json:1:8: /id: \"a\" is a string, integer expected\n"
                     "      by own/parts/number.yaml#/type\n"
                     "0 valid, 1 not valid\n");
}

TEST_CASE("validate: a schema with an $id has its neighbours beside it") {
  CommandLine line;
  line.write("own/order.json", R"({"$id": "https://shop.example/schemas/order", "$ref": "id"})");
  line.write("own/id.schema.json", R"({"type": "integer"})");
  line.write("d.jsonl", "1\n\"a\"\n");
  CHECK(flag(line, {"own/order.json", "d.jsonl"}) == std::string(kYes) + kNo);
}

TEST_CASE("validate: the project's own schemas") {
  CommandLine line;
  line.write("d.yaml", "provider: shop\ncontract: openapi.yaml\nchecks: {schema: warn}\n");
  line.write("bad.yaml", "provider: shop\ncontract: openapi.yaml\nchecks: {schema: maybe}\n");
  CHECK(flag(line, {"schemas/concord/provider.schema.json", "d.yaml", "bad.yaml"}) == std::string(kYes) + kNo);
}

TEST_CASE("validate: what is missing and what is broken is said, exit 2") {
  CommandLine line;
  line.write("d.json", "1");
  line.write("s.json", R"({"$ref": "comon.json"})");
  line.write("common.json", "{}");
  const auto missing = line.run({"validate", "s.json", "d.json"});
  CHECK(missing.exit_code == 2);
  CHECK(contains(missing.err, "error: cannot resolve \"comon.json\": there is no schema with the URI \"comon.json\"\n"
                              " --> s.json:1:10\n"));
  line.write("comon.json", "{");
  const auto broken = line.run({"validate", "s.json", "d.json"});
  CHECK(broken.exit_code == 2);
  CHECK(contains(broken.err, "--> comon.json:1:"));
  CHECK(line.run({"validate", "none.json", "d.json"}).exit_code == 2);
  const auto no_data = line.run({"validate", "common.json"});
  CHECK(no_data.exit_code == 1);
  CHECK(contains(no_data.err, "error: there is no DATA to validate"));
}

TEST_CASE("validate: a URL is served from a folder, the longest prefix first") {
  CommandLine line;
  line.write("all/a.json", R"({"$ref": "deep/b?x"})");
  line.write("all/c.json", R"({"$ref": "https://shop.example/deep/b"})");
  line.write("all/deep/b.json", R"({"type": "string"})");
  line.write("deep/b.json", R"({"type": "integer"})");
  line.write("s.json", R"({"$ref": "https://shop.example/c"})");
  line.write("t.json", R"({"$ref": "https://shop.example/../secret.json"})");
  line.write("u.json", R"({"$ref": "https://shop.examples/c"})");
  line.write("q.json", R"({"$ref": "https://shop.example/a"})");
  line.write("secret.json", "{}");
  line.write("d.json", "1");
  const std::vector<std::string> roots{"--schema-root", "https://shop.example=all", "--schema-root",
                                       "https://shop.example/deep/=deep"};
  const auto with = [&](std::vector<std::string> arguments, std::size_t count) {
    arguments.insert(arguments.begin(), roots.begin(), roots.begin() + static_cast<std::ptrdiff_t>(count));
    arguments.insert(arguments.begin(), "validate");
    return line.run(arguments).exit_code;
  };
  CHECK(with({"s.json", "d.json"}, 4) == 0);
  CHECK(with({"s.json", "d.json"}, 2) == 4);
  CHECK(with({"s.json", "d.json"}, 0) == 2);
  CHECK(with({"t.json", "d.json"}, 4) == 2);
  CHECK(with({"u.json", "d.json"}, 4) == 2);
  CHECK(with({"q.json", "d.json"}, 4) == 2);
  const auto wrong = line.run({"validate", "--schema-root", "all", "s.json", "d.json"});
  CHECK(wrong.exit_code == 2);
  CHECK(contains(wrong.err, "error: --schema-root: \"all\" is not URL=DIR with an absolute URL\n"));
  const auto no_folder = line.run({"validate", "--schema-root", "https://a.example/=none", "s.json", "d.json"});
  CHECK(no_folder.exit_code == 2);
  CHECK(contains(no_folder.err, "error: --schema-root: there is no folder \"none\"\n"));
}

TEST_CASE("validate: no reference leaves its folder, by dots or by a link") {
  CommandLine line;
  line.write("outside/x.json", "{}");
  line.write("root/deep/a.json", "{}");
  std::filesystem::create_symlink(line.path("outside/x.json"), line.path("root/link.json"));
  line.write("d.json", "1");
  for (const char* name : {"link.json", "%2E%2E/outside/x.json", "deep%2F..%2F..%2Foutside/x.json"}) {
    INFO(name);
    line.write("s.json", "{\"$ref\": \"https://a.example/" + std::string(name) + "\"}");
    CHECK(line.run({"validate", "--schema-root", "https://a.example/=root", "s.json", "d.json"}).exit_code == 2);
  }
}

TEST_CASE("validate: a chain of files without end is cut off") {
  CommandLine line;
  for (int i = 0; i < 1'002; ++i) {
    line.write("many/" + std::to_string(i) + ".json", i == 0 ? "{}" : "{\"$ref\": \"0.json\"}");
  }
  std::string all = R"({"allOf": [)";
  for (int i = 1; i < 1'002; ++i) all += (i == 1 ? "" : ",") + ("{\"$ref\": \"" + std::to_string(i) + ".json\"}");
  line.write("many/all.json", all + "]}");
  line.write("d.json", "1");
  const auto ended = line.run({"validate", "many/all.json", "d.json"});
  CHECK(ended.exit_code == 2);
  CHECK(contains(ended.err, "error: the schema refers to more than 1000 files or 256 MiB\n"));
}

TEST_CASE("validate: content is asserted when asked for") {
  CommandLine line;
  line.write("s.json", R"({"contentEncoding": "base64", "contentMediaType": "application/json"})");
  line.write("d.json", R"("e30=")");
  line.write("bad.json", R"("e30")");
  CHECK(flag(line, {"s.json", "d.json", "bad.json"}) == std::string(kYes) + kYes);
  CHECK(flag(line, {"--content", "assert", "s.json", "d.json", "bad.json"}) == std::string(kYes) + kNo);
}

TEST_CASE("validate: schemas are checked against their metaschemas") {
  CommandLine line;
  line.write("good.json", R"({"$schema": "http://json-schema.org/draft-07/schema#", "items": [true]})");
  line.write("bad.json", R"({"type": "object", "properties": {"a": {"minLength": -1}}})");
  line.write("dangling.json", R"({"$ref": "#/$defs/a"})");
  line.write("enum.json", R"({"enum": []})");
  CHECK(flag(line, {"--schema-only", "good.json", "bad.json", "dangling.json"}) == std::string(kYes) + kNo + kNo);
  CHECK(flag(line, {"--schema-only", "enum.json"}) == kYes);
  for (const char* dialect : {"7", "6", "4", "oas-3.0"}) {
    CHECK(flag(line, {"--schema-only", "--dialect", dialect, "enum.json"}) == kNo);
  }
  const auto bad = line.run({"validate", "--schema-only", "bad.json"});
  CHECK(bad.exit_code == 4);
  CHECK(contains(bad.out, "  bad.json:1:54: /properties/a/minLength: -1 is below the minimum of 0\n"));
  CHECK(line.run({"validate", "--schema-only", "none.json"}).exit_code == 2);
  CHECK(line.run({"validate", "--schema-only", "schemas/concord/provider.schema.json",
                  "schemas/concord/suite.schema.json"}).exit_code == 0);
}

TEST_CASE("validate: a metaschema of one's own comes from a root") {
  CommandLine line;
  line.write("m/meta.json", R"({"$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://m.example/meta", "$dynamicAnchor": "meta", "allOf": [{"$ref": "https://json-schema.org/draft/2020-12/schema"}, {"$ref": "rule"}]})");
  line.write("m/rule.json", R"({"required": ["title"]})");
  line.write("good.json", R"({"$schema": "https://m.example/meta", "title": "a"})");
  line.write("bad.json", R"({"$schema": "https://m.example/meta"})");
  const std::vector<std::string> root{"--schema-root", "https://m.example/=m", "--schema-only", "good.json",
                                      "bad.json"};
  CHECK(flag(line, root) == std::string(kYes) + kNo);
  CHECK(line.run({"validate", "--schema-only", "good.json"}).exit_code == 4);
}

TEST_CASE("validate: the output forms of JSON Schema, a document a line") {
  CommandLine line;
  line.write("s.json", R"({"$id": "https://a.example/s", "title": "T", "properties": {"a": {"type": "integer"}}})");
  line.write("d.jsonl", "{\"a\": 1}\n{\"a\": \"x\"}\n");
  const auto basic = line.run({"validate", "--output", "basic", "s.json", "d.jsonl"});
  CHECK(basic.exit_code == 4);
  CHECK(basic.out ==
        R"({"valid":true,"keywordLocation":"","absoluteKeywordLocation":"https://a.example/s#","instanceLocation":"",)"
        R"("annotations":[{"valid":true,"keywordLocation":"/title",)"
        R"("absoluteKeywordLocation":"https://a.example/s#/title","instanceLocation":"","annotation":"T"},)"
        R"({"valid":true,"keywordLocation":"/properties","absoluteKeywordLocation":"https://a.example/s#/properties",)"
        R"("instanceLocation":"","annotation":["a"]}]})"
        "\n"
        R"({"valid":false,"keywordLocation":"","absoluteKeywordLocation":"https://a.example/s#",)"
        R"("instanceLocation":"",)"
        R"("errors":[{"valid":false,"keywordLocation":"/properties/a/type",)"
        R"("absoluteKeywordLocation":"https://a.example/s#/properties/a/type","instanceLocation":"/a",)"
        R"("error":"\"x\" is a string, integer expected"}]})"
        "\n");
  for (const char* form : {"detailed", "verbose"}) {
    const auto ended = line.run({"validate", "--output", form, "s.json", "d.jsonl"});
    CHECK(ended.exit_code == 4);
    std::size_t lines = 0;
    for (std::size_t from = 0, end; (end = ended.out.find('\n', from)) != std::string::npos; from = end + 1, ++lines) {
      const auto parsed = document::parse_answer_json(ended.out.substr(from, end - from));
      REQUIRE(parsed.root);
      CHECK(parsed.root->find("valid")->as_boolean() == (lines == 0));
      CHECK(contains(ended.out.substr(from, end - from), "\"keywordLocation\":\"/properties/a/type\"") ==
            (lines == 1 || std::string(form) == "verbose"));
    }
    CHECK(lines == 2);
  }
  CHECK(contains(line.run({"validate", "--output", "text", "s.json", "d.jsonl"}).out, "1 valid, 1 not valid\n"));
  CHECK(line.run({"validate", "--output", "long", "s.json", "d.jsonl"}).exit_code == 1);
}
