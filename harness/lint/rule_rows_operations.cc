// Rows of the table of rules: operations, documents, and what examples and names show.
#include "rule_rows.h"

namespace concord::lint {
namespace {

constexpr auto error = Level::Error;
constexpr auto warning = Level::Warning;
constexpr auto info = Level::Info;

constexpr RuleRow rows[] = {
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
    {{{"path-identical", error, "two paths that differ by the names of their parameters only",
       "/boxes/{id} and /boxes/{name} are one path: OpenAPI forbids both in one document, since a request for one is a "
       "request for the other."},
      "parameters"},
     check_paths},
    {{{"path-query", warning, "a path with a query in it",
       "A path ends before \"?\"; what follows are parameters with \"in: query\"."},
      "parameters"},
     check_paths},
    {{{"parameter-duplicate", error, "a parameter stands twice in one list",
       "OpenAPI forbids two parameters of one name and place in the list of an operation; header names are compared "
       "without case."},
      "parameters"},
     check_paths},
    {{{"body-hollow", info, "a body is required, and nothing in it",
       "The request needs a body, its schema lists members and demands none, so {} satisfies it."},
      "parameters"},
     check_answers},
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
    {{{"unauthorized-undocumented", info, "credentials are needed, and no answer refuses",
       "Security demands credentials, and neither 401 nor 403 nor default is described."},
      "responses"},
     check_answers},
    {{{"required-unsaid", info, "an answer requires no member, its examples all have some",
       "The schema of an answer demands nothing, so {} is a valid answer, and each example has the same members: a "
       "client does not know on what it can rely."},
      "responses"},
     check_answers},
    {{{"status-words", warning, "the description of an answer is the name of another status",
       "Such as \"Not Found\" for 400. Only descriptions that are nothing but the name of a status are meant."},
      "responses"},
     check_answers},
    {{{"tag-duplicate", error, "a tag is declared twice",
       "Names of tags are unique in a document."},
      "documents"},
     check_documents},
    {{{"server-variable", error, "the URL of a server and its variables do not agree",
       "A name in braces that no variable explains, or a default that the enum of the variable does not list."},
      "documents"},
     check_documents},
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
    {{{"name-format", info, "a name whose form is said at one place only",
       "Properties and parameters of one name are compared within a document: one is a UUID, a ULID, a date or a "
       "date-time, as its format, its description or all its examples say, another one is a string of any form. A "
       "header X-Tenant-ID is compared with a property tenantId; names that end with At with each other; \"email\" says its "
       "form itself. \"id\" is left out, it means another thing in every object."},
      "names"},
     check_names},
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
    {{{"example-direction", warning, "an example sends what only the other side sends",
       "A request has a member that is readOnly, or an answer one that is writeOnly."},
      "evidence"},
     check_evidence},
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
};

}  // namespace

std::span<const RuleRow> operations_rows() { return rows; }

}  // namespace concord::lint
