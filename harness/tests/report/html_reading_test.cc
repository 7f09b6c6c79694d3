// How the page reads to those who see no style, run no script, or see no picture; and that its colours can be read.
#include "sample_runs.h"
#include "written.h"

#include <concord/base/text.h>
#include <concord/report.h>
#include <support/catch.h>

#include <array>
#include <cmath>
#include <map>
#include <set>

using namespace concord;

namespace {

// A run beside which earlier nights are known, its second case among what was good before.
class Remembered : public result::MemorySource {
 public:
  explicit Remembered(const result::Run& run) : MemorySource(run) {
    told_.nights = 2;
    const result::CaseResult broken = read(1);
    result::ToldFinding finding;
    finding.fingerprint = broken.failures.front().fingerprint;
    finding.message = broken.failures.front().message;
    finding.case_name = broken.classname + " :: " + broken.name;
    told_.findings = {finding};
    told_.past = {{"2026-02-28", 4, 0, 0, 5, {{"operations", 1, 2}}}, {"2026-03-01", 2, 2, 1, 4, {}}};
    told_.latencies = {{"knot/create-session", {12, 391}}};
    result::GoodAnswer good{1, 0, "knot/create-session", "2026-02-28", {}};
    good.answer.status = 200;
    good.answer.response_body =
        result::make_body(R"({"session":{"id":"x","expiresAt":"2026-01-01T00:00:00Z","token":"t"},"old":{"a":1}})");
    told_.good = {good};
  }
  const result::Comparison& comparison() const override { return told_; }

