// What headings, titles and lines say.
#include "importing.h"
#include "page_endpoint.h"
#include "page_headings.h"
#include "page_mentions.h"
#include "presence_words.h"
#include "said_security.h"
#include "status_words.h"
#include "table_titles.h"

#include <concord/base/text.h>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::page;

namespace {

// "post https://host /path" of the first block, or "none".
std::string endpoint(const std::string& text) {
  const Source page("page.md", text);
  const auto blocks = read_blocks(page);
  REQUIRE_FALSE(blocks.empty());
  const auto found = endpoint_of(blocks.front());
  return found ? found->method + " " + found->origin + " " + found->path : "none";
}

// "get /a | what stands behind" of a line, or "none".
std::string at_start(const std::string& text) {
  const Source page("page.md", text);
  const auto found = endpoint_at_start(read_blocks(page).front());
  return found ? found->endpoint.method + " " + found->endpoint.path + " | " + found->behind : "none";
}

std::string statuses(const std::vector<std::string>& found) { return base::join(found, " "); }

std::string presence(const PresenceMark& mark) {
  const std::string said = mark.is_required ? *mark.is_required ? "yes" : "no" : "unsaid";
  return mark.rest + " | " + said + (mark.doubt.empty() ? "" : " | " + mark.doubt);
}

std::string credential(const std::string& line) {
  const auto said = credential_in_sentence(line, {});
  return said ? said->header + " " + said->scheme : "none";
}

}  // namespace

TEST_CASE("a method and a URL are an endpoint") {
  CHECK(endpoint("**POST** `https://h.test/v1/a`") == "post https://h.test /v1/a");
  CHECK(endpoint("<mark style=\"color:green;\">`GET`</mark> `/a/{id}`") == "get  /a/{id}");
  CHECK(endpoint("<mark>**PUT**</mark>&#x20;`/a`") == "put  /a");
  CHECK(endpoint("`DELETE /a/:id/b/<KEY>`") == "delete  /a/{id}/b/{KEY}");
  CHECK(endpoint("GET {{baseUrl}}/a/{{id}}?x=1#y") == "get  /a/{id}");
  CHECK(endpoint("POST https://h.test") == "post https://h.test /");
  CHECK(endpoint("PATCH /a HTTP/1.1") == "patch  /a");
  CHECK(endpoint("Endpoint: `GET /a`") == "get  /a");
  CHECK(endpoint("### Create: POST /a") == "post  /a");
  CHECK(endpoint("{% api-method method=\"get\" host=\"https://h.test/\" path=\"/a/:id\" %}") ==
        "get https://h.test /a/{id}");
  CHECK(endpoint("{% swagger baseUrl=\"https://h.test\" path=\"a\" method=\"post\" %}") == "post https://h.test /a");
}

TEST_CASE("other lines are none") {
  CHECK(endpoint("GET it") == "none");
  CHECK(endpoint("FETCH /a") == "none");
  CHECK(endpoint("see GET /a for more") == "none");
  CHECK(endpoint("### How to get /a back") == "none");
  CHECK(endpoint("| GET | /a |") == "none");
  CHECK(endpoint("{% tab title=\"GET /a\" %}") == "none");
}

TEST_CASE("a base URL stands in a line that calls it so") {
  CHECK(base_url_in("Base URL: `https://h.test/v1/`.") == "https://h.test/v1");
  CHECK(base_url_in("The base URL is https://h.test, always.") == "https://h.test");
  CHECK(base_url_in("See https://h.test") == "");
  CHECK(base_url_in("The base URL is yours") == "");
}

TEST_CASE("a status stands alone in a title") {
  CHECK(status_in("Success (200)") == "200");
  CHECK(status_in("404 Not Found") == "404");
  CHECK(status_in("200: OK") == "200");
  CHECK(status_in("HTTP 1.100 and 2000 and 999") == "");
  CHECK(status_in("SHA-256") == "");
}

