// How a request of a case gets its credentials, and gets others after a 401.
#include "case_runner.h"

#include <concord/auth/profile_secrets.h>
#include <concord/base/secret_names.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::run {

using document::Node;
using result::RunErrorKind;

namespace {

// Of profiles that curl knows too: its -u, as templates.
std::string user_of(const Node& profile) {
  const auto text = [&profile](const char* name) {
    const Node* value = profile.find(name);
    return std::string(value ? value->string_or_empty() : "");
  };
  struct Named {
    const char *type, *user, *password;
  };
  static constexpr Named all[] = {{"basic", "username", "password"},
                                  {"digest", "username", "password"},
                                  {"aws_sigv4", "access_key", "secret_key"},
                                  {"oauth2", "client_id", "client_secret"}};  // when it fetches a token
  const auto found =
      std::find_if(std::begin(all), std::end(all), [&](const Named& one) { return text("type") == one.type; });
  if (found == std::end(all)) return "";
  const auto& [type, user, password] = *found;
  // What is written there literally is a secret, and no variable of a shell.
  const bool is_template = profile.find(password) && templates::has_template(*profile.find(password));
  return is_template ? text(user) + ':' + text(password) : "";
}

bool stands_in(const Node& node, const std::string& text) {
  if (node.is_string()) return node.as_string().find(text) != std::string::npos;
  if (node.is_number()) return node.number_text().find(text) != std::string::npos;
  const auto is_there = [&text](const Node& one) { return stands_in(one, text); };
  return std::any_of(node.items().begin(), node.items().end(), is_there) ||
         std::any_of(node.members().begin(), node.members().end(), [&](const auto& member) {
           return member.key.find(text) != std::string::npos || is_there(member.value);
         });
}

// Looked for in the answer, right or wrong. What is known already keeps its first name; what the body says too is no
// secret there.
void add_sent(std::string name, const base::Secret& value, const Node* body, std::vector<check::SentSecret>& secrets) {
  if (body && stands_in(*body, value.reveal())) return;
  const bool is_known = std::any_of(secrets.begin(), secrets.end(), [&](const check::SentSecret& one) {
    return one.value.reveal() == value.reveal();
  });
  if (!is_known) secrets.push_back({std::move(name), value});
}

// Credentials in headers that the request states by itself, without their scheme.
void add_stated(const http::Headers& headers, const Node* body, std::vector<check::SentSecret>& secrets) {
  for (const http::Header& header : headers) {
    if (!base::names_credential_header(header.name)) continue;
    const std::string& value = header.value;
    const std::size_t blank = value.find(' ');
    add_sent(header.name, base::Secret(blank == std::string::npos ? value : value.substr(blank + 1)), body, secrets);
  }
}

}  // namespace

void CaseRunner::send_with_auth(const suite::Step& step) {
  const auto chosen = choose_profile(*case_->provider, *step.operation, request_);
  if (!chosen) return could_not_send(chosen.diagnostics(), step);
  add_stated(built_.headers, request_.find("body"), step_secrets_);
  times_again_ = 0;
  profile_.reset();
  if (!chosen->profile) return transmit(step);
  add_given_headers();  // a signature is of what is sent
  auto used = use_profile(*chosen);
  if (!used) return could_not_send(used.diagnostics(), step);
  profile_name_ = chosen->name;
  profile_ = std::move(used).value();
  for (const auth::DerivedSecret& one : profile_->secrets)
    add_sent(one.name, one.value, request_.find("body"), step_secrets_);
  if (profile_->may_send_again) unauthorized_ = built_;
  authorize(step);
}

base::Result<std::shared_ptr<const UsedProfile>> CaseRunner::use_profile(const ChosenProfile& chosen) {
  const bool is_of_provider = chosen.profile != request_.find("auth");
  if (auto kept = is_of_provider ? shared_.credentials.kept(*chosen.profile, names_) : nullptr) return kept;
  const templates::ObjectScope scope(names_);
  const RecordedClock now = clock();
  auto profile = templates::render(*chosen.profile, scope, {&now, &random_});
  if (!profile) return std::move(profile).diagnostics();
  auth::hide(*profile, chosen.name, *shared_.options.redactor);
  auto used = std::make_shared<UsedProfile>();
  used->secrets = auth::secrets_of(*profile, chosen.name);
  used->may_send_again = auth::may_send_again(*profile);
  used->user = user_of(*chosen.profile);
  used->profile = std::move(profile).value();
  if (is_of_provider) shared_.credentials.keep(case_->provider, *chosen.profile, names_, used);
  return std::shared_ptr<const UsedProfile>(std::move(used));
}

