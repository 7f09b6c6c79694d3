// OAuth 2.0 (RFC 6749): client credentials (4.4), resource owner password (4.3), refresh token (6).
//
// A token is fetched by the first request that needs it; all that come while it is under way wait. It is renewed a
// little before its lifetime ends, and when an API answers 401 to it: the first such answer ends the token, and whoever
// gets another 401 for the same one only goes on with its successor. Where already the first use of a successor fails
// too, renewing does not help, and no 401 leads to it any more.
#include "profiles.h"

#include <concord/base/text.h>
#include <concord/base/userinfo.h>
#include <concord/http/resolve_url.h>

#include <algorithm>
#include <array>

namespace concord::auth {

using base::error;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds longest_margin{60'000};
constexpr std::string_view scheme = "Bearer ";

// ---- what is asked

// application/x-www-form-urlencoded
std::string form_encoded(std::string_view text) { return base::replace_all(base::percent_encode(text), "%20", "+"); }

class Form {
 public:
  void add(std::string_view name, std::string_view value) {
    if (!text_.empty()) text_ += '&';
    text_ += form_encoded(name) + '=' + form_encoded(value);
  }
  void add_member(const Node& profile, std::string_view name) {
    if (profile.find(name)) add(name, member(profile, name));
  }
  std::string take() && { return std::move(text_); }

 private:
  std::string text_;
};

std::string grant_of(const Node& profile) {
  const std::string grant = member(profile, "grant");
  return grant.empty() ? "client_credentials" : grant;
}

bool is_client_in_header(const Node& profile) {
  return member(profile, "credentials") != "body" && !member(profile, "client_secret").empty();
}

// Section 2.3.1: both are encoded as in a form, then joined.
std::string client_user(const Node& profile) { return form_encoded(member(profile, "client_id")); }
std::string client_password(const Node& profile) { return form_encoded(member(profile, "client_secret")); }

std::string token_form(const Node& profile, const std::string& refresh_token) {
  Form form;
  const std::string grant = grant_of(profile);
  form.add("grant_type", grant);
  if (grant == "password") {
    form.add_member(profile, "username");
    form.add_member(profile, "password");
  }
  if (grant == "refresh_token")
    form.add("refresh_token", refresh_token.empty() ? member(profile, "refresh_token") : refresh_token);
  form.add_member(profile, "scope");
  form.add_member(profile, "audience");
  if (const Node* more = profile.find("parameters")) {
    for (const auto& [name, value, span] : more->members()) form.add_member(*more, name);
  }
  if (!is_client_in_header(profile)) {
    form.add_member(profile, "client_id");
    form.add_member(profile, "client_secret");
  }
  return std::move(form).take();
}

http::Request token_request(const Node& profile, const std::string& url, const std::string& refresh_token) {
  http::Request request{
      "POST", url, {{"Content-Type", "application/x-www-form-urlencoded"}}, token_form(profile, refresh_token)};
  if (is_client_in_header(profile)) {
    const std::string pair = client_user(profile) + ':' + client_password(profile);
    request.headers.push_back({"Authorization", "Basic " + base::base64_encode(pair)});
  }
  return request;
}

// Nothing when it is no URL.
std::optional<std::string> token_url(const Node& profile, const Context& context) {
  if (!context.token_url.empty()) return context.token_url;
  const std::string given = member(profile, "token_url");
  if (given.find("://") != std::string::npos) return http::parse_url(given) ? std::optional(given) : std::nullopt;
  return http::resolve_url(context.base_url ? context.base_url() : "", given);
}

// ---- what is kept

void give(AccessToken::Waiting waiting, const std::string& token) {
  set_unless_given(waiting.request, "Authorization", std::string(scheme) + token);
  finish(std::move(waiting.request), waiting.done);
}

void keep(Memory& memory, AccessToken& token, const TokenAnswer& answer, const std::string& name,
          AccessToken::TimePoint asked_at) {
  for (const auto& [part, value] : {std::pair{"access_token", answer.token},
                                    {"refresh_token", answer.refresh_token},
                                    {"id_token", answer.id_token}}) {
    if (!value.empty()) memory.redactor.add(name + '.' + part, base::Secret(value));
  }
  token.value = answer.token;
  token.has_worked = false;
  if (!answer.refresh_token.empty()) token.refresh_token = answer.refresh_token;
  token.renew_at = token.ends_at = std::nullopt;
  if (!answer.lifetime) return;
  token.ends_at = asked_at + *answer.lifetime;
  token.renew_at = *token.ends_at - std::min(longest_margin, *answer.lifetime / 10);
}

void answered(Memory& memory, AccessToken& token, const TokenAnswer& answer, const std::string& name,
              AccessToken::TimePoint asked_at) {
  token.is_being_fetched = false;
  if (!answer.token.empty()) keep(memory, token, answer, name, asked_at);
  else if (answer.problem.kind == Problem::Kind::Refused) token.refusal = answer.problem;
  std::vector<AccessToken::Waiting> waiting = std::exchange(token.waiting, {});
  // One that could not be renewed early is good until it ends.
  const std::string value = !answer.token.empty() || token.is_valid(memory.clock.steady()) ? token.value : "";
  for (AccessToken::Waiting& one : waiting) {
    if (value.empty()) fail(std::move(one.request), answer.problem, one.done);
    else give(std::move(one), value);
  }
}

void fetch(Memory& memory, AccessToken& token, const Node& profile, const std::string& url, const Context& context) {
  token.is_being_fetched = true;
  const auto asked_at = memory.clock.steady();
  context.fetch(
      token_request(profile, url, token.refresh_token),
      [kept = memory.weak_from_this(), &token, name = context.name, asked_at, url](const http::Exchange& exchange) {
        const auto still = kept.lock();
        if (still) answered(*still, token, read_token_answer(exchange, base::without_userinfo(url)), name, asked_at);
      });
}

AccessToken& token_of(Memory& memory, const Node& profile, const std::string& url) {
  return memory.tokens[url + '\n' + document::write_json(profile)];
}

// The token of the profile that the request was sent with, or "".
std::string sent_token(const http::Request& request) {
  const std::string* value = http::find_header(request.headers, "Authorization");
  return value && value->starts_with(scheme) ? value->substr(scheme.size()) : "";
}

Reaction renew(AccessToken& token, bool is_due) {
  // The successor of one that was refused, and never taken: renewing does not help.
  if (!token.has_worked && !token.former.empty()) return {};
  token.former.insert(std::exchange(token.value, ""));
  if (is_due) return {true, ""};
  return {true, "401 Unauthorized to an access token whose time was not over; sent again with a new one"};
}

}  // namespace

void apply_oauth2(Memory& memory, const Node& profile, http::Request request, const Context& context, Done done) {
  if (http::find_header(request.headers, "Authorization")) return finish(std::move(request), done);
  const auto url = token_url(profile, context);
  if (!url) {
    const std::string given = base::in_quotes(base::without_userinfo(member(profile, "token_url")));
    return fail(std::move(request), {Problem::Kind::Mistake, "the token_url " + given + " is no http or https URL", {}},
                done);
  }
  AccessToken& token = token_of(memory, profile, *url);
  if (token.is_fresh(memory.clock.steady())) return give({std::move(request), std::move(done)}, token.value);
  if (token.refusal) return fail(std::move(request), *token.refusal, done);
  token.waiting.push_back({std::move(request), std::move(done)});
  if (!token.is_being_fetched) fetch(memory, token, profile, *url, context);
}

Reaction react_oauth2(Memory& memory, const Node& profile, const Answered& answered, const Context& context) {
  const std::string sent = sent_token(answered.exchange.request);
  const auto url = token_url(profile, context);
  if (sent.empty() || !url || !answered.exchange.response) return {};
  AccessToken& token = token_of(memory, profile, *url);
  const bool is_present = sent == token.value;
  if (answered.exchange.response->status != 401) {
    token.has_worked = token.has_worked || is_present;
    return {};
  }
  if (answered.is_expected || answered.times_again > 0) return {};
  // Without a lifetime there is no other way to learn that it is over.
  const bool is_due = !token.ends_at || memory.clock.steady() >= *token.ends_at;
  if (is_present) return renew(token, is_due);
  return {token.former.contains(sent), ""};  // another request has ended it
}

void hide_oauth2(const Node& profile, const std::string& name, base::Redactor& redactor) {
  if (is_client_in_header(profile))
    redactor.add_basic(name, client_user(profile), base::Secret(client_password(profile)));
}

namespace {

struct GrantMember {
  std::string_view grant, name;
};
constexpr std::array needed{GrantMember{"client_credentials", "client_id"},
                            GrantMember{"client_credentials", "client_secret"}, GrantMember{"password", "username"},
                            GrantMember{"password", "password"}, GrantMember{"refresh_token", "refresh_token"}};
constexpr std::array<std::string_view, 3> of_one_grant{"username", "password", "refresh_token"};

}  // namespace

void check_oauth2(const Node& profile, Diagnostics& problems) {
  const std::string grant = grant_of(profile);
  if (grant.find("{{") != std::string::npos) return;
  const std::string what = "an auth profile of type oauth2 with the grant " + grant;
  const auto needs = [&grant](std::string_view name) {
    return std::any_of(needed.begin(), needed.end(),
                       [&](const GrantMember& one) { return one.grant == grant && one.name == name; });
  };
  for (const GrantMember& one : needed) {
    if (one.grant != grant || profile.find(one.name)) continue;
    problems.push_back(error("suite.missing-key", what + " needs \"" + std::string(one.name) + "\"", profile.span()));
  }
  for (const std::string_view name : of_one_grant) {
    const document::Member* given = profile.find_member(name);
    if (!given || needs(name)) continue;
    problems.push_back(error("suite.unknown-key", what + " has no \"" + std::string(name) + "\"", given->key_span));
  }
}

}  // namespace concord::auth
