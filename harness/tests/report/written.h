// Reports of runs in memory, as text.
#pragma once
#include <concord/report.h>

#include <list>
#include <sstream>
#include <string>
#include <vector>

namespace written {

inline std::string as(std::string_view format, const concord::result::Run& run,
                      const concord::report::Options& options = {}) {
  std::ostringstream text;
  concord::report::find_format(format)->write(concord::result::MemorySource(run), options, text);
  return text.str();
}

inline std::string on_terminal(const concord::result::Run& run, bool color) {
  std::ostringstream text;
  concord::report::summarize(concord::result::MemorySource(run), color, text);
  return text.str();
}

// `write(source, next)` writes JUnit in parts.
template <class Write>
std::vector<std::string> in_parts(const concord::result::Run& run, Write write) {
  std::list<std::ostringstream> parts;
  write(concord::result::MemorySource(run), [&parts](std::size_t) -> std::ostream& { return parts.emplace_back(); });
  std::vector<std::string> texts;
  for (const auto& part : parts) texts.push_back(part.str());
  return texts;
}

}  // namespace written