std::string CaseRunner::user() const { return profile_ ? profile_->user : std::string(); }

void CaseRunner::authorize(const suite::Step& step) {
  shared_.credentials.apply(profile_->profile, std::move(built_), auth_context(step),
                            [alive = std::weak_ptr<CaseRunner*>(alive_), &step](auth::Applied applied) {
                              const auto runner = alive.lock();
                              if (!runner) return;
                              (*runner)->guarded([&] { (*runner)->authorized(step, std::move(applied)); });
                            });
}

auth::Context CaseRunner::auth_context(const suite::Step& step) {
  const auto base = [this, &step] {
    const auto url = base_url(*step.operation);
    return url ? url.value() : std::string();
  };
  return shared_.credentials.context(case_->provider, profile_name_, sending_kind(), base,
                                     [alive = std::weak_ptr<CaseRunner*>(alive_)](const http::Exchange& exchange) {
                                       const auto runner = alive.lock();
                                       if (!runner) return;
                                       (*runner)->guarded([&] { (*runner)->note_fetched(exchange); });
                                     });
}

// What the profile asked for goes before the request that needs it, as a step of its own.
void CaseRunner::note_fetched(const http::Exchange& exchange) {
  if (kept_.empty()) return;
  const std::size_t known = handed_out_.size();
  if (exchange.response) note_handed_out(*exchange.response, nullptr);
  // The profile has named what it took.
  const auto is_hidden = [this](const HandedOut& one) { return !shared_.options.redactor->find(one.value).empty(); };
  const auto first = handed_out_.begin() + static_cast<std::ptrdiff_t>(std::min(known, handed_out_.size()));
  handed_out_.erase(std::remove_if(first, handed_out_.end(), is_hidden), handed_out_.end());
  const std::size_t at = kept_.size() - 1;
  result::StepResult record;
  record.name = "credentials of " + (profile_name_.empty() ? "the request" : base::in_quotes(profile_name_));
  record.kind = result::StepKind::Before;
  result_.steps.insert(result_.steps.begin() + static_cast<std::ptrdiff_t>(at), std::move(record));
  const auto kept = kept_.insert(kept_.begin() + static_cast<std::ptrdiff_t>(at), KeptExchange(exchange));
  (*kept)->user = user();
  for (auto& [index, poll] : polls_) index += index == at ? 1 : 0;
}

void CaseRunner::authorized(const suite::Step& step, auth::Applied applied) {
  if (applied.problem) return no_credentials(std::move(*applied.problem), step);
  for (const auth::DerivedSecret& derived : applied.derived) own_secrets_.add(derived.name, derived.value);
  built_ = std::move(applied.request);
  transmit(step);
}

// Whether the request of `exchange` is sent again with other credentials. Only a 401 leads to that, which says that the
// request was not processed (RFC 9110, 15.5.2), so this is right for any method.
bool CaseRunner::authorize_again(const suite::Step& step, const http::Exchange& exchange) {
  if (!exchange.response || !profile_ || !profile_->may_send_again) return false;
  const auto& expected = expectations_->statuses;
  const bool is_expected = std::find(expected.begin(), expected.end(), exchange.response->status) != expected.end();
  const auth::Reaction reaction =
      shared_.credentials.react(profile_->profile, {exchange, is_expected, times_again_}, auth_context(step));
  if (!reaction.send_again || shared_.is_stopping) return false;
  if (!reaction.remark.empty()) {
    const auto took = std::chrono::duration_cast<base::Milliseconds>(shared_.clock.steady() - step_started_);
    note_attempt({{RunErrorKind::Auth, reaction.remark, "response headers", result::place_of(step.span)}, took});
  }
  ++times_again_;
  built_ = unauthorized_;
  authorize(step);
  return true;
}

// The request was not sent, so it may be tried again where asking for a token again may help.
void CaseRunner::no_credentials(auth::Problem problem, const suite::Step& step) {
  const bool is_mistake = problem.kind == auth::Problem::Kind::Mistake;
  const bool may_help = problem.kind == auth::Problem::Kind::Unavailable;
  if (problem.answer) asked_to_wait_ = run::asked_to_wait(*problem.answer, shared_.clock.now());
  result::RunError error{is_mistake ? RunErrorKind::Config : RunErrorKind::Auth,
                         std::move(problem.message),
                         is_mistake ? "making the request" : "fetching an access token",
                         {}};
  // Not from here, as in could_not_send().
  shared_.sender.after(base::Milliseconds(0), when_alive([this, &step, error = std::move(error), may_help] {
                         no_verdict(error, step, may_help);
                       }));
}

