// Reports as files.
#pragma once
#include <concord/report.h>

#include <map>
#include <string>

namespace concord::cli {

struct ReportFlags {
  std::string folder = "reports";
  std::map<std::string, std::string> paths;  // format → path; without any: junit and html in `folder`
  report::Options options;
};

struct WrittenReports {
  std::vector<std::pair<std::string, std::string>> files;  // format, path
  base::Diagnostics problems;
};

// Each atomically; one that cannot be written does not stop the others. JUnit in several files where it is long, and a HAR
// of each case that went wrong where attachments are wanted.
WrittenReports write_reports(const result::Run& run, const ReportFlags& flags);

}  // namespace concord::cli
