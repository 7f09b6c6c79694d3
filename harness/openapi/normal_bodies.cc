#include "normal_bodies.h"

#include "normal_examples.h"
#include "normal_parts.h"

#include <concord/base/media_type.h>
#include <concord/base/text.h>
#include <concord/openapi/node_size.h>

namespace concord::openapi {

using document::Member;

void BodyReader::add_body(Node& out, const Member& member) {
  const Node* body = schemas_.resolve_part(member.value);
  if (body == nullptr) return;
  Node kept_content = content(*body);
  if (kept_content.size() == 0) return;
  Node kept = Node::object().with_span(place_of(member));
  kept.set("required", demand_of(*body));
  kept.set("content", std::move(kept_content));
  kept.set("x-concord-source", place_text(place_of(member)));
  out.set("requestBody", std::move(kept));
}

Node BodyReader::content(const Node& holder) {
  Node out = Node::object();
  const Node* stated = followed(holder.find("content"), "content", schemas_);
  if (stated == nullptr) return out;
  for (const Member& one : stated->members()) {
    if (one.key.starts_with("x-")) continue;
    for (const std::string& type : readable_media_types(one.key, place_of(one), schemas_)) {
      if (type != one.key && (stated->has(type) || out.has(type))) continue;  // said in its own words
      out.set(type, type == any_media_type && type != one.key ? Node::object() : media(one, type));
    }
  }
  return out;
}

Node BodyReader::media(const Member& member, const std::string& type) {
  Node out = Node::object().with_span(member.value.span());
  const Node* stated = schemas_.resolve_part(member.value);  // 3.2 allows a reference
  if (stated == nullptr) return out;
  const Member* schema = stated->find_member("schema");
  if (schema != nullptr) out.set("schema", schemas_.normalise(schema->value, place_of(*schema)));
  const Node* raw = schema == nullptr ? nullptr : &schema->value;
  if (Node examples = normal_examples(*stated, raw, base::documented_media_type(type).is_json(), schemas_);
      examples.size() != 0) {
    out.set("examples", std::move(examples));
  }
  add_encoding(out, *stated);
  if (const Member* items = stated->find_member("itemSchema")) {
    schemas_.report("apidoc.unread", "\"itemSchema\" is not read", place_of(*items),
                    "the items of such a body are not judged");
  }
  return out;
}

void BodyReader::add_encoding(Node& out, const Node& media) {
  const Node* stated = media.find("encoding");
  if (stated == nullptr || stated->members().empty()) return;
  Node kept = Node::object();
  for (const Member& member : stated->members()) {
    Node one = Node::object();
    keep(one, member.value, {"contentType", "style", "explode", "allowReserved"});
    if (one.size() != 0) kept.set(member.key, std::move(one));
  }
  if (kept.size() != 0) add(out, "encoding", std::move(kept));
}

Node BodyReader::responses(const Node& operation) {
  Node out = Node::object();
  const Member* member_of_all = operation.find_member("responses");
  const Node* stated = followed(operation.find("responses"), "responses", schemas_);
  if (stated == nullptr) return out;
  out.set_span(place_of(*member_of_all));
  for (const Member& member : stated->members()) {
    if (member.key.starts_with("x-")) continue;
    const Node* found = schemas_.resolve_part(member.value);
    if (found != nullptr) out.set(member.key, response(member, *found));
  }
  return out;
}

Node BodyReader::response(const Member& member, const Node& response) {
  Node out = Node::object().with_span(place_of(member));
  out.set("description", "Status " + member.key);
  out.set("x-concord-source", place_text(place_of(member)));
  if (Node kept = headers(response); kept.size() != 0) out.set("headers", std::move(kept));
  if (Node kept = content(response); kept.size() != 0) out.set("content", std::move(kept));
  if (Node kept = links(response); kept.size() != 0) out.set("links", std::move(kept));
  return out;
}

Node BodyReader::headers(const Node& response) {
  Node out = Node::object();
  const Node* stated = followed(response.find("headers"), "headers", schemas_);
  if (stated == nullptr) return out;
  for (const Member& member : stated->members()) {
    const Node* header = schemas_.resolve_part(member.value);
    if (header == nullptr || base::equals_ignoring_case(member.key, "content-type")) continue;
    add(out, member.key, parameters_.header(*header, place_of(member)));
  }
  return out;
}

Node BodyReader::links(const Node& response) {
  Node out = Node::object();
  const Node* stated = followed(response.find("links"), "links", schemas_);
  if (stated == nullptr) return out;
  for (const Member& member : stated->members()) {
    const Node* link = schemas_.resolve(member.value);
    if (link == nullptr || member.key.starts_with("x-")) continue;
    Node kept = Node::object();
    keep(kept, *link, {"operationId", "operationRef", "parameters", "requestBody"});
    kept.set("x-concord-source", place_text(place_of(member)));
    add(out, member.key, std::move(kept));
  }
  return out;
}

// What is copied as it stands may be of any size.
void BodyReader::add(Node& out, const std::string& key, Node value) {
  schemas_.spend(count_nodes(value));
  if (!schemas_.is_exhausted()) out.set(key, std::move(value));
}

}  // namespace concord::openapi
