// Digest access authentication, RFC 7616: a request is answered with 401 and a challenge, and is sent again with a
// response to it. From then on all requests to that origin carry one, each with the next count of the nonce, until the
// server calls the nonce stale.
#include "digest.h"

#include "profiles.h"
#include "sent_parts.h"

#include <concord/auth/digest_check.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace concord::auth {

namespace {

using base::DigestKind;

constexpr std::size_t most_challenges = 3;  // that one request answers

constexpr std::array algorithms{
    DigestAlgorithm{"MD5", DigestKind::Md5},
    DigestAlgorithm{"MD5-sess", DigestKind::Md5, true},
    DigestAlgorithm{"SHA-256", DigestKind::Sha256},
    DigestAlgorithm{"SHA-256-sess", DigestKind::Sha256, true},
    DigestAlgorithm{"SHA-512-256", DigestKind::Sha512_256},
    DigestAlgorithm{"SHA-512-256-sess", DigestKind::Sha512_256, true},
};

const DigestAlgorithm* find_algorithm(std::string_view name) {
  const auto found = std::find_if(algorithms.begin(), algorithms.end(),
                                  [&](const auto& one) { return base::equals_ignoring_case(one.name, name); });
  return found == algorithms.end() ? nullptr : &*found;
}

// Nothing when there are only others. Without a word about it the server is older than any.
std::optional<DigestQop> choose_qop(const Challenge& challenge) {
  if (!challenge.parameters.contains("qop")) return DigestQop::None;
  const std::string offered = challenge.parameter("qop");
  std::optional<DigestQop> chosen;
  for (const std::string_view one : base::split(offered, ',')) {
    if (base::equals_ignoring_case(base::trim(one), "auth")) return DigestQop::Auth;
    if (base::equals_ignoring_case(base::trim(one), "auth-int")) chosen = DigestQop::AuthInt;
  }
  return chosen;
}

std::optional<DigestChallenge> read(const Challenge& challenge) {
  const auto nonce = challenge.parameters.find("nonce");
  if (challenge.scheme != "digest" || nonce == challenge.parameters.end()) return std::nullopt;
  DigestChallenge made;
  made.names_algorithm = challenge.parameters.contains("algorithm");
  made.algorithm = find_algorithm(made.names_algorithm ? challenge.parameter("algorithm") : "MD5");
  const auto qop = choose_qop(challenge);
  if (!made.algorithm || !qop) return std::nullopt;
  made.qop = *qop;
  made.realm = challenge.parameter("realm");
  made.nonce = nonce->second;
  if (challenge.parameters.contains("opaque")) made.opaque = challenge.parameter("opaque");
  made.hashes_user = base::equals_ignoring_case(challenge.parameter("userhash"), "true");
  made.is_stale = base::equals_ignoring_case(challenge.parameter("stale"), "true");
  return made;
}

std::string hash(const DigestChallenge& challenge, std::string_view text) {
  return base::hex_encode(base::digest(challenge.algorithm->kind, text));
}

std::string_view qop_name(DigestQop qop) { return qop == DigestQop::AuthInt ? "auth-int" : "auth"; }

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7F; });
}

// Section 3.4: what no quoted-string can say is sent as RFC 8187 has it.
std::string user_parameter(const DigestChallenge& challenge, std::string_view username) {
  if (challenge.hashes_user)
    return "username=" + quoted_string(hash(challenge, fmt::format("{}:{}", username, challenge.realm)));
  if (is_ascii(username)) return "username=" + quoted_string(username);
  return "username*=UTF-8''" + base::percent_encode(username);
}

std::string key_of(const Node& profile, const http::Request& request) {
  const auto url = http::parse_url(request.url);
  const std::string origin = url ? fmt::format("{}://{}:{}", url->scheme, url->host, url->port) : "";
  return origin + '\n' + document::write_json(profile);
}

// The nonce of credentials that are in the request, or "".
std::string sent_nonce(const std::string& authorization) {
  const auto credentials = parse_challenges(authorization);
  return credentials.empty() ? "" : credentials.front().parameter("nonce");
}

}  // namespace

std::optional<DigestChallenge> find_digest_challenge(const http::Headers& headers) {
  for (const Challenge& one : challenges_of(headers)) {
    if (auto made = read(one)) return made;
  }
  return std::nullopt;
}

std::string digest_response(const DigestChallenge& challenge, const DigestQuestion& question) {
  std::string key = hash(challenge, fmt::format("{}:{}:{}", question.username, challenge.realm, question.password));
  if (challenge.algorithm->is_session)
    key = hash(challenge, fmt::format("{}:{}:{}", key, challenge.nonce, question.cnonce));
  std::string request = fmt::format("{}:{}", question.method, question.uri);
  if (challenge.qop == DigestQop::AuthInt) request += ':' + hash(challenge, question.body);
  const std::string hashed = hash(challenge, request);
  if (challenge.qop == DigestQop::None) return hash(challenge, fmt::format("{}:{}:{}", key, challenge.nonce, hashed));
  return hash(challenge, fmt::format("{}:{}:{:08x}:{}:{}:{}", key, challenge.nonce, question.count, question.cnonce,
                                     qop_name(challenge.qop), hashed));
}

