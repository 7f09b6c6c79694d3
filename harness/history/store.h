// What is behind a Store: the connection, and the words of its faults.
#pragma once
#include "sqlite.h"

#include <concord/base/path.h>
#include <concord/history.h>

namespace concord::history {

struct Store::State {
  std::string path;
  Database database;
  base::FileIdentity file = {};  // as it was opened
};

// How a fault of SQLite is told.
base::Diagnostic told(const SqliteFault& fault, const std::string& path);

// Verdicts as the file has them; never changed once released.
int code_of(result::Verdict verdict);
result::Verdict verdict_of(std::int64_t code);
inline constexpr std::int64_t highest_verdict_code = 8;
inline constexpr std::string_view judged_codes = "(1, 2, 4, 5)";  // passed, failed, flaky, known issue
inline constexpr std::string_view green_codes = "(1, 4)";
inline constexpr bool is_judged_code(std::int64_t code) { return code == 1 || code == 2 || code == 4 || code == 5; }
inline constexpr bool is_green_code(std::int64_t code) { return code == 1 || code == 4; }

// Milliseconds since 1970, as the file has times.
std::int64_t stamp(base::SystemTime time);
base::SystemTime time_of(std::int64_t stamp);

// Runs `work`, a function of no parameters; what SQLite throws becomes a Diagnostic.
template <class Work>
auto guarded(const std::string& path, Work work) -> Result<decltype(work())> {
  try {
    return work();
  } catch (const SqliteFault& fault) {
    return told(fault, path);
  }
}

}  // namespace concord::history
