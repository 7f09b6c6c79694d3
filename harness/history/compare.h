// A run beside those before it: what is told of its findings and cases; and its rows.
#pragma once
#include "known_cases.h"
#include "whose_change.h"

#include <map>
#include <string>
#include <vector>

namespace concord::history {

// Fills findings, cases and what expires. With a `run`, the id of its row, the findings are recorded too.
class Comparing {
 public:
  Comparing(Database& database, const Night& night, std::map<std::string, Scope>& scopes,
            const KnownCases& cases, Editions& editions);
  void compare(result::Comparison& into);
  void record(std::int64_t run);

 private:
  // One fingerprint in one scope.
  struct Found {
    const SeenFinding* finding = nullptr;
    KnownCase first;
    std::vector<std::int64_t> cases;
    bool is_known = true;  // accepted in all of its cases
  };
  enum class Light { Green, Red };  // passed, failed
  struct Past;

  void gather();
  void tell(const std::pair<Scope*, std::string>& key, const Found& found, result::Comparison& into);
  void tell_fixed(Scope& scope, result::Comparison& into);
  void tell_case(const KnownCase& one, result::Comparison& into);
  void tell_later(result::Comparison& into) const;
  void tell_expiring(result::Comparison& into) const;
  static bool is_of(std::int64_t code, Light light);
  void read_nights(const KnownCase& one, Light wanted, Past& past);
  Past past_of(const KnownCase& one, Light wanted);
  bool is_flaky(const Past& past, std::int64_t finding, bool is_there) const;
  bool is_flaky(const KnownCase& one, const Past& past);
  void tell_editions(result::Comparison& into);
  Attribution change_of(const KnownCase& one, const Past& past, const SeenFinding& finding);
  Attribution fix_of(std::int64_t of_case, std::int64_t id, const SeenFinding& finding);
  Looks looks_now(const KnownCase& one, const SeenFinding& finding);
  Attribution attributed(const KnownCase& one, const std::string& contract, std::uint64_t shape,
                         const SeenFinding& finding);
  bool was_judged(std::int64_t finding);
  std::int64_t finding_id(const Scope& scope, const std::string& fingerprint);

  Database& database_;
  const Night& night_;
  std::map<std::string, Scope>& scopes_;
  const KnownCases& cases_;
  Editions& editions_;
  CaseFinder by_id_;
  std::map<std::pair<Scope*, std::string>, Found> found_;
  std::vector<std::pair<Scope*, std::string>> order_;  // of found_, as in the plan
  std::vector<std::int64_t> fixed_;                    // findings
  std::map<std::pair<Scope*, std::string>, Attribution> whose_;  // of those that are new or back
  Statement verdict_;
  Statement finding_;
};

}  // namespace concord::history
