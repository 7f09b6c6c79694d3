// Changes around schemas: operations, parameters, bodies, answers, security, servers, what the provider sends by
// itself.
#include "contracts.h"

using contracts::compared;
using contracts::lines;
using contracts::operation_lines;
using contracts::with_operation;

namespace {

std::string parameter_lines(const std::string& before, const std::string& after) {
  return operation_lines("parameters: [" + before + "]", "parameters: [" + after + "]");
}

std::string answer_lines(const std::string& before, const std::string& after) {
  return operation_lines("responses: {" + before + "}", "responses: {" + after + "}");
}

std::string secured(const std::string& security, const std::string& schemes = "") {
  return with_operation("security: " + security,
                        schemes.empty() ? "" : "components: {securitySchemes: {" + schemes + "}}\n");
}

std::string security_lines(const std::string& before, const std::string& after) {
  return lines(compared(secured(before), secured(after)));
}

std::string with_root(const std::string& members) {
  return "openapi: 3.1.0\npaths: {/a: {get: {}}}\n" + members + '\n';
}

}  // namespace

TEST_CASE("operations come and go") {
  const std::string two = "openapi: 3.1.0\npaths: {/a: {get: {}, post: {}}}\n",
                    one = "openapi: 3.1.0\npaths: {/a: {get: {}}}\n";
  CHECK(lines(compared(one, two)) == "info operation-added\n");
  CHECK(lines(compared(two, one)) == "breaking operation-removed\n");
}

TEST_CASE("an operation goes as it was announced") {
  const auto removed = [](const std::string& operation) {
    return lines(compared("paths: {/a: {get: {}, post: {" + operation + "}}}\n", "paths: {/a: {get: {}}}\n"));
  };
  CHECK(removed("deprecated: true, x-sunset: 2026-06-14") == "info operation-removed-after-sunset\n");
  CHECK(removed("deprecated: true, x-sunset: '2026-06-15T00:00:00Z'") == "breaking operation-removed-before-sunset\n");
  CHECK(removed("deprecated: true") == "warning operation-removed-deprecated\n");
  CHECK(removed("x-sunset: 2026-06-14") == "breaking operation-removed\n");
  CHECK(removed("deprecated: true, x-sunset: soon") == "breaking operation-removed-sunset-unreadable\n");
}

TEST_CASE("deprecation wants a date") {
  CHECK(operation_lines("summary: x", "deprecated: true") == "warning operation-deprecated-without-sunset\n");
  CHECK(operation_lines("summary: x", "{deprecated: true, x-sunset: 2027-01-31}") == "info operation-deprecated\n");
  CHECK(operation_lines("deprecated: true", "summary: x") == "info operation-reactivated\n");
  CHECK(operation_lines("{deprecated: true, x-sunset: 2027-01-31}", "{deprecated: true, x-sunset: 2027-01-30}") ==
        "breaking sunset-earlier\n");
  CHECK(operation_lines("{deprecated: true, x-sunset: 2027-01-31}", "{deprecated: true, x-sunset: 2027-02-01}") ==
        "info sunset-later\n");
  CHECK(operation_lines("{deprecated: true, x-sunset: 2027-01-31}", "deprecated: true") == "breaking sunset-removed\n");
  CHECK(operation_lines("{deprecated: true, x-sunset: 2027-01-31}", "{deprecated: true, x-sunset: 2027-02-30}") ==
        "breaking sunset-removed\nwarning sunset-unreadable\n");
  CHECK(operation_lines("summary: x", "{deprecated: true, x-sunset: soon}") == "warning sunset-unreadable\n");
  CHECK(operation_lines("summary: x", "{deprecated: true, x-sunset: 2026-06-14}") ==
        "breaking sunset-too-soon\ninfo operation-deprecated\n");
  CHECK(operation_lines("summary: x", "{deprecated: true, x-sunset: 2026-06-15}") == "info operation-deprecated\n");
  CHECK(operation_lines("x-stability-level: beta", "x-stability-level: alpha") == "breaking stability-decreased\n");
  CHECK(operation_lines("x-stability-level: beta", "x-stability-level: stable") == "info stability-increased\n");
  CHECK(operation_lines("x-stability-level: beta", "x-stability-level: solid") == "warning stability-unreadable\n");
  CHECK(operation_lines("x-stability-level: solid", "x-stability-level: solid").empty());
  CHECK(operation_lines("operationId: a", "operationId: b") == "info operation-id-changed\n");
}

