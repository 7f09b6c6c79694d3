// One page of a list that is kept.
#pragma once
#include "thing_forms.h"

namespace concord::mock {

// Which part of `items` a request of the list asks for: by its paging parameters (of `query`, typed) and by those that
// name a member of the things and a plain value for it.
struct ListPage {
  Node::Array items;
  std::size_t total = 0;       // that match
  std::optional<Node> next;    // a value for the parameter of `next_parameter`; nothing: the last page
  std::string next_parameter;  // "" where the next page cannot be asked for
};
ListPage cut_page(const contract::Resource& resource, Node::Array items, const Node& query);

// `answer` with the page's items, its total, and in the place of the next the first of `nexts` that its schema takes.
// Nothing when the answer breaks it, or the next page could not be asked for.
std::optional<Node> paged_answer(const ThingForm& form, const contract::Paging& paging, Node answer,
                                 const ListPage& page, const std::vector<Node>& nexts);
// "/orders?limit=5&page=2", of a request for `target`; for a page that has a next.
std::string next_target(const ListPage& page, std::string_view target);

}  // namespace concord::mock
