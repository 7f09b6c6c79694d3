// A case as a state machine. Its steps run one after the other in three phases: `before`, the steps, `after`. What goes
// wrong ends the phase; `after` always runs to its end. A request without a verdict is sent again only where
// http::may_repeat lets it, and only that request: what was answered before it is not asked again. All that is kept of
// the exchanges is redacted when the case ends, with every secret that is known by then.
#include "case_runner.h"

#include <concord/base/clock.h>
#include <concord/base/fnv.h>
#include <concord/base/patience.h>
#include <concord/base/secret_names.h>
#include <concord/base/text.h>
#include <concord/http/repeatable.h>
#include <concord/message/build_request.h>
#include <concord/message/server_url.h>
#include <concord/message/value_format.h>

#include <algorithm>
#include <exception>

namespace concord::run {

using document::Node;
using result::RunErrorKind;
using result::SkipKind;
using result::Verdict;

namespace {

constexpr base::Milliseconds longest_retry_delay{30'000};  // of ours, not of a server
constexpr std::uint64_t between_repetitions = 0x9E3779B97F4A7C15;  // of seeds
constexpr std::size_t shortest_secret_cookie = 12;  // shorter ones are words such as "dark"

// By name: a case asks the same in every shard and selection.
std::uint64_t seed_of(std::uint64_t run_seed, const result::CasePlan& plan) {
  base::Fnv1a hash;
  hash.add_bytes(plan.classname);
  hash.add_bytes(plan.name);
  return run_seed ^ hash.value();
}

base::Milliseconds elapsed(const base::Clock& clock, std::chrono::steady_clock::time_point since) {
  return std::chrono::duration_cast<base::Milliseconds>(clock.steady() - since);
}

// What an answer had is a value that is expected, never a schema: {} would allow anything.
void keep_constants(const Node& written, Node& rendered) {
  for (const char* key : {"body", "optional", "headers"}) {
    const Node* before = written.find(key);
    Node* after = rendered.find(key);
    if (!before || !after) continue;
    for (const document::Member& member : before->members()) {
      Node* value = after->find(member.key);
      if (!value || !member.value.is_string() || !value->is_object()) continue;
      Node constant = Node::object();
      constant.set("equals", std::move(*value));
      *value = std::move(constant);
    }
  }
}

bool is_default_auth(const Node& auth) { return auth.is_string() && auth.as_string() == "default"; }

// Whether a request says by itself what the command line gives for all.
bool states_itself(const Node& request, const GivenHeader& given) {
  const Node* auth = request.find("auth");
  if (given.is_secret && auth && !is_default_auth(*auth)) return true;
  if (base::equals_ignoring_case(given.header.name, "Content-Type") && request.has("content_type")) return true;
  const Node* headers = request.find("headers");
  if (!headers) return false;
  const auto& members = headers->members();
  return std::any_of(members.begin(), members.end(),
                     [&](const auto& one) { return base::equals_ignoring_case(one.key, given.header.name); });
}

bool has_idempotency_key(const http::Request& request) {
  return http::find_header(request.headers, "Idempotency-Key") != nullptr;
}

}  // namespace

const std::atomic<int>& stop_of(const Options& options) {
  static const std::atomic<int> never{0};
  return options.stop ? *options.stop : never;
}

CaseRunner::CaseRunner(std::shared_ptr<const suite::Case> one, std::size_t index, Shared& shared, Finished finished,
                       std::size_t repetition)
    : case_(std::move(one)),
      index_(index),
      result_(suite::plan_of(*case_, index)),
      shared_(shared),
      finished_(std::move(finished)),
      random_(seed_of(shared.options.info.seed, result_) + repetition * between_repetitions),
      levels_(shared.options.levels) {
  levels_.insert(case_->levels.begin(), case_->levels.end());
  levels_.insert(case_->provider->levels.begin(), case_->provider->levels.end());
  for (const GivenHeader& given : shared_.options.headers) {
    for (const base::Secret& secret : given.secrets) secrets_.push_back({given.header.name, secret});
  }
  if (!endpoint()) return;
  for (const suite::VariableSpec& variable : case_->provider->variables) {
    const auto value = endpoint()->variables.find(variable.name);
    if (variable.is_secret && value != endpoint()->variables.end() && !value->second.empty()) {
      secrets_.push_back({variable.name, base::Secret(value->second)});
    }
  }
}

const Endpoint* CaseRunner::endpoint() const {
  const auto found = shared_.options.endpoints.find(case_->provider->name);
  return found == shared_.options.endpoints.end() ? nullptr : &found->second;
}

std::function<void()> CaseRunner::when_alive(std::function<void()> action) {
  return [alive = std::weak_ptr<CaseRunner*>(alive_), action = std::move(action)] {
    if (const auto runner = alive.lock()) (*runner)->guarded(action);
  };
}

void CaseRunner::guarded(const std::function<void()>& action) {
  if (!alive_) return;
  try {
    action();
  } catch (const std::exception& fault) {
    result_.error = result::RunError{
        RunErrorKind::Internal, "a fault of concord: " + base::ellipsize(base::escape_line(fault.what()), 200), "", {}};
    result_.failures.clear();
    finish();
  }
}

void CaseRunner::start(const Node& known, http::CookieJar cookies, std::set<std::string> may_be) {
  cookies_ = std::move(cookies);
  may_be_before_ = std::move(may_be);
  result_.started_at = shared_.clock.now();
  started_ = shared_.clock.steady();
  guarded([&] {
    names_ = Node::object();
    names_.members().reserve(2 + known.size() + (endpoint() ? endpoint()->variables.size() : 0));
    Node run = Node::object();
    run.set("id", shared_.options.info.id);
    names_.set("run", std::move(run));
    Node self = Node::object();
    self.set("name", case_->name);
    names_.set("case", std::move(self));
    if (endpoint()) {
      // Each once, and not looked for: there may be very many.
      for (const auto& [name, value] : endpoint()->variables) {
        if (name == "run" || name == "case") names_.set(name, value);
        else names_.members().push_back({name, Node(value), {}});
      }
    }
    for (const auto& [name, value, span] : known.members()) names_.set(name, value);
    if (shared_.recordings.tape) known_ = names_;
    if (shared_.recordings.player) open_recording();
    next_step();
  });
}

void CaseRunner::stop_waiting(std::chrono::steady_clock::time_point latest) {
  if (!after_wait_) return;
  if (is_cleanup() && !is_waiting_to_ask_) {
    if (wait_ends_ > latest) guarded(std::exchange(after_wait_, nullptr));
    return;
  }
  after_wait_ = nullptr;
  if (std::exchange(is_waiting_to_ask_, false)) {
    result_.error =
        result::RunError{RunErrorKind::Interrupted, "interrupted before what it waits for was so", "waiting", {}};
    return guarded([this] { next_step(); });
  }
  // What the wait was for is why there is no verdict.
  result_.error = std::move(result_.retried.back().error);
  result_.retried.pop_back();
  guarded([this] { next_step(); });
}

void CaseRunner::give_up() {
  if (!alive_) return;
  result_.failures.clear();
  result_.error = result::RunError{RunErrorKind::Interrupted, "interrupted", "", {}};
  finish();
}

const std::vector<suite::Step>& CaseRunner::steps() const {
  switch (phase_) {
    case Phase::Before: return case_->before;
    case Phase::Steps: return case_->steps;
    case Phase::After: break;
  }
  return case_->after;
}

bool CaseRunner::has_gone_wrong() const {
  return result_.error || std::any_of(result_.failures.begin(), result_.failures.end(),
                                      [](const auto& failure) { return failure.known_issue.empty(); });
}

// That of the target, else the operation's nearest server.
base::Result<std::string> CaseRunner::base_url(const contract::Operation& operation) const {
  if (endpoint() && !endpoint()->base_url.empty()) return endpoint()->base_url;
  return message::nearest_server_url(case_->provider->contract, operation,
                                     endpoint() ? endpoint()->variables : message::ServerVariables());
}

void CaseRunner::next_step() {
  // What went wrong ends the phase; `after` always runs to its end.
  for (;;) {
    while (next_ >= steps().size() || (!is_cleanup() && has_gone_wrong())) {
      if (phase_ == Phase::After) return finish();
      for (; next_ < steps().size(); ++next_) note_unsent(steps()[next_], "not sent: what was before it went wrong");
      phase_ = phase_ == Phase::Before && !has_gone_wrong() ? Phase::Steps : Phase::After;
      next_ = 0;
    }
    if (is_to_end()) result_.error = interrupted();
    else if (is_due(steps()[next_])) break;
    else leave_out(steps()[next_++]);
  }
  asked_ = 0;
  paging_ = {};
  is_waiting_to_ask_ = false;
  send(steps()[next_++]);
}

namespace {

// What is neither false nor nothing.
bool is_something(const Node& value) {
  if (value.is_boolean()) return value.as_boolean();
  if (value.is_number()) return value.to_double() != 0;
  if (value.is_string()) return !value.as_string().empty() && value.as_string() != "false";
  return !value.is_null() && value.size() > 0;
}

}  // namespace

void CaseRunner::leave_out(const suite::Step& step) {
  left_out_ = step.name;
  note_unsent(step, "left out: what \"when\" names was not so");
}

// It is told of where the others are, for whoever looks for it there.
void CaseRunner::note_unsent(const suite::Step& step, const std::string& why) {
  result_.steps.push_back({step.name + " (" + why + ")", step.operation->id(), step.kind, std::nullopt});
  kept_.emplace_back();
}

bool CaseRunner::is_due(const suite::Step& step) {
  const templates::ObjectScope scope(names_);
  const RecordedClock now = clock();
  const templates::Environment environment{&now, &random_};
  for (const suite::Condition& condition : step.when) {
    const auto value = templates::render(condition.value, scope, environment);
    const auto is = templates::render(condition.is, scope, environment);
    if (!value || !is) return true;
    const auto verdict = condition.has_is ? check::is_as_stated(*value, *is) : is_something(*value);
    if (verdict && !*verdict) return false;
  }
  return true;
}

bool CaseRunner::render(const suite::Step& step) {
  const templates::ObjectScope scope(names_);
  const RecordedClock now = clock();
  const templates::Environment environment{&now, &random_};
  for (const suite::Condition& condition : step.when) {
    const auto value = templates::render(condition.value, scope, environment);
    if (!value) return could_not_send(value.diagnostics(), step), false;
  }
  static const std::string nowhere;
  const auto url = base_url(*step.operation);
  const RequestSource source{case_->provider, *step.operation, step.request, names_, url ? *url : nowhere};
  const auto kept = url ? shared_.requests.find(source) : nullptr;
  auto request = kept ? kept->rendered : templates::render(step.request, scope, environment);
  if (!request) return could_not_send(request.diagnostics(), step), false;
  request_ = std::move(request).value();
  expectations_ = step.expectations;
  if (!expectations_) {
    auto expect = templates::render(step.expect, scope, environment);
    if (!expect) return could_not_send(expect.diagnostics(), step), false;
    keep_constants(step.expect, *expect);
    auto parsed = check::parse_expectations(*expect);
    if (!parsed) return could_not_send(parsed.diagnostics(), step), false;
    expectations_ = std::make_shared<const check::Expectations>(std::move(parsed).value());
  }
  if (step.poll && !renders_poll(step, scope, environment)) return false;
  if (!url) return could_not_send(url.diagnostics(), step), false;
  auto built = kept ? kept->built : message::build_request(*step.operation, request_, url.value());
  if (!built) return could_not_send(built.diagnostics(), step), false;
  built_ = std::move(built).value();
  if (!kept) shared_.requests.keep(source, request_, built_);
  return true;
}

void CaseRunner::send(const suite::Step& step) {
  step_started_ = shared_.clock.steady();
  has_sent_own_ = has_sent_own_ || phase_ == Phase::Steps;
  asked_to_wait_.reset();
  result::StepResult record;
  record.name = step.name;
  record.operation = step.operation->id();
  record.kind = step.kind;
  result_.steps.push_back(std::move(record));
  kept_.emplace_back();
  const bool is_first_page = paging_.page < 2;
  if (is_first_page ? !render(step) : !render_page(step)) return;
  if (case_->keeps_cookies) add_cookies();
  take_secrets();
  send_with_auth(step);
}

void CaseRunner::add_given_headers() {
  const auto& given = shared_.options.headers;
  for (const GivenHeader& one : given) {
    if (!states_itself(request_, one)) http::remove_header(built_.headers, one.header.name);
  }
  for (const GivenHeader& one : given) {
    if (!states_itself(request_, one)) built_.headers.push_back(one.header);
  }
}

void CaseRunner::transmit(const suite::Step& step) {
  add_given_headers();
  note_asked(step);
  if (player_) return answer_from_recording(step);
  built_.timeouts =
      shared_.options.timeouts.or_else(step.timeouts).or_else(endpoint() ? endpoint()->timeouts : http::Timeouts());
  shared_.sender.send(*case_->provider, std::move(built_),
                      [alive = std::weak_ptr<CaseRunner*>(alive_), &step](http::Exchange&& exchange) {
                        const auto runner = alive.lock();
                        if (!runner) return;
                        (*runner)->guarded([&] { (*runner)->receive(step, std::move(exchange)); });
                      },
                      sending_kind());
}

void CaseRunner::receive(const suite::Step& step, http::Exchange&& exchange) {
  kept_.back().emplace(exchange);
  kept_.back()->user = user();
  note_done(step, exchange);
  if (shared_.recordings.tape) taped_.push_back({asked_for_, exchange});
  note_resends(exchange);
  if (case_->keeps_cookies) take_cookies(exchange);
  if (authorize_again(step, exchange)) return;
  std::optional<result::RunError> error;
  if (exchange.error) error = to_run_error(*exchange.error);
  else if (!exchange.response)
    error = result::RunError{RunErrorKind::Internal, "the transport gave neither an answer nor an error", "", {}};
  else error = unjudged_answer(*exchange.response, expectations_->statuses);
  if (!error) return judge(step, std::move(exchange));
  if (exchange.response) asked_to_wait_ = run::asked_to_wait(*exchange.response, shared_.clock.now());
  const bool is_declared = step.is_repeatable || has_idempotency_key(exchange.request);
  const bool was_refused = exchange.error && exchange.error->kind == http::ErrorKind::RateLimited;
  no_verdict(std::move(*error), step, !was_refused && http::may_repeat(exchange, is_declared).has_value());
}

void CaseRunner::add_cookies() {
  const auto url = http::parse_url(built_.url);
  const std::string kept = url ? cookies_.header_for(*url, clock().now()) : std::string();
  if (kept.empty()) return;
  const auto given = std::find_if(built_.headers.begin(), built_.headers.end(), [](const http::Header& one) {
    return base::equals_ignoring_case(one.name, "Cookie");
  });
  if (given == built_.headers.end()) return built_.headers.push_back({"Cookie", kept});
  // What the request says itself stands in place of what was kept under that name.
  std::string others;
  const std::vector<message::Pair> said = message::split_cookies(given->value);
  for (const message::Pair& one : message::split_cookies(kept)) {
    const bool is_said = std::any_of(said.begin(), said.end(), [&](const auto& pair) { return pair.name == one.name; });
    if (!is_said) others.append("; ").append(one.name).append("=").append(one.text);
  }
  given->value += others;
}

// A cookie that an answer sets is mostly a session, and a secret from then on.
void CaseRunner::take_cookies(const http::Exchange& exchange) {
  const auto url = http::parse_url(exchange.request.url);
  if (!url || !exchange.response) return;
  cookies_.take(exchange.response->headers, *url, clock().now());
  for (const auto& [name, value] : cookies_.values()) {
    if (value.size() >= shortest_secret_cookie) shared_.options.redactor->add("cookie." + name, base::Secret(value));
  }
}

// What the transport sent again by itself is an attempt like any other, unless nothing of the first had left.
void CaseRunner::note_resends(const http::Exchange& exchange) {
  for (const http::RepeatReason reason : exchange.resends) {
    if (reason == http::RepeatReason::NotSent) continue;
    result::Attempt attempt;
    attempt.error.kind = RunErrorKind::Reset;
    attempt.error.message = "the connection ended without an answer; sent again, since " +
                            http::repeat_reason_text(reason, exchange.request.method);
    ++attempts_;
    note_attempt(std::move(attempt));
  }
}

void CaseRunner::note_attempt(result::Attempt attempt) {
  const CaseSecrets secrets(*shared_.options.redactor, own_secrets_, handed_out_);
  attempt.error.message = secrets.redact(attempt.error.message);
  shared_.sink.attempt_failed(index_, attempt);
  result_.retried.push_back(std::move(attempt));
}

void CaseRunner::no_verdict(result::RunError error, const suite::Step& step, bool may_be_repeated) {
  error.place = result::place_of(step.span);
  const std::size_t allowed = std::max(shared_.options.retries, case_->provider->limits.retries);
  const bool is_worth_it = result::is_infrastructure(error.kind) && !has_gone_wrong() && !shared_.is_stopping;
  const bool would_be = may_be_repeated && is_worth_it && attempts_ < allowed;
  const base::Milliseconds longest = shared_.options.longest_wait;
  const bool is_too_long = asked_to_wait_ && asked_to_wait_->wait > longest;
  if (would_be && !is_too_long) return try_again(std::move(error), step);
  if (would_be)
    error.message += ", longer than --retry-max-time (" + base::describe_duration(longest) + "), so not sent again";
  // The first error stands: what `after` steps add to it is noise.
  if (!result_.error) result_.error = std::move(error);
  next_step();
}

void CaseRunner::could_not_send(const base::Diagnostics& why, const suite::Step& step) {
  const std::string message = why.empty() ? std::string("the request cannot be made") : why.front().message;
  result::RunError error{RunErrorKind::Config, message, "making the request", result::place_of(step.span)};
  if (is_cleanup() && may_leave_something(step)) warn_not_undone(step, message);
  if (!result_.error) result_.error = std::move(error);
  // Not from here: a chain of steps that cannot be sent would recurse.
  shared_.sender.after(base::Milliseconds(0), when_alive([this] { next_step(); }));
}

void CaseRunner::try_again(result::RunError error, const suite::Step& step) {
  ++attempts_;
  if (!taped_.empty()) taped_.pop_back();
  note_attempt({std::move(error), elapsed(shared_.clock, step_started_)});
  after_wait_ = [this, &step] {
    result_.steps.pop_back();
    kept_.pop_back();
    send(step);
  };
  const std::size_t number = attempts_;
  const base::Milliseconds delay = retry_delay();
  wait_ends_ = shared_.clock.steady() + delay;
  shared_.sender.after(delay, when_alive([this, number] {
                         if (!after_wait_ || number != attempts_) return;
                         const auto action = std::exchange(after_wait_, nullptr);
                         action();
                       }));
}

// Longer by up to a half, lest all cases that an outage hit come back at once.
base::Milliseconds CaseRunner::retry_delay() const {
  if (asked_to_wait_) return asked_to_wait_->wait;
  const auto factor = 1u << std::min<std::size_t>(attempts_ - 1, 16);
  const base::Milliseconds delay = std::min(longest_retry_delay, shared_.options.retry_delay * factor);
  base::Random jitter(seed_of(shared_.options.info.seed, result_) + attempts_);
  return delay + base::Milliseconds(jitter.below(static_cast<std::uint64_t>(delay.count()) / 2 + 1));
}

Verdict CaseRunner::verdict() const {
  if (!result_.failures.empty()) return Verdict::Failed;
  const bool has_done_nothing = !has_sent_own_ && !result_.error && left_out_;
  if (has_done_nothing && !shared_.is_stopping) return Verdict::Skipped;
  if (result_.error)
    return shared_.is_stopping || result_.error->kind == RunErrorKind::Interrupted ? Verdict::NotRun
                                                                                   : Verdict::Unjudged;
  return result_.retried.empty() ? Verdict::Passed : Verdict::Flaky;
}

std::string CaseRunner::curl_options() const {
  const auto endpoint = shared_.options.endpoints.find(case_->provider->name);
  const std::string own = endpoint == shared_.options.endpoints.end() ? "" : endpoint->second.curl_options;
  const std::string& given = shared_.options.curl_options;
  return given + (given.empty() || own.empty() ? "" : " ") + own;
}

// What leaves the case: redacted, with all secrets that are known by now.
void CaseRunner::record() {
  drop_bodies();
  if (shared_.recordings.tape) keep_recording();
  const CaseSecrets secrets(*shared_.options.redactor, own_secrets_, handed_out_);
  const bool needs_repeating = result_.verdict != Verdict::Passed;
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    const auto options = needs_repeating ? std::optional(curl_options()) : std::nullopt;
    if (kept_[i]) result_.steps[i].exchange = record_of(std::move(*kept_[i]), secrets, options);
  }
  kept_.clear();
  for (auto& [step, poll] : polls_)
    result_.steps[step].polls.push_back(record_of(std::move(poll), secrets, std::nullopt));
  polls_.clear();
  for (auto* list : {&result_.failures, &result_.warnings}) {
    for (result::CheckFailure& failure : *list) redact(failure, secrets);
  }
  for (result::ValueSeen& seen : seen_) redact(seen.otherwise, secrets);
  for (result::Observations& seen : observed_) redact(seen, secrets);
  if (result_.error) redact(*result_.error, secrets);
  result_.reason.text = secrets.redact(result_.reason.text);
  redact(result_, shared_.names);
  for (result::StepResult& step : result_.steps) step.name = secrets.redact(step.name);
}

void CaseRunner::finish() {
  alive_.reset();
  after_wait_ = nullptr;
  result_.duration = player_ ? player_->passed() : elapsed(shared_.clock, started_);
  result_.verdict = verdict();
  if (case_->known_issues) case_->known_issues->decide(result_, shared_.clock.now());
  if (result_.verdict == Verdict::Skipped)
    result_.reason = {SkipKind::NotApplicable, "what \"when\" names was not so for any of its steps"};
  if (result_.verdict == Verdict::NotRun)
    result_.reason = {SkipKind::NotSelected, "interrupted before there was a verdict"};
  // A failure needs no second explanation by an error of a later step.
  if (result_.verdict == Verdict::Failed || result_.verdict == Verdict::NotRun) result_.error.reset();
  record();
  for (const result::StepResult& step : result_.steps) shared_.sink.exchange_judged(index_, step);
  for (result::Observations& seen : observed_) shared_.sink.give_observed(index_, std::move(seen));
  for (result::ValueSeen& seen : seen_) shared_.sink.give_value(std::move(seen));
  finished_(std::move(result_));
}

}  // namespace concord::run
