#include "known_values.h"

#include <concord/base/text.h>
#include <concord/check/observe.h>
#include <concord/contract/names.h>
#include <concord/message/value_format.h>
#include <concord/openapi/template_names.h>

#include <algorithm>
#include <array>

namespace concord::explore {

namespace {

using contract::plain_name;
using contract::singular;

constexpr std::size_t most_resources = 1'000;  // of one path: the newest stay
constexpr std::size_t most_items = 20;         // of a list that are looked at

std::string_view last_segment(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool is_parameter(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }

bool is_id(const Node& value) { return value.is_number() || (value.is_string() && !value.as_string().empty()); }

const Node* member_folded(const Node& object, std::string_view name) {
  for (const document::Member& member : object.members()) {
    if (plain_name(member.key) == name && is_id(member.value)) return &member.value;
  }
  return nullptr;
}

// What says which one it is, to an operation whose path has `parameter` behind `segment`.
const Node* id_of(const Node& item, std::string_view parameter, std::string_view segment) {
  const std::string own = plain_name(parameter), thing = plain_name(singular(segment)) + "id";
  const std::string called = own.ends_with("name") ? "name" : own;
  for (const std::string& name : {own, called, std::string("id"), thing, std::string("uuid")}) {
    if (const Node* found = member_folded(item, name)) return found;
  }
  return nullptr;
}

bool is_list_of_objects(const Node& value) {
  return value.is_array() && !value.items().empty() && value.items().front().is_object();
}

// The things that an answer tells of: those of a list, also in a member of the body, or the body itself.
std::vector<const Node*> things_in(const Node& body, std::string_view segment) {
  std::vector<const Node*> things;
  const auto add_all = [&](const Node& list) {
    for (const Node& item : list.items()) {
      if (things.size() < most_items) things.push_back(&item);
    }
  };
  if (body.is_array()) return add_all(body), things;
  for (const document::Member& member : body.members()) {
    if (is_list_of_objects(member.value) && things.empty()) add_all(member.value);
  }
  things.push_back(&body);
  const std::string thing = plain_name(singular(segment));
  for (const document::Member& member : body.members()) {
    const std::string name = plain_name(member.key);
    if (member.value.is_object() && (name == "data" || name == "result" || name == thing))
      things.push_back(&member.value);
  }
  return things;
}

// And not one of a list in it.
bool is_thing_itself(const Node& body, const Node& thing) {
  const auto is_it = [&thing](const document::Member& member) { return &member.value == &thing; };
  return &body == &thing || std::any_of(body.members().begin(), body.members().end(), is_it);
}

// A Location that leads elsewhere would be one fault found in all that is asked afterwards. Of another form it may be
// the id that paths want.
bool is_contradicted(const std::string& id, const std::vector<std::string>& told) {
  return std::any_of(told.begin(), told.end(), [&id](const std::string& other) {
    return id != other && check::form_of(id) == check::form_of(other);
  });
}

Resource parents_of(const contract::Operation& operation, const Node& request) {
  Resource resource;
  const Node* path = request.find("path");
  for (const std::string& name : openapi::template_names(operation.path)) {
    const Node* value = path ? path->find(name) : nullptr;
    if (value) resource[name] = *value;
  }
  return resource;
}

}  // namespace

void KnownValues::give(std::string name, Node value) { given_[std::move(name)] = std::move(value); }

void KnownValues::learn(const contract::Operation& operation, const Node& request, const http::Headers& headers,
                        const Node* body, const std::vector<std::string>& paths) {
  const Resource parents = parents_of(operation, request);
  for (const std::string& path : paths) {
    const std::string_view own = last_segment(path);
    if (!is_parameter(own) || path.size() <= own.size() + 1) continue;
    const std::string collection = path.substr(0, path.size() - own.size() - 1);
    if (collection != operation.path) continue;
    const std::string name(own.substr(1, own.size() - 2));
    const std::string_view segment = last_segment(collection);
    const auto found = [&](const Node& id) {
      Resource resource = parents;
      resource[name] = id;
      add(path, std::move(resource));
      for (const std::string& word : {plain_name(singular(segment)) + "id", plain_name(name)}) {
        if (word != "id") references_.insert_or_assign(word, id);
      }
    };
    std::vector<std::string> told;  // by the thing itself
    if (body && !body->is_null()) {
      for (const Node* thing : things_in(*body, segment)) {
        const Node* id = id_of(*thing, name, segment);
        if (id) found(*id);
        if (id && is_thing_itself(*body, *thing)) told.push_back(message::plain_text(*id));
      }
    }
    const std::string* location = http::find_header(headers, "Location");
    if (!location || operation.method == "GET") continue;
    const std::string_view target = std::string_view(*location).substr(0, location->find_first_of("?#"));
    const std::string id = base::percent_decode(last_segment(target));
    if (!id.empty() && !is_contradicted(id, told)) found(Node(id));
  }
}

void KnownValues::add(const std::string& member_path, Resource resource) {
  std::vector<Resource>& known = resources_[member_path];
  const auto same = [&](const Resource& one) {
    return one.size() == resource.size() &&
           std::equal(one.begin(), one.end(), resource.begin(), [](const auto& a, const auto& b) {
             return a.first == b.first && message::plain_text(a.second) == message::plain_text(b.second);
           });
  };
  if (std::any_of(known.begin(), known.end(), same)) return;
  known.push_back(std::move(resource));
  if (known.size() > most_resources) known.erase(known.begin());
}

void KnownValues::forget(const std::string& path, const Resource& resource) {
  const auto known = resources_.find(path);
  if (known == resources_.end()) return;
  std::erase_if(known->second, [&](const Resource& one) {
    return std::all_of(resource.begin(), resource.end(), [&](const auto& value) {
      const auto found = one.find(value.first);
      return found != one.end() && message::plain_text(found->second) == message::plain_text(value.second);
    });
  });
}

const Node* KnownValues::given(std::string_view name) const {
  const auto found = given_.find(name);
  return found == given_.end() ? nullptr : &found->second;
}

const Resource* KnownValues::find(const std::string& path, bool newest, const WillDo& will_do) const {
  // That of the nearest thing above it, where the path goes on: "/orders/{id}/cancel".
  std::string nearest = path;
  while (!nearest.empty() && !is_parameter(last_segment(nearest))) {
    nearest.resize(nearest.rfind('/') == std::string::npos ? 0 : nearest.rfind('/'));
  }
  const auto known = resources_.find(nearest);
  if (known == resources_.end()) return nullptr;
  const std::vector<Resource>& all = known->second;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Resource& one = all[newest ? all.size() - 1 - i : i];
    if (!will_do || will_do(one)) return &one;
  }
  return nullptr;
}

const Node* KnownValues::by_reference(std::string_view name) const {
  const auto found = references_.find(plain_name(name));
  return found == references_.end() ? nullptr : &found->second;
}

// What the user gave, or the id of a thing that the name refers to.
const Node* KnownValues::value_of_member(std::string_view name) const {
  if (const Node* value = given(name)) return value;
  const std::string folded = plain_name(name);
  return folded.ends_with("id") && folded != "id" ? by_reference(name) : nullptr;
}

void KnownValues::fill_in(Node& body) const {
  if (body.is_object()) {
    for (document::Member& member : body.members()) {
      const Node* value = value_of_member(member.key);
      if (value && value->kind() == member.value.kind()) member.value = *value;
      else fill_in(member.value);
    }
  } else if (body.is_array()) {
    for (Node& item : body.items()) fill_in(item);
  }
}

bool KnownValues::decides(const document::Pointer& at) const {
  return std::any_of(at.tokens().begin(), at.tokens().end(),
                     [&](const std::string& name) { return value_of_member(name) != nullptr; });
}

}  // namespace concord::explore
