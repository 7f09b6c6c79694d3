// The cases of a run beside their rows in the history.
#pragma once
#include "night.h"
#include "streak.h"

#include <concord/base/small_number.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace concord::history {

// What is kept apart: one provider at one target under one base URL.
struct Scope {
  std::int64_t id = 0;
  std::string provider;
  std::string contract;               // of the run that is compared
  std::vector<EarlierRun> earlier;    // the latest first
  std::optional<EarlierRun> later;    // the last of the runs that were recorded and began no earlier
  bool is_latest = true;              // there is none
  bool is_new = false;                // made for this run: nothing in it is known
  std::int64_t last_known = 0;        // of all cases, before those of this run: SQLite counts on from it
};

// Finds or makes the scopes of a run, by the provider's name.
std::map<std::string, Scope> scopes_of(Database& database, const Night& night);

// One case with its rows.
struct KnownCase {
  const SeenCase* seen = nullptr;
  std::int64_t id = 0;
  Scope* scope = nullptr;

  bool is_new() const { return id > scope->last_known; }  // made for this run: nothing belongs to it yet
};

// Those of a run in its order, but for repetitions and what is of no scope. There may be a million: of each only the
// ids of its row and of its scope are held.
class KnownCases {
 public:
  class Iterator {
   public:
    Iterator(const KnownCases& cases, std::uint32_t place) : cases_(&cases), place_(place) { skip(); }
    KnownCase operator*() const { return cases_->at(place_); }
    Iterator& operator++() { return ++place_, skip(), *this; }
    bool operator==(const Iterator&) const = default;
    std::uint32_t place() const { return place_; }

   private:
    void skip() {
      while (place_ != cases_->rows_.size() && cases_->rows_[place_].id == 0) ++place_;
    }
    const KnownCases* cases_;
    std::uint32_t place_;
  };

  // Finds or makes the rows. What is given must outlive it.
  KnownCases(Database& database, const Night& night, std::map<std::string, Scope>& scopes);
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, static_cast<std::uint32_t>(rows_.size())}; }
  KnownCase at(std::uint32_t place) const;  // of an iterator

 private:
  struct Row {
    base::SmallNumber<6> id;  // 0: none
    base::SmallNumber<2> scope;
  };
  void drop_repetitions();

  const Night& night_;
  std::vector<Scope*> scopes_;
  std::vector<Row> rows_;  // of the cases of the night, in their order
};

// Finds cases by one number of each, which are sorted when one is first asked for.
class CaseFinder {
 public:
  using NumberOf = std::int64_t (*)(const KnownCase& one);
  CaseFinder(const KnownCases& cases, NumberOf number_of) : cases_(cases), number_of_(number_of) {}
  std::optional<KnownCase> find(std::int64_t number);

 private:
  void sort();

  const KnownCases& cases_;
  const NumberOf number_of_;
  std::vector<std::uint32_t> places_;
};

}  // namespace concord::history
