// A request is written in a canonical form, which is signed with a key that is derived from the secret for one day,
// region and service. Every header that is there when it is signed is signed, but for those that are another's: a proxy
// may change them.
#include "aws_sigv4.h"

#include "profiles.h"
#include "sent_parts.h"

#include <concord/base/digest.h>
#include <concord/base/text.h>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace concord::auth {

namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";
constexpr std::array<std::string_view, 8> unsigned_headers{
    "authorization", "connection",        "expect",     "te",
    "trailer",       "transfer-encoding", "user-agent", "x-amzn-trace-id"};

bool is_s3(std::string_view service) { return service == "s3" || service.starts_with("s3-"); }

// By name in lower case; the values of one name in their order.
std::map<std::string, std::string> canonical_headers(const http::Headers& headers) {
  std::map<std::string, std::string> canonical;
  for (const http::Header& header : headers) {
    const std::string name = base::to_lower_ascii(header.name);
    if (std::find(unsigned_headers.begin(), unsigned_headers.end(), name) != unsigned_headers.end()) continue;
    const auto [at, is_new] = canonical.try_emplace(name);
    at->second += (is_new ? "" : ",") + single_spaced(header.value);
  }
  return canonical;
}

// Without empty segments, "." and "..".
std::string normalised(std::string_view path) {
  std::vector<std::string> kept;
  const std::vector<std::string_view> segments = base::split(path, '/');
  for (const std::string_view segment : segments) {
    if (segment == ".." && !kept.empty()) kept.pop_back();
    if (!segment.empty() && segment != "." && segment != "..") kept.emplace_back(segment);
  }
  const bool ends_open = segments.back().empty() || segments.back() == "." || segments.back() == "..";
  return '/' + base::join(kept, "/") + (ends_open && !kept.empty() ? "/" : "");
}

std::string canonical_path(std::string_view path, std::string_view service) {
  const std::string text = is_s3(service) ? std::string(path) : normalised(path);
  std::vector<std::string> segments;
  for (const std::string_view segment : base::split(text, '/')) {
    segments.push_back(base::percent_encode(is_s3(service) ? base::percent_decode(segment) : std::string(segment)));
  }
  return base::join(segments, "/");
}

std::string scope_of(const SigV4Key& key, const std::string& time) {
  return fmt::format("{}/{}/{}/aws4_request", time.substr(0, 8), key.region, key.service);
}

std::string payload_hash(const SigV4Request& request) {
  const std::string* given = http::find_header(request.headers, "X-Amz-Content-Sha256");
  return given ? *given : base::sha256_hex(request.body);
}

}  // namespace

std::string sigv4_time(base::SystemTime time) {
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  return fmt::format("{:%Y%m%dT%H%M%SZ}", fmt::gmtime(seconds));
}

std::string sigv4_signed_headers(const SigV4Request& request) {
  std::vector<std::string> names;
  for (const auto& [name, value] : canonical_headers(request.headers)) names.push_back(name);
  return base::join(names, ";");
}

std::string sigv4_canonical_request(const SigV4Request& request, std::string_view service) {
  std::string text = fmt::format("{}\n{}\n{}\n", request.method, canonical_path(request.path, service),
                                 sorted_query(query_pairs(request.query)));
  for (const auto& [name, value] : canonical_headers(request.headers)) text += name + ':' + value + '\n';
  return text + '\n' + sigv4_signed_headers(request) + '\n' + payload_hash(request);
}

std::string sigv4_signature(const SigV4Request& request, const SigV4Key& key, const std::string& time) {
  const std::string to_sign = fmt::format("{}\n{}\n{}\n{}", algorithm, time, scope_of(key, time),
                                          base::sha256_hex(sigv4_canonical_request(request, key.service)));
  std::string signing = "AWS4" + key.secret_key;
  for (const std::string& part : {time.substr(0, 8), key.region, key.service, std::string("aws4_request")})
    signing = base::hmac_sha256(signing, part);
  return base::hex_encode(base::hmac_sha256(signing, to_sign));
}

std::string sigv4_credentials(const SigV4Request& request, const SigV4Key& key, const std::string& time,
                              const std::string& signature) {
  return fmt::format("{} Credential={}/{}, SignedHeaders={}, Signature={}", algorithm, key.access_key,
                     scope_of(key, time), sigv4_signed_headers(request), signature);
}

namespace {

SigV4Request signed_part(const http::Request& request) {
  SigV4Request part{request.method, path_of(request), query_of(request), request.headers,
                    request.body ? *request.body : std::string_view()};
  http::set_header(part.headers, "Host", host_of(request));
  return part;
}

}  // namespace

void apply_aws_sigv4(Memory& memory, const Node& profile, http::Request request, const Context& context, Done done) {
  if (http::find_header(request.headers, "Authorization")) return finish(std::move(request), done);
  const SigV4Key key{member(profile, "region"), member(profile, "service"), member(profile, "access_key"),
                     member(profile, "secret_key")};
  set_unless_given(request, "X-Amz-Date", sigv4_time(memory.clock.now()));
  if (profile.find("session_token"))
    set_unless_given(request, "X-Amz-Security-Token", member(profile, "session_token"));
  // S3 wants to be told.
  if (is_s3(key.service))
    set_unless_given(request, "X-Amz-Content-Sha256",
                     base::sha256_hex(request.body ? *request.body : std::string_view()));
  const std::string time = *http::find_header(request.headers, "X-Amz-Date");
  const SigV4Request part = signed_part(request);
  const std::string signature = sigv4_signature(part, key, time);
  std::string credentials = sigv4_credentials(part, key, time, signature);
  request.headers.push_back({"Authorization", std::move(credentials)});
  done({std::move(request), std::nullopt, {{context.name + ".signature", base::Secret(signature)}}});
}

}  // namespace concord::auth
