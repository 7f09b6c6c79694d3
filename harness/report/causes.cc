#include "causes.h"

#include <concord/base/ascii.h>

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

bool is_of_word(char c) { return base::is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80; }

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

// `text` without the words that the row has too: what remains is the same for one fault.
std::string without_given(std::string_view text, std::string_view given) {
  std::string rest;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_of_word(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    if (!word.empty() && given.find(word) != std::string_view::npos) rest += '*';
    else rest += word;
    if (end < text.size()) rest += text[end++];
    at = end;
  }
  return rest;
}

// Two cases have one cause when the same check found the same kind of thing at the same place, and wanted and hints at
// the same, but for values that vary with the row. What was found instead may differ from answer to answer.
std::string key_of(const CaseResult& one, bool with_given) {
  if (one.failures.empty()) {
    const std::string_view kind = one.error ? result::run_error_kind_name(one.error->kind) : std::string_view();
    return one.classname + '\n' + std::string(kind) + '\n' + message_of(one);
  }
  const result::CheckFailure& first = one.failures.front();
  // Another status that is expected is another rule of the API.
  const std::string given = with_given || first.check == "status" ? std::string() : given_by_row(one);
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
    const std::hash<std::string> hash;
    const std::size_t whole = hash(key_of(one, true)), rest = hash(key_of(one, false));
    // The same word for word, else but for what the rows say: a case may be called like a value.
    auto place = known.find(whole);
    if (place == known.end()) place = known.find(rest);
    const bool is_new = place == known.end();
    std::size_t number = is_new ? causes.list.size() : place->second;
    if (is_new && causes.list.size() < max_causes) causes.list.push_back({message_of(one), position, 0, {}});
    else if (is_new) number = max_causes + causes.not_listed++;
    known.emplace(whole, number);
    known.emplace(rest, number);
    if (number >= max_causes) continue;
    Cause& cause = causes.list[number];
    if (++cause.cases > 1 && cause.alike.size() < most_alike) cause.alike.push_back(one.name);
  }
  std::stable_sort(causes.list.begin(), causes.list.end(),
                   [](const Cause& a, const Cause& b) { return a.cases > b.cases; });
  return causes;
}

}  // namespace concord::report
