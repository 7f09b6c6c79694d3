// The things that an API keeps, as far as a contract makes them clear: which operation creates, lists, reads, changes
// and deletes them, and where their id stands. What is not clear is no resource: a state that was guessed would be a
// false alarm.
#pragma once
#include <concord/contract/described_members.h>

namespace concord::contract {

enum class Role : std::uint8_t { Create, List, Read, Replace, Merge, Remove };
std::string_view role_name(Role role);  // "create", "list", "read", "replace", "merge", "delete"

// What one operation does with a resource, and where its messages have what of it.
struct ResourceUse {
  const Operation* operation = nullptr;  // owned by the contract
  int status = 0;                        // of its documented success: 201 before 200, 202 and others where it creates
  const Response* response = nullptr;    // documented for that
  const Content* answer = nullptr;       // its JSON; null: none is documented
  Pointer thing;                         // in the answer: the thing, or the list of things
  std::optional<Pointer> id;             // in the thing, or in each of the list
  const Content* request = nullptr;      // JSON that it takes; null: none
  Pointer sent;                          // in the request: the thing, or what of it is sent
  bool has_location = false;             // its answer documents the header Location
  const Parameter* idempotency_key = nullptr;  // a header for that
  const Parameter* if_match = nullptr;         // the header If-Match
  const DocumentedHeader* etag = nullptr;      // the header ETag of the answer
};

// How a list is asked for in parts: parameters of the query, and places in the answer.
struct Paging {
  const Parameter* limit = nullptr;   // how many
  const Parameter* offset = nullptr;  // how many are passed over
  const Parameter* page = nullptr;    // a number
  const Parameter* cursor = nullptr;  // what an answer gave for the next
  std::optional<Pointer> next;        // the value of `cursor`; a URL where there is none, and where `is_next_link`
  bool is_next_link = false;          // what stands there is a URL, by its format or an example
  std::optional<Pointer> total;       // how many there are in all
  bool has_link_header = false;       // the header Link (RFC 8288)
  // Whether the next page can be asked for.
  explicit operator bool() const { return (cursor && next) || (!cursor && next) || has_link_header || offset || page; }
};

// A member of what `create` is sent that has the id of another resource: "customerId" of an order.
struct Reference {
  std::string member;        // of the thing
  std::size_t resource = 0;  // which stands below no other
};

struct Resource {
  std::string name;        // "order": the last word of the collection's path, in the singular
  std::string collection;  // "/orders"
  std::string member;      // "/orders/{orderId}"
  std::string parameter;   // "orderId"
  std::vector<std::string> outer;     // the parameters of the collection's path
  std::optional<std::size_t> parent;  // the resource whose member path the collection's stands below
  std::optional<ResourceUse> create, list, read, replace, merge, remove;
  bool is_put_first = false;          // a PUT of the member's path creates: `create` and `replace` are one operation
  std::optional<Pointer> chosen;      // in what `create` is sent: an id that the client may choose
  Paging paging;                      // of the list
  std::vector<Reference> references;

  const std::optional<ResourceUse>& use(Role role) const;
};

// In the order of the contract. Each has a member path and an operation that reads it, or creates and deletes it. An
// operation has at most one role in one of them, but for `is_put_first`. The contract must outlive them.
//
// The id of a thing is looked for by declared links (OpenAPI 3.1, 4.8.20), then by the name of the path's parameter
// (`orderId`, `order_id`, `id`, `uuid`) among the members of the answers, at their root or in one member that holds the
// thing (`data`, `result`, `order`).
std::vector<Resource> find_resources(const Contract& contract);

// The header parameter of that name, without case; null.
const Parameter* header_parameter(const Operation& operation, std::string_view name);
// Whether it takes what an earlier answer gave for the next page: nobody else can know a value.
bool is_page_cursor(const Parameter& parameter);
const DocumentedHeader* documented_header(const Response& response, std::string_view name);

}  // namespace concord::contract
