#include "normal_security.h"

#include "normal_parts.h"
#include "swagger.h"

#include <concord/base/secret_names.h>
#include <concord/base/text.h>
#include <concord/openapi/ignored_header.h>

#include <algorithm>

namespace concord::openapi {

using document::Member;

namespace {

Node normal_scheme(const Node& scheme, base::Span place) {
  Node out = Node::object();
  keep(out, scheme, {"type", "in", "name", "scheme", "bearerFormat", "flows", "openIdConnectUrl"});
  if (const Node* http = out.find("scheme")) out.set("scheme", base::to_lower_ascii(http->string_or_empty()));
  out.set("x-concord-source", place_text(place));
  return out;
}

}  // namespace

Node SecurityReader::requirements(const Node* stated) {
  Node out = Node::array();
  const Node* listed = followed(stated, "security", schemas_);
  if (listed == nullptr) return out;
  for (const Node& alternative : listed->items()) {
    Node kept = Node::object().with_span(alternative.span());
    bool is_whole = true;
    for (const Member& scheme : alternative.members()) is_whole = add_scheme(kept, scheme) && is_whole;
    if (is_whole) out.push_back(std::move(kept));
  }
  return out;
}

const Member* SecurityReader::find_scheme(const std::string& name) {
  const Node* holder = &document_;
  if (version_ != SpecVersion::Swagger20) holder = followed(document_.find("components"), "components", schemas_);
  if (holder == nullptr) return nullptr;
  const std::string_view key = version_ == SpecVersion::Swagger20 ? "securityDefinitions" : "securitySchemes";
  const Node* known = followed(holder->find(key), key, schemas_);
  return known == nullptr ? nullptr : known->find_member(name);
}

bool SecurityReader::add_scheme(Node& requirement, const Member& named) {
  const Member* stated = find_scheme(named.key);
  const Node* scheme = stated == nullptr ? nullptr : schemas_.resolve(stated->value);
  if (scheme == nullptr) {
    schemas_.report("apidoc.security",
                    "security names " + base::in_quotes(named.key) + ", which is no scheme of this document",
                    named.key_span, "the alternative is left out");
    return false;
  }
  requirement.set(named.key, named.value.is_array() ? named.value : Node::array());
  if (schemes_.has(named.key)) return true;
  const base::Span place = place_of(*stated);
  schemes_.set(named.key, normal_scheme(version_ == SpecVersion::Swagger20 ? swagger_scheme(*scheme) : *scheme, place));
  return true;
}

bool SecurityReader::says(const Node& parameter, const Node& name, const Node& in, Node& security) {
  return is_scheme(parameter, name, in, security) || is_reserved(name, in, security);
}

bool SecurityReader::is_same_as(const Member& scheme, const Node& name, const Node& in) const {
  const Node* key = scheme.value.find("name");
  const Node* where = scheme.value.find("in");
  if (key == nullptr || where == nullptr || where->string_or_empty() != in.as_string()) return false;
  if (in.as_string() == "header") return base::equals_ignoring_case(key->string_or_empty(), name.as_string());
  return key->string_or_empty() == name.as_string();
}

bool SecurityReader::is_scheme(const Node& parameter, const Node& name, const Node& in, const Node& security) {
  for (const Member& scheme : schemes_.members()) {
    const bool applies = std::any_of(security.items().begin(), security.items().end(),
                                     [&](const Node& alternative) { return alternative.has(scheme.key); });
    if (!applies || !is_same_as(scheme, name, in)) continue;
    schemas_.report("apidoc.parameter-is-security",
                    in.as_string() + " parameter " + base::in_quotes(name.as_string()) +
                        " is also the security scheme " + base::in_quotes(scheme.key),
                    name.span(), "kept as security only");
    check_alternatives(parameter, name, scheme.key, security);
    return true;
  }
  return false;
}

// `required: true` contradicts an alternative that does without the scheme.
void SecurityReader::check_alternatives(const Node& parameter, const Node& name, const std::string& scheme,
                                        const Node& security) {
  const Node* required = parameter.find("required");
  if (!is_true(required)) return;
  for (const Node& alternative : security.items()) {
    if (alternative.has(scheme) || alternative.size() == 0) continue;
    schemas_.report("apidoc.parameter-is-security",
                    base::in_quotes(name.as_string()) + " is required as a parameter, but security " +
                        base::in_quotes(alternative.members().front().key) + " does without it",
                    required->span(), "kept as an alternative");
  }
}

// A credential is never dropped because OpenAPI ignores the header.
bool SecurityReader::is_reserved(const Node& name, const Node& in, Node& security) {
  if (in.as_string() != "header") return false;
  if (!is_ignored_header(name.as_string())) return false;
  const bool becomes_security = base::names_credential_header(name.as_string()) && security.size() == 0;
  schemas_.report("apidoc.reserved-header",
                  "OpenAPI ignores a header parameter called " + base::in_quotes(name.as_string()), name.span(),
                  becomes_security ? "read as an apiKey security scheme" : "left out");
  if (becomes_security) add_authorization(name, security);
  return true;
}

void SecurityReader::add_authorization(const Node& name, Node& security) {
  Node scheme = Node::object();
  scheme.set("type", "apiKey");
  scheme.set("in", "header");
  scheme.set("name", name);
  scheme.set("x-concord-source", place_text(name.span()));
  schemes_.set("Authorization", std::move(scheme));
  Node requirement = Node::object();
  requirement.set("Authorization", Node::array());
  security = Node::array();
  security.push_back(std::move(requirement));
}

}  // namespace concord::openapi
