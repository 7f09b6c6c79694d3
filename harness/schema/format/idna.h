// Host names with letters beyond ASCII: IDNA2008 (RFC 5890 to 5893) and Punycode (RFC 3492).
#pragma once
#include <string_view>

namespace concord::schema {

// The domain of a mailbox (RFC 6531): labels of ASCII letters, digits and hyphens, or of any characters beyond ASCII.
bool is_mail_domain(std::string_view text);

}  // namespace concord::schema