std::string digest_credentials(const DigestChallenge& challenge, const DigestQuestion& question,
                               const std::string& response) {
  std::string value = "Digest " + user_parameter(challenge, question.username) +
                      ", realm=" + quoted_string(challenge.realm) + ", nonce=" + quoted_string(challenge.nonce) +
                      ", uri=" + quoted_string(question.uri);
  if (challenge.names_algorithm) value += ", algorithm=" + std::string(challenge.algorithm->name);
  if (challenge.qop != DigestQop::None || challenge.algorithm->is_session)
    value += ", cnonce=" + quoted_string(question.cnonce);
  if (challenge.qop != DigestQop::None)
    value += fmt::format(", qop={}, nc={:08x}", qop_name(challenge.qop), question.count);
  value += ", response=" + quoted_string(response);
  if (challenge.opaque) value += ", opaque=" + quoted_string(*challenge.opaque);
  if (challenge.hashes_user) value += ", userhash=true";
  return value;
}

bool is_digest_of(std::string_view authorization, std::string_view username, std::string_view password,
                  const DigestRequest& request) {
  const auto credentials = parse_challenges(authorization);
  auto challenge = credentials.empty() ? std::nullopt : read(credentials.front());
  if (!challenge || credentials.front().parameter("uri") != request.target) return false;
  const std::string cnonce = credentials.front().parameter("cnonce"), count = credentials.front().parameter("nc");
  DigestQuestion question{username, password, request.method, request.target, request.body, cnonce};
  const auto [end, failure] = std::from_chars(count.data(), count.data() + count.size(), question.count, 16);
  const bool is_counted = failure == std::errc() && end == count.data() + count.size();
  if (challenge->qop != DigestQop::None && !is_counted) return false;
  challenge->hashes_user = base::equals_ignoring_case(credentials.front().parameter("userhash"), "true");
  const std::string user =
      credentials.front().parameter(challenge->hashes_user || is_ascii(username) ? "username" : "username*");
  if (parse_challenges("digest " + user_parameter(*challenge, username)).front().parameters.begin()->second != user)
    return false;
  return credentials.front().parameter("response") == digest_response(*challenge, question);
}

namespace {

// The nonce that a request is to be sent with, or null.
DigestNonce* nonce_for_next(DigestOrigin& origin) {
  if (!origin.next) return origin.shared ? &*origin.shared : nullptr;
  DigestNonce nonce = std::move(*std::exchange(origin.next, std::nullopt));
  const std::string name = nonce.challenge.nonce;
  return &(origin.on_trial[name] = std::move(nonce));
}

// A nonce that has worked is everybody's.
void share(DigestOrigin& origin, const http::Request& request) {
  const std::string* sent = http::find_header(request.headers, "Authorization");
  if (!sent || origin.on_trial.empty()) return;
  const auto nonce = origin.on_trial.find(sent_nonce(*sent));
  if (nonce == origin.on_trial.end()) return;
  origin.shared = std::move(nonce->second);
  origin.on_trial.erase(nonce);
}

// Whether a request that was answered by `challenge` is worth another try.
bool is_worth_it(const http::Request& request, const DigestChallenge& challenge, std::size_t times_again) {
  const std::string* sent = http::find_header(request.headers, "Authorization");
  if (!sent) return times_again == 0;
  if (!sent->starts_with("Digest ")) return false;
  // One that went ahead with the nonce of an earlier answer may have come too late, whatever the server calls it.
  const bool went_ahead = times_again == 0 && sent_nonce(*sent) != challenge.nonce;
  return went_ahead || (challenge.is_stale && times_again < most_challenges);
}

}  // namespace

void apply_digest(Memory& memory, const Node& profile, http::Request request, const Context& context, Done done) {
  DigestOrigin& origin = memory.digests[key_of(profile, request)];
  const bool is_given = http::find_header(request.headers, "Authorization") != nullptr;
  DigestNonce* nonce = is_given ? nullptr : nonce_for_next(origin);
  if (!nonce) return finish(std::move(request), done);
  const std::string username = member(profile, "username"), password = member(profile, "password");
  const std::string uri = target_of(request);
  const DigestQuestion question{
      username,      password,     request.method, uri, request.body ? *request.body : std::string_view(),
      nonce->cnonce, ++nonce->used};
  const std::string response = digest_response(nonce->challenge, question);
  std::string credentials = digest_credentials(nonce->challenge, question, response);
  request.headers.push_back({"Authorization", std::move(credentials)});
  done({std::move(request), std::nullopt, {{context.name + ".response", base::Secret(response)}}});
}

Reaction react_digest(Memory& memory, const Node& profile, const Answered& answered, const Context&) {
  const http::Exchange& exchange = answered.exchange;
  if (!exchange.response) return {};
  DigestOrigin& origin = memory.digests[key_of(profile, exchange.request)];
  if (exchange.response->status != 401) return share(origin, exchange.request), Reaction{};
  auto challenge = find_digest_challenge(exchange.response->headers);
  if (!challenge || !is_worth_it(exchange.request, *challenge, answered.times_again)) return {};
  origin.next = DigestNonce{std::move(*challenge), memory.random.token(18), 0};
  return {true, ""};
}

}  // namespace concord::auth
