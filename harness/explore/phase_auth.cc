// Who may ask: without credentials, with such as nobody gave out, with those of another scheme; alternatives in turn.
#include "credentials.h"
#include "phases.h"

#include <algorithm>
#include <array>

namespace concord::explore {

namespace {

using contract::SecurityScheme;

bool needs_credentials(const contract::Operation& operation) {
  const auto& security = operation.security;
  return !security.empty() &&
         std::none_of(security.begin(), security.end(), [](const auto& one) { return one.empty(); });
}

bool is_documented(const contract::Operation& operation, int status) {
  return std::any_of(operation.responses.begin(), operation.responses.end(),
                     [&](const contract::Response& one) { return one.status != "default" && one.matches(status); });
}

// 401, and what the document has instead or beside it.
std::vector<std::string> right_statuses(const contract::Operation& operation, bool is_malformed) {
  std::vector<std::string> right{"401"};
  const bool has_401 = is_documented(operation, 401);
  if (!has_401 && !is_documented(operation, 403)) return {};  // any refusal
  if (is_documented(operation, 403) || !has_401) right.emplace_back("403");
  if (is_documented(operation, 404)) right.emplace_back("404");  // whose existence is told to nobody else
  if (is_malformed && is_documented(operation, 400)) right.emplace_back("400");  // RFC 6750, 3.1
  return right;
}

Node profile(std::initializer_list<std::pair<const char*, std::string>> members) {
  Node made = Node::object();
  for (const auto& [name, value] : members) made.set(name, value);
  return made;
}

// Well-formed as its scheme has it, and given out by nobody; the longer one looks like a real one.
Node unknown(const SecurityScheme& scheme, bool is_long) {
  const std::string value = is_long ? "c0ffee00-5e1f-4000-8000-0badc0de0bad" : "0badc0de";
  if (scheme.type == "apiKey")
    return profile({{"type", "api_key"},
                    {"in", std::string(contract::parameter_in_name(scheme.in))},
                    {"name", scheme.key},
                    {"value", value}});
  if (is_of_user(scheme)) return profile({{"type", "basic"}, {"username", "nobody"}, {"password", value}});
  constexpr const char* token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjb25jb3JkIiwiZXhwIjoxfQ.Y29uY29yZA";
  return profile({{"type", "bearer"}, {"token", is_long ? token : value.c_str()}});
}

// What another scheme has, where this one is expected.
Node of_another(const SecurityScheme& scheme) {
  if (is_of_user(scheme)) return profile({{"type", "bearer"}, {"token", "0badc0de"}});
  return profile({{"type", "basic"}, {"username", "nobody"}, {"password", "0badc0de"}});
}

Planned refused(const OperationValues& values, std::string name, std::string why, Node auth, bool is_malformed) {
  Planned planned;
  planned.name = std::move(name);
  planned.why = std::move(why);
  planned.wants = Wants::Refused;
  planned.documented = values.operation().security.front().front().place.text();
  planned.at = "credentials";
  planned.keyword = "security";
  planned.statuses = right_statuses(values.operation(), is_malformed);
  planned.levels["status.documented"] = result::Level::Off;  // `statuses` says what is right
  planned.keeps_auth = false;
  planned.change.edits = {{Pointer{} / "auth", std::move(auth)}};
  return planned;
}

// The parts of credentials of one alternative in place of those of another.
std::vector<Edit> in_place_of(const Node& before, const Node& after) {
  std::vector<Edit> edits;
  for (const char* part : {"headers", "query", "cookies"}) {
    const Node *old_keys = before.find(part), *new_keys = after.find(part);
    for (const document::Member& member : old_keys ? old_keys->members() : Node::Object())
      edits.push_back({Pointer{} / part / member.key, std::nullopt});
    for (const document::Member& member : new_keys ? new_keys->members() : Node::Object())
      edits.push_back({Pointer{} / part / member.key, member.value});
  }
  const Node* auth = after.find("auth");
  edits.push_back({Pointer{} / "auth", auth ? *auth : Node("none")});
  return edits;
}

// Each other alternative must do as well as the one that all else is sent with.
void plan_alternatives(const OperationValues& values, std::vector<Planned>& out) {
  if (values.operation().method == "DELETE") return;  // each would need a thing of its own to delete
  const std::vector<AlternativeParts> all = alternatives_of(values.provider(), values.operation());
  for (std::size_t i = 1; i < all.size(); ++i) {
    Planned planned;
    planned.name = "by " + all[i].name;
    planned.why = "credentials by " + all[i].name + " alone, which the document takes too";
    planned.at = "credentials";
    planned.keyword = "security";
    planned.skip = all[i].why_not;
    planned.change.edits = in_place_of(all.front().request, all[i].request);
    out.push_back(std::move(planned));
  }
}

// Where several schemes must be satisfied together, each is left out once.
void plan_incomplete(const OperationValues& values, std::vector<Planned>& out) {
  const contract::Operation& operation = values.operation();
  const std::vector<AlternativeParts> all = alternatives_of(values.provider(), operation);
  if (operation.security.size() != 1 || all.empty() || !all.front().request.has("auth")) return;
  const Node& parts = all.front().request;
  std::vector<Pointer> places;
  for (const char* part : {"headers", "query", "cookies"}) {
    const Node* keys = parts.find(part);
    for (const document::Member& member : keys ? keys->members() : Node::Object())
      places.push_back(Pointer{} / part / member.key);
  }
  if (places.empty()) return;
  if (parts.has("auth")) places.push_back(Pointer{} / "auth");
  for (const Pointer& place : places) {
    const bool is_profile = place.tokens().front() == "auth";
    const std::string left_out = is_profile ? parts.find("auth")->as_string() : place.tokens().back();
    Planned planned = refused(values, "without " + left_out, left_out + " is missing, the other credentials are there",
                              is_profile ? Node("none") : *parts.find("auth"), false);
    if (!is_profile) planned.change.edits.push_back({place, std::nullopt});
    out.push_back(std::move(planned));
  }
}

}  // namespace

void plan_auth(OperationValues& values, std::vector<Planned>& out) {
  const contract::Operation& operation = values.operation();
  if (!needs_credentials(operation)) return;
  const SecurityScheme& scheme = operation.security.front().front();
  static constexpr std::array known{"apiKey", "http", "oauth2", "openIdConnect"};
  if (std::find(known.begin(), known.end(), scheme.type) == known.end()) return;
  out.push_back(refused(values, "none", "no credentials", Node("none"), false));
  plan_alternatives(values, out);
  if (values.options().takes_any_credentials(values.provider())) return;
  out.push_back(refused(values, "unknown", "credentials that nobody gave out", unknown(scheme, false), true));
  out.push_back(refused(values, "well-formed but unknown", "credentials that look right and nobody gave out",
                        unknown(scheme, true), false));
  plan_incomplete(values, out);
  const bool takes_both = std::any_of(operation.security.begin(), operation.security.end(),
                                      [](const auto& one) { return one.front().type != "apiKey"; }) &&
                          operation.security.size() > 1;
  if (!takes_both)
    out.push_back(refused(values, "another scheme", "credentials of another scheme", of_another(scheme), true));
}

}  // namespace concord::explore
