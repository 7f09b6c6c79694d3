// Headers that carry credentials → security schemes and what an operation needs of them.
#pragma once
#include "page_model.h"

namespace concord::page {

class CallSecurity {
 public:
  explicit CallSecurity(Diagnostics& findings) : findings_(findings) {}

  // The security of one operation: headers that are required belong together, one that is not is an alternative.
  // Null when there is none. `sample` counts only when `headers` is empty.
  Node requirements(const std::vector<Field>& headers, const std::optional<SampleCredential>& sample);
  Node take_schemes() { return std::move(schemes_); }

 private:
  std::string add(const std::string& header, std::string_view scheme, base::Span span);

  Diagnostics& findings_;
  Node schemes_ = Node::object();
};

}  // namespace concord::page
