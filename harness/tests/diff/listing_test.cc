// What a finding says beside its rule: the words, both places, the pointer, the fingerprint, the order.
#include "contracts.h"

#include <concord/finding/format.h>

using namespace concord;
using contracts::compared;
using contracts::with_schema;

namespace {

const std::string before = R"(openapi: 3.1.0
paths:
  /users:
    post:
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/User'}
      responses:
        '200': {content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}
        '201': {content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}
components:
  schemas:
    User:
      type: object
      x-concord-source: page.md:57
      properties:
        age: {type: integer, maximum: 150}
        cottage: {$ref: '#/components/schemas/Address'}
        office: {$ref: '#/components/schemas/Address'}
    Address: {type: object, properties: {street: {type: string}}}
)";

std::string changed(const std::string& from, const std::string& to) { return base::replace_all(before, from, to); }

}  // namespace

TEST_CASE("a finding names both places, what was and what is") {
  const auto listing = compared(before, changed("maximum: 150", "maximum: 120"));
  REQUIRE(listing.findings.size() == 2);
  const auto& one = listing.findings[0];
  CHECK(one.message == "maximum of request body \"/age\" was 150 and is 120 now");
  CHECK(one.operation == "POST /users");
  CHECK(one.place.text() == "new.yaml:18:39");
  CHECK(one.place.pointer == "/components/schemas/User/properties/age/maximum");
  REQUIRE(one.related.size() == 1);
  CHECK(one.related[0].place.text() == "old.yaml:18:39");
  CHECK(one.facts == std::vector<finding::Fact>{{"direction", "request"},
                                                {"old", "150"},
                                                {"new", "120"},
                                                {"documented before", "page.md:57"},
                                                {"documented", "page.md:57"}});
}

TEST_CASE("one schema in several answers is one finding that names the others") {
  const auto listing = compared(before, changed("{type: integer, maximum: 150}", "{type: string}"));
  REQUIRE(listing.findings.size() == 2);
  CHECK(listing.findings[1].message == "response 200 \"/age\" was integer and is string now");
  CHECK(listing.findings[1].facts.back() == finding::Fact{"documented", "page.md:57"});
  CHECK(std::count(listing.findings[1].facts.begin(), listing.findings[1].facts.end(),
                   finding::Fact{"also", "response 201 \"/age\""}) == 1);
}

TEST_CASE("one schema at several places of a body is one finding that names the others") {
  const auto listing = compared(before, changed("street: {type: string}", "street: {type: boolean}"));
  REQUIRE(listing.findings.size() == 2);
  CHECK(listing.findings[0].message == "request body \"/cottage/street\" was string and is boolean now");
  CHECK(std::count(listing.findings[0].facts.begin(), listing.findings[0].facts.end(),
                   finding::Fact{"also", "/office/street"}) == 1);
  CHECK(std::count(listing.findings[1].facts.begin(), listing.findings[1].facts.end(),
                   finding::Fact{"also", "/office/street; response 201 \"/cottage/street\""}) == 1);
}

TEST_CASE("what is sent at one place counts, though it is never sent at another") {
  const auto schema = [](const char* type) {
    return with_schema(
        "{type: object, properties: {a: {readOnly: true, properties: {x: {$ref: '#/components/schemas/X'}}}, "
        "b: {properties: {x: {$ref: '#/components/schemas/X'}}}}}",
        std::string("X: {properties: {n: {type: ") + type + "}}}");
  };
  const auto listing = compared(schema("string"), schema("integer"));
  CHECK(contracts::lines(listing) == "breaking request-type-changed\nbreaking response-type-changed\n");
  CHECK(listing.findings[0].message == "request body \"/b/x/n\" was string and is integer now");
}

TEST_CASE("fingerprints depend on the change alone") {
  const auto fingerprint = [](const finding::Listing& listing) { return listing.findings.at(0).fingerprint; };
  const auto plain = compared(before, changed("maximum: 150", "maximum: 120"));
  const auto moved = compared("# a line\n" + before, "# two\n# lines\n" + changed("maximum: 150", "maximum: 120"));
  const auto among_others =
      compared(before, base::replace_all(changed("maximum: 150", "maximum: 120"), "street: {type: string}",
                                         "street: {type: string, default: a}"));
  const auto other_value = compared(before, changed("maximum: 150", "maximum: 100"));
  CHECK(fingerprint(plain) == fingerprint(moved));
  CHECK(fingerprint(plain) == fingerprint(among_others));
  CHECK(fingerprint(plain) != fingerprint(other_value));
  CHECK(plain.findings[0].fingerprint != plain.findings[1].fingerprint);
}

