#include "history_words.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/session.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace concord::cli {

using base::Printable;
using document::Node;

namespace {

constexpr std::size_t most_text = 300;  // characters of a line

std::string text(const Node& owner, std::string_view key) {
  const Node* value = owner.find(key);
  return value ? base::ellipsize(base::escape_line(value->string_or_empty()), most_text) : std::string();
}

std::size_t number(const Node& owner, std::string_view key) {
  const Node* value = owner.find(key);
  const auto whole = value && value->is_number() ? value->to_int64() : std::nullopt;
  return whole && *whole > 0 ? static_cast<std::size_t>(*whole) : 0;
}

bool flag(const Node& owner, std::string_view key) {
  const Node* value = owner.find(key);
  return value && value->is_boolean() && value->as_boolean();
}

const Node::Array& list(const Node& owner, std::string_view key) {
  static const Node none = Node::array();
  const Node* value = owner.find(key);
  return (value ? *value : none).items();
}

// Where runs went; of the target that is meant where none is named, its URL says more.
std::string scope_text(const Node& node) {
  const std::string url = text(node, "base_url"), target = text(node, "target");
  const bool is_unnamed = target == session::unnamed_target && !url.empty();
  return text(node, "provider") + " at " + (is_unnamed ? url : target + (url.empty() ? "" : " (" + url + ')'));
}

// Runs of one day are no nights.
std::string counted_runs(std::size_t number, const Node& owner) {
  return base::counted(number, flag(owner, "several_a_day") ? "run" : "night");
}

// Runs in order, each by its day; where two began on one day, by their times too.
class Days {
 public:
  explicit Days(const Node::Array& runs) {
    const auto has_day_of = [](const Node& a, const Node& b) { return text(a, "date") == text(b, "date"); };
    is_enough_ = std::adjacent_find(runs.begin(), runs.end(), has_day_of) == runs.end();
  }
  std::string of(const Node& run) const { return text(run, "date") + (is_enough_ ? "" : ' ' + text(run, "time")); }

 private:
  bool is_enough_;
};

std::string cases_text(const Node& node) {
  const std::size_t cases = number(node, "cases");
  return text(node, "case") + (cases > 1 ? " and " + base::counted(cases - 1, "more case") : "");
}

std::string failing_text(const Node& one, const Node& scope) {
  std::string line = fmt::format("  {}  since {} ({}){}\n      {} [{}]\n      in {}\n", text(one, "fingerprint"),
                                 text(one, "since"), counted_runs(number(one, "nights"), scope),
                                 flag(one, "known") ? ", accepted" : "", text(one, "message"), text(one, "check"),
                                 cases_text(one));
  if (one.has("whose")) line += "      " + text(one, "whose") + '\n';
  const std::string documentation = text(one, "documentation");
  return documentation.empty() ? line : line + "      documented: " + documentation + '\n';
}

std::string drift_text(const Node& one) {
  const std::size_t more = number(one, "more_places");
  std::string lines = fmt::format("  {}  on {}\n      {} [{}]\n      in {}{}\n", text(one, "fingerprint"),
                                  text(one, "date"), text(one, "message"), text(one, "rule"), cases_text(one),
                                  more == 0 ? "" : "; so " + std::string(more == 1 ? "is " : "are ") +
                                                       base::counted(more, "more place"));
  // The behaviour is a part of it always.
  if (text(one, "change") == "both") lines += "      " + text(one, "whose") + '\n';
  return lines;
}

std::string accepted_text(const Node& one) {
  return fmt::format("accepted on {}: {}\n", text(one, "accepted"), text(one, "reason"));
}

std::string drift_in_words(const Node& answer) {
  std::string all = fmt::format("{} [{}]\nwas: {}\nnow: {}\n", text(answer, "message"), text(answer, "rule"),
                                text(answer, "was"), text(answer, "now"));
  for (const Node& place : list(answer, "places"))
    all += "so is: " + base::ellipsize(base::escape_line(place.string_or_empty()), most_text) + '\n';
  if (answer.has("whose")) all += text(answer, "whose") + '\n';
  const Days days(list(answer, "nights"));
  for (const Node& night : list(answer, "nights")) {
    all += fmt::format("  {}  in {}  {}\n", days.of(night), base::counted(number(night, "cases"), "case"),
                       text(night, "run"));
  }
  if (answer.has("accepted")) all += accepted_text(answer);
  return all;
}

std::string lines_of(const Node& owner, const char* key) {
  const Node* value = owner.find(key);
  std::string all;
  if (!value) return all;
  for (const std::string_view line : base::split(value->string_or_empty(), '\n'))
    all += "    " + base::ellipsize(base::escape_line(line), most_text) + '\n';
  return all;
}

}  // namespace

namespace {

// Runs of a machine whose clock was wrong.
std::string future_text(const Node& scope) {
  std::string lines;
  for (const Node& run : list(scope, "future")) {
    lines += fmt::format("  the run of {} {} is of the future: until then neither fixed nor drift is told\n"
                         "      concord history prune --run {} takes it out\n",
                         text(run, "date"), text(run, "time"), text(run, "run"));
  }
  return lines;
}

}  // namespace

Printable failing_in_words(const Node& answer) {
  std::string all;
  for (const Node& scope : answer.items()) {
    const auto& failing = list(scope, "failing");
    const auto& drifts = list(scope, "drifts");
    all += fmt::format("{}: {}, the last on {}\n", scope_text(scope), counted_runs(number(scope, "nights"), scope),
                       text(scope, "last"));
    all += future_text(scope);
    if (failing.empty()) all += "  nothing is failing\n";
    for (const Node& one : failing) all += failing_text(one, scope);
    if (!drifts.empty()) all += "  drifted in the last 30 days:\n";
    for (const Node& one : drifts) all += drift_text(one);
  }
  return Printable::composed(all.empty() ? "no run is recorded yet\n" : all);
}

