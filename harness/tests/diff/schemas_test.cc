// Each kind of change of a schema, made once, in a request and in an answer: exactly its rule, at its level, and its
// mirror image when old and new change places.
#include "contracts.h"

#include <algorithm>
#include <set>

using namespace concord;
using contracts::schema_lines;
using contracts::sorted;

namespace {

struct Mutation {
  const char* before;
  const char* after;
  const char* there;  // what is said about before → after
  const char* back;   // and about after → before
};

// A narrowing breaks requests, a widening answers.
const Mutation mutations[] = {
    {"{type: string}", "{type: integer}", "breaking request-type-changed\nbreaking response-type-changed\n",
     "breaking request-type-changed\nbreaking response-type-changed\n"},
    {"{type: integer}", "{type: number}", "info request-type-widened\nbreaking response-type-widened\n",
     "breaking request-type-narrowed\ninfo response-type-narrowed\n"},
    {"{type: string}", "{type: [string, integer]}", "info request-type-widened\nbreaking response-type-widened\n",
     "breaking request-type-narrowed\ninfo response-type-narrowed\n"},
    {"{}", "{type: string}", "breaking request-type-narrowed\ninfo response-type-narrowed\n",
     "info request-type-widened\nbreaking response-type-widened\n"},
    {"{type: string}", "{type: [string, 'null']}", "info request-became-nullable\nbreaking response-became-nullable\n",
     "breaking request-became-not-nullable\ninfo response-became-not-nullable\n"},
    {"{type: string}", "{type: string, format: uuid}",
     "breaking request-format-narrowed\ninfo response-format-narrowed\n",
     "info request-format-widened\nbreaking response-format-widened\n"},
    {"{type: integer, format: int64}", "{type: integer, format: int32}",
     "breaking request-format-narrowed\ninfo response-format-narrowed\n",
     "info request-format-widened\nbreaking response-format-widened\n"},
    {"{type: string, format: date}", "{type: string, format: date-time}",
     "breaking request-format-changed\nbreaking response-format-changed\n",
     "breaking request-format-changed\nbreaking response-format-changed\n"},
    {"{type: string, enum: [a, b]}", "{type: string, enum: [a]}",
     "breaking request-enum-value-removed\ninfo response-enum-value-removed\n",
     "info request-enum-value-added\nbreaking response-enum-value-added\n"},
    {"{type: string, enum: [a]}", "{type: string}", "info request-enum-removed\nbreaking response-enum-removed\n",
     "breaking request-enum-added\ninfo response-enum-added\n"},
    {"{type: string, const: a}", "{type: string}", "info request-enum-removed\nbreaking response-enum-removed\n",
     "breaking request-enum-added\ninfo response-enum-added\n"},
    {"{type: string, x-extensible-enum: [a, b]}", "{type: string, x-extensible-enum: [a]}",
     "breaking request-extensible-value-removed\ninfo response-extensible-value-removed\n",
     "info request-extensible-value-added\ninfo response-extensible-value-added\n"},
    {"{type: integer}", "{type: integer, multipleOf: 5}",
     "breaking request-multiple-of-narrowed\ninfo response-multiple-of-narrowed\n",
     "info request-multiple-of-widened\nbreaking response-multiple-of-widened\n"},
    {"{type: integer, multipleOf: 5}", "{type: integer, multipleOf: 10}",
     "breaking request-multiple-of-narrowed\ninfo response-multiple-of-narrowed\n",
     "info request-multiple-of-widened\nbreaking response-multiple-of-widened\n"},
    {"{type: number, multipleOf: 0.1}", "{type: number, multipleOf: 0.01}",
     "info request-multiple-of-widened\nbreaking response-multiple-of-widened\n",
     "breaking request-multiple-of-narrowed\ninfo response-multiple-of-narrowed\n"},
    {"{type: integer, multipleOf: 4}", "{type: integer, multipleOf: 6}",
     "breaking request-multiple-of-changed\nbreaking response-multiple-of-changed\n",
     "breaking request-multiple-of-changed\nbreaking response-multiple-of-changed\n"},
    {"{type: string}", "{type: string, pattern: '^a'}", "breaking request-pattern-added\ninfo response-pattern-added\n",
     "info request-pattern-removed\nbreaking response-pattern-removed\n"},
    {"{type: string, pattern: '^b'}", "{type: string, pattern: '^a'}",
     "warning request-pattern-changed\nwarning response-pattern-changed\n",
     "warning request-pattern-changed\nwarning response-pattern-changed\n"},
    {"{type: string, contentEncoding: base64}", "{type: string, contentEncoding: base16}",
     "breaking request-content-encoding-changed\nbreaking response-content-encoding-changed\n",
     "breaking request-content-encoding-changed\nbreaking response-content-encoding-changed\n"},
    {"{type: string, contentMediaType: image/png}", "{type: string, contentMediaType: image/gif}",
     "breaking request-content-media-type-changed\nbreaking response-content-media-type-changed\n",
     "breaking request-content-media-type-changed\nbreaking response-content-media-type-changed\n"},
    {"{type: array}", "{type: array, uniqueItems: true}",
     "breaking request-unique-items-added\ninfo response-unique-items-added\n",
     "info request-unique-items-removed\nbreaking response-unique-items-removed\n"},
    {"{type: object, properties: {a: {}}}", "{type: object, required: [b], properties: {a: {}, b: {}}}",
     "breaking request-required-property-added\ninfo response-required-property-added\n",
     "warning request-required-property-removed\nbreaking response-required-property-removed\n"},
    {"{type: object, properties: {a: {}}}", "{type: object, properties: {a: {}, b: {}}}",
     "info request-optional-property-added\ninfo response-optional-property-added\n",
     "warning request-optional-property-removed\nwarning response-optional-property-removed\n"},
    {"{type: object, additionalProperties: false, properties: {a: {}}}",
     "{type: object, additionalProperties: false, properties: {a: {}, b: {}}}",
     "info request-optional-property-added\ninfo response-optional-property-added\n",
     "breaking request-property-refused\nwarning response-optional-property-removed\n"},
    {"{type: object, properties: {a: {}}}", "{type: object, required: [a], properties: {a: {}}}",
     "breaking request-property-became-required\ninfo response-property-became-required\n",
     "info request-property-became-optional\nbreaking response-property-became-optional\n"},
    {"{type: object}", "{type: object, additionalProperties: false}",
     "breaking request-additional-properties-closed\ninfo response-additional-properties-closed\n",
     "info request-additional-properties-opened\nbreaking response-additional-properties-opened\n"},
    {"{type: object, additionalProperties: {type: string}}", "{type: object, additionalProperties: {type: integer}}",
     "breaking request-type-changed\nbreaking response-type-changed\n",
     "breaking request-type-changed\nbreaking response-type-changed\n"},
    {"{type: array, prefixItems: [{}]}", "{type: array, prefixItems: [{}], items: false}",
     "breaking request-additional-items-closed\ninfo response-additional-items-closed\n",
     "info request-additional-items-opened\nbreaking response-additional-items-opened\n"},
    {"{type: array, items: {type: string}}", "{type: array, items: {type: string, maxLength: 5}}",
     "breaking request-max-length-narrowed\ninfo response-max-length-narrowed\n",
     "info request-max-length-widened\nbreaking response-max-length-widened\n"},
    {"{type: array, prefixItems: [{type: string}]}", "{type: array, prefixItems: [{type: integer}]}",
     "breaking request-type-changed\nbreaking response-type-changed\n",
     "breaking request-type-changed\nbreaking response-type-changed\n"},
    {"{type: object}", "{type: object, patternProperties: {'^x-': {type: string}}}",
     "breaking request-pattern-property-added\ninfo response-pattern-property-added\n",
     "info request-pattern-property-removed\nbreaking response-pattern-property-removed\n"},
    {"{type: object}", "{type: object, propertyNames: {type: string, maxLength: 5}}",
     "breaking request-property-names-added\ninfo response-property-names-added\n",
     "info request-property-names-removed\nbreaking response-property-names-removed\n"},
    {"{type: object}", "{type: object, dependentRequired: {a: [b]}}",
     "breaking request-dependent-required-added\ninfo response-dependent-required-added\n",
     "info request-dependent-required-removed\nbreaking response-dependent-required-removed\n"},
    {"{type: object}", "{type: object, dependentSchemas: {a: {required: [b]}}}",
     "breaking request-dependent-schema-added\ninfo response-dependent-schema-added\n",
     "info request-dependent-schema-removed\nbreaking response-dependent-schema-removed\n"},
    {"{type: array}", "{type: array, contains: {type: string}}",
     "breaking request-contains-added\ninfo response-contains-added\n",
     "info request-contains-removed\nbreaking response-contains-removed\n"},
    {"{type: string}", "{type: string, not: {const: a}}", "breaking request-not-added\ninfo response-not-added\n",
     "info request-not-removed\nbreaking response-not-removed\n"},
    {"{type: string, not: {const: b}}", "{type: string, not: {const: a}}",
     "warning request-not-changed\nwarning response-not-changed\n",
     "warning request-not-changed\nwarning response-not-changed\n"},
    {"{type: object}", "{type: object, if: {required: [a]}, then: {required: [b]}}",
     "breaking request-condition-added\ninfo response-condition-added\n",
     "info request-condition-removed\nbreaking response-condition-removed\n"},
    {"{type: object, if: {required: [b]}, then: {required: [c]}}",
     "{type: object, if: {required: [a]}, then: {required: [c]}}",
     "warning request-condition-changed\nwarning response-condition-changed\n",
     "warning request-condition-changed\nwarning response-condition-changed\n"},
    {"{oneOf: [{type: string, maxLength: 5}, {type: integer, minimum: 0}]}",
     "{oneOf: [{type: string, maxLength: 5}, {type: integer, minimum: 0}, {type: object, required: [a]}]}",
     "info request-variant-added\nbreaking response-variant-added\n",
     "breaking request-variant-removed\ninfo response-variant-removed\n"},
    {"{anyOf: [{type: string, maxLength: 5}, {type: object, required: [a]}]}",
     "{anyOf: [{type: string, maxLength: 5}, {type: object, required: [a]}, {type: string, maxLength: 3}]}",
     "info request-variant-covered\ninfo response-variant-covered\n",
     "info request-variant-covered\ninfo response-variant-covered\n"},
    {"{type: string, maxLength: 5}", "{oneOf: [{type: string, maxLength: 5}, {type: object, required: [a]}]}",
     "info request-union-added\nbreaking response-union-added\n",
     "breaking request-union-removed\ninfo response-union-removed\n"},
    {"{type: [string, 'null']}", "{anyOf: [{type: string}, {type: object, required: [a]}, {type: 'null'}]}",
     "info request-union-added\nbreaking response-union-added\n",
     "breaking request-union-removed\ninfo response-union-removed\n"},
    {"{anyOf: [{type: string, maxLength: 5}, {type: string, pattern: a}]}",
     "{oneOf: [{type: string, maxLength: 5}, {type: string, pattern: a}]}",
     "breaking request-union-kind-narrowed\ninfo response-union-kind-narrowed\n",
     "info request-union-kind-widened\nbreaking response-union-kind-widened\n"},
    {"{type: object, required: [id], properties: {id: {}}}",
     "{type: object, properties: {id: {}, a: {}, b: {}, c: {}}, oneOf: [{required: [id]}, {required: [a, b, c]}]}",
     "info request-union-added\nbreaking response-union-added\n"
     "info request-optional-property-added\ninfo request-optional-property-added\n"
     "info request-optional-property-added\ninfo response-optional-property-added\n"
     "info response-optional-property-added\ninfo response-optional-property-added\n",
     "breaking request-union-removed\ninfo response-union-removed\n"
     "warning request-optional-property-removed\nwarning request-optional-property-removed\n"
     "warning request-optional-property-removed\nwarning response-optional-property-removed\n"
     "warning response-optional-property-removed\nwarning response-optional-property-removed\n"},
    {"{type: boolean}", "{oneOf: [{type: string, maxLength: 5}, {type: object, required: [a]}]}",
     "breaking request-structure-changed\nbreaking response-structure-changed\n",
     "breaking request-structure-changed\nbreaking response-structure-changed\n"},
    {"{type: object}", "{type: object, discriminator: {propertyName: kind}}",
     "info request-discriminator-added\ninfo response-discriminator-added\n",
     "info request-discriminator-removed\ninfo response-discriminator-removed\n"},
    {"{type: object, discriminator: {propertyName: type}}", "{type: object, discriminator: {propertyName: kind}}",
     "breaking request-discriminator-changed\nbreaking response-discriminator-changed\n",
     "breaking request-discriminator-changed\nbreaking response-discriminator-changed\n"},
    {"{type: object, properties: {a: {type: string}}}",
     "{type: object, properties: {a: {type: string, readOnly: true}}}",
     "warning request-became-read-only\ninfo response-became-read-only\n",
     "info request-became-not-read-only\ninfo response-became-not-read-only\n"},
    {"{type: object, properties: {a: {type: string}}}",
     "{type: object, properties: {a: {type: string, writeOnly: true}}}",
     "warning response-became-write-only\ninfo request-became-write-only\n",
     "info request-became-not-write-only\ninfo response-became-not-write-only\n"},
    {"{type: string}", "{type: string, default: a}", "info request-default-added\ninfo response-default-added\n",
     "warning request-default-removed\ninfo response-default-removed\n"},
    {"{type: string, default: b}", "{type: string, default: a}",
     "warning request-default-changed\ninfo response-default-changed\n",
     "warning request-default-changed\ninfo response-default-changed\n"},
    {"{type: string}", "{type: string, deprecated: true}",
     "warning request-property-deprecated-without-sunset\nwarning response-property-deprecated-without-sunset\n",
     "info request-property-reactivated\ninfo response-property-reactivated\n"},
    {"{type: string}", "{type: string, deprecated: true, x-sunset: 2027-01-31}",
     "info request-property-deprecated\ninfo response-property-deprecated\n",
     "info request-property-reactivated\ninfo response-property-reactivated\n"},
};

struct LimitRow {
  const char* keyword;
  const char* type;
};
const LimitRow limits[] = {{"minimum", "integer"},      {"maximum", "integer"},      {"minLength", "string"},
                           {"maxLength", "string"},     {"minItems", "array"},       {"maxItems", "array"},
                           {"minProperties", "object"}, {"maxProperties", "object"}, {"minContains", "array"},
                           {"maxContains", "array"}};

std::string kebab(std::string text) {
  std::string out;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') out += '-';
    out += static_cast<char>(std::tolower(c));
  }
  return out;
}

}  // namespace

