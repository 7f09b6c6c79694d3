#include "written_paths.h"
#include "report_files.h"

#include <concord/base/out_file.h>
#include <concord/base/path.h>
#include <concord/base/text.h>

#include <filesystem>

namespace concord::cli {

namespace fs = std::filesystem;

namespace {

// What becomes of a regular file that is written to: what goes through /dev/fd/3 comes behind what is there, or over
// it.
enum class Fate { None, Replaced, Spoilt };

// Found out once for each path: a project may have very many files.
struct Place {
  fs::path written;  // where what is written to it comes to be
  base::FileIdentity file;
  Fate fate = Fate::None;
};

Fate fate_of(const std::string& path) {
  std::error_code none;
  if (base::is_replaced(path)) return Fate::Replaced;
  return fs::is_regular_file(path, none) ? Fate::Spoilt : Fate::None;
}

Place place_of(const NamedPath& one) {
  if (one.path.empty()) return {};
  return {base::written_path(one.path), base::identity_of(one.path), fate_of(one.path)};
}

bool is_same(const Place& one, const Place& other) {
  return one.written == other.written || (one.file && one.file == other.file);
}

// Reports may follow each other through one descriptor.
bool may_share(const Place& one, const Place& other) {
  return one.fate == Fate::Spoilt && other.fate == Fate::Spoilt;
}

std::vector<Place> places_of(const std::vector<NamedPath>& paths) {
  std::vector<Place> places;
  for (const NamedPath& one : paths) places.push_back(place_of(one));
  return places;
}

base::Diagnostic refusal(const NamedPath& output, Fate fate, const NamedPath& other, bool is_input) {
  const std::string what = output.name + ": " + base::in_quotes(output.path);
  const std::string same = output.path == other.path ? "" : ", which is " + base::in_quotes(other.path);
  const std::string does = fate == Fate::Replaced ? " would replace " : " would be written into ";
  const std::string why = is_input ? does + other.name : " is where " + other.name + " is written too";
  return base::error("output.overwrites", what + why + same, {}, "name another file");
}

}  // namespace

base::Diagnostics overwritten(const std::vector<NamedPath>& outputs, const std::vector<NamedPath>& inputs) {
  base::Diagnostics problems;
  const std::vector<Place> written = places_of(outputs), read = places_of(inputs);
  const auto is_refused = [&](std::size_t i, const NamedPath& other, const Place& place, bool is_input) {
    if (other.path.empty() || !is_same(written[i], place) || (!is_input && may_share(written[i], place))) return false;
    problems.push_back(refusal(outputs[i], written[i].fate, other, is_input));
    return true;
  };
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (written[i].fate == Fate::None) continue;
    bool is_told = false;
    for (std::size_t j = 0; j < inputs.size() && !is_told; ++j) is_told = is_refused(i, inputs[j], read[j], true);
    for (std::size_t j = 0; j < i && !is_told; ++j) is_told = is_refused(i, outputs[j], written[j], false);
  }
  return problems;
}

std::vector<NamedPath> history_outputs(const std::string& given, const ReportFlags& reports) {
  const std::string path = given.empty() ? reports.folder + "/history.sqlite" : given;
  std::vector<NamedPath> outputs;
  for (const char* end : {"", "-wal", "-shm", "-journal"}) outputs.push_back({"the history", path + end});
  return outputs;
}

std::vector<NamedPath> outputs_of(const ReportFlags& flags) {
  std::vector<NamedPath> outputs;
  for (const auto& [format, path] : paths_of(flags)) outputs.push_back({"--report-" + format, path});
  return outputs;
}

void add_sources(std::vector<NamedPath>& to, const base::SourceSet& read) {
  for (const base::Source& source : read.all()) to.push_back({"a file that was read", source.name()});
}

void add_paths(std::vector<NamedPath>& to, const std::string& name, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) to.push_back({name, path});
}

}  // namespace concord::cli
