// Reports: a run as text in the formats that CI and people read. One file a format, one row a format.
#pragma once
#include <concord/result.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace concord::report {

struct Options {
  bool reproducible = false;  // fixes run id, times, timestamps and host name
  bool extended = false;      // JUnit: file, line and properties on a case (not valid against junit-10.xsd)
  std::string attachments;    // folder of per-case HAR files relative to the report, "" for none
};

struct FormatKind {
  std::string_view name;       // "junit"
  std::string_view file_name;  // "junit.xml"
  std::string_view summary;
  std::string (*write)(const result::Run& run, const Options& options);
};
std::span<const FormatKind> format_kinds();
const FormatKind* find_format(std::string_view name);

// JUnit in files that consumers accept: at most 5000 cases (Buildkite) and about 20 MB (GitLab takes 30) each, and at
// least one. Each is a whole report with its own sums; names stay unique over all of them. The format "junit" writes one
// file whatever its size.
std::vector<std::string> write_junit_parts(const result::Run& run, const Options& options);

// The requests and answers of one case as HAR 1.2, for Options::attachments.
std::string write_case_har(const result::CaseResult& result, std::string_view tool_version);

// Name of the HAR file of a case in Options::attachments: "knot.create_session.0002.har". JUnit names it for cases that
// failed or could not be judged and sent something.
std::string attachment_name(const result::CaseResult& result);

// What a person reads on the terminal at the end: what broke, contract or network, expected and got, the line of the
// documentation, how to repeat it; then the totals. Text from outside is escaped.
std::string summarize(const result::Run& run, bool color);
// One failed or unjudged case, as in the summary.
std::string describe_case(const result::CaseResult& result, bool color);

}  // namespace concord::report