TEST_CASE("each change of a schema is its rule, at its level, in both directions") {
  for (const Mutation& one : mutations) {
    INFO(one.before << " -> " << one.after);
    CHECK(sorted(schema_lines(one.before, one.after)) == sorted(one.there));
    CHECK(sorted(schema_lines(one.after, one.before)) == sorted(one.back));
  }
}

TEST_CASE("each limit that is set, moved and lifted is its rule") {
  for (const LimitRow& row : limits) {
    const auto schema = [&](const char* value) {
      return std::string("{type: ") + row.type + (*value ? std::string(", ") + row.keyword + ": " + value : "") + "}";
    };
    const bool is_lower = std::string_view(row.keyword).starts_with("min");
    const std::string id = kebab(row.keyword);
    const std::string narrowed = "breaking request-" + id + "-narrowed\ninfo response-" + id + "-narrowed\n";
    const std::string widened = "breaking response-" + id + "-widened\ninfo request-" + id + "-widened\n";
    INFO(row.keyword);
    CHECK(sorted(schema_lines(schema(""), schema("5"))) == sorted(narrowed));
    CHECK(sorted(schema_lines(schema("5"), schema(""))) == sorted(widened));
    CHECK(sorted(schema_lines(schema("5"), schema("6"))) == sorted(is_lower ? narrowed : widened));
    CHECK(sorted(schema_lines(schema("6"), schema("5"))) == sorted(is_lower ? widened : narrowed));
  }
}

