#include "cover.h"
#include "operation_finder.h"
#include "tally.h"

#include <concord/base/counted.h>
#include <concord/base/named_secret.h>
#include <concord/base/patience.h>
#include <concord/base/secret_names.h>
#include <concord/base/text.h>
#include <concord/check/exchange_checker.h>
#include <concord/run/record.h>
#include <concord/run/tape.h>
#include <concord/traffic.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace concord::traffic {

namespace {

using document::Node;
using result::CheckFailure;

constexpr std::string_view request_case = "request", unknown_case = "requests of no operation";

// "/body/card/number" → "body /card/number", "/query/limit" → "query limit".
std::string shown_place(const message::Problem& problem) {
  const std::string_view at = std::string_view(problem.at).substr(1);
  const std::size_t end = std::min(at.find('/'), at.size());
  if (problem.place == message::Place::Body) return "body " + std::string(at.substr(end));
  if (problem.place == message::Place::ContentType) return "Content-Type";
  return std::string(message::place_name(problem.place)) + ' ' + std::string(at.substr(std::min(end + 1, at.size())));
}

CheckFailure failure_of(const message::Problem& problem, const contract::Operation& operation, bool is_accepted) {
  CheckFailure failure;
  failure.check = request_case;
  failure.type = "contract.request_schema";
  failure.level = is_accepted ? result::Level::Fail : result::Level::Warn;
  failure.message = shown_place(problem) + ": " + problem.message;
  failure.expected = problem.expected;
  failure.actual = problem.actual;
  failure.pointer = "request " + shown_place(problem);
  failure.schema_location = problem.schema_location;
  failure.keyword = problem.keyword;
  failure.basis = "documented";
  failure.documentation = operation.place.text();
  if (is_accepted) failure.hint = "the server took it: either the page is too narrow, or the client relies on luck";
  failure.fingerprint = result::fingerprint(operation.provider, operation.id(), failure);
  return failure;
}

}  // namespace

class Judge::Impl {
 public:
  Impl(std::vector<const contract::Contract*> contracts, JudgeOptions options)
      : contracts_(std::move(contracts)), options_(std::move(options)) {
    for (const check::CheckKind& kind : check::check_kinds()) {
      if (kind.automatic != nullptr && level_of(kind) != result::Level::Off) kinds_.push_back(&kind);
    }
  }

  base::Diagnostics prepare() {
    base::Diagnostics problems;
    for (const contract::Contract* contract : contracts_) {
      base::append(problems, finder_.add(*contract));
      for (const contract::Operation& operation : contract->operations) base::append(problems, schemas_.add(operation));
    }
    for (const std::string& url : options_.base_urls) finder_.add_base_url(url);
    base::append(problems, finder_.finish());
    return problems;
  }

  void take(Recorded&& recorded) {
    ++counts_.exchanges;
    counts_.fields_dropped += bound(recorded.exchange);
    const http::Request& request = recorded.exchange.request;
    const bool is_preflight = is_of_browser(request);
    const FoundTarget found = finder_.find(request.method, request.url, recorded.operation);
    const bool is_answered = recorded.exchange.response && recorded.exchange.response->status >= 200;
    if (!is_preflight && !recorded.is_of_mock && found.target != nullptr && is_answered) {
      ++counts_.judged;
      return judge(recorded, found);
    }
    // Another one may show what this one sends or hands out.
    const Cover::Own own = cover_.gather(recorded.exchange, {}, Hidden(recorded.hidden));
    if (is_preflight) ++counts_.preflights;
    else if (recorded.is_of_mock) ++counts_.of_mock;
    else if (found.target == nullptr) note_unknown(recorded, found.is_elsewhere);
    else ++counts_.unanswered;
    if (options_.on_judged) tell_unjudged(recorded, found.target, own);
  }

  bool wants_more() const { return options_.stop == nullptr || options_.stop->load() == 0; }
  const JudgeCounts& counts() const {
    counts_.secrets_left_out = cover_.left_out();
    return counts_;
  }
  std::vector<base::NamedSecret> secrets() const { return base::secrets_of(cover_.all()); }
  void tell(result::RunInfo info, result::Sink& sink) const;

 private:
  struct OfOperation {
    std::map<std::string_view, Tally> checks;  // by id; "request" too
    std::size_t number = 0;
  };
  struct Unknown {
    std::uint64_t count = 0;
    std::string first;
  };

  result::Level level_of(const check::CheckKind& kind) const {
    const auto given = options_.levels.find(kind.id);
    return given == options_.levels.end() ? kind.default_level : given->second;
  }

