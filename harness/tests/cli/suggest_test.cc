// concord derive --suggest: rules in words only, proposed in the overlay.
#include "command_line.h"

namespace concord::cli {
namespace {

constexpr const char* kPage = R"(openapi: 3.1.0
info: {title: Kiosk, version: '1'}
paths:
  /tickets:
    post:
      operationId: buy
      parameters:
        - {name: X-Shop, in: header, required: true, description: 'UUID of the shop', schema: {type: string}}
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/New-Ticket'}
      responses: {'204': {description: bought}}
components:
  schemas:
    New-Ticket:
      type: object
      properties:
        kind: {type: string, enum: [single, return]}
        way_back:
          type: string
          description: >-
            The day of the way back, as YYYY-MM-DD.
            Required if kind = return.
)";

constexpr const char* kProposed = R"(overlay: 1.0.0
info:
  title: Decisions about the documentation of kiosk
  version: 1.0.0
actions:
)";

}  // namespace

TEST_CASE("suggestions are said, written when asked, and gone once they are in the overlay") {
  CommandLine line;
  line.write("kiosk-buy.yaml", kPage);
  const auto said = line.run({"derive", "-o", "out", "kiosk-buy.yaml"});
  CHECK(contains(said.err, "note: in words only: \"UUID of the shop\"\n --> kiosk-buy.yaml:8:"));
  CHECK(contains(said.err, "$.paths['/tickets'].post.parameters[0].schema could say {\"format\":\"uuid\"}"));
  CHECK(contains(said.out, "3 in words only (see --suggest)\n"));
  CHECK(contains(said.out, "0 findings about the pages"));  // the same sentences are not said twice
  CHECK_FALSE(line.has("out/kiosk/overlay.yaml"));

  const auto written = line.run({"derive", "-q", "-o", "out", "--suggest", "kiosk-buy.yaml"});
  CHECK(written.exit_code == 0);
  CHECK(written.out == "3 suggestions added to out/kiosk/overlay.yaml: keep or delete each, then derive again\n");
  const std::string overlay = line.read("out/kiosk/overlay.yaml");
  CHECK(overlay.starts_with(kProposed));
  CHECK(contains(overlay, "  - x-concord-id: KIOSK-3\n"));
  CHECK(contains(overlay, "from the words at kiosk-buy.yaml:8"));
  CHECK_FALSE(contains(overlay, "shop"));  // the page's sentence stays on the page

  const auto again = line.run({"derive", "-o", "out", "--suggest", "kiosk-buy.yaml"});
  CHECK(again.exit_code == 0);
  CHECK_FALSE(contains(again.err, "in words only"));
  CHECK(line.read("out/kiosk/overlay.yaml") == overlay);
  line.write("bad.json", R"({"kind": "return"})");
  const auto judged = line.run({"validate", "out/kiosk/buy/request.schema.json", "bad.json"});
  CHECK(judged.exit_code == 4);
  CHECK(contains(judged.out, "\"way_back\" is missing"));
}

TEST_CASE("a person's overlay is kept as it is, with the suggestions behind it") {
  CommandLine line;
  line.write("kiosk-buy.yaml", kPage);
  const std::string own =
      "overlay: 1.0.0\ninfo: {title: Ours, version: '1'}\nactions:\n"
      "    # settled by mail\n"
      "    - x-concord-id: KIOSK-7\n      description: Shops have UUIDs.\n"
      "      target: $.paths['/tickets'].post.parameters[0].schema\n      update: {format: uuid}\n";
  line.write("out/kiosk/overlay.yaml", own);
  CHECK(line.run({"derive", "-q", "-o", "out", "--suggest", "kiosk-buy.yaml"}).out ==
        "2 suggestions added to out/kiosk/overlay.yaml: keep or delete each, then derive again\n");
  const std::string text = line.read("out/kiosk/overlay.yaml");
  CHECK(text.starts_with(own + "    - x-concord-id: KIOSK-8\n"));
  CHECK(line.run({"derive", "-q", "-o", "out", "kiosk-buy.yaml"}).exit_code == 0);
}

TEST_CASE("an overlay that nothing can be added to is named") {
  const std::string action = "{x-concord-id: A, description: b, target: $.info, update: {}}";
  const std::string info = "info: {title: Ours, version: '1'}\n";
  for (const std::string& overlay :
       {"overlay: 1.0.0\nactions: [" + action + "]\n" + info,          // something behind it
        "overlay: 1.0.0\n" + info + "actions: [" + action + "]\n",     // in brackets
        "overlay: 1.0.0\n" + info + "actions:\n  [" + action + "]\n",
        "overlay: 1.0.0\n" + info + "actions:\n  - " + action + "\n...\n"}) {  // the document ends before the file
    CommandLine line;
    line.write("kiosk-buy.yaml", kPage);
    line.write("out/kiosk/overlay.yaml", overlay);
    const auto ended = line.run({"derive", "-q", "-o", "out", "--suggest", "kiosk-buy.yaml"});
    INFO(overlay);
    CHECK(ended.exit_code == 2);
    CHECK(contains(ended.err,
                   "error: suggestions are added at the end, so \"actions\" must come last, as a list in block style\n"
                   " --> out/kiosk/overlay.yaml:1:1\n"));
    CHECK(line.read("out/kiosk/overlay.yaml") == overlay);
  }
}

}  // namespace concord::cli
