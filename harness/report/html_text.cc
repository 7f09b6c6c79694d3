#include "html_text.h"

#include "facts.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::report {
namespace {

using result::Verdict;

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string_view sign(Verdict verdict) {
  switch (verdict) {
    case Verdict::Passed: return "\u2713";
    case Verdict::Failed: return "\u2715";
    case Verdict::Unjudged: return "?";
    case Verdict::Flaky: return "\u21bb";
    case Verdict::KnownIssue: return "\u2691";
    default: return "\u25cb";
  }
}

}  // namespace

std::string html_text(std::string_view text) { return escape(base::escape_for_terminal(text)); }

std::string html_line(std::string_view text, std::size_t limit) {
  return escape(base::ellipsize(base::escape_line(text), limit));
}

std::string_view verdict_class(Verdict verdict) {
  switch (verdict) {
    case Verdict::Passed: return "passed";
    case Verdict::Failed: return "failed";
    case Verdict::Unjudged: return "unjudged";
    case Verdict::Flaky: return "flaky";
    case Verdict::KnownIssue: return "known";
    default: return "unsent";
  }
}

std::string html_badge(Verdict verdict, std::string_view word) {
  if (word.empty()) word = verdict == Verdict::Unjudged ? "not judged" : verdict_words(verdict);
  return fmt::format("<span class=\"badge {}\"><span aria-hidden=\"true\">{}</span> {}</span>", verdict_class(verdict),
                     sign(verdict), word);
}

std::string_view verdict_fill(std::string_view verdict_class) {
  if (verdict_class == "failed") return "#a8231c";
  if (verdict_class == "unjudged") return "#a06c00";
  if (verdict_class == "flaky" || verdict_class == "known") return "#5b3fa0";
  return verdict_class == "passed" ? "#2f7d55" : "#9aa0a6";
}

std::string html_filter_data(Verdict verdict, const std::vector<std::string>& tags) {
  constexpr std::size_t most = 20;
  std::string list;
  for (std::size_t i = 0; i < std::min(tags.size(), most); ++i)
    list += (list.empty() ? "" : " ") + html_line(tags[i], 60);
  return fmt::format("data-verdict=\"{}\"{}", verdict_class(verdict),
                     list.empty() ? "" : " data-tags=\"" + list + '"');
}

std::string html_anchor(std::size_t index) { return fmt::format("case-{}", index); }

}  // namespace concord::report
