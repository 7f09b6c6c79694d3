#include "store.h"

#include "file_access.h"
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
constexpr const char* damage_hint = "bring back a copy of it, or begin anew with another file";

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
  return base::error("history.cannot-write", "cannot make the folder " + in_quotes(folder.generic_string()) +
                                                 " of the history",
                     {}, "let this user write there, or say another file with --history");
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
  const std::string what = fmt::format("the history {}: {}", in_quotes(path), fault.what());
  if (fault.is_damage()) return base::error("history.damaged", what, {}, damage_hint);
  return base::error("history.fault", what, {}, "concord history check says whether it is whole");
}

namespace {

// Makes what is not there, and brings forward what is of an earlier version.
Result<std::unique_ptr<Store::State>> open_to_write(const std::string& path, bool may_create) {
  if (auto problem = may_create ? make_folder(path) : std::nullopt) return std::move(*problem);
  if (auto problem = why_not_written(path)) return std::move(*problem);
  auto state = std::make_unique<Store::State>(Store::State{path, Database(path, may_create, longest_wait_ms)});
  if (auto problem = bring_forward(state->database, path)) return std::move(*problem);
  // Those who read and the one who writes do not wait for each other.
  state->database.execute("PRAGMA journal_mode = WAL");
  state->database.execute("PRAGMA foreign_keys = ON");
  return state;
}

// A file that cannot be written: in WAL mode it is read as it is where nobody writes it, since even to wait for others
// SQLite would need a file beside it.
Result<std::unique_ptr<Store::State>> open_to_read(const std::string& path) {
  const bool is_alone = !has_log_beside(path);
  try {
    auto state =
        std::make_unique<Store::State>(Store::State{path, Database::for_reading(path, is_alone, longest_wait_ms)});
    if (auto problem = check_layout(state->database, path)) return std::move(*problem);
    return state;
  } catch (const SqliteFault& fault) {
    if (is_alone || fault.is_no_database() || fault.is_damage()) throw;
    return needs_a_writer(path);
  }
}

}  // namespace

Result<Store> Store::open(const std::string& path, Access access) {
  if (auto problem = access == Access::Create ? std::nullopt : why_not_read(path)) return std::move(*problem);
  try {
    std::error_code failed;
    const bool is_read = access == Access::Read && !fs::is_directory(path, failed) && why_not_written(path);
    auto state = is_read ? open_to_read(path) : open_to_write(path, access == Access::Create);
    if (!state) return std::move(state).diagnostics();
    (*state)->file = base::identity_of(path);
    return Store(std::move(state).value());
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
    problems.push_back(base::error("history.damaged", in_quotes(path()) + ": " + what, {}, damage_hint));
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
    // That this check says more would lead nowhere.
    if (problems.back().kind == "history.fault") problems.back().hint = damage_hint;
  }
  return problems;
}

}  // namespace concord::history
