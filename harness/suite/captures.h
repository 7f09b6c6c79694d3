// `capture:` of a step: from which part of an answer a value is kept, and under which name.
#pragma once
#include <concord/suite.h>

namespace concord::suite {

// name: $.path | status | url | {from | header | cookie | xpath: …, regex, group, secret}. `node` may be null.
// All mistakes at once.
std::vector<Capture> read_captures(const Node* node, Diagnostics& problems);

// Names that steps capture, with their places; `steps` is a list of steps, or null.
struct CapturedName {
  std::string name;
  Span span;
};
void collect_captures(const Node* steps, std::vector<CapturedName>& names);

}  // namespace concord::suite
