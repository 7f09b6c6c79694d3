#include "run_named.h"

#include "streak.h"

#include <concord/base/text.h>

#include <charconv>
#include <optional>
#include <vector>

namespace concord::history {

using base::error;
using base::in_quotes;

namespace {

// "last", "last-2"
std::optional<std::size_t> back_from_last(const std::string& text) {
  if (text == "last") return 0;
  if (!text.starts_with("last-")) return std::nullopt;
  std::size_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, failure] = std::from_chars(text.data() + 5, end, number);
  return failure == std::errc() && rest == end ? std::optional(number) : std::nullopt;
}

}  // namespace

Result<RunRow> find_run(const Database& database, const std::string& text) {
  std::vector<RunRow> found;
  Statement select = database.prepare("SELECT id, ulid, started, is_whole FROM runs ORDER BY started DESC, id DESC");
  const auto back = back_from_last(text);
  std::size_t number = 0;
  while (select.next()) {
    RunRow row{select.number(0), select.text(1), select.number(2), select.number(3) != 0};
    const std::string date = date_of(row.started);
    const bool is_meant = back ? number == *back
                               : row.ulid.starts_with(text) || date == text ||
                                     date + ' ' + time_of_day(row.started) == text;
    ++number;
    if (is_meant) found.push_back(std::move(row));
  }
  if (found.size() == 1) return found.front();
  return error(found.empty() ? "history.unknown" : "history.many",
               (found.empty() ? "no run is meant by " : "several runs are meant by ") + in_quotes(text), {},
               R"(a run is its id or the beginning of it, its date or "2026-11-12 21:14" (UTC), "last" or "last-1")");
}

}  // namespace concord::history
