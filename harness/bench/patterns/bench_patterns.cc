// What a search costs, beside other engines, and what a format costs. Verdicts are compared before times.
#include "rivals.h"

#include <concord/pattern.h>
#include <concord/schema.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

namespace {

namespace pattern = concord::pattern;
namespace schema = concord::schema;
using Clock = std::chrono::steady_clock;

struct Row {
  std::string pattern, text;
  bool is_catastrophic = false;  // not shown to engines that try all ways
};

struct FormatRow {
  const char* format;
  std::string text;
};

std::vector<Row> rows() {
  const std::string token = std::string(36, 'a') + "." + std::string(45, 'B') + "." + std::string(42, '_');
  const std::string part = "[A-Za-z0-9_-]+";
  return {
      {"^[A-Z]{3}-[0-9]{6}$", "SKU-123456"},
      {"^[a-z]+:(read|write|admin)$", "accounts:write"},
      {"^[A-Za-z0-9_-]{40,}$", std::string(64, 'x')},
      {"^" + part + "\\." + part + "\\." + part + "$", token},
      {"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$", "2024-02-29T12:00:00Z"},
      {"^[a-z0-9]+(?:-[a-z0-9]+)*$", "create-session-for-a-card"},
      {"^x-", "x-request-id"},
      {"[0-9]+px", "margin: 12em 3% 14px"},
      {"^.{1,100}$", "Z\u00fcrich, R\u00e4mistrasse"},
      {"^(?=.*[a-z])(?=.*[0-9]).{8,}$", "correct horse 1 battery"},
      {"^\\p{L}+$", "Stra\u00dfenbahn"},
      {"^(a+)+$", std::string(30, 'a') + "!", true},
      {"^(a+)+$", std::string(1'000'000, 'a') + "!", true},
  };
}

const std::vector<FormatRow> kFormats = {
    {"uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d16380"},
    {"date-time", "2024-02-29T12:00:00Z"},
    {"date-time", "2024-02-29T12:00:00.123456+01:00"},
    {"date", "2024-02-29"},
    {"time", "12:00:00Z"},
    {"uri", "https://api.example.org/v1/sessions/42?verbose=1"},
    {"uri-reference", "/v1/sessions/42?verbose=1"},
    {"email", "jane.doe@example.org"},
    {"hostname", "api.sandbox.example.org"},
    {"ipv4", "192.168.100.10"},
    {"ipv6", "2001:db8:85a3::8a2e:370:7334"},
    {"ulid", "01ARZ3NDEKTSV4RRFFQ69G5FAV"},
    {"regex", "^[a-z]+:(read|write|admin)$"},
};

// The quickest of many short slices, in ns a call: what other processes take is no part of it.
template <class Call>
double nanoseconds(const Call& call) {
  constexpr auto kSlice = std::chrono::microseconds(200);
  constexpr int kSlices = 200;
  std::size_t calls = 1;
  for (;; calls *= 2) {
    const auto begin = Clock::now();
    for (std::size_t i = 0; i < calls; ++i) call();
    if (Clock::now() - begin > kSlice) break;
  }
  double best = 1e18;
  for (int slice = 0; slice < (calls == 1 ? 5 : kSlices); ++slice) {
    const auto begin = Clock::now();
    for (std::size_t i = 0; i < calls; ++i) call();
    const std::chrono::duration<double, std::nano> taken = Clock::now() - begin;
    best = std::min(best, taken.count() / static_cast<double>(calls));
  }
  return best;
}

volatile bool kept = false;  // so that no call is left out

// "-" when the engine cannot, "differs" when its verdict is another.
std::string cell(const bench::Search& search, std::string_view text, bool wanted) {
  if (!search) return "-";
  if (search(text) != wanted) return "differs";
  char shown[32];
  std::snprintf(shown, sizeof shown, "%.1f", nanoseconds([&] { kept = search(text); }));
  return shown;
}

bool print_pattern(const Row& row) {
  const auto regex = pattern::Regex::compile(row.pattern);
  if (!regex) return false;
  const bool wanted = regex->search(row.text) == pattern::Regex::Match::Yes;
  const bench::Search own = [&](std::string_view text) { return regex->search(text) == pattern::Regex::Match::Yes; };
  const double compiling = nanoseconds([&] { kept = pattern::Regex::compile(row.pattern).has_value(); });
  const bench::Search none;
  std::string shown = row.pattern;
  for (auto at = shown.find('|'); at != std::string::npos; at = shown.find('|', at + 2)) shown.insert(at, "\\");
  std::printf("| `%s` | %zu | %s | %.1f | %s | %s | %s |\n", shown.c_str(), row.text.size(),
              cell(own, row.text, wanted).c_str(), compiling / 1000,
              cell(row.is_catastrophic ? none : bench::pcre2(row.pattern), row.text, wanted).c_str(),
              cell(bench::re2(row.pattern), row.text, wanted).c_str(),
              cell(row.is_catastrophic ? none : bench::std_regex(row.pattern), row.text, wanted).c_str());
  return true;
}

bool print_format(const FormatRow& row) {
  const concord::document::Node value(row.text);
  if (!schema::conforms_to_format(row.format, value)) return false;
  const auto compiled = schema::compile(
      *concord::document::parse_answer_json(R"({"format":")" + std::string(row.format) + "\"}").root);
  if (!compiled) return false;
  std::printf("| %s | `%s` | %.1f |\n", row.format, row.text.c_str(),
              nanoseconds([&] { kept = compiled->accepts(value); }));
  return true;
}

}  // namespace

int main() {
  bool is_good = true;
  std::puts("| pattern | bytes of text | ns a search | µs to compile | PCRE2 JIT | RE2 | std::regex |");
  std::puts("|---|--:|--:|--:|--:|--:|--:|");
  for (const Row& row : rows()) is_good = print_pattern(row) && is_good;
  std::puts("\n| format | text | ns, as a schema of its own |\n|---|---|--:|");
  for (const FormatRow& row : kFormats) is_good = print_format(row) && is_good;
  return is_good ? 0 : 1;
}
