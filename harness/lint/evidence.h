// Which values the documentation shows for a schema: its own examples, and those that stand within examples of what
// contains it. Followed through properties, items, $ref, allOf, anyOf and oneOf; bounded.
#pragma once
#include "sites.h"

#include <map>
#include <set>

namespace concord::lint {

struct Evidence {
  const Node* value = nullptr;
  std::size_t value_site = 0;  // index into Sites::values: the example that it stands in
};

class EvidenceIndex {
 public:
  explicit EvidenceIndex(const Sites& sites);

  // At most 50 for each schema, scalars only, in the order of the document.
  const std::vector<Evidence>& of(SiteId schema) const;
  // Values of request examples whose schema is readOnly, and of answer examples whose schema is writeOnly.
  struct WrongSide {
    Evidence evidence;
    SiteId schema;
  };
  const std::vector<WrongSide>& wrong_side() const { return wrong_side_; }
  // Indexes into Sites::values of the examples that stand in the operation.
  const std::vector<std::size_t>& values_of(std::uint32_t operation) const;

 private:
  void descend(const Node& value, SiteId schema, std::size_t value_site, int depth);
  void note(const Node& value, SiteId schema, std::size_t value_site);

  const Sites& sites_;
  std::map<SiteId, std::vector<Evidence>> values_;
  std::vector<WrongSide> wrong_side_;
  std::map<std::uint32_t, std::vector<std::size_t>> by_operation_;
  std::size_t steps_ = 0;
  std::map<const Node*, std::set<SiteId>> visited_;  // of one example
};

// The kind of text that `value` is by its form alone: "uuid", "ulid", "date-time", "date", "email", "uri", "ipv4"; ""
// for any other.
std::string_view text_kind(std::string_view text);
// "a UUID", "a date-time", …
std::string_view with_article(std::string_view kind);

}  // namespace concord::lint