TEST_CASE("what breaks requests one way breaks answers the other way") {
  const auto breaks = [](const std::string& lines, const char* direction) {
    return lines.find(std::string("breaking ") + direction) != std::string::npos;
  };
  // Removed properties break those who read them, whatever was allowed; read-only is about one direction only.
  const std::set<std::string> exceptions{"optional-property", "required-property", "property-refused", "extensible"};
  for (const Mutation& one : mutations) {
    const std::string there = one.there, back = one.back;
    const bool is_exception = std::any_of(exceptions.begin(), exceptions.end(), [&](const std::string& word) {
      return (there + back).find(word) != std::string::npos;
    });
    if (is_exception) continue;
    INFO(one.before << " -> " << one.after);
    CHECK(breaks(there, "request") == breaks(back, "response"));
    CHECK(breaks(there, "response") == breaks(back, "request"));
  }
}

TEST_CASE("what is never sent in a direction is information only") {
  CHECK(sorted(schema_lines("{type: object, properties: {a: {type: string, readOnly: true}}}",
                            "{type: object, properties: {a: {type: integer, readOnly: true}}}")) ==
        sorted("info request-type-changed\nbreaking response-type-changed\n"));
  CHECK(sorted(schema_lines("{type: object, properties: {a: {type: string, writeOnly: true}}}", "{type: object}")) ==
        sorted("warning request-optional-property-removed\ninfo response-optional-property-removed\n"));
  CHECK(sorted(schema_lines("{type: object, properties: {a: {readOnly: true}}}",
                            "{type: object, required: [a], properties: {a: {readOnly: true}}}")) ==
        sorted("info request-property-became-required\ninfo response-property-became-required\n"));
}

