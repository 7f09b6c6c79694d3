// What is wrong with a request.
#pragma once
#include <concord/document.h>

#include <string>
#include <vector>

namespace concord::mock {

struct Problem {
  std::string at;        // "auth", "/path/entityId", "/headers/X-Tenant-ID", "/content-type", "/body/card/blocked"
  std::string keyword;   // "missing", "invalid", "media-type", "json", or a keyword of JSON Schema
  std::string expected;  // one phrase each, may be ""
  std::string actual;
  std::string message;

  // What templates see as {{problem.…}}: the members above; `field`, the last token of `at`; `member`, its second one,
  // so the parameter or the outermost member of the body; `path`, all but the first, with dots ("card.blocked").
  document::Node to_node() const;
};

}  // namespace concord::mock
