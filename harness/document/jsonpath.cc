#include "jsonpath_select.h"

#include <concord/base/text.h>

#include <fmt/format.h>

namespace concord::document {
namespace {

// Where the text begins in the source when `span` covers it, with or without quotes around it.
std::optional<std::uint32_t> find_text(std::string_view text, Span span) {
  if (!span.is_known() || span.end > span.source->text().size() || span.begin > span.end) return std::nullopt;
  const std::string_view covered = std::string_view(span.source->text()).substr(span.begin, span.end - span.begin);
  if (covered == text) return span.begin;
  const bool is_quoted = covered.size() == text.size() + 2 && covered.substr(1, text.size()) == text;
  return is_quoted ? std::optional(span.begin + 1) : std::nullopt;
}

Diagnostic to_diagnostic(const PathMistake& mistake, std::string_view text, Span span) {
  if (const auto begin = find_text(text, span)) {
    const Span place{span.source, *begin + static_cast<std::uint32_t>(mistake.offset),
                     *begin + static_cast<std::uint32_t>(mistake.end)};
    return base::error(mistake.kind, mistake.message, place, mistake.hint);
  }
  const std::size_t column = base::count_code_points(text.substr(0, mistake.offset)) + 1;
  const std::string shown = base::ellipsize(base::escape_line(text.substr(0, 400)), 80);
  return base::error(mistake.kind, fmt::format("{} (column {} of \"{}\")", mistake.message, column, shown), span,
                     mistake.hint);
}

}  // namespace

Result<JsonPath> JsonPath::compile(std::string_view text, Span span) {
  auto parsed = parse_path(text);
  if (const auto* mistake = std::get_if<PathMistake>(&parsed)) return to_diagnostic(*mistake, text, span);
  JsonPath path;
  path.query_ = std::make_shared<const Query>(Query{std::string(text), std::get<PathQuery>(std::move(parsed))});
  return path;
}

std::vector<JsonPath::Match> JsonPath::select(const Node& root, std::size_t limit, bool* is_complete) const {
  if (is_complete) *is_complete = true;
  return query_ ? select_matches(query_->path, root, limit, is_complete) : std::vector<Match>();
}

bool JsonPath::is_singular() const { return query_ && query_->path.is_singular(); }

const std::string& JsonPath::text() const {
  static const std::string none;
  return query_ ? query_->text : none;
}

}  // namespace concord::document