TEST_CASE("a property goes quietly after its sunset, and never before") {
  const char* over = "{type: object, properties: {a: {deprecated: true, x-sunset: 2026-06-14}}}";
  const char* not_over = "{type: object, properties: {a: {deprecated: true, x-sunset: 2026-06-16}}}";
  CHECK(sorted(schema_lines(over, "{type: object}")) ==
        sorted("info request-property-removed-after-sunset\ninfo response-property-removed-after-sunset\n"));
  CHECK(sorted(schema_lines(not_over, "{type: object}")) ==
        sorted("breaking request-property-removed-before-sunset\nbreaking response-property-removed-before-sunset\n"));
}

TEST_CASE("a closed schema in allOf forbids what its neighbour declares") {
  const char* before =
      "{allOf: [{type: object, additionalProperties: false, properties: {a: {}, b: {}}}, {properties: {b: {}}}]}";
  const char* after =
      "{allOf: [{type: object, additionalProperties: false, properties: {a: {}}}, {properties: {b: {}}}]}";
  CHECK(sorted(schema_lines(before, after)) ==
        sorted("breaking request-property-refused\nwarning response-optional-property-removed\n"));
}

TEST_CASE("discriminator values are compared by what they stand for") {
  const std::string one =
      "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], "
      "discriminator: {propertyName: kind, mapping: {c: Cat, d: Dog}}}";
  const std::string components = "Cat: {type: object, required: [meows]}\nDog: {type: object, required: [barks]}";
  const auto after = [&](const std::string& from, const std::string& to) {
    const auto changed = base::replace_all(one, from, to);
    return sorted(contracts::lines(
        contracts::compared(contracts::with_schema(one, components), contracts::with_schema(changed, components))));
  };
  CHECK(after("d: Dog", "d: Dog, hound: Dog") ==
        sorted("info request-discriminator-value-added\ninfo response-discriminator-value-added\n"));
  CHECK(after("c: Cat, d: Dog", "c: Dog, d: Cat") ==
        sorted("warning request-discriminator-value-changed\nwarning request-discriminator-value-changed\n"
               "warning response-discriminator-value-changed\nwarning response-discriminator-value-changed\n"));
  CHECK(after("c: Cat", "cat: Cat") ==
        sorted("warning request-discriminator-value-removed\ninfo response-discriminator-value-removed\n"
               "info request-discriminator-value-added\ninfo response-discriminator-value-added\n"));
}

