#include "known_values.h"

#include <support/catch.h>

using namespace concord;
using document::Node;
using explore::KnownValues;
using explore::Resource;

namespace {

Node json(const std::string& text) { return *document::parse_answer_json(text).root; }

contract::Operation operation(const std::string& method, const std::string& path) {
  contract::Operation made;
  made.method = method;
  made.path = path;
  return made;
}

const std::vector<std::string> paths{"/orders", "/orders/{orderId}", "/orders/{orderId}/items",
                                     "/orders/{orderId}/items/{id}", "/companies/{key}"};

std::string text(const Resource* resource) {
  if (!resource) return "nothing";
  std::string all;
  for (const auto& [name, value] : *resource) all += name + '=' + document::write_json(value) + ' ';
  return all;
}

}  // namespace

TEST_CASE("an id is learnt from a list, from what was made, and from its Location") {
  struct Row {
    const char *method, *path, *request, *body;
    http::Headers headers;
    const char *of, *known;
  };
  const Row rows[] = {
      {"GET", "/orders", "{}", R"([{"orderId": 7}, {"orderId": 8}])", {}, "/orders/{orderId}", "orderId=7 "},
      {"GET", "/orders", "{}", R"({"data": [{"id": "a"}], "total": 1})", {}, "/orders/{orderId}", "orderId=\"a\" "},
      {"POST", "/orders", "{}", R"({"order_id": "b"})", {}, "/orders/{orderId}", "orderId=\"b\" "},
      {"POST", "/orders", "{}", R"({"order": {"id": 3}})", {}, "/orders/{orderId}", "orderId=3 "},
      {"POST", "/orders", "{}", "null", {{"Location", "http://h/v1/orders/o%201?x=1"}}, "/orders/{orderId}",
       "orderId=\"o 1\" "},
      {"GET", "/orders/{orderId}/items", R"({"path": {"orderId": 7}})", R"([{"id": 1}])", {},
       "/orders/{orderId}/items/{id}", "id=1 orderId=7 "},
      {"GET", "/orders", "{}", R"([{"total": 7}])", {}, "/orders/{orderId}", "nothing"},
      {"GET", "/orders", "{}", R"([{"id": 7}])", {}, "/companies/{key}", "nothing"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.method, row.path, row.body);
    KnownValues values;
    const Node body = json(row.body);
    values.learn(operation(row.method, row.path), json(row.request), row.headers, &body, paths);
    CHECK(text(values.find(row.of, false)) == row.known);
  }
}

TEST_CASE("a Location with another id than the body is believed only where it is of another form") {
  for (const auto* location : {"/orders/18", "/orders/5f0c1a9e-52a3-4b0e-9d53-0a4f1c2b3d4e"}) {
    CAPTURE(location);
    KnownValues values;
    const Node body = json(R"({"id": 17})");
    values.learn(operation("POST", "/orders"), json("{}"), {{"Location", location}}, &body, paths);
    CHECK(text(values.find("/orders/{orderId}", false)) == "orderId=17 ");
    const bool is_alone = text(values.find("/orders/{orderId}", true)) == "orderId=17 ";
    CHECK(is_alone == (std::string(location) == "/orders/18"));
  }
}

TEST_CASE("the oldest thing is asked for, the newest is taken away, and what is gone is forgotten") {
  KnownValues values;
  const Node body = json(R"([{"orderId": 7}, {"orderId": 8}])");
  values.learn(operation("GET", "/orders"), json("{}"), {}, &body, paths);
  CHECK(text(values.find("/orders/{orderId}", false)) == "orderId=7 ");
  CHECK(text(values.find("/orders/{orderId}", true)) == "orderId=8 ");
  CHECK(text(values.find("/orders/{orderId}/cancel", false)) == "orderId=7 ");
  values.forget("/orders/{orderId}", {{"orderId", Node(7)}});
  CHECK(text(values.find("/orders/{orderId}", false)) == "orderId=8 ");
}

TEST_CASE("a name stands for the thing whose id it is") {
  KnownValues values;
  const Node body = json(R"([{"orderId": 7}])");
  values.learn(operation("GET", "/orders"), json("{}"), {}, &body, paths);
  REQUIRE(values.by_reference("order_id"));
  CHECK(values.by_reference("order_id")->to_int64() == 7);
  CHECK_FALSE(values.by_reference("companyId"));
  values.give("companyId", Node("c"));
  REQUIRE(values.given("companyId"));
  CHECK(values.given("companyId")->as_string() == "c");
}