TEST_CASE("a heading says what follows") {
  CHECK(part_of("Headers") == Part::Headers);
  CHECK(part_of("Request headers") == Part::Headers);
  CHECK(part_of("Response headers") == Part::ResponseHeaders);
  CHECK(part_of("URL Parameters") == Part::Path);
  CHECK(part_of("Query String Parameters") == Part::Query);
  CHECK(part_of("Request body") == Part::Body);
  CHECK(part_of("Example response") == Part::Response);
  CHECK(part_of("The `content` object") == Part::Object);
  CHECK(part_of("Arguments") == Part::Parameters);
  CHECK(part_of("Limits") == Part::None);
}

TEST_CASE("a heading within another says less by itself") {
  CHECK(part_within(Part::Response, "Body") == Part::Response);
  CHECK(part_within(Part::Response, "Headers") == Part::ResponseHeaders);
  CHECK(part_within(Part::Response, "Example") == Part::Response);
  CHECK(part_within(Part::Response, "Example request") == Part::Request);
  CHECK(part_within(Part::None, "400 Bad Request") == Part::Response);
  CHECK(part_within(Part::Body, "Required fields") == Part::Body);
  CHECK(part_within(Part::Body, "Rate limits") == Part::None);
  CHECK(part_within(Part::Object, "Example") == Part::None);
}

TEST_CASE("a line before a sample may say what it is") {
  CHECK(part_of_sentence("> The above command returns JSON like this:") == Part::Response);
  CHECK(part_of_sentence("Response:") == Part::Response);
  CHECK(part_of_sentence("Send this:") == Part::Request);
  CHECK(part_of_sentence("The response may be late.") == Part::None);
}

TEST_CASE("objects are named by headings") {
  CHECK(object_name("The `content` object") == "content");
  CHECK(object_name("Address object") == "Address");
  CHECK(object_name("[Address](#x) object") == "Address");
  CHECK(object_name("The [Address] object") == "Address");
  CHECK(object_name("Response object") == "");
  CHECK(object_name("Objects") == "");
  CHECK(bare_name("Billing address") == bare_name("billing_address"));
}

TEST_CASE("titles of columns say what is in them") {
  const auto column = [](std::string_view title) { return read_title(title).column; };
  for (const char* title : {"Request body fields", "Query param", "Path parameter", "**Field name**", "JSON key",
                            "Name of the field", "Header", "Params"}) {
    INFO(title);
    CHECK(column(title) == Column::Name);
  }
  for (const char* title :
       {"Permission", "Error", "Error code", "Event", "Feature", "API key", "Plan", "Field of use"}) {
    INFO(title);
    CHECK(column(title) == Column::Other);
  }
  for (const char* title : {"Type - Required", "type / optional", "Data type", "Type (required)", "Value type"}) {
    INFO(title);
    CHECK(column(title) == Column::Type);
  }
  CHECK(column("Required?") == Column::Required);
  CHECK(column("Mandatory / Optional") == Column::Required);
  CHECK(column("M/O") == Column::Required);
  CHECK(column("Optional") == Column::Optional);
  CHECK(column("Possible values") == Column::Values);
  CHECK(column("#") == Column::Index);
  CHECK(read_title("Query param").part == Part::Query);
  CHECK(read_title("Request body fields").part == Part::Body);
  CHECK(read_title("Response field").part == Part::Response);
}

TEST_CASE("cells say whether a field must be there") {
  const auto taken = [](std::string_view text) {
    const PresenceMark mark = take_presence(text);
    return mark.rest + (!mark.is_required ? "" : *mark.is_required ? "!" : "?");
  };
  CHECK(taken("String - Required") == "String!");
  CHECK(taken("String \u2013 Optional") == "String?");
  CHECK(taken("(Optional) String") == "String?");
  CHECK(taken("string (required, max 10)") == "string (max 10)!");
  CHECK(taken("Not required, string") == "string?");
  CHECK(taken("string") == "string");
  CHECK(presence_in_cell("\u2705 Yes") == true);
  CHECK(presence_in_cell("\u274c No") == false);
  CHECK(presence_in_cell("Yes, if `a` is set") == false);
  CHECK(presence_in_cell("M") == true);
  CHECK(presence_in_cell("see below") == std::nullopt);
}

