#include "report_files.h"

#include <concord/base/file.h>

namespace concord::cli {

WrittenReports write_reports(const result::Run& run, const ReportFlags& flags) {
  std::map<std::string, std::string> paths = flags.paths;
  if (paths.empty()) {
    for (const char* name : {"junit", "html"}) {
      paths[name] = flags.folder + "/" + std::string(report::find_format(name)->file_name);
    }
  }
  WrittenReports written;
  for (const report::FormatKind& format : report::format_kinds()) {
    const auto path = paths.find(std::string(format.name));
    if (path == paths.end()) continue;
    base::Diagnostics problems = base::write_file_atomically(path->second, format.write(run, flags.options));
    if (problems.empty()) written.files.emplace_back(format.name, path->second);
    base::append(written.problems, std::move(problems));
  }
  return written;
}

}  // namespace concord::cli
