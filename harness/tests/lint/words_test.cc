// Words that OpenAPI does not have.
#include "linting.h"

using namespace concord;
using namespace concord::lint;

namespace {

const std::vector<std::string> word_rules{"word-misspelt", "path-form", "status-form", "media-type-form"};

std::string with_paths(const std::string& paths, const std::string& components = "{}") {
  return "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n" + paths + "\ncomponents: " + components + "\n";
}

std::string of_schema(const std::string& schema) {
  return lint_text(with_paths("  {}", "{schemas: {A: " + schema + "}}"), word_rules);
}

}  // namespace

TEST_CASE("a misspelt member is told, with what was meant") {
  CHECK(of_schema("{type: object, propertes: {a: {}}, requird: [a], nullabel: true}") ==
        "5:42 word-misspelt: OpenAPI has no member \"propertes\" here, so nobody reads it [did you mean "
        "\"properties\"?]\n"
        "5:62 word-misspelt: OpenAPI has no member \"requird\" here, so nobody reads it [did you mean \"required\"?]\n"
        "5:76 word-misspelt: OpenAPI has no member \"nullabel\" here, so nobody reads it [did you mean "
        "\"nullable\"?]\n");
  CHECK(of_schema("{properties: {a: {type: string, maxlength: 3}}}") ==
        "5:59 word-misspelt: OpenAPI has no member \"maxlength\" here, so nobody reads it [did you mean "
        "\"maxLength\"?]\n");
  CHECK(lint_text(with_paths("  /a: {gett: {responses: {}}, get: {respones: {}}}"), word_rules) ==
        "4:8 word-misspelt: OpenAPI has no member \"gett\" here, so nobody reads it [did you mean \"get\"?]\n"
        "4:37 word-misspelt: OpenAPI has no member \"respones\" here, so nobody reads it [did you mean "
        "\"responses\"?]\n");
  CHECK(lint_text(with_paths("  /a: {get: {parameters: [{name: q, in: qury, schema: {}}], responses: {}}}"),
                  word_rules) ==
        "4:41 word-misspelt: \"in\" cannot be \"qury\" [did you mean \"query\"?]\n");
}

TEST_CASE("words of other versions, of dialects and of the author are no misspellings") {
  for (const char* schema :
       {"{type: object, x-requird: [a], properties: {propertes: {}, requird: {}, gett: {}}}",
        "{examples: [1], $defs: {tpye: {}}, definitions: {B: {}}, dependentSchemas: {requird: {}}, const: 1}",
        "{example: {propertes: 1}, default: {requird: 2}, enum: [{nullabel: 1}]}",
        "{refIdentifier: x, faker: name.first, order: 3, state: x, note: y, label: z, nodes: {}}"}) {
    CAPTURE(schema);
    CHECK(of_schema(schema).empty());
  }
}

TEST_CASE("paths, statuses and media types that are none") {
  CHECK(lint_text(with_paths("  pets: {get: {responses: {'200': {description: d}, 2OO: {description: d}, 4xx: "
  "{description: d}, "
                           "default: {description: d}, sucess: {description: d}}}}"),
                  word_rules) ==
        "4:3 path-form: the path \"pets\" does not begin with \"/\"\n"
        "4:53 status-form: \"2OO\" is no status [did you mean \"200\"?]\n"
        "4:126 status-form: \"sucess\" is no status\n");
  CHECK(lint_text(with_paths("  /a: {get: {responses: {'200': {description: d, content: {application.json: {}, "
                             "json: {}, "
                           "'application/json, text/plain': {}, '*/*': {}, image/*: {}, 'text/csv; "
                           "charset=utf-8': {}}}}}}"),
                  word_rules) ==
        "4:60 media-type-form: \"application.json\" is no media type [did you mean \"application/json\"?]\n"
        "4:82 media-type-form: \"json\" is no media type [did you mean \"application/json\"?]\n"
        "4:92 media-type-form: \"application/json, text/plain\" is no media type [list each of them by itself]\n");
}

TEST_CASE("media types that Swagger 2.0 lists, and under which it has examples") {
  CHECK(lint_text("swagger: '2.0'\ninfo: {title: T, version: '1'}\nconsumes: [application/json, json]\n"
                  "paths:\n  /a:\n    get:\n      produces: ['text/plain, text/csv', whatever]\n"
                  "      responses: {'200': {description: d, examples: {code: 401, message: x}}}\n",
                  word_rules) ==
        "3:30 media-type-form: \"json\" is no media type [did you mean \"application/json\"?]\n"
        "7:18 media-type-form: \"text/plain, text/csv\" is no media type [list each of them by itself]\n"
        "7:42 media-type-form: \"whatever\" is no media type\n"
        "8:54 media-type-form: \"code\" is no media type [examples of Swagger 2.0 stand under media types]\n");
}
