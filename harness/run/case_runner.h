// One case from its first request to its result: before, steps, after; attempts; captures.
#pragma once
#include "credentials.h"
#include "judging.h"
#include "kept_requests.h"
#include "profile_choice.h"
#include <concord/run/found_secrets.h>
#include <concord/run/record.h>
#include <concord/run/tape.h>
#include "sender.h"

#include <concord/base/named_secret.h>
#include <concord/base/random.h>
#include <concord/http/cookie_jar.h>
#include <concord/run.h>
#include <concord/templates.h>

#include <atomic>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_set>

namespace concord::run {

// What all cases of a run share. References outlive the cases.
struct Shared {
  const Options& options;
  const Recordings& recordings;
  const base::Clock& clock;
  Sender& sender;
  Credentials& credentials;
  JudgingThread& judging;
  const check::ExchangeChecker& checker;
  result::Sink& sink;
  check::RunMemory& memory;
  check::RunMemory::NameOf name_of;
  // By which the names of cases are hidden: what is known when they are announced, so each has one name throughout.
  const base::Redactor& names;
  std::vector<base::NamedSecret> declared;  // what that knows
  bool is_stopping = false;
  KeptRequests requests = {};
};

// The signal that ends the run; always 0 when none can.
const std::atomic<int>& stop_of(const Options& options);

// A state machine: start() sends the first request, every answer moves it on, `finished` is called once at the end.
// What it waits for (an answer, a verdict, a timer) may come after it has ended, or after it is gone: then nothing
// happens.
class CaseRunner {
 public:
  using Finished = std::function<void(result::CaseResult&&)>;
  // `repetition`: from 0; each has random values of its own.
  CaseRunner(std::shared_ptr<const suite::Case> one, std::size_t index, Shared& shared, Finished finished,
             std::size_t repetition = 0);
  // `known`: captures of what was done before it, by name; `cookies` of the same, for a case that keeps them.
  // `may_be`: see names_of_what_may_be(), of what was done before it.
  void start(const document::Node& known, http::CookieJar cookies, std::set<std::string> may_be);
  std::set<std::string> names_of_what_may_be() const;
  const http::CookieJar& cookies() const { return cookies_; }
  // What it captured, by name, once it has ended.
  document::Node take_captured() { return std::move(captured_); }
  std::size_t index() const { return index_; }
  const suite::Case& one() const { return *case_; }
  std::shared_ptr<const suite::Case> shared_case() const { return case_; }
  // The run is to end: a wait before another attempt is over, what is under way goes on. What undoes something is asked
  // again at once, or as it would be if that is before `latest`.
  void stop_waiting(std::chrono::steady_clock::time_point latest);
  // Ends the case as not run, whatever it waits for.
  void give_up();

 private:
  enum class Phase { Before, Steps, After };

