#include "problem_document.h"

#include <concord/base/problem_media_type.h>

namespace concord::mock {

using document::Node;

http::Reply problem_document(int status, const std::string& detail, const Node& more) {
  Node body = Node::object();
  body.set("title", http::reason_phrase(status));
  body.set("status", status);
  body.set("detail", detail);
  for (const document::Member& member : more.members()) body.set(member.key, member.value);
  return {status, {{"Content-Type", base::problem_media_type}}, document::write_json(body)};
}

Node list_of(const std::vector<Problem>& problems) {
  Node list = Node::array();
  for (const Problem& problem : problems) {
    Node one = Node::object();
    one.set("at", problem.at);
    one.set("keyword", problem.keyword);
    one.set("message", problem.message);
    list.push_back(std::move(one));
  }
  Node all = Node::object();
  all.set("problems", std::move(list));
  return all;
}

}  // namespace concord::mock
