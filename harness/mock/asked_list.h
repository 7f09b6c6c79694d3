// A list as the query asks for it.
#pragma once
#include <concord/contract/list_queries.h>

namespace concord::mock {

using document::Node;

// Leaves out what the query does not choose, and puts the rest in the order that it asks for. `query` is typed.
void arrange(Node::Array& items, const contract::Operation& operation, const contract::SchemaView& item,
             const Node& query);
// The same for the list of a documented answer, as far as its schema lets items be left out. Whether anything changed.
bool arrange(Node& body, const contract::Operation& operation, const contract::Content& content, const Node& query);

}  // namespace concord::mock
