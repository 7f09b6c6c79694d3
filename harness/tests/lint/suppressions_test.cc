// Remarks in documents that accept findings.
#include "linting.h"

using namespace concord;
using namespace concord::lint;

TEST_CASE("a comment accepts what the next line has, with a reason") {
  CHECK(lint_text(schemas("3.0.3",
                          "# concord-disable-next-line enum-duplicate: both spellings are sent\nA: {type: string, "
                          "enum: [a, a]},\nB: {type: string, enum: [b, b]}"),
                  {"schemas", "suppressions"}) ==
        "6:29 enum-duplicate: enum lists \"a\" twice (6:26) - both spellings are sent\n"
        "7:29 enum-duplicate: enum lists \"b\" twice (7:26)\n");
}

TEST_CASE("x-concord-suppress accepts what is in the object that holds it") {
  const auto linted =
      lint_files({{"a.yaml", schemas("3.0.3",
                                     "A: {x-concord-suppress: [{rule: example-schema, reason: shows a refusal}], "
                                     "properties: {n: {type: integer, example: x}}}, B: {type: integer, example: y}")}},
                 only({"examples", "suppressions"}));
  REQUIRE(linted.listing.findings.size() == 2);
  CHECK(linted.listing.findings[0].suppressed_by == "shows a refusal");
  CHECK(linted.listing.findings[1].suppressed_by == "");
  CHECK(linted.listing.count(Level::Error) == 1);
}

TEST_CASE("a comment on a page") {
  CHECK(lint_page("# A\n\n**GET** `https://h.test/a`\n\n<!-- concord-disable-next-line anchor-broken: comes with the "
                  "next release -->\nSee [it](#later).\n",
                  {"anchor-broken", "suppressions"}) ==
        "6:10 anchor-broken: the link #later leads to no heading of the page (1:1) - comes with the next "
        "release\n");
}

TEST_CASE("suppressions that are wrong, or accept nothing") {
  CHECK(lint_text(schemas("3.0.3",
                          "# concord-disable-next-line enum-duplicat: x\nA: {x-concord-suppress: [{rule: "
                          "enum-type}]},\n# concord-disable-next-line enum-type: all right\nB: {type: string}"),
                  {"schemas", "suppressions"}) ==
        "5:3 suppression-form: there is no rule \"enum-duplicat\" [did you mean \"enum-duplicate\"?]\n"
        "6:26 suppression-form: a suppression needs a reason [after the rule and a colon, or as "
        "\"reason\"]\n"
        "7:3 suppression-unused: nothing here is suppressed: no finding of rule \"enum-type\"\n");
}
