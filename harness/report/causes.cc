#include "causes.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace concord::report {

using result::CaseResult;

namespace {

constexpr std::size_t max_causes = 10'000;

std::string message_of(const CaseResult& one) {
  if (!one.failures.empty()) return one.failures.front().message;
  if (one.error) return one.error->message;
  return one.retried.empty() ? one.name : one.retried.front().error.message;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What a row brings into its case: its name, and what was sent.
std::string given_by_row(const CaseResult& one) {
  std::string given = one.name;
  for (const result::StepResult& step : one.steps) {
    if (!step.exchange) continue;
    given.append("\n").append(step.exchange->url);
    if (step.exchange->request_body) given.append("\n").append(step.exchange->request_body->text);
  }
  return given;
}

// Where the value that begins at `at` ends: a text in double quotes, or a number; `at` for anything else.
std::size_t end_of_value(std::string_view text, std::size_t at) {
  if (text[at] == '"') {
    const std::size_t end = text.find('"', at + 1);
    return end == std::string_view::npos ? at : end + 1;
  }
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end;
}

// `text` without the values that vary with the row: what remains is the same for one fault.
std::string without_given(std::string_view text, std::string_view given) {
  std::string rest;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_value(text, at);
    std::string_view value = text.substr(at, end - at);
    if (value.starts_with('"')) value = value.substr(1, value.size() - 2);
    const bool is_given = !value.empty() && given.find(value) != std::string_view::npos;
    if (is_given) rest += '*';
    else rest.append(text.substr(at, std::max<std::size_t>(end - at, 1)));
    at = std::max(end, at + 1);
  }
  return rest;
}

// Two cases have one cause when the same check found the same kind of thing at the same place, and wanted and hints at the
// same, but for values that vary with the row. What was found instead may differ from answer to answer.
std::string key_of(const CaseResult& one) {
  if (one.failures.empty()) {
    const std::string_view kind = one.error ? result::run_error_kind_name(one.error->kind) : std::string_view();
    return one.provider + '\n' + std::string(kind) + '\n' + message_of(one);
  }
  const result::CheckFailure& first = one.failures.front();
  const std::string given = given_by_row(one);
  std::string key = one.classname + '\n' + first.fingerprint + '\n' + first.check + '\n' + first.pointer;
  for (const std::string* text : {&first.expected, &first.hint}) key += '\n' + without_given(*text, given);
  if (first.pointer.empty()) key += '\n' + without_given(first.message, given);
  return key;
}

}  // namespace

Causes causes_of(const result::RunSource& run, result::Verdict verdict, std::size_t most_alike) {
  Causes causes;
  // By a digest: as many keys as there are cases, in the worst run.
  std::unordered_map<std::size_t, std::size_t> known;
  for (std::size_t position = 0; position < run.size(); ++position) {
    if (run.facts(position).verdict != verdict) continue;
    const CaseResult one = run.read(position);
    ++causes.cases;
    const auto [place, is_new] = known.emplace(std::hash<std::string>()(key_of(one)), causes.list.size());
    if (is_new && causes.list.size() < max_causes) causes.list.push_back({message_of(one), position, 0, {}});
    else if (is_new) place->second = max_causes + causes.not_listed++;
    if (place->second >= max_causes) continue;
    Cause& cause = causes.list[place->second];
    if (++cause.cases > 1 && cause.alike.size() < most_alike) cause.alike.push_back(one.name);
  }
  std::stable_sort(causes.list.begin(), causes.list.end(), [](const Cause& a, const Cause& b) { return a.cases > b.cases; });
  return causes;
}

}  // namespace concord::report
