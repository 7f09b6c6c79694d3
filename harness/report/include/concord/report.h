// Reports: a run as text in the formats that CI and people read. One file a format, one row a format. A report is a
// stream: cases are read one by one, and none of them is kept. Reports that take cases in the order of the run share
// one reading of it.
#pragma once
#include <concord/result/run_source.h>

#include <functional>
#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

namespace concord::report {

struct Options {
  bool reproducible = false;  // fixes run id, times, timestamps and host name
  bool extended = false;      // JUnit: file, line and properties on a case (not valid against junit-10.xsd)
  std::string attachments;    // folder of per-case HAR files relative to the report, "" for none
};

// Writes what it is told, and keeps little of it.
class CaseWriter {
 public:
  virtual ~CaseWriter() = default;
  // Each case once, in the order of the run.
  virtual void add(const result::CaseResult& one) = 0;
  virtual void end() = 0;
};

struct FormatKind {
  std::string_view name;       // "junit"
  std::string_view file_name;  // "junit.xml"
  std::string_view summary;
  // One of both. `whole`: what has an order of its own, and reads the cases that it wants. `begin`: what takes them as
  // they come; it has written what stands before them. `run` and `to` outlive the writer.
  void (*whole)(const result::RunSource& run, const Options& options, std::ostream& to);
  std::unique_ptr<CaseWriter> (*begin)(const result::RunSource& run, const Options& options, std::ostream& to);

  void write(const result::RunSource& run, const Options& options, std::ostream& to) const;
};
std::span<const FormatKind> format_kinds();
const FormatKind* find_format(std::string_view name);

struct Output {
  const FormatKind* kind;
  std::ostream* to;
};
// As FormatKind::write() does for each; the run is read once for all that take cases as they come.
void write_all(const result::RunSource& run, const Options& options, std::span<const Output> outputs);

// JUnit in files that consumers accept: at most 5000 cases (Buildkite) and about 20 MB (GitLab takes 30) each, and at
// least one. Each is a whole report with its own sums; names stay unique over all of them. `next` is asked for each
// file's stream when the one before is written, with its number from 1. The format "junit" writes one file whatever its
// size.
void write_junit_parts(const result::RunSource& run, const Options& options,
                       const std::function<std::ostream&(std::size_t number)>& next);

// The requests and answers of one case as HAR 1.2, for Options::attachments.
void write_case_har(const result::CaseResult& result, std::string_view tool_version, std::ostream& to);

// Name of the HAR file of a case in Options::attachments: "knot.create_session.0002.har". JUnit names it for cases that
// failed or could not be judged and sent something.
std::string attachment_name(const result::CaseResult& result);

// What a person reads on the terminal at the end: what broke, contract or network, expected and got, the line of the
// documentation, how to repeat it; then the totals, and before them, where that was more than a screen, all of it in
// short. Text from outside is escaped. `columns` of the screen, at which lines are broken; 0: they are not, so that
// programs find a fact on its line.
void summarize(const result::RunSource& run, bool color, std::ostream& to, std::size_t columns = 0);
// One failed or unjudged case, as in the summary.
std::string describe_case(const result::CaseResult& result, bool color);

}  // namespace concord::report
