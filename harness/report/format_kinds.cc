// The one table of report formats. A new one is a file and a row.
#include "html.h"
#include "json.h"
#include "junit.h"

#include <array>

namespace concord::report {
namespace {

const std::array<FormatKind, 3> kinds{{
    {"junit", "junit.xml", "JUnit XML, valid for Jenkins, GitLab, GitHub actions and Surefire's schema", write_junit},
    {"html", "report.html", "one HTML page for people, without scripts or other files", write_html},
    {"json", "report.json", "the whole run as one JSON document", write_json},
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
