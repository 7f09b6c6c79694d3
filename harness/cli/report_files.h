// Reports as files.
#pragma once
#include <concord/base/diagnostic.h>
#include <concord/report.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace concord::cli {

// In place of a path: not even where the format is always written.
inline constexpr const char* no_report = "none";

struct ReportFlags {
  std::string folder = "reports";
  std::map<std::string, std::string> paths;  // format → path, or `no_report`; junit and html are in `folder` else
  report::Options options;
};

struct WrittenReports {
  std::vector<std::pair<std::string, std::string>> files;  // format, path
  std::vector<std::string> attachments;                    // paths
  base::Diagnostics problems;
};

// By format: those that are always written, and those that are asked for.
std::map<std::string, std::string> paths_of(const ReportFlags& flags);

// Those that could not be written, before there is anything to write: a folder that cannot be made, a file that is
// none.
base::Diagnostics check_paths(const ReportFlags& flags);

// One that cannot be written does not stop the others. Files are replaced at once, links followed, pipes and devices
// written through (see base::OutFile). JUnit in several files where it is long, and those of an earlier, longer run
// taken away; a HAR of each case that went wrong where attachments are wanted.
WrittenReports write_reports(const result::RunSource& run, const ReportFlags& flags);

}  // namespace concord::cli
