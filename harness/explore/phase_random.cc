#include "phase_random.h"

#include "request_change.h"
#include "simpler_requests.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/result/drawn.h>

#include <algorithm>
#include <charconv>

namespace concord::explore {

using result::CaseResult;
using result::CheckFailure;
using result::SkipKind;
using result::Verdict;

namespace {

constexpr std::size_t most_asked = 100;        // requests to make one smaller
constexpr std::size_t most_looked_at = 2'000;  // simpler requests that are judged before they are sent

const CheckFailure* fault_of(const CaseResult& result) {
  return result.verdict == Verdict::Failed && !result.failures.empty() ? &result.failures.front() : nullptr;
}

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::string replay_id(const std::string& operation, std::uint64_t seed, std::size_t number) {
  return operation + '@' + std::to_string(seed) + '-' + std::to_string(number);
}

std::optional<Replay> parse_replay(std::string_view id) {
  const std::size_t at = id.rfind('@');
  if (at == std::string_view::npos || at == 0) return std::nullopt;
  const std::string_view numbers = id.substr(at + 1);
  const std::size_t dash = numbers.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto seed = number_in(numbers.substr(0, dash)), draw = number_in(numbers.substr(dash + 1));
  if (!seed || !draw || *draw == 0 || *draw > most_draws) return std::nullopt;
  return Replay{std::string(id.substr(0, at)), *seed, static_cast<std::size_t>(*draw)};
}

RandomSearch::RandomSearch(Drawing drawing, std::string operation, const Options& options,
                           std::optional<std::size_t> replayed)
    : drawing_(std::move(drawing)), operation_(std::move(operation)), options_(options), replayed_(replayed) {}

std::string RandomSearch::replay_id() const {
  return explore::replay_id(operation_, options_.seed, number_);
}

// ---- what is asked

std::optional<Drawn> RandomSearch::next() {
  if (stage_ == Stage::Drawing) return next_drawn();
  if (stage_ == Stage::Shrinking) {
    if (auto simpler = next_simpler()) return simpler;
    stage_ = Stage::Proving;
  }
  if (stage_ == Stage::Over || was_asked_again_) {
    stage_ = Stage::Over;
    return std::nullopt;
  }
  was_asked_again_ = true;
  current_ = *smallest_;
  return current_;
}

std::optional<Drawn> RandomSearch::next_drawn() {
  const std::size_t last = replayed_ ? *replayed_ : options_.draws;
  if (replayed_ && number_ == 0) number_ = *replayed_ - 1;
  while (number_ < last) {
    ++number_;
    if (auto drawn = drawing_.draw(number_)) {
      current_ = std::move(*drawn);
      return current_;
    }
  }
  stage_ = Stage::Over;
  return std::nullopt;
}

std::optional<Drawn> RandomSearch::next_simpler() {
  for (std::size_t looked_at = 0; looked_at < most_looked_at && asked_ < most_asked && !simpler_.empty(); ++looked_at) {
    Drawn simpler = *smallest_;
    const std::vector<Edit>& edits = simpler_.front();
    const bool is_applied = std::all_of(edits.begin(), edits.end(),
                                        [&](const Edit& edit) { return apply(simpler.request, edit); });
    simpler_.pop_front();
    if (!is_applied || !tried_.insert(document::write_json(simpler.request)).second) continue;
    if (!drawing_.is_of_kind(simpler.request, simpler)) continue;
    ++asked_;
    current_ = std::move(simpler);
    return current_;
  }
  return std::nullopt;
}

void RandomSearch::look_for_simpler() {
  const std::vector<Edits> edits = simpler_requests(*smallest_, drawing_);
  simpler_.assign(edits.begin(), edits.end());
}

// ---- what came of it

bool RandomSearch::is_same_fault(const CaseResult& result) const {
  const CheckFailure* fault = fault_of(result);
  return fault && fault->check == fault_->failures.front().check &&
         fault->found_kind == fault_->failures.front().found_kind;
}

void RandomSearch::keep(CaseResult result) {
  if (!kept_ || kept_->warnings.empty()) kept_ = std::move(result);
}

void RandomSearch::judged(CaseResult result) {
  duration_ += result.duration;
  if (!started_at_) started_at_ = result.started_at;
  if (stage_ == Stage::Drawing) {
    ++judged_;
    if (fault_of(result)) {
      smallest_ = current_;
      fault_ = std::move(result);
      tried_.insert(document::write_json(smallest_->request));
      stage_ = Stage::Shrinking;
      look_for_simpler();
    } else if (result.verdict != Verdict::Passed && result.verdict != Verdict::Flaky) {
      kept_ = std::move(result);  // not judged: nor would the others be
      stage_ = Stage::Over;
    } else {
      keep(std::move(result));
    }
  } else if (stage_ == Stage::Shrinking && is_same_fault(result)) {
    smallest_ = current_;
    fault_ = std::move(result);
    ++steps_;
    look_for_simpler();
  } else if (stage_ == Stage::Proving) {
    is_proved_ = is_same_fault(result);
    if (is_proved_) fault_ = std::move(result);
    stage_ = Stage::Over;
  }
}

void RandomSearch::stop(std::string why) {
  if (stage_ == Stage::Over) return;
  stage_ = Stage::Over;
  stopped_ = std::move(why);
}

// ---- the result

void RandomSearch::tell_how(CheckFailure& failure) const {
  std::string how(result::drawn_before);
  how.append(std::to_string(number_)).append(result::drawn_after);
  if (steps_ > 0)
    how += ", made smaller " + base::counted(steps_, "time") + " by " + base::counted(asked_, "request");
  else if (asked_ > 0) how += ", which none of " + base::counted(asked_, "simpler request") + " shows";
  if (!stopped_.empty()) how += "; " + stopped_ + " before it was sent again";
  else if (is_proved_) how += "; sent again, it fails the same way";
  else how += "; sent again, it did not fail: the answer is not the same each time";
  how += "; --replay-case " + replay_id() + " sends it alone";
  failure.hint = failure.hint.empty() ? how : failure.hint + "; " + how;
}

CaseResult RandomSearch::take() {
  CaseResult result = fault_ ? std::move(*fault_) : kept_ ? std::move(*kept_) : CaseResult();
  result.duration = duration_;
  if (started_at_) result.started_at = *started_at_;
  if (fault_) {
    tell_how(result.failures.front());
  } else if (!stopped_.empty()) {
    result.verdict = Verdict::Skipped;
    result.reason = {SkipKind::NotSelected, stopped_ + " after " + std::to_string(judged_) + " of " +
                                                base::counted(options_.draws, "request") + " that are drawn"};
  }
  return result;
}

}  // namespace concord::explore
