#include "each.h"

namespace concord::suite {

using base::error;
using document::Node;

namespace {

std::vector<Node> listed(const Node& each, base::Diagnostics& problems) {
  std::vector<Node> rows;
  for (const Node& row : each.items()) {
    if (row.is_object()) rows.push_back(row);
    else problems.push_back(error("suite.each", "a row of \"each\" must be a mapping of names to values", row.span()));
  }
  return rows;
}

std::vector<Node> product(const Node& each, base::Diagnostics& problems) {
  std::vector<Node> rows{Node::object()};
  for (const auto& [name, values, span] : each.members()) {
    if (!values.is_array() || values.size() == 0) {
      problems.push_back(error("suite.each", "\"" + name + "\" needs a list of values", values.span(),
                               "each: {" + name + ": [one, two]}"));
      continue;
    }
    if (rows.size() * values.size() > max_rows) {
      problems.push_back(error("suite.each", "this product has more than " + std::to_string(max_rows) + " rows", span));
      return {};
    }
    std::vector<Node> wider;
    for (const Node& row : rows) {
      for (const Node& value : values.items()) {
        wider.push_back(row);
        wider.back().set(name, value);
      }
    }
    rows = std::move(wider);
  }
  return rows;
}

}  // namespace

std::vector<Node> expand_rows(const Node* each, base::Diagnostics& problems) {
  if (!each) return {Node::object()};
  if (each->size() == 0 || (!each->is_array() && !each->is_object())) {
    problems.push_back(error("suite.each", "\"each\" must be a list of rows, or a mapping of names to lists", each->span()));
    return {};
  }
  if (each->is_array() && each->size() > max_rows) {
    problems.push_back(error("suite.each", "more than " + std::to_string(max_rows) + " rows", each->span()));
    return {};
  }
  return each->is_array() ? listed(*each, problems) : product(*each, problems);
}

}  // namespace concord::suite
