// One page a dialect, with the traps that real pages have; what is not said here is in the pages themselves.
#include "importing.h"

#include <concord/base/file.h>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::page;

namespace {

Imported import_page(base::SourceSet& sources, const std::string& name) {
  auto text = base::read_file(pages_folder() + name);
  REQUIRE(text);
  return import_text(sources, name, *text);
}

std::string kind_of(const std::string& text) {
  const Source page("page", text);
  const ImporterKind* kind = recogniser(page);
  return kind == nullptr ? "none" : std::string(kind->name);
}

}  // namespace

TEST_CASE("every importer knows its pages") {
  CHECK(kind_of("````yaml post /a\nopenapi: 3.0.0\n````") == "mintlify-openapi");
  CHECK(kind_of("```json\n{\"openapi\": \"3.0.0\"}\n```") == "mintlify-openapi");
  CHECK(kind_of("---\nopenapi: post /a\n---\n") == "mintlify-openapi");
  CHECK(kind_of("````yaml post /a\npaths:\n  path: /a\n````") == "mintlify-paths");
  CHECK(kind_of("openapi: 3.1.0\n") == "openapi-file");
  CHECK(kind_of("# a comment\n---\nswagger: '2.0'\n") == "openapi-file");
  CHECK(kind_of("{\"info\": {},\n \"openapi\": \"3.0.0\"}") == "openapi-file");
  CHECK(kind_of("**GET** `https://h.test/a`") == "markdown");
  CHECK(kind_of("<mark style=\"color:blue;\">`GET`</mark> `/a/{id}`") == "gitbook");
  CHECK(kind_of("{% swagger method=\"post\" path=\"/a\" baseUrl=\"https://h.test\" summary=\"s\" %}") == "gitbook");
  CHECK(kind_of("```sh\n**GET** `https://h.test/a`\n```") == "none");
  CHECK(kind_of("# POST\nGET it while it lasts\n") == "none");
  CHECK(kind_of("") == "none");
}

