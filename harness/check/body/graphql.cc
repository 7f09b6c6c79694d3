// GraphQL answers 200 to what went wrong (GraphQL over HTTP; GraphQL specification, 7.1).
#include "checks.h"
#include "shown.h"

#include <concord/base/text.h>

#include <fmt/format.h>

namespace concord::check {

namespace {

constexpr std::string_view graphql_type_id = "contract.graphql";

// "user.orders.0"
std::string field_of(const Node& error) {
  std::vector<std::string> parts;
  const Node* path = error.find("path");
  const Node none = Node::array();  // outlives the loop
  for (const Node& part : (path ? *path : none).items())
    parts.push_back(part.is_string() ? part.as_string() : document::write_json(part));
  return cut(base::join(parts, "."), 120);
}

void report_error(const Node& error, std::size_t index, Findings& findings) {
  const Node* text = error.find("message");
  const std::string what = text && text->is_string() ? text->as_string() : document::write_json(error);
  const std::string field = field_of(error), at_field = field.empty() ? "" : " (at " + field + ")";
  const std::string place = "/errors/" + std::to_string(index);
  auto& failure = findings.add(graphql_type_id, at(place, "the answer has an error: " + cut(what, 300) + at_field));
  failure.expected = "no errors";
  failure.actual = shown(error);
  failure.pointer = place;
}

}  // namespace

void check_graphql(const CheckContext& answer, Findings& findings) {
  if (!answer.request.has("graphql") || !answer.body()) return;
  const Node* errors = answer.body()->find("errors");
  if (!errors && !answer.body()->has("data")) {
    auto& failure = findings.add(graphql_type_id, "the answer has neither data nor errors");
    failure.expected = "data (GraphQL, 7.1)";
    failure.actual = shown(*answer.body());
  }
  if (!errors) return;
  if (!errors->is_array() || errors->size() == 0) {
    auto& failure = findings.add(graphql_type_id, at("/errors", "is no list with an error in it"));
    failure.expected = "a list with an error in it, or nothing (GraphQL, 7.1.2)";
    failure.actual = shown(*errors);
    failure.pointer = "/errors";
    return;
  }
  for (std::size_t i = 0; i < errors->size(); ++i) report_error(errors->items()[i], i, findings);
}

}  // namespace concord::check