TEST_CASE("parameters come, go and change") {
  CHECK(parameter_lines("", "{name: a, in: query, required: true}") == "breaking request-parameter-required-added\n");
  CHECK(parameter_lines("", "{name: a, in: query}") == "info request-parameter-optional-added\n");
  CHECK(parameter_lines("{name: a, in: query}", "") == "warning request-parameter-removed\n");
  CHECK(parameter_lines("{name: a, in: query, deprecated: true, x-sunset: 2026-06-14}", "") ==
        "info request-parameter-removed-after-sunset\n");
  CHECK(parameter_lines("{name: a, in: query, deprecated: true, x-sunset: 2026-06-15}", "") ==
        "breaking request-parameter-removed-before-sunset\n");
  CHECK(parameter_lines("{name: a, in: query}", "{name: a, in: query, required: true}") ==
        "breaking request-parameter-became-required\n");
  CHECK(parameter_lines("{name: a, in: query, required: true}", "{name: a, in: query}") ==
        "info request-parameter-became-optional\n");
  CHECK(parameter_lines("{name: a, in: query}", "{name: a, in: header}") ==
        "warning request-parameter-removed\ninfo request-parameter-optional-added\n");
  CHECK(parameter_lines("{name: a, in: query, schema: {type: array}}",
                        "{name: a, in: query, explode: false, schema: {type: array}}") ==
        "breaking request-parameter-style-changed\n");
  CHECK(parameter_lines("{name: a, in: query, schema: {type: string}}",
                        "{name: a, in: query, explode: false, schema: {type: string}}")
            .empty());
  CHECK(parameter_lines("{name: a, in: query, schema: {allOf: [{type: string}]}}",
                        "{name: a, in: query, explode: false, schema: {type: string}}")
            .empty());
  CHECK(parameter_lines("{name: a, in: query, schema: {type: integer}}",
                        "{name: a, in: query, schema: {type: integer, maximum: 9}}") ==
        "breaking request-maximum-narrowed\n");
  CHECK(parameter_lines("{name: a, in: query}", "{name: a, in: query, deprecated: true}") ==
        "warning request-parameter-deprecated-without-sunset\n");
  CHECK(parameter_lines("{name: a, in: query}", "{name: a, in: query, deprecated: true, x-sunset: 2027-01-31}") ==
        "info request-parameter-deprecated\n");
  CHECK(parameter_lines("{name: a, in: query, deprecated: true}", "{name: a, in: query}") ==
        "info request-parameter-reactivated\n");
}

TEST_CASE("a number of a parameter or header is one of the texts that a string may be") {
  const auto of = [](const std::string& schema) { return "{name: a, in: query, schema: " + schema + "}"; };
  const auto header = [](const std::string& schema) { return "'200': {headers: {X-A: {schema: " + schema + "}}}"; };
  CHECK(parameter_lines(of("{type: integer}"), of("{type: string}")) == "info request-type-widened\n");
  CHECK(parameter_lines(of("{type: string}"), of("{type: boolean}")) == "breaking request-type-narrowed\n");
  CHECK(parameter_lines(of("{type: integer}"), of("{type: string, format: uuid}")) ==
        "breaking request-type-changed\n");
  CHECK(parameter_lines(of("{type: integer}"), of("{type: string, maxLength: 5}")) ==
        "breaking request-type-changed\n");
  CHECK(answer_lines(header("{type: integer}"), header("{type: string}")) == "breaking response-type-widened\n");
  CHECK(answer_lines(header("{type: string}"), header("{type: integer}")) == "info response-type-narrowed\n");
}

TEST_CASE("request bodies come, go and change") {
  const std::string json = "{content: {application/json: {schema: {type: string}}}}";
  const std::string required = "{required: true, content: {application/json: {schema: {type: string}}}}";
  CHECK(operation_lines("summary: x", "requestBody: " + json) == "info request-body-optional-added\n");
  CHECK(operation_lines("summary: x", "requestBody: " + required) == "breaking request-body-required-added\n");
  CHECK(operation_lines("requestBody: " + json, "summary: x") == "breaking request-body-removed\n");
  CHECK(operation_lines("requestBody: " + json, "requestBody: " + required) ==
        "breaking request-body-became-required\n");
  CHECK(operation_lines("requestBody: " + required, "requestBody: " + json) == "info request-body-became-optional\n");
}