  // `action` for when something comes: nothing once the case has ended. What it throws is a fault of ours.
  std::function<void()> when_alive(std::function<void()> action);
  void guarded(const std::function<void()>& action);
  void next_step();
  void send(const suite::Step& step);
  void take_secrets();
  bool render(const suite::Step& step);
  void send_with_auth(const suite::Step& step);
  base::Result<std::shared_ptr<const UsedProfile>> use_profile(const ChosenProfile& chosen);
  std::string user() const;  // of the request under way, see KeptExchange
  void authorize(const suite::Step& step);
  void authorized(const suite::Step& step, auth::Applied applied);
  bool authorize_again(const suite::Step& step, const http::Exchange& exchange);
  auth::Context auth_context(const suite::Step& step);
  void note_fetched(const http::Exchange& exchange);
  void add_given_headers();
  void transmit(const suite::Step& step);
  // For a recording, or to find the request in one; nothing where there is neither.
  void note_asked(const suite::Step& step);
  void open_recording();
  void answer_from_recording(const suite::Step& step);
  void keep_recording();
  RecordedClock clock() const;  // now, or as of the recording that is played
  void receive(const suite::Step& step, http::Exchange&& exchange);
  void add_cookies();
  void take_cookies(const http::Exchange& exchange);
  void note_handed_out(const http::Response& response, const document::ParsedJson* json);
  enum class Origin : std::uint8_t { Request, Answer };
  void hide_many(std::size_t known, Origin origin);
  void hide_with_what_it_is_part_of(HandedOut one);
  void hide_beside_others(const std::string& name, const std::string& value);
  void drop_bodies();
  void note_resends(const http::Exchange& exchange);
  void note_attempt(result::Attempt attempt);
  void judge(const suite::Step& step, http::Exchange&& exchange);
  bool renders_poll(const suite::Step& step, const templates::Scope& scope, const templates::Environment& environment);
  void polled(const suite::Step& step, Judging& judging);
  base::Milliseconds since_first_asked() const;
  void ask_again(const suite::Step& step, base::Milliseconds wait);
  void fail_poll(const suite::Step& step, Judging& judging, const std::string& before, std::string hint);
  // No further request but of what undoes something.
  bool is_to_end() const { return shared_.is_stopping && !is_cleanup(); }
  void end_between_requests(const suite::Step& step, const Judging& judging);
  static result::RunError interrupted();
  void note_done(const suite::Step& step, const http::Exchange& exchange);
  void fail_paging(const suite::Step& step, std::string message, std::string expected, std::string actual);
  bool turn_page(const suite::Step& step, const Judging& judging);
  bool has_misspelt_paths(const suite::Step& step, const document::Node& body);
  bool look_at_items(const suite::Step& step, const document::Node& body);
  bool look_at_item(const suite::Step& step, const document::Node& item, const std::string& place);
  std::optional<std::string> next_page(const suite::Step& step, const Judging& judging, const document::Node& body);
  bool ask_for_page(const suite::Step& step, const std::string& here, const std::string& next);
  bool render_page(const suite::Step& step);
  void end_paging(const suite::Step& step, const document::Node& body);
  bool lacks_what_is_needed(const suite::Step& step, const Judging& judging);
  void go_on_behind(const suite::Step& step, const Judging& judging);
  void judge_beside(const suite::Step& step, http::Exchange&& exchange);
  void told(const suite::Step& step, Judging& judging);
  void judged(const suite::Step& step, Judging& judging);
  enum class Missing : std::uint8_t { Told, LeftOut };
  void capture(const suite::Step& step, const http::Exchange& exchange, const document::Node* body, Missing missing);
  void capture_what_is_there(const suite::Step& step, const Judging& judging);
  bool is_undone_later() const { return !case_->after.empty() || case_->part == result::StepKind::Before; }
  void miss_capture(const suite::Step& step, const suite::Capture& wanted);
  std::string accepted_of_step() const;
  // Whether what `when` names is so; true when that cannot be said, which render() tells.
  void leave_out(const suite::Step& step);
  void note_unsent(const suite::Step& step, const std::string& why);
  bool is_due(const suite::Step& step);
  void keep_captured(const suite::Capture& wanted, const document::Node& value);
  // Whether one of the failures counts.
  bool add_failures(check::Outcome outcome, const suite::Step& step);
  // Of what the suite says at `span` of the answers of the step: who says it and where is filled in.
  result::CheckFailure of_the_suite(const suite::Step& step, result::CheckFailure finding,
                                    const base::Span& span) const;
  void add_suite_failure(const suite::Step& step, result::CheckFailure failure, const base::Span& span);
  bool may_leave_something(const suite::Step& cleanup) const;
  void warn_not_undone(const suite::Step& step, const std::string& why);
  bool is_accepted(result::CheckFailure& failure) const;
  void no_verdict(result::RunError error, const suite::Step& step, bool may_be_repeated);
  void could_not_send(const base::Diagnostics& why, const suite::Step& step);
  void no_credentials(auth::Problem problem, const suite::Step& step);
  void try_again(result::RunError error, const suite::Step& step);
  base::Milliseconds retry_delay() const;
  void finish();
  void record();
  std::string curl_options() const;
  result::Verdict verdict() const;
  bool has_gone_wrong() const;
  bool is_cleanup() const { return phase_ == Phase::After || case_->part == result::StepKind::After; }
  Sender::Kind sending_kind() const;
  const std::vector<suite::Step>& steps() const;
  const Endpoint* endpoint() const;
  base::Result<std::string> base_url(const contract::Operation& operation) const;

