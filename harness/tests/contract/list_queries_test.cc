#include <concord/contract/contract_model.h>
#include <concord/contract/list_queries.h>

#include <support/documents.h>

using namespace concord;
using namespace concord::support;
using namespace concord::contract;

namespace {

const std::string document_text = R"(
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /orders:
    get:
      parameters:
        - {name: status, in: query, schema: {$ref: '#/components/schemas/Status'}}
        - {name: customerId, in: query, schema: {type: string}}
        - {name: note, in: query, schema: {type: string}}
        - {name: note_text, in: query, x-concord-no-equality: true, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer}}
        - {name: created_at, in: query, schema: {type: string}}
        - {name: sort, in: query, schema: {type: string, enum: [amount, -amount, 'created_at:desc', relevance]}}
      responses:
        "200": {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}}
components:
  schemas:
    Status: {type: string, enum: [open, closed, all]}
    Order:
      type: object
      properties:
        status: {type: string, enum: [open, closed]}
        customer_id: {type: [string, 'null']}
        note: {type: string}
        note_text: {type: string}
        limit: {type: integer}
        amount: {type: number}
        created_at: {type: string, format: date-time}
)";

struct Listed {
  Listed()
      : contract(contract_model(std::make_shared<const document::Node>(yaml(sources, document_text)), "shop", "")),
        operation(contract.operations.front()),
        item(described_items(view_of(operation.responses.front().contents.front().schema))) {}

  base::SourceSet sources;
  Contract contract;
  const Operation& operation;
  SchemaView item;
};

}  // namespace

TEST_CASE("filters are named after members of the items") {
  const Listed list;
  std::string text;
  for (const ListFilter& one : find_filters(list.operation, list.item))
    text += one.parameter->name + ' ' + one.member.name + (one.is_certain ? " certain\n" : "\n");
  CHECK(text == "status status certain\ncustomerId customer_id certain\nnote note\n");
}

TEST_CASE("which values choose") {
  const Listed list;
  const auto filters = find_filters(list.operation, list.item);
  CHECK(chooses(filters[0], Node("open")));
  CHECK(!chooses(filters[0], Node("all")));
  CHECK(!chooses(filters[0], Node("gone")));
  CHECK(chooses(filters[1], Node("c-1")));
  CHECK(!chooses(filters[1], Node("c-1,c-2")));
  CHECK(!chooses(filters[1], Node(5)));
  CHECK(!chooses(filters[2], Node("")));
}

TEST_CASE("which order a value asks for") {
  const Listed list;
  const Parameter& sort = list.operation.parameters.back();
  const auto asked = [&](std::string_view value) {
    const auto order = order_asked_for(sort, value, list.item);
    if (!order) return std::string("none");
    return order->member + (!order->is_descending ? "" : *order->is_descending ? " down" : " up");
  };
  CHECK(asked("amount") == "amount");
  CHECK(asked("-amount") == "amount down");
  CHECK(asked("created_at:desc") == "created_at down");
  CHECK(asked("relevance") == "none");
  CHECK(asked("status") == "none");  // not of its enum
  CHECK(direction_asked_for("sort_order", "ASC") == false);
  CHECK(direction_asked_for("direction", "descending") == true);
  CHECK(!direction_asked_for("direction", "up"));
  CHECK(!direction_asked_for("status", "desc"));
}
