// What looks like a contradiction and is none: each was found in a public document.
#include "linting.h"

#include "secret_shape.h"

using namespace concord;
using namespace concord::lint;

TEST_CASE("lists that are no arrays") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {type: string, description: 'A list of names, separated by blanks.'}, B: {type: string, description: A list of kinds., enum: [a, b]},
C: {type: object, description: A list of boxes., properties: {items: {type: array, items: {type: string, description: A list of boxes.}}}},
D: {type: object, properties: {e: {type: object, description: A list of boxes., additionalProperties: {type: string}}}},
F: {oneOf: [{type: object, description: A list of boxes., properties: {a: {type: string}}}]},
G: {type: object, properties: {h: {type: object, description: A list of boxes., properties: {a: {type: string}}}}}
)"),
                  {"prose-type"}) == "");
}

TEST_CASE("defaults in words") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {type: integer, default: 1, description: Defaults to first.}, B: {type: integer, default: 1, description: Defaults to 2.},
C: {type: boolean, default: true, description: Defaults to enabled.}, D: {type: string, default: b, description: Defaults to first.}
)"),
                  {"prose-default"}) ==
        "6:110 prose-default: the description says that the default is \"2\", the schema says 1 (6:85)\n"
        "7:114 prose-default: the description says that the default is \"first\", the schema says \"b\" "
        "(7:89)\n");
}

TEST_CASE("identifiers are as mixed as keys, and none") {
  const std::string mixed = "aB3dE6gH9jK2mN5pQ8rS1tU4vW7xY0zC";
  CHECK(lint_text(schemas("3.1.0", "A: {type: object, properties: {a: {type: string}}, example: {boxId: " + mixed +
                                       ", cursor: " + mixed + ", url: 'https://boxes.test/" + mixed + "', token_id: " +
                                       mixed + ", session: " + mixed + ", next: test_" + mixed + "}}"),
                  {"credentials"}) ==
        "5:258 credential-printed: a key is printed: \"aB3d…\" (32 characters) [show a placeholder such as "
        "<YOUR_KEY>; a real one must be revoked] (5:249)\n"
        "5:298 credential-printed: a key is printed: \"test…\" (37 characters) [show a placeholder such as "
        "<YOUR_KEY>; a real one must be revoked] (5:292)\n");
}

TEST_CASE("what is public is no credential, however random it looks") {
  const std::string mixed = "aB3dE6gH9jK2mN5pQ8rS1tU4vW7xY0zC";
  CHECK(lint_text(schemas("3.1.0", "A: {type: object, example: {public_key: " + mixed + ", publicApiKey: " + mixed +
                                       ", signature: " + mixed + ", wallet: " + mixed + ", depositAddress: " + mixed +
                                       ", idempotency_key: " + mixed + ", secretSignature: {key_hash: " + mixed +
                                       "}}}"),
                  {"credentials"}) == "");
  const std::string page = "# Boxes\n\n```json\n{\n\"publicKey\": \"" + mixed + "\",\n\"signature\": \"" + mixed +
                           "\",\n\"to\": \"" + mixed + "\",\n\"api_key\": \"" + mixed + "\"\n}\n```\n\n```bash\n" +
                           "curl https://boxes.test/" + mixed + " -H 'X-Api-Key: " + mixed + "'\n```\n";
  CHECK(lint_page(page, {"credentials"}) ==
        "8:13 credential-printed: a key is printed: \"aB3d…\" (32 characters) [show a placeholder such as "
        "<YOUR_KEY>; a real one must be revoked] (3:1)\n"
        "13:73 credential-printed: a key is printed: \"aB3d…\" (32 characters) [show a placeholder such as "
        "<YOUR_KEY>; a real one must be revoked] (12:1)\n");
}

TEST_CASE("the one operation that hands out credentials answers 401") {
  const auto text = [](const std::string& top, const std::string& own) {
    return "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n" + top + "paths:\n  /login:\n    post:\n" + own +
           "      responses: {'204': {description: Known.}, '401': {description: Unknown.}}\n"
           "components: {securitySchemes: {Key: {type: apiKey, in: header, name: X-Key}}}\n";
  };
  CHECK(lint_text(text("security: [{Key: []}]\n", "      security: []\n"), {"security-missing"}) == "");
  CHECK(lint_text(text("security: []\n", ""), {"security-missing"}) ==
        "7:49 security-missing: the operation answers 401, security says that no credentials are needed "
        "(3:11)\n");
}

TEST_CASE("times among other texts, and values that are left out") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {type: array, items: {type: string}, examples: [['2024-05-01', red, big]]}, B: {type: string, examples: ['2024-05-01', '2024-05-02', soon]},
C: {type: string, examples: [3fa85f64-5717-4562-b3fc-2c963f66afa6, '']}
)"),
                  {"format-mixed"}) ==
        "6:137 format-mixed: the example \"soon\" is not a date, another one is (6:109) (6:83)\n");
}
