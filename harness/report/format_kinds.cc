// The one table of report formats. A new one is a file and a row.
#include "har.h"
#include "html.h"
#include "json.h"
#include "junit.h"
#include "markdown.h"

#include <array>

namespace concord::report {
namespace {

const std::array<FormatKind, 5> kinds{{
    {"junit", "junit.xml", "JUnit XML, valid for Jenkins, GitLab, GitHub actions and Surefire's schema", write_junit},
    {"html", "report.html", "one HTML page for people, without scripts or other files", write_html},
    {"json", "report.json", "the whole run as one JSON document", write_json},
    {"har", "run.har", "all requests and answers as HAR 1.2, for browsers and HTTP tools", write_har},
    {"markdown", "report.md", "a short summary, e.g. for GitHub's step summary or a merge request", write_markdown},
}};

}  // namespace

std::span<const FormatKind> format_kinds() { return kinds; }

const FormatKind* find_format(std::string_view name) {
  for (const auto& kind : kinds) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

}  // namespace concord::report