TEST_CASE("a Mintlify page with an OpenAPI document") {
  base::SourceSet sources;
  const Imported imported = import_page(sources, "shop-place-order.md");
  CHECK(
      findings_text(imported.findings) ==
      R"(85:11 apidoc.security: security names "gone", which is no scheme of this document [the alternative is left out]
39:17 apidoc.parameter-is-security: header parameter "x-shop-key" is also the security scheme "ShopKey" [kept as security only]
41:21 apidoc.parameter-is-security: "x-shop-key" is required as a parameter, but security "signed" does without it [kept as an alternative]
49:17 apidoc.reserved-header: OpenAPI ignores a header parameter called "Accept" [left out]
93:9 apidoc.read-only-parameter: the schema of parameter "customerId" is readOnly, which means nothing here
59:22 apidoc.example-text: the example is JSON text in a string [read as the object that it holds]
72:28 apidoc.trailing-comma: the example value "OPEN," ends with a comma
74:34 apidoc.unread: the example "remote" is elsewhere: nothing is fetched
110:20 apidoc.prose-rule: only the description says: "Must be a customer of this shop" [decide in an overlay whether it is a rule]
122:26 apidoc.duplicate-enum: enum lists "normal" twice [kept once]
123:21 apidoc.nullable: nullable, but the enum does not list null [null is allowed]
131:11 apidoc.ref-sibling: "minLength" beside $ref does not apply in OpenAPI 3.0 [left out]
130:21 apidoc.nullable: "nullable" without a type [read as: null is allowed]
138:19 apidoc.unknown-format: unknown format "iso-week" [accepts everything]
143:17 apidoc.reference: $ref "#/components/schemas/Nowhere" leads nowhere in this document [read as a schema that accepts everything]
146:24 apidoc.prose-rule: only the description says: "One of DE, FR, IT" [decide in an overlay whether it is a rule]
147:20 apidoc.prose-example: example "DEU" is not in the description's list [did you mean "DE"?]
113:25 apidoc.required-undeclared: required names "giftt", which properties does not
152:65 apidoc.default: default "none" is not of type "integer"
152:41 apidoc.bounds: minimum 5 is above maximum 2
191:6 apidoc.sample: the curl sample calls another URL [its body is no example of /v1/customers/{customerId}/orders]
)");
  const Node& contract = imported.openapi;
  CHECK(
      json(at(contract, "/servers")) ==
      R"([{"url":"https://{stage}.shop.test","variables":{"stage":{"default":"sandbox"}}},{"url":"https://api.shop.test"}])");
  CHECK(at(contract, "/paths").size() == 1);
  const Node& operation = at(contract, "/paths/~1v1~1customers~1{customerId}~1orders/post");
  CHECK(at(operation, "/parameters").size() == 2);
  CHECK(json(at(operation, "/parameters/0/x-concord-source")) == "\"shop-place-order.md:44\"");
  CHECK(json(at(operation, "/security")) == R"([{"ShopKey":[]},{"signed":[],"bearer":["orders"]}])");
  const Node& examples = at(operation, "/requestBody/content/application~1json/examples");
  CHECK(json(at(examples, "/example/value")) == R"({"lines":[{"sku":"A-1","count":2}],"gift":null})");
  CHECK(json(at(examples, "/curl")) ==
        R"({"x-concord-source":"shop-place-order.md:185","value":{"lines":[{"sku":"B-2","count":1}]}})");
  const Node& answers = at(operation, "/responses");
  CHECK(json(at(answers, "/200/content/application~1json/examples/small/value/$ref")) == "\"not a reference\"");
  CHECK(json(at(answers, "/200/content/application~1json/examples/shared/value")) ==
        R"({"orderId":"o-2","state":"PAID"})");
  CHECK(json(at(answers, "/4XX/content/application~1json/schema/$ref")) == "\"#/components/schemas/schema\"");
  CHECK(json(at(contract, "/components/schemas/schema/$ref")) == "\"#/components/schemas/Receipt\"");
  CHECK_FALSE(at(answers, "/default").has("content"));
  CHECK(json(at(contract, "/components/schemas/Order/properties/$ref/type")) == "\"string\"");
  CHECK(json(at(contract, "/components/schemas/Order/properties/when/examples")) == R"(["2020-01-01"])");
  CHECK(json(at(contract, "/components/schemas/Gift/examples")) == R"([{"note":"hello"}])");
}

TEST_CASE("a Mintlify page in the older dialect") {
  base::SourceSet sources;
  const Imported imported = import_page(sources, "shop-track-order.md");
  CHECK(findings_text(imported.findings) ==
        "84:28 apidoc.component-name: \"Tracking\" is described differently than before [kept in place, under no "
        "name]\n");
  const Node& contract = imported.openapi;
  const Node& operation = at(contract, "/paths/~1v1~1orders~1{orderId}/get");
  CHECK(json(at(operation, "/deprecated")) == "true");
  CHECK(json(at(operation, "/x-concord-source")) == "\"shop-track-order.md:5\"");
  CHECK(json(at(operation, "/security")) == R"([{"key":[],"bearer":[]}])");
  CHECK(json(at(contract, "/components/securitySchemes/key")) ==
        R"({"type":"apiKey","in":"header","name":"X-Shop-Key","x-concord-source":"shop-track-order.md:15"})");
  CHECK(json(at(operation, "/parameters/1/schema")) ==
        R"({"type":"string","enum":["short","long"],"x-concord-source":"shop-track-order.md:29"})");
  CHECK_FALSE(operation.has("requestBody"));
  CHECK_FALSE(at(operation, "/responses/204").has("content"));
  CHECK_FALSE(at(operation, "/responses/404").has("content"));
  CHECK(json(at(operation, "/responses/200/content/application~1json/schema/anyOf/0/$ref")) ==
        "\"#/components/schemas/Tracking\"");
  const Node& tracking = at(contract, "/components/schemas/Tracking");
  CHECK(json(at(tracking, "/required")) == R"(["state"])");
  CHECK(json(at(tracking, "/properties/state/$ref")) == "\"#/components/schemas/State\"");
  CHECK(json(at(tracking, "/properties/state/x-concord-source")) == "\"shop-track-order.md:44\"");
  CHECK(json(at(tracking, "/properties/again")) == R"({"type":"string","x-concord-source":"shop-track-order.md:52"})");
  CHECK(json(at(tracking, "/properties/anything")) == R"({"x-concord-source":"shop-track-order.md:55"})");
  CHECK(json(at(tracking, "/properties/receipt/format")) == "\"binary\"");
}

TEST_CASE("a GitBook page") {
  base::SourceSet sources;
  const Imported imported = import_page(sources, "shop-find-orders.md");
  CHECK(findings_text(imported.findings) ==
        R"(53:20 apidoc.fence-language: the fence is called json but is not JSON: it has "..." [read for its shape only]
63:1 apidoc.fence-language: the fence is called javascript but holds JSON [read as JSON]
72:12 apidoc.fence-language: the fence is called json but is not JSON: it has single quotes [read all the same]
22:70 apidoc.type-contradiction: the type column says string for "states", the description says a list [the column counts until an overlay decides]
27:37 apidoc.unknown-type: unknown type "stone" of "weight" [read as any type]
29:9 apidoc.dead-link: the link "person object below" of "buyer" leads to "#undefined", which is no section [read as the section "The `person` object"]
39:3 apidoc.dead-link: the link "person" of "boss" leads to "#x", which is no section [read as the section "The `person` object"]
)");
  const Node& operation = at(imported.openapi, "/paths/~1v1~1search/post");
  CHECK(json(at(imported.openapi, "/servers")) == R"([{"url":"https://sandbox.shop.test"}])");
  CHECK(json(at(imported.openapi, "/components/securitySchemes/Authorization/scheme")) == "\"bearer\"");
  CHECK(at(operation, "/parameters").size() == 1);
  CHECK(json(at(operation, "/parameters/0/schema/default")) == "1");
  const Node& schema = at(operation, "/requestBody/content/application~1vnd.shop+json/schema");
  CHECK(json(at(schema, "/required")) == R"(["states"])");
  CHECK(json(at(schema, "/properties/states/enum")) == R"(["OPEN","SENT"])");
  CHECK(json(at(schema, "/properties/sort")) ==
        R"({"type":"string","enum":["up","down"],"default":"up",)"
        R"("x-concord-basis":{"enum":"prose","default":"prose"},"x-concord-source":"shop-find-orders.md:23"})");
  CHECK(json(at(schema, "/properties/label")) ==
        R"({"type":"string","maxLength":18,"x-concord-source":"shop-find-orders.md:24"})");
  CHECK(json(at(schema, "/properties/between/properties/to/format")) == "\"date\"");
  CHECK(json(at(schema, "/properties/tags/items/type")) == "\"string\"");
  CHECK(json(at(schema, "/properties/seller/$ref")) == "\"#/components/schemas/person\"");
  CHECK(json(at(imported.openapi, "/components/schemas/person/properties/boss/$ref")) ==
        "\"#/components/schemas/person\"");
  CHECK(json(at(imported.openapi, "/components/schemas/person/required")) == R"(["name"])");
  CHECK(json(at(operation, "/requestBody/content/application~1vnd.shop+json/examples/cURL/value")) ==
        R"({"states":"OPEN","buyer":{"name":"Ada"}})");
  CHECK(
      json(at(operation, "/responses/200/content/application~1json/schema/properties/orders/items/properties/paid")) ==
      R"({"type":"number","x-concord-basis":{"type":"example"},"x-concord-source":"shop-find-orders.md:64"})");
  CHECK_FALSE(at(operation, "/responses/404").has("content"));
  CHECK(json(at(operation, "/responses/422/content/application~1json/examples/Wrong (422)/value")) ==
        R"({"error":"single quotes"})");
}

TEST_CASE("a GitBook page with the older tags") {
  base::SourceSet sources;
  const Imported imported = import_text(sources, "shop-x.md", R"(# X
{% swagger method="put" path="/x/{id}" baseUrl="https://h.test" summary="s" %}
{% swagger-parameter in="path" name="id" type="String" required="true" %}
{% swagger-parameter in="body" name="n" type="Integer" required="false" %}
{% swagger-response status="200: OK" description="" %}
```json
[1]
```
{% endswagger-response %}
{% endswagger %}
**GET** `https://h.test/other`
```json
{"not": "read"}
```
)");
  CHECK(findings_text(imported.findings) ==
        "12:1 apidoc.unread: the page does not say what the JSON of this fence is "
        "[not read: neither a heading nor the line before it names a request or a response]\n"
        "11:1 apidoc.unread: the page says nothing about GET /other but its name [left out]\n");
  const Node& operation = at(imported.openapi, "/paths/~1x~1{id}/put");
  CHECK(json(at(operation, "/parameters/0/name")) == "\"id\"");
  CHECK(json(at(operation, "/requestBody/required")) == "false");
  CHECK(json(at(operation, "/responses/200/content/application~1json/schema/items/type")) == "\"integer\"");
}

TEST_CASE("pages that cannot be read say why") {
  const auto why = [](const std::string& text) {
    const Source page("page.md", text);
    const ImporterKind* kind = recogniser(page);
    REQUIRE(kind != nullptr);
    base::SourceSet sources;
    DocumentSet documents(sources);
    auto imported = kind->import(page, documents);
    REQUIRE_FALSE(imported);
    return findings_text(imported.diagnostics());
  };
  CHECK(
      why("---\ntitle: t\nopenapi: specs/a.yaml post /a\n---\n") ==
      "3:10 apidoc.elsewhere: the page refers to \"specs/a.yaml\", which is neither beside it nor in a folder above it "
      "[derive from that document]\n");
  CHECK(why("````yaml post /order\nopenapi: 3.0.0\npaths: {/orders: {post: {}}}\n````") ==
        "1:1 apidoc.operation: the document has no operation \"post /order\" [did you mean \"post /orders\"?]\n");
  CHECK(why("````yaml post /a\npaths:\n  path: /a\n````") ==
        "1:1 apidoc.page: \"paths\" must have a \"path\" and a \"method\"\n");
  CHECK(why("swagger: '2.0'\n") == "1:1 apidoc.empty: the document has no operation\n");
  CHECK(why("openapi: 4.0.0\n") ==
        "1:10 apidoc.version: this version of OpenAPI is not read [2.0 and 3.0 to 3.2 are]\n");
  CHECK(why("openapi: 3.1.0\npaths: {}\n") == "1:1 apidoc.empty: the document has no operation\n");
}

TEST_CASE("a default with a zero before it is no number, and that is said") {
  base::SourceSet sources;
  const Imported imported = import_text(sources, "make.md", R"(# Make

`POST https://files.test/make`

### Body

| Name | Type | Default | Description |
|---|---|---|---|
| mode | integer | 0644 | |
| mask | integer | | Defaults to `022`. |
| code | string | 0644 | |
| size | integer | 10 | |
)");
  CHECK(findings_text(imported.findings) ==
        R"(9:3 apidoc.scalar-ambiguous: the default "0644" of "mode" is the number without its zero or an octal one [no default is read]
10:3 apidoc.scalar-ambiguous: the default "022" of "mask" is the number without its zero or an octal one [no default is read]
)");
  const Node& body = at(imported.openapi, "/paths/~1make/post/requestBody/content/application~1json/schema");
  std::string defaults;
  for (const auto& member : body.find("properties")->members()) {
    const Node* value = member.value.find("default");
    defaults += member.key + " " + (value == nullptr ? "-" : json(*value)) + "; ";
  }
  CHECK(defaults == "mode -; mask -; code \"0644\"; size 10; ");
}