// Of a case, each looked for by itself; beyond that all together. Where there are more than the second, nobody knows
// which of them are in an answer: then none is kept.
constexpr std::size_t most_handed_out = 100, most_hidden = 10'000;
constexpr std::size_t longest_handed_out = 4'096;  // a longer one may be cut where the body is

// What an answer hands out is a secret in all that is written of its case, whether or not it is captured, and whatever
// else is wrong with the answer.
void CaseRunner::note_handed_out(const http::Response& response, const document::ParsedJson* json) {
  const Node* body = json && json->root ? &*json->root : nullptr;
  const std::size_t known = handed_out_.size();
  find_handed_out(response, body, handed_out_);
  // Not all of the text may be in the tree: of two members of one name it has the last.
  if (body && !json->faults.empty()) find_handed_out(response, nullptr, handed_out_);
  hide_many(known, Origin::Answer);
}

// Of those behind the first `known`, which are few and short. Each for itself is looked for as it is, the others, and
// what was sent, in every form: servers encode what they echo.
void CaseRunner::hide_many(std::size_t known, Origin origin) {
  std::vector<HandedOut> fresh(std::make_move_iterator(handed_out_.begin() + static_cast<std::ptrdiff_t>(known)),
                               std::make_move_iterator(handed_out_.end()));
  handed_out_.resize(known);
  for (HandedOut& one : fresh) {
    const bool is_new = hidden_.size() < most_hidden && hidden_.insert(std::hash<std::string>()(one.value)).second;
    if (!is_new) continue;
    const bool is_one_of_few = origin == Origin::Answer && one.value.size() <= longest_handed_out &&
                               handed_out_.size() < most_handed_out;
    if (is_one_of_few) hide_with_what_it_is_part_of(std::move(one));
    else own_secrets_.add(one.name, base::Secret(one.value));
  }
}

void CaseRunner::hide_with_what_it_is_part_of(HandedOut one) {
  for (const base::NamedSecret& known : shared_.declared) {
    const std::string& whole = known.value.reveal();
    if (whole.size() > one.value.size() && whole.find(one.value) != whole.npos) hide_beside_others(known.name, whole);
  }
  handed_out_.push_back(std::move(one));
}

// A secret that is known otherwise, where one that was handed out is a part of it: replaced by itself that would leave
// the rest of this.
void CaseRunner::hide_beside_others(const std::string& name, const std::string& value) {
  if (value.size() > longest_handed_out || handed_out_.size() >= most_handed_out) return;
  if (hidden_.insert(std::hash<std::string>()(value)).second) handed_out_.push_back({name, value});
}

void CaseRunner::drop_bodies() {
  if (hidden_.size() < most_hidden) return;
  const std::string why = "[not kept: the answers of this case have more secrets than are looked for]";
  const auto drop = [&why](http::Exchange& one) {
    if (one.response) one.response->body = why;
  };
  const auto drop_kept = [&](KeptExchange& one) {
    drop(one.exchange);
    one.response_size = why.size();
  };
  for (auto& one : kept_) {
    if (one) drop_kept(*one);
  }
  for (auto& [step, poll] : polls_) drop_kept(poll);
  for (TapedExchange& one : taped_) drop(one.exchange);
}

// Those of the provider, and what this request has beside the name of a password.
void CaseRunner::take_secrets() {
  step_secrets_.clear();
  const std::size_t known = handed_out_.size();
  for (const char* name : {"path", "query", "headers", "cookies", "body", "raw"}) {
    const Node* part = request_.find(name);
    if (!part) continue;
    if (part->is_string()) find_sent({{}, {}, {}, part->as_string()}, nullptr, handed_out_);
    Passwords found = find_passwords(*part, request_);
    std::move(found.sent.begin(), found.sent.end(), std::back_inserter(step_secrets_));
    std::move(found.hidden.begin(), found.hidden.end(), std::back_inserter(handed_out_));
  }
  hide_many(known, Origin::Request);
  for (const check::SentSecret& one : step_secrets_) shared_.options.redactor->add_found(one.name, one.value);
  step_secrets_.insert(step_secrets_.begin(), secrets_.begin(), secrets_.end());
}

}  // namespace concord::run