TEST_CASE("media types and their schemas come and go") {
  const auto body = [](const std::string& content) { return "requestBody: {content: {" + content + "}}"; };
  const auto answer = [](const std::string& content) { return "'200': {content: {" + content + "}}"; };
  CHECK(operation_lines(body("application/json: {}"), body("application/json: {}, text/csv: {}")) ==
        "info request-media-type-added\n");
  CHECK(operation_lines(body("application/json: {}, text/csv: {}"), body("application/json: {}")) ==
        "breaking request-media-type-removed\n");
  CHECK(operation_lines(body("application/json: {}, text/csv: {}"), body("application/json: {}, 'text/*': {}")) ==
        "info request-media-type-added\n");
  CHECK(answer_lines(answer("application/json: {}"), answer("application/json: {}, text/csv: {}")) ==
        "info response-media-type-added\n");
  CHECK(answer_lines(answer("application/json: {}, text/csv: {}"), answer("application/json: {}")) ==
        "breaking response-media-type-removed\n");
  CHECK(operation_lines(body("a/b: {}"), body("a/b: {schema: {type: string}}")) == "breaking request-schema-added\n");
  CHECK(operation_lines(body("a/b: {schema: {type: string}}"), body("a/b: {}")) == "info request-schema-removed\n");
  CHECK(answer_lines(answer("a/b: {}"), answer("a/b: {schema: {type: string}}")) == "info response-schema-added\n");
  CHECK(answer_lines(answer("a/b: {schema: {type: string}}"), answer("a/b: {}")) ==
        "breaking response-schema-removed\n");
  CHECK(answer_lines(answer("a/b: {itemSchema: {type: string}}"), answer("a/b: {itemSchema: {type: integer}}")) ==
        "breaking response-type-changed\n");
  CHECK(operation_lines(body("multipart/form-data: {encoding: {f: {contentType: image/png}}}"),
                        body("multipart/form-data: {encoding: {f: {contentType: image/gif}}}")) ==
        "breaking request-encoding-changed\n");
}

TEST_CASE("answers come and go") {
  CHECK(answer_lines("'200': {}", "'200': {}, '202': {}") == "info response-success-status-added\n");
  CHECK(answer_lines("'200': {}, '202': {}", "'200': {}") == "breaking response-success-status-removed\n");
  CHECK(answer_lines("'200': {}", "'200': {}, '409': {}") == "info response-error-status-added\n");
  CHECK(answer_lines("'200': {}, '409': {}", "'200': {}") == "info response-error-status-removed\n");
  CHECK(answer_lines("'409': {}", "4XX: {}") == "info response-status-covered\ninfo response-error-status-added\n");
  CHECK(answer_lines(
            "'409': {content: {a/b: {schema: {type: string}}}}, default: {content: {a/b: {schema: {type: integer}}}}",
            "default: {content: {a/b: {schema: {type: integer}}}}") ==
        "breaking response-type-changed\ninfo response-status-covered\n");
  CHECK(answer_lines("'200': {content: {a/b: {}}}", "'200': {}") == "breaking response-body-removed\n");
  CHECK(answer_lines("'200': {}", "'200': {content: {a/b: {}}}") == "info response-body-added\n");
}

TEST_CASE("headers and links of answers come, go and change") {
  const auto headers = [](const std::string& text) { return "'200': {headers: {" + text + "}}"; };
  CHECK(answer_lines(headers(""), headers("X-A: {}")) == "info response-header-added\n");
  CHECK(answer_lines(headers("X-A: {}"), headers("")) == "warning response-header-optional-removed\n");
  CHECK(answer_lines(headers("X-A: {required: true}"), headers("")) == "breaking response-header-required-removed\n");
  CHECK(answer_lines(headers("X-A: {required: true}"), headers("x-a: {}")) ==
        "breaking response-header-became-optional\n");
  CHECK(answer_lines(headers("X-A: {}"), headers("X-A: {required: true}")) == "info response-header-became-required\n");
  CHECK(answer_lines(headers("X-A: {schema: {type: integer}}"), headers("X-A: {schema: {type: boolean}}")) ==
        "breaking response-type-changed\n");
  CHECK(answer_lines("'200': {links: {a: {}}}", "'200': {}") == "warning response-link-removed\n");
  CHECK(answer_lines("'200': {}", "'200': {links: {a: {}}}") == "info response-link-added\n");
  CHECK(answer_lines("'200': {links: {a: {operationId: b, description: c}}}",
                     "'200': {links: {a: {operationId: d, description: e}}}") == "warning response-link-changed\n");
  CHECK(answer_lines("'200': {links: {a: {operationId: b, description: c}}}",
                     "'200': {links: {a: {operationId: b, description: e}}}")
            .empty());
  CHECK(answer_lines(headers("X-A: {}"), headers("X-A: {deprecated: true, x-sunset: 2027-01-31}")) ==
        "info response-property-deprecated\n");
  CHECK(answer_lines(headers("X-A: {content: {text/plain: {schema: {type: integer}}}}"),
                     headers("X-A: {content: {text/plain: {schema: {type: boolean}}}}")) ==
        "breaking response-type-changed\n");
}

