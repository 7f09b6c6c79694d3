// Headers of answers as values of their schemas, and the other way.
#pragma once
#include <concord/message/value_format.h>
#include <concord/http.h>

namespace concord::message {

ValueFormat format_of(const contract::DocumentedHeader& header);

// The values to be judged; none when the header is missing. Lines of one name are one list (RFC 9110, section 5.3), and
// so is a list or object of the style "simple"; where the schema speaks of neither, and of Set-Cookie, each line is a
// value. `schema` is that of the header, or null: then all is text.
std::vector<ReadValue> read_header(const http::Headers& headers, const contract::DocumentedHeader& header,
                                   const schema::Schema* schema);
std::vector<ReadValue> read_header(const http::Headers& headers, const contract::DocumentedHeader& header,
                                   const ValueType& type);

}  // namespace concord::message
