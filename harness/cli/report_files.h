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

// Each atomically; one that cannot be written does not stop the others.
WrittenReports write_reports(const result::Run& run, const ReportFlags& flags);
// --report-junit, --report-html … one option a format, --output and --report-reproducible, --report-extended.
}  // namespace concord::cli
