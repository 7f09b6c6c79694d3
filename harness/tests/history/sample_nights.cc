#include "sample_nights.h"

#include <concord/base/clock.h>
#include <concord/journal.h>
#include <support/catch.h>
#include <support/paths.h>

#include <fmt/format.h>

#include <filesystem>

using namespace concord;

namespace sample {
namespace {

// Takes what the history tells.
class Listener : public result::Sink {
 public:
  void compared(const document::Node& what) override { comparison = result::read_comparison(what); }
  result::Comparison comparison;
};

result::Observations observations(const Played& one) {
  result::Observations seen;
  seen.operation = one.operation;
  seen.status = one.status;
  seen.media_type = one.media_type;
  seen.headers = one.headers;
  for (const std::string& pointer : one.places) {
    result::PlaceSeen place;
    place.pointer = pointer.substr(0, pointer.find('='));
    const bool is_parent = std::any_of(one.places.begin(), one.places.end(), [&](const std::string& other) {
      return other.starts_with(place.pointer + '/');
    });
    const std::string type = pointer.size() == place.pointer.size() ? "" : pointer.substr(place.pointer.size() + 1);
    place.add(type == "array"                    ? result::SeenType::Array
              : is_parent || place.pointer.empty() ? result::SeenType::Object
              : type == "null"                   ? result::SeenType::Null
              : type == "integer"                ? result::SeenType::Integer
              : type == "number"                 ? result::SeenType::Number
                                                 : result::SeenType::String);
    for (const std::string& form : one.forms) {
      if (form.starts_with(place.pointer + '=')) place.form = form.substr(place.pointer.size() + 1);
    }
    for (const std::string& member : one.members) {
      if (member.starts_with(place.pointer + '=')) place.members.push_back(member.substr(place.pointer.size() + 1));
    }
    for (const std::string& number : one.numbers) {
      if (number.starts_with(place.pointer + '='))
        place.sizes.measure(result::magnitude_of(std::stod(number.substr(place.pointer.size() + 1))));
    }
    seen.places.push_back(std::move(place));
  }
  std::sort(seen.places.begin(), seen.places.end(), [](const auto& a, const auto& b) { return a.pointer < b.pointer; });
  return seen;
}

result::CaseResult result_of(const Played& one, std::size_t index) {
  result::CaseResult result;
  result.index = index;
  result.classname = "shop.get_session";
  result.provider = "shop";
  result.name = one.name;
  result.verdict = one.verdict;
  result.duration = result::Milliseconds(one.milliseconds);
  result::StepResult step{"step", one.operation, result::StepKind::Step, result::ExchangeRecord{}};
  step.exchange->method = "GET";
  step.exchange->url = "http://shop/sessions/1";
  step.exchange->status = one.verdict == result::Verdict::Unjudged ? 0 : one.status;
  step.exchange->timing.total = std::chrono::milliseconds(one.milliseconds);
  if (!one.body.empty()) step.exchange->response_body = result::make_body(one.body);
  result.steps.push_back(std::move(step));
  for (const std::string& pointer : one.failures) {
    result::CheckFailure failure;
    failure.check = "schema";
    failure.message = pointer + " is wrong";
    failure.pointer = pointer;
    failure.keyword = "type";
    failure.known_issue = one.known_issue;
    failure.fingerprint = result::fingerprint("shop", one.operation, failure);
    result.failures.push_back(std::move(failure));
  }
  for (const std::string& pointer : one.undocumented) {
    result::CheckFailure warning;
    warning.check = "undocumented";
    warning.pointer = pointer;
    result.warnings.push_back(std::move(warning));
  }
  result.drift_levels = one.drift_levels;
  return result;
}

}  // namespace

Nights::Nights(const std::string& name) : path_(support::binary_dir() + "/history_test/" + name + ".sqlite") {
  for (const char* more : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + more);
  auto store = history::Store::open(path_);
  if (!store) FAIL(base::render(store.diagnostics()));
  store_.emplace(std::move(store).value());
}

Told Nights::play(int day, const std::vector<Played>& cases, const std::string& contract,
                  const result::DriftLevels& levels) {
  Listener listener;
  history::Recorder recorder(*store_, contract_of, listener, answers);
  result::RunInfo info;
  info.id = fmt::format("01NIGHT{:019}", day);
  info.target = "sandbox";
  info.is_part = is_part;
  info.drift_levels = levels;
  info.started_at = *base::parse_rfc3339("2026-10-31T04:00:00Z") + std::chrono::days(day);
  info.providers = {{"shop", "http://shop", {}, contract}};
  info.shard_count = static_cast<std::size_t>(shards);
  recorder.run_planned(info, cases.size());
  std::size_t index = 0;
  for (const Played& one : cases) {
    if (one.verdict != result::Verdict::Unjudged) recorder.observed(index, observations(one));
    recorder.case_finished(result_of(one, index++));
  }
  if (has_end) recorder.run_ended({});
  Told told;
  told.problems = recorder.problems();
  if (!told.problems.empty() && !may_have_problems) FAIL(base::render(told.problems));
  told.comparison = listener.comparison;
  told.headline = result::headline(told.comparison, info.started_at);
  told.why_not = recorder.why_not();
  for (const result::ToldFinding& one : told.comparison.findings) {
    std::string text = fmt::format("{} {} {}", result::since_name(one.since), one.message, one.nights);
    if (one.change != result::Change::Unknown) text += fmt::format(" {}", result::change_name(one.change));
    told.findings.push_back(std::move(text));
  }
  for (const result::ToldDrift& drift : told.comparison.drifts)
    told.drifts.push_back(drift.finding.check + ": " + drift.finding.message);
  return told;
}

}  // namespace sample
