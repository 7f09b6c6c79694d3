// What of a message is a secret that nobody declared.
#pragma once
#include <concord/check.h>
#include <concord/run/record.h>

#include <vector>

namespace concord::run {

// Members of a part of a request whose names say password or secret, wherever they stand, unless the same text is also
// where nobody calls it so, in all that is known of the request.
struct Passwords {
  std::vector<check::SentSecret> sent;  // an answer must not have them
  std::vector<HandedOut> hidden;        // in a list or a mapping of such a name: for hiding alone
};
Passwords find_passwords(const document::Node& part, const document::Node& request);

// Tokens, keys, passwords and long links in the body of an answer, its cookies, and what its headers say. `body`: null
// where it is no JSON, or was not read; then its first bytes are looked through as text: a form, HTML, half a JSON.
void find_handed_out(const http::Response& response, const document::Node* body, std::vector<HandedOut>& out);

// Credentials of a request: of its URL, its headers and its body. For hiding alone: an answer that has one of them
// is not to blame, since some are only called like credentials. `body`: as it was read, or null.
void find_sent(const http::Request& request, const document::Node* body, std::vector<HandedOut>& out);

}  // namespace concord::run
