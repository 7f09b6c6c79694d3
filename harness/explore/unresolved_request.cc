#include "unresolved_request.h"

#include <concord/openapi/unresolved.h>

namespace concord::explore {

namespace {

void add_unresolved(const contract::SchemaRef& schema, base::Diagnostics& all) {
  if (!schema) return;
  const document::Node* at = schema.node ? schema.node : document::resolve(*schema.root, schema.at);
  if (at) base::append(all, openapi::unresolved_from(*schema.root, *at));
}

}  // namespace

base::Diagnostics unresolved_in_request(const contract::Operation& operation) {
  base::Diagnostics all;
  for (const contract::Parameter& one : operation.parameters) add_unresolved(one.schema, all);
  for (const contract::Content& one : operation.request_body) add_unresolved(one.schema, all);
  return all;
}

}  // namespace concord::explore