  void tell_unjudged(const Recorded& recorded, const Target* target, const Cover::Own& own) const {
    JudgedExchange told{recorded, target == nullptr ? nullptr : target->operation, {}, {}};
    if (options_.names_all)
      told.shown_url = Covered(cover_, own).secrets().redact(recorded.exchange.request.url);
    options_.on_judged(told);
  }

  // Leaves as many header fields as a server of ours takes, and returns the number of the others.
  static std::uint64_t bound(http::Exchange& exchange) {
    constexpr std::size_t most = 256;
    std::uint64_t dropped = 0;
    const auto cut = [&dropped](http::Headers& headers) {
      if (headers.size() <= most) return;
      dropped += headers.size() - most;
      headers.resize(most);
    };
    cut(exchange.request.headers);
    if (exchange.response) cut(exchange.response->headers);
    return dropped;
  }

  // What is behind it takes more memory than it is worth: fourteen times the text, or more.
  static bool has_too_many_values(std::string_view body) {
    constexpr std::ptrdiff_t most = 1'000'000;
    return body.size() > static_cast<std::size_t>(most) &&
           std::count_if(body.begin(), body.end(), [](char c) { return c == ',' || c == '[' || c == '{'; }) > most;
  }

  // As if the recording did not have it.
  void drop_large(Recorded& recorded) {
    if (recorded.exchange.request.body && has_too_many_values(*recorded.exchange.request.body)) {
      recorded.exchange.request.body.reset();
      recorded.request_lacks = Lack::TooLarge;
    }
    std::string& answer = recorded.exchange.response->body;
    if (!has_too_many_values(answer)) return;
    answer.clear();
    recorded.response_lacks = Lack::TooLarge;
  }

  std::string place_of(std::size_t index) const {
    return index < places_.size() ? places_[index] : fmt::format("exchange {} of those judged", index + 1);
  }

  // Of CORS: a browser asks by itself (Fetch, 4.8).
  static bool is_of_browser(const http::Request& request) {
    return request.method == "OPTIONS" &&
           http::find_header(request.headers, "Access-Control-Request-Method") != nullptr;
  }

  void note_unknown(const Recorded& recorded, bool is_elsewhere) {
    const auto url = http::parse_url(recorded.exchange.request.url);
    if (is_elsewhere || !url) {
      ++counts_.elsewhere;
      const std::string host = url ? url->host : std::string("no http URL");
      const bool is_known = std::find(counts_.hosts.begin(), counts_.hosts.end(), host) != counts_.hosts.end();
      if (!is_known && counts_.hosts.size() < 10) counts_.hosts.push_back(host);
      return;
    }
    ++counts_.unknown;
    constexpr std::size_t most = 1000;
    const std::string key = recorded.exchange.request.method + ' ' + result::folded_pointer(url->path);
    const auto known = unknown_.find(key);
    if (known == unknown_.end() && unknown_.size() == most) return void(++unknown_more_);
    Unknown& one = unknown_[key];
    if (one.count++ == 0) one.first = recorded.place;
  }

  void judge(Recorded& recorded, const FoundTarget& found) {
    drop_large(recorded);
    if (places_.size() < most_places) places_.push_back(recorded.place);
    const http::Exchange& exchange = recorded.exchange;
    const Hidden hidden(recorded.hidden);
    static const std::string no_body;
    const std::string& body = exchange.request.body ? *exchange.request.body : no_body;
    const message::RequestView view{exchange.request.method, exchange.request.url, exchange.request.headers, body};
    const contract::Operation& operation = *found.target->operation;
    const message::ReadRequest request = found.target->reader.read(view, found.values);
    const Node* sent = request.values.find("body");
    Reading reading{secrets_of(&operation, view, sent, hidden), sent, nullptr};
    const check::Expectations none;
    const run::RecordedClock clock(exchange);
    const check::ExchangeQuestion question{.operation = operation,
                                           .exchange = exchange,
                                           .request = request.values,
                                           .expectations = none,
                                           .secrets = reading.secrets,
                                           .levels = options_.levels,
                                           .schemas = schemas_,
                                           .is_observed = options_.observer != nullptr,
                                           .is_body_known = recorded.response_lacks == Lack::None};
    check::ExchangeOutcome outcome = check::ExchangeChecker(clock).check(question);
    memory_.judge(outcome.outcome, counts_.judged - 1,
                  [this](std::size_t index) { return place_of(index); });
    auto failures = request_failures(recorded, *found.target, request, hidden);
    reading.answered = outcome.json.root ? &*outcome.json.root : nullptr;
    Cover::Own own = cover_.gather(exchange, reading, hidden);
    if (!cover_.is_full()) own.clear();
    const Secretive secretive{recorded, std::move(own), reading.answered};
    note(operation, outcome, std::move(failures), secretive, hidden);
    if (options_.observer != nullptr && outcome.observations) observe(recorded, operation, *outcome.observations);
  }

