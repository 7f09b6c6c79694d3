#include "credentials.h"

#include <concord/base/text.h>

namespace concord::mock {

using document::Node;
using message::Credential;

namespace {

bool is_basic(const Credential& given) {
  return given.scheme->type == "http" && base::equals_ignoring_case(given.scheme->scheme, "basic");
}

bool is_known(const Credential& given, const KnownCredentials& known) {
  if (known.accept_any || given.scheme->type == "mutualTLS") return true;
  if (known.tokens && takes_tokens(*given.scheme) && known.tokens->has_given(given.value)) return true;
  const auto found = known.by_scheme.find(given.scheme->name);
  if (found == known.by_scheme.end()) return false;
  if (!is_basic(given)) return found->second.is_string() && found->second.as_string() == given.value;
  const Node* username = found->second.find("username");
  const Node* password = found->second.find("password");
  return username && password && username->string_or_empty() == given.username &&
         password->string_or_empty() == given.password;
}

}  // namespace

AuthFinding check_credentials(const contract::Operation& operation, const http::ParsedRequest& request,
                              const KnownCredentials& known) {
  auto found = message::find_credentials(operation, {request.method, request.target, request.headers, request.body},
                                         [&](const Credential& given) { return is_known(given, known); });
  AuthFinding finding{std::move(found.problem), Node::object()};
  for (const Credential& given : found.present) {
    if (is_basic(given)) finding.auth.set("username", given.username);
    if (!finding.problem) finding.auth.set("scheme", given.scheme->name);
  }
  return finding;
}

}  // namespace concord::mock