TEST_CASE("credentials that were enough must stay so") {
  CHECK(security_lines("[]", "[{A: []}]") == "breaking security-added\n");
  CHECK(security_lines("[{}, {A: []}]", "[{A: []}]") == "breaking security-added\n");
  CHECK(security_lines("[{A: []}]", "[]") == "info security-removed\n");
  CHECK(security_lines("[{A: []}]", "[{A: []}, {B: []}]") == "info security-alternative-added\n");
  CHECK(security_lines("[{A: []}, {B: []}]", "[{A: []}]") == "breaking security-alternative-removed\n");
  CHECK(security_lines("[{A: []}]", "[{A: [], B: []}]") ==
        "breaking security-alternative-removed\ninfo security-alternative-added\n");
  CHECK(security_lines("[{A: [], B: []}]", "[{A: []}]") == "info security-alternative-added\n");
  CHECK(security_lines("[{A: [x]}]", "[{A: [x, y]}]") == "breaking security-scope-added\n");
  CHECK(security_lines("[{A: [x, y]}]", "[{A: [x]}]") == "info security-scope-removed\n");
  CHECK(security_lines("[{A: [x]}]", "[{A: [y]}, {A: [x]}]") == "info security-alternative-added\n");
  CHECK(security_lines("[{A: [x]}, {A: [y]}]", "[{A: [x]}]") == "breaking security-alternative-removed\n");
  CHECK(security_lines("[{A: [y]}, {A: [x]}]", "[{A: [x]}, {A: [y]}]").empty());
  CHECK(security_lines("[{A: [x], B: []}]", "[{A: [y]}]") ==
        "breaking security-alternative-removed\ninfo security-alternative-added\n");
}

TEST_CASE("security schemes change, or only their names do") {
  const auto scheme_lines = [](const std::string& before, const std::string& after) {
    return lines(compared(secured("[{A: []}]", "A: " + before), secured("[{A: []}]", "A: " + after)));
  };
  CHECK(scheme_lines("{type: apiKey, in: header, name: X}", "{type: apiKey, in: header, name: Y}") ==
        "breaking security-scheme-changed\n");
  CHECK(scheme_lines("{type: http, scheme: basic}", "{type: http, scheme: Bearer}") ==
        "breaking security-scheme-changed\n");
  CHECK(scheme_lines("{type: http, scheme: Basic}", "{type: http, scheme: basic}").empty());
  CHECK(scheme_lines("{type: oauth2, flows: {password: {tokenUrl: 'https://a.example'}}}",
                     "{type: oauth2, flows: {password: {tokenUrl: 'https://b.example'}}}") ==
        "warning security-url-changed\n");
  CHECK(scheme_lines("{type: oauth2, flows: {password: {scopes: {a: ''}}}}",
                     "{type: oauth2, flows: {password: {scopes: {b: ''}}}}") ==
        "warning security-scope-undefined\ninfo security-scope-defined\n");
}

TEST_CASE("an alternative is told with its scopes") {
  const auto listing = compared(secured("[{A: []}]"), secured("[{A: []}, {B: [], C: [x, y]}]"));
  REQUIRE(listing.findings.size() == 1);
  CHECK(listing.findings[0].message == "\"B\" and \"C\" with x, y is accepted as well now");
}

TEST_CASE("servers come and go, with or without a slash") {
  const auto servers = [](const std::string& urls) { return with_root("servers: [" + urls + "]"); };
  CHECK(lines(compared(servers("{url: 'https://a.example/v1/'}"), servers("{url: 'https://a.example/v1'}"))).empty());
  CHECK(lines(compared(servers("{url: 'https://a.example'}"), servers("{url: 'https://b.example'}"))) ==
        "breaking server-removed\ninfo server-added\n");
}

