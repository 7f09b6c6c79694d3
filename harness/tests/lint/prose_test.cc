// Descriptions against schemas, and what examples show.
#include "linting.h"

#include "secret_shape.h"

using namespace concord;
using namespace concord::lint;

TEST_CASE("type, values and default of a description") {
  CHECK(lint_text(schemas("3.0.3", R"(
A: {type: string, description: 'An array of names.'}, B: {type: array, items: {}, description: The URL of the shop.},
C: {type: string, enum: [RED, BLUE], description: 'One of RED, GREEN.'}, D: {type: integer, default: 5, description: Defaults to 10.},
E: {type: string, maxLength: 20, description: Up to 30 characters.}, F: {type: string, format: date, description: The UUID of the card.}
)"),
                  {"prose"}) ==
        "6:32 prose-type: the description says a list, the schema says string (6:5)\n"
        "6:96 prose-type: the description says a URL, the schema says array (6:59)\n"
        "7:51 prose-values: the description lists \"GREEN\", the enum does not (7:19)\n"
        "7:51 prose-values: the enum lists \"BLUE\", the description does not (7:19)\n"
        "7:118 prose-default: the description says that the default is \"10\", the schema says 5 (7:93)\n"
        "8:47 prose-limit: the description limits the length to 30, maxLength is 20 (8:19)\n"
        "8:115 prose-format: the description says \"UUID\", the schema says \"date\" (8:88)\n");
}

TEST_CASE("rules that only a description states") {
  CHECK(lint_text(schemas("3.0.3", R"(
A: {type: string, description: 'Phone in E.164 format.'}, B: {type: string, description: 'Required if kind is card. More.'},
C: {type: string, description: 'One of A_B, C_D or E_F.', example: A_C}
)"),
                  {"prose"}) ==
        "6:32 prose-unstated: only the description says \"E.164\" (6:5)\n"
        "6:90 prose-unstated: only the description says \"Required if kind is card\" (6:63)\n"
        "7:32 prose-unstated: only the description lists the values \"A_B, C_D, E_F\" (7:5)\n"
        "7:68 prose-example: the example \"A_C\" is not in the list of the description [did you mean "
        "\"A_B\"?] (7:32)\n");
}

TEST_CASE("a currency, a time and a list are said in the words that importers and proposals know") {
  CHECK(lint_text(schemas("3.0.3", R"(
A: {type: string, description: 'The currency (ISO-4217).'}, B: {type: string, description: 'When, as RFC3339'},
C: {type: string, description: 'Supported values: `a`, `b`'}, D: {type: string, enum: [a], description: 'Can be `a` or `null`'}
)"),
                  {"prose"}) ==
        "6:32 prose-unstated: only the description says \"ISO-4217\" (6:5)\n"
        "6:92 prose-unstated: only the description says \"RFC3339\" (6:65)\n"
        "7:32 prose-unstated: only the description lists the values \"a, b\" (7:5)\n");
}

TEST_CASE("presence: required and optional in words") {
  CHECK(lint_text(schemas("3.0.3",
                          "A: {type: object, required: [a], properties: {a: {type: string, description: '(Optional) "
                          "the a'}, b: {type: string, description: Required. The b}}}"),
                  {"prose"}) ==
        "5:78 prose-required: the description says that \"a\" is optional, required names it (5:30)\n"
        "5:130 prose-required: the description says that \"b\" is required, the schema does not demand "
        "it (5:19)\n");
}

TEST_CASE("bare strings whose examples all have a form, or some") {
  CHECK(lint_text(schemas("3.0.3", R"(
A: {type: object, properties: {id: {type: string}, at: {type: string}, free: {type: string}},
    example: {id: 3fa85f64-5717-4562-b3fc-2c963f66afa6, at: '2024-05-01T10:00:00Z', free: word}},
B: {type: string, example: 01HN9XHZN6MGXM9JXG50K59Q85}, C: {type: array, items: {$ref: '#/components/schemas/B'}, example: [0123456789ABCDEFGHIJKLMNOP]}
)"),
                  {"format-missing", "format-mixed"}) ==
        "6:37 format-missing: the schema says a string, every example is a UUID [add format: uuid] "
        "(7:19)\n"
        "6:57 format-missing: the schema says a string, every example is a date-time [add format: "
        "date-time] (7:61)\n"
        "8:125 format-mixed: the example \"0123456789ABCDEFGHIJKLMNOP\" is not a ULID, another one is "
        "(8:28) (8:4)\n");
}

TEST_CASE("values that are nearly right, and members that nobody describes") {
  CHECK(lint_text(schemas("3.0.3",
                          "A: {type: object, properties: {id: {type: string}, code: {type: string}}, example: {id: "
                          "915efe72-5136-4652-z91q-d9d48003c102, code: 'E-1,', idd: 1}}"),
                  {"example-nearly", "example-comma", "example-undocumented"}) ==
        "5:89 example-nearly: \"915efe72-5136-4652-z91q-d9d48003c102\" has the form of a UUID, 'z' is no hexadecimal "
        "digit (5:4)\n"
        "5:133 example-comma: the example value \"E-1,\" ends with a comma [a comma of JSON left in YAML?] (5:4)\n"
        "5:141 example-undocumented: the example has \"idd\", which its schema does not describe [did you mean "
        "\"id\"?] (5:4)\n");
}

