// One case as a <testcase>.
#pragma once
#include "memory.h"

#include <concord/base/xml_writer.h>
#include <concord/report.h>

#include <string>

namespace concord::report {

// How JUnit counts a case.
enum class JunitOutcome { Passed, Failure, Error, Skipped };
JunitOutcome junit_outcome(result::Verdict verdict);

// "1.220"
std::string junit_seconds(std::chrono::milliseconds duration);

// `classname` and `name` are clean and unique. The order of the children is the one Surefire's schema asks for.
void append_testcase(base::XmlWriter& xml, const std::string& classname, const std::string& name,
                     const result::CaseResult& result, const Memory& memory, const Options& options);

}  // namespace concord::report