  // What a client sent against the contract. Credentials are not looked for: browsers and tools leave them out.
  std::vector<CheckFailure> request_failures(const Recorded& recorded, const Target& target,
                                             const message::ReadRequest& request, const Hidden& hidden) {
    std::vector<CheckFailure> failures;
    const bool is_accepted = recorded.exchange.response->status < 400;
    for (const message::Problem& problem : target.reader.problems(request)) {
      const bool is_of_body = problem.place == message::Place::Body || problem.place == message::Place::ContentType;
      if (is_of_body && recorded.request_lacks != Lack::None) continue;
      const bool is_credential = problem.place == message::Place::Cookie ||
                                 base::names_credential(problem.at.substr(problem.at.rfind('/') + 1));
      if (is_credential && problem.keyword == "missing") continue;
      const auto at = document::Pointer::parse(base::to_lower_ascii(problem.at));
      const auto exact = document::Pointer::parse(problem.at);
      const Node* value = exact ? document::resolve(request.values, *exact) : nullptr;
      if (value == nullptr && at) value = document::resolve(request.values, *at);
      if (value != nullptr && hidden.is_in(*value)) ++counts_.places_hidden;
      else failures.push_back(failure_of(problem, *target.operation, is_accepted));
    }
    return failures;
  }

  // An exchange, and what must not be shown of it.
  struct Secretive {
    const Recorded& recorded;
    Cover::Own own;  // where the cover of all was full
    const Node* body;
  };

  bool is_hidden(const CheckFailure& failure, const Secretive& of, const Hidden& hidden) const {
    constexpr std::string_view header = "header ";
    if (failure.pointer.starts_with(header)) {
      for (const auto value : http::header_values(of.recorded.exchange.response->headers,
                                                  std::string_view(failure.pointer).substr(header.size()))) {
        if (hidden.is_in(value)) return true;
      }
      return false;
    }
    if (failure.check == "json" && hidden.is_anything()) return true;
    if (of.body == nullptr || (failure.pointer.empty() && failure.keyword.empty())) return false;
    const auto at = document::Pointer::parse(failure.pointer);
    const Node* value = at ? document::resolve(*of.body, *at) : nullptr;
    return value != nullptr && hidden.is_in(*value);
  }

  void note(const contract::Operation& operation, const check::ExchangeOutcome& judged,
            std::vector<CheckFailure> of_request, const Secretive& of, const Hidden& hidden) {
    OfOperation& all = operation_of(operation);
    const Recorded& recorded = of.recorded;
    counts_.bodies_missing += (recorded.request_lacks == Lack::Missing) + (recorded.response_lacks == Lack::Missing);
    counts_.bodies_large += (recorded.request_lacks == Lack::TooLarge) + (recorded.response_lacks == Lack::TooLarge);
    counts_.bodies_cut += (recorded.request_lacks == Lack::Cut) + (recorded.response_lacks == Lack::Cut);
    all.checks[request_case].note_judged();
    const std::set<std::string_view> applied(judged.outcome.applied.begin(), judged.outcome.applied.end());
    for (const check::CheckKind* kind : kinds_) {
      Tally& tally = all.checks[kind->id];
      if (judged.not_judged) tally.note_unjudged(judged.not_judged->message);
      else if (!applied.contains(kind->id)) tally.note_unjudged("the recording lacks the bodies of the answers");
      else tally.note_judged();
    }
    std::shared_ptr<const Kept> kept;
    JudgedExchange told{recorded, &operation, {}, {}, !judged.not_judged};
    const auto add = [&](const CheckFailure& failure) {
      Tally& tally = all.checks[key_of(failure)];
      const bool is_new = tally.is_new(failure);
      if (!is_new) tally.add(failure, recorded.place, nullptr);
      if (options_.on_judged) {
        told.found.push_back(failure);
        run::redact(told.found.back(), Covered(cover_, of.own).secrets());
      }
      if (!is_new) return;
      if (!kept && records_ < most_records) {
        kept = std::make_shared<const Kept>(run::KeptExchange(recorded.exchange), of.own, recorded.hidden);
        ++records_;
      }
      CheckFailure found = failure;
      if (!of.own.empty()) run::redact(found, Covered(cover_, of.own).secrets());
      tally.add(found, recorded.place, kept);
    };
    for (const CheckFailure& failure : of_request) add(failure);
    for (const auto* list : {&judged.outcome.failures, &judged.outcome.warnings}) {
      if (judged.not_judged) break;
      for (const CheckFailure& failure : *list) {
        if (is_hidden(failure, of, hidden)) ++counts_.places_hidden;
        else add(failure);
      }
    }
    if (!options_.on_judged) return;
    if (options_.names_all || !told.found.empty())
      told.shown_url = Covered(cover_, of.own).secrets().redact(recorded.exchange.request.url);
    options_.on_judged(told);
  }

