// The parts of the page about many cases.
#pragma once
#include <concord/result/run_source.h>

#include <ostream>
#include <set>
#include <string>

namespace concord::report {

// What is no breach, by kind: undocumented properties and the like.
std::string html_warnings(const result::RunSource& run);
// What was seen of the contracts, and what never was; "" where that was not asked for.
std::string html_coverage(const result::Coverage& coverage);
// All cases by provider and operation. Those in `described`, by index, link to their part of the page.
void write_html_cases(const result::RunSource& run, const std::set<std::size_t>& described, std::ostream& to);
// What was run, with what.
std::string html_run_info(const result::RunSource& run);

}  // namespace concord::report
