#include "normal_parts.h"

#include <concord/base/media_type.h>
#include <concord/base/media_type_meant.h>
#include <concord/base/text.h>

namespace concord::openapi {

using document::Member;

bool is_true(const Node* node) { return node != nullptr && node->is_boolean() && node->as_boolean(); }

const Node* followed(const Node* value, std::string_view what, SchemaNormaliser& schemas) {
  const Node* reference = value == nullptr ? nullptr : value->find("$ref");
  if (reference == nullptr || !reference->is_string()) return value;
  schemas.report("apidoc.reference", "$ref is not allowed as " + base::in_quotes(what), value->span(),
                 "followed all the same");
  return schemas.resolve_part(*value);
}

std::vector<std::string> readable_media_types(const std::string& stated, base::Span place, SchemaNormaliser& schemas) {
  if (base::parse_media_type(stated)) return {stated};
  std::vector<std::string> meant = base::media_types_meant(stated);
  std::string hint = "what is sent so is not judged";
  if (!meant.empty()) hint = "read as " + base::join(meant, " and ");
  if (meant.empty()) meant.emplace_back(any_media_type);
  schemas.report("apidoc.media-type", base::in_quotes(stated) + " is no media type", place, std::move(hint));
  return meant;
}

void keep(Node& out, const Node& from, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (const Node* value = from.find(key)) out.set(key, *value);
  }
}

Node demand_of(const Node& stated) {
  const Member* member = stated.find_member("required");
  return Node(is_true(member == nullptr ? nullptr : &member->value))
      .with_span(member == nullptr ? base::Span{} : place_of(*member));
}

namespace {

Node normal_variables(const Node& stated) {
  Node out = Node::object();
  for (const Member& variable : stated.members()) {
    Node kept = Node::object().with_span(variable.value.span());
    keep(kept, variable.value, {"default", "enum"});
    append(out, variable.key, std::move(kept));
  }
  return out;
}

}  // namespace

Node normal_servers(const Node* stated, SchemaNormaliser& schemas) {
  Node list = Node::array();
  const Node* servers = followed(stated, "servers", schemas);
  if (servers == nullptr) return list;
  for (const Node& server : servers->items()) {
    const Node* url = server.find("url");
    if (url == nullptr || !url->is_string()) continue;
    Node kept = Node::object().with_span(server.span());
    kept.set("url", *url);
    const Node* variables = server.find("variables");
    if (variables != nullptr && variables->size() != 0) kept.set("variables", normal_variables(*variables));
    list.push_back(std::move(kept));
  }
  return list;
}

void set_source(Node& out, base::Span place) {
  if (std::string source = place_text(place); !source.empty()) out.set("x-concord-source", std::move(source));
}

Node& append(Node& object, std::string_view key, Node value) {
  return object.members().emplace_back(Member{std::string(key), std::move(value), {}}).value;
}

}  // namespace concord::openapi
