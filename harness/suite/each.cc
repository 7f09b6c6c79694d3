#include "each.h"

#include "row_file.h"

namespace concord::suite {

using base::error;
using document::Node;

namespace {

std::vector<const Node*> listed(const Node& each, base::Diagnostics& problems) {
  std::vector<const Node*> rows;
  for (const Node& row : each.items()) {
    if (row.is_object()) rows.push_back(&row);
    else problems.push_back(error("suite.each", "a row of \"each\" must be a mapping of names to values", row.span()));
  }
  return rows;
}

// How many rows the product has; 0 after a mistake.
std::size_t count_product(const Node& each, base::Diagnostics& problems) {
  std::size_t count = 1;
  bool is_broken = false;
  for (const auto& [name, values, span] : each.members()) {
    if (!values.is_array() || values.size() == 0) {
      problems.push_back(error("suite.each", "\"" + name + "\" needs a list of values", values.span(),
                               "each: {" + name + ": [one, two]}"));
      is_broken = true;
      continue;
    }
    count *= values.size();
    if (count <= max_rows) continue;
    problems.push_back(error("suite.each", "this product has more than " + std::to_string(max_rows) + " rows", span));
    return 0;
  }
  return is_broken ? 0 : count;
}

}  // namespace

Rows Rows::read(const Node* each, const FilePlace& place, base::Diagnostics& problems) {
  Rows rows;
  if (!each) {
    rows.size_ = 1;
  } else if (each->size() == 0 || (!each->is_array() && !each->is_object())) {
    problems.push_back(
        error("suite.each", "\"each\" must be a list of rows, or a mapping of names to lists", each->span()));
  } else if (names_file(*each)) {
    rows.from_file_ = read_row_file(*each, place, problems);
    rows.size_ = rows.from_file_.size();
  } else if (each->is_object()) {
    rows.product_ = each;
    rows.size_ = count_product(*each, problems);
  } else if (each->size() > max_rows) {
    problems.push_back(error("suite.each", "more than " + std::to_string(max_rows) + " rows", each->span()));
  } else {
    rows.listed_ = listed(*each, problems);
    rows.size_ = rows.listed_.size();
  }
  return rows;
}

Node Rows::at(std::size_t index) const {
  if (!listed_.empty()) return *listed_[index];
  if (!from_file_.empty()) return from_file_[index];
  Node row = Node::object();
  if (!product_) return row;
  row.members().reserve(product_->size());
  std::size_t turns = size_;
  for (const auto& [name, values, span] : product_->members()) {
    turns /= values.size();
    row.members().push_back({name, values.items()[index / turns % values.size()], {}});
  }
  return row;
}

}  // namespace concord::suite
