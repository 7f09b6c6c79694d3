#include "credentials.h"

#include <support/catch.h>

using namespace concord;
using contract::ParameterIn;
using contract::SecurityScheme;

namespace {

SecurityScheme key(const std::string& name) { return {name, "apiKey", "", ParameterIn::Header, "X-" + name, {}}; }
SecurityScheme http_scheme(const std::string& name, const std::string& scheme) {
  return {name, "http", scheme, ParameterIn::Header, "", {}};
}

suite::Provider provider_with(std::vector<std::vector<SecurityScheme>> security) {
  suite::Provider provider;
  provider.name = "my-shop";
  contract::Operation operation;
  operation.security = std::move(security);
  provider.contract.operations.push_back(std::move(operation));
  return provider;
}

std::string made(suite::Provider provider, const explore::ProviderOptions& options = {}) {
  explore::add_credentials(provider, options);
  std::string text = document::write_json(provider.auth) + " ->";
  text += document::write_json(explore::credentials_of(provider, provider.contract.operations.front()));
  for (const suite::VariableSpec& one : provider.variables) text += " " + one.name + (one.is_secret ? "!" : "");
  return text;
}

}  // namespace

TEST_CASE("variables are named after provider and scheme") {
  CHECK(explore::variable_name("shop", "key") == "SHOP_KEY");
  CHECK(explore::variable_name("my-shop.v2", "ApiKeyAuth") == "MY_SHOP_V2_API_KEY_AUTH");
  CHECK(explore::variable_name("shop", "login", "USER") == "SHOP_LOGIN_USER");
}

TEST_CASE("security schemes become profiles and variables") {
  CHECK(made(provider_with({{key("Key")}})) ==
        R"({"Key":{"type":"api_key","in":"header","name":"X-Key","value":"{{MY_SHOP_KEY}}"}} ->{"auth":"Key"})"
        " MY_SHOP_KEY!");
  CHECK(made(provider_with({{http_scheme("login", "basic")}})) ==
        R"({"login":{"type":"basic","username":"{{MY_SHOP_LOGIN_USER}}","password":"{{MY_SHOP_LOGIN_PASSWORD}}"}})"
        R"( ->{"auth":"login"} MY_SHOP_LOGIN_USER MY_SHOP_LOGIN_PASSWORD!)");
  CHECK(made(provider_with({{http_scheme("token", "bearer")}})) ==
        R"({"token":{"type":"bearer","token":"{{MY_SHOP_TOKEN}}"}} ->{"auth":"token"} MY_SHOP_TOKEN!)");
  CHECK(made(provider_with({})) == "{} ->{}");
}

TEST_CASE("the first alternative that is given is used, and what a header gives needs no variable") {
  const auto security = std::vector<std::vector<SecurityScheme>>{{key("Key")}, {http_scheme("token", "bearer")}};
  explore::ProviderOptions options;
  options.has_variable = [](const std::string& name) { return name == "MY_SHOP_TOKEN"; };
  CHECK(made(provider_with(security), options) ==
        R"({"token":{"type":"bearer","token":"{{MY_SHOP_TOKEN}}"}} ->{"auth":"token"} MY_SHOP_TOKEN!)");
  options.has_variable = [](const std::string&) { return false; };
  options.has_header = [](const std::string& name) { return name == "Authorization"; };
  CHECK(made(provider_with(security), options) == "{} ->{}");
}

TEST_CASE("where two schemes must be satisfied, the key stands beside the profile") {
  CHECK(made(provider_with({{key("Key"), http_scheme("token", "bearer")}})) ==
        R"({"Key":{"type":"api_key","in":"header","name":"X-Key","value":"{{MY_SHOP_KEY}}"},)"
        R"("token":{"type":"bearer","token":"{{MY_SHOP_TOKEN}}"}} )"
        R"(->{"auth":"token","headers":{"X-Key":"{{MY_SHOP_KEY}}"}} MY_SHOP_KEY! MY_SHOP_TOKEN!)");
}
