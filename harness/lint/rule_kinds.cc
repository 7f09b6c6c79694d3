#include "rule_kinds.h"

#include <algorithm>
#include <array>

namespace concord::lint {
namespace {

struct Row {
  Rule rule;
  Check check;
};

constexpr auto error = Level::Error;
constexpr auto warning = Level::Warning;
constexpr auto info = Level::Info;

// Suppressions are looked at when all findings are there.
void check_nothing(const Context&, Report&) {}

constexpr Row rows[] = {
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
      "references"},
     check_references},
    {{{"ref-misplaced", warning, "a $ref stands where the specification allows none",
       "Some tools follow it, others read an object with one member called $ref. What it leads to is linted all "
       "the same."},
      "references"},
     check_references},
    {{{"ref-sibling", warning, "a keyword beside $ref does not apply",
       "Before OpenAPI 3.1 everything beside $ref is ignored; descriptions are not reported."},
      "references"},
     check_references},
    {{{"format-unregistered", warning, "a format that no registry knows",
       "Neither JSON Schema nor the OpenAPI format registry has it, so programs ignore it or refuse the schema."},
      "schemas"},
     check_dialect},
    {{{"nullable-unknown", warning, "nullable where it means nothing",
       "OpenAPI 3.1 says null by its type, Swagger 2.0 has no null."},
      "schemas"},
     check_dialect},
    {{{"nullable-untyped", info, "nullable without a type",
       "OpenAPI 3.0.3 lets nullable act only on a type in the same schema."},
      "schemas"},
     check_dialect},
    {{{"path-parameter", error, "path and path parameters do not agree",
       "A name in the path that no parameter describes, a path parameter that is not in the path, a name that "
       "stands twice."},
      "parameters"},
     check_operations},
    {{{"path-parameter-optional", error, "a path parameter that is not marked as required",
       "OpenAPI demands \"required: true\" there, since a path without it is another path."},
      "parameters"},
     check_operations},
    {{{"parameter-reserved", warning, "a header parameter that OpenAPI ignores",
       "Accept, Content-Type and Authorization are described by media types and security, parameters of that "
       "name are ignored."},
      "parameters"},
     check_operations},
    {{{"parameter-security", warning, "a parameter that is also a security scheme",
       "It is said twice, and the two can disagree: a parameter that is required is a contradiction when "
       "security allows to do without it."},
      "parameters"},
     check_operations},
    {{{"parameter-read-only", warning, "a parameter whose schema is readOnly",
       "readOnly says that a client does not send the value."},
      "parameters"},
     check_operations},
    {{{"security-undeclared", error, "security names a scheme that is not declared",
       "No client can know what to send."},
      "security"},
     check_operations},
    {{{"security-scopes", warning, "security names scopes that the scheme does not have",
       "Only oauth2 and openIdConnect have scopes before OpenAPI 3.1, and oauth2 declares them."},
      "security"},
     check_operations},
    {{{"security-missing", warning, "an operation answers 401 and needs no credentials",
       "Security says that anybody may call it, an answer says that somebody may not."},
      "security"},
     check_operations},
    {{{"format-missing", warning, "a bare string whose every example has a format",
       "Every example of the schema, its own and those within larger examples, is a UUID, a ULID, a date, a "
       "date-time, an email address, an IPv4 address or a URI by its form. With the format said, programs can "
       "check it."},
      "evidence"},
     check_evidence},
    {{{"format-mixed", warning, "examples of one schema that are of different form",
       "One example is a UUID, a ULID or a date, another one is not. One of them is wrong, or the form says "
       "nothing."},
      "evidence"},
     check_evidence},
    {{{"example-nearly", warning, "an example that is nearly a UUID",
       "It has the form of a UUID with a letter in it that is no hexadecimal digit: a program that reads UUIDs "
       "refuses it."},
      "evidence"},
     check_evidence},
    {{{"example-comma", warning, "an example value that ends with a comma",
       "Often JSON that was pasted into YAML: the comma is now a part of the value."},
      "evidence"},
     check_evidence},
    {{{"example-undocumented", warning, "an example has a member that its schema does not describe",
       "The schema allows it (additionalProperties is not false), but says nothing of it: it is undocumented, or "
       "misspelt."},
      "evidence"},
     check_evidence},
    {{{"example-message", info, "an example answer states a rule that no schema states",
       "An error such as \"the email must be a valid email address\" tells what the server demands; the schema "
       "of that field does not."},
      "evidence"},
     check_messages},
    {{{"response-schema", info, "an answer whose body is not described",
       "No schema, or none that the page states: a client can rely on nothing. Answers that have no body (204, "
       "304, redirects, HEAD) are not meant."},
      "responses"},
     check_responses},
    {{{"example-status", warning, "an example for a status that is not documented",
       "An example is named like a status that no operation answers with, or says a status that is not the one "
       "of the answer that it stands in."},
      "responses"},
     check_responses},
    {{{"prose-type", warning, "the description says another type than the schema",
       "The description begins by saying that the value is a list or a URL."},
      "prose"},
     check_prose},
    {{{"prose-values", warning, "description and enum list different values",
       "Values in quotes, backticks or capitals after words such as \"one of\" are compared with the enum."},
      "prose"},
     check_prose},
    {{{"prose-example", warning, "an example that is not in the list of the description",
       "Only the description lists the values, and an example is none of them."},
      "prose"},
     check_prose},
    {{{"prose-format", warning, "the description says another format than the schema",
       "Such as a UUID whose format is date-time."},
      "prose"},
     check_prose},
    {{{"prose-default", warning, "the description says another default than the schema",
       "The description says another default than the schema."},
      "prose"},
     check_prose},
    {{{"prose-limit", warning, "the description says another length than the schema",
       "The description says another length than the schema."},
      "prose"},
     check_prose},
    {{{"prose-required", warning, "the description says another presence than the schema",
       "The description begins with \"Required\" or \"Optional\" and the schema of the object says otherwise."},
      "prose"},
     check_prose},
    {{{"prose-unstated", info, "only the description states a rule",
       "Values, a format (E.164, ISO 3166, UUID), a length, a default or a condition that the schema does not "
       "state: programs do not read descriptions."},
      "prose"},
     check_prose},
    {{{"credential-printed", warning, "a credential is printed",
       "Basic and bearer credentials, JSON Web Tokens, private keys, keys of well-known makers, values of fields "
       "such as password, and words that are as mixed as only random ones are. What is found is never shown "
       "whole. Whoever copies the sample may use it; a real one must be revoked."},
      "credentials"},
     check_credentials},
    {{{"anchor-broken", warning, "a link within the page leads nowhere",
       "No heading and no id of the page has that name."},
      "pages"},
     check_anchors},
    {{{"fence-language", info, "a fence is not in the language that it is called",
       "Called json and no JSON (comments, trailing commas, dots), or called javascript and plain JSON."},
      "pages"},
     check_fences},
    {{{"page-object", warning, "two documents describe an object differently",
       "Components of the same name are compared, without descriptions and examples."},
      "pages"},
     check_pages},
    {{{"page-operation", warning, "two documents describe an operation differently",
       "The same method and path are compared, without descriptions and examples."},
      "pages"},
     check_pages},
    {{{"sample-url", warning, "a sample calls a URL that the page does not describe",
       "A sample calls a URL that the page does not describe."},
      "samples"},
     check_curl},
    {{{"sample-method", error, "a sample calls another method than the page describes",
       "A sample calls another method than the page describes."},
      "samples"},
     check_curl},
    {{{"sample-server", warning, "a sample calls a server that the page does not name",
       "A sample calls a server that the page does not name."},
      "samples"},
     check_curl},
    {{{"sample-header", warning, "a sample lacks a header that is required",
       "Required header parameters, the header of the security scheme, and Content-Type of a body."},
      "samples"},
     check_curl},
    {{{"sample-schema", error, "the body of a sample breaks the schema of the request",
       "Samples of curl are judged whole; of programs (JavaScript, Python, PHP, C#, Ruby) object literals that "
       "share members with the request, whose missing members are not counted."},
      "samples"},
     check_code},
    {{{"sample-undocumented", warning, "a sample sends what the request does not describe",
       "A sample sends what the request does not describe."},
      "samples"},
     check_code},
    {{{"sample-name", warning, "a sample uses a name that it does not define",
       "A name that differs only by underscores or case from one that the sample defines."},
      "samples"},
     check_sample_words},
    {{{"sample-host", warning, "a host is spelt in two ways on one page",
       "A letter is doubled in one of them: wwww.example.com beside www.example.com."},
      "samples"},
     check_sample_words},
    {{{"name-format", info, "a name whose form is said at one place only",
       "Properties and parameters of one name are compared within a document: one is a UUID, a ULID, a date or a "
       "date-time, as its format, its description or all its examples say, another one is a string of any form. A "
       "header X-Tenant-ID is compared with a property tenantId; names that end with At with each other; \"email\" says its "
       "form itself. \"id\" is left out, it means another thing in every object."},
      "names"},
     check_names},
    {{{"example-direction", warning, "an example sends what only the other side sends",
       "A request has a member that is readOnly, or an answer one that is writeOnly."},
      "evidence"},
     check_evidence},
    {{{"array-items", warning, "an array whose items nothing describes",
       "A client does not know what it gets. OpenAPI 3.0 and Swagger 2.0 demand \"items\" beside \"type: array\"."},
      "schemas"},
     check_schemas},
    {{{"component-unused", info, "a schema that nothing refers to",
       "It describes no message. Often a $ref was forgotten, or an object has gone and its schema stayed. Names in the "
       "mapping of a discriminator are references, and what extends a schema with a discriminator is found by its "
       "name."},
      "documents"},
     check_documents},
    {{{"tag-unused", info, "tags that no operation uses",
       "They are declared for the document and group nothing in it. One finding names them all."},
      "documents"},
     check_documents},
    {{{"tag-undeclared", info, "an operation has a tag that is not declared",
       "The document declares tags, and this one is not among them: it may be misspelt. Documents that declare no tags "
       "are not meant."},
      "documents"},
     check_documents},
    {{{"operation-id-duplicate", error, "two operations have one operationId",
       "OpenAPI demands that it is unique: programs name methods by it, and links find operations by it."},
      "documents"},
     check_documents},
    {{{"operation-id-missing", info, "operations without operationId among those with one",
       "Some operations of the document have a name for programs, others have none. One finding counts them."},
      "documents"},
     check_documents},
    {{{"server-plain", warning, "a server takes credentials over plain HTTP",
       "The document declares security schemes, and a server whose URL begins with http:// and is not on this machine: "
       "everybody on the way can read the credentials."},
      "documents"},
     check_documents},
    {{{"unauthorized-undocumented", info, "credentials are needed, and no answer refuses",
       "Security demands credentials, and neither 401 nor 403 nor default is described."},
      "responses"},
     check_answers},
    {{{"required-unsaid", info, "an answer requires no member, its examples all have some",
       "The schema of an answer demands nothing, so {} is a valid answer, and each example has the same members: a "
       "client does not know on what it can rely."},
      "responses"},
     check_answers},
    {{{"body-hollow", info, "a body is required, and nothing in it",
       "The request needs a body, its schema lists members and demands none, so {} satisfies it."},
      "parameters"},
     check_answers},
    {{{"status-words", warning, "the description of an answer is the name of another status",
       "Such as \"Not Found\" for 400. Only descriptions that are nothing but the name of a status are meant."},
      "responses"},
     check_answers},
    {{{"example-truncated", info, "an example value that is cut short",
       "A single word that ends with dots: it is no value that the API sends or takes, so a mock that answers with it "
       "misleads."},
      "evidence"},
     check_placeholders},
    {{{"example-hollow", info, "an example that shows nothing",
       "{} where the schema lists members, the nil UUID, a ULID of 1970, the word \"string\"."},
      "evidence"},
     check_placeholders},
    {{{"example-disjoint", warning, "an example that has no member of its schema",
       "It has members, and none of those that the schema describes: it is an example of something else."},
      "evidence"},
     check_placeholders},
    {{{"example-twice", info, "example and examples side by side",
       "OpenAPI allows one of them for a parameter, a header and a media type; in schemas of 3.1 \"example\" is "
       "deprecated. What is said twice can differ."},
      "evidence"},
     check_placeholders},
    {{{"example-repeated", info, "two properties of one object have one example",
       "The same word, with digits in it, is the example of two properties whose names have nothing in common: one of "
       "them may have been copied and not changed."},
      "evidence"},
     check_placeholders},
    {{{"example-url", warning, "a URL without scheme in an example",
       "The name says that it is a URL, the value begins with a host: nothing can call it."},
      "evidence"},
     check_placeholders},
    {{{"example-deprecated", info, "the example of a request sends what is deprecated",
       "Who copies the example begins with what is to go."},
      "evidence"},
     check_placeholders},
    {{{"example-code", info, "examples of one status have two error codes",
       "The codes carry the status, and differ in the word before it: AUTH-0401 and API-0401."},
      "evidence"},
     check_responses},
    {{{"message-field", info, "an error text of an example names a field that no request has",
       "Only phrases that validators say of fields are read, such as \"The limit may not be greater than 10\"."},
      "evidence"},
     check_message_fields},
    {{{"message-spelling", info, "error texts of examples write names in two ways",
       "One says card_id, as requests do, another one \"external user id\": a program that looks for the name finds it "
       "in one of them only."},
      "evidence"},
     check_message_fields},
    {{{"name-values", warning, "an example that is nearly a value of a property of the same name",
       "Another property of the name lists its values, in an enum or in words; the example is none of them and differs "
       "by a letter or two."},
      "names"},
     check_names},
    {{{"name-spelling", info, "a name that is spelt in two ways",
       "Two properties or parameters whose names differ only by case, bars or hyphens, such as userId and user_id."},
      "names"},
     check_names},
    {{{"name-style", info, "names in two styles",
       "Properties of one document with humps (userId) and with bars (user_id); headers without hyphens among those "
       "with: some proxies drop headers that have bars."},
      "names"},
     check_names},
    {{{"name-direction", info, "a member is described differently in request and answer",
       "A request and the answer to it have a member of one name at their top, and differ in its type, its format, its "
       "values, or in whether its own members are described."},
      "names"},
     check_names},
    {{{"read-only-unused", warning, "a readOnly member of a schema that only requests use",
       "Only answers have what is readOnly, and no answer uses the schema: the member is never sent. The same for "
       "writeOnly and answers. Documents with webhooks or callbacks are not looked at."},
      "names"},
     check_names},
    {{{"description-empty", info, "a description that is empty",
       "The place for it is there, the words are not."},
      "prose"},
     check_descriptions},
    {{{"prose-read-only", warning, "description and readOnly contradict each other",
       "The description says when to send a value that is readOnly, or it begins with \"read-only\" and the schema "
       "does not say so."},
      "prose"},
     check_descriptions},
    {{{"prose-opposite", warning, "the description says the opposite of the name",
       "A boolean called allow… or enable… whose description begins with whether to force, prevent, disable or hide: "
       "nobody knows what true means."},
      "prose"},
     check_descriptions},
    {{{"prose-deprecated", info, "only the description says deprecated",
       "\"deprecated: true\" is what programs read."},
      "prose"},
     check_descriptions},
    {{{"page-parameter", warning, "two pages describe a parameter differently",
       "Parameters of one name and place, on pages of one provider, are compared without descriptions and examples."},
      "pages"},
     check_pages},
    {{{"sample-differs", info, "samples side by side send different members",
       "The samples of one group of tabs, one for each language, are compared with the first of them."},
      "samples"},
     check_sample_sets},
    {{{"suppression-form", warning, "a suppression that cannot be read",
       "It names no rule that there is, or gives no reason. See concord lint --help for the forms."},
      "suppressions"},
     check_nothing},
    {{{"suppression-unused", warning, "a suppression that suppresses nothing",
       "What it accepted is gone, or it stands at another place: it would hide the next finding there."},
      "suppressions"},
     check_nothing},
};

