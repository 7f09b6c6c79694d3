// The texts inside a JUnit case: what a person reads in the CI's page. All are cleaned and bounded.
#pragma once
#include "memory.h"

#include <concord/report.h>

#include <string>

namespace concord::report {

inline constexpr std::size_t junit_name_limit = 200;       // characters
inline constexpr std::size_t junit_message_limit = 500;    // characters
inline constexpr std::size_t junit_text_limit = 32 << 10;  // bytes
inline constexpr std::size_t junit_output_limit = 16 << 10;

std::string failure_message(const result::CaseResult& result);
std::string failure_text(const result::CaseResult& result, const Memory& memory);
std::string error_message(const result::RunError& error);
std::string error_text(const result::CaseResult& result);
// For rerunError and flakyFailure: `attempt 2 of 2: no response within 5000 ms`.
std::string attempt_text(const result::RunError& error, std::size_t number, std::size_t of);
std::string flaky_text(const result::CaseResult& result);
// Message and text of a skipped case; the text of a known issue also says what still fails.
std::string skip_message(const result::CaseResult& result);
std::string skip_text(const result::CaseResult& result);
// Attachment line, warnings, and for a case that did not pass the exchanges. "" for nothing.
std::string system_out(const result::CaseResult& result, const Options& options);
// `  at file:line`, which tools take for the place of the annotation: the documentation's line, else the suite's. Or
// "".
std::string place_line(const result::CaseResult& result);

}  // namespace concord::report