TEST_CASE("sets of values are compared, not spellings") {
  const auto both_ways = [](const char* before, const char* after) {
    return schema_lines(before, after) + schema_lines(after, before);
  };
  const char* const same[][2] = {
      {"{type: integer, minimum: 1, maximum: 1000}", "{type: integer, minimum: 1, maximum: 1000, format: int32}"},
      {"{type: integer, minimum: 0, maximum: 200}", "{type: integer, minimum: 0, maximum: 200, format: uint8}"},
      {"{type: integer, format: int32}", "{type: integer, minimum: -2147483648, maximum: 2147483647}"},
      {"{type: integer, format: int64, minimum: 1, maximum: 9}",
       "{type: integer, format: int32, minimum: 1, maximum: 9}"},
      {"{type: string, enum: [a, b]}", "{type: string, enum: [a, b], pattern: '^[ab]$', maxLength: 1}"},
      {"{type: integer, enum: [5, 10]}", "{type: integer, enum: [5, 10], multipleOf: 5, minimum: 0}"},
      {"{type: string, const: a}", "{type: string, enum: [a], minLength: 1}"},
  };
  for (const auto& [before, after] : same) {
    CAPTURE(before, after);
    CHECK(both_ways(before, after).empty());
  }
  CHECK(schema_lines("{type: string, enum: [a, b, C]}", "{type: string, enum: [a, b, C], pattern: '^[a-z]$'}") ==
        schema_lines("{type: string, enum: [a, b, C]}", "{type: string, enum: [a, b]}"));
  CHECK(schema_lines("{type: string, enum: [a, b]}", "{type: string, pattern: '^[a-z]$'}") ==
        "breaking response-enum-removed\ninfo request-enum-removed\n");
  CHECK(schema_lines("{type: integer, minimum: 1}", "{type: integer, minimum: 1, format: int32}") ==
        "breaking request-format-narrowed\ninfo response-format-narrowed\n");
}

