#include "resource_places.h"

#include "resource_names.h"

#include <concord/base/text.h>
#include <concord/contract/runtime_expression.h>

#include <algorithm>
#include <array>

namespace concord::contract {

using document::Kind;

namespace {

bool is_json_type(std::string_view media_type) {
  const std::string type = base::to_lower_ascii(base::trim(media_type.substr(0, media_type.find(';'))));
  return type == "application/json" || type == "text/json" || type == "*/*" || type == "application/*" ||
         type.ends_with("+json");
}

bool is_list(const SchemaView& schema) {
  const auto kinds = described_kinds(schema);
  return kinds.contains(Kind::Array) && !kinds.contains(Kind::Object);
}

bool is_thing(const SchemaView& schema) {
  const auto kinds = described_kinds(schema);
  return kinds.contains(Kind::Object) || (kinds.empty() && !described_object(schema).members.empty());
}

// What may stand in a path: a text or a number.
bool may_be_id(const SchemaView& schema) {
  const auto kinds = described_kinds(schema);
  return kinds.empty() || kinds.contains(Kind::String) || kinds.contains(Kind::Number);
}

std::optional<Pointer> id_in(const SchemaView& thing, const IdName& name) {
  const DescribedObject object = described_object(thing);
  const DescribedMember* member = find_id_member(object, name.parameter, name.resource);
  if (!member || !may_be_id(member->schema)) return std::nullopt;
  return Pointer{} / member->name;
}

}  // namespace

const Content* json_content(const std::vector<Content>& contents) {
  const auto found = std::find_if(contents.begin(), contents.end(),
                                  [](const Content& one) { return is_json_type(one.media_type) && one.schema; });
  return found == contents.end() ? nullptr : &*found;
}

ThingPlace find_thing(const SchemaView& answer, const IdName& name) {
  if (auto id = id_in(answer, name)) return {{}, std::move(id)};
  for (const DescribedMember& member : described_object(answer).members) {
    if (!is_thing_wrapper(member.name, name.resource) || !is_thing(member.schema)) continue;
    if (auto id = id_in(member.schema, name)) return {Pointer{} / member.name, std::move(id)};
  }
  return {};
}

namespace {

std::optional<ThingPlace> list_at(const SchemaView& schema, const Pointer& at, const IdName& name) {
  if (!is_list(schema)) return std::nullopt;
  const SchemaView items = described_items(schema);
  auto id = items ? id_in(items, name) : std::nullopt;
  if (!id) return std::nullopt;
  return ThingPlace{at, std::move(id)};
}

// Lists among the members; of several those whose names say it.
std::vector<std::pair<const DescribedMember*, ThingPlace>> lists_in(const DescribedObject& object, const Pointer& at,
                                                                   const IdName& name) {
  std::vector<std::pair<const DescribedMember*, ThingPlace>> lists;
  for (const DescribedMember& member : object.members) {
    if (auto place = list_at(member.schema, at / member.name, name)) lists.emplace_back(&member, std::move(*place));
  }
  if (lists.size() > 1)
    std::erase_if(lists, [&](const auto& one) { return !is_list_wrapper(one.first->name, name.resource); });
  return lists;
}

}  // namespace

std::optional<ThingPlace> find_list(const SchemaView& answer, const IdName& name) {
  if (auto root = list_at(answer, {}, name)) return root;
  const DescribedObject object = described_object(answer);
  auto lists = lists_in(object, {}, name);
  if (lists.size() == 1) return std::move(lists.front().second);
  if (!lists.empty()) return std::nullopt;
  for (const DescribedMember& member : object.members) {
    const bool may_hold = is_thing_wrapper(member.name, name.resource) || member.name == "_embedded";
    if (!may_hold || !is_thing(member.schema)) continue;
    auto inner = lists_in(described_object(member.schema), Pointer{} / member.name, name);
    if (inner.size() == 1) return std::move(inner.front().second);
  }
  return std::nullopt;
}

Pointer find_sent(const SchemaView& request, const IdName& name) {
  const DescribedObject object = described_object(request);
  if (object.members.size() != 1) return {};
  const DescribedMember& only = object.members.front();
  if (!is_thing_wrapper(only.name, name.resource) || !is_thing(only.schema)) return {};
  return Pointer{} / only.name;
}

namespace {

const Node* raw_answer(const Contract& contract, const Operation& operation, const Response& answer) {
  const Node* path = document::resolve(*contract.root, Pointer{} / "paths" / operation.path);
  const Node* stated = path ? path->find(base::to_lower_ascii(operation.method)) : nullptr;
  const Node* responses = stated ? stated->find("responses") : nullptr;
  return responses ? responses->find(answer.status) : nullptr;
}

std::string operation_id(const Contract& contract, const Operation& operation) {
  const Node* path = document::resolve(*contract.root, Pointer{} / "paths" / operation.path);
  const Node* stated = path ? path->find(base::to_lower_ascii(operation.method)) : nullptr;
  const Node* id = stated ? stated->find("operationId") : nullptr;
  return std::string(id ? id->string_or_empty() : std::string_view());
}

bool leads_to(const Contract& contract, const Node& link, const Operation& operation) {
  if (const Node* id = link.find("operationId"))
    return !id->string_or_empty().empty() && id->string_or_empty() == operation_id(contract, operation);
  const Node* reference = link.find("operationRef");
  const Pointer at = Pointer{} / "paths" / operation.path / base::to_lower_ascii(operation.method);
  return reference && reference->string_or_empty() == "#" + at.text();
}

// "$response.body#/id".
std::optional<Pointer> body_expression(const Node* expression) {
  const auto read = parse_runtime_expression(expression ? expression->string_or_empty() : std::string_view());
  const bool is_in_body = read && read->of == RuntimeExpression::Of::Response &&
                          read->part == RuntimeExpression::Part::Body && !read->at.is_root();
  return is_in_body ? std::optional(read->at) : std::nullopt;
}

}  // namespace

std::optional<Pointer> linked_id(const Contract& contract, const Operation& from, const Response& answer,
                                 const std::vector<const Operation*>& to, std::string_view parameter) {
  const Node* stated = raw_answer(contract, from, answer);
  const Node* links = stated ? stated->find("links") : nullptr;
  if (!links) return std::nullopt;
  for (const document::Member& link : links->members()) {
    const bool is_ours = std::any_of(to.begin(), to.end(), [&](const Operation* operation) {
      return operation && leads_to(contract, link.value, *operation);
    });
    const Node* parameters = link.value.find("parameters");
    if (!is_ours || !parameters) continue;
    const Node* expression = parameters->find(parameter);
    if (!expression) expression = parameters->find("path." + std::string(parameter));
    if (auto pointer = body_expression(expression)) return pointer;
  }
  return std::nullopt;
}

namespace {

void take_parameter(const Parameter& parameter, Paging& paging) {
  if (parameter.in != ParameterIn::Query) return;
  const auto take = [&](const Parameter*& place) {
    if (!place) place = &parameter;
  };
  switch (paging_name(parameter.name)) {
    case PagingName::Limit: return take(paging.limit);
    case PagingName::Offset: return take(paging.offset);
    case PagingName::Page: return take(paging.page);
    case PagingName::Cursor: return take(paging.cursor);
    case PagingName::None: return;
  }
}

bool is_link(const Node& example) {
  const std::string_view text = example.string_or_empty();
  const std::size_t query = text.find('?');
  return text.starts_with("https://") || text.starts_with("http://") ||
         (query != text.npos && text.find('=', query) != text.npos);
}

bool is_of_links(const Node& schema) {
  constexpr std::array formats{"uri", "uri-reference", "url", "iri", "iri-reference"};
  const Node *format = schema.find("format"), *example = schema.find("example"), *examples = schema.find("examples");
  if (format && std::find(formats.begin(), formats.end(), format->string_or_empty()) != formats.end()) return true;
  if (example && is_link(*example)) return true;
  if (examples && std::any_of(examples->items().begin(), examples->items().end(), is_link)) return true;
  const auto is_branch_of_links = [&](const char* keyword) {
    const Node* branches = schema.find(keyword);
    return branches && std::any_of(branches->items().begin(), branches->items().end(), is_of_links);
  };
  return is_branch_of_links("anyOf") || is_branch_of_links("oneOf");
}

bool has_link_in_example(const Response& answer, const Pointer& at) {
  for (const Content& content : answer.contents) {
    for (const Example& one : content.examples) {
      const Node* value = document::resolve(one.value, at);
      if (value && is_link(*value)) return true;
    }
  }
  return false;
}

void take_next(const DescribedMember& member, const Pointer& at, Paging& paging) {
  paging.next = at / member.name;
  paging.is_next_link = is_of_links(*member.schema.node);
}

void take_member(const DescribedMember& member, const Pointer& at, Paging& paging) {
  const auto kinds = described_kinds(member.schema);
  if (!paging.next && is_next_name(member.name) && kinds.contains(Kind::String)) take_next(member, at, paging);
  if (!paging.total && is_total_name(member.name) && kinds.contains(Kind::Number)) paging.total = at / member.name;
}

}  // namespace

Paging find_paging(const Operation& list, const Response& answer, const SchemaView& body) {
  Paging paging;
  for (const Parameter& parameter : list.parameters) take_parameter(parameter, paging);
  paging.has_link_header = documented_header(answer, "Link") != nullptr;
  const DescribedObject object = described_object(body);
  for (const DescribedMember& member : object.members) take_member(member, {}, paging);
  for (const DescribedMember& member : object.members) {
    if (!is_paging_wrapper(member.name)) continue;
    for (const DescribedMember& inner : described_object(member.schema).members)
      take_member(inner, Pointer{} / member.name, paging);
  }
  if (paging.next && has_link_in_example(answer, *paging.next)) paging.is_next_link = true;
  return paging;
}

}  // namespace concord::contract
