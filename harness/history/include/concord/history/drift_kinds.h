// What is told when answers look other than they did, and no written promise is broken.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace concord::history {

struct DriftKind {
  std::string_view id;       // "drift.member-gone"
  std::string_view summary;
  std::string_view explanation;
};

// The one table; `concord explain ID` shows it.
std::span<const DriftKind> drift_kinds();
// Their ids, and "drift", which stands for all: what --level and `checks:` of providers, suites and cases take.
std::vector<std::string> drift_level_names();
// Whether it is one of these names.
bool is_drift(std::string_view id);

}  // namespace concord::history
