#include "formats.h"

#include <concord/base/counted.h>

#include <fmt/format.h>

namespace concord::finding {
namespace {

constexpr std::array levels{Level::Error, Level::Warning, Level::Info};

// "2 warnings"; "breaking" and "info" stay as they are.
std::string total(std::size_t number, std::string_view word) {
  const bool has_plural = word == "error" || word == "warning";
  return has_plural ? base::counted(number, word) : base::counted(number, word, word);
}

}  // namespace

std::string describe_totals(const Listing& listing) {
  std::string text;
  for (const Level level : levels) {
    if (const std::size_t number = listing.count(level); number != 0)
      text += (text.empty() ? "" : ", ") + total(number, listing.word(level));
  }
  if (text.empty()) text = "nothing found";
  if (const std::size_t number = listing.suppressed(); number != 0) text += fmt::format(", {} suppressed", number);
  std::string_view separator = "; ";
  for (const auto& [name, number] : listing.counters) {
    text += fmt::format("{}{} {}", separator, number, name);
    separator = ", ";
  }
  return text;
}

std::string describe_facts(const Finding& finding) {
  std::string text;
  for (const auto& [name, value] : finding.facts) {
    if (!text.empty()) text += "; ";
    text += name + ": " + value;
  }
  return text;
}

}  // namespace concord::finding
