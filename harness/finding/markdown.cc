// A section for each operation or file. GitHub drops a whole summary of more than 1 MiB, so this one ends before.
#include "formats.h"

#include <concord/base/clean_text.h>

#include <fmt/format.h>

namespace concord::finding {
namespace {

constexpr std::size_t max_bytes = 900u << 10;
constexpr std::size_t line_limit = 500;  // characters

std::string plain(std::string_view text) { return base::markdown_line(text, line_limit); }

std::string entry(const Finding& finding, const Listing& listing) {
  std::string text =
      fmt::format("- **{}** {} ({})\n", listing.word(finding.level), plain(finding.message), plain(finding.rule));
  const auto add = [&text](std::string_view label, const std::string& value) {
    if (!value.empty()) text += fmt::format("  - {}: {}\n", label, plain(value));
  };
  for (const auto& [name, value] : finding.facts) add(name, value);
  add("where", finding.place.text().empty() ? finding.place.pointer : finding.place.text());
  for (const Related& one : finding.related)
    add(one.message, one.place.text().empty() ? one.place.pointer : one.place.text());
  add("hint", finding.hint);
  return text;
}

std::string heading_of(const Finding& finding) {
  if (!finding.operation.empty()) return finding.operation;
  return finding.place.file.empty() ? "Everywhere" : finding.place.file;
}

}  // namespace

std::string write_markdown(const Listing& listing, const FormatOptions&) {
  std::string text = fmt::format("# concord {}: {}\n", listing.tool, plain(describe_totals(listing)));
  std::string heading;
  std::size_t left_out = 0;
  for (const Finding& one : listing.findings) {
    if (!one.suppressed_by.empty()) continue;
    const std::string own = heading_of(one);
    std::string part = own == heading ? "" : fmt::format("\n## {}\n\n", plain(own));
    part += entry(one, listing);
    if (text.size() + part.size() > max_bytes) {
      ++left_out;
      continue;
    }
    heading = own;
    text += part;
  }
  return left_out == 0 ? text : text + fmt::format("\nand {} more\n", left_out);
}

}  // namespace concord::finding
