#include "hmac_parts.h"

#include "sent_parts.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace concord::auth {

using base::error;

namespace {

struct Source {
  const http::Request& request;
  const SigningMoment& moment;
};

struct Part {
  std::string_view name;
  std::string (*of)(const Source& source);
};

std::string body_of(const Source& source) { return source.request.body.value_or(""); }

constexpr std::array parts{
    Part{"method", [](const Source& source) { return source.request.method; }},
    Part{"url", [](const Source& source) { return source.request.url; }},
    Part{"host", [](const Source& source) { return host_of(source.request); }},
    Part{"target", [](const Source& source) { return target_of(source.request); }},
    Part{"path", [](const Source& source) { return path_of(source.request); }},
    Part{"query", [](const Source& source) { return query_of(source.request); }},
    Part{"sorted_query", [](const Source& source) { return sorted_query(query_pairs(query_of(source.request))); }},
    Part{"body", body_of},
    Part{"timestamp", [](const Source& source) { return source.moment.timestamp; }},
    Part{"nonce", [](const Source& source) { return source.moment.nonce; }},
};
constexpr std::string_view signature = "signature", of_header = "header.", of_body = "body.";

struct DigestName {
  std::string_view name;
  base::DigestKind kind;
};
constexpr std::array digests{DigestName{"md5", base::DigestKind::Md5}, DigestName{"sha1", base::DigestKind::Sha1},
                             DigestName{"sha256", base::DigestKind::Sha256},
                             DigestName{"sha384", base::DigestKind::Sha384},
                             DigestName{"sha512", base::DigestKind::Sha512}};
constexpr std::array<std::string_view, 3> encodings{"hex", "base64", "base64url"};

bool is_part_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

// The next `{name}` from `from` on: where it begins, and its name ("": there is none).
std::pair<std::size_t, std::string_view> next_part(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('{', from); at != std::string_view::npos; at = text.find('{', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.size() && is_part_character(text[end])) ++end;
    const bool is_part = end > at + 1 && end < text.size() && text[end] == '}';
    const bool is_template = (at > 0 && text[at - 1] == '{') || (is_part && text.substr(end).starts_with("}}"));
    if (is_part && !is_template) return {at, text.substr(at + 1, end - at - 1)};
  }
  return {text.size(), ""};
}

const Part* find_part(std::string_view name) {
  const auto found = std::find_if(parts.begin(), parts.end(), [name](const Part& one) { return one.name == name; });
  return found == parts.end() ? nullptr : &*found;
}

// Of "sha256.hex"; nothing when it is no digest.
std::optional<std::string> digest_of(std::string_view how, std::string_view bytes) {
  const std::size_t dot = std::min(how.find('.'), how.size());
  const std::string_view encoding = how.substr(std::min(dot + 1, how.size()));
  const auto kind = digest_kind(how.substr(0, dot));
  if (!kind || std::find(encodings.begin(), encodings.end(), encoding) == encodings.end()) return std::nullopt;
  return encoded_as(encoding, base::digest(*kind, bytes));
}

std::string header_text(const http::Request& request, std::string_view name) {
  if (base::equals_ignoring_case(name, "Host")) return host_of(request);
  std::vector<std::string> values;
  for (const std::string_view value : http::header_values(request.headers, name))
    values.emplace_back(base::trim(value));
  return base::join(values, ", ");
}

std::string text_of(std::string_view name, const Source& source) {
  if (const Part* part = find_part(name)) return part->of(source);
  if (name == signature) return source.moment.signature;
  if (name.starts_with(of_header)) return header_text(source.request, name.substr(of_header.size()));
  if (name.starts_with(of_body)) return digest_of(name.substr(of_body.size()), body_of(source)).value_or("");
  return "";
}

}  // namespace

std::vector<std::string> parts_in(std::string_view text) {
  std::vector<std::string> names;
  for (auto [at, name] = next_part(text, 0); !name.empty(); std::tie(at, name) = next_part(text, at + 1))
    names.emplace_back(name);
  return names;
}

std::optional<base::Diagnostic> mistake_in_part(std::string_view part, bool may_be_signature, const base::Span& span) {
  if (find_part(part) || (part.starts_with(of_header) && part.size() > of_header.size())) return std::nullopt;
  if (part.starts_with(of_body) && digest_of(part.substr(of_body.size()), "")) return std::nullopt;
  if (part == signature && may_be_signature) return std::nullopt;
  std::vector<std::string> known;
  for (const Part& one : parts) known.emplace_back(one.name);
  known.insert(known.end(), {"header.NAME", "body.sha256.hex"});
  if (may_be_signature) known.emplace_back(signature);
  const std::string hint = base::did_you_mean(part, known);
  return error("suite.auth", "an auth profile of type hmac knows no part {" + std::string(part) + "}", span,
               hint.empty() ? "known parts: " + base::join(known, ", ") : hint);
}

std::string with_parts(std::string_view text, const http::Request& request, const SigningMoment& moment) {
  std::string out;
  std::size_t done = 0;
  for (auto [at, name] = next_part(text, 0); !name.empty(); std::tie(at, name) = next_part(text, done)) {
    out += text.substr(done, at - done);
    out += text_of(name, {request, moment});
    done = at + name.size() + 2;
  }
  return out + std::string(text.substr(done));
}

std::string encoded_as(std::string_view encoding, std::string_view bytes) {
  if (encoding == "base64") return base::base64_encode(bytes);
  return encoding == "base64url" ? base::base64url_encode(bytes) : base::hex_encode(bytes);
}

std::optional<base::DigestKind> digest_kind(std::string_view name) {
  const auto found = std::find_if(digests.begin(), digests.end(), [name](const auto& one) { return one.name == name; });
  return found == digests.end() ? std::nullopt : std::optional(found->kind);
}

}  // namespace concord::auth
