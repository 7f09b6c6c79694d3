#include <concord/message/response_headers.h>

#include <concord/base/text.h>

namespace concord::message {

ValueFormat format_of(const contract::DocumentedHeader& header) {
  return {Style::Simple, header.explode, false, header.media_type};
}

std::vector<ReadValue> read_header(const http::Headers& headers, const contract::DocumentedHeader& header,
                                   const schema::Schema* schema) {
  return read_header(headers, header, schema ? ValueType(*schema) : ValueType());
}

std::vector<ReadValue> read_header(const http::Headers& headers, const contract::DocumentedHeader& header,
                                   const ValueType& type) {
  const ValueFormat format = format_of(header);
  std::vector<ReadValue> values;
  std::string all;
  const bool is_list = (type.is_list() || type.is_object() || !format.media_type.empty()) &&
                       !base::equals_ignoring_case(header.name, "Set-Cookie");
  for (const std::string_view line : http::header_values(headers, header.name)) {
    if (!is_list) values.push_back(read_header_text(line, format, type));
    else all.append(all.empty() ? "" : ", ").append(line);
  }
  if (is_list && http::find_header(headers, header.name)) values.push_back(read_header_text(all, format, type));
  return values;
}

}  // namespace concord::message
