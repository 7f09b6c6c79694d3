#include "html_text.h"

#include "facts.h"

#include <concord/base/text.h>

#include <fmt/format.h>

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

std::string html_badge(Verdict verdict) {
  const std::string_view word = verdict == Verdict::Unjudged ? "not judged" : verdict_words(verdict);
  return fmt::format("<span class=\"badge {}\"><span aria-hidden=\"true\">{}</span> {}</span>", verdict_class(verdict),
                     sign(verdict), word);
}

std::string html_anchor(std::size_t index) { return fmt::format("case-{}", index); }

}  // namespace concord::report
