#include "known_cases.h"

#include "store.h"

#include <algorithm>
#include <set>

namespace concord::history {

namespace {

std::string scoped_url(const result::RunInfo& info, const std::string& url) {
  return info.target == "mock" ? std::string() : url;  // its port is another each time
}

void find_or_make(Database& database, const std::string& provider, const std::string& target, const std::string& url,
                  Scope& scope) {
  Statement find = database.prepare("SELECT id FROM scopes WHERE provider = ? AND target = ? AND base_url = ?");
  scope.is_new = !find.with(provider, target, url).next();
  if (!scope.is_new) return void(scope.id = find.number(0));
  database.prepare("INSERT INTO scopes(provider, target, base_url) VALUES(?, ?, ?)").with(provider, target, url).run();
  scope.id = database.last_row();
}

// One that was recorded already is not later than itself.
void read_earlier(const Database& database, Scope& scope, const result::RunInfo& info) {
  for (EarlierRun& run : runs_of(database, scope.id)) {
    if (run.started < stamp(info.started_at)) scope.earlier.push_back(std::move(run));
    else if (run.ulid != info.id && !scope.later) scope.later = std::move(run);
  }
  scope.is_latest = !scope.later;
}

}  // namespace

std::map<std::string, Scope> scopes_of(Database& database, const Night& night) {
  std::map<std::string, Scope> scopes;
  const std::int64_t last_known = database.number_of("SELECT max(id) FROM cases");
  for (const result::ProviderInfo& provider : night.info.providers) {
    Scope& scope = scopes[provider.name];
    scope.provider = provider.name;
    const std::string url = scoped_url(night.info, provider.base_url);
    find_or_make(database, provider.name, night.info.target, url, scope);
    scope.contract = provider.schema_sha256;
    scope.last_known = last_known;
    read_earlier(database, scope, night.info);
  }
  return scopes;
}

namespace {

// The rows of cases, found or made.
class CaseRows {
 public:
  explicit CaseRows(Database& database)
      : database_(database),
        find_(database.prepare("SELECT id FROM cases WHERE scope = ? AND name = ?")),
        make_(database.prepare("INSERT OR IGNORE INTO cases(scope, name) VALUES(?, ?)")) {}

  // First what is likelier to be all that there is to do.
  std::int64_t of(const Scope& scope, const std::string& name) {
    if (!scope.is_new && find_.with(scope.id, name).next()) return find_.number(0);
    make_.with(scope.id, name).run();
    if (database_.has_changed()) return database_.last_row();
    return find_.with(scope.id, name).next() ? find_.number(0) : 0;
  }

 private:
  Database& database_;
  Statement find_, make_;
};

}  // namespace

KnownCases::KnownCases(Database& database, const Night& night, std::map<std::string, Scope>& scopes) : night_(night) {
  std::map<std::string_view, std::size_t> numbers;
  for (auto& [provider, scope] : scopes) {
    numbers.emplace(provider, scopes_.size());
    scopes_.push_back(&scope);
  }
  CaseRows rows(database);
  rows_.reserve(night.cases.size());
  for (const SeenCase& one : night.cases) {
    const auto number = numbers.find(one.provider());
    Row& row = rows_.emplace_back();
    if (number == numbers.end()) continue;  // a file that could not be read is of no provider
    row.scope = number->second;
    row.id = static_cast<std::uint64_t>(rows.of(*scopes_[number->second], one.name()));
  }
  drop_repetitions();
}

// Repetitions of a case have one name: the first stands for them.
void KnownCases::drop_repetitions() {
  // Those that were made one after the other are of different cases.
  const auto is_no_later = [](const Row& a, const Row& b) { return b.id <= a.id; };
  if (std::adjacent_find(rows_.begin(), rows_.end(), is_no_later) == rows_.end()) return;
  std::vector<std::uint64_t> ids;
  ids.reserve(rows_.size());
  for (const Row& row : rows_) {
    if (row.id != 0) ids.push_back(row.id);
  }
  std::sort(ids.begin(), ids.end());
  if (std::adjacent_find(ids.begin(), ids.end()) == ids.end()) return;
  std::set<std::uint64_t> known;
  for (Row& row : rows_) {
    if (row.id != 0 && !known.insert(row.id).second) row = {};
  }
}

KnownCase KnownCases::at(std::uint32_t place) const {
  const Row& row = rows_[place];
  return {&night_.cases[place], static_cast<std::int64_t>(std::uint64_t{row.id}), scopes_[row.scope]};
}

void CaseFinder::sort() {
  for (auto one = cases_.begin(); one != cases_.end(); ++one) places_.push_back(one.place());
  std::ranges::sort(places_, {}, [this](std::uint32_t place) { return number_of_(cases_.at(place)); });
}

std::optional<KnownCase> CaseFinder::find(std::int64_t number) {
  if (places_.empty()) sort();
  const auto found = std::ranges::lower_bound(places_, number, {},
                                              [this](std::uint32_t place) { return number_of_(cases_.at(place)); });
  if (found == places_.end() || number_of_(cases_.at(*found)) != number) return std::nullopt;
  return cases_.at(*found);
}

}  // namespace concord::history
