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
// All cases by provider and operation, in at most `most_bytes`. Those in `described`, by index, link to their part of
// the page; the others have its id on their row.
void write_html_cases(const result::RunSource& run, const std::set<std::size_t>& described, std::size_t most_bytes,
                      std::ostream& to);
// What the script shows to choose cases by; hidden without it.
std::string html_filter(const result::Totals& totals);
// How the last nights were, as pictures and as a table; "" without a history.
std::string html_nights(const result::Comparison& told);
// Of each provider: the contract, how much of it could be judged, how fast it was.
std::string html_providers(const result::RunSource& run);
// What the history says is new, still there and gone, with links; "" without one, or where nothing is.
std::string html_news(const result::RunSource& run);
// What was run, with what.
std::string html_run_info(const result::RunSource& run);

}  // namespace concord::report
