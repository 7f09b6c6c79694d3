#include "site_walk.h"

#include "openapi_words.h"

#include <concord/base/media_type.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::lint {
namespace {

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

BodyForm form_of(std::string_view media_type) {
  const base::MediaType type = base::documented_media_type(media_type);
  if (type.is_json()) return BodyForm::Json;
  return type.is_xml() ? BodyForm::Markup : BodyForm::Text;
}

}  // namespace

SiteWalk::Here SiteWalk::child(const Here& here, std::string_view key) const {
  return {sites_.trails.member(here.at, key), here.operation, here.context};
}

SiteWalk::Here SiteWalk::child(const Here& here, std::size_t index) const {
  return {sites_.trails.item(here.at, index), here.operation, here.context};
}

void SiteWalk::walk(const openapi::Document& document) {
  const auto version = openapi::spec_version(document.root);
  if (!version) return;
  version_ = *version;
  const Here here{sites_.trails.root(document), none, 0};
  components(document.root, here);
  for (const std::string_view group : {"paths", "webhooks", "x-webhooks"}) {
    const Node* map = document.root.find(group);
    if (map == nullptr) continue;
    for (const Member& path : map->members()) {
      if (!is_extension(path.key)) path_item(path, child(child(here, group), path.key), group == "paths");
    }
  }
  finish_references();
}

void SiteWalk::components(const Node& root, const Here& here) {
  struct Group {
    std::string_view holder, name;
    Role role;
    std::uint8_t context;
  };
  static constexpr Group groups[] = {
      {"components", "schemas", Role::Schema, 0},
      {"components", "parameters", Role::Parameter, in_request},
      {"components", "requestBodies", Role::RequestBody, in_request},
      {"components", "responses", Role::Response, in_response},
      {"components", "headers", Role::Header, in_response},
      {"components", "callbacks", Role::Callback, in_request | in_response},
      {"components", "pathItems", Role::PathItem, 0},
      {"", "definitions", Role::Schema, 0},
      {"", "parameters", Role::Parameter, in_request},
      {"", "responses", Role::Response, in_response},
  };
  for (const Group& group : groups) {
    if (group.holder.empty() != (version_ == SpecVersion::Swagger20)) continue;
    const Node* holder = group.holder.empty() ? &root : root.find(group.holder);
    const Node* map = holder == nullptr ? nullptr : holder->find(group.name);
    if (map == nullptr || !map->is_object()) continue;
    const Here at = child(group.holder.empty() ? here : child(here, group.holder), group.name);
    for (const Member& member : map->members()) {
      if (is_extension(member.key) && group.role != Role::Schema) continue;
      Here inner = child(at, member.key);
      inner.context = group.context;
      visit(member, inner, group.role);
    }
  }
}

void SiteWalk::visit(const Member& member, const Here& here, Role role) {
  switch (role) {
    case Role::Schema: schema(member.value, here); return;
    case Role::Parameter: parameter(member.value, here); return;
    case Role::RequestBody: request_body(member.value, here); return;
    case Role::Response: response(member.value, here); return;
    case Role::Header: header(member.value, here); return;
    case Role::PathItem: path_item(member, here, false); return;
    case Role::Callback: callback(member.value, here); return;
    default: return;
  }
}

// --- references in objects that are no schemas ---

const Node* SiteWalk::object_at(const Node& node, Here& here, Role role) {
  const Node* ref = string_reference(node);
  if (ref == nullptr) return &node;
  auto target = documents_.resolve(sites_.trails.document(here.at), node);
  if (!target) {
    fault(*ref, here, target.diagnostics().front());
    return nullptr;
  }
  here.at = sites_.trails.at(*target->document, target->at);
  if (role != Role::PathItem) pending_.push_back({target->node, here, role});
  return target->node;
}

void SiteWalk::fault(const Node& ref, const Here& here, const base::Diagnostic& why) {
  sites_.reference_faults.push_back(
      {ReferenceFault::Kind::Broken, &ref, sites_.trails.member(here.at, "$ref"), why.message, why.hint});
}

