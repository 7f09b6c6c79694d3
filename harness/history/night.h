// A run as the history needs it: gathered from its events.
#pragma once
#include <concord/history.h>

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace concord::history {

struct SeenFinding {
  std::string fingerprint, rule, operation, message, place, documentation;
  std::string exchange;     // request and answer, on a few lines
  std::string known_issue;  // by which it is accepted, or ""
};

// A member of an answer that was no success: a code is kept, of a message only a digest of its words.
struct ErrorFact {
  std::string operation;
  int status = 0;
  std::string pointer;
  std::string code;          // "" for a message
  std::uint64_t digest = 0;  // of a message
};

struct SeenAnswer {
  std::string operation;
  int status = 0;
  std::int64_t milliseconds = 0;
  std::size_t step = 0;
};

struct SeenCase {
  std::size_t index = 0;
  std::string provider;
  std::string name;  // "classname :: name"
  result::Verdict verdict = result::Verdict::NotRun;
  std::int64_t milliseconds = 0;
  std::vector<SeenFinding> findings;    // that count or are accepted; the first of each fingerprint
  std::vector<std::string> undocumented;  // places that a check says are in no documentation
  std::vector<std::string> broken;        // places at which something failed; "" for the whole answer
  std::vector<std::uint32_t> shapes;      // of its answers, in their order: places in Night::shapes
  std::vector<SeenAnswer> answers;
  std::vector<ErrorFact> errors;

  bool is_judged() const;
  // Of all its answers looked like; 0 when nothing was seen.
  std::uint64_t shape(const Night& night) const;
};

struct Shape {
  result::Observations seen;
  std::uint64_t digest = 0;
};

struct Night {
  result::RunInfo info;
  result::RunEnd end;
  bool is_complete = false;
  std::vector<SeenCase> cases;
  std::vector<Shape> shapes;  // each once
  bool is_cut = false;        // there were more shapes than are kept: answers of some cases are not looked at

  bool is_whole() const { return is_complete && !is_of_a_part(info, end); }
};

// Puts a Night together.
class Gatherer {
 public:
  void plan(const result::RunInfo& info) { night_.info = info; }
  void observe(std::size_t index, const result::Observations& observations);
  void finish(const result::CaseResult& result);
  Night& night() { return night_; }

 private:
  Night night_;
  std::unordered_map<std::uint64_t, std::uint32_t> known_;                   // digest → shape
  std::unordered_map<std::size_t, std::vector<std::uint32_t>> under_way_;    // case → shapes so far
  std::size_t places_ = 0;
};

// What an answer that is no success says of the error: members that look like codes or messages, at most 20.
void add_errors(const result::StepResult& step, std::vector<ErrorFact>& to);

}  // namespace concord::history
