#include "cassette_folder.h"

#include <concord/base/text.h>

#include <algorithm>
#include <filesystem>

namespace concord::traffic {

namespace fs = std::filesystem;

std::string name_of_case(const std::string& classname, const std::string& name) { return classname + " :: " + name; }

base::Diagnostics each_cassette(const std::string& folder,
                                const std::function<void(const std::string& path, Cassette cassette)>& found) {
  std::vector<std::string> paths;
  std::error_code failure;
  for (fs::recursive_directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
    if (at->path().extension() == ".json") paths.push_back(at->path().generic_string());
  }
  if (failure)
    return {base::error("cassette.folder", "cannot read " + base::in_quotes(folder) + ": " + failure.message())};
  std::sort(paths.begin(), paths.end());
  base::Diagnostics problems;
  for (const std::string& path : paths) {
    auto cassette = read_cassette(path);
    if (cassette) found(path, std::move(cassette).value());
    else base::append(problems, std::move(cassette).diagnostics());
  }
  return problems;
}

}  // namespace concord::traffic
