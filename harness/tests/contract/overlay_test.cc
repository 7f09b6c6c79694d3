#include <concord/contract/overlay.h>

#include <support/documents.h>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::contract;

namespace {

constexpr std::string_view shop_contract = R"(
openapi: 3.1.0
paths:
  /a:
    post:
      responses:
        '200': {content: {application/json: {schema: {type: object, properties: {kind: {enum: [x, y]}, note: {type: string}}}}}}
  /b:
    post: {responses: {'200': {}}}
)";

std::string with_head(const std::string& actions) {
  return "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n" + actions;
}

struct Applied {
  Node contract;
  std::string mistakes;
};

Applied apply_text(const std::string& overlay) {
  static base::SourceSet sources;
  Applied applied{yaml(sources, std::string(shop_contract)), ""};
  applied.mistakes = findings_text(apply_overlay(applied.contract, yaml(sources, overlay)));
  return applied;
}

const char* const schema_path = "/paths/~1a/post/responses/200/content/application~1json/schema";

}  // namespace

TEST_CASE("an update merges objects, appends to arrays and replaces the rest") {
  const auto [changed, mistakes] = apply_text(with_head(R"(
  - {x-concord-id: A-1, description: why, target: $..kind, update: {enum: [z], type: string}}
  - {x-concord-id: A-2, description: why, target: $..note, update: {type: [string, 'null']}}
)"));
  CHECK(mistakes == "");
  CHECK(json(at(changed, schema_path)) ==
        R"({"type":"object","properties":{"kind":{"enum":["x","y","z"],"type":"string","x-concord-decisions":["A-1"]},)"
        R"("note":{"type":["string","null"],"x-concord-decisions":["A-2"]}}})");
}

TEST_CASE("an empty update only notes the decision, and notes it once") {
  const auto [changed, mistakes] = apply_text(with_head(R"(
  - {x-concord-id: A-1, description: why, target: $..kind, update: {}}
  - {x-concord-id: A-1, description: again, target: $..kind, update: {}}
)"));
  CHECK(mistakes == "");
  CHECK(json(at(changed, std::string(schema_path) + "/properties/kind")) ==
        R"({"enum":["x","y"],"x-concord-decisions":["A-1"]})");
}

TEST_CASE("a removal is noted on what held the value") {
  const auto [changed, mistakes] = apply_text(with_head(R"(
  - {x-concord-id: A-1, description: why, target: '$..kind.enum[0]', remove: true}
  - {x-concord-id: A-2, description: why, target: $..properties.note, remove: true}
  - {x-concord-id: A-3, description: why, target: "$..enum[*]", remove: true}
)"));
  CHECK(mistakes == "");
  CHECK(
      json(at(changed, schema_path)) ==
      R"({"type":"object","properties":{"kind":{"enum":[],"x-concord-decisions":["A-1","A-3"]}},"x-concord-decisions":["A-2"]})");
}

TEST_CASE("items are removed by their place, however many there are") {
  base::SourceSet sources;
  Node contract = yaml(sources, "a: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]\nb: {c: [[1, 2], [3, 4]]}\n");
  const Node overlay = yaml(sources, with_head(R"(
  - {x-reason: why, target: '$.a[?@ != 7]', remove: true}
  - {x-reason: why, target: '$.b.c[0, 1][0]', remove: true}
  - {x-reason: why, target: '$.b.c..*', remove: true}
)"));
  CHECK(findings_text(apply_overlay(contract, overlay)) == "");
  CHECK(json(contract) == R"({"a":[7],"b":{"c":[],"x-concord-decisions":["action-2","action-3"]},)"
                          R"("x-concord-decisions":["action-1"]})");
}

TEST_CASE("thousands of places are changed in one walk") {
  constexpr int many = 20'000;
  std::string text = "paths:\n";
  for (int i = 0; i < many; ++i) text += "  /p" + std::to_string(i) + ": {get: {tags: [x], responses: {}}}\n";
  base::SourceSet sources;
  Node contract = yaml(sources, text);
  const Node overlay = yaml(sources, with_head(R"(
  - {x-reason: why, x-concord-id: A, target: $.paths.*.get.responses, update: {'500': {}}}
  - {x-reason: why, x-concord-id: B, target: $.paths.*.get.tags, remove: true}
)"));
  CHECK(findings_text(apply_overlay(contract, overlay)) == "");
  CHECK(json(at(contract, "/paths/~1p19999/get")) == R"({"responses":{"500":{}},"x-concord-decisions":["A","B"]})");
}

TEST_CASE("what an overlay may match, add and nest is bounded") {
  std::string doubling, nesting, chain = "{end: {}}";
  for (int i = 0; i < 100; ++i) chain = "{x: " + chain + "}";
  for (int i = 0; i < 40; ++i)
    doubling += "  - {x-reason: why, target: '$..*', update: {a" + std::to_string(i) + ": {}}}\n";
  for (int i = 0; i < 6; ++i) nesting += "  - {x-reason: why, target: '$..end', update: " + chain + "}\n";
  base::SourceSet sources;
  Node contract = yaml(sources, "end: {}\n");
  const std::string mistakes = findings_text(apply_overlay(contract, yaml(sources, with_head(doubling))));
  CHECK(mistakes == "14:29 overlay.size: action action-11 matches more than 250000 places\n");
  Node small = yaml(sources, "end: {}\n");
  const std::string deep = findings_text(apply_overlay(small, yaml(sources, with_head(nesting))));
  CHECK(deep == "9:29 overlay.depth: action action-6 nests the document deeper than 512 levels\n");
}

TEST_CASE("a decision about a map of names is no name of the map") {
  const auto [changed, mistakes] = apply_text(with_head(R"(
  - {x-concord-id: A-1, description: why, target: $.paths..responses, update: {'409': {description: d}}}
)"));
  CHECK(mistakes == "");
  CHECK(json(at(changed, "/paths/~1b/post")) ==
        R"({"responses":{"200":{},"409":{"description":"d"}},"x-concord-decisions":["A-1"]})");
}

TEST_CASE("an action needs a reason only; the contract names it by its number then") {
  const auto [changed, mistakes] = apply_text(with_head(R"(
  - {x-reason: the samples show it, description: adds z, target: $..kind, update: {enum: [z]}}
  - {x-reason: nobody sends it, target: $..note, remove: true}
  - {x-reason: why, x-concord-id: 3, target: $.paths, update: {}}
)"));
  CHECK(mistakes == "7:35 overlay.id: \"x-concord-id\" must be a text\n");
  const auto [named, none] = apply_text(with_head("  - {x-reason: why, target: $..kind, update: {enum: [z]}}\n"));
  CHECK(none == "");
  CHECK(json(at(named, std::string(schema_path) + "/properties/kind")) ==
        R"({"enum":["x","y","z"],"x-concord-decisions":["action-1"]})");
}

TEST_CASE("every action that matches nothing is an error") {
  const auto [changed, mistakes] = apply_text(with_head(R"(
  - {x-concord-id: A-1, description: why, target: $.gone, update: {}}
  - {x-concord-id: A-2, description: why, target: $..kind, update: {}}
  - {x-concord-id: A-3, description: why, target: $..kind.gone, remove: true}
)"));
  CHECK(mistakes ==
        "5:51 overlay.no-match: action A-1 matches nothing: $.gone [the document may have changed: decide again]\n"
        "7:51 overlay.no-match: action A-3 matches nothing: $..kind.gone [the document may have changed: decide "
        "again]\n");
}

TEST_CASE("all mistakes of an overlay at once") {
  const auto [changed, mistakes] = apply_text(R"(overlay: 2.0.0
info: {title: t}
action: []
actions:
  - {target: $.paths, remove: true}
  - {x-concord-id: A-2, description: ' ', target: '$.[', update: {}}
  - {x-concord-id: A-3, description: why, update: {}, remove: true, target: $}
  - {x-concord-id: A-4, description: why, targt: $.paths, remove: true}
  - text
)");
  const std::string expected =
      "3:1 overlay.unknown-key: unknown key \"action\" of an overlay [did you mean \"actions\"?]\n"
      "1:10 overlay.version: \"overlay\" must be \"1.0.0\"\n"
      "2:7 overlay.info: \"info\" must have a \"version\"\n"
      "5:5 overlay.reason: an action must have an \"x-reason\"\n"
      "6:5 overlay.reason: an action must have an \"x-reason\"\n";
  CHECK(mistakes.substr(0, expected.size()) == expected);
  CHECK(mistakes.find("7:5 overlay.form: an action must have either \"update\" or \"remove: true\"\n") !=
        std::string::npos);
  CHECK(mistakes.find("8:43 overlay.unknown-key: unknown key \"targt\" of an action [did you mean \"target\"?]\n") !=
        std::string::npos);
  CHECK(mistakes.find("8:5 overlay.target: an action must have a \"target\": a JSONPath\n") != std::string::npos);
  CHECK(mistakes.find("9:5 overlay.form: an action must be an object, got string\n") != std::string::npos);
  CHECK_FALSE(changed.has("x-concord-decisions"));
}

TEST_CASE("the whole document cannot be removed") {
  const auto [changed, mistakes] =
      apply_text(with_head("  - {x-concord-id: A-1, description: d, target: $, remove: true}\n"));
  CHECK(mistakes == "4:49 overlay.form: action A-1 would remove the whole document\n");
  CHECK(changed.has("paths"));
}

TEST_CASE("an overlay without actions is an error") {
  CHECK(apply_text("overlay: 1.0.0\ninfo: {title: t, version: '1'}\n").mistakes ==
        "1:1 overlay.form: \"actions\" must be a list of at least one action\n");
  CHECK(apply_text("[]").mistakes == "1:1 overlay.form: an overlay must be an object, got array\n");
}
