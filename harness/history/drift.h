// What the answers of a run looked like, beside what they have looked like before.
#pragma once
#include "compare.h"
#include "profile.h"
#include "profile_bodies.h"

#include <map>
#include <string>
#include <vector>

namespace concord::history {

// One place at which answers look other than before, over all cases that show it.
struct Drift {
  std::string kind;
  std::string operation;
  int status = 0;
  std::string pointer;  // "/session/note", "header X-Request-Id", "" for the whole answer
  std::string other;    // of a member that has another name: the new place
  std::string message;
  std::string was, now;
  std::string fingerprint;
  result::Level level = result::Level::Warn;  // the strictest of its cases
  KnownCase first;                            // with that level
  KnownCase last;
  std::size_t cases = 0;
  std::string cause;  // the fingerprint of the drift that is told for it; its own mostly
  Attribution whose;
};

// Learns from each run that it compares: what was told once is known tomorrow.
class Drifting {
 public:
  Drifting(Database& database, const Night& night, const KnownCases& cases, Editions& editions);
  // Reads and writes the profiles; adds what has drifted, a finding a cause.
  void learn(result::Comparison& into);
  // The rows of what was told, and the latencies of the operations.
  void record(std::int64_t run);

 private:
  struct Operation {
    OperationProfile profile;
    std::string body;  // as it was read
    bool is_new = false;
  };
  struct Answer;  // drift_answer.h
  // Of the answers of a case: milliseconds, bytes.
  struct Most {
    std::int64_t time = 0, size = 0;
  };

  Operation& operation(const Scope& scope, const std::string& operation, int status, const std::string& media_type);
  void learn_case(const KnownCase& one);
  bool count_as_before(const KnownCase& one, const Most& most);
  void put_first(const KnownCase& one, const Most& most);
  CaseProfile read_case(const KnownCase& one);
  void compare_case(const KnownCase& one, CaseProfile& profile, CaseParts& now);
  void compare_part(const Answer& answer, CasePart& was, CasePart& now);
  void learn_operations();
  // Of a case, drift_case.cc
  void compare_errors(const Answer& answer, CasePart& was, CasePart& now);
  void compare_latency(const KnownCase& one, const CaseProfile& profile, std::int64_t slowest);
  void compare_size(const KnownCase& one, const CaseProfile& profile, std::int64_t largest);
  void tell_status(const Answer& answer, const std::map<int, CasePart>& known);
  // Of its places, drift_places.cc
  void compare_places(const Answer& answer, CasePart& was, CasePart& now);
  void compare_kinds(const Answer& answer, const CasePart& was, const CasePart& now);
  std::vector<std::string> news_of(const Answer& answer, const std::vector<std::string>& fresh);
  void tell_gone(const Answer& answer, CasePart& was, const CasePart& now, const std::string& pointer,
                 std::vector<std::string>& news);
  void tell_news(const Answer& answer, const CasePart& now, const std::vector<std::string>& news);
  // Of the operation, whichever case it is, drift_operation.cc
  void compare_headers(const Answer& answer, const result::Observations& seen);
  void compare_texts(const Answer& answer, const result::Observations& seen);
  void compare_magnitudes(const Scope& scope, const Shape& shape, const OperationProfile& known);
  // Whether it is another place than those told before.
  bool tell(Drift drift, const KnownCase& one);
  void take_out_accepted();
  void attribute_all();
  void add_latencies(std::int64_t run);
  bool is_accepted(const Scope& scope, const std::string& fingerprint);

  Database& database_;
  const Night& night_;
  const KnownCases& cases_;
  Editions& editions_;
  CaseFinder by_index_;
  std::map<std::pair<std::int64_t, std::string>, Operation> operations_;  // by scope and name
  std::map<const SeenAnswers*, std::int64_t> first_bodies_;  // of cases that are new: rows
  std::vector<Drift> drifts_;
  std::map<std::string, std::size_t> told_;  // what is one place → where in drifts_
  Statement find_case_;
  Statement count_case_;
  Statement put_case_;
  ProfileBodies bodies_;
  bool has_replaced_ = false;  // the body of a case
};

// Sets the cause of each: one member that is gone from several places, one header from all operations, one content type
// where all had another. Gives those that are told, in their order, each with how many cases and which other places
// there are in its message and hint.
std::vector<result::ToldDrift> join_causes(std::vector<Drift>& drifts);
// By which it is known tomorrow.
std::string fingerprint_of(const Drift& drift);

}  // namespace concord::history
