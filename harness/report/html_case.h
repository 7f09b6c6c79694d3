// The part of the page about one case.
#pragma once
#include "memory.h"

#include <string>

namespace concord::report {

// What is known of the run around it.
struct CaseContext {
  explicit CaseContext(const result::RunSource& run)
      : memory(run), told(run.comparison()), today(run.info().started_at) {}
  Memory memory;
  const result::Comparison& told;
  result::SystemTime today;
};

// `is_open`: request and answer are unfolded.
std::string html_case(const result::CaseResult& result, const CaseContext& context, bool is_open);

}  // namespace concord::report
