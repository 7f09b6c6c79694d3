#include "written_paths.h"
#include "report_files.h"

#include <concord/base/out_file.h>
#include <concord/base/path.h>
#include <concord/base/text.h>

#include <filesystem>

namespace concord::cli {

namespace fs = std::filesystem;

namespace {

// Also of hard links, and where two names differ by case only and the system takes them for one.
bool is_same_file(const std::string& one, const std::string& other) {
  if (base::written_path(one) == base::written_path(other)) return true;
  std::error_code none;
  return fs::equivalent(one, other, none);
}

base::Diagnostic refusal(const NamedPath& output, const NamedPath& other, bool is_input) {
  const std::string what = output.name + ": " + base::in_quotes(output.path);
  const std::string same = output.path == other.path ? "" : ", which is " + base::in_quotes(other.path);
  const std::string why =
      is_input ? " would replace " + other.name : " is where " + other.name + " is written too";
  return base::error("output.overwrites", what + why + same, {}, "name another file");
}

}  // namespace

base::Diagnostics overwritten(const std::vector<NamedPath>& outputs, const std::vector<NamedPath>& inputs) {
  base::Diagnostics problems;
  const auto is_refused = [&](const NamedPath& output, const NamedPath& other, bool is_input) {
    if (other.path.empty() || !is_same_file(output.path, other.path)) return false;
    problems.push_back(refusal(output, other, is_input));
    return true;
  };
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const NamedPath& output = outputs[i];
    if (output.path.empty() || !base::is_replaced(output.path)) continue;
    bool is_told = false;
    for (std::size_t j = 0; j < inputs.size() && !is_told; ++j) is_told = is_refused(output, inputs[j], true);
    for (std::size_t j = 0; j < i && !is_told; ++j) is_told = is_refused(output, outputs[j], false);
  }
  return problems;
}

std::vector<NamedPath> outputs_of(const ReportFlags& flags) {
  std::vector<NamedPath> outputs;
  for (const auto& [format, path] : paths_of(flags)) outputs.push_back({"--report-" + format, path});
  return outputs;
}

void add_paths(std::vector<NamedPath>& to, const std::string& name, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) to.push_back({name, path});
}

}  // namespace concord::cli
