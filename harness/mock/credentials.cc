#include "credentials.h"

#include "parameters.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::mock {

using contract::ParameterIn;
using contract::SecurityScheme;
using document::Node;

namespace {

enum class Verdict { Accepted, Missing, Invalid };

std::optional<std::string> api_key(const SecurityScheme& scheme, const Incoming& request) {
  if (scheme.in == ParameterIn::Query) return query_value(request.target, scheme.key);
  if (scheme.in == ParameterIn::Cookie) return cookie_value(request.headers, scheme.key);
  const std::string* value = http::find_header(request.headers, scheme.key);
  return value ? std::optional<std::string>(*value) : std::nullopt;
}

// What follows "Basic " or "Bearer " in Authorization; nothing when another scheme is used.
std::optional<std::string> authorization(const std::string& value, std::string_view scheme) {
  const std::size_t blank = value.find(' ');
  if (blank == std::string::npos || !base::equals_ignoring_case(std::string_view(value).substr(0, blank), scheme)) {
    return std::nullopt;
  }
  return std::string(base::trim(std::string_view(value).substr(blank)));
}

class Checker {
 public:
  Checker(const Incoming& request, const KnownCredentials& known) : request_(request), known_(known) {}

  Verdict check(const SecurityScheme& scheme) {
    if (scheme.type == "apiKey") return check_key(scheme);
    const std::string* value = http::find_header(request_.headers, "Authorization");
    if (!value || base::trim(*value).empty()) return Verdict::Missing;
    const std::string name = scheme.scheme.empty() ? "bearer" : scheme.scheme;
    const auto given = authorization(*value, name);
    if (!given || given->empty()) return Verdict::Invalid;
    return base::equals_ignoring_case(name, "basic") ? check_basic(scheme, *given) : compare(scheme, *given);
  }

  Node auth = Node::object();

 private:
  Verdict check_key(const SecurityScheme& scheme) {
    const auto given = api_key(scheme, request_);
    if (!given || base::trim(*given).empty()) return Verdict::Missing;
    return compare(scheme, *given);
  }

  Verdict compare(const SecurityScheme& scheme, const std::string& given) {
    if (known_.accept_any) return accept(scheme);
    const auto known = known_.by_scheme.find(scheme.name);
    if (known == known_.by_scheme.end() || known->second.string_or_empty() != given) return Verdict::Invalid;
    return accept(scheme);
  }

  Verdict check_basic(const SecurityScheme& scheme, const std::string& given) {
    const auto pair = base::base64_decode(given);
    const std::size_t colon = pair ? pair->find(':') : std::string::npos;
    if (colon == std::string::npos) return Verdict::Invalid;
    const std::string username = pair->substr(0, colon);
    auth.set("username", username);
    if (known_.accept_any) return accept(scheme);
    const auto known = known_.by_scheme.find(scheme.name);
    if (known == known_.by_scheme.end()) return Verdict::Invalid;
    const Node* expected_name = known->second.find("username");
    const Node* expected_password = known->second.find("password");
    if (!expected_name || !expected_password || expected_name->string_or_empty() != username) return Verdict::Invalid;
    return expected_password->string_or_empty() == pair->substr(colon + 1) ? accept(scheme) : Verdict::Invalid;
  }

  Verdict accept(const SecurityScheme& scheme) {
    auth.set("scheme", scheme.name);
    return Verdict::Accepted;
  }

  const Incoming& request_;
  const KnownCredentials& known_;
};

std::string describe(const SecurityScheme& scheme) {
  if (scheme.type == "apiKey") {
    return fmt::format("an API key in {} {}", contract::parameter_in_name(scheme.in), scheme.key);
  }
  return fmt::format("{} authentication", scheme.scheme.empty() ? scheme.type : scheme.scheme);
}

std::string describe(const contract::Operation& operation) {
  std::vector<std::string> alternatives;
  for (const auto& schemes : operation.security) {
    std::vector<std::string> parts;
    for (const SecurityScheme& scheme : schemes) parts.push_back(describe(scheme));
    alternatives.push_back(base::join(parts, " and "));
  }
  return base::join(alternatives, " or ");
}

}  // namespace

AuthFinding check_credentials(const contract::Operation& operation, const Incoming& request,
                              const KnownCredentials& known) {
  Checker checker(request, known);
  bool is_any_invalid = false;
  for (const auto& schemes : operation.security) {
    bool is_accepted = true;
    for (const SecurityScheme& scheme : schemes) {
      const Verdict verdict = checker.check(scheme);
      is_accepted = is_accepted && verdict == Verdict::Accepted;
      is_any_invalid = is_any_invalid || verdict == Verdict::Invalid;
    }
    if (is_accepted) return {std::nullopt, std::move(checker.auth)};
  }
  if (operation.security.empty()) return {std::nullopt, Node::object()};
  Problem problem{"auth", is_any_invalid ? "invalid" : "missing", describe(operation), "", ""};
  problem.actual = is_any_invalid ? "credentials that are not known" : "none";
  problem.message = is_any_invalid ? "the credentials are not known" : "no credentials were given";
  return {std::move(problem), std::move(checker.auth)};
}

std::vector<std::string> challenges(const contract::Operation& operation) {
  std::vector<std::string> values;
  for (const auto& schemes : operation.security) {
    for (const SecurityScheme& scheme : schemes) {
      if (scheme.type != "http") continue;
      std::string value = base::equals_ignoring_case(scheme.scheme, "basic") ? "Basic realm=\"mock\""
                                                                             : "Bearer realm=\"mock\"";
      if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
    }
  }
  return values;
}

}  // namespace concord::mock
