#include "report_files.h"

#include <concord/base/file.h>

#include <algorithm>
#include <filesystem>

namespace concord::cli {

namespace fs = std::filesystem;

namespace {

void write(WrittenReports& written, std::string_view format, const fs::path& path, std::string_view content) {
  base::Diagnostics problems = base::write_file_atomically(path, content);
  if (problems.empty()) written.files.emplace_back(format, path.generic_string());
  base::append(written.problems, std::move(problems));
}

// "junit.xml", then "junit-2.xml", … : consumers bound the size of a file.
fs::path numbered(const fs::path& path, std::size_t number) {
  if (number == 1) return path;
  return path.parent_path() / (path.stem().string() + '-' + std::to_string(number) + path.extension().string());
}

void write_junit(WrittenReports& written, const result::Run& run, const fs::path& path, const report::Options& options) {
  std::size_t number = 0;
  for (const std::string& part : report::write_junit_parts(run, options)) write(written, "junit", numbered(path, ++number), part);
}

// One HAR for each case that JUnit names one for.
void write_attachments(WrittenReports& written, const result::Run& run, const std::string& folder) {
  for (const result::CaseResult& one : run.cases) {
    const bool went_wrong = one.verdict == result::Verdict::Failed || one.verdict == result::Verdict::Unjudged;
    const bool was_sent = std::any_of(one.steps.begin(), one.steps.end(), [](const auto& step) { return step.exchange.has_value(); });
    if (!went_wrong || !was_sent) continue;
    const fs::path path = fs::path(folder) / report::attachment_name(one);
    base::append(written.problems, base::write_file_atomically(path, report::write_case_har(one, run.info.tool_version)));
  }
}

}  // namespace

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
    if (format.name == "junit") write_junit(written, run, path->second, flags.options);
    else write(written, format.name, path->second, format.write(run, flags.options));
  }
  if (!flags.options.attachments.empty()) write_attachments(written, run, flags.options.attachments);
  return written;
}

}  // namespace concord::cli
