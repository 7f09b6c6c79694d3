#include "case_runner.h"

#include "record.h"
#include "request_builder.h"

#include <concord/base/text.h>

#include <algorithm>
#include <charconv>

namespace concord::run {

using document::Node;
using result::Verdict;

namespace {

constexpr base::Milliseconds longest_wait{30'000};

std::uint64_t seed_of(std::uint64_t run_seed, std::size_t index) {
  return run_seed ^ (0x9E3779B97F4A7C15ull * (index + 1));
}

base::Milliseconds elapsed(const base::Clock& clock, std::chrono::steady_clock::time_point since) {
  return std::chrono::duration_cast<base::Milliseconds>(clock.steady() - since);
}

// RFC 9110, 10.2.3: seconds; a date is not worth a parser here, the ordinary delay applies then.
std::optional<base::Milliseconds> retry_after(const http::Response& response) {
  const std::string* value = http::find_header(response.headers, "Retry-After");
  if (!value) return std::nullopt;
  unsigned seconds = 0;
  const auto [end, failure] = std::from_chars(value->data(), value->data() + value->size(), seconds);
  if (failure != std::errc{} || end != value->data() + value->size()) return std::nullopt;
  return std::min(longest_wait, base::Milliseconds(std::min(seconds, 3600u) * 1000));
}

bool names_a_secret(std::string_view key) {
  const std::string lower = base::to_lower_ascii(key);
  return lower.find("password") != std::string::npos || lower.find("secret") != std::string::npos;
}

void find_body_secrets(const Node& node, std::vector<check::SentSecret>& out) {
  for (const auto& [key, value, span] : node.members()) {
    if (value.is_string() && names_a_secret(key) && !value.as_string().empty()) {
      out.push_back({key, base::Secret(value.as_string())});
    }
    find_body_secrets(value, out);
  }
  for (const Node& item : node.items()) find_body_secrets(item, out);
}

}  // namespace

CaseRunner::CaseRunner(const suite::Case& planned, result::CaseResult result, Shared& shared, Finished finished)
    : case_(planned),
      result_(std::move(result)),
      shared_(shared),
      finished_(std::move(finished)),
      random_(seed_of(shared.options.seed, result_.index)),
      levels_(shared.options.levels) {
  levels_.insert(case_.levels.begin(), case_.levels.end());
  levels_.insert(case_.provider->levels.begin(), case_.provider->levels.end());
  const auto endpoint = shared.options.endpoints.find(case_.provider->name);
  if (endpoint == shared.options.endpoints.end()) return;
  for (const suite::VariableSpec& variable : case_.provider->variables) {
    const auto value = endpoint->second.variables.find(variable.name);
    if (variable.is_secret && value != endpoint->second.variables.end() && !value->second.empty()) {
      secrets_.push_back({variable.name, base::Secret(value->second)});
    }
  }
}

void CaseRunner::start() {
  result_.started_at = shared_.clock.now();
  started_ = shared_.clock.steady();
  begin_attempt();
}

void CaseRunner::begin_attempt() {
  ++attempt_;
  attempt_started_ = shared_.clock.steady();
  result_.error.reset();
  result_.steps.clear();
  asked_to_wait_.reset();
  names_ = Node::object();
  Node run = Node::object();
  run.set("id", shared_.options.run_id);
  names_.set("run", std::move(run));
  Node self = Node::object();
  self.set("name", case_.name);
  names_.set("case", std::move(self));
  const auto endpoint = shared_.options.endpoints.find(case_.provider->name);
  if (endpoint != shared_.options.endpoints.end()) {
    for (const auto& [name, value] : endpoint->second.variables) names_.set(name, value);
  }
  phase_ = Phase::Before;
  next_ = 0;
  next_step();
}

const std::vector<suite::Step>& CaseRunner::steps() const {
  switch (phase_) {
    case Phase::Before: return case_.before;
    case Phase::Steps: return case_.steps;
    case Phase::After: break;
  }
  return case_.after;
}

bool CaseRunner::has_gone_wrong() const {
  return result_.error || !result_.failures.empty() || !blocked_by_.empty();
}

void CaseRunner::next_step() {
  // What went wrong ends the phase; `after` always runs to its end.
  while (next_ >= steps().size() || (phase_ != Phase::After && has_gone_wrong())) {
    if (phase_ == Phase::After) return end_attempt();
    phase_ = phase_ == Phase::Before && !has_gone_wrong() ? Phase::Steps : Phase::After;
    next_ = 0;
  }
  send(steps()[next_++]);
}

void CaseRunner::send(const suite::Step& step) {
  const templates::ObjectScope scope(names_);
  const templates::Environment environment{&shared_.clock, &random_};
  result::StepResult record;
  record.name = step.name;
  record.operation = step.operation->id();
  record.kind = step.kind;
  result_.steps.push_back(std::move(record));

  auto request = templates::render(step.request, scope, environment);
  if (!request) return could_not_send(request.diagnostics(), step);
  request_ = std::move(request).value();
  if (step.expectations) {
    expectations_ = *step.expectations;
  } else {
    auto expect = templates::render(step.expect, scope, environment);
    if (!expect) return could_not_send(expect.diagnostics(), step);
    auto parsed = check::parse_expectations(*expect);
    if (!parsed) return could_not_send(parsed.diagnostics(), step);
    expectations_ = std::move(parsed).value();
  }
  const auto endpoint = shared_.options.endpoints.find(case_.provider->name);
  const std::string base_url = endpoint == shared_.options.endpoints.end() ? std::string() : endpoint->second.base_url;
  auto built = build_request(*case_.provider, *step.operation, request_, base_url, scope, environment);
  if (!built) return could_not_send(built.diagnostics(), step);
  step_secrets_ = secrets_;
  if (const Node* body = request_.find("body")) find_body_secrets(*body, step_secrets_);
  shared_.sender.send(*case_.provider, std::move(built).value(),
                      [this, &step](http::Exchange exchange) { receive(step, std::move(exchange)); });
}

void CaseRunner::receive(const suite::Step& step, http::Exchange exchange) {
  result_.steps.back().exchange = record_exchange(exchange, shared_.options.redactor);
  if (exchange.error) {
    could_not_judge(to_run_error(*exchange.error), step);
  } else if (!exchange.response) {
    could_not_judge({result::RunErrorKind::Internal, "the transport gave neither an answer nor an error", "", {}}, step);
  } else if (auto error = unjudged_answer(*exchange.response, expectations_.statuses)) {
    asked_to_wait_ = retry_after(*exchange.response);
    could_not_judge(std::move(*error), step);
  } else {
    judge(step, exchange);
  }
  next_step();
}

void CaseRunner::judge(const suite::Step& step, const http::Exchange& exchange) {
  auto verdict = shared_.judge.judge({*step.operation, exchange, request_, expectations_, step_secrets_, levels_,
                                      result_.classname + " :: " + result_.name});
  if (!verdict.problems.empty()) {
    result::RunError error{result::RunErrorKind::Config, verdict.problems.front().message, "checking", {}};
    return could_not_judge(std::move(error), step);
  }
  const bool is_broken = !verdict.outcome.failures.empty();
  add_failures(std::move(verdict.outcome), step);
  if (!is_broken) capture(step, *exchange.response, verdict.json.root ? &*verdict.json.root : nullptr);
}

void CaseRunner::add_failures(check::Outcome outcome, const suite::Step& step) {
  const auto complete = [&](result::CheckFailure& failure) {
    failure.step = result_.steps.size() - 1;
    if (failure.place.line == 0) failure.place = result::place_of(step.span);
    redact(failure, shared_.options.redactor);
  };
  for (auto& failure : outcome.failures) complete(failure);
  for (auto& warning : outcome.warnings) complete(warning);
  for (std::string& id : outcome.applied) {
    if (std::find(result_.checks.begin(), result_.checks.end(), id) == result_.checks.end()) {
      result_.checks.push_back(std::move(id));
    }
  }
  if (step.kind == result::StepKind::Before && !outcome.failures.empty()) {
    blocked_by_ = "step \"" + step.name + "\": " + outcome.failures.front().message;
  } else {
    std::move(outcome.failures.begin(), outcome.failures.end(), std::back_inserter(result_.failures));
  }
  std::move(outcome.warnings.begin(), outcome.warnings.end(), std::back_inserter(result_.warnings));
}

void CaseRunner::capture(const suite::Step& step, const http::Response& response, const Node* body) {
  for (const suite::Capture& wanted : step.captures) {
    if (!wanted.header.empty()) {
      if (const std::string* value = http::find_header(response.headers, wanted.header)) {
        names_.set(wanted.name, *value);
        continue;
      }
    } else if (body) {
      if (const auto found = wanted.path.select(*body, 1); !found.empty()) {
        names_.set(wanted.name, *found.front().node);
        continue;
      }
    }
    const std::string what = wanted.header.empty() ? wanted.path.text() : "header " + wanted.header;
    check::Outcome outcome;
    result::CheckFailure failure;
    failure.check = "capture";
    failure.type = "contract.expectation";
    failure.message = "nothing at " + what + ", which the next step needs as {{" + wanted.name + "}}";
    failure.basis = "suite";
    failure.place = result::place_of(wanted.span);
    outcome.failures.push_back(std::move(failure));
    add_failures(std::move(outcome), step);
  }
}

void CaseRunner::could_not_judge(result::RunError error, const suite::Step& step) {
  error.place = result::place_of(step.span);
  redact(error, shared_.options.redactor);
  // The first error stands: what `after` steps add to it is noise.
  if (!result_.error) result_.error = std::move(error);
}

void CaseRunner::could_not_send(const base::Diagnostics& why, const suite::Step& step) {
  const std::string message = why.empty() ? std::string("the request cannot be made") : why.front().message;
  could_not_judge({result::RunErrorKind::Config, message, "making the request", {}}, step);
  // Not from here: a chain of steps that cannot be sent would recurse.
  shared_.sender.after(base::Milliseconds(0), [this] { next_step(); });
}

bool CaseRunner::may_retry() const {
  const std::size_t allowed = std::max(shared_.options.retries, case_.provider->limits.retries);
  return result_.error && result_.failures.empty() && !shared_.is_stopping && attempt_ <= allowed &&
         result::is_infrastructure(result_.error->kind);
}

base::Milliseconds CaseRunner::retry_delay() const {
  if (asked_to_wait_) return *asked_to_wait_;
  const auto factor = 1u << std::min<std::size_t>(attempt_ - 1, 16);
  return std::min(longest_wait, shared_.options.retry_delay * factor);
}

void CaseRunner::end_attempt() {
  if (!may_retry()) return finish();
  result_.retried.push_back({*result_.error, elapsed(shared_.clock, attempt_started_)});
  result_.warnings.clear();
  blocked_by_.clear();
  shared_.sender.after(retry_delay(), [this] { begin_attempt(); });
}

Verdict CaseRunner::verdict() const {
  if (!result_.failures.empty()) return Verdict::Failed;
  if (!blocked_by_.empty()) return Verdict::Blocked;
  if (result_.error) return shared_.is_stopping ? Verdict::NotRun : Verdict::Unjudged;
  return result_.retried.empty() ? Verdict::Passed : Verdict::Flaky;
}

void CaseRunner::finish() {
  result_.duration = elapsed(shared_.clock, started_);
  result_.verdict = verdict();
  if (result_.verdict == Verdict::Blocked) result_.reason = {result::SkipKind::Blocked, shared_.options.redactor.redact(blocked_by_)};
  if (result_.verdict == Verdict::NotRun) result_.reason = {result::SkipKind::NotSelected, "interrupted before there was a verdict"};
  // A failure needs no second explanation by an error of a later step.
  if (result_.verdict == Verdict::Failed || result_.verdict == Verdict::NotRun) result_.error.reset();
  finished_(std::move(result_));
}

}  // namespace concord::run
