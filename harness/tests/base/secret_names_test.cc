#include <concord/base/secret_names.h>
#include <support/catch.h>

#include <string>

using namespace concord::base;

TEST_CASE("names of passwords, however they are spelled") {
  for (const std::string name : {"password", "PASSWORD", "new_password", "userPassword", "passwordConfirmation",
                                 "password2", "client_secret", "clientSecret", "tenant-secret", "private_key"}) {
    CAPTURE(name);
    CHECK(names_password(name));
    CHECK(names_credential(name));
    CHECK_FALSE(names_token(name));
  }
  for (const std::string name : {"passwordPolicy", "secretId", "password_expires_at", "pass", "", "2"}) {
    CAPTURE(name);
    CHECK_FALSE(names_password(name));
    CHECK_FALSE(names_credential(name));
  }
}

TEST_CASE("names of tokens and keys") {
  for (const std::string name : {"token", "access_token", "accessToken", "Session", "sessionId", "jwt"}) {
    CAPTURE(name);
    CHECK(names_token(name));
    CHECK(names_credential(name));
    CHECK_FALSE(names_password(name));
  }
  CHECK(names_access_token("refresh_token"));
  CHECK_FALSE(names_access_token("token"));
  CHECK_FALSE(names_token("nextPageToken"));
  CHECK_FALSE(names_token("tokens_left"));
  CHECK(names_key("api_key"));
  CHECK(names_key("x-api-key"));
  CHECK(names_key("tenantKey"));
  CHECK_FALSE(names_key("key"));
  CHECK_FALSE(names_credential("apiKeyId"));
}

TEST_CASE("headers that are credentials") {
  for (const std::string name : {"Authorization", "authorization", "X-Api-Key", "api-key", "apikey", "X-Auth-Token"}) {
    CAPTURE(name);
    CHECK(names_credential_header(name));
    CHECK(names_credential(name));
  }
  CHECK_FALSE(names_credential_header("Cookie"));
  CHECK(names_credential("Cookie"));
  CHECK(names_credential("Set-Cookie"));
  CHECK(names_credential("Proxy-Authorization"));
  CHECK_FALSE(names_credential("Content-Type"));
}

TEST_CASE("names that may be those of secrets") {
  CHECK(may_name_credential("X-Session-Token"));
  CHECK(may_name_credential("authentication"));
  CHECK_FALSE(may_name_credential("keyId"));
  CHECK_FALSE(may_name_credential("colour"));
  CHECK_FALSE(may_name_credential(std::string(1'000, 'k') + "ey"));
}

TEST_CASE("one question says what several say, and says it again") {
  for (int turn = 0; turn < 2; ++turn) {
    for (const std::string name : {"password", "token", "accessToken", "X-Vault-Token", "signature", "apiKey", "Cookie",
                                   "name", "", "nextPageToken", "user_id", "password2", "key"}) {
      CAPTURE(name);
      const SecretNaming naming = secret_naming(name);
      CHECK(naming.password == names_password(name));
      CHECK(naming.token == names_token(name));
      CHECK(naming.credential == names_credential(name));
      CHECK(naming.credential_end == ends_as_credential(name));
    }
  }
  CHECK(secret_naming("password").password);
  CHECK(secret_naming("token").token);
  CHECK(secret_naming("api_key").credential);
  CHECK(secret_naming("signature").credential_end);
}
