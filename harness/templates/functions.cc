#include "functions.h"

#include <concord/base/digest.h>
#include <concord/base/text.h>

#include <charconv>

namespace concord::templates {
namespace {

constexpr std::int64_t max_token_bytes = 1024;

FunctionResult value(Node node) { return {std::move(node), ""}; }
FunctionResult problem(std::string why) { return {Node(), std::move(why)}; }
std::string text(const Call& call, std::size_t index) { return as_text(call.arguments[index]); }

base::SystemTime time_of(const Call& call) { return call.environment.clock->now() + call.offset; }

std::int64_t unix_seconds(base::SystemTime time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

std::string mac(const Call& call) { return base::hmac_sha256(text(call, 0), text(call, 1)); }

// An integer, also when it is written in a string: values of the environment are strings.
std::optional<std::int64_t> integer(const Node& node) {
  if (node.is_number()) return node.to_int64();
  const std::string_view text = node.string_or_empty();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string not_an_integer(std::string_view what, const Node& node) {
  return std::string(what) + " must be an integer, not " + base::ellipsize(document::write_json(node), 60);
}

FunctionResult random_integer(const Call& call) {
  const auto min = integer(call.arguments[0]);
  const auto max = integer(call.arguments[1]);
  if (!min) return problem(not_an_integer("MIN of \"random\"", call.arguments[0]));
  if (!max) return problem(not_an_integer("MAX of \"random\"", call.arguments[1]));
  if (*min > *max) return problem("MIN of \"random\" is larger than its MAX");
  const std::uint64_t width = static_cast<std::uint64_t>(*max) - static_cast<std::uint64_t>(*min);
  // The whole range of 64 bits has a width that below() cannot be asked for.
  const std::uint64_t drawn = call.environment.random->below(width == UINT64_MAX ? width : width + 1);
  return value(Node(static_cast<std::int64_t>(static_cast<std::uint64_t>(*min) + drawn)));
}

FunctionResult token(const Call& call) {
  const auto size = integer(call.arguments[0]);
  if (!size) return problem(not_an_integer("BYTES of \"token\"", call.arguments[0]));
  if (*size < 1 || *size > max_token_bytes) {
    return problem("BYTES of \"token\" must be from 1 to " + std::to_string(max_token_bytes));
  }
  return value(call.environment.random->token(static_cast<std::size_t>(*size)));
}

constexpr bool pure = false;
constexpr bool impure = true;
constexpr bool with_offset = true;

// In the order in which help shows them.
const Function table[] = {
    {{"uuid", "", "a random UUID (version 4)"}, 0, impure, false,
     [](const Call& call) { return value(call.environment.random->uuid()); }},
    {{"ulid", "", "a ULID of now"}, 0, impure, false,
     [](const Call& call) { return value(call.environment.random->ulid(call.environment.clock->now())); }},
    {{"now", "", "the time as RFC 3339, UTC, with milliseconds; also now+30m, now-1h"}, 0, impure, with_offset,
     [](const Call& call) { return value(base::format_rfc3339(time_of(call))); }},
    {{"timestamp", "", "the time in seconds since 1970, a number; also timestamp+30m"}, 0, impure, with_offset,
     [](const Call& call) { return value(Node(unix_seconds(time_of(call)))); }},
    {{"date", "", "the date in UTC, YYYY-MM-DD; also date-1d"}, 0, impure, with_offset,
     [](const Call& call) { return value(base::format_date(time_of(call))); }},
    {{"random", "MIN MAX", "a random integer, both bounds included"}, 2, impure, false, random_integer},
    {{"token", "BYTES", "that many random bytes as base64url"}, 1, impure, false, token},
    {{"base64", "TEXT", "base64 with padding"}, 1, pure, false,
     [](const Call& call) { return value(base::base64_encode(text(call, 0))); }},
    {{"base64url", "TEXT", "base64 for URLs, without padding"}, 1, pure, false,
     [](const Call& call) { return value(base::base64url_encode(text(call, 0))); }},
    {{"url_encode", "TEXT", "percent-encoding of all but letters, digits and -._~"}, 1, pure, false,
     [](const Call& call) { return value(base::percent_encode(text(call, 0))); }},
    {{"sha256", "TEXT", "SHA-256 in hex"}, 1, pure, false,
     [](const Call& call) { return value(base::sha256_hex(text(call, 0))); }},
    {{"hmac_sha256", "KEY TEXT", "HMAC-SHA-256 in hex"}, 2, pure, false,
     [](const Call& call) { return value(base::hex_encode(mac(call))); }},
    {{"hmac_sha256_base64", "KEY TEXT", "HMAC-SHA-256 in base64"}, 2, pure, false,
     [](const Call& call) { return value(base::base64_encode(mac(call))); }},
    {{"lower", "TEXT", "ASCII letters in lower case"}, 1, pure, false,
     [](const Call& call) { return value(base::to_lower_ascii(text(call, 0))); }},
    {{"upper", "TEXT", "ASCII letters in upper case"}, 1, pure, false,
     [](const Call& call) { return value(upper(text(call, 0))); }},
    {{"json", "VALUE", "compact JSON text"}, 1, pure, false,
     [](const Call& call) { return value(document::write_json(call.arguments[0])); }},
};

const Function* find_exactly(std::string_view name) {
  for (const Function& function : table) {
    if (function.summary.name == name) return &function;
  }
  return nullptr;
}

std::optional<base::Milliseconds> parse_offset(std::string_view text) {
  const auto duration = base::parse_duration(text.substr(1));
  if (!duration) return std::nullopt;
  return text.front() == '-' ? -*duration : *duration;
}

}  // namespace

std::span<const Function> all_functions() { return table; }

std::vector<FunctionSummary> functions() {
  std::vector<FunctionSummary> summaries;
  for (const Function& function : table) summaries.push_back(function.summary);
  return summaries;
}

Callee find_function(std::string_view word) {
  Callee callee;
  callee.function = find_exactly(word);
  if (callee.function) return callee;
  const std::size_t sign = word.find_first_of("+-");
  if (sign == std::string_view::npos) return callee;
  const Function* function = find_exactly(word.substr(0, sign));
  if (!function || !function->takes_offset) return callee;
  callee.function = function;
  callee.offset_text = word.substr(sign);
  callee.offset = parse_offset(callee.offset_text);
  return callee;
}

std::string as_text(const Node& value) {
  if (value.is_number()) return value.number_text();
  return value.is_string() ? value.as_string() : document::write_json(value);
}

}  // namespace concord::templates
