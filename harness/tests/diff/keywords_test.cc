// Keywords whose schemas speak of something else than the value itself: what changes in them, and which way it counts.
#include "contracts.h"

using contracts::compared;
using contracts::schema_lines;
using contracts::sorted;

namespace {

struct Row {
  const char* before;
  const char* after;
  const char* rule;  // without "request-": what a request says of before → after, and its level
  const char* back;  // of after → before
};

// Under `not` the direction turns, and turns again under a `not` in it.
const Row negations[] = {
    {"{not: {enum: [a, b]}}", "{not: {enum: [a]}}", "info not-excludes-less", "breaking not-excludes-more"},
    {"{not: {type: string, maxLength: 5}}", "{not: {type: string, maxLength: 3}}", "info not-excludes-less",
     "breaking not-excludes-more"},
    {"{not: {required: [a]}}", "{not: {required: [a, b]}}", "info not-excludes-less", "breaking not-excludes-more"},
    {"{not: {properties: {a: {type: string}}}}", "{not: {properties: {a: {type: string}, b: {type: string}}}}",
     "info not-excludes-less", "breaking not-excludes-more"},
    {"{not: {type: string, enum: [a]}}", "{not: {type: string, enum: [b]}}", "warning not-changed",
     "warning not-changed"},
    {"{not: {not: {enum: [a, b]}}}", "{not: {not: {enum: [a]}}}", "breaking not-excludes-more",
     "info not-excludes-less"},
    {"{type: string}", "{type: string, not: {enum: [a]}}", "breaking not-added", "info not-removed"},
    {"{allOf: [{not: {enum: [a]}}, {not: {enum: [b]}}]}", "{allOf: [{not: {enum: [b]}}, {not: {enum: [a, c]}}]}",
     "breaking not-excludes-more", "info not-excludes-less"},
};

// A wider `if` demands `then` more often, and `else` less often; in them the direction is as it is outside.
const Row conditions[] = {
    {"{if: {required: [a, b]}, then: {required: [c]}}", "{if: {required: [a]}, then: {required: [c]}}",
     "breaking condition-narrowed", "info condition-widened"},
    {"{if: {required: [a, b]}, else: {required: [c]}}", "{if: {required: [a]}, else: {required: [c]}}",
     "info condition-widened", "breaking condition-narrowed"},
    {"{if: {required: [a, b]}, then: {required: [c]}, else: {required: [d]}}",
     "{if: {required: [a]}, then: {required: [c]}, else: {required: [d]}}", "warning condition-changed",
     "warning condition-changed"},
    {"{if: {required: [a]}, then: {properties: {c: {maxLength: 5}}}}",
     "{if: {required: [a]}, then: {properties: {c: {maxLength: 3}}}}", "breaking max-length-narrowed",
     "info max-length-widened"},
    {"{if: {required: [a]}, else: {required: [c]}}", "{if: {required: [a]}, else: {required: [c, d]}}",
     "breaking property-became-required", "info property-became-optional"},
    {"{if: {required: [a]}, then: {required: [b]}}",
     "{if: {required: [a]}, then: {required: [b]}, else: {required: [c]}}", "breaking condition-added",
     "info condition-removed"},
};

const Row objects[] = {
    {"{dependentSchemas: {a: {properties: {b: {maxLength: 5}}}}}",
     "{dependentSchemas: {a: {properties: {b: {maxLength: 3}}}}}", "breaking max-length-narrowed",
     "info max-length-widened"},
    {"{patternProperties: {'^x-': {type: string, maxLength: 5}}}",
     "{patternProperties: {'^x-': {type: string, maxLength: 3}}}", "breaking max-length-narrowed",
     "info max-length-widened"},
    {"{additionalProperties: false, patternProperties: {'^x-': {}}}",
     "{additionalProperties: false, patternProperties: {'^x-': {}, '^y-': {}}}", "info pattern-property-allowed",
     "breaking pattern-property-refused"},
    {"{propertyNames: {maxLength: 5}}", "{propertyNames: {maxLength: 3}}", "breaking max-length-narrowed",
     "info max-length-widened"},
    {"{propertyNames: {enum: [a, b]}}", "{propertyNames: {enum: [a]}}", "breaking enum-value-removed",
     "info enum-value-added"},
    {"{unevaluatedProperties: {type: integer}}", "{unevaluatedProperties: {type: integer, minimum: 1}}",
     "breaking minimum-narrowed", "info minimum-widened"},
    {"{allOf: [{properties: {a: {}}}], unevaluatedProperties: {}}",
     "{allOf: [{properties: {a: {}}}], unevaluatedProperties: false}", "breaking additional-properties-closed",
     "info additional-properties-opened"},
    {"{type: string, contentSchema: {required: [a]}}", "{type: string, contentSchema: {required: [a, b]}}",
     "breaking property-became-required", "info property-became-optional"},
};

const Row arrays[] = {
    {"{prefixItems: [{type: string}, {type: integer}]}", "{prefixItems: [{type: string}, {type: number}]}",
     "info type-widened", "breaking type-narrowed"},
    {"{prefixItems: [{}], items: {type: string}}",
     "{prefixItems: [{}, {type: string, maxLength: 3}], items: {type: string}}", "breaking max-length-narrowed",
     "info max-length-widened"},
    {"{prefixItems: [{}, {}], items: false}", "{prefixItems: [{}], items: false}", "breaking additional-items-closed",
     "info additional-items-opened"},
    {"{prefixItems: [{}], unevaluatedItems: {maxLength: 5}}", "{prefixItems: [{}], unevaluatedItems: {maxLength: 3}}",
     "breaking max-length-narrowed", "info max-length-widened"},
    {"{contains: {type: number}}", "{contains: {type: integer}}", "breaking type-narrowed", "info type-widened"},
    {"{contains: {type: number}, maxContains: 3}", "{contains: {type: integer}, maxContains: 3}",
     "warning contains-changed", "warning contains-changed"},
    {"{contains: {}, minContains: 2}", "{contains: {}, minContains: 3}", "breaking min-contains-narrowed",
     "info min-contains-widened"},
};

// The same schema is in an answer as well, where the other way breaks.
std::string both_ways(const std::string& said, const std::string& back) {
  const std::size_t blank = said.find(' ');
  const std::string level_of_answer = back.substr(0, back.find(' '));
  return said.substr(0, blank) + " request-" + said.substr(blank + 1) + '\n' + level_of_answer + " response-" +
         said.substr(blank + 1) + '\n';
}

template <std::size_t N>
void check(const Row (&rows)[N]) {
  for (const Row& row : rows) {
    INFO(row.before << " -> " << row.after);
    CHECK(sorted(schema_lines(row.before, row.after)) == sorted(both_ways(row.rule, row.back)));
    CHECK(sorted(schema_lines(row.after, row.before)) == sorted(both_ways(row.back, row.rule)));
  }
}

}  // namespace

