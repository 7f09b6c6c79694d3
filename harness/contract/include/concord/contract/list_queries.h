// Which parameters of a query choose the items of a list, and which put them in order: those that are named after a
// member of the items. docs/explore.md says how often that was right in public descriptions.
#pragma once
#include <concord/contract/described_members.h>

namespace concord::contract {

// Where the list of an answer stands: the body itself, or the only list in it or in what wraps it (`data`, `result`,
// `response`). Nothing: it has none, or several.
std::optional<Pointer> find_listed(const Node& body);

// What `const` or else `enum` lists, seen through `$ref` alone. Empty: neither is stated there.
std::vector<Node> listed_values(const SchemaView& schema);

struct ListFilter {
  const Parameter* parameter = nullptr;  // owned by the contract
  DescribedMember member;                // of the items
  // Whether only equality can be meant: an enum of both, an id. Else the value may also be part of the member's, and
  // other readings are left.
  bool is_certain = false;
};

// In the order of the parameters. None for members that are no single value, for times and bounds, for free words of a
// search, and for what asks for a form rather than a choice (language, format, fields, paging).
std::vector<ListFilter> find_filters(const Operation& operation, const SchemaView& item);
// Whether the value chooses: one that both enums list, where there is one, and no word for all of them ("any").
bool chooses(const ListFilter& filter, const Node& value);

struct ListOrder {
  std::string member;  // of the items
  std::optional<bool> is_descending;  // nothing: the value does not say
};
// What a value of a parameter such as `sort` asks for: "amount", "-amount", "amount:desc", "amount_desc". Nothing where
// the parameter is none of these, its enum does not list the value, or no item has such a member.
std::optional<ListOrder> order_asked_for(const Parameter& parameter, std::string_view value, const SchemaView& item);
// Of parameters beside it, such as `direction`: "desc" is true, "ascending" false.
std::optional<bool> direction_asked_for(std::string_view parameter, std::string_view value);

}  // namespace concord::contract
