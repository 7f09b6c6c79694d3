#include "problem.h"

#include <concord/base/text.h>

#include <span>

namespace concord::mock {

using document::Node;

Node to_node(const Problem& problem) {
  Node node = Node::object();
  node.set("at", problem.at);
  node.set("keyword", problem.keyword);
  const auto place = document::Pointer::parse(problem.at);
  const std::vector<std::string> tokens =
      place && !place->is_root() ? place->tokens() : std::vector<std::string>{problem.at};
  node.set("field", tokens.back());
  node.set("member", tokens.size() > 1 ? tokens[1] : "");
  node.set("path", base::join(std::span(tokens).subspan(1), "."));
  node.set("expected", problem.expected);
  node.set("actual", problem.actual);
  node.set("message", problem.message);
  return node;
}

}  // namespace concord::mock
