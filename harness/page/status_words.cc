#include "status_words.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::page {
namespace {

using base::is_digit;

constexpr std::size_t longest_status_title = 200;

bool is_class(std::string_view text) {
  if (text.size() < 3 || text[0] < '1' || text[0] > '5') return false;
  return (text[1] == 'x' || text[1] == 'X') && text[2] == text[1];
}

bool is_status(std::string_view text) {
  return text.size() >= 3 && text[0] >= '1' && text[0] <= '5' && is_digit(text[1]) && is_digit(text[2]);
}

// What a line or a title says first: no bullets, marks, tags and pictures before it.
std::string_view without_marks(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] == '<') {
      const std::size_t close = text.find('>', at);
      if (close == std::string_view::npos) break;
      at = close + 1;
      continue;
    }
    const bool is_picture = (static_cast<unsigned char>(text[at]) & 0x80) != 0;
    if (!is_picture && std::string_view(" \t-*+`_#:>(\"'").find(text[at]) == std::string_view::npos) break;
    ++at;
  }
  return text.substr(at);
}

// The status at the start of `text`, "" when none stands there.
std::string leading(std::string_view text) {
  const bool is_some = is_class(text);
  if (!is_some && !is_status(text)) return {};
  if (text.size() > 3 && (base::is_alphanumeric(text[3]) || text[3] == '_')) return {};
  if (text.size() > 4 && (text[3] == '.' || text[3] == ',') && is_digit(text[4])) return {};
  return is_some ? std::string(1, text[0]) + "XX" : std::string(text.substr(0, 3));
}

constexpr auto reasons = std::to_array<std::string_view>(
    {"ok",       "created",  "accepted", "no",      "bad",           "unauthorized", "unauthorised", "forbidden",
     "not",      "conflict", "gone",     "too",     "unprocessable", "internal",     "service",      "payment",
     "method",   "found",    "moved",    "see",     "success",       "successful",   "error",        "request",
     "invalid",  "rate",     "server",   "gateway", "precondition",  "partial",      "locked",       "multi",
     "response", "if",       "when",     "on",      "and",           "or",           "is",           "means",
     "status"});

// Those that are registered (RFC 9110 and the registry of IANA), and what HTTP calls the common ones.
bool is_registered(std::string_view status) {
  static constexpr auto known = std::to_array<std::string_view>(
      {"100", "101", "102", "103", "200", "201", "202", "203", "204", "205", "206", "207", "208", "226", "300", "301",
       "302", "303", "304", "305", "307", "308", "400", "401", "402", "403", "404", "405", "406", "407", "408", "409",
       "410", "411", "412", "413", "414", "415", "416", "417", "418", "421", "422", "423", "424", "425", "426", "428",
       "429", "431", "451", "500", "501", "502", "503", "504", "505", "506", "507", "508", "511"});
  return std::find(known.begin(), known.end(), status) != known.end();
}

bool is_named_by_http(std::string_view behind) {
  static constexpr auto names = std::to_array<std::string_view>(
      {"ok", "created", "accepted", "no content", "bad request", "unauthorized", "forbidden", "not found",
       "method not allowed", "conflict", "gone", "unprocessable", "too many requests", "internal server error",
       "bad gateway", "service unavailable", "gateway timeout"});
  std::string words = base::to_lower_ascii(base::trim(behind));
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    return words.starts_with(name) && (words.size() == name.size() || !base::is_letter(words[name.size()]));
  });
}

// What stands behind a status in a line about it: nothing, a mark, or a reason.
bool is_reason(std::string_view behind) {
  const std::string_view rest = base::trim(behind);
  if (rest.empty() || rest.size() == behind.size()) return true;  // a mark right behind the number
  if (rest.front() >= 'A' && rest.front() <= 'Z') return true;
  if (!base::is_letter(rest.front())) return !is_digit(rest.front()) && rest.front() != '%';
  std::size_t end = 0;
  while (end < rest.size() && base::is_letter(rest[end])) ++end;
  const std::string word = base::to_lower_ascii(rest.substr(0, end));
  return std::find(reasons.begin(), reasons.end(), word) != reasons.end();
}

}  // namespace

