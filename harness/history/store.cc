#include "store.h"

#include "layout.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <array>
#include <filesystem>

namespace concord::history {

namespace fs = std::filesystem;
using base::in_quotes;
using result::Verdict;

namespace {

constexpr int longest_wait_ms = 10'000;

constexpr std::array<std::pair<Verdict, int>, 8> verdict_codes{{{Verdict::Passed, 1},
                                                               {Verdict::Failed, 2},
                                                               {Verdict::Unjudged, 3},
                                                               {Verdict::Flaky, 4},
                                                               {Verdict::KnownIssue, 5},
                                                               {Verdict::Skipped, 6},
                                                               {Verdict::Blocked, 7},
                                                               {Verdict::NotRun, 8}}};

std::optional<base::Diagnostic> make_folder(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  std::error_code failed;
  if (folder.empty() || fs::is_directory(folder, failed) || fs::create_directories(folder, failed)) return std::nullopt;
  return base::error("history.cannot-write", "cannot make the folder " + in_quotes(folder.generic_string()));
}

}  // namespace

int code_of(Verdict verdict) {
  for (const auto& [known, code] : verdict_codes) {
    if (known == verdict) return code;
  }
  return 8;
}

Verdict verdict_of(std::int64_t code) {
  for (const auto& [verdict, known] : verdict_codes) {
    if (known == code) return verdict;
  }
  return Verdict::NotRun;
}

std::int64_t stamp(base::SystemTime time) { return time.time_since_epoch().count(); }
base::SystemTime time_of(std::int64_t stamp) { return base::SystemTime(base::Milliseconds(stamp)); }

base::Diagnostic told(const SqliteFault& fault, const std::string& path) {
  if (fault.is_busy()) {
    return base::error("history.busy", "another process has held " + in_quotes(path) + " for more than 10 s", {},
                       "is it still running?");
  }
  if (fault.is_no_database())
    return base::error("history.other", in_quotes(path) + " is no history", {}, "say another file with --history");
  return base::error("history.fault", fmt::format("the history {}: {}", in_quotes(path), fault.what()), {},
                     "concord history check says whether it is whole");
}

Result<Store> Store::open(const std::string& path, bool may_create) {
  std::error_code failed;
  if (!may_create && !fs::exists(path, failed)) {
    return base::error("history.none", "there is no history " + in_quotes(path), {},
                       "a run makes it; --history says where it is");
  }
  if (auto problem = make_folder(path)) return std::move(*problem);
  try {
    auto state = std::make_unique<State>(State{path, Database(path, may_create, longest_wait_ms)});
    if (auto problem = bring_forward(state->database, path)) return std::move(*problem);
    // Those who read and the one who writes do not wait for each other.
    state->database.execute("PRAGMA journal_mode = WAL");
    state->database.execute("PRAGMA foreign_keys = ON");
    state->file = base::identity_of(path);
    return Store(std::move(state));
  } catch (const SqliteFault& fault) {
    return told(fault, path);
  }
}

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

const std::string& Store::path() const { return state_->path; }

Diagnostics Store::check() {
  Diagnostics problems;
  const auto complain = [&](const std::string& what) {
    problems.push_back(base::error("history.damaged", in_quotes(path()) + ": " + what, {},
                                   "bring back a copy of it, or begin anew with another file"));
  };
  try {
    Statement whole = state_->database.prepare("PRAGMA integrity_check(20)");
    while (whole.next()) {
      if (whole.text(0) != "ok") complain(whole.text(0));
    }
    Statement links = state_->database.prepare("PRAGMA foreign_key_check");
    for (int number = 0; number < 20 && links.next(); ++number)
      complain("a row of " + links.text(0) + " belongs to none of " + links.text(2));
    Statement halves = state_->database.prepare(
        "SELECT ulid FROM runs WHERE id NOT IN (SELECT run FROM run_scopes) LIMIT 20");
    while (halves.next()) complain("the run " + halves.text(0) + " is there by half");
  } catch (const SqliteFault& fault) {
    problems.push_back(told(fault, path()));
  }
  return problems;
}

}  // namespace concord::history
