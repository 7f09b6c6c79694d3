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

// In all that the digest is of.
bool is_alike(const result::Observations& one, const result::Observations& other) {
  const auto is_same = [](const result::PlaceSeen& a, const result::PlaceSeen& b) {
    return a.types == b.types && a.pointer == b.pointer && a.form == b.form && a.members == b.members;
  };
  return one.status == other.status && one.operation == other.operation && one.media_type == other.media_type &&
         one.headers == other.headers && std::ranges::equal(one.places, other.places, is_same);
}

// What a person reads beside a finding weeks later; forget_answers() knows that the body comes last.
std::string exchange_text(const CaseResult& one, std::size_t step, Answers answers) {
  if (step >= one.steps.size() || !one.steps[step].exchange) return "";
  const result::ExchangeRecord& exchange = *one.steps[step].exchange;
  std::string text = fmt::format("{} {}\n{} {}", exchange.method, exchange.url, exchange.status, exchange.reason);
  if (const std::string* type = http::find_header(exchange.response_headers, "Content-Type")) text += ", " + *type;
  const auto& body = exchange.response_body;
  if (answers == Answers::Kept && body && !body->is_base64 && !body->text.empty())
    text += '\n' + base::ellipsize(std::string_view(body->text).substr(0, most_body), most_body);
  return text;
}

int status_of(const CaseResult& one, std::size_t step) {
  const bool was_sent = step < one.steps.size() && one.steps[step].exchange;
  return was_sent ? one.steps[step].exchange->status : 0;
}

// What the API did, as opposed to what is said of it: that an acceptance is over, or that something has drifted.
bool is_of_the_api(const CheckFailure& failure) {
  return failure.check != result::known_issue_check && !failure.check.starts_with("drift.");
}

std::uint32_t bytes_of(const result::ExchangeRecord& exchange) {
  const std::size_t size = exchange.response_body ? exchange.response_body->size : 0;
  return static_cast<std::uint32_t>(std::min<std::size_t>(size, UINT32_MAX));
}

SeenFaults faults_of(const CaseResult& result, Answers answers) {
  SeenFaults to;
  for (const CheckFailure& failure : result.failures) {
    if (to.findings.size() == most_findings || !is_of_the_api(failure)) continue;
    to.broken.push_back(result::folded_pointer(failure.pointer));
    const auto is_same = [&](const SeenFinding& one) { return one.fingerprint == failure.fingerprint; };
    if (std::any_of(to.findings.begin(), to.findings.end(), is_same)) continue;
    to.findings.push_back({failure.fingerprint, failure.check, result::operation_of(result, failure),
                           base::ellipsize(failure.message, most_text), failure.pointer, failure.documentation,
                           exchange_text(result, failure.step, answers), failure.known_issue,
                           status_of(result, failure.step)});
  }
  for (const auto* list : {&result.failures, &result.warnings}) {
    for (const CheckFailure& failure : *list) {
      if (failure.check == "undocumented") to.undocumented.push_back(result::folded_pointer(failure.pointer));
    }
  }
  return to;
}

// Both have the same places.
void widen(Shape& shape, const result::Observations& other, std::uint32_t index) {
  for (std::size_t i = 0; i < std::min(shape.seen.places.size(), other.places.size()); ++i) {
    const result::Magnitudes& more = other.places[i].sizes;
    result::Magnitudes& known = shape.seen.places[i].sizes;
    if (more.is_empty()) continue;
    if (known.is_empty() || more.least < known.least) shape.least_by[i] = index;
    if (known.is_empty() || more.most > known.most) shape.most_by[i] = index;
    known.measure(more.least);
    known.measure(more.most);
  }
}

}  // namespace

std::uint64_t Gatherer::shape_of_all(const SeenAnswers& answers) const {
  if (answers.shapes.empty()) return 0;
  base::Fnv1a digest;
  for (const std::uint32_t number : answers.shapes) digest.add(std::to_string(night_.shapes[number].digest));
  for (const ErrorFact& fact : answers.errors) {
    digest.add(fact.pointer);
    digest.add(fact.code);
    digest.add(std::to_string(fact.digest));
  }
  // SQLite's numbers are signed, and 0 says that nothing was seen.
  return (digest.value() >> 1) | 1;
}

