// The formats: each is a row of format_kinds.cc. And what several of them say in the same words.
#pragma once
#include <concord/finding/format.h>

namespace concord::finding {

std::string write_text(const Listing& listing, const FormatOptions& options);
std::string write_json(const Listing& listing, const FormatOptions& options);
std::string write_sarif(const Listing& listing, const FormatOptions& options);
std::string write_github(const Listing& listing, const FormatOptions& options);
std::string write_markdown(const Listing& listing, const FormatOptions& options);
std::string write_junit(const Listing& listing, const FormatOptions& options);

// "2 breaking, 1 warning, 3 suppressed; 120 examples checked". "nothing found" when there is nothing.
std::string describe_totals(const Listing& listing);
// "was" and "now": the facts of a finding in one line, "" without any.
std::string describe_facts(const Finding& finding);

}  // namespace concord::finding