TEST_CASE("fingerprints stay when a variant's component is renamed and a media type is added") {
  const std::string pets =
      "Cat: {type: object, required: [meows], properties: {meows: {type: integer}}}\n"
      "Dog: {type: object, required: [barks]}\nCow: {type: object, required: [moos]}";
  const std::string one_of = "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}";
  const std::string old_contract = with_schema(one_of, pets);
  const std::string new_contract = base::replace_all(
      with_schema(base::replace_all(one_of, "schemas/Dog", "schemas/Cow"), pets), "type: integer", "type: string");
  const auto fingerprints = [](const finding::Listing& listing) {
    std::set<std::string> all;
    for (const auto& one : listing.findings) all.insert(one.fingerprint);
    return all;
  };
  const auto renamed = [](const std::string& text) {
    return base::replace_all(base::replace_all(text, "Cat", "Kitty"), "Cow", "Cattle");
  };
  const auto plain = fingerprints(compared(old_contract, new_contract));
  CHECK(plain.size() == 6);
  CHECK(plain == fingerprints(compared(renamed(old_contract), renamed(new_contract))));
  CHECK(plain == fingerprints(compared(old_contract, renamed(new_contract))));
}

TEST_CASE("fingerprints do not depend on which media types there are beside") {
  const auto answer = [](const std::string& content) {
    return contracts::with_operation("responses: {'200': {content: {" + content + "}}}");
  };
  const std::string before = "a/json: {schema: {type: string}}", after = "a/json: {schema: {type: integer}}";
  const auto alone = compared(answer(before), answer(after));
  const auto beside = compared(answer(before + ", b/csv: {}"), answer(after + ", b/csv: {}"));
  CHECK(alone.findings.at(0).message == "response 200 was string and is integer now");
  CHECK(beside.findings.at(0).message == "response 200 (a/json) was string and is integer now");
  CHECK(alone.findings.at(0).fingerprint == beside.findings.at(0).fingerprint);
}

TEST_CASE("findings come by path, then method, then level") {
  const auto listing =
      compared("paths: {/b: {get: {operationId: x}, delete: {}}, /a: {get: {}}}\nservers: [{url: https://a.example}]\n",
               "paths: {/b: {get: {operationId: y, parameters: [{name: q, in: query, required: true}]}}}\n");
  std::string order;
  for (const auto& one : listing.findings) order += one.operation + ": " + one.rule + '\n';
  CHECK(order ==
        ": server-removed\n"
        "GET /a: operation-removed\n"
        "DELETE /b: operation-removed\n"
        "GET /b: request-parameter-required-added\n"
        "GET /b: operation-id-changed\n");
}

TEST_CASE("what an operation lost is placed where it was") {
  const auto listing = compared("paths:\n  /a:\n    get: {}\n", "paths: {}\n");
  REQUIRE(listing.findings.size() == 1);
  CHECK(listing.findings[0].place.file == "old.yaml");
  CHECK(listing.findings[0].place.pointer == "/paths/~1a/get");
}

TEST_CASE("the summary says how much was compared") {
  const auto listing = compared(before, before);
  CHECK(finding::find_format("text")->write(listing, {}) == "nothing found; 1 operation compared\n");
}

TEST_CASE("variants are told apart by names that do not count") {
  const auto variant = [](const std::string& kinds) { return with_schema("{oneOf: [" + kinds + "]}"); };
  const std::string cat = "{type: object, required: [kind], properties: {kind: {const: cat}, age: {type: integer}}}";
  const std::string old_cat = "{type: object, required: [kind], properties: {kind: {const: cat}, age: {type: string}}}";
  const std::string dog = "{type: object, required: [kind], properties: {kind: {const: dog}}}";
  const std::string cow = "{type: object, required: [kind], properties: {kind: {const: cow}}}";
  const auto two = compared(variant(cat + ", " + dog), variant(old_cat + ", " + dog));
  const auto three = compared(variant(dog + ", " + cat), variant(cow + ", " + dog + ", " + old_cat));
  REQUIRE(two.findings.size() == 2);
  CHECK(two.findings[0].message == "request body \"(kind=\"cat\")/age\" was integer and is string now");
  REQUIRE(three.findings.size() == 4);
  CHECK(three.findings[0].fingerprint == two.findings[0].fingerprint);
}

TEST_CASE("a chain of ten thousand schemas is walked without recursion") {
  std::string components;
  for (int i = 0; i < 10'000; ++i)
    components += (i == 0 ? "" : "\n") + std::string("S") + std::to_string(i) +
                  ": {properties: {n: {$ref: '#/components/schemas/S" + std::to_string(i + 1) + "'}}}";
  const std::string chain = with_schema("{$ref: '#/components/schemas/S0'}", components + "\nS10000: {type: string}");
  const auto listing = compared(chain, base::replace_all(chain, "S10000: {type: string}", "S10000: {type: boolean}"));
  REQUIRE(listing.findings.size() == 2);
  CHECK(listing.findings[0].rule == "request-type-changed");
}

TEST_CASE("a union of a thousand variants is matched, whatever their order") {
  std::string forth, back;
  for (int i = 0; i < 1000; ++i) {
    const std::string one = "{type: string, maxLength: " + std::to_string(i + 1) + "}";
    forth += (i == 0 ? "" : ", ") + one;
    back = one + (i == 0 ? "" : ", ") + back;
  }
  CHECK(compared(with_schema("{anyOf: [" + forth + "]}"), with_schema("{anyOf: [" + back + "]}")).findings.empty());
}
