// The places of a contract at which an answer, or what is done with a request, can be mutated.
#pragma once
#include <concord/contract.h>

#include <functional>
#include <string>
#include <vector>

namespace concord::mock {

using document::Node;
using document::Pointer;

// What a schema says of a value, seen through $ref and allOf. Pointers lead into the contract.
struct Facets {
  std::vector<std::string> types;  // empty: any
  std::vector<const Node*> enums;  // the lists of `enum` and `const`
  std::string format;
  const Node* least = nullptr;  // of minimum, minLength, minItems, or the exclusive ones
  const Node* most = nullptr;
  bool has_pattern = false;
  bool is_closed = false;  // additionalProperties or unevaluatedProperties: false
  bool is_null_allowed = false;

  bool says_type() const { return !types.empty() || !enums.empty(); }
  bool is_only(std::string_view type) const { return types.size() == 1 && types.front() == type; }
};

enum class SiteKind { Provider, Operation, Answer, Header, Member, Request };

struct Site {
  SiteKind kind = SiteKind::Provider;
  const contract::Operation* operation = nullptr;
  const contract::Response* response = nullptr;
  const contract::DocumentedHeader* header = nullptr;
  Pointer member;       // in the body; "*" for the items of arrays. Of Request: the `at` of a problem
  std::string keyword;  // of Request: what is not checked
  Facets facets;        // of Member
  bool is_required = false;
  bool has_json = false;  // of Answer: a JSON body is documented
  Pointer place;          // its name: /knot/create-session/200/body/session
};

// In the order of the contract.
std::vector<Site> sites_of(const contract::Contract& contract);

// A pointer with "*" for each position in an array.
std::string without_positions(std::string_view pointer);

}  // namespace concord::mock