TEST_CASE("members of what a discriminator names are described elsewhere") {
  CHECK(lint_text(schemas("3.0.3", R"(
Pet: {type: object, properties: {kind: {type: string}}, discriminator: {propertyName: kind}},
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {skill: {type: string}}}]},
Pets: {type: array, items: {$ref: '#/components/schemas/Pet'}, example: [{kind: Cat, skill: lazy}, {skill: lazy}]}
)"),
                  {"example-undocumented"}) ==
        "8:101 example-undocumented: the example has \"skill\", which its schema does not describe (6:6)\n");
}

TEST_CASE("what only sounds like a rule for the value") {
  CHECK(lint_text(schemas("3.0.3", R"(
A: {type: object, required: [id], properties: {top: {type: string, description: 'One of `top` or `bottom` must be set.'}, bottom: {type: string},
    view: {type: string, description: Read-only live view URL}, id: {type: string, description: Required if x is y.},
    wait: {type: integer, default: 172800000, description: Defaults to 2 days.}, most: {type: integer, default: 10000, description: 'The default is 10,000.'},
    user: {type: string, default: me, description: defaults to current user}, mail: {type: string, description: Must not include an email address.}}}
)"),
                  {"prose"}) == "");
  CHECK(lint_text(schemas("3.0.3", R"(
A: {type: string, enum: [A_UNSPECIFIED, A, BB, CC, DD], description: 'One of `A` or `E`'}, B: {properties: {b: {type: string, description: Read only. The b}}},
)"),
                  {"prose"}) ==
        "6:70 prose-values: the description lists \"E\", the enum does not (6:19)\n"
        "6:70 prose-values: the enum lists \"BB\", \"CC\" and \"DD\", the description does not (6:19)\n"
        "6:140 prose-read-only: only the description says that \"b\" is read-only (6:112)\n");
}

TEST_CASE("one name, a format at one place only") {
  CHECK(lint_text(schemas("3.0.3",
                          "A: {properties: {card_id: {type: string, format: uuid}, id: {type: string, format: uuid}}}, "
                          "B: {properties: {card_id: {type: string}, id: {type: string}}}"),
                  {"name-format"}) ==
        "5:120 name-format: \"card_id\" is a string of any form here, a UUID elsewhere (5:50)\n");
}

TEST_CASE("credentials are found and never shown whole") {
  const std::string text = lint_text(schemas("3.0.3", R"(
A: {type: object, properties: {password: {type: string, example: Sup3rGeheim!}, note: {type: string, example: 'Basic c2hvcDpjb25jb3JkMTIz'},
    client_secret: {type: string, example: <YOUR_SECRET>}, api_key: {type: string, example: 245c765b124a098d....}}}
)"),
                                     {"credentials"});
  CHECK(text ==
        "6:66 credential-printed: the value of \"password\" is printed: \"Sup3…\" (12 characters) [show "
        "a placeholder such as <YOUR_KEY>; a real one must be revoked] (6:42)\n"
        "6:111 credential-printed: a Basic credential is printed: \"c2hv…\" (20 characters) [show a "
        "placeholder such as <YOUR_KEY>; a real one must be revoked] (6:87)\n");
  CHECK(text.find("Geheim") == std::string::npos);
}

TEST_CASE("what looks like a credential") {
  CHECK(find_secrets("eyJhbGciOiJub25lIn0.eyJzdWIiOiJjb25jb3JkIn0.c2lnbmF0dXJlLW5vdC1yZWFs").size() == 1);
  CHECK(find_secrets("Bearer my-access-token-12345").empty());  // says what it stands for
  CHECK(find_secrets("Bearer f4k3Cr3d3nt1alOfTests99").size() == 1);
  CHECK(find_secrets("sk_live_0f4k3f4k3f4k3f4k3f4k3").size() == 1);
  CHECK(find_secrets("-----BEGIN PRIVATE KEY-----\nx").size() == 1);
  CHECK(find_secrets("https://h.test/p?k=Zx81kQ0vLm27RtYuB94cWeN5sHfJ3aPd").size() == 1);
  for (const char* text : {"Basic auth", "Bearer <token>", "Bearer YOUR_ACCESS_TOKEN_0123456789", "eyJhbGciOi...",
                           "3fa85f64-5717-4562-b3fc-2c963f66afa6", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
                           "a-long-slug-of-words-that-is-no-key-at-all-2024"}) {
    INFO(text);
    CHECK(find_secrets(text).empty());
  }
}

TEST_CASE("what descriptions say of lists, of several values, and of what values mean contradicts no schema") {
  CHECK(lint_text(schemas("3.0.3", R"(
A: {type: object, properties: {b: {type: object, description: A list of figures., properties: {c: {type: integer}}}}},
D: {type: string, format: field-mask, description: The list of fields to change.},
E: {type: string, description: 'Valid values are: `new`, `used` and `old`.', example: 'used,old'},
F: {type: string, enum: [IN, OUT], description: 'One of `Inside` or `Outside`.'},
G: {type: object, description: 'One of `left`, `right`.', properties: {h: {type: string}}},
I: {type: integer, readOnly: true, description: The id that must be provided for all operations.}
)"),
                  {"prose-type", "prose-example", "prose-values", "prose-read-only"}) == "");
}
