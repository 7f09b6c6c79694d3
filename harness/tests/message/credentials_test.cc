#include <concord/message/credentials.h>

#include <support/catch.h>

namespace concord::message {

namespace {

contract::SecurityScheme key(contract::ParameterIn in, const char* name) {
  contract::SecurityScheme scheme;
  scheme.name = std::string("key_") + name;
  scheme.type = "apiKey";
  scheme.in = in;
  scheme.key = name;
  return scheme;
}

contract::SecurityScheme of_type(const char* type, const char* http_scheme = "") {
  contract::SecurityScheme scheme;
  scheme.name = std::string(type) + http_scheme;
  scheme.type = type;
  scheme.scheme = http_scheme;
  return scheme;
}

const contract::SecurityScheme basic = of_type("http", "basic"), bearer = of_type("http", "bearer"),
                               oauth = of_type("oauth2");

std::string state(const contract::SecurityScheme& scheme, const std::string& target, const http::Headers& headers) {
  const Credential one = read_credential(scheme, {"GET", target, headers, ""});
  if (one.state == Credential::State::Missing) return "missing";
  if (one.state == Credential::State::Malformed) return "malformed";
  return one.value + (one.username.empty() ? "" : " = " + one.username + " " + one.password);
}

}  // namespace

TEST_CASE("credentials are found where their scheme says") {
  CHECK(state(key(contract::ParameterIn::Header, "X-Key"), "/", {{"x-key", "k"}}) == "k");
  CHECK(state(key(contract::ParameterIn::Header, "X-Key"), "/", {{"x-key", " "}}) == "missing");
  CHECK(state(key(contract::ParameterIn::Query, "key"), "/?a=b&key=k+1", {}) == "k 1");
  CHECK(state(key(contract::ParameterIn::Query, "key"), "/", {}) == "missing");
  CHECK(state(key(contract::ParameterIn::Cookie, "sid"), "/", {{"Cookie", "a=b"}, {"Cookie", "sid=k"}}) == "k");
  CHECK(state(basic, "/", {{"Authorization", "basic dTpwOnE="}}) == "dTpwOnE= = u p:q");
  CHECK(state(basic, "/", {{"Authorization", "Basic dQ=="}}) == "malformed");
  CHECK(state(basic, "/", {{"Authorization", "Bearer t"}}) == "malformed");
  CHECK(state(basic, "/", {}) == "missing");
  CHECK(state(bearer, "/", {{"Authorization", "BEARER  t "}}) == "t");
  CHECK(state(bearer, "/", {{"Authorization", "Bearer"}}) == "malformed");
  CHECK(state(oauth, "/", {{"Authorization", "Bearer t"}}) == "t");
  CHECK(state(of_type("mutualTLS"), "/", {}) == "");
}

TEST_CASE("one alternative is enough, with all of its schemes") {
  contract::Operation operation;
  operation.security = {{basic, key(contract::ParameterIn::Header, "X-Tenant")}, {bearer}};
  const auto asked = [&](const http::Headers& headers, const std::string& known = "") {
    const auto finding = find_credentials(operation, {"GET", "/", headers, ""},
                                          known.empty() ? std::function<bool(const Credential&)>{}
                                                        : [&](const Credential& one) { return one.value == known; });
    std::string text = finding.problem ? finding.problem->keyword : "fine";
    for (const Credential& one : finding.present) text += ' ' + one.scheme->name;
    return text;
  };
  CHECK(asked({}) == "missing");
  CHECK(asked({{"Authorization", "Bearer t"}}) == "fine httpbearer");
  CHECK(asked({{"Authorization", "Bearer t"}}, "other") == "invalid httpbearer");
  CHECK(asked({{"Authorization", "Basic dTpw"}}) == "invalid httpbasic");
  CHECK(asked({{"Authorization", "Basic dTpw"}, {"X-Tenant", "x"}}) == "fine httpbasic key_X-Tenant");
  CHECK(asked({{"X-Tenant", "x"}}) == "missing key_X-Tenant");
  CHECK(describe_security(operation) ==
        "basic authentication and an API key in header X-Tenant or bearer authentication");
  CHECK(challenges(operation, "mock") == std::vector<std::string>{"Basic realm=\"mock\"", "Bearer realm=\"mock\""});
  const auto finding = find_credentials(operation, {"GET", "/", {}, ""});
  REQUIRE(finding.problem.has_value());
  CHECK(finding.problem->at == "auth");
  CHECK(finding.problem->place == Place::Credentials);
  CHECK(finding.problem->message == "no credentials were given");
  operation.security.push_back({});
  CHECK(asked({}) == "fine");
  operation.security.clear();
  CHECK(asked({}) == "fine");
}

}  // namespace concord::message
