// concord explain FILE#/pointer: from a derived schema back to the line of the page.
#include "command_line.h"

namespace concord::cli {
namespace {

constexpr const char* kPage = R"(openapi: 3.1.0
info: {title: Kiosk, version: '1'}
paths:
  /tickets:
    post:
      operationId: buy
      responses:
        '200':
          description: bought
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Ticket'}
components:
  schemas:
    Ticket:
      type: object
      properties:
        state:
          type: string
          enum:
            - open
            - used
        gate: {type: string, maxLength: 4}
)";

constexpr const char* kOverlay = R"(overlay: 1.0.0
info: {title: Decisions, version: '1'}
actions:
  - x-concord-id: K-1
    description: The office says that there are lost tickets too.
    target: $.components.schemas.Ticket.properties.state
    update: {enum: [lost]}
)";

class Derived : public CommandLine {
 public:
  Derived() {
    write("pages/kiosk-buy.yaml", kPage);
    write("out/kiosk/overlay.yaml", kOverlay);
    REQUIRE(run({"derive", "-q", "-o", "out", "pages/kiosk-buy.yaml"}).exit_code == 0);
  }
  support::Ended explain(const std::string& pointer) const {
    return run({"explain", "out/kiosk/buy/response-200.schema.json#" + pointer, "--docs", "pages"});
  }
};

}  // namespace

TEST_CASE("a keyword is traced to its line and to the decisions on its way") {
  Derived line;
  CHECK(line.explain("/properties/state").out ==
        "out/kiosk/buy/response-200.schema.json#/$defs/Ticket/properties/state\n"
        "  type: \"string\"\n"
        "      kiosk-buy.yaml:19: type: string\n"
        "  enum: [\"open\",\"used\",\"lost\"]\n"
        "      kiosk-buy.yaml:21: - open\n"
        "  decision K-1, out/kiosk/overlay.yaml:4:5\n"
        "      $.components.schemas.Ticket.properties.state: {\"enum\":[\"lost\"]}\n"
        "      The office says that there are lost tickets too.\n");
  CHECK(line.explain("/properties/gate/maxLength").out ==
        "out/kiosk/buy/response-200.schema.json#/$defs/Ticket/properties/gate/maxLength\n"
        "  maxLength: 4\n"
        "      kiosk-buy.yaml:23: gate: {type: string, maxLength: 4}\n");
}

TEST_CASE("a contract is traced like its schemas") {
  Derived line;
  const auto ended = line.run(
      {"explain", "out/kiosk/openapi.yaml#/components/schemas/Ticket/properties/gate/type", "--docs", "pages"});
  CHECK(ended.out ==
        "out/kiosk/openapi.yaml#/components/schemas/Ticket/properties/gate/type\n"
        "  type: \"string\"\n"
        "      kiosk-buy.yaml:23: gate: {type: string, maxLength: 4}\n");
}

TEST_CASE("a page that is missing or has changed is said") {
  Derived line;
  const auto missing = line.run({"explain", "out/kiosk/buy/response-200.schema.json#/properties/gate/type"});
  CHECK(missing.out ==
        "out/kiosk/buy/response-200.schema.json#/$defs/Ticket/properties/gate/type\n"
        "  type: \"string\"\n"
        "      kiosk-buy.yaml:23\n"
        "note: kiosk-buy.yaml is not here; --docs DIR says where the pages are, to see their lines\n");
  line.write("pages/kiosk-buy.yaml", std::string("# new\n") + kPage);
  CHECK(contains(line.explain("/properties/gate/type").out,
                 "note: pages/kiosk-buy.yaml has changed since, so its lines may be others now\n"));
}

TEST_CASE("what cannot be traced is named") {
  Derived line;
  const auto misspelt = line.explain("/properties/stat");
  CHECK(misspelt.exit_code == 2);
  CHECK(misspelt.err == "error: there is no \"stat\" at /$defs/Ticket/properties\n  did you mean \"state\"?\n");
  line.write("own.json", R"({"type": "object"})");
  CHECK(line.run({"explain", "own.json#/type"}).err ==
        "error: nothing says where this comes from at /type\n  only files that concord derive wrote can be traced\n");
  CHECK(line.run({"explain", "own.json#type"}).err ==
        "error: \"#type\" is no JSON Pointer\n  write it as FILE#/properties/id\n");
  line.write(
      "hostile.json",
      R"({"x-concord-document": {"name": "../../etc/passwd"}, "x-concord-source": "../../etc/passwd:1", "type": "x"})");
  CHECK(line.run({"explain", "hostile.json#/type"}).out ==
        "hostile.json#/type\n  type: \"x\"\n      ../../etc/passwd:1\n"
        "note: ../../etc/passwd is not here; --docs DIR says where the pages are, to see their lines\n");
}

}  // namespace concord::cli