TEST_CASE("lines and titles name statuses") {
  CHECK(status_in("4xx") == "4XX");
  CHECK(states_status("200: OK"));
  CHECK(states_status("\u2705 202 Accepted"));
  CHECK(states_status("Success (200)"));
  CHECK_FALSE(states_status("Order of 200 pieces"));
  CHECK(status_of_line("- `400` \u2013 no such choice") == "400");
  CHECK(status_of_line("**404 Not Found**") == "404");
  CHECK(status_of_line("200 pieces are enough") == "");
  CHECK(status_of_line("200,000 rows") == "");
  CHECK(labelled_status("  * **Code:** 200 <br />") == "200");
  CHECK(labelled_status("Status: `201 Created`") == "201");
  CHECK(labelled_status("Limit: 200") == "");
}

TEST_CASE("samples name parameters of paths as people write them") {
  const auto path = [](const std::string& url) {
    const auto found = endpoint_from("GET", url, {});
    return found ? found->path : "none";
  };
  CHECK(path("https://h.test/things/<uuid>") == "/things/{uuid}");
  CHECK(path("/things/:id/parts/:part.json") == "/things/{id}/parts/{part}.json");
  CHECK(path("{{base}}/things/{{id}}") == "/things/{id}");
  CHECK(path("$BASE_URL/things/$ID") == "/things/{ID}");
  CHECK(path("/things/${id}/[part]") == "/things/{id}/{part}");
  CHECK(path("/things/{id}:cancel") == "/things/{id}:cancel");
}

TEST_CASE("a line of other words may begin with an endpoint") {
  CHECK(at_start("- `GET https://h.test/users` \u2192 200") == "get /users | \u2192 200");
  CHECK(at_start("* **DELETE** `/users/:id`: removes one") == "delete /users/{id} | removes one");
  CHECK(at_start("2. POST /users creates a user") == "post /users | creates a user");
  CHECK(at_start("Endpoint: `PUT /users/{id}` (for admins)") == "put /users/{id} | (for admins)");
  CHECK(at_start("Call `GET /users` again") == "none");
  CHECK(at_start("Get /users again") == "none");
  CHECK(at_start("GET it from /users") == "none");
}

TEST_CASE("what a line says behind its endpoint is a status") {
  CHECK(statuses(statuses_behind("\u2192 200")) == "200");
  CHECK(statuses(statuses_behind("- creates a user -> 201, 409 or 422")) == "201 409 422");
  CHECK(statuses(statuses_behind("returns `204 No Content`")) == "204");
  CHECK(statuses(statuses_behind("removes one (204)")) == "204");
  CHECK(statuses(statuses_behind("200 / 404")) == "200 404");
  CHECK(statuses(statuses_behind("lists 200 items at most")) == "");
  CHECK(statuses(statuses_behind("\u2192 299 things")) == "");
}

TEST_CASE("an item is a status where it is a registered one, in code or in the words of HTTP") {
  CHECK(status_of_item("- `204` \u2013 gone") == "204");
  CHECK(status_of_item("* **404**: no such thing") == "404");
  CHECK(status_of_item("- 409 Conflict") == "409");
  CHECK(status_of_item("- `299` \u2013 of our own") == "");
  CHECK(status_of_item("- `100` \u2013 small") == "");
  CHECK(status_of_item("- 200 pieces") == "");
  CHECK(status_of_item("- `200` items") == "");
}

TEST_CASE("a sentence may name statuses without code") {
  CHECK(statuses(statuses_in_sentence("Returns 204 when there are none, `200` otherwise.")) == "200 204");
  CHECK(statuses(statuses_in_sentence("It responds with a 201 and the user.")) == "201");
  CHECK(statuses(statuses_in_sentence("It returns 200 items at most.")) == "");
}