void SiteWalk::misplaced(const Node& ref, const Here& here, std::string_view where) {
  sites_.reference_faults.push_back({ReferenceFault::Kind::Misplaced, &ref, sites_.trails.member(here.at, "$ref"),
                                     "$ref is not allowed as " + base::in_quotes(where), "write it within"});
}

// --- paths ---

void SiteWalk::path_item(const Member& path, const Here& here, bool is_called) {
  Here at = here;
  const Node* item = object_at(path.value, at, Role::PathItem);
  if (item == nullptr || !item->is_object()) return;
  if (const Node* list = item->find("parameters")) {
    Here inner = child(at, "parameters");
    inner.context = in_request;
    if (is_first_visit(*list, Role::Parameter)) parameters(*list, inner);
  }
  for (const Member& member : item->members()) {
    if (is_method(member.key) && member.value.is_object()) {
      operation(member, path, *item, child(at, member.key), is_called);
    }
  }
  const Node* others = version_ == SpecVersion::OpenApi31 ? item->find("additionalOperations") : nullptr;  // since 3.2
  if (others == nullptr) return;
  for (const Member& member : others->members()) {
    if (!member.value.is_object()) continue;
    operation(member, path, *item, child(child(at, "additionalOperations"), member.key), is_called);
  }
}

void SiteWalk::operation(const Member& method, const Member& path, const Node& item, const Here& here, bool is_called) {
  const auto number = static_cast<std::uint32_t>(sites_.operations.size());
  OperationSite& site = sites_.operations.emplace_back();
  site.node = &method.value;
  site.at = here.at;
  site.method = upper(method.key);
  site.path = path.key;
  site.place = method.key_span.is_known() ? method.key_span : method.value.span();
  site.path_place = path.key_span.is_known() ? path.key_span : site.place;
  site.document = &sites_.trails.document(here.at);
  site.version = version_;
  site.is_called_by_clients = is_called;
  collect_operation(number, item, here);
  if (!is_first_visit(method.value, Role::PathItem)) return;
  const auto in = [&](std::string_view key, std::uint8_t bits) {
    Here inner = child(here, key);
    inner.operation = number;
    inner.context = is_called ? bits : static_cast<std::uint8_t>(in_request | in_response);
    return inner;
  };
  for (const Member& member : method.value.members()) {
    if (member.key == "parameters") parameters(member.value, in(member.key, in_request));
    if (member.key == "requestBody") request_body(member.value, in(member.key, in_request));
    if (member.key == "responses") responses(member.value, in(member.key, in_response));
    if (member.key == "callbacks") callbacks(member.value, in(member.key, 0));
  }
}

// What rules about operations look at: parameters and responses, wherever they are described.
void SiteWalk::collect_operation(std::size_t number, const Node& item, const Here& here) {
  OperationSite& site = sites_.operations[number];
  const openapi::Document& document = *site.document;
  const auto add_parameters = [&](const Node& holder, TrailId at) {
    const Node* list = holder.find("parameters");
    if (list == nullptr) return;
    for (std::size_t i = 0; i < list->items().size(); ++i) {
      auto target = documents_.resolve(document, list->items()[i]);
      if (!target) site.has_unread_parameters = true;
      if (!target || !target->node->is_object()) continue;
      const bool is_here = target->node == &list->items()[i];
      const TrailId where = is_here ? sites_.trails.item(sites_.trails.member(at, "parameters"), i)
                                    : sites_.trails.at(*target->document, target->at);
      const Node* name = target->node->find("name");
      const Node* in = target->node->find("in");
      if (name == nullptr || in == nullptr || !name->is_string() || !in->is_string()) continue;
      const Node* required = target->node->find("required");
      site.parameters.push_back({target->node, where, name->as_string(), in->as_string(),
                                 required != nullptr && required->is_boolean() && required->as_boolean()});
    }
  };
  add_parameters(*site.node, here.at);
  add_parameters(item, sites_.trails.parent(here.at));
  const Node* map = site.node->find("responses");
  if (map == nullptr) return;
  for (const Member& member : map->members()) {
    if (is_extension(member.key)) continue;
    auto target = documents_.resolve(document, member.value);
    if (!target) continue;
    site.responses.push_back({member.key, member.key_span.is_known() ? member.key_span : member.value.span(),
                              target->node,
                              sites_.trails.member(sites_.trails.member(here.at, "responses"), member.key)});
  }
}

