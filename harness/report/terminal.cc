// What is printed when a run ends, for somebody tired: first what broke, then what could not be judged, one line of
// totals last, where the eye is.
#include "causes.h"
#include "facts.h"
#include "groups.h"
#include "memory.h"
#include "wrap.h"

#include <concord/base/clean_text.h>
#include <concord/base/clock.h>
#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/report.h>

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace concord::report {
namespace {

using result::CaseResult;
using result::CheckFailure;
using result::RunSource;
using result::Verdict;

constexpr std::size_t max_terminal_causes = 20;   // of one kind
constexpr std::size_t max_alike = 5;              // cases named beside the first of a cause
constexpr std::size_t max_failures = 10;          // of one case
constexpr std::size_t terminal_line_limit = 400;  // characters
constexpr std::size_t max_causes_in_short = 1'000;
constexpr std::size_t longest_command = 16'384;

struct Paint {
  bool color;
  std::string in(std::string_view code, std::string_view text) const {
    return color ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
  std::string red(std::string_view text) const { return in("1;31", text); }
  std::string yellow(std::string_view text) const { return in("33", text); }
  std::string green(std::string_view text) const { return in("32", text); }
  std::string bold(std::string_view text) const { return in("1", text); }
  std::string dim(std::string_view text) const { return in("2", text); }
};

std::string one_line(std::string_view text) { return base::ellipsize(base::clean_line(text), terminal_line_limit); }

std::string title(const CaseResult& result) {
  const std::string& group = result.suite.empty() ? result.classname : result.suite;
  return one_line(group) + " / " + one_line(result.name);
}

std::string place_text(const result::Place& place, const Paint& paint) {
  return place.file.empty() ? "" : fmt::format("  {} {}\n", paint.dim("-->"), one_line(place.text()));
}

void add_fact(std::string& text, const Paint& paint, std::string_view label, std::string_view value) {
  if (!value.empty()) text += fmt::format("     {}{}\n", paint.dim(fmt::format("{:<12}", label)), one_line(value));
}

std::string documented(const CheckFailure& failure) {
  const bool is_plain = failure.basis.empty() || failure.basis == "documented" || failure.documentation.empty();
  return is_plain ? failure.documentation : fmt::format("{} ({})", failure.documentation, failure.basis);
}

std::string describe_failure(const CheckFailure& failure, const CaseResult& result, const Memory* memory,
                             const Paint& paint) {
  std::string text =
      fmt::format("   {} {}\n", paint.bold(one_line(failure.message)), paint.dim('[' + one_line(failure.check) + ']'));
  add_fact(text, paint, "at", where_in_answer(failure));
  add_fact(text, paint, "expected:", failure.expected);
  add_fact(text, paint, "actual:", failure.actual);
  add_fact(text, paint, "by", failure.schema_location);
  add_fact(text, paint, "documented:", documented(failure));
  if (failure.documentation.empty()) add_fact(text, paint, "basis:", failure.basis);
  add_fact(text, paint, "hint:", failure.hint);
  add_fact(text, paint, "accepted:", failure.known_issue);
  if (memory) add_fact(text, paint, "failing:", memory->since(failure));
  const bool is_elsewhere = !failure.place.file.empty() && failure.place.text() != place_of(result).text();
  if (is_elsewhere) add_fact(text, paint, "suite:", failure.place.text());
  return text;
}

// The curl command is printed whole or not at all: half a command is none.
std::string describe_exchange(const CaseResult& result, const Paint& paint) {
  const auto* step = telling_step(result);
  if (!step) return "";
  std::string text;
  if (result.steps.size() > 1) add_fact(text, paint, "step:", step->name);
  add_fact(text, paint, "request:", step->exchange->method + ' ' + step->exchange->url);
  add_fact(text, paint, "response:", describe_response(*step->exchange));
  if (step->exchange->curl.size() > longest_command) {
    add_fact(text, paint, "again:", fmt::format("the command is {} characters long: see the reports or the journal",
                                                step->exchange->curl.size()));
  } else if (!step->exchange->curl.empty()) {
    text +=
        fmt::format("     {}{}\n", paint.dim(fmt::format("{:<12}", "again:")), base::clean_block(step->exchange->curl));
  }
  return text;
}

std::string describe_failed(const CaseResult& result, const Memory* memory, const Paint& paint) {
  std::string text = fmt::format("{} {}\n", paint.red("FAIL"), paint.bold(title(result)));
  text += place_text(place_of(result), paint);
  const std::size_t shown = std::min(result.failures.size(), max_failures);
  for (std::size_t i = 0; i < shown; ++i) text += describe_failure(result.failures[i], result, memory, paint);
  if (shown < result.failures.size())
    text += fmt::format("   and {} more, see the report\n", result.failures.size() - shown);
  if (memory) add_fact(text, paint, "history:", memory->of(result));
  return text + describe_exchange(result, paint);
}

std::string describe_unjudged(const CaseResult& result, const Memory* memory, const Paint& paint) {
  const auto error =
      result.error.value_or(result::RunError{result::RunErrorKind::Internal, "nothing says why", "", {}});
  std::string text = fmt::format("{} {}\n", paint.yellow("NOT JUDGED"), paint.bold(title(result)));
  text += place_text(place_of(result), paint);
  text += fmt::format("   {} {}\n", paint.bold(one_line(error.message)),
                      paint.dim('[' + std::string(result::run_error_kind_name(error.kind)) + ']'));
  add_fact(text, paint, "phase:", error.phase);
  if (attempts_of(result) > 1) add_fact(text, paint, "attempts:", std::to_string(attempts_of(result)));
  if (memory) add_fact(text, paint, "history:", memory->of(result));
  return text + describe_exchange(result, paint);
}

std::string describe_flaky(const CaseResult& result, const Paint& paint) {
  std::string text = fmt::format("{} {}\n", paint.yellow("FLAKY"), title(result));
  text += place_text(place_of(result), paint);
  const std::size_t shown = std::min(result.retried.size(), max_failures);
  for (std::size_t i = 0; i < shown; ++i) {
    text +=
        fmt::format("   attempt {} of {}: {}\n", i + 1, attempts_of(result), one_line(result.retried[i].error.message));
  }
  return text;
}

// `memory`: null for a case that is told before its run is over.
std::string describe_one(const CaseResult& result, const Memory* memory, const Paint& paint) {
  switch (result.verdict) {
    case Verdict::Failed: return describe_failed(result, memory, paint);
    case Verdict::Unjudged: return describe_unjudged(result, memory, paint);
    case Verdict::Flaky: return describe_flaky(result, paint);
    default: break;
  }
  const std::string reason = result.reason.is_empty() ? "" : fmt::format(" ({})", one_line(result.reason.line()));
  return fmt::format("{} {}{}\n", verdict_words(result.verdict), title(result), reason);
}

std::string describe_cause(const RunSource& run, const Cause& cause, const Paint& paint) {
  const Memory memory(run);
  std::string text = describe_one(run.read(cause.position), &memory, paint);
  const std::size_t alike = cause.cases - 1;
  if (alike == 0) return text;
  const std::string more =
      cause.with_more == 0 ? "" : fmt::format(" ({} with further failures, see the report)", cause.with_more);
  text += fmt::format("   {}\n", paint.bold(fmt::format("the same in {}{}:", base::counted(alike, "more case"), more)));
  for (const std::string& name : cause.alike) text += fmt::format("     {}\n", one_line(name));
  if (alike > cause.alike.size()) text += fmt::format("     and {} more\n", alike - cause.alike.size());
  return text;
}

void write_section(const RunSource& run, Verdict verdict, std::string_view heading, const Paint& paint,
                   std::ostream& to) {
  const Causes causes = causes_of(run, verdict, max_alike);
  if (causes.cases == 0) return;
  to << fmt::format("\n{}\n", paint.bold(fmt::format("{}: {}", heading, base::counted(causes.cases, "case"))));
  for (std::size_t i = 0; i < std::min(causes.list.size(), max_terminal_causes); ++i) {
    to << '\n' << describe_cause(run, causes.list[i], paint);
  }
  const std::size_t more = causes.list.size() - std::min(causes.list.size(), max_terminal_causes) + causes.not_listed;
  if (more != 0) to << fmt::format("\nand {} more causes, see the report\n", more);
}

// The most frequent first.
std::string told(const Groups& groups, std::string_view heading, const Paint& paint) {
  if (groups.number() == 0) return "";
  std::string text = fmt::format("\n{}\n", paint.bold(heading));
  for (const auto& [line, place, times] : groups.rows(max_failures)) {
    text += fmt::format("   {:>5}  {}\n", times, one_line(line));
    if (!place.empty()) text += fmt::format("          in {}\n", one_line(place));
  }
  const std::size_t more = groups.beyond(max_failures);
  if (more != 0) text += fmt::format("          and {} more kinds, see the report\n", more);
  return text;
}

std::string warnings(const RunSource& run, const Paint& paint) {
  const Groups groups = warnings_of(run);
  return told(groups, fmt::format("Warnings: {}", groups.number()), paint);
}

std::string known_issues(const RunSource& run, const Paint& paint) {
  const Groups groups = known_issues_of(run);
  return told(groups, fmt::format("Known issues: {}", base::counted(groups.number(), "case")), paint);
}

std::string not_judged_reasons(const RunSource& run, const Paint& paint) {
  const Groups groups = not_sent_of(run);
  return told(groups, fmt::format("Not sent: {}", base::counted(groups.number(), "case")), paint);
}

// What was seen of the contracts, and what is wrong with that.
std::string coverage(const RunSource& run, const Paint& paint) {
  const result::Coverage& seen = run.coverage();
  if (seen.empty()) return "";
  std::string text;
  for (const auto& finding : seen.findings) {
    const bool fails = finding.level == result::Level::Fail;
    text += fmt::format("{} {} {}\n", fails ? paint.red("FAIL") : paint.yellow("warning"), one_line(finding.message),
                        paint.dim('[' + one_line(finding.id) + ']'));
  }
  return text + fmt::format("seen: {}{}\n", one_line(seen.headline()), seen.is_cut ? ", and more" : "");
}

std::string fixed(const RunSource& run, const Paint& paint) {
  const std::vector<std::string> lines = Memory(run).fixed();
  if (lines.empty()) return "";
  std::string text =
      fmt::format("\n{}\n", paint.bold("Fixed since the last " + std::string(run.comparison().unit())));
  for (const std::string& line : lines) text += fmt::format("   {}\n", one_line(line));
  return text;
}

// What was found, and in how many cases: causes that read the same are one line here.
struct ShortLine {
  Verdict verdict;
  std::string message;
  std::size_t cases;

  std::string times() const { return cases == 1 ? "" : " (" + base::counted(cases, "case") + ')'; }
  // As far as there is room for it beside the number of cases.
  std::string told(std::string_view beside) const {
    constexpr std::size_t columns = 80;
    return base::ellipsize(base::clean_line(message), columns - 15 - beside.size());
  }
  bool reads_as(const ShortLine& other) const {
    const std::string both = ShortLine{verdict, {}, cases + other.cases}.times();
    return verdict == other.verdict && (message == other.message || told(both) == other.told(both));
  }
};

std::vector<ShortLine> short_lines(const RunSource& run) {
  std::vector<ShortLine> lines;
  for (const Verdict verdict : {Verdict::Failed, Verdict::Unjudged}) {
    for (const Cause& cause : causes_of(run, verdict).list) {
      ShortLine one{verdict, cause.message, cause.cases};
      const auto known =
          std::find_if(lines.begin(), lines.end(), [&](const ShortLine& line) { return line.reads_as(one); });
      if (known != lines.end()) known->cases += cause.cases;
      else if (lines.size() < max_causes_in_short) lines.push_back(std::move(one));
    }
  }
  return lines;
}

// At most ten lines: what is above is more than a screen.
std::string in_short(const RunSource& run, const Paint& paint) {
  constexpr std::size_t most_lines = 10;
  const std::vector<ShortLine> lines = short_lines(run);
  if (lines.size() < 2) return "";
  std::string text;
  for (std::size_t i = 0; i < std::min(lines.size(), most_lines); ++i) {
    const std::string times = lines[i].times();
    const bool is_failed = lines[i].verdict == Verdict::Failed;
    const std::string label = is_failed ? paint.red("FAIL      ") : paint.yellow("NOT JUDGED");
    text += fmt::format("   {}  {}{}\n", label, lines[i].told(times), times);
  }
  if (lines.size() > most_lines) text += fmt::format("   and {} more\n", lines.size() - most_lines);
  return fmt::format("\n{}\n", paint.bold("In short")) + text;
}

std::string totals_line(const RunSource& run, const Paint& paint) {
  const auto totals = run.totals();
  const std::string text = fmt::format("{} in {}", describe_totals(totals), describe_wall_time(run.end().wall_time));
  if (totals.failed != 0) return paint.red(text);
  return totals.unjudged != 0 || totals.held() + totals.known_issues == 0 ? paint.yellow(text) : paint.green(text);
}

}  // namespace

std::string describe_case(const CaseResult& result, bool color) {
  return describe_one(result, nullptr, Paint{color});
}

void summarize(const RunSource& run, bool color, std::ostream& to, std::size_t columns) {
  constexpr std::ptrdiff_t most_lines = 24;  // of a screen, with the line that the shell writes
  const Paint paint{color};
  std::ostringstream all;
  write_section(run, Verdict::Failed, "Contract broken", paint, all);
  write_section(run, Verdict::Unjudged, "Could not be judged", paint, all);
  const bool has_causes = all.tellp() != 0;
  write_section(run, Verdict::Flaky, "Passed on a later attempt", paint, all);
  all << known_issues(run, paint) << warnings(run, paint) << not_judged_reasons(run, paint) << fixed(run, paint);
  const std::string details = all.str();
  if (has_causes && std::count(details.begin(), details.end(), '\n') > most_lines) all << in_short(run, paint);
  all << '\n';
  const result::Aborted& aborted = run.end().aborted;
  if (!aborted.empty()) all << paint.red("aborted: " + one_line(aborted.text)) << '\n';
  if (aborted.empty() && !run.is_complete()) all << paint.red("the run was ended before its end was recorded") << '\n';
  const std::string headline = Memory(run).headline();
  if (!headline.empty()) all << paint.bold(one_line(headline)) << '\n';
  all << coverage(run, paint) << totals_line(run, paint) << '\n';
  to << (columns == 0 ? all.str() : wrapped(all.str(), columns));
}

}  // namespace concord::report
