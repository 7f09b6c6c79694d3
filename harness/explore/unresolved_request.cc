#include "unresolved_request.h"

#include <concord/openapi/unresolved.h>

namespace concord::explore {

namespace {

std::string first_unresolved(const contract::SchemaRef& schema) {
  if (!schema) return "";
  const document::Node* at = schema.node ? schema.node : document::resolve(*schema.root, schema.at);
  const base::Diagnostics lost = at ? openapi::unresolved_from(*schema.root, *at) : base::Diagnostics();
  return lost.empty() ? "" : lost.front().message;
}

}  // namespace

std::string unresolved_in_request(const contract::Operation& operation) {
  for (const contract::Parameter& one : operation.parameters) {
    if (std::string found = first_unresolved(one.schema); !found.empty()) return found;
  }
  for (const contract::Content& one : operation.request_body) {
    if (std::string found = first_unresolved(one.schema); !found.empty()) return found;
  }
  return "";
}

}  // namespace concord::explore
