// The run that somebody means.
#pragma once
#include "sqlite.h"

#include <concord/history.h>

#include <cstdint>
#include <string>

namespace concord::history {

struct RunRow {
  std::int64_t id = 0;
  std::string ulid;
  std::int64_t started = 0;
  bool is_whole = true;  // of all suites, and to its end
};

// By its id or what that begins with, its date, its date and time, or "last-1". A Diagnostic when none or several are
// meant.
Result<RunRow> find_run(const Database& database, const std::string& text);

}  // namespace concord::history
