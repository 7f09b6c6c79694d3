// Two operations, and what coverage says of them as text.
#pragma once
#include <concord/coverage.h>

#include <string>
#include <vector>

namespace concord::coverage {

class Shop {
 public:
  Shop();
  std::vector<const contract::Operation*> operations() const { return {&read_, &create_}; }

 private:
  contract::Operation read_, create_;
};

document::Node parse(const std::string& json);
// A line an item: "status shop/read-pet 200: 2", "parameter … query limit: never", "… (not documented)".
std::string lines(const result::Coverage& coverage, result::CoverageKind kind);

}  // namespace concord::coverage