// --- parameters, bodies, responses ---

void SiteWalk::parameters(const Node& list, const Here& here) {
  for (std::size_t i = 0; i < list.items().size(); ++i) parameter(list.items()[i], child(here, i));
}

void SiteWalk::parameter(const Node& node, Here here) {
  if (string_reference(node) != nullptr) {
    object_at(node, here, Role::Parameter);
    return;
  }
  if (!node.is_object() || !is_first_visit(node, Role::Parameter)) return;
  const Node* in = node.find("in");
  const bool is_body = in != nullptr && in->string_or_empty() == "body";
  SiteId own = none;
  if (const Node* stated = node.find("schema")) {
    own = schema(*stated, child(here, "schema"));
  } else if (version_ == SpecVersion::Swagger20) {
    own = schema(node, here, none, true);
  }
  if (const Node* map = node.find("content")) content(*map, child(here, "content"), ValueKind::ParameterExample);
  if (is_body) {
    if (const Member* stated = node.find_member("x-examples"))
      swagger_examples(stated->value, child(here, "x-examples"), own);
    return;
  }
  examples_of(node, here, own, ValueKind::ParameterExample, BodyForm::Json);
}

void SiteWalk::request_body(const Node& node, Here here) {
  if (string_reference(node) != nullptr) {
    object_at(node, here, Role::RequestBody);
    return;
  }
  if (!is_first_visit(node, Role::RequestBody)) return;
  if (const Node* map = node.find("content")) content(*map, child(here, "content"), ValueKind::MediaExample);
}

void SiteWalk::responses(const Node& map, const Here& here) {
  if (const Node* ref = string_reference(map)) misplaced(*ref, here, "responses");
  for (const Member& member : map.members()) {
    if (!is_extension(member.key)) response(member.value, child(here, member.key));
  }
}

void SiteWalk::response(const Node& node, Here here) {
  if (string_reference(node) != nullptr) {
    object_at(node, here, Role::Response);
    return;
  }
  if (!node.is_object() || !is_first_visit(node, Role::Response)) return;
  if (const Node* map = node.find("headers")) headers(*map, child(here, "headers"));
  if (version_ == SpecVersion::Swagger20) {
    const Node* stated = node.find("schema");
    const SiteId own = stated == nullptr ? none : schema(*stated, child(here, "schema"));
    if (const Node* map = node.find("examples")) swagger_examples(*map, child(here, "examples"), own);
    return;
  }
  if (const Node* map = node.find("content")) content(*map, child(here, "content"), ValueKind::MediaExample);
}

void SiteWalk::headers(const Node& map, const Here& here) {
  for (const Member& member : map.members()) header(member.value, child(here, member.key));
}

void SiteWalk::header(const Node& node, Here here) {
  if (string_reference(node) != nullptr) {
    object_at(node, here, Role::Header);
    return;
  }
  if (!node.is_object() || !is_first_visit(node, Role::Header)) return;
  SiteId own = none;
  if (const Node* stated = node.find("schema")) {
    own = schema(*stated, child(here, "schema"));
  } else if (version_ == SpecVersion::Swagger20) {
    own = schema(node, here, none, true);
  }
  if (const Node* map = node.find("content")) content(*map, child(here, "content"), ValueKind::HeaderExample);
  examples_of(node, here, own, ValueKind::HeaderExample, BodyForm::Json);
}

