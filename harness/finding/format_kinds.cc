// The one table of formats of findings. A new one is a file and a row.
#include "formats.h"

namespace concord::finding {
namespace {

constexpr std::array<FormatKind, 6> kinds{{
    {"text", "for people: each finding with its line of the document", write_text},
    {"json", "one JSON document with all facts", write_json},
    {"sarif", "SARIF 2.1.0, for code scanning", write_sarif},
    {"github", "workflow commands that annotate a pull request", write_github},
    {"markdown", "a summary for a merge request or GitHub's step summary", write_markdown},
    {"junit", "JUnit XML, a test case for each finding", write_junit},
}};

}  // namespace

std::span<const FormatKind> format_kinds() { return kinds; }

const FormatKind* find_format(std::string_view name) {
  for (const FormatKind& kind : kinds) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

}  // namespace concord::finding
