// A run as the history needs it: gathered from its events.
#pragma once
#include <concord/history.h>

#include <compare>
#include <cstdint>
#include <deque>
#include <memory>
#include <memory_resource>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace concord::history {

struct SeenFinding {
  std::string fingerprint, rule, operation, message, place, documentation;
  std::string exchange;     // request and answer, on a few lines
  std::string known_issue;  // by which it is accepted, or ""
  int status = 0;           // of the answer, 0 for none
};

// A member of an answer that was no success: a code is kept, of a message only a digest of its words.
struct ErrorFact {
  std::string operation;
  int status = 0;
  std::string pointer;
  std::string code;          // "" for a message
  std::uint64_t digest = 0;  // of a message
  auto operator<=>(const ErrorFact&) const = default;
};

struct SeenAnswer {
  std::string operation;
  int status = 0;
  std::size_t step = 0;
  auto operator<=>(const SeenAnswer&) const = default;
};

// What the answers of a case were like: once for all cases whose answers were alike, which most are.
struct SeenAnswers {
  std::vector<std::uint32_t> shapes;  // in the order of the answers: places in Night::shapes
  std::vector<SeenAnswer> list;
  std::vector<ErrorFact> errors;
  auto operator<=>(const SeenAnswers&) const = default;
};

// What was wrong with a case; most have nothing.
struct SeenFaults {
  std::vector<SeenFinding> findings;      // that count or are accepted; the first of each fingerprint
  std::vector<std::string> undocumented;  // places that a check says are in no documentation
  std::vector<std::string> broken;        // places at which something failed; "" for the whole answer
  bool empty() const { return findings.empty() && undocumented.empty() && broken.empty(); }
};

// Whose a case is, and which levels it sets for drift.
struct SeenSuite {
  std::string provider, classname;
  result::DriftLevels drift_levels;
  auto operator<=>(const SeenSuite&) const = default;
};

// With the shape of all of them; 0 when nothing was seen.
using KnownAnswers = std::pair<const SeenAnswers, std::uint64_t>;

// Small, since a run may have very many: what it points to is kept by its Night.
class SeenCase {
 public:
  // `own`: of each answer its milliseconds, then of each the bytes of its body, then the name behind that of the
  // suite's class.
  SeenCase(const SeenSuite& suite, const KnownAnswers& answers, std::span<const char> own)
      : name_size_(static_cast<std::uint32_t>(own.size() - name_begin(answers.first))),
        suite_(&suite),
        answers_(&answers),
        own_(own.data()) {}

  std::uint32_t index = 0;
  std::uint32_t milliseconds = 0;
  result::Verdict verdict = result::Verdict::NotRun;

  const std::string& provider() const { return suite_->provider; }
  const result::DriftLevels& drift_levels() const { return suite_->drift_levels; }
  std::string name() const { return suite_->classname + std::string(own_ + name_begin(answers()), name_size_); }
  bool is_judged() const;
  const SeenAnswers& answers() const { return answers_->first; }
  // In the order of answers().list.
  std::span<const std::uint32_t> times() const { return {measures(), answers().list.size()}; }
  std::span<const std::uint32_t> sizes() const { return {measures() + answers().list.size(), answers().list.size()}; }
  std::uint64_t shape() const { return answers_->second; }
  const std::vector<SeenFinding>& findings() const { return faults_ ? faults_->findings : nothing().findings; }
  const std::vector<std::string>& undocumented() const {
    return faults_ ? faults_->undocumented : nothing().undocumented;
  }
  const std::vector<std::string>& broken() const { return faults_ ? faults_->broken : nothing().broken; }
  void set_faults(SeenFaults faults) { faults_ = std::make_unique<const SeenFaults>(std::move(faults)); }

 private:
  static const SeenFaults& nothing();
  static std::size_t name_begin(const SeenAnswers& answers) {
    return 2 * answers.list.size() * sizeof(std::uint32_t);
  }
  const std::uint32_t* measures() const { return reinterpret_cast<const std::uint32_t*>(own_); }

  std::uint32_t name_size_;
  const SeenSuite* suite_;
  const KnownAnswers* answers_;
  const char* own_;
  std::unique_ptr<const SeenFaults> faults_;
};

// Orders of magnitude are those of all answers that look like this; by place the cases that had the least and the most.
struct Shape {
  result::Observations seen;
  std::uint64_t digest = 0;  // of all but the magnitudes
  std::vector<std::uint32_t> least_by, most_by;
};

struct Night {
  result::RunInfo info;
  result::RunEnd end;
  bool is_complete = false;
  Answers answers = Answers::Kept;
  std::deque<SeenCase> cases;
  std::vector<Shape> shapes;  // each once
  std::vector<result::ToldShare> coverage;  // by kind, where it was asked for
  bool is_cut = false;        // there were more shapes than are kept: answers of some cases are not looked at

  bool is_whole() const { return is_complete && !is_of_a_part(info, end); }
};

// Puts a Night together, and keeps what it points to.
class Gatherer {
 public:
  explicit Gatherer(Answers answers) { night_.answers = answers; }
  void plan(const result::RunInfo& info) { night_.info = info; }
  void observe(std::size_t index, const result::Observations& observations);
  void finish(const result::CaseResult& result);
  void cover(const result::Coverage& coverage);
  Night& night() { return night_; }

 private:
  std::optional<std::uint32_t> shape_of(const result::Observations& observations, std::uint32_t index);
  std::uint64_t shape_of_all(const SeenAnswers& answers) const;
  std::vector<std::uint32_t> take_shapes(std::size_t index);
  std::span<const char> kept(std::span<const std::uint32_t> measures, std::string_view name);

  Night night_;
  std::set<SeenSuite> suites_;
  std::map<SeenAnswers, std::uint64_t> answers_;           // → their shape
  std::pmr::unsynchronized_pool_resource memory_{{.max_blocks_per_chunk = 1'024}};  // of names and measures
  std::unordered_map<std::uint64_t, std::uint32_t> known_;                 // digest → shape
  std::unordered_map<std::size_t, std::vector<std::uint32_t>> under_way_;  // case → shapes so far
  std::size_t places_ = 0;
  std::uint32_t last_shape_ = 0;
};

// What an answer that is no success says of the error: members that look like codes or messages, at most 20. Of one
// that is a success, what says so in its envelope: a member such as "resultCode".
void add_errors(const result::StepResult& step, std::vector<ErrorFact>& to);

}  // namespace concord::history
