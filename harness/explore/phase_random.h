// Phase random: requests of one operation that are drawn at random, one after the other, until one shows a fault; then
// ever simpler ones, and at last the smallest that shows it once more. All of it is one case.
#pragma once
#include "drawing.h"

#include <concord/explore.h>
#include <concord/result.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>

namespace concord::explore {

class RandomSearch {
 public:
  // `replayed`: the one request that is drawn; nothing: options.draws of them. All must outlive it.
  RandomSearch(Drawing drawing, std::string operation, const Options& options, std::optional<std::size_t> replayed);

  // What is to be sent next. Nothing: all is known, see take().
  std::optional<Drawn> next();
  // What came of it.
  void judged(result::CaseResult result);
  // Nothing more is sent, and why: "--max-requests 100 was reached".
  void stop(std::string why);
  bool is_over() const { return stage_ == Stage::Over; }
  // The result of the case, once it is over.
  result::CaseResult take();

 private:
  enum class Stage : std::uint8_t { Drawing, Shrinking, Proving, Over };

  std::optional<Drawn> next_drawn();
  std::optional<Drawn> next_simpler();
  void look_for_simpler();
  bool is_same_fault(const result::CaseResult& result) const;
  void keep(result::CaseResult result);
  void tell_how(result::CheckFailure& failure) const;
  std::string replay_id() const;

  Drawing drawing_;
  std::string operation_;
  const Options& options_;
  std::optional<std::size_t> replayed_;
  Stage stage_ = Stage::Drawing;
  std::size_t number_ = 0;  // of the last that was drawn, from 1
  std::size_t judged_ = 0;  // of those that were drawn
  Drawn current_;
  std::optional<result::CaseResult> kept_;  // until a fault is found: the last, or the first with a warning
  std::string stopped_;                     // why it ended early

  // Once a fault is found.
  std::optional<Drawn> smallest_;
  std::optional<result::CaseResult> fault_;  // what came of it
  std::deque<std::vector<Edit>> simpler_;    // not tried yet
  std::set<std::string> tried_;
  std::size_t asked_ = 0;                    // to make it smaller
  std::size_t steps_ = 0;                    // by which it was made smaller
  bool is_proved_ = false;
  bool was_asked_again_ = false;
  base::Milliseconds duration_{0};
  std::optional<base::SystemTime> started_at_;
};

// "market/create-customer@4711-12": operation, seed, number of the draw.
std::string replay_id(const std::string& operation, std::uint64_t seed, std::size_t number);

}  // namespace concord::explore
