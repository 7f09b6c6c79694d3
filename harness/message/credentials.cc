#include <concord/message/credentials.h>

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::message {

using contract::ParameterIn;
using contract::SecurityScheme;
using State = Credential::State;

namespace {

std::optional<std::string> api_key(const SecurityScheme& scheme, const RequestView& request) {
  if (scheme.in == ParameterIn::Header) {
    const std::string* value = http::find_header(request.headers, scheme.key);
    return value ? std::optional(*value) : std::nullopt;
  }
  if (scheme.in == ParameterIn::Query) {
    for (const Pair& pair : split_query(query_of(request.target))) {
      if (pair.name == scheme.key) return decode_query(pair.text);
    }
    return std::nullopt;
  }
  for (const std::string_view field : http::header_values(request.headers, "Cookie")) {
    for (const Pair& pair : split_cookies(field)) {
      if (pair.name == scheme.key) return std::string(pair.text);
    }
  }
  return std::nullopt;
}

// What follows "Basic " or "Bearer " in Authorization; nothing when another scheme is used.
std::optional<std::string> authorization(std::string_view value, std::string_view scheme) {
  const std::size_t blank = value.find(' ');
  if (blank == std::string_view::npos || !base::equals_ignoring_case(value.substr(0, blank), scheme))
    return std::nullopt;
  return std::string(base::trim(value.substr(blank)));
}

std::string scheme_name(const SecurityScheme& scheme) { return scheme.scheme.empty() ? "bearer" : scheme.scheme; }

State read_basic(Credential& credential) {
  const auto pair = base::base64_decode(credential.value);
  const std::size_t colon = pair ? pair->find(':') : std::string::npos;
  if (colon == std::string::npos) return State::Malformed;
  credential.username = pair->substr(0, colon);
  credential.password = pair->substr(colon + 1);
  return State::Present;
}

std::string describe(const SecurityScheme& scheme) {
  if (scheme.type == "apiKey")
    return fmt::format("an API key in {} {}", contract::parameter_in_name(scheme.in), scheme.key);
  return fmt::format("{} authentication", scheme.scheme.empty() ? scheme.type : scheme.scheme);
}

}  // namespace

Credential read_credential(const SecurityScheme& scheme, const RequestView& request) {
  Credential credential;
  credential.scheme = &scheme;
  if (scheme.type == "mutualTLS") {
    credential.state = State::Present;
  } else if (scheme.type == "apiKey") {
    const auto given = api_key(scheme, request);
    if (!given || base::trim(*given).empty()) return credential;
    credential.value = *given;
    credential.state = State::Present;
  } else {
    const std::string* value = http::find_header(request.headers, "Authorization");
    if (!value || base::trim(*value).empty()) return credential;
    credential.state = State::Malformed;
    const auto given = authorization(*value, scheme_name(scheme));
    if (!given || given->empty()) return credential;
    credential.value = *given;
    credential.state =
        base::equals_ignoring_case(scheme_name(scheme), "basic") ? read_basic(credential) : State::Present;
  }
  return credential;
}

CredentialFinding find_credentials(const contract::Operation& operation, const RequestView& request,
                                   const std::function<bool(const Credential&)>& is_known) {
  CredentialFinding finding;
  bool is_any_invalid = false;
  for (const auto& schemes : operation.security) {
    std::vector<Credential> present;
    for (const SecurityScheme& scheme : schemes) {
      Credential one = read_credential(scheme, request);
      const bool is_missing = one.state == State::Missing;
      const bool is_accepted = one.state == State::Present && (!is_known || is_known(one));
      is_any_invalid = is_any_invalid || (!is_missing && !is_accepted);
      if (one.state == State::Present) finding.present.push_back(one);
      if (is_accepted) present.push_back(std::move(one));
    }
    if (present.size() == schemes.size()) return {std::nullopt, std::move(present)};
  }
  if (operation.security.empty()) return finding;
  Problem problem{"auth", is_any_invalid ? "invalid" : "missing", describe_security(operation), "none",
                  "no credentials were given"};
  problem.place = Place::Credentials;
  if (is_any_invalid)
    problem.actual = "credentials that are not known", problem.message = "the credentials are not known";
  finding.problem = std::move(problem);
  return finding;
}

std::string describe_security(const contract::Operation& operation) {
  std::vector<std::string> alternatives;
  for (const auto& schemes : operation.security) {
    std::vector<std::string> parts;
    for (const SecurityScheme& scheme : schemes) parts.push_back(describe(scheme));
    alternatives.push_back(base::join(parts, " and "));
  }
  return base::join(alternatives, " or ");
}

namespace {

std::string challenge(std::string_view scheme, std::string_view realm) {
  // One nonce for all: that a server keeps none is its own affair.
  if (base::equals_ignoring_case(scheme, "digest")) {
    return fmt::format(R"(Digest realm="{0}", nonce="{0}-nonce", qop="auth, auth-int", algorithm=SHA-256)", realm);
  }
  return fmt::format("{} realm=\"{}\"", base::equals_ignoring_case(scheme, "basic") ? "Basic" : "Bearer", realm);
}

}  // namespace

std::vector<std::string> challenges(const contract::Operation& operation, std::string_view realm) {
  std::vector<std::string> values;
  for (const auto& schemes : operation.security) {
    for (const SecurityScheme& scheme : schemes) {
      if (scheme.type != "http") continue;
      std::string value = challenge(scheme.scheme, realm);
      if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
    }
  }
  return values;
}

}  // namespace concord::message
