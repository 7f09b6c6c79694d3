// Tags of operations.
#pragma once
#include <concord/suite.h>

#include <set>
#include <string>
#include <vector>

namespace concord::explore {

class Tags {
 public:
  // As the document writes them; none where it says none.
  std::vector<std::string> of(const contract::Contract& contract, const contract::Operation& operation);
  // Those that were returned so far.
  const std::set<std::string>& known() const { return known_; }

 private:
  std::set<std::string> known_;
};

}  // namespace concord::explore
