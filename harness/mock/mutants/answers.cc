// Mutants of a whole answer and of its headers, and gates that are left open.
#include "mutants/operators.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::mock {

namespace {

Standings anywhere(const Site&) { return breach(); }
Standings with_json(const Site& site) { return site.has_json ? breach() : std::nullopt; }
Standings with_body(const Site& site) { return site.response->contents.empty() ? std::nullopt : breach(); }
bool set_status(const Answered& answered, int status) {
  if (answered.reply.status == status) return false;
  answered.reply.status = status;
  return true;
}

Standings without_teapot(const Site& site) {
  return site.operation->find_response(418) ? equivalent("418 is documented") : breach();
}
bool teapot(const Answered& answered) { return set_status(answered, 418); }
bool fail(const Answered& answered) { return set_status(answered, 500); }

// Success where there is none: what clients look at first.
Standings is_error(const Site& site) { return site.response->status.starts_with('4') ? breach() : std::nullopt; }
bool succeed(const Answered& answered) { return set_status(answered, 200); }
Standings is_ok(const Site& site) { return is_success(site) ? breach() : std::nullopt; }
bool refuse(const Answered& answered) { return set_status(answered, 400); }

bool drop_content_type(const Answered& answered) { return http::remove_header(answered.reply.headers, "Content-Type"); }

bool make_html(const Answered& answered) {
  if (answered.reply.body.empty()) return false;
  http::set_header(answered.reply.headers, "Content-Type", "text/html");
  return true;
}

bool other_charset(const Answered& answered) {
  if (answered.reply.body.empty()) return false;
  http::set_header(answered.reply.headers, "Content-Type", "application/json; charset=iso-8859-1");
  return true;
}

bool truncate(const Answered& answered) {
  auto& body = answered.reply.body;
  if (body.size() < 2) return false;
  body.resize(body.size() / 2);
  return true;
}

bool empty(const Answered& answered) {
  if (answered.reply.body.empty()) return false;
  answered.reply.body.clear();
  return true;
}

bool add_bom(const Answered& answered) {
  if (answered.reply.body.empty()) return false;
  answered.reply.body.insert(0, "\xEF\xBB\xBF");
  return true;
}

bool add_behind(const Answered& answered) {
  if (answered.reply.body.empty()) return false;
  answered.reply.body += "}";
  return true;
}

// The first value of the body becomes NaN, which is no JSON.
bool make_nan(const Answered& answered) {
  auto& body = answered.reply.body;
  const auto colon = body.find(':');
  if (colon == std::string::npos) return false;
  body.insert(colon + 1, "NaN, \"concordNumber\":");
  return true;
}

bool duplicate_key(const Answered& answered) {
  auto& body = answered.reply.body;
  const auto begin = body.find('"'), end = begin == std::string::npos ? begin : body.find('"', begin + 1);
  if (end == std::string::npos || body[body.find_first_not_of(" \n")] != '{') return false;
  body.insert(begin, body.substr(begin, end - begin + 1) + ":null,");
  return true;
}

bool make_latin1(const Answered& answered) {
  auto& body = answered.reply.body;
  const auto end = body.rfind('"');
  if (end == std::string::npos) return false;
  body.insert(end, "\xE4");
  return true;
}

bool add_root_member(Node& body, const Answered&) {
  if (!body.is_object()) return false;
  body.set("concordExtra", 1);
  return true;
}
Standings adds(const Site& site) {
  if (!site.has_json) return std::nullopt;
  return equivalent(open_words);
}

// A credential of the request, in a header that somebody forgot.
bool echo_secret(const Answered& answered) {
  for (const auto& header : answered.request.headers) {
    const auto name = base::to_lower_ascii(header.name);
    const bool is_credential = name == "authorization" || name.find("key") != std::string::npos ||
                               name.find("token") != std::string::npos;
    if (!is_credential || header.value.size() < 8) continue;
    answered.reply.headers.push_back({"X-Debug", header.value});
    return true;
  }
  return false;
}
Standings needs_credentials(const Site& site) {
  return site.operation->security.empty() ? std::nullopt : breach();
}

bool break_location(const Answered& answered) {
  const auto* location = http::find_header(answered.reply.headers, "Location");
  if (!location || location->empty()) return false;
  std::string other = *location;
  other.back() = other.back() == '1' ? '2' : '1';
  http::set_header(answered.reply.headers, "Location", other);
  return true;
}
Standings creates(const Site& site) { return site.response->status == "201" ? breach() : std::nullopt; }

// Only once: a budget is broken by one.
bool be_slow(const Answered& answered) {
  if (answered.earlier > 0) return false;
  answered.reply.delay = base::Milliseconds(5'500);
  return true;
}
Standings takes_time(const Site& site) {
  return is_success(site) ? equivalent("no time is documented: it is a warning") : std::nullopt;
}

// ---- headers

Standings is_required(const Site& site) {
  return site.is_required ? breach() : equivalent("the header is optional");
}
bool drop_header(const Answered& answered) {
  return http::remove_header(answered.reply.headers, answered.site.header->name);
}
Standings has_other_values(const Site& site) {
  const auto& facets = site.facets;
  const bool is_free = facets.enums.empty() && facets.format.empty() && !facets.has_pattern &&
                       (facets.types.empty() || facets.is_only("string"));
  return is_free ? std::nullopt : breach();
}
bool break_header(const Answered& answered) {
  if (!http::find_header(answered.reply.headers, answered.site.header->name)) return false;
  http::set_header(answered.reply.headers, answered.site.header->name, "concord unknown");
  return true;
}

constexpr auto at_answer = SiteKind::Answer;

constexpr Operator answer_rows[] = {
    {"status", "message", at_answer, "418, which nobody documented", without_teapot, nullptr, nullptr, teapot},
    {"server-error", "message", at_answer, "500 with the same body", anywhere, nullptr, nullptr, fail},
    {"succeed", "message", at_answer, "200 instead of the error", is_error, nullptr, nullptr, succeed},
    {"refuse", "message", at_answer, "400 instead of success", is_ok, nullptr, nullptr, refuse},
    {"no-content-type", "message", at_answer, "no Content-Type", with_body, nullptr, nullptr, drop_content_type},
    {"html", "message", at_answer, "Content-Type: text/html", with_json, nullptr, nullptr, make_html},
    {"charset", "message", at_answer, "a charset that is not UTF-8", with_json, nullptr, nullptr, other_charset},
    {"latin1", "message", at_answer, "a byte that is no UTF-8", with_json, nullptr, nullptr, make_latin1},
    {"truncate", "message", at_answer, "half of the body", with_json, nullptr, nullptr, truncate},
    {"empty", "message", at_answer, "no body", with_json, nullptr, nullptr, empty},
    {"bom", "message", at_answer, "a byte order mark before the body", with_json, nullptr, nullptr, add_bom},
    {"trailing", "message", at_answer, "a byte behind the body", with_json, nullptr, nullptr, add_behind},
    {"nan", "message", at_answer, "NaN in the body", with_json, nullptr, nullptr, make_nan},
    {"duplicate-key", "message", at_answer, "a key twice", with_json, nullptr, nullptr, duplicate_key},
    {"extra", "structure", at_answer, "the body has a member more", adds, nullptr, add_root_member},
    {"drop-header", "header", SiteKind::Header, "a documented header is missing", is_required, nullptr, nullptr,
     drop_header},
    {"break-header", "header", SiteKind::Header, "a documented header has a value that is none", has_other_values,
     nullptr, nullptr, break_header},
    {"location", "meaning", at_answer, "Location leads to another", creates, nullptr, nullptr, break_location},
    {"echo-secret", "meaning", at_answer, "a credential comes back in a header", needs_credentials, nullptr, nullptr,
     echo_secret},
    {"latency", "time", at_answer, "the first answer comes after 5.5 s", takes_time, nullptr, nullptr, be_slow},
};

constexpr Operator gate_rows[] = {
    {open_auth, "gate", SiteKind::Operation, "any credentials will do, and none",
     [](const Site& site) -> Standings {
       const auto& ways = site.operation->security;
       const bool is_open = std::any_of(ways.begin(), ways.end(), [](const auto& schemes) { return schemes.empty(); });
       return ways.empty() || is_open ? std::nullopt : breach();
     }},
    {open_method, "gate", SiteKind::Operation, "every method of the path answers as this one",
     [](const Site&) { return equivalent("no page says what other methods get"); }},
    {no_allow, "gate", SiteKind::Operation, "405 without Allow", [](const Site&) { return breach(); }},
    {lost_write, "state", SiteKind::Operation, "what is created or changed is forgotten",
     [](const Site& site) -> Standings {
       const auto& method = site.operation->method;
       return method == "POST" || method == "PUT" || method == "PATCH" ? breach() : std::nullopt;
     }},
    {fake_delete, "state", SiteKind::Operation, "what is deleted is still there",
     [](const Site& site) -> Standings { return site.operation->method == "DELETE" ? breach() : std::nullopt; }},
    {open_check, "gate", SiteKind::Request, "a request that breaks this rule is taken",
     [](const Site& site) -> Standings {
       if (site.keyword == "media-type") return equivalent("a server may take more than is documented");
       return breach();
     }},
};

}  // namespace

std::span<const Operator> answer_operators() { return answer_rows; }
std::span<const Operator> gate_operators() { return gate_rows; }

}  // namespace concord::mock
