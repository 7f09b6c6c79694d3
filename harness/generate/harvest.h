// What was made of one schema so far: no two values alike, and no more than is wanted.
#pragma once
#include "workshop.h"

#include <set>
#include <string>

namespace concord::generate {

class Harvest {
 public:
  explicit Harvest(const Workshop& workshop) : workshop_(workshop) {}

  // Whether the value is another than all before; then it counts.
  bool add(const Node& value);
  // A phrase, or "" as long as there is room for more.
  std::string why_to_end() const;

 private:
  const Workshop& workshop_;
  std::set<std::string> texts_;
  std::size_t bytes_ = 0;
};

}  // namespace concord::generate
