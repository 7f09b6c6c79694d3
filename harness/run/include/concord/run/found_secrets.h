// What of a message is a secret that nobody declared.
#pragma once
#include <concord/check.h>
#include <concord/run/record.h>

#include <vector>

namespace concord::run {

// Members of a request's body whose names say password or secret, wherever they stand, unless the same text is also
// where nobody calls it so.
void find_passwords(const document::Node& body, std::vector<check::SentSecret>& out);

// Tokens, passwords and long links in the body of an answer, and its cookies. `body`: null where it is no JSON, or was
// not read; then its first bytes are looked through.
void find_handed_out(const http::Response& response, const document::Node* body, std::vector<HandedOut>& out);

}  // namespace concord::run