TEST_CASE("under not the direction turns") { check(negations); }
TEST_CASE("conditions count by how often they demand something") { check(conditions); }
TEST_CASE("schemas for members that are not named are compared") { check(objects); }
TEST_CASE("schemas for some items are compared") { check(arrays); }

TEST_CASE("a not names what it excluded and what it excludes now") {
  const auto listing = compared(contracts::with_schema("{type: string, not: {enum: [a]}}"),
                                contracts::with_schema("{type: string, not: {enum: [b, a]}}"));
  REQUIRE(listing.findings.size() == 2);
  CHECK(listing.findings[0].message ==
        "the \"not\" of request body excludes more now: {\"enum\":[\"b\",\"a\"]}, it was {\"enum\":[\"a\"]}");
  CHECK(listing.findings[0].place.text() == "new.yaml:10:35");
}

TEST_CASE("what is said in other words under not and if is no change") {
  const char* pairs[][2] = {
      {"{not: {enum: [a, b]}}", "{not: {enum: [b, a]}}"},
      {"{not: {const: a}}", "{not: {enum: [a], description: x}}"},
      {"{not: {type: [string]}}", "{not: {allOf: [{type: string}]}}"},
      {"{if: {const: a}, then: {maxLength: 3}}", "{if: {enum: [a]}, then: {allOf: [{maxLength: 3}]}}"},
      {"{type: string, if: {const: a}}", "{type: string, then: {maxLength: 3}}"},
      {"{type: array, items: {type: string}}", "{type: array, items: {type: string}, unevaluatedItems: false}"},
      {"{type: object, additionalProperties: {type: string}}",
       "{type: object, additionalProperties: {type: string}, unevaluatedProperties: false}"},
      {"{type: string, pattern: '.*'}", "{type: string}"},
  };
  for (const auto& [one, other] : pairs) {
    INFO(one << " = " << other);
    CHECK(schema_lines(one, other).empty());
    CHECK(schema_lines(other, one).empty());
  }
}

