// Tags of operations. A contract in normal form has none: they are read from the document that it was read from.
#pragma once
#include <concord/suite.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace concord::explore {

class Tags {
 public:
  // As the document writes them; none where it is no OpenAPI document, or says none.
  std::vector<std::string> of(const contract::Contract& contract, const contract::Operation& operation);
  // Those that were returned so far.
  const std::set<std::string>& known() const { return known_; }

 private:
  const document::Node* document(const base::Source* source);

  std::map<const base::Source*, std::optional<document::Node>> documents_;
  std::set<std::string> known_;
};

}  // namespace concord::explore