std::string status_in(std::string_view title) {
  title = title.substr(0, longest_status_title);
  for (std::size_t i = 0; i < title.size(); ++i) {
    const bool is_start = i == 0 || !base::is_alphanumeric(title[i - 1]);
    const bool is_part = i > 0 && (title[i - 1] == '.' || title[i - 1] == '-' || title[i - 1] == '_');
    std::size_t end = i;
    while (end < title.size() && is_digit(title[end])) ++end;
    if (end - i == 3 && title[i] >= '1' && title[i] <= '5' && !is_part) return std::string(title.substr(i, 3));
    if (is_start && !is_part && is_class(title.substr(i)) && !leading(title.substr(i)).empty())
      return leading(title.substr(i));
    i = std::max(i, end);
  }
  return {};
}

bool states_status(std::string_view title) {
  title = title.substr(0, longest_status_title);
  const std::string status = status_in(title);
  if (status.empty()) return false;
  const std::string_view plain = without_marks(title);
  if (!leading(plain).empty()) return is_reason(plain.substr(3));
  const std::string lower = base::to_lower_ascii(title);
  if (lower.find("(" + base::to_lower_ascii(status)) != std::string::npos) return true;
  static constexpr auto words = std::to_array<std::string_view>(
      {"http", "status", "code", "response", "success", "error", "failure", "failed", "ok", "answer", "successful"});
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

std::string status_of_line(std::string_view line) {
  const std::string_view plain = without_marks(line.substr(0, longest_status_title));
  std::string status = leading(plain);
  if (status.empty() && base::to_lower_ascii(plain.substr(0, 5)) == "http ") status = leading(plain.substr(5));
  else if (!status.empty() && !is_reason(plain.substr(3))) return {};
  return status;
}

std::string labelled_status(std::string_view line) {
  static constexpr auto labels = std::to_array<std::string_view>(
      {"status", "status code", "http status", "http status code", "http code", "code", "response code",
       "response status", "response status code", "response", "success response", "error response", "success",
       "http response", "http response code", "success code", "error code", "returns"});
  line = line.substr(0, longest_status_title);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  std::string label;
  for (const char c : base::to_lower_ascii(without_marks(line.substr(0, colon)))) {
    if (c != '*' && c != '_' && c != '`') label += c;
  }
  const std::string_view name = base::trim(label);
  if (std::find(labels.begin(), labels.end(), name) == labels.end()) return {};
  return status_of_line(line.substr(colon + 1));
}

std::string status_of_item(std::string_view line) {
  line = base::trim(line.substr(0, longest_status_title));
  if (line.size() < 5 || std::string_view("-*+").find(line[0]) == std::string_view::npos || line[1] != ' ') return {};
  line = base::trim(line.substr(2));
  const std::string_view plain = without_marks(line);
  const std::string status = leading(plain);
  if (!is_registered(status) || status.front() == '1') return {};
  const std::string_view behind = plain.substr(std::min(plain.find_first_not_of("`*", 3), plain.size()));
  if (!is_reason(behind)) return {};
  const bool is_marked = line.starts_with('`') || line.starts_with("**");
  return is_marked || is_named_by_http(behind) ? status : std::string{};
}

namespace {

constexpr auto arrows = std::to_array<std::string_view>({"\u2192", "\u21d2", "\u27f6", "->", "=>"});

// Takes away marks, and words such as "returns", that stand before a status.
std::string_view without_lead(std::string_view words) {
  static constexpr auto leads = std::to_array<std::string_view>(
      {"\u2192", "\u21d2", "\u27f6", "->", "=>", ":", "\u2013", "\u2014", "-", "(", "`", "*", "returns ", "return ",
       "responds with ", "answers with ", "answers ", "gives ", "yields ", "a ", "an ", "the ", "status ", "code ",
       "http ", "errors:", "error codes:", "status codes:", "response codes:", "responses:"});
  for (bool is_found = true; is_found;) {
    is_found = false;
    words = base::trim(words);
    for (const std::string_view lead : leads) {
      if (base::to_lower_ascii(words.substr(0, lead.size())) != lead) continue;
      words.remove_prefix(lead.size());
      is_found = true;
    }
  }
  return words;
}

// "200", "201 Created, 409", "200 / 404 or 422".
std::vector<std::string> row_of_statuses(std::string_view words) {
  std::vector<std::string> found;
  while (true) {
    words = without_lead(words);
    const std::string status = leading(words);
    if (status.empty() || !(is_registered(status) || status.ends_with("XX")) || !is_reason(words.substr(3)))
      return found;
    found.push_back(status);
    words = words.substr(3);
    const std::size_t next = std::min({words.find_first_of(",/|;"), words.find(" or "), words.find(" and ")});
    if (next == std::string_view::npos) return found;
    words = words.substr(next + 1);
    for (const std::string_view word : {"or ", "and "}) {
      if (base::trim(words).starts_with(word)) words = base::trim(words).substr(word.size());
    }
  }
}

}  // namespace

std::vector<std::string> statuses_behind(std::string_view words) {
  words = words.substr(0, longest_status_title);
  for (const std::string_view arrow : arrows) {
    const std::size_t at = words.find(arrow);
    if (at != std::string_view::npos) return row_of_statuses(words.substr(at));
  }
  if (auto found = row_of_statuses(words); !found.empty()) return found;
  const std::size_t open = words.rfind('(');
  return open == std::string_view::npos ? std::vector<std::string>{} : row_of_statuses(words.substr(open));
}

std::vector<std::string> statuses_in_sentence(std::string_view line) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"status", "respond", "response", "return", "answer", "error", "http", "success", "fails", "you get", "receive"});
  constexpr std::size_t longest_line = 1000;
  std::vector<std::string> found;
  const std::string lower = base::to_lower_ascii(line.substr(0, longest_line));
  if (std::none_of(words.begin(), words.end(), [&](auto word) { return lower.find(word) != std::string::npos; }))
    return found;
  for (std::size_t open = line.find('`'); open < line.size();) {
    const std::size_t close = line.find('`', open + 1);
    if (close == std::string_view::npos) break;
    const std::string status = status_of_line(line.substr(open + 1, close - open - 1));
    const bool is_new = std::find(found.begin(), found.end(), status) == found.end();
    if (!status.empty() && is_new) found.push_back(status);
    open = line.find('`', close + 1);
  }
  for (const std::string_view verb :
       {"returns ", "responds with ", "answers with ", "replies with ", "errors:", "error codes:", "status codes:",
        "response codes:", "responses:"}) {
    const std::size_t at = lower.find(verb);
    for (std::string& status : row_of_statuses(line.substr(std::min(at, line.size())))) {
      if (std::find(found.begin(), found.end(), status) == found.end()) found.push_back(std::move(status));
    }
  }
  return found;
}

