// What an answer must say of a thing after what was done to it: each rule, and each way to state it.
#include "scene.h"

#include <concord/check/state_rules.h>
#include <support/catch.h>

#include <set>

using namespace concord::check;

namespace {

struct Row {
  const char* state;
  int status;
  const char* body;
  const char* words;  // of the check alone; "": nothing
};

std::string said(const Row& row) {
  Scene scene;
  scene.document("404", "").status(row.status);
  scene.expect("{resource: " + std::string(row.state) + "}");
  if (*row.body) scene.body(row.body);
  return scene.told("resource");
}

}  // namespace

TEST_CASE("what is there, and what is not") {
  const Row rows[] = {
      {"{rule: created-is-there}", 200, "{}", ""},
      {"{rule: created-is-there}", 404, "{}", "fail resource: what was created is not there: 404 Not Found"},
      {"{rule: created-is-there}", 500, "{}", ""},
      {"{rule: put-idempotent, must_be_done: true}", 400, "{}",
       "fail resource: the same PUT again is not the same: 400 Bad Request"},
      {"{rule: delete-deletes, status: [404, 410]}", 404, "{}", ""},
      {"{rule: delete-deletes, status: [404, 410]}", 200, "{}",
       "fail resource: what was deleted is still there: 200 OK"},
      {"{rule: delete-deletes, status: [404, 410], or_marked: ''}", 200, R"({"deleted": true})", ""},
      {"{rule: delete-deletes, status: [404, 410], or_marked: ''}", 200, R"({"status": "cancelled"})", ""},
      {"{rule: delete-deletes, status: [404, 410], or_marked: ''}", 200, R"({"deleted": false})",
       "fail resource: what was deleted is still there: 200 OK"},
      {"{rule: delete-twice, status: [404], or_refused: true, or_empty: true}", 400, "{}", ""},
      {"{rule: delete-twice, status: [404], or_refused: true, or_empty: true}", 200, R"({"id": 1})",
       "fail resource: a second DELETE is answered as if there were something: 200 OK with a body"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.state, row.status, row.body);
    CHECK(said(row) == row.words);
  }
}

TEST_CASE("values that were written") {
  const Row rows[] = {
      {"{rule: read-your-writes, same: {/a: {b: 1}, /c: [1, {d: x}]}}", 200,
       R"({"a": {"b": 1.0, "more": 2}, "c": [1, {"d": "x", "id": 7}]})", ""},
      {"{rule: read-your-writes, same: {/a: {b: 1}}}", 200, R"({"a": {}})",
       "fail resource: what was written is not what is read: /a/b: nothing in place of 1"},
      {"{rule: read-your-writes, same: {/a: '5'}}", 200, R"({"a": 5})",
       "fail resource: what was written is not what is read: /a: 5 in place of \"5\""},
      {"{rule: read-your-writes, same: {/a: Anna@Example.com}}", 200, R"({"a": "anna@example.com"})", ""},
      {"{rule: put-replaces, unlike: {/a: x}}", 200, R"({"a": null})", ""},
      {"{rule: put-replaces, unlike: {/a: x}, level: warn}", 200, R"({"a": "x"})",
       "warn resource: PUT has kept what it was not sent: /a: still \"x\""},
      {"{rule: no-trace, unchanged: {at: /data, as: {a: 1, version: 1, updated_at: '2026-01-01T00:00:00Z'}}}", 200,
       R"({"data": {"a": 1, "version": 2, "updated_at": "2026-01-02T00:00:00Z"}})", ""},
      {"{rule: patch-merges, unchanged: {at: '', as: {a: 1, b: 2, c: 3}, only: [a, b], except: [b]}}", 200,
       R"({"a": 1, "b": 7, "c": 7})", ""},
      {"{rule: patch-merges, unchanged: {at: '', as: {a: 1}}}", 200, "{}",
       "fail resource: PATCH has changed what it was not sent: /a: nothing in place of 1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.state, row.body);
    CHECK(said(row) == row.words);
  }
}

TEST_CASE("lists and their pages") {
  const char* const page = R"({"items": [{"id": 1}, {"id": 2}], "next": "n", "total": 1})";
  const char* const last = R"({"items": [{"id": 1}, {"id": 2}], "next": null, "total": 2})";
  const Row rows[] = {
      {"{rule: list-contains, list: {items: /items, id: /id, has: 2}}", 200, last, ""},
      {"{rule: list-contains, list: {items: /items, id: /id, has: 3, next: /next}}", 200, page, ""},
      {"{rule: list-contains, list: {items: /items, id: /id, has: 3, next: /next}}", 200, last,
       "fail resource: the list does not have what was created: no item with /id 3"},
      {"{rule: list-contains, list: {items: /items, id: /id, has: 3, full: 2}}", 200, last, ""},
      {"{rule: delete-deletes, list: {items: /items, id: /id, lacks: 2}}", 200, last,
       "fail resource: what was deleted is still there: an item with /id 2"},
      {"{rule: paging-limit, list: {items: /items, id: /id, at_most: 1}}", 200, page,
       "fail resource: a page has more than was asked for: 2 items in place of 1 at most"},
      {"{rule: paging-skips, list: {items: /items, id: /id, from: [{id: 0}, {id: 1}, {id: 3}], start: 1}}", 200, page,
       "fail resource: an item is on no page: no item with /id 3: in its place /id 2"},
      {"{rule: paging-skips, list: {items: /items, id: /id, from: [{id: 0}], start: 0}}", 200, R"({"items": []})",
       "fail resource: an item is on no page: no item with /id 0"},
      {"{rule: paging-total, list: {items: /items, id: /id, total: /total}}", 200, page,
       "fail resource: the total is not that of the list: 1 for a list of 2 items"},
      {"{rule: paging-total, list: {items: /items, id: /id, total: /total}}", 200, last, ""},
      {"{rule: paging-total, list: {items: /items, id: /id, total: /total, least: 3}}", 200,
       R"({"items": [{"id": 1}, {"id": 2}], "total": 2})",
       "fail resource: the total is not that of the list: 2 for a list of 3 items"},
      {"{rule: paging-total, list: {items: /items, id: /id, total: /total, least: 3}}", 200,
       R"({"items": [{"id": 1}, {"id": 2}], "total": 3})", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.state, row.body);
    CHECK(said(row) == row.words);
  }
}

TEST_CASE("a rule that is not known is a mistake") {
  const auto parsed = parse_expectations(parse(R"({"resource": {"rule": "put-replace"}})"));
  REQUIRE_FALSE(parsed);
  CHECK(parsed.diagnostics().front().message == "\"resource\" names a rule that is known, in \"rule\"");
  CHECK(parsed.diagnostics().front().hint == "did you mean \"put-replaces\"?");
}

TEST_CASE("every rule of state has a name of its own and a page") {
  std::set<std::string_view> names;
  for (const StateRule& rule : state_rules()) {
    CAPTURE(rule.id);
    CHECK(names.insert(rule.id).second);
    CHECK(find_state_rule(rule.id) == &rule);
    CHECK(rule.explanation.find("A finding: " + std::string(rule.breach)) != std::string_view::npos);
  }
}
