#include <concord/mock/faults.h>

#include <concord/base/clock.h>
#include <concord/base/problem_media_type.h>
#include <concord/base/text.h>

#include <algorithm>
#include <charconv>

namespace concord::mock {

namespace {

using http::Reply;

void make_problem(Reply& reply, int status, std::string_view title) {
  reply.status = status;
  reply.headers = {{"Content-Type", base::problem_media_type}, {"Retry-After", "1"}};
  reply.body = R"({"status": )" + std::to_string(status) + R"(, "title": ")" + std::string(title) + "\"}";
}

std::size_t head_bytes(const Reply& reply) {
  std::size_t bytes = 64;  // the status line, and what the server adds
  for (const http::Header& header : reply.headers) bytes += header.name.size() + header.value.size() + 4;
  return bytes;
}

// {"a": 1} → {"a": null, "a": 1}: the last one is right, which most readers take.
void repeat_first_key(Reply& reply) {
  const std::size_t brace = reply.body.find_first_not_of(" \t\r\n");
  if (brace == std::string::npos || reply.body[brace] != '{') return;
  const std::size_t quote = reply.body.find('"', brace);
  if (quote == std::string::npos) return;
  std::size_t end = quote + 1;
  while (end < reply.body.size() && reply.body[end] != '"') end += reply.body[end] == '\\' ? 2 : 1;
  if (end >= reply.body.size()) return;
  reply.body.insert(brace + 1, reply.body.substr(quote, end + 1 - quote) + ": null, ");
}

constexpr std::string_view timed_kind = "slow";  // the one that a time goes with

constexpr FaultKind kinds[] = {
    {"reset", "the connection is reset before the answer", [](Reply& reply) { reply.reset_after = 0; }},
    {"half-body", "the connection is reset within the body",
     [](Reply& reply) { reply.reset_after = head_bytes(reply) + reply.body.size() / 2; }},
    {timed_kind, "the answer takes 5 s, or the time that is given",
     [](Reply& reply) { reply.delay = http::Milliseconds(5000); }},
    {"unavailable", "503 with Retry-After: 1", [](Reply& reply) { make_problem(reply, 503, "Service Unavailable"); }},
    {"rate-limited", "429 with Retry-After: 1", [](Reply& reply) { make_problem(reply, 429, "Too Many Requests"); }},
    {"gateway", "502 with an HTML page, as gateways answer",
     [](Reply& reply) {
       reply.status = 502;
       reply.headers = {{"Content-Type", "text/html"}};
       reply.body = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n";
     }},
    {"empty", "the answer without its body", [](Reply& reply) { reply.body.clear(); }},
    {"truncated", "the first half of the body, whole by its length",
     [](Reply& reply) { reply.body.resize(reply.body.size() / 2); }},
    {"duplicate-key", "a JSON object whose first member is there twice", repeat_first_key},
};

base::Diagnostic mistake(std::string_view text, const std::string& why, std::string hint = {}) {
  return base::error("mock.fault", base::in_quotes(base::escape_line(text)) + ": " + why, {}, std::move(hint));
}

std::optional<double> share_of(std::string_view text) {
  if (!text.ends_with('%')) return std::nullopt;
  text.remove_suffix(1);
  double percent = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), percent);
  const bool is_number = read.ec == std::errc() && read.ptr == text.data() + text.size();
  return is_number && percent > 0 && percent <= 100 ? std::optional(percent / 100) : std::nullopt;
}

}  // namespace

std::span<const FaultKind> fault_kinds() { return kinds; }

base::Result<Fault> parse_fault(std::string_view text) {
  Fault fault;
  fault.text = text;
  std::string_view rest = text;
  if (const std::size_t at = rest.find('@'); at != std::string_view::npos) {
    fault.operation = rest.substr(at + 1);
    rest = rest.substr(0, at);
    if (fault.operation.empty()) return mistake(text, "an operation is missing behind @", "@shop/create-order");
  }
  if (const std::size_t colon = rest.find(':'); colon != std::string_view::npos) {
    const auto share = share_of(rest.substr(colon + 1));
    if (!share) return mistake(text, "a share is more than 0% and at most 100%", "reset:1%");
    fault.share = *share;
    rest = rest.substr(0, colon);
  }
  if (const std::size_t equals = rest.find('='); equals != std::string_view::npos) {
    fault.wait = base::parse_duration(rest.substr(equals + 1));
    if (!fault.wait) return mistake(text, "a time is like 500ms or 2s", "slow=2s");
    rest = rest.substr(0, equals);
  }
  const auto* found =
      std::find_if(std::begin(kinds), std::end(kinds), [&](const FaultKind& one) { return one.name == rest; });
  if (found != std::end(kinds)) {
    if (fault.wait && found->name != timed_kind)
      return mistake(text, std::string(found->name) + " takes no time", "slow=2s is what a time goes with");
    fault.kind = found;
    return fault;
  }
  std::vector<std::string> names;
  for (const FaultKind& one : kinds) names.emplace_back(one.name);
  const std::string near = base::did_you_mean(rest, names);
  return mistake(text, "there is no such fault", near.empty() ? "there are " + base::join(names, ", ") : near);
}

base::Result<Latency> parse_latency(std::string_view text) {
  const std::size_t dots = text.find("..");
  const auto least = base::parse_duration(text.substr(0, dots));
  const auto most = dots == std::string_view::npos ? least : base::parse_duration(text.substr(dots + 2));
  constexpr http::Milliseconds longest = std::chrono::hours(1);
  if (!least || !most || *most < *least || *most > longest)
    return base::error("mock.latency", base::in_quotes(base::escape_line(text)) + " is no latency", {},
                       "write 50ms, or 50ms..200ms; at most 1h");
  return Latency{*least, *most};
}

}  // namespace concord::mock
