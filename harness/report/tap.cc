#include "tap.h"

#include "facts.h"
#include "json_stream.h"
#include "junit_case.h"
#include "junit_text.h"
#include "memory.h"
#include "run_cases.h"

#include <concord/base/clean_text.h>
#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <fmt/format.h>

namespace concord::report {
namespace {

using result::CaseResult;
using result::Verdict;

constexpr std::size_t tap_line_limit = 2'000;       // characters
constexpr std::size_t max_block_bytes = 20u << 20;  // of all blocks; the plan promises a line for each case

// `\` and `#` mean something in a description and in a reason.
std::string tap_text(std::string_view text, std::size_t limit) {
  std::string escaped = base::clean_line(base::ellipsize(text, limit));
  escaped = base::replace_all(std::move(escaped), "\\", "\\\\");
  return base::replace_all(std::move(escaped), "#", "\\#");
}

std::string tap_line(const CaseResult& one, std::size_t number) {
  std::string name = base::clean_name(one.classname + " :: " + one.name, tap_line_limit);
  const bool is_ok = junit_outcome(one.verdict) != JunitOutcome::Failure &&
                     junit_outcome(one.verdict) != JunitOutcome::Error && one.verdict != Verdict::KnownIssue;
  std::string line = fmt::format("{} {} - {}", is_ok ? "ok" : "not ok", number, tap_text(name, tap_line_limit));
  if (junit_outcome(one.verdict) == JunitOutcome::Skipped) {
    line += fmt::format(" # {} {}", one.verdict == Verdict::KnownIssue ? "TODO" : "SKIP",
                        tap_text(skip_message(one), tap_line_limit));
  }
  return line + '\n';
}

// Values are JSON, which YAML 1.2 takes: "..." in a body does not end the block.
class TapBlock {
 public:
  void add(std::string_view key, const Json& value) { text_ += fmt::format("  {}: {}\n", key, dumped(value)); }
  void add_text(std::string_view key, std::string_view value) {
    if (!value.empty()) add(key, base::ellipsize(base::clean_line(value), tap_line_limit));
  }
  std::string text() const { return text_.empty() ? "" : "  ---\n" + text_ + "  ...\n"; }

 private:
  std::string text_;
};

void add_failure(TapBlock& block, const CaseResult& one, const Memory& memory) {
  if (one.failures.empty()) return;
  const result::CheckFailure& first = one.failures.front();
  block.add_text("message", failure_message(one));
  block.add_text("check", first.check);
  block.add_text("where", where_in_answer(first));
  block.add_text("expected", first.expected);
  block.add_text("actual", first.actual);
  block.add_text("failing", memory.since(first));
}

void add_messages(TapBlock& block, std::string_view key, const std::vector<result::CheckFailure>& found) {
  constexpr std::size_t most = 20;
  Json list = Json::array();
  for (std::size_t i = 0; i < std::min(found.size(), most); ++i)
    list.push_back(base::ellipsize(base::clean_line(found[i].message), tap_line_limit));
  if (found.size() > most) list.push_back(fmt::format("and {} more", found.size() - most));
  if (!list.empty()) block.add(key, list);
}

std::string tap_block(const CaseResult& one, const Memory& memory) {
  TapBlock block;
  const bool is_plain = one.verdict == Verdict::Passed && one.warnings.empty();
  if (!is_plain) block.add("verdict", result::verdict_name(one.verdict));
  if (one.duration.count() != 0) block.add("duration_ms", one.duration.count());
  if (one.verdict == Verdict::Flaky) block.add("flaky", true);
  add_failure(block, one, memory);
  if (one.failures.size() > 1) add_messages(block, "failures", one.failures);
  if (one.error) {
    block.add_text("message", error_message(*one.error));
    block.add("type", result::run_error_kind_name(one.error->kind));
  }
  for (std::size_t i = 0; i < std::min<std::size_t>(one.retried.size(), 20); ++i)
    block.add_text(fmt::format("attempt_{}", i + 1), error_message(one.retried[i].error));
  add_messages(block, "warnings", one.warnings);
  const bool is_broken = one.verdict == Verdict::Failed || one.verdict == Verdict::Unjudged;
  if (const result::Place place = place_of(one); is_broken && !place.file.empty())
    block.add("at", {{"file", base::clean_line(place.file)}, {"line", place.line}});
  if (is_broken) block.add_text("documentation", documentation_of(one));
  if (const auto* step = telling_step(one); is_broken && step) {
    block.add_text("response", describe_response(*step->exchange));
    block.add_text("again", step->exchange->curl);
  }
  return block.text();
}

class TapReport : public CaseWriter {
 public:
  TapReport(const result::RunSource& run, std::ostream& to) : memory_(run), own_(cases_of_run(run)), to_(to) {
    to_ << "TAP version 14\n1.." << run.size() + own_.size() << '\n';
    const result::RunInfo& info = run.info();
    const auto comment = [&to](const std::string& text) {
      to << "# " << base::ellipsize(base::clean_line(text), tap_line_limit) << '\n';
    };
    comment(fmt::format("concord {}, target {}, run {}", info.tool_version, info.target, info.id));
    comment(describe_totals(run.totals()));
    if (const std::string headline = memory_.headline(); !headline.empty()) comment(headline);
  }

  void add(const CaseResult& one) override {
    to_ << tap_line(one, ++number_);
    const std::string block = tap_block(one, memory_);
    if (block_bytes_ > max_block_bytes) {
      without_block_ += !block.empty();
      return;
    }
    block_bytes_ += block.size();
    to_ << block;
  }

  void end() override {
    for (const CaseResult& one : own_) add(one);
    if (without_block_ != 0)
      to_ << "# cut: " << base::counted(without_block_, "case") << " without details, the report would be too long\n";
  }

 private:
  const Memory memory_;
  const std::vector<CaseResult> own_;
  std::ostream& to_;
  std::size_t number_ = 0, block_bytes_ = 0, without_block_ = 0;
};

}  // namespace

std::unique_ptr<CaseWriter> begin_tap(const result::RunSource& run, const Options&, std::ostream& to) {
  return std::make_unique<TapReport>(run, to);
}

}  // namespace concord::report
