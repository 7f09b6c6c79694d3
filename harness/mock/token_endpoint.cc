#include "token_endpoint.h"

#include <concord/base/digest.h>
#include <concord/base/text.h>
#include <concord/document.h>
#include <concord/message/value_format.h>

#include <algorithm>
#include <array>
#include <map>

namespace concord::mock {

using document::Node;

namespace {

using Form = std::map<std::string, std::string>;

Form form_of(std::string_view body) {
  Form form;
  for (const message::Pair& pair : message::split_query(body))
    form.emplace(pair.name, message::decode_query(pair.text));
  return form;
}

http::Reply json(int status, const Node& body) {
  return {status, {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}}, document::write_json(body)};
}

http::Reply refusal(int status, std::string_view error, std::string_view why) {
  Node body = Node::object();
  body.set("error", error);
  body.set("error_description", why);
  http::Reply reply = json(status, body);
  if (status == 401) reply.headers.push_back({"WWW-Authenticate", "Basic realm=\"mock\""});
  return reply;
}

struct Grant {
  std::string_view name;
  std::array<std::string_view, 2> needs;  // "": nothing
};
constexpr std::array grants{Grant{"client_credentials", {}}, Grant{"password", {"username", "password"}},
                            Grant{"refresh_token", {"refresh_token", ""}}};

bool names_client(const http::ParsedRequest& request, const Form& form) {
  const std::string* basic = http::find_header(request.headers, "Authorization");
  return (basic && basic->starts_with("Basic ")) || form.contains("client_id");
}

}  // namespace

http::Reply TokenEndpoint::answer(const http::ParsedRequest& request) {
  if (request.method != "POST") {
    http::Reply reply = refusal(405, "invalid_request", "a token is asked for by POST");
    reply.headers.push_back({"Allow", "POST"});
    return reply;
  }
  const Form form = form_of(request.body);
  const auto given = form.find("grant_type");
  if (given == form.end()) return refusal(400, "invalid_request", "there is no grant_type");
  const auto grant =
      std::find_if(grants.begin(), grants.end(), [&](const Grant& one) { return one.name == given->second; });
  if (grant == grants.end())
    return refusal(400, "unsupported_grant_type", "the mock knows client_credentials, password and refresh_token");
  for (const std::string_view name : grant->needs) {
    if (!name.empty() && !form.contains(std::string(name)))
      return refusal(400, "invalid_request", "there is no " + std::string(name));
  }
  if (given->second == "client_credentials" && !names_client(request, form)) {
    return refusal(401, "invalid_client", "there is no client_id");
  }
  const std::string token = "mock-" + random_.token(18);
  Node body = Node::object();
  body.set("access_token", token + '.' + signature_of(token));
  body.set("token_type", "Bearer");
  body.set("expires_in", 3600);
  if (const auto scope = form.find("scope"); scope != form.end()) body.set("scope", scope->second);
  return json(200, body);
}

std::string TokenEndpoint::signature_of(std::string_view token) const {
  return base::base64url_encode(base::hmac_sha256(key_, token));
}

bool TokenEndpoint::has_given(std::string_view token) const {
  const std::size_t dot = token.find('.');
  return dot != std::string_view::npos && token.substr(dot + 1) == signature_of(token.substr(0, dot));
}

bool takes_tokens(const contract::SecurityScheme& scheme) {
  const bool is_bearer = scheme.type == "http" && base::equals_ignoring_case(scheme.scheme, "bearer");
  return is_bearer || scheme.type == "oauth2" || scheme.type == "openIdConnect";
}

}  // namespace concord::mock
