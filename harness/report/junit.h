// JUnit XML in the dialect that the strictest consumers take: valid against Jenkins' junit-10.xsd and, suite by suite,
// against Surefire's schema.
#pragma once
#include <concord/report.h>

#include <string>
#include <vector>

namespace concord::report {

std::string write_junit(const result::Run& run, const Options& options);

// What one file holds at most: Buildkite refuses more cases, GitLab 30 MB.
struct JunitLimits {
  std::size_t cases = 5000;
  std::size_t bytes = 20'000'000;
};
std::vector<std::string> write_junit_parts(const result::Run& run, const Options& options, const JunitLimits& limits);

}  // namespace concord::report