  const std::shared_ptr<const suite::Case> case_;
  const std::size_t index_;
  result::CaseResult result_;
  Shared& shared_;
  Finished finished_;
  base::Random random_;
  document::Node names_;    // variables, captures, run and case
  document::Node captured_ = document::Node::object();
  document::Node request_;  // of the step under way, rendered
  std::vector<std::optional<KeptExchange>> kept_;  // of result_.steps
  // Of the step that asks until something holds.
  std::shared_ptr<const check::Expectations> until_, stop_if_;
  std::size_t asked_ = 0;  // times; 0: not yet
  base::Milliseconds next_wait_{0};
  std::chrono::steady_clock::time_point first_asked_{};
  bool is_waiting_to_ask_ = false;
  std::vector<std::pair<std::size_t, KeptExchange>> polls_;  // with their step
  std::unique_ptr<CasePlayer> player_;      // null: answers come from the network
  TapedRequest asked_for_;                  // the request under way, where it is recorded or played
  std::vector<TapedExchange> taped_;        // where they are recorded
  std::vector<HandedOut> captured_secrets_;
  document::Node known_;                    // names_ before the first request, where it is recorded
  // Of the step that asks for page after page.
  struct Paging {
    std::size_t page = 0;   // from 1; 0: not yet
    std::string next = {};  // of the page under way: its URL, or the value of a query parameter
    std::size_t items = 0;
    std::map<std::string, std::size_t> seen = {}, visited = {};  // with their page
    std::optional<document::Node> last = {};                     // that the items are sorted by
  };
  Paging paging_;
  std::vector<result::ValueSeen> seen_;            // what must not come twice in the run
  std::vector<result::Observations> observed_;     // told when all secrets are known
  http::Request built_;     // the same as it will be sent
  std::string profile_name_;
  std::shared_ptr<const UsedProfile> profile_;  // null: no credentials
  http::Request unauthorized_;   // `built_` without credentials, where the profile may want to send it again
  std::set<std::string> may_be_before_;
  std::set<std::string> maybe_done_;  // names of steps of which a request was taken, or nobody knows
  std::size_t times_again_ = 0;  // that it was sent again for its credentials
  std::vector<HandedOut> handed_out_;  // by its answers
  std::unordered_set<std::size_t> hidden_;  // hashes of these, and of those that are in own_secrets_
  base::Redactor own_secrets_;   // signatures and the like, of this case alone
  std::shared_ptr<const check::Expectations> expectations_;
  check::Levels levels_;
  std::vector<check::SentSecret> secrets_;       // of the provider
  std::vector<check::SentSecret> step_secrets_;  // and in the request under way
  Phase phase_ = Phase::Before;
  std::size_t next_ = 0;
  std::optional<std::string> left_out_;  // the last step that was not due
  bool has_sent_own_ = false;            // one of its steps, not of what is before and after
  std::size_t attempts_ = 0;  // further ones, of all steps
  http::CookieJar cookies_;
  std::optional<AskedToWait> asked_to_wait_;  // by the last answer
  std::chrono::steady_clock::time_point wait_ends_{};  // that before another attempt
  std::function<void()> after_wait_;                 // what a wait before another attempt is for; empty: not waiting
  std::shared_ptr<CaseRunner*> alive_ = std::make_shared<CaseRunner*>(this);  // for those who call back
  std::chrono::steady_clock::time_point started_{};
  std::chrono::steady_clock::time_point step_started_{};
};

}  // namespace concord::run
