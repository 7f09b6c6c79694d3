// Lists that were asked for by a member of their items, or in its order.
#include "scene.h"

#include <support/catch.h>

namespace list_queries_test {

using namespace concord::check;

namespace {

const std::string orders = R"({"type": "object", "properties": {"data": {"type": "array", "items": {
  "type": "object", "properties": {
    "id": {"type": "string"}, "status": {"type": "string", "enum": ["open", "closed"]},
    "customer_id": {"type": ["string", "null"]}, "count": {"type": ["integer", "null"]}, "name": {"type": "string"},
    "gift": {"type": "boolean"}, "created_at": {"type": "string", "format": "date-time"},
    "language": {"type": "string"}, "tags": {"type": "array"}}}}}})";

// What is said of one list that was asked for with one parameter of this schema.
std::string told(const std::string& name, const std::string& schema, const std::string& sent, const std::string& items,
                 bool is_equality = true) {
  Scene scene;
  scene.method("GET").document("200", orders).document_query(name, schema, is_equality);
  return scene.send(R"({"query": {")" + name + R"(": )" + sent + "}}").body(R"({"data": )" + items + "}").told();
}

const std::string text = R"({"type": "string"})";

std::string sorted(const std::string& sent, const std::string& items, const std::string& more = "") {
  Scene scene;
  scene.method("GET").document("200", orders).document_query("direction", text);
  scene.document_query("orderBy", R"({"enum": ["count", "count:desc", "-createdAt", "name", "weight"]})");
  scene.send(R"({"query": {"orderBy": ")" + sent + "\"" + more + "}}");
  return scene.body(R"({"data": )" + items + "}").told();
}

}  // namespace

TEST_CASE("what certainly is a filter") {
  const std::string states = R"({"type": "string", "enum": ["open", "closed", "all"]})";
  CHECK(told("status", states, "\"open\"", R"([{"status": "open"}, {"status": "closed"}])") ==
        "fail filter: /data/1/status: \"closed\", status=open was asked for");
  CHECK(told("status", states, "\"all\"", R"([{"status": "open"}, {"status": "closed"}])") == "");
  CHECK(told("customerId", text, "\"c-1\"", R"([{"customer_id": "C-1"}, {"customer_id": null}])") ==
        "fail filter: /data/1/customer_id: null, customerId=c-1 was asked for");
  CHECK(told("customerId", text, "\"c-1,c-2\"", R"([{"customer_id": "c-2"}])") == "");
  CHECK(told("customerId", text, "\"c-1\"", R"([{"id": "c-2"}])") == "");
}

TEST_CASE("what may be a filter") {
  CHECK(told("name", text, "\"ann\"", R"([{"name": "Joanna"}])") == "");
  CHECK(told("name", text, "\"ann\"", R"([{"name": "Bob"}])") == "warn filter: /data/0/name: \"Bob\", name=ann was asked for");
  CHECK(told("name", text, "\"ann\"", R"([{"name": "Bob"}])", false) == "");
  CHECK(told("count", R"({"type": "integer"})", "\"5\"", R"([{"count": 6}])") ==
        "");  // a word for how many
  CHECK(told("gift", R"({"type": "boolean"})", "true", R"([{"gift": false}])") ==
        "warn filter: /data/0/gift: false, gift=true was asked for");
  CHECK(told("gift", R"({"type": "boolean"})", "\"false\"", R"([{"gift": true}])") == "");
}

TEST_CASE("what is no filter") {
  CHECK(told("created_at", text, "\"2026-01-01T00:00:00Z\"", R"([{"created_at": "2026-02-01T00:00:00Z"}])") == "");
  CHECK(told("language", text, "\"de\"", R"([{"language": "en"}])") == "");
  CHECK(told("tags", text, "\"a\"", R"([{"tags": ["b"]}])") == "");
  CHECK(told("count", text, "\"5\"", R"([{"count": 6}])") == "");  // of another type
}

TEST_CASE("the order that was asked for") {
  CHECK(sorted("count", R"([{"count": 1}, {"count": null}, {"count": 1}, {"count": 3}])") == "");
  CHECK(sorted("count", R"([{"count": 3}, {"count": 2}])") == "");  // nobody said which way
  CHECK(sorted("count", R"([{"count": 1}, {"count": 3}, {"count": 2}])") ==
        "fail order: /data/2/count: 2 behind 3, orderBy=count was asked for");
  CHECK(sorted("count", R"([{"count": 3}, {"count": 2}])", R"(, "direction": "asc")") ==
        "fail order: /data/1/count: 2 behind 3, orderBy=count was asked for");
  CHECK(sorted("count:desc", R"([{"count": 2}, {"count": 10}])") ==
        "fail order: /data/1/count: 10 behind 2, orderBy=count:desc was asked for");
  CHECK(sorted("-createdAt", R"([{"created_at": "2026-01-01T00:00:00Z"}, {"created_at": "2026-01-01T02:00:00+01:00"}])") ==
        "fail order: /data/1/created_at: \"2026-01-01T02:00:00+01:00\" behind \"2026-01-01T00:00:00Z\", "
        "orderBy=-createdAt was asked for");
  CHECK(sorted("weight", R"([{"count": 3}, {"count": 2}, {"count": 4}])") == "");
}

TEST_CASE("texts are in many orders") {
  CHECK(sorted("name", R"([{"name": "b"}, {"name": "C"}, {"name": "a"}])") ==
        "warn order: /data/2/name: \"a\" behind \"C\", orderBy=name was asked for");
  CHECK(sorted("name", R"([{"name": "b"}, {"name": "a-b"}, {"name": "b"}])") == "");
}

}  // namespace list_queries_test