 private:
  result::Comparison told_;
};

std::string page() {
  const result::Run run = sample::ordinary_run();
  std::ostringstream text;
  report::find_format("html")->write(Remembered(run), {}, text);
  return text.str();
}

std::string without(std::string html, const std::string& element) {
  for (std::size_t at = html.find('<' + element); at != std::string::npos; at = html.find('<' + element)) {
    const std::string end = "</" + element + '>';
    html.erase(at, html.find(end, at) + end.size() - at);
  }
  return html;
}

// What is read where styles and scripts are not allowed.
std::string text_of(const std::string& page) {
  const std::string html = without(without(page, "style"), "script");
  std::string text;
  bool is_tag = false;
  for (const char c : html) {
    if (c == '<') is_tag = true;
    if (!is_tag) text += c;
    if (c == '>') is_tag = false;
  }
  return text;
}

// Each opening tag, "<th scope=\"col\">".
std::vector<std::string> tags_of(const std::string& page) {
  const std::string html = without(without(page, "style"), "script");
  std::vector<std::string> tags;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    if (html[at + 1] != '/') tags.push_back(html.substr(at, html.find('>', at) + 1 - at));
  }
  return tags;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string attribute(const std::string& tag, const std::string& name) {
  const std::size_t at = tag.find(' ' + name + "=\"");
  if (at == std::string::npos) return "";
  const std::size_t begin = at + name.size() + 3;
  return tag.substr(begin, tag.find('"', begin) - begin);
}

// WCAG 2.2, relative luminance.
double luminance(const std::string& colour) {
  const auto channel = [&](std::size_t at) {
    const double value = std::stoi(colour.substr(at, 2), nullptr, 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
double contrast(const std::string& a, const std::string& b) {
  const double one = luminance(a), other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

// The variables of the style sheet from `begin` to the next bracket.
std::map<std::string, std::string> colours(const std::string& html, std::size_t begin) {
  std::map<std::string, std::string> all;
  const std::string part = html.substr(begin, html.find('}', begin) - begin);
  for (std::size_t at = part.find("--"); at != std::string::npos; at = part.find("--", at + 2)) {
    const std::size_t colon = part.find(": ", at);
    if (colon != std::string::npos && part[colon + 2] == '#')
      all[part.substr(at + 2, colon - at - 2)] = part.substr(colon + 2, 7);
  }
  return all;
}

}  // namespace

TEST_CASE("without styles and scripts the page is read in the order of what matters") {
  const std::string text = text_of(page());
  std::size_t at = 0;
  for (const char* part : {"The contract is broken in 2 of 9 cases",
                           "1 new today",
                           "What changed",
                           "New today: 1",
                           "Providers",
                           "broken in 2 of 4",
                           "80 % (1 without a verdict)",
                           "Contract broken: 2",
                           "a session is created for card_switcher",
                           "Expected",
                           "Request",
                           "Answer",
                           "Last good answer, 28 Feb",
                           "Repeat it",
                           "Could not be judged: 1",
                           "The last 2 nights",
                           "knot/create-session",
                           "Warnings: 1",
                           "All cases",
                           "Passed: 2",
                           "The run"}) {
    INFO(part);
    const std::size_t found = text.find(part, at);
    REQUIRE(found != std::string::npos);
    at = found;
  }
}

TEST_CASE("bodies are laid out by line ends, not by styles") {
  CHECK(has(text_of(page()), "{\n  &quot;session&quot;: {\n    &quot;id&quot;: "));
  CHECK(has(text_of(page()), "Content-Type: application/json\n"));
}

TEST_CASE("the last good answer stands beside the one that is wrong, with the differences marked") {
  const std::string html = page();
  CHECK(has(html, "<mark>    &quot;expiresAt&quot;: 1767225600,\n</mark>"));
  CHECK(has(html, "<ins>    &quot;products&quot;: [\n</ins>"));
  CHECK(has(html, "<mark class=\"then\">    &quot;expiresAt&quot;: &quot;2026-01-01T00:00:00Z&quot;,\n</mark>"));
  CHECK(has(html, "<del>  &quot;old&quot;: {\n</del><del>    &quot;a&quot;: 1\n</del><del>  }\n</del>"));
}

TEST_CASE("headings lead down by one level at a time, from one first one") {
  int last = 0, first = 0;
  for (const std::string& tag : tags_of(page())) {
    if (tag.size() < 4 || tag[1] != 'h' || tag[2] < '1' || tag[2] > '6') continue;
    const int level = tag[2] - '0';
    INFO(tag);
    CHECK(level <= last + 1);
    first += level == 1;
    last = level;
  }
  CHECK(first == 1);
}

TEST_CASE("what is no text has words, what scrolls is reached by keys, and cells have heads") {
  std::set<std::string> ids;
  for (const std::string& tag : tags_of(page())) {
    INFO(tag);
    if (tag.starts_with("<svg")) CHECK((has(tag, "aria-hidden=\"true\"") || !attribute(tag, "aria-label").empty()));
    if (tag.starts_with("<th ") || tag == "<th>") CHECK(!attribute(tag, "scope").empty());
    if (attribute(tag, "tabindex") == "0")
      CHECK((!attribute(tag, "role").empty() && !attribute(tag, "aria-label").empty()));
    CHECK_FALSE(has(tag, " style=\""));
    CHECK_FALSE(has(tag, " onclick"));
    const std::string id = attribute(tag, "id");
    if (!id.empty()) CHECK(ids.insert(id).second);
  }
  CHECK(has(page(), "<html lang=\"en\">"));
  CHECK(has(page(), "<form id=\"filter\" role=\"search\" aria-label=\"Choose cases\" hidden>"));
}

TEST_CASE("text can be read on its ground, in light and in dark: 4.5 to 1 at least") {
  const std::string html = page();
  const auto light = colours(html, html.find(":root {"));
  auto dark = light;
  for (const auto& [name, colour] : colours(html, html.find(":root {", html.find("prefers-color-scheme: dark"))))
    dark[name] = colour;
  for (const auto& theme : {light, dark}) {
    const auto check = [&](const std::string& text, const std::string& ground) {
      INFO(text << " on " << ground);
      CHECK(contrast(theme.at(text), theme.at(ground)) >= 4.5);
    };
    for (const char* ground : {"page", "card", "sunken"}) {
      for (const char* text : {"ink", "quiet", "link", "failed", "unjudged", "flaky", "passed"}) check(text, ground);
    }
    for (const char* ground : {"mark", "then", "only-now", "only-then"}) check("ink", ground);
    for (const char* kind : {"failed", "unjudged", "flaky", "passed", "unsent"})
      check(kind, std::string(kind) + "-tint");
    check("failed", "mark");
    check("passed", "then");
  }
}

TEST_CASE("what is printed is dark on white, whatever the screen") {
  CHECK(has(page(), "@media screen and (prefers-color-scheme: dark)"));
  CHECK(page().find("prefers-color-scheme: dark") == page().rfind("prefers-color-scheme: dark"));
}