// Rules whose rows name another function, too.
struct More {
  std::string_view id;
  Check check;
};
constexpr More more[] = {
    {"sample-schema", check_curl}, {"sample-undocumented", check_curl}, {"ref-broken", check_page_references}};

constexpr std::size_t row_count = std::size(rows);

constexpr auto public_rules = [] {
  std::array<Rule, row_count> out{};
  for (std::size_t i = 0; i < row_count; ++i) out[i] = rows[i].rule;
  return out;
}();

}  // namespace

std::span<const Rule> rules() { return public_rules; }

const Rule* find_rule(std::string_view id) {
  const auto found =
      std::find_if(public_rules.begin(), public_rules.end(), [&](const Rule& rule) { return rule.info.id == id; });
  return found == public_rules.end() ? nullptr : &*found;
}

std::vector<std::string> rule_groups() {
  std::vector<std::string> groups;
  for (const Rule& rule : public_rules) {
    if (std::find(groups.begin(), groups.end(), rule.group) == groups.end()) groups.emplace_back(rule.group);
  }
  return groups;
}

std::vector<Check> checks_of(const Report& report) {
  std::vector<Check> checks;
  const auto add = [&](std::string_view id, Check check) {
    if (report.wants(id) && std::find(checks.begin(), checks.end(), check) == checks.end()) checks.push_back(check);
  };
  for (const Row& row : rows) add(row.rule.info.id, row.check);
  for (const More& one : more) add(one.id, one.check);
  return checks;
}

}  // namespace concord::lint
