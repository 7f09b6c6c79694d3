// Rows of the table of rules: schemas, and values that they must accept.
#include "rule_rows.h"

namespace concord::lint {
namespace {

constexpr RuleRow schema_rows[] = {
    {{{"example-schema", error, "an example breaks its schema",
       "Every example of a schema, media type, parameter or header is judged by the schema that stands beside it, with "
       "the rules of the document's own version (nullable in 3.0, type arrays in 3.1) and by direction: a request need "
       "not have what is readOnly, an answer not what is writeOnly. A schema that is used both ways is broken only by "
       "what breaks it both ways. Each violation is a finding of its own.\n\nExamples that are meant to be invalid are "
       "exempted by name: --allow-invalid-examples 'invalid*'."},
      "examples"},
     check_examples},
    {{{"example-text", error, "an example is JSON text in a string",
       "The schema wants an object or an array, the example is a string that holds its JSON text. That is one mistake, "
       "so what the text would break is not listed."},
      "examples"},
     check_examples},
    {{{"example-extension", warning, "an example in an extension breaks its schema",
       "x-example and x-examples are no part of OpenAPI; what stands there is read as an example of the schema, "
       "parameter "
       "or media type that it stands in, or as a map of named ones."},
      "extensions"},
     check_examples},
    {{{"default-schema", error, "a default breaks its schema",
       "A server that fills in the default would refuse what it has filled in."},
      "schemas"},
     check_defaults},
    {{{"enum-duplicate", warning, "an enum lists a value twice",
       "The second member says nothing. Often another name was meant: a value that the API sends is then "
       "missing."},
      "schemas"},
     check_schemas},
    {{{"enum-type", error, "an enum member is not of the schema's type",
       "Such a member can never be sent: \"type\" refuses it."},
      "schemas"},
     check_schemas},
    {{{"nullable-enum", warning, "a nullable schema whose enum lacks null",
       "enum refuses null, whatever nullable says (OpenAPI 3.0.3, clarification of nullable). Who reads it as "
       "allowed and who does not will disagree."},
      "schemas"},
     check_schemas},
    {{{"required-undeclared", warning, "required names a property that nothing declares",
       "Declared means in properties of the schema or of what it is composed of (allOf, anyOf, oneOf, $ref). A "
       "schema that is part of a composition elsewhere is not looked at: its neighbours may declare the "
       "property."},
      "schemas"},
     check_schemas},
    {{{"bounds-impossible", error, "no value can satisfy both bounds",
       "minimum above maximum, minLength above maxLength and the like, or more required members than "
       "maxProperties allows."},
      "schemas"},
     check_schemas},
    {{{"length-format", error, "no value of the format has that length",
       "A UUID has 36 characters, a ULID 26, a date 10: a maxLength below or a minLength above refuses all of "
       "them."},
      "schemas"},
     check_schemas},
    {{{"schema-form", error, "a keyword of a schema has a value of the wrong form",
       "An unknown type, a list of types before OpenAPI 3.1, \"required: true\" in a schema. Programs refuse "
       "such a schema or ignore the keyword."},
      "schemas"},
     check_schemas},
    {{{"format-unregistered", warning, "a format that no registry knows",
       "Neither JSON Schema nor the OpenAPI format registry has it, so programs ignore it or refuse the schema."},
      "schemas", Cause::Saying},
     check_dialect},
    {{{"nullable-unknown", warning, "nullable where it means nothing",
       "OpenAPI 3.1 says null by its type, Swagger 2.0 has no null."},
      "schemas", Cause::Document},
     check_dialect},
    {{{"nullable-untyped", info, "nullable without a type",
       "OpenAPI 3.0.3 lets nullable act only on a type in the same schema."},
      "schemas", Cause::Document},
     check_dialect},
    {{{"array-items", warning, "an array whose items nothing describes",
       "A client does not know what it gets. OpenAPI 3.0 and Swagger 2.0 demand \"items\" beside \"type: array\"."},
      "schemas"},
     check_schemas},
    {{{"allof-impossible", error, "allOf of types that exclude each other",
       "The parts, or a part and the schema around them, state types that have nothing in common: no value can satisfy "
       "them all."},
      "schemas"},
     check_compositions},
    {{{"discriminator-property", warning, "a discriminator names a member that a schema does not have",
       "Each schema that the discriminator tells apart must have the member by whose value it does."},
      "schemas"},
     check_compositions},
    {{{"discriminator-mapping", error, "the mapping of a discriminator leads nowhere",
       "A reference within the document to a schema that is not there. Names and other files are not looked at."},
      "schemas"},
     check_compositions},
    {{{"discriminator-value", warning, "the mapping of a discriminator names a value that its schema refuses",
       "The schema that a row of the mapping leads to lists the values of the member, in const or enum, and the name "
       "of the row is none of them: what the discriminator chooses by it can never be valid."},
      "schemas"},
     check_compositions},
    {{{"oneof-ambiguous", warning, "only a discriminator tells the alternatives of a oneOf apart",
       "A discriminator helps programs to choose, it does not change what is valid (OpenAPI 3.0.4 and 3.1.1, "
       "Discriminator Object): an example that matches the alternative that it names and another one is refused by "
       "oneOf. Said once of the schema instead of each example."},
      "schemas"},
     check_examples},
    {{{"pattern-invalid", error, "a pattern is no regular expression",
       "Often a picture of the value (YYYY-MM-DD) or a pattern whose backslashes were lost."},
      "patterns"},
     check_patterns},
    {{{"pattern-foreign", warning, "a pattern that only some programs understand",
       "JSON Schema asks for regular expressions of ECMA-262. Inline flags, possessive quantifiers, POSIX "
       "classes and anchors such as \\A are syntax of PCRE, Java or Python."},
      "patterns"},
     check_patterns},
    {{{"pattern-catastrophic", warning, "a pattern that can take exponential time",
       "A repetition without end around another one, (a+)*$, can split a text in exponentially many ways; a "
       "program that backtracks tries them all when the end does not match."},
      "patterns"},
     check_patterns},
    {{{"pattern-values", error, "an enum member or const does not match the pattern",
       "Such a value can never be sent."},
      "patterns"},
     check_patterns},
    {{{"ref-broken", error, "a $ref leads nowhere",
       "The file, the pointer or the anchor that it names does not exist, or may not be read. Nothing is fetched "
       "from a network unless allowed."},
      "references", Cause::Saying},
     check_references},
    {{{"ref-endless", error, "a schema leads back to itself before anything of a value is looked at",
       "By $ref and by keywords that judge the value they stand at: A is all of B, and B all of A; or a base lists its "
       "variants in oneOf, and each is all of the base. Programs never come to an end, or leave out what they please. "
       "Properties and items may lead back: they are a step into the value."},
      "references"},
     check_references},
    {{{"ref-misplaced", warning, "a $ref stands where the specification allows none",
       "Some tools follow it, others read an object with one member called $ref. What it leads to is linted all "
       "the same."},
      "references"},
     check_references},
    {{{"ref-sibling", warning, "a keyword beside $ref does not apply",
       "Before OpenAPI 3.1 everything beside $ref is ignored; descriptions are not reported."},
      "references", Cause::Saying},
     check_references},
};

}  // namespace

std::span<const RuleRow> schemas_rows() { return schema_rows; }

}  // namespace concord::lint