  // The ids of checks are those of the table, which outlive everything.
  std::string_view key_of(const CheckFailure& failure) const {
    if (failure.check == request_case) return request_case;
    const check::CheckKind* kind = check::find_check(failure.check);
    return kind != nullptr ? kind->id : request_case;
  }

  // Nothing of it is kept, so nothing is hidden.
  void observe(const Recorded& recorded, const contract::Operation& operation, const result::Observations& seen) {
    static const base::Redactor none;
    static const std::vector<run::HandedOut> nothing;
    result::StepResult step{"", operation.id(), result::StepKind::Step, std::nullopt};
    step.exchange = run::record_of(run::KeptExchange(recorded.exchange), {none, none, nothing}, std::nullopt);
    options_.observer->exchange_judged(0, step);
    options_.observer->observed(0, seen);
  }

  OfOperation& operation_of(const contract::Operation& operation) {
    const auto [entry, is_new] = operations_.try_emplace(&operation);
    if (is_new) entry->second.number = operations_.size();
    return entry->second;
  }

  std::vector<result::CaseResult> cases() const;
  result::CaseResult unknown_told(const Shown& shown) const;
  static result::CasePlan plan_of(const contract::Operation& operation, std::string_view check);

  static constexpr std::size_t most_records = 500, most_places = 100'000;

  std::vector<const contract::Contract*> contracts_;
  JudgeOptions options_;
  std::vector<const check::CheckKind*> kinds_;  // automatic, and not off
  OperationFinder finder_;
  check::ResponseSchemas schemas_;
  check::RunMemory memory_;
  Cover cover_;
  std::vector<std::string> places_;  // of the judged ones, in their order
  mutable JudgeCounts counts_;
  std::map<const contract::Operation*, OfOperation> operations_;
  std::map<std::string, Unknown> unknown_;  // by method and folded path
  std::uint64_t unknown_more_ = 0;
  std::size_t records_ = 0;
  std::chrono::steady_clock::time_point began_ = base::system_clock().steady();
};

result::CasePlan Judge::Impl::plan_of(const contract::Operation& operation, std::string_view check) {
  result::CasePlan plan;
  plan.suite = operation.id();
  plan.classname = base::replace_all(operation.provider + '.' + operation.name, "-", "_");
  plan.provider = operation.provider;
  plan.name = check;
  plan.documentation = operation.place.text();
  return plan;
}

result::CaseResult Judge::Impl::unknown_told(const Shown& shown) const {
  result::CasePlan plan;
  plan.suite = "recorded traffic";
  plan.classname = "traffic";
  plan.provider = contracts_.empty() ? std::string() : contracts_.front()->provider;
  plan.name = unknown_case;
  result::CaseResult told(std::move(plan));
  const auto add = [&](const std::string& key, std::uint64_t count, const std::string& first) {
    CheckFailure failure;
    failure.check = "traffic.unknown";
    failure.type = "contract.undocumented";
    failure.level = options_.unknown;
    failure.basis = "documented";
    failure.message = fmt::format("no operation is {}: {}, first in {}", key, base::counted(count, "request"), first);
    failure.actual = key;
    failure.fingerprint = result::fingerprint(told.provider, key, failure);
    shown.hide(failure);
    (failure.level == result::Level::Fail ? told.failures : told.warnings).push_back(std::move(failure));
  };
  if (options_.unknown != result::Level::Off) {
    for (const auto& [key, one] : unknown_) add(key, one.count, one.first);
    if (unknown_more_ > 0) add("at other paths, not listed", unknown_more_, "this recording");
  }
  told.verdict = told.failures.empty() ? result::Verdict::Passed : result::Verdict::Failed;
  return told;
}

