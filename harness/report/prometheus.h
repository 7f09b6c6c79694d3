// Metrics of a run in the text format 0.0.4 of Prometheus, for the textfile collector of node_exporter: all of them
// gauges of the last run, without timestamps, and labelled by what there are few of.
#pragma once
#include <concord/report.h>

namespace concord::report {

void write_prometheus(const result::RunSource& run, const Options& options, std::ostream& to);

}  // namespace concord::report