TEST_CASE("a not that leads to itself ends") {
  const auto tree = [](const char* limit) {
    return contracts::with_schema(
        "{$ref: '#/components/schemas/A'}",
        std::string("A: {properties: {a: {not: {$ref: '#/components/schemas/A'}}, b: {maxLength: ") + limit + "}}}");
  };
  CHECK(contracts::lines(compared(tree("5"), tree("5"))).empty());
  CHECK(contracts::lines(compared(tree("5"), tree("3"))).find("breaking request-max-length-narrowed") !=
        std::string::npos);
}

TEST_CASE("what leads back to itself through not, if and contains does not differ from itself") {
  const std::string circle = contracts::with_schema(
      "{$ref: '#/components/schemas/A'}",
      "A:\n  properties:\n    a: {not: {$ref: '#/components/schemas/A'}}\n"
      "    b: {if: {$ref: '#/components/schemas/A'}, then: {not: {$ref: '#/components/schemas/A'}}}\n"
      "    c: {contains: {$ref: '#/components/schemas/A'}, maxContains: 3}\n    d: {type: integer}");
  CHECK(contracts::lines(compared(circle, circle)).empty());
  const std::string other = concord::base::replace_all(circle, "integer", "string");
  CHECK(sorted(contracts::lines(compared(circle, other))) ==
        sorted("breaking request-type-changed\nwarning request-contains-changed\n"
               "warning request-condition-changed\nwarning request-not-changed\nwarning request-not-changed\n"
               "breaking response-type-changed\nwarning response-contains-changed\n"
               "warning response-condition-changed\nwarning response-not-changed\nwarning response-not-changed\n"));
}

TEST_CASE("what changes in a component counts under not, too") {
  const auto contract = [](const char* values) {
    return contracts::with_schema("{type: string, not: {$ref: '#/components/schemas/Taken'}}",
                                  std::string("Taken: {enum: [") + values + "]}");
  };
  const auto listing = compared(contract("a"), contract("a, b"));
  CHECK(contracts::lines(listing) == "breaking request-not-excludes-more\ninfo response-not-excludes-more\n");
  REQUIRE(listing.findings.size() == 2);
  CHECK(listing.findings[0].message ==
        "the \"not\" of request body excludes more now: {\"enum\":[\"a\",\"b\"]}, it was {\"enum\":[\"a\"]}");
  const auto renamed = concord::base::replace_all(contract("a"), "Taken", "Used");
  CHECK(contracts::lines(compared(contract("a"), renamed)).empty());
}

TEST_CASE("where a bound is met, that is a breaking finding") {
  const std::string before =
      contracts::with_schema("{type: object, properties: {a: {type: string}, b: {type: string}}}");
  const std::string after =
      contracts::with_schema("{type: object, properties: {a: {type: integer}, b: {type: integer}}}");
  contracts::Documents documents;
  const auto& one = documents.read(before, "old.yaml");
  const auto& other = documents.read(after, "new.yaml");
  const auto few_pairs = concord::diff::compare(one, one, {.now = contracts::today, .most_pairs = 2});
  REQUIRE(few_pairs.findings.size() == 1);
  CHECK(contracts::lines(few_pairs) == "breaking not-compared\n");
  CHECK(few_pairs.findings[0].message == "there are more than 2 pairs of schemas: the rest is not compared");
  const auto few_findings = concord::diff::compare(one, other, {.now = contracts::today, .most_findings = 3});
  CHECK(contracts::lines(few_findings) ==
        "breaking not-listed\nbreaking request-type-changed\nbreaking request-type-changed\n"
        "breaking response-type-changed\n");
  CHECK(few_findings.findings[0].message == "there are more than 3 changes: 1 others are not listed");
}
