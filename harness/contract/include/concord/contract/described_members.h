// What a schema says of the members of an object and of the items of a list, seen through `$ref`, `allOf`, `oneOf` and
// `anyOf`. It says what is described, never what is valid: that is the schema engine's word (schema.h).
#pragma once
#include <concord/contract.h>

#include <set>

namespace concord::contract {

// A schema within its document, without ownership. `node` null: none.
struct SchemaView {
  const Node* root = nullptr;
  const Node* node = nullptr;
  explicit operator bool() const { return node != nullptr; }
};
SchemaView view_of(const SchemaRef& schema);

struct DescribedMember {
  std::string name;
  SchemaView schema;
  bool is_required = false;    // wherever it is described
  bool is_read_only = false;   // by its schema or what that refers to
  bool is_write_only = false;
  bool is_sure = true;         // every alternative of oneOf and anyOf describes it
};

struct DescribedObject {
  std::vector<DescribedMember> members;  // in the order of the document, each name once
  bool is_whole = true;  // false: more schemas stand there than are followed
  const DescribedMember* find(std::string_view name) const;
};

// At most 500 schemas are followed; what leads nowhere is left out.
DescribedObject described_object(const SchemaView& schema);
// The schema of the items; none where the schema describes no list, or several kinds of items.
SchemaView described_items(const SchemaView& schema);
// The schema of the value at `at` below `schema`, through members alone; none where a member is not described.
SchemaView described_at(const SchemaView& schema, const Pointer& at);
// The kinds of values that its `type` allows, with what `properties`, `items`, `const` and `enum` say where there is
// none. Empty: nothing is said.
std::set<document::Kind> described_kinds(const SchemaView& schema);

}  // namespace concord::contract
