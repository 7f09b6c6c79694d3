// The parts of the page about many cases.
#pragma once
#include <concord/result.h>

#include <set>
#include <string>

namespace concord::report {

// What is no breach, by kind: undocumented properties and the like.
std::string html_warnings(const result::Run& run);
// All cases by provider and operation. Those in `described` link to their part of the page.
std::string html_all_cases(const result::Run& run, const std::set<std::size_t>& described);
// What was run, with what.
std::string html_run_info(const result::Run& run);

}  // namespace concord::report
