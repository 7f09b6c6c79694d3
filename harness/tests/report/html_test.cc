#include "sample_runs.h"
#include "written.h"

#include <concord/base/digest.h>
#include <concord/base/text.h>
#include <concord/report.h>
#include <support/catch.h>

#include <set>

namespace html_test {

using namespace concord;

namespace {

std::string page(const result::Run& run) { return written::as("html", run, {}); }

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// Every tag that is opened is closed in order: HTML without a DOM, enough to see that no text became markup.
std::string first_unbalanced(const std::string& html) {
  static const std::set<std::string> empty{"meta", "input", "br", "!doctype"};
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    if (html[html.find('>', at) - 1] == '/') continue;
    if (!open.empty() && open.back() == "script" && html.compare(at, 9, "</script>") != 0) continue;
    const bool is_end = html[at + 1] == '/';
    const std::size_t begin = at + 1 + (is_end ? 1 : 0);
    const std::string name = html.substr(begin, html.find_first_of(" >\n", begin) - begin);
    if (empty.count(name) != 0) continue;
    if (!is_end) {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      return "</" + name + "> at " + std::to_string(at);
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : "<" + open.back() + ">";
}

}  // namespace

TEST_CASE("the page says first whether the contract is broken, apart from what could not be judged") {
  const std::string html = page(sample::ordinary_run());
  CHECK(has(html, "<h1>The contract is broken in 2 of 9 cases</h1>"));
  CHECK(has(html, "1 more case could not be judged, which says nothing about the contract."));
  CHECK(html.find("<h2>Contract broken: 2</h2>") < html.find("<h2>Could not be judged: 1</h2>"));
  CHECK(html.find("<h2>Could not be judged: 1</h2>") < html.find("<h2>Passed on a later attempt: 1</h2>"));
  CHECK(html.find("<h2>Passed on a later attempt: 1</h2>") < html.find("<h2>Warnings: 1</h2>"));
  CHECK(html.find("<h2>Warnings: 1</h2>") < html.find("<h2>All cases</h2>"));
}

TEST_CASE("a headline fits its run") {
  auto run = sample::ordinary_run();
  const auto only = [&run](std::vector<std::size_t> indices) {
    result::Run part = run;
    part.cases.clear();
    for (const auto index : indices) part.cases.push_back(run.cases[index]);
    return page(part);
  };
  CHECK(has(only({0, 8}), "<h1>The contract holds in all 2 cases that were sent</h1>"));
  CHECK(has(only({0}), "<h1>The contract holds in the one case that was sent</h1>"));
  CHECK(has(only({0, 3}), "<h1>Nothing broken, but 1 of 2 cases could not be judged</h1>"));
  CHECK(has(only({5}), "<h1>Nothing was judged</h1>"));
  run.is_complete = false;
  CHECK(has(only({0}), "<h1>Nothing broken so far, but the run did not come to its end</h1>"));
}

TEST_CASE("a broken case has all that is needed to act") {
  const std::string html = page(sample::ordinary_run());
  for (const char* part :
       {"1767225600 is a number, a string is documented", "a string in the format date-time",
        "response body /session/expiresAt", "docs/knot-create-session.md:57",
        "schemas/knot/create-session/response-200.schema.json#/properties/session/properties/expiresAt",
        "suites/knot/create-session.suite.yaml:14:9", "a schema in the documentation",
        "POST https://development.knotapi.com/session/create",
        "curl -X POST &#39;https://development.knotapi.com/session/create&#39;",
        "<mark>    &quot;expiresAt&quot;: 1767225600,\n</mark>", "<mark>Cache-Control: max-age=60\n</mark>",
        "name lookup 1.2 ms", "TLS 28 ms"}) {
    INFO(part);
    CHECK(has(html, part));
  }
}

TEST_CASE("many broken cases are first told by cause, the most frequent first") {
  auto run = sample::ordinary_run();
  CHECK_FALSE(has(page(run), "class=\"overview\""));
  for (std::size_t i = 0; i < 3; ++i) {
    run.cases.push_back(run.cases[2]);
    run.cases.back().index = 20 + i;
  }
  const std::string html = page(run);
  CHECK(has(html,
            "<ul class=\"overview\">\n<li><a href=\"#case-2\">$.livemode: false is not true</a> <span "
            "class=\"quiet\">4 cases</span></li>\n"));
}

TEST_CASE("the page needs nothing from elsewhere and runs no script but its own") {
  for (const auto& html : {page(sample::ordinary_run()), page(sample::nasty_run())}) {
    const std::size_t begin = html.find("<script>") + 8, end = html.find("</script>");
    REQUIRE(end != std::string::npos);
    CHECK(html.find("<script", begin) == std::string::npos);
    const std::string digest =
        base::base64_encode(base::digest(base::DigestKind::Sha256, std::string_view(html).substr(begin, end - begin)));
    CHECK(has(html, "style-src 'unsafe-inline'; script-src 'sha256-" + digest + "'; base-uri 'none'"));
    CHECK_FALSE(has(html, " src="));
    CHECK_FALSE(has(html, "<link"));
    CHECK_FALSE(has(html, "@import"));
    CHECK_FALSE(has(html, "url("));
    CHECK_FALSE(has(html, "href=\"http"));
    CHECK(has(html, "Content-Security-Policy"));
  }
}

TEST_CASE("no text becomes markup") {
  CHECK(first_unbalanced(page(sample::ordinary_run())) == "");
  const std::string nasty = page(sample::nasty_run());
  CHECK(first_unbalanced(nasty) == "");
  CHECK(base::is_utf8(nasty));
  CHECK(nasty.find('\x1b') == std::string::npos);
  CHECK(nasty.find("\u202e") == std::string::npos);
}

TEST_CASE("every link leads to a part of the page") {
  const std::string html = page(sample::ordinary_run());
  std::size_t links = 0;
  for (std::size_t at = html.find("href=\"#"); at != std::string::npos; at = html.find("href=\"#", at + 1)) {
    const std::string id = html.substr(at + 7, html.find('"', at + 7) - at - 7);
    INFO(id);
    CHECK(has(html, "id=\"" + id + "\""));
    ++links;
  }
  CHECK(links > 5);
}

TEST_CASE("the page of a big run is bounded") {
  result::Run run = sample::ordinary_run();
  auto broken = run.cases[1];
  broken.failures.assign(60, broken.failures[0]);
  broken.steps[0].exchange->response_body = result::make_body(std::string(60'000, '<'));
  run.cases.clear();
  for (std::size_t i = 0; i < 600; ++i) {
    run.cases.push_back(broken);
    run.cases.back().index = i;
  }
  const std::string html = page(run);
  CHECK(html.size() < 20'000'000);
  CHECK(has(html, " more in the table below and, whole, in report.json."));
  CHECK(has(html, "and 10 more in report.json"));
}

TEST_CASE("of ten thousand cases that passed the page says what it leaves out") {
  result::Run run = sample::ordinary_run();
  auto passed = run.cases[1];
  passed.verdict = result::Verdict::Passed;
  passed.failures.clear();
  passed.steps[0].exchange->response_body = result::make_body(std::string(30'000, '<'));
  run.cases.clear();
  for (std::size_t i = 0; i < 10'000; ++i) {
    run.cases.push_back(passed);
    run.cases.back().index = i;
  }
  const std::string html = page(run);
  CHECK(html.size() < 20'000'000);
  CHECK(has(html, " more cases that passed are left out here; they are in report.json."));
}

}  // namespace html_test