Printable flaky_in_words(const Node& answer) {
  std::string all;
  for (const Node& one : answer.items()) {
    all += fmt::format("{}  passed on {} of {}  {}\n    {}\n", text(one, "nights"), number(one, "passed"),
                       counted_runs(number(one, "judged"), one), text(one, "case"), scope_text(one));
  }
  return Printable::composed(all.empty() ? "no case comes and goes\n" : all);
}

Printable latency_in_words(const Node& answer) {
  std::string all;
  for (const Node& one : answer.items()) {
    const Node* before = one.find("before");
    all += fmt::format("{:<40} {:>7} {:>7} {:>7} ms", text(one, "operation"), number(one, "p50"), number(one, "p95"),
                       number(one, "p99"));
    if (before && number(*before, "nights") != 0) {
      all += fmt::format("   before {:>7} {:>7} {:>7} ms ({})", number(*before, "p50"), number(*before, "p95"),
                         number(*before, "p99"), counted_runs(number(*before, "nights"), *before));
    }
    all += fmt::format("   {}\n", scope_text(one));
  }
  if (all.empty()) return "no answer was timed yet\n";
  return Printable::composed(fmt::format("{:<40} {:>7} {:>7} {:>7}\n", "", "p50", "p95", "p99") + all);
}

Printable case_or_finding_in_words(const Node& answer) {
  if (answer.has("drift")) return Printable::composed(drift_in_words(answer));
  const Days days(list(answer, "nights"));
  if (answer.has("case")) {
    std::string all = text(answer, "case") + '\n';
    for (const Node& night : list(answer, "nights")) {
      all += fmt::format("  {}  {:<12} {:>6} ms  {}\n", days.of(night), text(night, "verdict"),
                         number(night, "ms"), text(night, "run"));
    }
    return Printable::composed(all);
  }
  std::string all = fmt::format("{} [{}]\n{}\n", text(answer, "message"), text(answer, "check"),
                                text(answer, "operation"));
  if (answer.has("whose")) all += text(answer, "whose") + '\n';
  if (!text(answer, "documentation").empty()) all += "documented: " + text(answer, "documentation") + '\n';
  for (const Node& night : list(answer, "nights")) {
    all += fmt::format("  {}  in {}{}  {}\n", days.of(night), base::counted(number(night, "cases"), "case"),
                       flag(night, "known") ? ", accepted" : "", text(night, "run"));
  }
  all += flag(answer, "open") ? "it still occurs\n" : "it is gone\n";
  return Printable::composed(all + "first:\n" + lines_of(answer, "first_exchange") + "last:\n" +
                             lines_of(answer, "last_exchange"));
}

Printable compared_in_words(const Node& answer) {
  const Node empty = Node::object();
  const Node& a = answer.find("a") ? *answer.find("a") : empty;
  const Node& b = answer.find("b") ? *answer.find("b") : empty;
  const Days days({a, b});
  std::string all = fmt::format("{} ({}) and {} ({})\n", days.of(a), text(a, "run"), days.of(b), text(b, "run"));
  for (const Node* run : {&a, &b}) {
    if (flag(*run, "part"))
      all += text(*run, "run") + " asked for a part, or did not come to its end: what is not there says nothing\n";
  }
  const auto findings = [&](const char* key, const std::string& words) {
    if (list(answer, key).empty()) return;
    all += words + ":\n";
    for (const Node& one : list(answer, key)) {
      all += fmt::format("  {}  {} [{}]\n      in {}\n", text(one, "fingerprint"), text(one, "message"),
                         text(one, "check"), text(one, "case"));
    }
  };
  findings("only_a", "only on " + days.of(a));
  findings("only_b", "only on " + days.of(b));
  const auto drifts = [&](const char* key, const std::string& words) {
    if (!list(answer, key).empty()) all += words + ":\n";
    for (const Node& one : list(answer, key)) all += drift_text(one);
  };
  drifts("drifts_a", "drift told only on " + days.of(a));
  drifts("drifts_b", "drift told only on " + days.of(b));
  if (!list(answer, "verdicts").empty()) all += "other verdicts:\n";
  for (const Node& one : list(answer, "verdicts"))
    all += fmt::format("  {}: {}, then {}\n", text(one, "case"), text(one, "a"), text(one, "b"));
  for (const Node& one : list(answer, "documentation")) {
    const auto& changes = list(one, "changes");
    all += "the documentation of " + text(one, "provider") + " changed" +
           (changes.empty() ? ", but no message in it" : "") + ":\n";
    for (const Node& change : changes)
      all += "  " + base::ellipsize(base::escape_line(change.string_or_empty()), most_text) + '\n';
  }
  const auto is_empty = [&](const char* key) { return list(answer, key).empty(); };
  constexpr std::array keys{"only_a", "only_b", "drifts_a", "drifts_b", "verdicts", "documentation"};
  const bool is_same = std::all_of(keys.begin(), keys.end(), is_empty);
  return Printable::composed(is_same ? all + "the same findings, verdicts and drift; warnings are not kept\n" : all);
}

Printable accepted_in_words(const Node& answer) {
  std::string all;
  for (const Node& one : answer.items()) {
    all += drift_text(one) + "      told by " + text(one, "run") + ", " + accepted_text(one);
  }
  return Printable::composed(all.empty() ? "no drift is accepted\n" : all);
}

}  // namespace concord::cli
