#include "causes.h"

#include <concord/base/ascii.h>
#include <concord/result/connection_error.h>
#include <concord/result/drawn.h>

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_map>
#include <unordered_set>

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

constexpr std::size_t max_compared = 20;  // failures of one case

// Calls `take` with each word and each character between.
template <class Take>
void each_word(std::string_view text, Take take) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_of_word(text[end])) ++end;
    take(text.substr(at, std::max<std::size_t>(end - at, 1)), end != at);
    at = std::max(end, at + 1);
  }
}

using Words = std::unordered_set<std::string>;

// What a row brings into its case: the words of its name, and of what was sent.
Words given_by_row(const CaseResult& one) {
  std::string given = one.name;
  for (const result::StepResult& step : one.steps) {
    if (!step.exchange) continue;
    given.append("\n").append(step.exchange->url);
    if (step.exchange->request_body) given.append("\n").append(step.exchange->request_body->text);
  }
  Words words;
  each_word(given, [&words](std::string_view word, bool is_word) {
    if (is_word) words.emplace(word);
  });
  return words;
}

// `text` without the words that the row has too: what remains is the same for one fault.
std::string without_given(std::string_view text, const Words& given) {
  std::string rest;
  each_word(text, [&](std::string_view word, bool is_word) {
    if (is_word && given.contains(std::string(word))) rest += '*';
    else rest += word;
  });
  return rest;
}

// "line 1, column 57" → "line #, column #": where the fault stands in this answer.
std::string without_numbers(std::string_view text) {
  std::string rest;
  for (const char c : text) {
    if (!base::is_digit(c)) rest += c;
    else if (rest.empty() || rest.back() != '#') rest += '#';
  }
  return rest;
}

// A schema that several operations share is broken once, whichever of them shows it; "" where it is of one alone.
std::string shared_schema(const result::CheckFailure& failure) {
  const std::string& at = failure.schema_location;
  const bool is_shared = failure.check == "schema" && at.find("#/components/") != std::string::npos;
  return is_shared ? at + '\n' + failure.found_kind : std::string();
}

// Two cases have one cause when the same check found first the same kind of thing at the same place, and wanted and
// hints at the same, but for values that vary with the row. What was found instead may differ from answer to answer.
std::string key_of(const CaseResult& one, bool with_given) {
  if (one.failures.empty()) {
    const std::string_view kind = one.error ? result::run_error_kind_name(one.error->kind) : std::string_view();
    if (one.error && result::is_of_connection(*one.error)) return std::string(kind) + '\n' + message_of(one);
    return one.classname + '\n' + std::string(kind) + '\n' + message_of(one);
  }
  const result::CheckFailure& first = one.failures.front();
  // Another status that is expected is another rule of the API.
  const Words given = with_given || first.check == "status" ? Words() : given_by_row(one);
  if (std::string schema = shared_schema(first); !schema.empty()) return one.provider + '\n' + schema;
  std::string key = one.classname + '\n' + first.fingerprint + '\n' + first.check + '\n' + first.pointer;
  for (const std::string_view text : {std::string_view(first.expected), result::hint_of_fault(first.hint)})
    key += '\n' + without_given(text, given);
  const bool is_of_syntax = first.check == "json" || first.check == "xml";
  if (is_of_syntax) key += '\n' + without_numbers(without_given(first.message, given));
  else if (first.pointer.empty()) key += '\n' + without_given(first.message, given);
  return key;
}

// What else is wrong in a case, beside what was found first.
std::set<std::string> further_failures(const CaseResult& one) {
  std::set<std::string> kinds;
  for (std::size_t i = 1; i < std::min(one.failures.size(), max_compared); ++i)
    kinds.insert(one.failures[i].check + ' ' + one.failures[i].fingerprint);
  return kinds;
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
    if (is_new && causes.list.size() < max_causes) causes.list.push_back({message_of(one), position, 0, {}, {}, 0});
    else if (is_new) number = max_causes + causes.not_listed++;
    known.emplace(whole, number);
    known.emplace(rest, number);
    if (number >= max_causes) continue;
    Cause& cause = causes.list[number];
    if (++cause.cases == 1) {
      cause.classname = one.classname;
      continue;
    }
    if (cause.alike.size() < most_alike)
      cause.alike.push_back(one.classname == cause.classname ? one.name : one.suite + " / " + one.name);
    // Of the first case is told what it has, of the others that they have more.
    if (one.failures.size() > 1) {
      const std::set<std::string> more = further_failures(one), told = further_failures(run.read(cause.position));
      cause.with_more += !std::includes(told.begin(), told.end(), more.begin(), more.end());
    }
  }
  std::stable_sort(causes.list.begin(), causes.list.end(),
                   [](const Cause& a, const Cause& b) { return a.cases > b.cases; });
  return causes;
}

}  // namespace concord::report
