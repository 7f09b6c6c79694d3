// A signature as a provider declares it: an HMAC (RFC 2104) of a text that is put together of parts of the request, and
// the headers and the query that tell the server of it. What the signature is not in is set first, so that it may be
// part of what is signed.
#include "hmac_parts.h"
#include "profiles.h"

#include <concord/base/http_date.h>
#include <concord/base/text.h>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace concord::auth {

using base::error;

namespace {

std::string member_or(const Node& profile, std::string_view name, std::string_view otherwise) {
  const std::string given = member(profile, name);
  return given.empty() ? std::string(otherwise) : given;
}

std::string time_text(base::SystemTime now, std::string_view form) {
  const auto since = now.time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since).count();
  if (form == "unix_ms") return std::to_string(since.count());
  if (form == "http_date") return base::format_http_date(now);
  if (form == "rfc3339") return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time_t{seconds}));
  if (form == "basic") return fmt::format("{:%Y%m%dT%H%M%SZ}", fmt::gmtime(std::time_t{seconds}));
  return std::to_string(seconds);
}

std::string nonce_text(base::Random& random, std::string_view form) {
  if (form == "hex") return base::replace_all(random.uuid(), "-", "");
  return form == "token" ? random.token(18) : random.uuid();
}

std::optional<std::string> hex_decoded(std::string_view text) {
  std::string bytes;
  if (text.size() % 2 != 0 || text.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos)
    return std::nullopt;
  for (std::size_t at = 0; at < text.size(); at += 2)
    bytes += static_cast<char>(std::stoi(std::string(text.substr(at, 2)), nullptr, 16));
  return bytes;
}

// The key; nothing when it is not written as the profile says.
std::optional<std::string> key_of(const Node& profile) {
  const std::string given = member(profile, "secret"), encoding = member(profile, "secret_encoding");
  if (encoding == "base64") return base::base64_decode(given);
  return encoding == "hex" ? hex_decoded(given) : std::optional(given);
}

bool holds_signature(std::string_view text) {
  const auto parts = parts_in(text);
  return std::find(parts.begin(), parts.end(), "signature") != parts.end();
}

// The headers and the query: those with the signature, or those without it.
void put(http::Request& request, const Node& profile, const SigningMoment& moment, bool with_signature) {
  const auto each = [&](std::string_view where, const auto& set) {
    const Node* texts = profile.find(where);
    if (!texts) return;
    for (const auto& [name, text, span] : texts->members()) {
      const std::string value = member(*texts, name);
      if (holds_signature(value) == with_signature) set(name, with_parts(value, request, moment));
    }
  };
  each("headers",
       [&](const std::string& name, std::string value) { set_unless_given(request, name, std::move(value)); });
  each("query", [&](const std::string& name, const std::string& value) { add_query(request, name, value); });
}

}  // namespace

void apply_hmac(Memory& memory, const Node& profile, http::Request request, const Context& context, Done done) {
  const auto key = key_of(profile);
  const auto kind = digest_kind(member_or(profile, "algorithm", "sha256"));
  if (!key || !kind) {
    const std::string why = !kind ? "algorithm" : "secret (it is no " + member(profile, "secret_encoding") + ")";
    const std::string message = "auth profile of type hmac: cannot use its " + why;
    return fail(std::move(request), {Problem::Kind::Mistake, message, {}}, done);
  }
  SigningMoment moment{time_text(memory.clock.now(), member(profile, "timestamp")),
                       nonce_text(memory.random, member(profile, "nonce")), ""};
  put(request, profile, moment, false);
  const std::string to_sign = with_parts(member(profile, "sign"), request, moment);
  moment.signature = encoded_as(member(profile, "encoding"), base::hmac(*kind, *key, to_sign));
  put(request, profile, moment, true);
  done({std::move(request), std::nullopt, {{context.name + ".signature", base::Secret(moment.signature)}}});
}

void hide_hmac(const Node& profile, const std::string& name, base::Redactor& redactor) {
  if (const auto key = key_of(profile)) redactor.add(name + ".secret", base::Secret(*key));
}

namespace {

void check_parts(const Node& text, bool may_be_signature, Diagnostics& problems) {
  for (const std::string& part : parts_in(text.string_or_empty())) {
    if (auto mistake = mistake_in_part(part, may_be_signature, text.span())) problems.push_back(std::move(*mistake));
  }
}

}  // namespace

void check_hmac(const Node& profile, Diagnostics& problems) {
  if (const Node* sign = profile.find("sign")) check_parts(*sign, false, problems);
  bool is_sent = false;
  for (const std::string_view where : {"headers", "query"}) {
    const Node* texts = profile.find(where);
    if (!texts) continue;
    for (const auto& [name, text, span] : texts->members()) {
      check_parts(text, true, problems);
      is_sent = is_sent || holds_signature(text.string_or_empty());
    }
  }
  if (!is_sent) {
    problems.push_back(error("suite.auth", "an auth profile of type hmac sends its signature nowhere", profile.span(),
                             "headers: {X-Signature: \"{signature}\"}"));
  }
}

}  // namespace concord::auth