void SiteWalk::content(const Node& map, Here here, ValueKind kind) {
  const Node* stated = &map;
  if (const Node* ref = string_reference(map)) {
    misplaced(*ref, here, "content");
    stated = object_at(map, here, Role::Content);
    if (stated == nullptr || !is_first_visit(*stated, Role::Content)) return;
  }
  for (const Member& media : stated->members()) media_type(media, child(here, media.key), kind);
}

void SiteWalk::media_type(const Member& media, Here here, ValueKind kind) {
  const Node* object = object_at(media.value, here, Role::Content);  // a reference since 3.2
  if (object == nullptr || !object->is_object()) return;
  const Node* stated = object->find("schema");
  const SiteId own = stated == nullptr ? none : schema(*stated, child(here, "schema"));
  if (const Node* items = object->find("itemSchema")) schema(*items, child(here, "itemSchema"));
  examples_of(*object, here, own, kind, form_of(media.key));
  if (const Node* encodings = object->find("encoding")) {
    const Here at = child(here, "encoding");
    for (const Member& encoding : encodings->members()) {
      if (const Node* map = encoding.value.find("headers")) headers(*map, child(child(at, encoding.key), "headers"));
    }
  }
}

void SiteWalk::callbacks(const Node& map, const Here& here) {
  for (const Member& member : map.members()) callback(member.value, child(here, member.key));
}

void SiteWalk::callback(const Node& node, Here here) {
  if (string_reference(node) != nullptr) {
    object_at(node, here, Role::Callback);
    return;
  }
  if (!is_first_visit(node, Role::Callback)) return;
  for (const Member& path : node.members()) {
    if (!is_extension(path.key)) path_item(path, child(here, path.key), false);
  }
}

// --- examples ---

void SiteWalk::examples_of(const Node& holder, const Here& here, SiteId own, ValueKind kind, BodyForm form) {
  for (const Member& member : holder.members()) {
    const base::Span place = member.key_span.is_known() ? member.key_span : member.value.span();
    if (member.key == "example" && version_ != SpecVersion::Swagger20) {
      add_value(kind, member.value, child(here, member.key), place, {}, own, form);
    } else if (member.key == "x-example") {
      add_value(ValueKind::Extension, member.value, child(here, member.key), place, {}, own, form);
    } else if (member.key == "examples" && version_ != SpecVersion::Swagger20) {
      const Here at = child(here, member.key);
      for (const Member& named : member.value.members()) {
        if (!is_extension(named.key)) named_example(named, child(at, named.key), own, kind, form);
      }
      for (std::size_t i = 0; i < member.value.items().size(); ++i) {
        const Node& value = member.value.items()[i];
        add_value(kind, value, child(at, i), value.span(), {}, own, form);
      }
    }
  }
}

void SiteWalk::named_example(const Member& member, Here here, SiteId own, ValueKind kind, BodyForm form) {
  const base::Span place = member.key_span.is_known() ? member.key_span : member.value.span();
  const Node* example = object_at(member.value, here, Role::Example);
  if (example == nullptr) return;
  if (const Node* value = example->find("value"))
    add_value(kind, *value, child(here, "value"), place, member.key, own, form);
  if (const Node* value = example->find("dataValue"))  // since 3.2: what the schema describes, however it is written
    add_value(kind, *value, child(here, "dataValue"), place, member.key, own, BodyForm::Json);
}

// {media type: value}
void SiteWalk::swagger_examples(const Node& map, const Here& here, SiteId own) {
  for (const Member& member : map.members()) {
    const base::Span place = member.key_span.is_known() ? member.key_span : member.value.span();
    if (member.key.find('/') == std::string::npos) continue;
    add_value(ValueKind::MediaExample, member.value, child(here, member.key), place, {}, own, form_of(member.key));
  }
}

void SiteWalk::add_value(ValueKind kind, const Node& value, const Here& here, base::Span place, std::string_view name,
                         SiteId own, BodyForm form) {
  if (own == none) return;
  sites_.values.push_back({kind, &value, here.at, place, name, own, here.operation, here.context, form});
}

}  // namespace concord::lint
