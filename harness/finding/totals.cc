#include "formats.h"

#include <concord/base/counted.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::finding {
namespace {

constexpr std::array levels{Level::Error, Level::Warning, Level::Info};

// "2 warnings"; "breaking" and "info" stay as they are.
std::string total(std::size_t number, std::string_view word) {
  const bool has_plural = word == "error" || word == "warning";
  return has_plural ? base::counted(number, word) : base::counted(number, word, word);
}

// "examples checked" of one is "example checked".
std::string of_one(std::string_view name) {
  const std::size_t end = std::min(name.find(' '), name.size());
  const bool is_plural = end > 0 && name[end - 1] == 's';
  return std::string(name.substr(0, is_plural ? end - 1 : end)) + std::string(name.substr(end));
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
    text += fmt::format("{}{} {}", separator, number, number == 1 ? of_one(name) : name);
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
