#include "night.h"

#include <concord/base/fnv.h>
#include <concord/base/text.h>
#include <concord/result/known_issues.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::history {

using result::CaseResult;
using result::CheckFailure;
using result::Verdict;

namespace {

constexpr std::size_t most_findings = 50;       // of one case
constexpr std::size_t most_shapes = 50'000;     // of a run
constexpr std::size_t most_places = 2'000'000;  // in all of them
constexpr std::size_t most_text = 300;          // characters of a message
constexpr std::size_t most_body = 600;          // bytes of an answer beside a finding

std::uint64_t digest_of(const result::Observations& seen) {
  base::Fnv1a digest;
  for (const std::string* text : {&seen.operation, &seen.media_type}) digest.add(*text);
  digest.add(std::to_string(seen.status));
  for (const std::string& header : seen.headers) digest.add(header);
  for (const result::PlaceSeen& place : seen.places) {
    digest.add(place.pointer);
    digest.add(place.form);
    digest.add(std::to_string(place.types));
    for (const std::string& member : place.members) digest.add(member);
  }
  return digest.value();
}

// What a person reads beside a finding weeks later.
std::string exchange_text(const CaseResult& one, std::size_t step) {
  if (step >= one.steps.size() || !one.steps[step].exchange) return "";
  const result::ExchangeRecord& exchange = *one.steps[step].exchange;
  std::string text = fmt::format("{} {}\n{} {}", exchange.method, exchange.url, exchange.status, exchange.reason);
  if (const std::string* type = http::find_header(exchange.response_headers, "Content-Type")) text += ", " + *type;
  const auto& body = exchange.response_body;
  if (body && !body->is_base64 && !body->text.empty())
    text += '\n' + base::ellipsize(std::string_view(body->text).substr(0, most_body), most_body);
  return text;
}

// What the API did, as opposed to what is said of it: that an acceptance is over, or that something has drifted.
bool is_of_the_api(const CheckFailure& failure) {
  return failure.check != result::known_issue_check && !failure.check.starts_with("drift.");
}

void add_findings(const CaseResult& result, SeenCase& to) {
  for (const CheckFailure& failure : result.failures) {
    if (to.findings.size() == most_findings || !is_of_the_api(failure)) continue;
    to.broken.push_back(result::folded_pointer(failure.pointer));
    const auto is_same = [&](const SeenFinding& one) { return one.fingerprint == failure.fingerprint; };
    if (std::any_of(to.findings.begin(), to.findings.end(), is_same)) continue;
    to.findings.push_back({failure.fingerprint, failure.check, result::operation_of(result, failure),
                           base::ellipsize(failure.message, most_text), failure.pointer, failure.documentation,
                           exchange_text(result, failure.step), failure.known_issue});
  }
  for (const auto* list : {&result.failures, &result.warnings}) {
    for (const CheckFailure& failure : *list) {
      if (failure.check == "undocumented") to.undocumented.push_back(result::folded_pointer(failure.pointer));
    }
  }
}

}  // namespace

bool SeenCase::is_judged() const {
  return verdict == Verdict::Passed || verdict == Verdict::Failed || verdict == Verdict::Flaky ||
         verdict == Verdict::KnownIssue;
}

std::uint64_t SeenCase::shape(const Night& night) const {
  if (shapes.empty()) return 0;
  base::Fnv1a digest;
  for (const std::uint32_t number : shapes) digest.add(std::to_string(night.shapes[number].digest));
  for (const ErrorFact& fact : errors) {
    digest.add(fact.pointer);
    digest.add(fact.code);
    digest.add(std::to_string(fact.digest));
  }
  // SQLite's numbers are signed, and 0 says that nothing was seen.
  return (digest.value() >> 1) | 1;
}

void Gatherer::observe(std::size_t index, const result::Observations& observations) {
  const std::uint64_t digest = digest_of(observations);
  auto known = known_.find(digest);
  if (known == known_.end()) {
    places_ += observations.places.size();
    if (night_.shapes.size() == most_shapes || places_ > most_places) {
      night_.is_cut = true;
      return;
    }
    known = known_.emplace(digest, static_cast<std::uint32_t>(night_.shapes.size())).first;
    night_.shapes.push_back({observations, digest});
  }
  under_way_[index].push_back(known->second);
}

void Gatherer::finish(const CaseResult& result) {
  SeenCase one;
  one.index = result.index;
  one.provider = result.provider;
  one.name = result::full_name(result);
  one.verdict = result.verdict;
  one.milliseconds = result.duration.count();
  add_findings(result, one);
  for (const result::StepResult& step : result.steps) {
    if (!step.exchange || step.exchange->status == 0) continue;
    const auto time = std::chrono::duration_cast<result::Milliseconds>(step.exchange->timing.total);
    one.answers.push_back({step.operation, step.exchange->status, time.count(),
                           static_cast<std::size_t>(&step - result.steps.data())});
    add_errors(step, one.errors);
  }
  const auto seen = under_way_.find(result.index);
  if (seen != under_way_.end()) {
    one.shapes = std::move(seen->second);
    under_way_.erase(seen);
  }
  if (one.verdict == Verdict::NotRun) return;
  night_.cases.push_back(std::move(one));
}

}  // namespace concord::history