TEST_CASE("a line may announce an answer, or list errors") {
  CHECK(announced_status("Response (200):") == "200");
  CHECK(announced_status("Answer 404:") == "404");
  CHECK(announced_status("The response has 250 items:") == "");
  CHECK(announced_status("Response (200)") == "");
  CHECK(statuses(statuses_in_sentence("Errors: 400, 401, 409.")) == "400 401 409");
  CHECK(statuses(statuses_in_sentence("Responses: 200 or `404`")) == "404 200");
  CHECK(statuses(statuses_in_sentence("Errors: 404 pages were found")) == "");
}

TEST_CASE("whether a field is required has a value, or a condition") {
  CHECK(presence(take_presence("integer, required: no")) == "integer | no");
  CHECK(presence(take_presence("(string, Required: Yes)")) == "(string) | yes");
  CHECK(presence(take_stated_presence("(integer) Required: no. From 1")) == "(integer) From 1 | no");
  CHECK(presence(take_stated_presence("The size. **Optional**: false")) == "The size. ** | yes");
  CHECK(presence(take_stated_presence("Required: yes, if it is a card. More")) == "More | no | yes, if it is a card");
  CHECK(presence(take_stated_presence("Required: depends")) == " | no | depends");
  CHECK(presence(take_stated_presence("An id is required: it is one")) == "An id is required: it is one | unsaid");
  CHECK(presence_in_cell("ja") == true);
  CHECK(presence_in_cell("nope") == false);
  CHECK(presence_doubt("depends") == "depends");
  CHECK(presence_doubt("Yes, if `kind` is card") == "Yes, if `kind` is card");
  CHECK(presence_doubt("conditional") == "conditional");
  CHECK(presence_doubt("yes") == "");
  CHECK(presence_doubt("-") == "");
  CHECK(presence_doubt("alphanumeric") == "");
}

TEST_CASE("sentences say how requests are authenticated") {
  CHECK(credential("Authenticate with a bearer token in the `Authorization` header.") == "Authorization bearer");
  CHECK(credential("All requests need an API key in the `X-Api-Key` header.") == "X-Api-Key ");
  CHECK(credential("Requests are authenticated using HTTP Basic auth.") == "Authorization basic");
  CHECK(credential("No authentication is needed, not even a bearer token.") == "none");
  CHECK(credential("The token is returned in the `Authorization` header of the response.") == "none");
  CHECK(credential("Use the token as a bearer token in subsequent requests, in the header.") == "none");
  CHECK(credential("The bearer of the ticket") == "none");
  CHECK(demands_credentials("This call requires authentication."));
  CHECK_FALSE(demands_credentials("This call requires no authentication."));
}

TEST_CASE("endpoints are one whatever their parameters are called, and whatever the server's path is") {
  KnownEndpoints known;
  known.add(*endpoint_from("GET", "https://h.test/v1/users/{id}", {}));
  CHECK(known.contains(*endpoint_from("GET", "/users/:user", {})));
  CHECK(known.contains(*endpoint_from("GET", "https://h.test/api/v1/users/{id}/", {})));
  CHECK_FALSE(known.contains(*endpoint_from("POST", "/users/{id}", {})));
  CHECK_FALSE(known.contains(*endpoint_from("GET", "/users", {})));
}

TEST_CASE("a sample that no fence holds is told") {
  const Source page("page.md",
                    "# Widgets\n\nPOST https://w.test/widgets\n\nRequest body: `{\"name\": \"x\"}`\n\nBody "
                    "parameters:\n\n- `name`\n- `colour` (string)\n\nResponse (201):\n\n    {\"id\": 1}\n");
  base::SourceSet sources;
  openapi::DocumentSet documents(sources);
  const auto imported = import_with(*recogniser(page), page, documents);
  REQUIRE(imported);
  CHECK(findings_text(imported->findings) ==
        "5:1 apidoc.unread: a sample within a line is not read [samples are read in fences]\n"
        "9:1 apidoc.unread: the item \"name\" is not read [fields of bodies and answers are those with a type]\n"
        "14:1 apidoc.unread: a sample that is indented is not read [samples are read in fences]\n");
}
