#include "suite_folder.h"

using namespace concord;
using suite::Loaded;
using suite::SuiteFolder;

namespace {

std::string names(const Loaded& loaded) {
  std::string all;
  for (std::size_t i = 0; i < loaded.plan.size(); ++i) {
    const suite::Case one = loaded.plan.make(i);
    all += one.classname + " :: " + one.name + "\n";
  }
  return all;
}

std::string request_of(const Loaded& loaded, std::size_t index) {
  REQUIRE(loaded.plan.size() > index);
  return document::write_json(loaded.plan.make(index).steps.at(0).request);
}

}  // namespace

TEST_CASE("rows become cases with their names and values filled in, types kept") {
  SuiteFolder folder;
  const Loaded loaded = folder.load(R"(suite: Orders
operation: shop/update-order
tags: [nightly]
request: {body: {amount: 1, note: "run {{run.id}}"}}
cases:
  - name: an order of {{amount}} is taken
    each: {amount: [2, 3]}
    request: {body: {amount: "{{amount}}"}}
    expect: {status: 200}
)");
  CHECK(folder.messages(loaded).empty());
  CHECK(names(loaded) == "shop.update_order :: an order of 2 is taken\nshop.update_order :: an order of 3 is taken\n");
  CHECK(request_of(loaded, 1) ==
        R"({"path":{"orderId":"{{SHOP_ORDER}}"},"body":{"amount":3,"note":"run {{run.id}}"}})");
  CHECK(loaded.plan.make(0).tags == std::vector<std::string>{"nightly"});
  CHECK(loaded.plan.make(0).steps[0].expectations != nullptr);
}

TEST_CASE("a patch is applied to the merged request, also as a lone template") {
  SuiteFolder folder;
  const Loaded loaded = folder.load(R"(suite: Orders
operation: update-order
request: {body: {amount: 1, note: x}}
cases:
  - name: without {{what}}
    each:
      - {what: amount, patch: {op: remove, path: /body/amount}}
      - {what: both, patch: [{op: remove, path: /body/amount}, {op: remove, path: /body/note}]}
    patch: ["{{patch}}"]
    expect: {status: 400}
)");
  CHECK(folder.messages(loaded).empty());
  CHECK(request_of(loaded, 0) == R"({"path":{"orderId":"{{SHOP_ORDER}}"},"body":{"note":"x"}})");
  CHECK(request_of(loaded, 1) == R"({"path":{"orderId":"{{SHOP_ORDER}}"},"body":{}})");
}

TEST_CASE("rows may use the suite's constants") {
  SuiteFolder folder;
  const Loaded loaded = folder.load(R"(suite: Orders
operation: update-order
variables: {product: tea}
cases:
  - name: with {{note}}
    each: {note: ["{{product}} please"]}
    request: {body: {note: "{{note}}"}}
    expect: {status: 200}
)");
  CHECK(folder.messages(loaded).empty());
  CHECK(names(loaded) == "shop.update_order :: with tea please\n");
}

TEST_CASE("steps may use what earlier steps captured") {
  SuiteFolder folder;
  const Loaded loaded = folder.load(R"(suite: Orders
operation: update-order
cases:
  - name: twice the same
    steps:
      - {name: first, capture: {id: $.id}, expect: {status: 200}}
      - {name: second, request: {body: {id: "{{id}}"}}, expect: {status: 200, body: {$.id: "{{id}}"}}}
)");
  CHECK(folder.messages(loaded).empty());
  const suite::Case one = loaded.plan.make(0);
  REQUIRE(one.steps.size() == 2);
  CHECK(one.steps[0].captures->at(0).name == "id");
  CHECK(one.steps[1].expectations == nullptr);
}

TEST_CASE("tags and names select cases") {
  SuiteFolder folder;
  const std::string text = R"(suite: Orders
operation: update-order
cases:
  - {name: one, tags: [smoke], expect: {status: 200}}
  - {name: two, tags: [smoke, slow], expect: {status: 200}}
  - {name: three, expect: {status: 200}}
)";
  CHECK(names(folder.load(text, {"smoke and not slow", ""})) == "shop.update_order :: one\n");
  CHECK(names(folder.load(text, {"", "TWO"})) == "shop.update_order :: two\n");
}

TEST_CASE("one bad file does not stop the others, and is a case itself") {
  SuiteFolder folder;
  folder.write("suites/shop/broken.suite.yaml", "suite: [\n");
  const Loaded loaded =
      folder.load("suite: Orders\noperation: update-order\ncases: [{name: one, expect: {status: 200}}]\n");
  REQUIRE(loaded.plan.size() == 2);
  const suite::Case bad = loaded.plan.make(0);
  CHECK(bad.classname == "concord.suites");
  CHECK(bad.name.ends_with("suites/shop/broken.suite.yaml"));
  CHECK(bad.mistake == loaded.diagnostics.front().message);
  CHECK(loaded.plan.make(1).name == "one");
  CHECK(base::has_errors(loaded.diagnostics));
}

TEST_CASE("variables that are missing are named in one diagnostic, only those that are used") {
  SuiteFolder folder;
  const Loaded loaded =
      folder.load("suite: Orders\noperation: update-order\ncases: [{name: one, expect: {status: 200}}]\n");
  const auto both = suite::missing_variables(loaded.plan, {});
  REQUIRE(both.size() == 1);
  CHECK(both[0].message == "these variables are not set: SHOP_KEY, SHOP_ORDER");
  CHECK(suite::missing_variables(loaded.plan, {{"SHOP_KEY", "x"}}).at(0).message ==
        "this variable is not set: SHOP_ORDER");
  CHECK(suite::missing_variables(loaded.plan, {{"SHOP_KEY", "x"}, {"SHOP_ORDER", "1"}}).empty());
}

TEST_CASE("levels of drift of the case go before those of the suite and the provider") {
  SuiteFolder folder;
  folder.write("suites/shop/provider.yaml",
               std::string(SuiteFolder::provider) + "checks: {drift.latency: off, drift.form: fail}\n");
  const Loaded loaded = folder.load(R"(suite: Orders
operation: update-order
checks: {drift.member-gone: fail, schema: warn}
cases:
  - name: one
    checks: {drift.form: warn}
    expect: {status: 200}
  - name: two
    expect: {status: 200}
)");
  CHECK(folder.messages(loaded).empty());
  const result::DriftLevels one = loaded.plan.outline(0).drift_levels;
  CHECK(one == result::DriftLevels{{"drift.form", result::Level::Warn},
                                   {"drift.latency", result::Level::Off},
                                   {"drift.member-gone", result::Level::Fail}});
  CHECK(suite::plan_of(loaded.plan.make(0)).drift_levels == one);
  CHECK(loaded.plan.outline(1).drift_levels.at("drift.form") == result::Level::Fail);
}
