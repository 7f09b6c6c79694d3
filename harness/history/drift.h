// What the answers of a run looked like, beside what they have looked like before.
#pragma once
#include "compare.h"
#include "profile.h"

#include <map>
#include <string>
#include <vector>

namespace concord::history {

// One cause, over all cases that show it.
struct Drift {
  std::string kind;
  std::string operation;
  int status = 0;
  std::string pointer;  // "/session/note", "header X-Request-Id", "" for the whole answer
  std::string other;    // of a member that has another name: the new place
  std::string message;
  std::string was, now;
  std::string fingerprint;
  const KnownCase* first = nullptr;
  const KnownCase* last = nullptr;
  std::size_t cases = 0;
};

// Learns from each run that it compares: what was told once is known tomorrow.
class Drifting {
 public:
  Drifting(Database& database, const Night& night, const Levels& levels, const std::vector<KnownCase>& cases);
  // Reads and writes the profiles; adds what has drifted.
  void learn(result::Comparison& into);
  // The rows of what was told, and the latencies of the operations.
  void record(std::int64_t run);

 private:
  struct Operation {
    OperationProfile profile;
    std::string body;  // as it was read
    bool is_new = false;
  };
  struct Answer;

  Operation& operation(const Scope& scope, const std::string& operation, int status, const std::string& media_type);
  void learn_case(const KnownCase& one);
  bool count_as_before(const KnownCase& one, std::int64_t slowest);
  void put_first(const KnownCase& one, std::int64_t slowest);
  CaseProfile read_case(const KnownCase& one);
  void compare_case(const KnownCase& one, CaseProfile& profile, CaseParts& now);
  void compare_part(const Answer& answer, CasePart& was, CasePart& now);
  void compare_places(const Answer& answer, CasePart& was, CasePart& now);
  std::vector<std::string> news_of(const Answer& answer, const std::vector<std::string>& fresh);
  void tell_gone(const Answer& answer, CasePart& was, const CasePart& now, const std::string& pointer,
                 std::vector<std::string>& news);
  void tell_news(const Answer& answer, const CasePart& now, const std::vector<std::string>& news);
  void compare_kinds(const Answer& answer, const CasePart& was, const CasePart& now);
  void compare_errors(const Answer& answer, CasePart& was, const CasePart& now);
  void compare_headers(const Answer& answer, const result::Observations& seen);
  void compare_texts(const Answer& answer, const result::Observations& seen);
  void compare_latency(const KnownCase& one, const CaseProfile& profile, std::int64_t slowest);
  void learn_operations();
  // Whether it is another cause than those told before.
  bool tell(Drift drift, const KnownCase& one);
  void add_latencies(std::int64_t run);
  bool is_accepted(const Scope& scope, const std::string& fingerprint);
  result::Level level_of(const std::string& kind) const;

  Database& database_;
  const Night& night_;
  const Levels& levels_;
  const std::vector<KnownCase>& cases_;
  std::map<std::pair<std::int64_t, std::string>, Operation> operations_;  // by scope and name
  std::map<const SeenAnswers*, std::string> first_bodies_;  // of cases that are new
  std::vector<Drift> drifts_;
  std::map<std::string, std::size_t> told_;  // what is one cause → place in drifts_
  Statement find_case_;
  Statement count_case_;
  Statement put_case_;
};

}  // namespace concord::history