TEST_CASE("variants are paired by what tells them apart, not by how much they have in common") {
  const auto one_of = [](const std::string& variants, const std::string& beside = "") {
    return "{oneOf: [" + variants + "]" + beside + "}";
  };
  const auto paying = [](const std::string& types, const std::string& more = "") {
    return "{type: object, properties: {type: {enum: [" + types + "]}, id: {type: string}, name: {type: string}" +
           more + "}}";
  };
  CHECK(sorted(schema_lines(one_of(paying("card") + ", " + paying("dotpay")),
                            one_of(paying("card") + ", " + paying("affirm")))) ==
        sorted("breaking request-variant-removed\ninfo request-variant-added\ninfo response-variant-removed\n"
               "breaking response-variant-added\n"));
  // A value that another variant takes over, which accepts the same.
  const std::string together = one_of(paying("card") + ", " + paying("visa, amex"));
  const std::string apart = one_of(paying("card") + ", " + paying("visa") + ", " + paying("amex"));
  CHECK(schema_lines(together, apart).empty());
  CHECK(schema_lines(apart, together).empty());
  // What all of them have in common tells none from another, whatever its name.
  const auto owned = [](const std::string& type) {
    return "{type: object, properties: {owner: {enum: [me, you]}, type: {enum: [" + type + "]}}}";
  };
  CHECK(schema_lines(one_of(owned("card") + ", " + owned("cash")), one_of(owned("cash") + ", " + owned("card")))
            .empty());
  // And one that accepts less.
  CHECK(schema_lines(together, one_of(paying("card") + ", " + paying("visa") + ", " +
                                      paying("amex", ", cvc: {maxLength: 4}"))) ==
        schema_lines("{type: object, properties: {id: {type: string}}}",
                     "{type: object, properties: {id: {type: string}, cvc: {maxLength: 4}}}"));
}