std::optional<std::uint32_t> Gatherer::shape_of(const result::Observations& observations, std::uint32_t index) {
  // Most answers look like the last.
  if (last_shape_ < night_.shapes.size() && is_alike(night_.shapes[last_shape_].seen, observations))
    return last_shape_;
  const std::uint64_t digest = digest_of(observations);
  const auto known = known_.find(digest);
  if (known != known_.end()) return last_shape_ = known->second;
  places_ += observations.places.size();
  if (night_.shapes.size() == most_shapes || places_ > most_places) {
    night_.is_cut = true;
    return std::nullopt;
  }
  last_shape_ = static_cast<std::uint32_t>(night_.shapes.size());
  known_.emplace(digest, last_shape_);
  const std::vector<std::uint32_t> by(observations.places.size(), index);
  night_.shapes.push_back({observations, digest, by, by});
  return last_shape_;
}

void Gatherer::observe(std::size_t index, const result::Observations& observations) {
  const auto number = static_cast<std::uint32_t>(index);
  const auto shape = shape_of(observations, number);
  if (!shape) return;
  widen(night_.shapes[*shape], observations, number);
  under_way_[index].push_back(*shape);
}

std::vector<std::uint32_t> Gatherer::take_shapes(std::size_t index) {
  const auto seen = under_way_.extract(index);
  return seen ? std::move(seen.mapped()) : std::vector<std::uint32_t>();
}

// Most cases have nothing wrong with them.
const SeenCommon& Gatherer::common_of(const CaseResult& result, SeenAnswers&& answers) {
  const SeenSuite& suite = *suites_.insert({result.provider, result.classname, result.drift_levels}).first;
  const auto [known, is_new] = answers_.try_emplace(std::move(answers));
  if (is_new) known->second = shape_of_all(known->first);
  SeenFaults faults = faults_of(result, night_.answers);
  if (!faults.empty()) return commons_.emplace_back(&suite, &*known, result.verdict, std::move(faults));
  const SeenCommon*& common = faultless_[{&suite, &*known, result.verdict}];
  if (!common) common = &commons_.emplace_back(&suite, &*known, result.verdict);
  return *common;
}

void Gatherer::cover(const result::Coverage& coverage) {
  night_.coverage.clear();
  for (std::size_t i = 0; i < result::coverage_kinds; ++i) {
    const auto kind = static_cast<result::CoverageKind>(i);
    const result::CoverageSum sum = coverage.sum(kind);
    if (sum.documented != 0)
      night_.coverage.push_back({std::string(result::coverage_kind_name(kind)), sum.seen, sum.documented});
  }
}

void Gatherer::finish(const CaseResult& result) {
  SeenAnswers answers;
  answers.shapes = take_shapes(result.index);
  if (result.verdict == Verdict::NotRun) return;
  std::vector<std::uint32_t> times, sizes;
  for (const result::StepResult& step : result.steps) {
    if (!step.exchange || step.exchange->status == 0) continue;
    const auto time = std::chrono::duration_cast<result::Milliseconds>(step.exchange->timing.total);
    times.push_back(static_cast<std::uint32_t>(time.count()));
    sizes.push_back(bytes_of(*step.exchange));
    answers.list.push_back(
        {step.operation, step.exchange->status, static_cast<std::size_t>(&step - result.steps.data())});
    add_errors(step, answers.errors);
  }
  const SeenCommon& common = common_of(result, std::move(answers));
  const std::string name = result::full_name(result);
  const std::string_view own_name = std::string_view(name).substr(common.suite->classname.size());
  const char* own = own_bytes_.keep(SeenCase::own_bytes(own_name, times, sizes));
  night_.cases.emplace_back(result.index, result.duration, common, own);
}

}  // namespace concord::history
