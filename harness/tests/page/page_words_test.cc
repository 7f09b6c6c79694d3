// What headings, titles and lines say.
#include "importing.h"
#include "page_endpoint.h"
#include "page_headings.h"
#include "presence_words.h"
#include "status_words.h"
#include "table_titles.h"

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