std::string announced_status(std::string_view line) {
  line = base::trim(line.substr(0, longest_status_title));
  const std::string lower = base::to_lower_ascii(line);
  const bool is_answer = lower.find("response") != std::string::npos || lower.find("answer") != std::string::npos;
  const std::string status = line.ends_with(':') && is_answer && states_status(line) ? status_in(line) : "";
  return is_registered(status) ? status : std::string{};
}

std::vector<StatedStatus> statuses_of(const Table& table) {
  static constexpr auto titles = std::to_array<std::string_view>(
      {"status",          "status code", "http status", "http code",       "http status code",
       "response code",   "code",        "http",        "statuscode",      "http response code",
       "response status", "response",    "error code",  "http error code", "status codes",
       "http response",   "http error",  "error",       "errors",          "http status codes"});
  std::vector<StatedStatus> out;
  if (table.columns.empty()) return out;
  const bool is_titled = std::find(titles.begin(), titles.end(), base::trim(table.columns.front())) != titles.end();
  if (!is_titled && !table.is_headless) return out;
  const auto add = [&](const std::vector<Cell>& row) {
    const std::string status = row.empty() ? std::string{} : status_of_line(row.front().text);
    const bool may_be_other = table.columns.front().starts_with("error");  // codes of the provider's own
    if (!status.empty() && !(may_be_other && status.front() < '4')) out.push_back({status, row.front().span});
  };
  if (table.is_headless) add(table.head);
  for (const auto& row : table.rows) add(row);
  const std::size_t rows = table.rows.size() + (table.is_headless && !is_titled ? 1 : 0);
  if (!is_titled && out.size() * 5 < rows * 4) out.clear();
  return out;
}

}  // namespace concord::page
