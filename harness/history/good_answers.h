// The answers of each case on the last night it passed with answers of that shape: what a person holds beside the one
// that is wrong today.
#pragma once
#include "answer_file.h"
#include "compare.h"

namespace concord::history {

// Those of a run under way.
class GoodAnswers {
 public:
  explicit GoodAnswers(Database& database) : database_(database) {}

  // Keeps the answers of a case that passed; of another, nothing. Bodies are cut at 32 KiB.
  void keep(const result::CaseResult& one);
  // Of cases that failed, are accepted or could not be judged: what was good on a night before this one.
  void tell(const Night& night, const KnownCases& cases, result::Comparison& into) const;
  // Where the shape is another than what is kept: what differs in values only is not written each night.
  void record(const KnownCases& cases, std::int64_t run);

 private:
  Database& database_;
  AnswerFile file_;
};

// Takes out what is kept of answers in a scope: the good ones, and the bodies beside findings.
void forget_answers(Database& database, const Scope& scope);

// Before the runs in the table `going` are taken out: what they wrote, and a night that stays had in the same shape,
// belongs to the last such night from then on.
void keep_good_answers(Database& database);

}  // namespace concord::history
