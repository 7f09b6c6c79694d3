// The schemas of all documents as one document that compiles, whatever is wrong with them: one member a schema under
// "x-schemas", keywords that the version does not know or that have a value of the wrong form left out, references to
// what they lead to. What is left out here is a finding of its own rule; it must not hide what examples break.
// `readOnly` and `writeOnly` are no assertions here: they only say which members need not be there.
#pragma once
#include "sites.h"

#include <concord/schema.h>

#include <map>
#include <set>

namespace concord::lint {

// The keyword that names the member of a discriminator in the copy: it judges nothing.
inline constexpr std::string_view discriminating_member = "x-discriminating-member";

class BundledSchemas {
 public:
  explicit BundledSchemas(const Sites& sites);

  // The copies of the wanted schemas and of all that they lead to, as messages in that direction have them. Spans are
  // those of the originals.
  Node make(const std::vector<SiteId>& wanted, SpecVersion version, schema::Direction direction);
  // Where the schema stands in that copy.
  document::Pointer place(SiteId site) const;
  // Of the original of what stands at "#/x-schemas/…" in the copy, in its own document; "" when nothing does.
  std::string original(std::string_view location) const;

 private:
  Node copy(const Node& node, SiteId site);
  void copy_keyword(Node& out, const Member& member, const SchemaSite& site);
  void copy_discriminator(Node& out, const Member& member);
  void copy_structure(Node& out, const Member& member, SpecVersion version);
  void copy_bounds(Node& out, const SchemaSite& site);
  void copy_required(Node& out, const Member& member, const SchemaSite& site);
  bool is_waived(const Node* properties, std::string_view name) const;
  bool says(SiteId site, std::string_view mark, int hops) const;
  std::string name_of(SiteId root) const;
  Node copy_inner(const Node& node);
  Node reference_to(SiteId target, const Node& ref);
  void copy_dynamic_reference(Node& out, const Member& member);
  void want(SiteId site);

  const Sites& sites_;
  schema::Direction direction_ = schema::Direction::None;
  std::map<std::string_view, std::vector<SiteId>> anchors_;  // what a $dynamicRef can lead to
  std::set<SiteId> circular_;  // whose $ref closes a circle without any step into the instance
  std::vector<SiteId> queue_;
  std::vector<bool> is_queued_;
};

bool is_usable_pattern(const Node& value);

}  // namespace concord::lint
