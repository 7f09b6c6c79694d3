// What reading and writing of bodies share.
#pragma once
#include <concord/message/body.h>
#include <concord/message/value_format.h>

namespace concord::message {

// Null when `content` says nothing of this property.
const contract::Encoding* find_encoding(const contract::Content* content, std::string_view property);
// The format of a property whose encoding states one; nothing when its media type says how it is written.
std::optional<ValueFormat> style_of(const contract::Encoding* encoding);

}  // namespace concord::message