TEST_CASE("what moves between the servers and the paths changes no URL") {
  const auto contract = [](const std::string& servers, const std::string& paths) {
    return "openapi: 3.1.0\ninfo: {title: t, version: '1'}\nservers: [" + servers + "]\npaths:\n" + paths;
  };
  const std::string pets = "  /pets: {get: {responses: {}}}\n  /pets/{id}: {get: {responses: {}}}\n";
  const std::string moved = "  /v1/pets: {get: {responses: {}}}\n  /v1/pets/{petId}: {get: {responses: {}}}\n";
  const std::string above = contract("{url: 'https://a.example/v1'}, {url: 'https://b.example/v1/'}", pets);
  const std::string below = contract("{url: 'https://a.example'}, {url: 'https://b.example/'}", moved);
  CHECK(lines(compared(above, below)).empty());
  CHECK(lines(compared(below, above)).empty());
  CHECK(lines(compared(above, contract("{url: 'https://a.example'}", moved))) == "breaking server-removed\n");
  CHECK(lines(compared(above, contract("{url: 'https://a.example/v2'}, {url: 'https://b.example/v2'}", pets))) ==
        "breaking server-removed\nbreaking server-removed\ninfo server-added\ninfo server-added\n");
  CHECK(lines(compared(above, contract("{url: 'https://a.example'}, {url: 'https://b.example'}",
                                       "  /v1/pets: {get: {responses: {}}}\n"))) == "breaking operation-removed\n");
}

TEST_CASE("servers of a path or an operation take the place of those of the contract") {
  const auto contract = [](const std::string& of_path, const std::string& of_operation) {
    return "openapi: 3.1.0\ninfo: {title: t, version: '1'}\nservers: [{url: 'https://a.example'}]\n"
           "paths:\n  /pets:\n" +
           of_path + "    get:\n" + of_operation + "      responses: {}\n";
  };
  const std::string none = contract("", ""), other = "servers: [{url: 'https://b.example'}]\n";
  const std::string came_or_went = "breaking server-removed\ninfo server-added\n";
  CHECK(lines(compared(none, contract("    " + other, ""))) == came_or_went);
  CHECK(lines(compared(contract("    " + other, ""), none)) == came_or_went);
  CHECK(lines(compared(none, contract("", "      " + other))) == came_or_went);
  CHECK(lines(compared(contract("", "      " + other), none)) == came_or_went);
  CHECK(lines(compared(contract("    " + other, ""), contract("", "      " + other))).empty());
  CHECK(lines(compared(none, contract("    servers: [{url: 'https://a.example/'}]\n", ""))).empty());
}

TEST_CASE("an operationId comes or goes") {
  const auto text = [](const std::string& before, const std::string& after) {
    const auto listing = compared(with_operation(before), with_operation(after));
    REQUIRE(listing.findings.size() == 1);
    return listing.findings[0].rule + ": " + listing.findings[0].message;
  };
  CHECK(text("summary: s", "operationId: a") == "operation-id-added: the operationId \"a\" is new");
  CHECK(text("operationId: a", "summary: s") == "operation-id-removed: the operationId \"a\" is gone");
}

TEST_CASE("an alternative that is gone is not mistaken for another with other scopes") {
  const auto listing = compared(secured("[{A: [read]}, {A: [write]}]"), secured("[{A: [write]}]"));
  REQUIRE(listing.findings.size() == 1);
  CHECK(lines(listing) == "breaking security-alternative-removed\n");
  CHECK(listing.findings[0].message == "\"A\" with read is not accepted any more");
  CHECK(lines(compared(secured("[{A: [write]}]"), secured("[{A: [read]}, {A: [write]}]"))) ==
        "info security-alternative-added\n");
}

TEST_CASE("what the provider sends by itself goes the other way") {
  const auto hook = [](const std::string& schema) {
    return with_root("webhooks: {paid: {post: {requestBody: {content: {application/json: {schema: " + schema +
                     "}}}}}}");
  };
  CHECK(lines(compared(hook("{type: string, enum: [a]}"), hook("{type: string, enum: [a, b]}"))) ==
        "breaking response-enum-value-added\n");
  CHECK(lines(compared(hook("{type: string, enum: [a, b]}"), hook("{type: string, enum: [a]}"))) ==
        "info response-enum-value-removed\n");
  CHECK(lines(compared(hook("{}"), with_root(""))) == "breaking webhook-removed\n");
  CHECK(lines(compared(with_root(""), hook("{}"))) == "info webhook-added\n");
  const auto called = [](const std::string& schema) {
    return with_operation(
        "callbacks: {done: {'{$request.query.url}': {post: {requestBody: {content: {application/json: {schema: " +
        schema + "}}}}}}}");
  };
  const auto listing = compared(called("{type: integer}"), called("{type: number}"));
  REQUIRE(listing.findings.size() == 1);
  CHECK(lines(listing) == "breaking response-type-widened\n");
  CHECK(listing.findings[0].message == "callback \"done\": request body was integer and may be number now");
  CHECK(lines(compared(called("{}"), with_operation("summary: x"))) == "breaking callback-removed\n");
  CHECK(lines(compared(with_operation("summary: x"), called("{}"))) == "info callback-added\n");
}
