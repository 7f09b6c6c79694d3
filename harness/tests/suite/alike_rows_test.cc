// Cases that are made of what their rows have in common are those that are made whole.
#include "suite_folder.h"

#include <concord/document.h>

using namespace concord;
using document::Node;
using suite::SuiteFolder;

namespace {

std::string shown(const suite::Case& one) {
  std::string text = one.name + " | " + one.steps.front().name + " |";
  for (const std::string& tag : one.tags) text += ' ' + tag;
  for (const Node* node : {&one.steps.front().request, &one.steps.front().expect})
    text += " | " + document::write_json(*node);
  return text + (one.skip ? " | " + one.skip->text : "");
}

std::vector<std::string> cases_of(SuiteFolder& folder, const std::string& entry) {
  auto loaded = folder.load("suite: Orders\noperation: shop/update-order\nvariables: {kind: small}\ncases:\n" + entry);
  CAPTURE(folder.messages(loaded));
  REQUIRE(loaded.diagnostics.empty());
  std::vector<std::string> all;
  for (std::size_t i = 0; i < loaded.plan.size(); ++i) {
    all.push_back(shown(loaded.plan.make(i)));
    const result::CasePlan outline = loaded.plan.outline(i), plan = suite::plan_of(loaded.plan.make(i), i);
    CHECK(outline.name == plan.name);
    CHECK(outline.tags == plan.tags);
    CHECK(outline.skip.has_value() == plan.skip.has_value());
  }
  return all;
}

// The same rows, each as an entry of its own, which has no other to be like.
void check_alike(const std::string& rest, const std::vector<std::string>& rows) {
  SuiteFolder together, apart;
  std::string list, entries;
  for (const std::string& row : rows) {
    list += "      - " + row + "\n";
    entries += "  - " + rest + "\n    each: [" + row + "]\n";
  }
  CAPTURE(rest);
  CHECK(cases_of(together, "  - " + rest + "\n    each:\n" + list) == cases_of(apart, entries));
}

}  // namespace

TEST_CASE("rows that differ in the name alone") {
  check_alike("name: 'order {{n}}'\n    tags: [daily]\n    skip: 'not now'\n    expect: {status: 200}",
              {"{n: 1}", "{n: two}", "{n: 3.50}"});
  check_alike("name: '{{n}}'\n    expect: {status: 200}", {"{n: 1}", "{n: two}", "{n: '{{kind}}'}"});
}

TEST_CASE("rows that differ in the request") {
  check_alike("name: 'order {{n}}'\n    request: {body: {n: '{{n}}', kind: '{{kind}}', at: '{{now}}'}}\n"
              "    expect: {status: 200}",
              {"{n: 1}", "{n: '2'}", "{n: x, more: 1}"});
  check_alike("name: 'order {{n}}'\n    request: {body: {a: 1, b: 2}}\n    patch: [{op: replace, path: /body/a, "
              "value: '{{n}}'}]\n    expect: {status: 200}",
              {"{n: 1}", "{n: two}"});
}

TEST_CASE("rows that differ elsewhere too, some of them or all") {
  check_alike("name: 'order {{n}}'\n    tags: ['{{tag | daily}}']\n    expect: {status: '{{status | 200}}'}",
              {"{n: 1}", "{n: 2, tag: weekly}", "{n: 3, status: 400}", "{n: 4}"});
  check_alike("name: 'order {{n}}'\n    expect: {status: 200, body: {$.id: '{{row.id}}'}}",
              {"{n: 1, row: {id: a}}", "{n: 2, row: {id: b}}"});
}

TEST_CASE("a mistake of one row is told, and the rows after it are made") {
  SuiteFolder folder;
  const auto loaded = folder.load(R"(suite: Orders
operation: shop/update-order
cases:
  - name: 'order {{n}}'
    each:
      - {n: 1, body: {}}
      - {n: {a: 1}, body: {}}
      - {n: 3, body: {}}
      - {n: 4}
    request: {body: '{{body}}'}
    expect: {status: 200}
)");
  CHECK(folder.messages(loaded).find("\"body\"") != std::string::npos);
  std::vector<std::string> names;
  REQUIRE(loaded.plan.size() == 4);  // the last is the file, which has a mistake
  for (std::size_t i = 0; i < 3; ++i) names.push_back(loaded.plan.make(i).name);
  CHECK(names == std::vector<std::string>{"order 1", "order {\"a\":1}", "order 3"});
}
