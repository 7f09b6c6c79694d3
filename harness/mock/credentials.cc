#include "credentials.h"

#include <concord/auth/digest_check.h>
#include <concord/base/text.h>

namespace concord::mock {

using document::Node;
using message::Credential;

namespace {

bool is_http(const Credential& given, std::string_view scheme) {
  return given.scheme->type == "http" && base::equals_ignoring_case(given.scheme->scheme, scheme);
}

bool is_user(const Credential& given, const Node& known, const http::ParsedRequest& request) {
  const Node* username = known.find("username");
  const Node* password = known.find("password");
  if (!username || !password) return false;
  if (is_http(given, "digest")) {
    return auth::is_digest_of("Digest " + given.value, username->string_or_empty(), password->string_or_empty(),
                              {request.method, request.target, request.body});
  }
  return username->string_or_empty() == given.username && password->string_or_empty() == given.password;
}

bool is_known(const Credential& given, const KnownCredentials& known, const http::ParsedRequest& request) {
  if (known.accept_any || given.scheme->type == "mutualTLS") return true;
  if (known.tokens && takes_tokens(*given.scheme) && known.tokens->has_given(given.value)) return true;
  const auto found = known.by_scheme.find(given.scheme->name);
  if (found == known.by_scheme.end()) return false;
  if (found->second.is_object()) return is_user(given, found->second, request);
  return found->second.is_string() && found->second.as_string() == given.value;
}

}  // namespace

AuthFinding check_credentials(const contract::Operation& operation, const http::ParsedRequest& request,
                              const KnownCredentials& known) {
  auto found = message::find_credentials(operation, {request.method, request.target, request.headers, request.body},
                                         [&](const Credential& given) { return is_known(given, known, request); });
  AuthFinding finding{std::move(found.problem), Node::object()};
  for (const Credential& given : found.present) {
    if (is_http(given, "basic")) finding.auth.set("username", given.username);
    if (!finding.problem) finding.auth.set("scheme", given.scheme->name);
  }
  return finding;
}

void add_challenges(http::Reply& reply, const contract::Operation& operation) {
  if (reply.status != 401 || http::find_header(reply.headers, "WWW-Authenticate")) return;
  for (std::string& value : message::challenges(operation, "mock"))
    reply.headers.push_back({"WWW-Authenticate", std::move(value)});
  // A 401 has a challenge (RFC 9110, 15.5.2), also where no scheme of authentication is registered.
  if (!http::find_header(reply.headers, "WWW-Authenticate"))
    reply.headers.push_back({"WWW-Authenticate", "ApiKey realm=\"mock\""});
}

}  // namespace concord::mock
