// `latency:` of a suite, judged when all its cases have ended.
#pragma once
#include <concord/suite.h>

namespace concord::run {

// Fills in verdict, failures and reason. Without any answer there is nothing to judge: it is skipped.
void judge_latency(const suite::Case& one, std::vector<http::Microseconds> durations, result::CaseResult& result);

}  // namespace concord::run
