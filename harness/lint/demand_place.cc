#include "demand_place.h"

#include <concord/base/text.h>

namespace concord::lint {

base::Span demand_span(const Node& schema, std::string_view name) {
  const Member* required = schema.find_member("required");
  if (required == nullptr) return schema.span();
  for (const Node& one : required->value.items()) {
    if (one.string_or_empty() == name && one.span().is_known()) return one.span();
  }
  const base::Span span = span_of(*required);
  return span.is_known() ? span : schema.span();
}

base::Span broken_span(const schema::Violation& violation) {
  if (violation.schema == nullptr) return {};
  const Member* member = violation.schema->find_member(violation.keyword);
  if (member == nullptr) return violation.schema->span();
  if (violation.keyword != "required") return span_of(*member);
  for (const Node& one : member->value.items()) {
    if (one.is_string() && violation.message.starts_with(base::in_quotes(one.as_string())))
      return demand_span(*violation.schema, one.as_string());
  }
  return demand_span(*violation.schema, "");
}

}  // namespace concord::lint
