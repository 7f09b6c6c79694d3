// JUnit XML in the dialect that the strictest consumers take: valid against Jenkins' junit-10.xsd and, suite by suite,
// against Surefire's schema.
#pragma once
#include <concord/report.h>

namespace concord::report {

void write_junit(const result::RunSource& run, const Options& options, std::ostream& to);

// What one file holds at most: Buildkite refuses more cases, GitLab 30 MB.
struct JunitLimits {
  std::size_t cases = 5000;
  std::size_t bytes = 20'000'000;
};
void write_junit_parts(const result::RunSource& run, const Options& options, const JunitLimits& limits,
                       const std::function<std::ostream&(std::size_t number)>& next);

}  // namespace concord::report
