// GitHub shows ten annotations of a kind a step, and the rest vanishes without a word: so the worst come first, one for
// each cause, and the tenth says how many there are besides.
#include "github.h"

#include "causes.h"
#include "facts.h"
#include "junit_text.h"
#include "memory.h"
#include "reproducible.h"
#include "run_cases.h"

#include <concord/base/clean_text.h>
#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <set>

namespace concord::report {
namespace {

using result::CaseResult;
using result::CheckFailure;
using result::Place;
using result::RunSource;
using result::Verdict;

constexpr std::size_t most_of_a_kind = 9;
constexpr std::size_t github_line_limit = 500;  // characters

std::string plain_line(std::string_view text) { return base::ellipsize(base::clean_line(text), github_line_limit); }

// Of what stands behind `::`.
std::string escaped_data(std::string text) {
  text = base::replace_all(std::move(text), "%", "%25");
  text = base::replace_all(std::move(text), "\r", "%0D");
  return base::replace_all(std::move(text), "\n", "%0A");
}

std::string escaped_property(std::string text) {
  text = base::replace_all(escaped_data(std::move(text)), ":", "%3A");
  return base::replace_all(std::move(text), ",", "%2C");
}

// The annotations of one kind.
class Annotations {
 public:
  Annotations(const char* command, std::ostream& to) : command_(command), to_(to) {}

  bool is_full() const { return shown_ == most_of_a_kind; }
  // Places that GitHub cannot find in the repository are no place: those above it.
  void add(const Place& place, std::string_view title, const std::string& text) {
    if (is_full()) return skip(1);
    ++shown_;
    std::string properties;
    const bool is_shown = !place.file.empty() && !place.file.starts_with("..") && !place.file.starts_with('/');
    if (is_shown) properties += "file=" + escaped_property(plain_line(file_of(place)));
    if (is_shown && place.line != 0) properties += fmt::format(",line={}", place.line);
    if (is_shown && place.line != 0 && place.column != 0) properties += fmt::format(",col={}", place.column);
    properties += (is_shown ? ",title=" : "title=") + escaped_property(plain_line(title));
    to_ << "::" << command_ << ' ' << properties << "::" << escaped_data(text) << '\n';
  }
  void skip(std::size_t number) { more_ += number; }
  void end() {
    if (more_ != 0) to_ << "::" << command_ << " title=Concord::and " << more_ << " more, see the reports\n";
  }

 private:
  static std::string_view file_of(const Place& place) {
    const std::string_view file = place.file;
    return file.starts_with("./") ? file.substr(2) : file;
  }

  const char* command_;
  std::ostream& to_;
  std::size_t shown_ = 0, more_ = 0;
};

std::string fact_line(std::string_view label, std::string_view value) {
  return value.empty() ? "" : fmt::format("\n{}: {}", label, plain_line(value));
}

std::string failure_facts(const CheckFailure& failure, const Memory& memory) {
  return fact_line("expected", failure.expected) + fact_line("actual", failure.actual) +
         fact_line("documented", failure.documentation) + fact_line("failing", memory.since(failure));
}

// What a person needs to see at the line.
std::string told(const CaseResult& one, const Memory& memory) {
  std::string text;
  if (!one.failures.empty()) text = failure_message(one) + failure_facts(one.failures.front(), memory);
  else if (one.error) text = error_message(*one.error);
  else if (!one.retried.empty()) text = error_message(one.retried.front().error) + ", passed on a later attempt";
  if (one.verdict == Verdict::KnownIssue) text = skip_message(one);
  if (const auto* step = telling_step(one); step && one.verdict != Verdict::KnownIssue)
    text += fact_line("answer", describe_response(*step->exchange)) + fact_line("again", step->exchange->curl);
  return text;
}

// The suite's, which is in the repository; of a run without suites the documentation's.
Place place_in_repository(const CaseResult& one) {
  const Place place = place_of(one);
  return place.file.empty() ? parse_place(documentation_of(one)) : place;
}

std::string title_of(const CaseResult& one) { return one.classname + " :: " + one.name; }

void add_causes(Annotations& kind, const RunSource& run, const Memory& memory, Verdict verdict) {
  const Causes causes = causes_of(run, verdict);
  for (const Cause& cause : causes.list) {
    if (kind.is_full()) {
      kind.skip(1);
      continue;
    }
    const CaseResult one = run.read(cause.position);
    std::string text = told(one, memory);
    if (cause.cases > 1) text += "\nand " + base::counted(cause.cases - 1, "case") + " more alike";
    kind.add(place_in_repository(one), title_of(one), text);
  }
  kind.skip(causes.not_listed);
}

// Each cause once.
void add_warnings(Annotations& kind, const RunSource& run, const Memory& memory) {
  std::set<std::string> known;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (run.facts(i).warnings == 0) continue;
    const CaseResult one = run.read(i);
    for (const CheckFailure& warning : one.warnings) {
      if (!known.insert(warning.fingerprint.empty() ? warning.message : warning.fingerprint).second) continue;
      const Place place = warning.place.file.empty() ? place_in_repository(one) : warning.place;
      kind.add(place, title_of(one), plain_line(warning.message) + failure_facts(warning, memory));
    }
  }
}

void add_expiring(Annotations& kind, const RunSource& run) {
  for (const result::ExpiringIssue& issue : run.comparison().expiring)
    kind.add({}, "known issue", plain_line(issue.label) + " expires on " + plain_line(issue.expires));
}

}  // namespace

void write_github(const RunSource& run, const Options& options, std::ostream& to) {
  if (options.reproducible) return write_github(Reproducible(run), {}, to);
  const Memory memory(run);
  Annotations errors("error", to), warnings("warning", to), notices("notice", to);
  for (const CaseResult& one : cases_of_run(run)) {
    const bool is_wrong = one.verdict == Verdict::Unjudged || one.verdict == Verdict::Failed;
    if (is_wrong) errors.add({}, title_of(one), told(one, memory));
  }
  add_causes(errors, run, memory, Verdict::Failed);
  add_causes(errors, run, memory, Verdict::Unjudged);
  errors.end();
  add_causes(warnings, run, memory, Verdict::Flaky);
  add_warnings(warnings, run, memory);
  warnings.end();
  add_expiring(notices, run);
  add_causes(notices, run, memory, Verdict::KnownIssue);
  notices.end();
  to << plain_line(describe_totals(run.totals())) << '\n';
}

}  // namespace concord::report
