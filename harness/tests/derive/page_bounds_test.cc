// Pages at and beyond every bound: read as far as the bound, with a finding that names it, and never without end.
#include "deriving.h"

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::contract;
using namespace concord::page;
using namespace concord::derive;

namespace {

const std::string head = "# T\n\n**POST** `https://h.test/a`\n\n### Body\n\n";

std::string times(std::size_t count, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

// How many findings of each message, in the order of the first: "2 x: message [hint]".
std::string findings_of(const std::string& text) {
  base::SourceSet sources;
  const Imported imported = import_text(sources, "shop-a.md", text);
  std::vector<std::pair<std::string, int>> counted;
  for (const base::Diagnostic& finding : imported.findings) {
    const std::string said = finding.message + " [" + finding.hint + "]";
    auto known = std::find_if(counted.begin(), counted.end(), [&](const auto& one) { return one.first == said; });
    if (known == counted.end()) known = counted.insert(counted.end(), {said, 0});
    ++known->second;
  }
  std::string out;
  for (const auto& [said, count] : counted) out += std::to_string(count) + " x: " + said + "\n";
  return out;
}

std::size_t properties_of(const std::string& text) {
  base::SourceSet sources;
  const Imported imported = import_text(sources, "shop-a.md", text);
  return at(imported.openapi, "/paths/~1a/post/requestBody/content/application~1json/schema/properties").size();
}

std::string pipe_rows(std::size_t count) {
  std::string rows = "| Name | Type |\n|---|---|\n";
  for (std::size_t i = 0; i < count; ++i) rows += "| f" + std::to_string(i) + " | string |\n";
  return rows;
}

std::string html_rows(std::size_t count) {
  std::string rows = "<table><tr><th>Name</th><th>Type</th></tr>";
  for (std::size_t i = 0; i < count; ++i) rows += "<tr><td>f" + std::to_string(i) + "</td><td>string</td></tr>";
  return rows + "</table>\n";
}

}  // namespace

TEST_CASE("a table has at most 10,000 rows") {
  const std::string too_many = "1 x: the table has more than 10000 rows [the others are not read]\n";
  CHECK(findings_of(head + pipe_rows(10'000)) == "");
  CHECK(findings_of(head + pipe_rows(10'001)) == too_many);
  CHECK(findings_of(head + html_rows(10'000)) == "");
  CHECK(findings_of(head + html_rows(10'001)) == too_many);
  CHECK(properties_of(head + html_rows(10'001)) == 10'000);
}

TEST_CASE("a request has at most 1,000 samples") {
  const std::string sample = "```json\n{\"a\": 1}\n```\n";
  CHECK(findings_of(head + times(1'000, sample)) == "");
  CHECK(findings_of(head + times(1'002, sample)) ==
        "1 x: there are more than 1000 samples of one request [the others are not read]\n");
}

TEST_CASE("a page may describe any number of requests") {
  std::string text = "# T\n\n";
  for (int i = 0; i < 20'000; ++i) text += "## Op\n\n`GET` `https://h.test/p" + std::to_string(i) + "`\n\n";
  base::SourceSet sources;
  const Imported imported = import_text(sources, "shop-all.md", text);
  CHECK(at(imported.openapi, "/paths").size() == 20'000);
  CHECK(at(imported.openapi, "/paths/~1p19999").has("get"));
}

TEST_CASE("fields are nested at most 32 deep") {
  const auto nested = [](std::size_t depth) {
    return head + "| Name | Type |\n|---|---|\n| " + times(depth - 1, "a.") + "b | string |\n";
  };
  CHECK(findings_of(nested(32)) == "");
  CHECK(findings_of(nested(33)) == "1 x: field \"" + times(29, "a.") + "a\u2026\" is nested too deeply [left out]\n");
}

TEST_CASE("nesting of tags, tables, JSON and YAML ends") {
  CHECK(findings_of(head + "<table><tr><td>Name<td>Type<tr><td>" + times(20'000, "<div><b><code>") + "a") == "");
  CHECK(findings_of(head + times(20'000, "<table><tr><td>")) == "");
  CHECK(findings_of(head + "```json\n" + times(10'000, "[") + "\n```\n").find("a nesting too deep") !=
        std::string::npos);
  const Source page("page.md", "````yaml post /a\nopenapi: 3.1.0\npaths: " + times(10'000, "{a: ") + "\n````\n");
  base::SourceSet sources;
  DocumentSet documents(sources);
  const auto imported = recogniser(page)->import(page, documents);
  REQUIRE_FALSE(imported);
  CHECK(imported.diagnostics().front().message == "nested deeper than 500 levels");
}

TEST_CASE("a contract is never nested deeper than what can be read again") {
  const std::string sample = "```json 200\n" + times(300, "{\"a\": ") + "1" + times(300, "}") + "\n```\n";
  const std::string older = "````yaml post /a\npaths:\n  path: /a\n  method: post\n  response:\n    '200':\n"
                            "      application/json:\n        schemaArray:\n          - " +
                            times(489, "{items: ") + "{}" + times(489, "}") + "\n````\n";
  for (const std::string& page : {head + "### Response\n\n" + sample, older}) {
    base::SourceSet sources;
    const Source& source = sources.add("shop-a.md", page);
    DocumentSet documents(sources);
    const auto derived = derive::derive(std::vector<DeriveInput>{{"shop", "a", &source}}, {}, documents);
    REQUIRE_FALSE(derived);
    CHECK(findings_text(derived.diagnostics()) ==
          "0:0 apidoc.depth: the contract of provider \"shop\" would be nested deeper than 480 levels\n");
  }
}

TEST_CASE("what is never closed is read to the end of the page") {
  CHECK(findings_of(head + "<table><tr><th>Name<th>Type<tr><td>a<td>string") == "");
  CHECK(findings_of(head + times(10'000, "{% ") + "\n" + times(10'000, "<!-- ")) == "");
  CHECK(findings_of(head + "| Name | Type |\n|---|---|\n| " + times(10'001, "`") + " | string |\n") == "");
  CHECK(findings_of(head + times(10'000, "[block:x]\n")) == "");
  CHECK(findings_of(head + "```json\n{\"a\": 1}") == "");
}