std::vector<result::CaseResult> Judge::Impl::cases() const {
  std::vector<result::CaseResult> cases;
  Shown shown(cover_);
  for (const contract::Contract* contract : contracts_) {
    for (const contract::Operation& operation : contract->operations) {
      const auto seen = operations_.find(&operation);
      if (seen == operations_.end()) continue;
      const auto add = [&](std::string_view check) {
        const auto tally = seen->second.checks.find(check);
        if (tally != seen->second.checks.end())
          cases.push_back(tally->second.told(plan_of(operation, check), operation.id(), shown));
      };
      add(request_case);
      for (const check::CheckKind* kind : kinds_) add(kind->id);
    }
  }
  if (counts_.judged + counts_.unknown > 0) cases.push_back(unknown_told(shown));
  for (std::size_t i = 0; i < cases.size(); ++i) cases[i].index = i;
  return cases;
}

void Judge::Impl::tell(result::RunInfo info, result::Sink& sink) const {
  const std::vector<result::CaseResult> all = cases();
  info.planned = all.size();
  sink.run_planned(info, all.size());
  for (const result::CaseResult& one : all) sink.case_planned(one);
  for (const result::CaseResult& one : all) {
    sink.case_started(one.index);
    sink.case_finished(one);
  }
  result::Aborted why;
  if (counts_.judged == 0)
    why = {result::AbortKind::NothingSelected,
           "no exchange of the recording belongs to an operation and has an answer"};
  if (!wants_more()) why = {result::AbortKind::Interrupted, "interrupted while the recording was read"};
  if (!why.empty()) sink.run_aborted(why);
  const auto taken = base::system_clock().steady() - began_;
  sink.run_ended({why, std::chrono::duration_cast<base::Milliseconds>(taken)});
}

base::Result<std::unique_ptr<Judge>> Judge::make(std::vector<const contract::Contract*> contracts,
                                                 JudgeOptions options) {
  auto impl = std::make_unique<Impl>(std::move(contracts), std::move(options));
  base::Diagnostics problems = impl->prepare();
  if (base::has_errors(problems)) return problems;
  return std::unique_ptr<Judge>(new Judge(std::move(impl)));
}

Judge::Judge(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Judge::~Judge() = default;
void Judge::take(Recorded&& recorded) { impl_->take(std::move(recorded)); }
bool Judge::wants_more() const { return impl_->wants_more(); }
const JudgeCounts& Judge::counts() const { return impl_->counts(); }
std::vector<base::NamedSecret> Judge::secrets() const { return impl_->secrets(); }
void Judge::tell(result::RunInfo info, result::Sink& sink) const { impl_->tell(std::move(info), sink); }

std::vector<std::string> describe(const JudgeCounts& counts) {
  const auto said = [](std::uint64_t count, std::string_view noun) {
    return base::counted(static_cast<std::size_t>(count), noun);
  };
  std::string first = fmt::format("{} of {} judged", counts.judged, said(counts.exchanges, "exchange"));
  if (counts.unknown > 0) first += fmt::format(", {} of no operation", counts.unknown);
  if (counts.elsewhere > 0) {
    first += fmt::format(", {} at other hosts ({}{})", counts.elsewhere, base::join(counts.hosts, ", "),
                         counts.hosts.size() == 10 ? ", …" : "");
  }
  if (counts.preflights > 0) first += ", " + said(counts.preflights, "preflight") + " of a browser";
  if (counts.of_mock > 0) first += fmt::format(", {} answered by the mock itself", counts.of_mock);
  if (counts.unanswered > 0) first += fmt::format(", {} without an answer", counts.unanswered);
  std::vector<std::string> lines{std::move(first)};
  if (counts.judged == 0 && counts.elsewhere > 0)
    lines.push_back("--base-url URL says where the operations were reached, if not at the servers of the contract");
  const auto add = [&](std::uint64_t count, std::string_view noun, std::string_view plural, const char* why) {
    if (count > 0) lines.push_back("not judged: " + base::counted(static_cast<std::size_t>(count), noun, plural) + why);
  };
  add(counts.bodies_missing, "body", "bodies", " that the recording lacks");
  add(counts.bodies_cut, "body", "bodies", " that it has the beginning of");
  add(counts.bodies_large, "body", "bodies", " of more than a million values");
  add(counts.fields_dropped, "header field", {}, " beyond the first 256 of a message");
  add(counts.places_hidden, "place", {}, " where it has a mark instead of the value");
  if (counts.secrets_left_out > 0) {
    lines.push_back(fmt::format("more than {} credentials: {} hidden only in the exchange that has them", Cover::most,
                                counts.secrets_left_out));
  }
  return lines;
}

}  // namespace concord::traffic
