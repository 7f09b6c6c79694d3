// Findings as text for people and programs. One file a format, one row a format (format_kinds.cc).
#pragma once
#include <concord/finding.h>

#include <functional>
#include <span>

namespace concord::finding {

struct FormatOptions {
  bool color = false;        // of the text format
  std::string tool_version;  // of SARIF
  // The text of a file that findings are in, for the text format to show lines of; may be empty, may return null.
  std::function<const base::Source*(std::string_view file)> find_source;
};

struct FormatKind {
  std::string_view name;  // "sarif"
  std::string_view summary;
  // All text from outside is escaped. The same listing gives the same bytes.
  std::string (*write)(const Listing& listing, const FormatOptions& options);
};
std::span<const FormatKind> format_kinds();
const FormatKind* find_format(std::string_view name);  // null when there is none

}  // namespace concord::finding
