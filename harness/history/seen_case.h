// A case of a run as the history needs it. A run may have a million of them: what many have in common is there once.
#pragma once
#include <concord/result.h>

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
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

// What a case has in common with others; with no other where something was wrong with it.
struct SeenCommon {
  const SeenSuite* suite = nullptr;
  const KnownAnswers* answers = nullptr;
  result::Verdict verdict = result::Verdict::NotRun;
  SeenFaults faults{};
};

// What it points to is kept by its Gatherer.
class SeenCase {
 public:
  // `own`: what own_bytes() made.
  SeenCase(std::size_t index, base::Milliseconds duration, const SeenCommon& common, const char* own);

  // What no other case has, as bytes: the name behind that of the suite's class; of each answer its milliseconds, then
  // of each the bytes of its body.
  static std::string own_bytes(std::string_view name, std::span<const std::uint32_t> times,
                               std::span<const std::uint32_t> sizes);

  std::uint32_t index() const { return index_; }
  std::uint32_t milliseconds() const { return milliseconds_; }
  result::Verdict verdict() const { return common_->verdict; }
  bool is_judged() const;
  const std::string& provider() const { return common_->suite->provider; }
  const result::DriftLevels& drift_levels() const { return common_->suite->drift_levels; }
  std::string name() const;
  const SeenAnswers& answers() const { return common_->answers->first; }
  std::uint64_t shape() const { return common_->answers->second; }
  // In the order of answers().list.
  struct Measures {
    std::vector<std::uint32_t> times, sizes;
  };
  Measures measures() const;
  const std::vector<SeenFinding>& findings() const { return common_->faults.findings; }
  const std::vector<std::string>& undocumented() const { return common_->faults.undocumented; }
  const std::vector<std::string>& broken() const { return common_->faults.broken; }

 private:
  std::uint32_t index_;
  std::uint32_t milliseconds_;
  const SeenCommon* common_;
  const char* own_;
};
static_assert(sizeof(SeenCase) == 24);

}  // namespace concord::history
