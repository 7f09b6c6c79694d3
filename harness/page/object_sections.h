// Objects that a page describes in tables of their own, found by what leads to them: a link, a name, a type.
#pragma once
#include "page_model.h"

#include <map>
#include <set>

namespace concord::page {

class ObjectSections {
 public:
  // Sections that share a name and differ get a number behind it and a finding.
  ObjectSections(std::vector<ObjectSection> sections, Diagnostics& findings);

  // The section that `#anchor` leads to; null when there is none. So below.
  const ObjectSection* at_anchor(std::string_view href) const;
  // The section that says it is the object `name`.
  const ObjectSection* called(std::string_view name) const;
  // The section whose name or heading is `name` but for case, blanks and punctuation.
  const ObjectSection* titled(std::string_view name) const;

  // Says that something refers to `section`, and gives the reference.
  std::string refer(const ObjectSection& section);
  // Those that something refers to and that were not given before; null when there is none left.
  const ObjectSection* next_used();
  // Those that nothing refers to.
  std::vector<const ObjectSection*> unused() const;

 private:
  using Index = std::map<std::string, const ObjectSection*, std::less<>>;
  static const ObjectSection* find(const Index& index, std::string_view key);

  std::vector<ObjectSection> sections_;
  Index by_anchor_, by_name_, by_title_;
  std::set<const ObjectSection*> used_;
  std::vector<const ObjectSection*> waiting_;
};

}  // namespace concord::page
