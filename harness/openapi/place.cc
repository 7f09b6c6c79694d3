#include <concord/openapi/place.h>

namespace concord::openapi {

std::string place_text(base::Span span) {
  if (!span.is_known()) return {};
  return span.source->label() + ":" + std::to_string(span.source->line_number(span.begin));
}

base::Span place_of(const document::Member& member) {
  return member.key_span.is_known() ? member.key_span : member.value.span();
}

std::string at_pointer(const Pointer& path) { return path.is_root() ? std::string{} : " at " + path.text(); }

}  // namespace concord::openapi
