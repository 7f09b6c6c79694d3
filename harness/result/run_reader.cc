#include <concord/result/run_reader.h>
#include <concord/result/known_issues.h>

#include "journal_index.h"
#include "journal_replay.h"
#include "read_result.h"
#include "shards.h"

#include <fmt/format.h>

#include <algorithm>

namespace concord::result {

using base::Diagnostics;
using base::Result;

namespace {

constexpr std::size_t max_journals = 1'000;
constexpr document::ParseLimits reread_limits{.depth = 64, .nodes = 5'000'000, .bytes = max_line_bytes};

}  // namespace

struct RunReader::State {
  std::vector<JournalFile> files;
  JournalIndex index;
  Repeated repeated;
  Diagnostics problems;
  document::Compact compact;  // of the line that was read last

  // The members of a line. `fault`: it is not what it was, or cannot be read any more.
  Fields fields_of(const CaseEntry& entry, const LinePlace& place, std::string& fault) {
    if (!compact.read(files[entry.file()].read(place), reread_limits)) fault = "its line can no longer be read";
    return Fields(compact.root(), "", fault);
  }
  CasePlan plan(const CaseEntry& entry);
  CaseResult outcome(const CaseEntry& entry, CasePlan plan);
  std::vector<std::string> checks_of(const CaseEntry& entry, const Fields& fields) const;
  std::string case_name(std::uint32_t index);
  void judge_again();
  void repeat(const SeenEntry& seen, std::uint32_t first);
  void add(CaseEntry& entry, CheckFailure failure);
  void add_drifts();
};

CasePlan RunReader::State::plan(const CaseEntry& entry) {
  CasePlan plan;
  std::string fault;
  if (entry.is_planned()) {
    const Fields fields = fields_of(entry, entry.plan(), fault);
    if (fault.empty()) plan = read_plan(fields);
  }
  if (!entry.is_planned() || !fault.empty()) plan.name = fmt::format("case {}", entry.index());
  const SuiteFacts& suite = index.suites[entry.suite()];
  plan.index = entry.index();
  plan.suite = suite.suite;
  plan.suite_file = suite.suite_file;
  plan.classname = suite.classname;
  plan.provider = suite.provider;
  plan.documentation = suite.documentation;
  if (plan.place.file.empty()) plan.place.file = suite.suite_file;
  return plan;
}

std::vector<std::string> RunReader::State::checks_of(const CaseEntry& entry, const Fields& fields) const {
  const CheckLists& lists = index.check_lists.at(entry.file());
  const auto number = fields.number<std::size_t>("check_list");
  return number < lists.size() ? lists[number] : std::vector<std::string>();
}

CaseResult RunReader::State::outcome(const CaseEntry& entry, CasePlan plan) {
  CaseResult result(plan);
  if (!entry.has_ended()) {
    if (entry.was_started()) result.reason.text = "the run ended while it was under way";
    return result;
  }
  std::string fault;
  const Fields fields = fields_of(entry, entry.outcome(), fault);
  if (fault.empty()) result = read_outcome(fields);
  if (fault.empty() && fields.has("check_list")) result.checks = checks_of(entry, fields);
  static_cast<CasePlan&>(result) = std::move(plan);
  if (!fault.empty()) {
    result.verdict = entry.verdict();
    result.reason.text = fault;
  }
  const auto more = repeated.find(entry.index());
  if (more == repeated.end()) return result;
  for (const CheckFailure& failure : more->second) {
    (failure.level == Level::Fail ? result.failures : result.warnings).push_back(failure);
  }
  result.verdict = entry.verdict();
  if (result.verdict == Verdict::Failed) result.error.reset();
  if (result.verdict == Verdict::KnownIssue && result.reason.is_empty())
    result.reason = {SkipKind::KnownIssue, more->second.front().known_issue};
  return result;
}

std::string RunReader::State::case_name(std::uint32_t wanted) {
  const CaseEntry* entry = find_case(index, wanted);
  if (!entry) return fmt::format("case {}", wanted);
  const CasePlan named = plan(*entry);
  return full_name(named);
}

// Each shard knows only its own values: of those that several have seen, the first case of the plan keeps its verdict.
void RunReader::State::judge_again() {
  auto& seen = index.seen;
  std::sort(seen.begin(), seen.end(), [](const SeenEntry& a, const SeenEntry& b) {
    return std::tie(a.digest, a.index, a.place.offset) < std::tie(b.digest, b.index, b.place.offset);
  });
  for (std::size_t i = 1, first = 0; i < seen.size(); ++i) {
    if (seen[i].digest != seen[first].digest) first = i;
    else if (seen[i].file != seen[first].file && seen[i].index != seen[first].index) repeat(seen[i], seen[first].index);
  }
  seen = {};
}

void RunReader::State::repeat(const SeenEntry& seen, std::uint32_t first) {
  CaseEntry* entry = find_case(index, seen.index);
  if (!entry) return;
  const std::string before = case_name(first);
  std::string fault;
  const Fields fields = fields_of(*entry, seen.place, fault);
  if (!fault.empty()) return;
  CheckFailure failure = repeated_value(read_unique(fields).otherwise, before);
  add(*entry, std::move(failure));
}

// What is known of a case only once all are over.
void RunReader::State::add(CaseEntry& entry, CheckFailure failure) {
  if (failure.level == Level::Off) return;
  const bool held = entry.verdict() == Verdict::Passed || entry.verdict() == Verdict::Flaky;
  if (failure.level != Level::Fail) entry.add_warning();
  else if (failure.known_issue.empty()) entry.set_verdict(Verdict::Failed);
  else if (held) entry.set_verdict(Verdict::KnownIssue);
  repeated[entry.index()].push_back(std::move(failure));
}

void RunReader::State::add_drifts() {
  for (const ToldDrift& drift : index.comparison.drifts) {
    CaseEntry* entry = find_case(index, static_cast<std::uint32_t>(drift.index));
    if (entry) add(*entry, drift.finding);
  }
}

Result<RunReader> RunReader::open(const std::vector<std::string>& paths) {
  if (paths.size() > max_journals) return base::error("journal.many", "more than 1,000 journals are not read");
  auto state = std::make_unique<State>();
  Diagnostics refused;
  std::vector<JournalIndex> parts;
  for (const std::string& path : paths) {
    auto file = JournalFile::open(path);
    if (!file) {
      base::append(refused, std::move(file).diagnostics());
      continue;
    }
    auto index = scan(*file, state->problems);
    if (!index) base::append(refused, std::move(index).diagnostics());
    else parts.push_back(std::move(index).value());
    state->files.push_back(std::move(file).value());
  }
  if (!refused.empty()) return refused;
  if (parts.empty()) return base::error("journal.none", "no journal is given");
  auto whole = merge(std::move(parts), state->files, state->problems);
  if (!whole) return std::move(whole).diagnostics();
  state->index = std::move(whole).value();
  state->judge_again();
  state->add_drifts();
  return RunReader(std::move(state));
}

Result<RunReader> RunReader::open(const std::string& path) { return open(std::vector<std::string>{path}); }

Result<RunReader> RunReader::open(base::Descriptor file, std::string name) {
  auto state = std::make_unique<State>();
  state->files.emplace_back(std::move(file), std::move(name));
  auto index = scan(state->files.front(), state->problems);
  if (!index) return std::move(index).diagnostics();
  state->index = std::move(index).value();
  state->add_drifts();
  return RunReader(std::move(state));
}

RunReader RunReader::of_index(base::Descriptor file, std::string name, JournalIndex index) {
  auto state = std::make_unique<State>();
  state->files.emplace_back(std::move(file), std::move(name));
  state->index = std::move(index);
  state->add_drifts();
  return RunReader(std::move(state));
}

RunReader::RunReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
RunReader::RunReader(RunReader&&) noexcept = default;
RunReader& RunReader::operator=(RunReader&&) noexcept = default;
RunReader::~RunReader() = default;

const Diagnostics& RunReader::problems() const { return state_->problems; }
const RunInfo& RunReader::info() const { return state_->index.info; }
const RunEnd& RunReader::end() const { return state_->index.end; }
bool RunReader::is_complete() const { return state_->index.is_complete; }
std::size_t RunReader::size() const { return state_->index.cases.size(); }
const Coverage& RunReader::coverage() const { return state_->index.coverage; }
const SuiteFacts& RunReader::suite(std::size_t number) const { return state_->index.suites.at(number); }

CaseFacts RunReader::facts(std::size_t position) const {
  const CaseEntry& one = state_->index.cases.at(position);
  return {one.index(), one.suite(), one.verdict(), one.warnings(), one.duration(), one.started_at()};
}

CasePlan RunReader::plan(std::size_t position) const { return state_->plan(state_->index.cases.at(position)); }

CaseResult RunReader::read(std::size_t position) const {
  const CaseEntry& entry = state_->index.cases.at(position);
  return state_->outcome(entry, state_->plan(entry));
}

const Comparison& RunReader::comparison() const { return state_->index.comparison; }

void RunReader::take(Comparison comparison) {
  state_->index.comparison = std::move(comparison);
  state_->add_drifts();
}

void RunReader::replay(Sink& sink) const {
  sink.run_planned(info(), size());
  for (std::size_t i = 0; i < size(); ++i) sink.case_planned(plan(i));
  const auto finished = [this](std::size_t index) -> std::optional<CaseResult> {
    const CaseEntry* entry = find_case(state_->index, static_cast<std::uint32_t>(index));
    if (!entry || !entry->has_ended()) return std::nullopt;
    return state_->outcome(*entry, state_->plan(*entry));
  };
  for (const JournalFile& file : state_->files) replay_cases(file, finished, sink);
  if (!coverage().empty()) sink.covered(coverage());
  if (!end().aborted.empty()) sink.run_aborted(end().aborted);
  if (is_complete()) sink.run_ended(end());
}

}  // namespace concord::result
