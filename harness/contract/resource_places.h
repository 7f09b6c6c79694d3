// Where things, lists and ids stand in the messages of operations.
#pragma once
#include <concord/contract/resources.h>

namespace concord::contract {

// What is JSON among `contents`: the first; null when there is none.
const Content* json_content(const std::vector<Content>& contents);

// What a path's parameter and its resource are called.
struct IdName {
  std::string parameter;
  std::string resource;  // in the singular
};

struct ThingPlace {
  Pointer thing;
  std::optional<Pointer> id;  // in the thing
};
// In an answer: at its root, or in one member that holds the thing. Without an id at either, the root.
ThingPlace find_thing(const SchemaView& answer, const IdName& name);
// The list in an answer whose items have the id; nothing when there is none, or two could be meant.
std::optional<ThingPlace> find_list(const SchemaView& answer, const IdName& name);
// In a request: at its root, or in the one member that it has, if that is an object of the thing's name.
Pointer find_sent(const SchemaView& request, const IdName& name);

// Where a declared link of this operation's answer says that the parameter's value stands, in the body.
std::optional<Pointer> linked_id(const Contract& contract, const Operation& from, const Response& answer,
                                 const std::vector<const Operation*>& to, std::string_view parameter);

Paging find_paging(const Operation& list, const Response& answer, const SchemaView& body);

}  // namespace concord::contract
