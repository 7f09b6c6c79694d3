// Workflow commands. GitHub shows ten of a kind for each step and drops the rest without a word, so nine are written
// and then how many there are more.
#include "formats.h"

#include <concord/base/clean_text.h>
#include <concord/base/text.h>

#include <fmt/format.h>

namespace concord::finding {
namespace {

constexpr std::size_t max_of_a_kind = 9;
constexpr std::size_t max_title = 250;  // characters
constexpr std::size_t max_message = 4000;

std::string escape_data(std::string text) {
  text = base::replace_all(std::move(text), "%", "%25");
  return base::replace_all(base::replace_all(std::move(text), "\r", "%0D"), "\n", "%0A");
}

std::string escape_property(std::string text) {
  text = base::replace_all(escape_data(std::move(text)), ":", "%3A");
  return base::replace_all(std::move(text), ",", "%2C");
}

std::string_view command_of(Level level) {
  return level == Level::Error ? "error" : level == Level::Warning ? "warning" : "notice";
}

std::string message_of(const Finding& finding) {
  std::string text = base::escape_line(finding.message);
  if (!finding.hint.empty()) text += "\n" + base::escape_line(finding.hint);
  if (!finding.operation.empty()) text += "\noperation: " + base::escape_line(finding.operation);
  if (const std::string facts = describe_facts(finding); !facts.empty()) text += "\n" + base::escape_line(facts);
  for (const Related& one : finding.related) text += "\n" + base::escape_line(one.message + ": " + one.place.text());
  return base::ellipsize(text, max_message);
}

std::string command(const Finding& finding) {
  std::string properties;
  const auto add = [&properties](std::string_view name, std::string value) {
    properties += fmt::format("{}{}={}", properties.empty() ? "" : ",", name, escape_property(std::move(value)));
  };
  if (!finding.place.file.empty()) add("file", base::escape_line(finding.place.file));
  if (finding.place.line != 0) add("line", std::to_string(finding.place.line));
  if (finding.place.column != 0) add("col", std::to_string(finding.place.column));
  add("title", base::ellipsize(finding.rule, max_title));
  return fmt::format("::{} {}::{}\n", command_of(finding.level), properties, escape_data(message_of(finding)));
}

std::string commands(const Listing& listing, Level level) {
  std::string text;
  std::size_t written = 0;
  for (const Finding& one : listing.findings) {
    if (one.level != level || !one.suppressed_by.empty() || written == max_of_a_kind) continue;
    text += command(one);
    ++written;
  }
  if (const std::size_t more = listing.count(level) - written; more != 0)
    text += fmt::format("and {} more of level {}\n", more, listing.word(level));
  return text;
}

}  // namespace

std::string write_github(const Listing& listing, const FormatOptions&) {
  return commands(listing, Level::Error) + commands(listing, Level::Warning) + commands(listing, Level::Info) +
         base::clean_line(describe_totals(listing)) + '\n';
}

}  // namespace concord::finding
