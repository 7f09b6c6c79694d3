#include "levels.h"

#include <concord/base/text.h>
#include <concord/history/drift_kinds.h>

#include <algorithm>

namespace concord::cli {

using base::error;

std::vector<std::string> level_names() {
  std::vector<std::string> known = check::level_names();
  known.insert(known.end(), {"coverage.success", "coverage.statuses", "traffic.unknown"});
  for (std::string& name : history::drift_level_names()) known.push_back(std::move(name));
  return known;
}

check::Levels read_levels(const std::vector<std::string>& texts, base::Diagnostics& problems) {
  check::Levels levels;
  const std::vector<std::string> known = level_names();
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    const std::string id = text.substr(0, equals);
    const auto level = result::parse_level(equals == std::string::npos ? "" : text.substr(equals + 1));
    if (std::find(known.begin(), known.end(), id) == known.end()) {
      problems.push_back(
          error("level.unknown-check", "--level: unknown check \"" + id + "\"", {}, base::did_you_mean(id, known)));
    }
    if (level) levels[id] = *level;
    else problems.push_back(error("level.form", "--level takes ID=fail, ID=warn or ID=off, this is \"" + text + "\""));
  }
  return levels;
}

coverage::Levels coverage_levels(const check::Levels& levels) {
  coverage::Levels given;
  if (const auto level = levels.find("coverage.success"); level != levels.end()) given.success = level->second;
  if (const auto level = levels.find("coverage.statuses"); level != levels.end()) given.statuses = level->second;
  return given;
}

result::DriftLevels drift_levels(const check::Levels& levels) {
  result::DriftLevels drift;
  for (const auto& [id, level] : levels) {
    if (history::is_drift(id)) drift[id] = level;
  }
  return drift;
}

}  // namespace concord::cli
