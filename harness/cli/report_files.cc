#include "report_files.h"
#include "options.h"

#include <concord/base/file.h>
#include <concord/base/out_file.h>
#include <concord/base/text.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

namespace concord::cli {

namespace fs = std::filesystem;

namespace {

void commit(WrittenReports& written, std::string_view format, const fs::path& path, base::OutFile& file) {
  base::Diagnostics problems = file.commit();
  if (problems.empty()) written.files.emplace_back(format, path.generic_string());
  base::append(written.problems, std::move(problems));
}

void write(WrittenReports& written, const report::FormatKind& format, const result::RunSource& run,
           const fs::path& path, const report::Options& options) {
  auto file = base::OutFile::create(path);
  if (!file) return base::append(written.problems, std::move(file).diagnostics());
  format.write(run, options, file->stream());
  commit(written, format.name, path, *file);
}

// "junit.xml", then "junit-2.xml", … : consumers bound the size of a file.
fs::path numbered(const fs::path& path, std::size_t number) {
  if (number == 1) return path;
  return path.parent_path() / (path.stem().string() + '-' + std::to_string(number) + path.extension().string());
}

bool is_part_of_ours(const fs::path& path) {
  std::error_code none;
  if (!fs::is_regular_file(fs::symlink_status(path, none))) return false;
  std::ifstream file(path, std::ios::binary);
  std::string begin(200, '\0');
  file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return begin.find("<testsuites name=\"provider contracts\"") != std::string::npos;
}

// A consumer that is given "junit*.xml" would add the cases of last night.
void remove_parts_from(const fs::path& path, std::size_t number) {
  for (; is_part_of_ours(numbered(path, number)); ++number) {
    std::error_code failed;
    if (!fs::remove(numbered(path, number), failed)) return;
  }
}

// The file of each part, one after the other.
class JunitFiles {
 public:
  JunitFiles(WrittenReports& written, const fs::path& path) : written_(written), path_(path) {}

  std::ostream& next(std::size_t number) {
    commit_last();
    number_ = number;
    auto file = base::OutFile::create(numbered(path_, number));
    if (!file) {
      base::append(written_.problems, std::move(file).diagnostics());
      return nothing_;
    }
    file_ = std::move(file).value();
    return file_->stream();
  }
  // How many there were.
  std::size_t end() {
    commit_last();
    return number_;
  }

 private:
  void commit_last() {
    if (file_) commit(written_, "junit", numbered(path_, number_), *file_);
    file_.reset();
  }

  WrittenReports& written_;
  const fs::path& path_;
  std::size_t number_ = 0;
  std::optional<base::OutFile> file_;
  std::ostream nothing_{nullptr};
};

void write_junit(WrittenReports& written, const report::FormatKind& format, const result::RunSource& run,
                 const fs::path& path, const report::Options& options) {
  // A pipe has no second file beside it.
  if (!base::is_replaced(path)) return write(written, format, run, path, options);
  JunitFiles files(written, path);
  report::write_junit_parts(run, options, [&files](std::size_t number) -> std::ostream& { return files.next(number); });
  remove_parts_from(path, files.end() + 1);
}

// What takes cases as they come, by one reading of the run.
class StreamedFiles {
 public:
  explicit StreamedFiles(WrittenReports& written) : written_(written) {}

  void add(const report::FormatKind& format, const fs::path& path) {
    auto file = base::OutFile::create(path);
    if (!file) return base::append(written_.problems, std::move(file).diagnostics());
    files_.push_back({&format, path, std::move(file).value()});
  }
  void write(const result::RunSource& run, const report::Options& options) {
    std::vector<report::Output> outputs;
    for (auto& [format, path, file] : files_) outputs.push_back({format, &file.stream()});
    report::write_all(run, options, outputs);
    for (auto& [format, path, file] : files_) commit(written_, format->name, path, file);
  }

 private:
  struct One {
    const report::FormatKind* format;
    fs::path path;
    base::OutFile file;
  };
  WrittenReports& written_;
  std::vector<One> files_;
};

// One HAR for each case that JUnit names one for.
void write_attachments(WrittenReports& written, const result::RunSource& run, const std::string& folder) {
  for (std::size_t i = 0; i < run.size(); ++i) {
    const result::Verdict verdict = run.facts(i).verdict;
    if (verdict != result::Verdict::Failed && verdict != result::Verdict::Unjudged) continue;
    const result::CaseResult one = run.read(i);
    const bool was_sent =
        std::any_of(one.steps.begin(), one.steps.end(), [](const auto& step) { return step.exchange.has_value(); });
    if (!was_sent) continue;
    std::ostringstream text;
    report::write_case_har(one, run.info().tool_version, text);
    const fs::path path = fs::path(folder) / report::attachment_name(one);
    base::Diagnostics problems = base::write_file_atomically(path, text.str());
    if (problems.empty()) written.attachments.push_back(path.generic_string());
    base::append(written.problems, std::move(problems));
  }
}

}  // namespace

std::map<std::string, std::string> paths_of(const ReportFlags& flags) {
  std::map<std::string, std::string> paths = flags.paths;
  for (const char* name : {"junit", "html"})
    paths.emplace(name, flags.folder + "/" + std::string(report::find_format(name)->file_name));
  std::erase_if(paths, [](const auto& one) { return one.second == no_report; });
  return paths;
}

base::Diagnostics check_paths(const ReportFlags& flags) {
  base::Diagnostics problems;
  for (const auto& [format, path] : paths_of(flags)) {
    if (!base::is_replaced(path)) continue;  // a pipe is opened once
    auto file = base::OutFile::create(path);  // and never committed
    if (!file) base::append(problems, std::move(file).diagnostics());
  }
  std::error_code failed;
  const std::string& folder = flags.options.attachments;
  if (!folder.empty() && !fs::is_directory(folder, failed) && (!fs::create_directories(folder, failed) || failed)) {
    problems.push_back(base::error("file.cannot-write", "cannot make the folder " + base::in_quotes(folder)));
  }
  return problems;
}

WrittenReports write_reports(const result::RunSource& run, const ReportFlags& flags) {
  const std::map<std::string, std::string> paths = paths_of(flags);
  WrittenReports written;
  StreamedFiles streamed(written);
  for (const report::FormatKind& format : report::format_kinds()) {
    const auto path = paths.find(std::string(format.name));
    if (path == paths.end()) continue;
    if (format.name == "junit") write_junit(written, format, run, path->second, flags.options);
    else if (!format.whole) streamed.add(format, path->second);
    else write(written, format, run, path->second, flags.options);
  }
  streamed.write(run, flags.options);
  if (!flags.options.attachments.empty()) write_attachments(written, run, flags.options.attachments);
  return written;
}

}  // namespace concord::cli
