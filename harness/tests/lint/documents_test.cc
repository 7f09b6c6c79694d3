// The published pages, where they are beside the project: every remark by rule and line. None is to be missing, none to
// be new without a look at the page.
#include "linting.h"

#include <support/shared.h>

#include <map>

using namespace concord;
using namespace concord::lint;

namespace {

std::string folder() { return support::find_shared("docs").value().string() + "/"; }

// "rule:line line line" for each rule, in order.
std::string remarks(const std::vector<std::string>& pages) {
  base::SourceSet sources;
  Linter linter(sources, {});
  for (const std::string& page : pages) REQUIRE(linter.open(folder() + page).empty());
  std::map<std::string, std::string> lines;
  for (const finding::Finding& one : linter.run().findings) {
    CHECK(one.place.line > 0);
    CHECK_FALSE(one.related.empty());
    lines[one.rule] += ' ' + std::to_string(one.place.line);
  }
  std::string text;
  for (const auto& [rule, places] : lines) text += rule + ":" + places + "\n";
  return text;
}

bool are_there() { return support::find_shared("docs").has_value(); }

}  // namespace

TEST_CASE("the remarks on the published pages", "[shared]") {
  if (!are_there()) return;
  CHECK(remarks({"complycube-create-flow-session.md"}) ==
        "anchor-broken: 31 31\n"
        "array-items: 19 19\n"
        "credential-printed: 176\n"
        "example-schema: 48 49 50\n"
        "fence-language: 185\n"
        "name-style: 27\n"
        "prose-opposite: 19\n"
        "prose-type: 19 19 19 19\n"
        "prose-unstated: 19 19 19 19 19 19 19 19\n"
        "response-schema: 171 183\n"
        "sample-differs: 74 105 127 145\n"
        "sample-host: 115 116\n"
        "sample-name: 120\n"
        "sample-schema: 80 85 86 112 115 116 133 136 137 153 158 159\n"
        "unauthorized-undocumented: 5\n");
  CHECK(remarks({"finhub-create-customer-session.md"}) ==
        "body-hollow: 152\n"
        "credential-printed: 184 187 191 194 198 201\n"
        "example-hollow: 98 106\n"
        "example-repeated: 215\n"
        "example-truncated: 263 265 269 271\n"
        "example-twice: 180 187 194 201 208 215 222 233 243 253 259 265 271 277 283\n"
        "format-missing: 113 175 210 217 273 279\n"
        "name-format: 119 182 297 301 319 321 323\n"
        "name-style: 140\n"
        "prose-unstated: 220 282\n"
        "response-schema: 160 162 164 166\n"
        "security-missing: 162\n"
        "tag-unused: 24\n");
  CHECK(remarks({"frankieone-create-individual-session.md"}) ==
        "description-empty: 301\n"
        "example-status: 201\n"
        "example-truncated: 124\n"
        "example-undocumented: 195 200 205\n"
        "format-missing: 132 140 161 213\n"
        "format-mixed: 192 197 202\n"
        "format-unregistered: 248\n"
        "name-style: 120\n"
        "parameter-read-only: 164\n"
        "parameter-security: 120\n"
        "prose-read-only: 214\n"
        "prose-unstated: 149 149 214\n"
        "tag-unused: 36\n");
  CHECK(remarks({"frankieone-get-idv-token.md"}) ==
        "description-empty: 401\n"
        "example-code: 117\n"
        "example-comma: 94 109\n"
        "example-hollow: 114 122\n"
        "example-message: 97\n"
        "example-repeated: 240\n"
        "example-schema: 253\n"
        "example-status: 322\n"
        "example-truncated: 165\n"
        "example-undocumented: 316 321 326\n"
        "example-url: 305\n"
        "format-missing: 173 181 235 366\n"
        "format-mixed: 313 318 323\n"
        "format-unregistered: 339\n"
        "name-direction: 298\n"
        "name-format: 157\n"
        "name-style: 161\n"
        "name-values: 277\n"
        "parameter-security: 161 167\n"
        "prose-example: 228 234\n"
        "prose-unstated: 190 190 218 224 272 367\n"
        "read-only-unused: 341\n"
        "required-unsaid: 90 105\n"
        "security-scopes: 150\n"
        "tag-unused: 33\n");
  CHECK(remarks({"knot-create-session.md"}) ==
        "credential-printed: 301 313\n"
        "description-empty: 69\n"
        "enum-duplicate: 155\n"
        "example-disjoint: 287\n"
        "example-message: 182 200 206\n"
        "example-nearly: 114 118\n"
        "example-schema: 175\n"
        "example-undocumented: 287\n"
        "format-missing: 63\n"
        "message-field: 168\n"
        "message-spelling: 188 200 212\n"
        "prose-unstated: 52 59 64\n"
        "required-unsaid: 108 123 223 246\n");
}

TEST_CASE("two pages of one provider against each other", "[shared]") {
  if (!are_there()) return;
  base::SourceSet sources;
  Linter linter(sources, only({"pages"}));
  for (const char* page : {"frankieone-create-individual-session.md", "frankieone-get-idv-token.md"}) {
    REQUIRE(linter.open(folder() + page).empty());
  }
  std::string text;
  for (const finding::Finding& one : linter.run().findings)
    text += std::to_string(one.place.line) + ": " + one.message + "\n";
  CHECK(text == "154: path parameter \"entityId\" is described differently on two pages: \"schema/readOnly\"\n");
}
