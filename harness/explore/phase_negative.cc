// What the document does not allow: each required part missing, each keyword of a schema broken once, bodies that are
// none, media types and methods that are not documented. What the specifications leave open is a warning at most.
#include "phases.h"
#include "planned_breach.h"
#include "request_change.h"

#include <concord/base/text.h>
#include <concord/contract/described_members.h>
#include <concord/http.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace concord::explore {

namespace {

using contract::ParameterIn;
using generate::Invalid;
using result::Level;

// ---- parameters

void plan_missing(const OperationValues& values, const PlannedParameter& parameter, std::vector<Planned>& out) {
  if (!parameter.parameter->is_required || parameter.parameter->in == ParameterIn::Path) return;
  Planned planned = refused(values, parameter.shown() + ": missing", parameter.shown(), "required");
  planned.why = parameter.shown() + " is required and missing";
  planned.documented = parameter.parameter->place.text();
  planned.change.edits = {{parameter.at, std::nullopt}};
  out.push_back(std::move(planned));
}

void plan_invalid(const OperationValues& values, const PlannedParameter& parameter, std::vector<Planned>& out) {
  if (!parameter.generator) return;
  for (const Invalid& invalid : parameter.generator->invalid()) {
    if (!PlannedParameter::is_too_long(invalid.value)) out.push_back(planned_breach(values, parameter, invalid));
  }
}

// ---- bodies

void plan_broken_schema(const OperationValues& values, const PlannedContent& content, std::vector<Planned>& out) {
  if (!content.generator) return;
  for (const Invalid& invalid : content.generator->invalid()) out.push_back(planned_breach(values, content, invalid));
}

void plan_raw(const OperationValues& values, const PlannedContent& content, std::string name, std::string bytes,
              std::vector<Planned>& out) {
  Planned planned = refused(values, "body: " + name, "body", "json");
  planned.why = "the body is no JSON: " + name;
  planned.change.edits = {{Pointer{} / "body", std::nullopt},
                          {Pointer{} / "raw", Node(std::move(bytes))},
                          {Pointer{} / "content_type", Node(content.content->media_type)}};
  out.push_back(std::move(planned));
}

void plan_no_body(const OperationValues& values, std::vector<Planned>& out) {
  if (!values.operation().body_required) return;
  Planned planned = refused(values, "body: missing", "body", "required");
  planned.why = "the body is required and missing";
  planned.change.edits = {{Pointer{} / "body", std::nullopt},
                          {Pointer{} / "raw", std::nullopt},
                          {Pointer{} / "content_type", std::nullopt}};
  out.push_back(std::move(planned));
}

void plan_media_types(const OperationValues& values, const PlannedContent& content, std::vector<Planned>& out) {
  const auto judges = [&](std::string name, std::string why, Node type) {
    Planned planned = refused(values, "content type: " + name, "content type", "content");
    planned.why = std::move(why);
    planned.levels["refused"] = Level::Warn;  // RFC 9110, 8.3 and 15.5.16: a receiver may look at the bytes
    planned.levels["status.documented"] = Level::Off;
    planned.change.edits = {{Pointer{} / "content_type", std::move(type)}};
    out.push_back(std::move(planned));
  };
  const auto takes_any = [](const PlannedContent& one) { return one.content->media_type == "*/*"; };
  auto& contents = const_cast<OperationValues&>(values).contents();
  if (std::any_of(contents.begin(), contents.end(), takes_any) || !content.generator) return;
  judges("another", "application/x-concord is no documented media type", Node("application/x-concord"));
  judges("missing", "there is no Content-Type", Node());
}

// ---- much too long, twice, and what only the server sets

constexpr std::size_t far_too_long = 100'000;  // characters of a member
constexpr std::size_t long_query = 10'000;     // and of a parameter: more than all lines have room for (RFC 9112, 3)

Planned left_open(std::string name, std::string why, std::string at) {
  Planned planned;
  planned.wants = Wants::Anything;
  planned.name = std::move(name);
  planned.why = std::move(why);
  planned.at = std::move(at);
  planned.levels["status.documented"] = Level::Off;  // 413, 414 and 431 are nobody's own
  return planned;
}

constexpr std::size_t most_long_texts = 8;     // of one body, each kind
constexpr std::size_t most_texts_looked_at = 100;

// Of the first that has a maxLength.
const Invalid* first_too_long(const std::vector<Invalid>& all) {
  const auto is_long = [](const Invalid& one) { return one.keyword == "maxLength"; };
  const auto found = std::find_if(all.begin(), all.end(), is_long);
  return found == all.end() ? nullptr : &*found;
}

// Places of texts within the value, its first items standing for lists.
void find_texts(const Node& value, const Pointer& at, std::vector<Pointer>& found) {
  if (found.size() >= most_texts_looked_at) return;
  if (value.is_string()) found.push_back(at);
  if (value.is_array() && value.size() > 0) find_texts(value.items().front(), at / std::size_t{0}, found);
  for (const document::Member& member : value.members()) find_texts(member.value, at / member.key, found);
}

// The body with a text there that is very long; nothing where its schema does not take that.
std::optional<Node> with_open_text(const generate::Generator& generator, const Node& body, const Pointer& at) {
  Node longer = body;
  *document::resolve(longer, at) = Node(std::string(far_too_long, 'a'));
  return generator.accepts(longer) ? std::optional(std::move(longer)) : std::nullopt;
}

void plan_longer_than_most(const OperationValues& values, const PlannedContent& content, std::vector<Planned>& out) {
  std::set<std::string> places;
  for (const Invalid& one : content.generator->invalid()) {
    Invalid longer = one;
    Node* place = one.keyword == "maxLength" ? document::resolve(longer.value, longer.at) : nullptr;
    if (!place || places.size() == most_long_texts || !places.insert(longer.at.text()).second) continue;
    longer.after = Node(std::string(far_too_long, 'a'));
    *place = *longer.after;
    Planned planned = planned_breach(values, content, longer);
    planned.name = planned.at + ": far longer than maxLength";
    planned.levels["status.documented"] = Level::Off;
    out.push_back(std::move(planned));
  }
}

void plan_very_long(const PlannedContent& content, std::vector<Planned>& out) {
  const auto body = content.generator->value(generate::Shape::Fullest);
  std::vector<Pointer> texts;
  if (body) find_texts(*body, Pointer{}, texts);
  std::size_t count = 0;
  for (const Pointer& at : texts) {
    auto longer = count < most_long_texts ? with_open_text(*content.generator, *body, at) : std::nullopt;
    if (!longer) continue;
    ++count;
    const std::string place = at.is_root() ? "body" : "body " + at.text();
    Planned planned = left_open(place + ": very long", "a text that is very long", place);
    planned.change.edits = {{below(Pointer{} / "body", at), Node(std::string(far_too_long, 'a'))}};
    planned.change.body = std::move(longer);
    planned.change.content = content.content;
    out.push_back(std::move(planned));
  }
}

// Each text of a body: what a maxLength refuses, and what has none.
void plan_long_body(const OperationValues& values, const PlannedContent& content, std::vector<Planned>& out) {
  if (!content.generator) return;
  plan_longer_than_most(values, content, out);
  plan_very_long(content, out);
}

void plan_long_query(const OperationValues& values, const PlannedParameter& parameter, std::vector<Planned>& out) {
  if (!parameter.generator) return;
  const Node text(std::string(long_query, 'a'));
  const bool is_open = parameter.generator->accepts(text);
  const std::vector<Invalid> invalid = parameter.generator->invalid();
  const Invalid* found = is_open ? nullptr : first_too_long(invalid);
  if (!is_open && !(found && found->at.is_root())) return;
  const std::string shown = parameter.shown();
  Planned planned = left_open(shown + ": very long", shown + " is very long", shown);
  if (found) {
    Invalid longer = *found;
    longer.value = text;
    longer.after = text;
    planned = planned_breach(values, parameter, longer);
    planned.name = shown + ": far longer than maxLength";
    planned.levels["status.documented"] = Level::Off;
  }
  planned.change.edits = {{parameter.at, text}};
  out.push_back(std::move(planned));
}

bool is_query(const PlannedParameter& one) { return one.parameter->in == ParameterIn::Query && one.generator; }

// Nothing says which of them counts (RFC 3986 and OpenAPI leave it to the server).
void plan_twice(const PlannedParameter& parameter, std::vector<Planned>& out) {
  const auto value = parameter.generator->value(generate::Shape::Typical);
  if (!value || value->is_array() || value->is_object()) return;
  Planned planned = left_open(parameter.shown() + ": twice", parameter.shown() + " is there twice", parameter.shown());
  Node twice = Node::array();
  for (int i = 0; i < 2; ++i) twice.push_back(escaped(*value));
  planned.change.edits = {{parameter.at, std::move(twice)}};
  out.push_back(std::move(planned));
}

void plan_queries(OperationValues& values, std::vector<Planned>& out) {
  const auto& all = values.parameters();
  const auto first = std::find_if(all.begin(), all.end(), is_query);
  if (first == all.end()) return;
  plan_twice(*first, out);
  for (const PlannedParameter& one : all) {
    const std::size_t before = out.size();
    if (is_query(one)) plan_long_query(values, one, out);
    if (out.size() > before) return;  // one is enough
  }
}

// "SHOULD NOT be sent" (OpenAPI 3.1, via JSON Schema validation 9.4): it may be ignored, or refused.
void plan_read_only(const OperationValues& values, const PlannedContent& content, std::vector<Planned>& out) {
  const contract::DescribedObject object =
      contract::described_object(contract::view_of(content.content->schema));
  auto answers = generate::Generator::make(content.content->schema, {schema::Direction::Response,
                                                                     values.options().seed, values.options().now});
  const auto whole = answers ? answers->value(generate::Shape::Fullest) : std::nullopt;
  std::vector<std::string> names;
  Planned planned = left_open("body: what is readOnly", "", "body");
  for (const contract::DescribedMember& member : object.members) {
    const Node* value = whole && member.is_read_only ? whole->find(member.name) : nullptr;
    if (!value) continue;
    names.push_back(member.name);
    planned.change.edits.push_back({Pointer{} / "body" / member.name, escaped(*value)});
  }
  if (names.empty()) return;
  planned.why = "members that only the server sets: " + base::join(names, ", ");
  out.push_back(std::move(planned));
}

void plan_body(const OperationValues& values, const PlannedContent& content, std::vector<Planned>& out) {
  plan_no_body(values, out);
  plan_broken_schema(values, content, out);
  const auto type = http::parse_media_type(content.content->media_type);
  if (type && type->is_json()) {
    plan_raw(values, content, "malformed", "{\"concord\": nothing}", out);
    plan_raw(values, content, "truncated", "{\"concord\": [1, 2", out);
    if (values.operation().body_required) plan_raw(values, content, "empty", "", out);
  }
  plan_media_types(values, content, out);
  plan_long_body(values, content, out);
  if (type && type->is_json()) plan_read_only(values, content, out);
}

// ---- the protocol

std::vector<std::string> segments(std::string_view path) {
  std::vector<std::string> all;
  for (const std::string_view one : base::split(path, '/')) all.emplace_back(one);
  return all;
}

// Whether a request may match both.
bool may_be_same(std::string_view a, std::string_view b) {
  const auto left = segments(a), right = segments(b);
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(), [](const std::string& one, const std::string& other) {
           return one == other || one.find('{') != std::string::npos || other.find('{') != std::string::npos;
         });
}

std::set<std::string> documented_methods(const contract::Contract& contract, const std::string& path) {
  std::set<std::string> methods;
  for (const contract::Operation& one : contract.operations) {
    if (may_be_same(one.path, path)) methods.insert(one.method);
  }
  return methods;
}

Planned protocol(std::string name, std::string why, std::string keyword, const contract::Operation& operation) {
  Planned planned;
  planned.wants = Wants::Refused;
  planned.name = std::move(name);
  planned.why = std::move(why);
  planned.at = "method";
  planned.keyword = std::move(keyword);
  planned.statuses = {"4xx", "501"};
  planned.operation = &operation;
  planned.is_independent = true;
  return planned;
}

Planned without_body(Planned planned) {
  for (const char* part : {"body", "raw", "content_type", "query"})
    planned.change.edits.push_back({Pointer{} / part, std::nullopt});
  return planned;
}

// Of each path once.
void plan_methods(OperationValues& values, std::vector<Planned>& out) {
  const contract::Operation& operation = values.operation();
  const contract::Contract& contract = values.provider().contract;
  const auto first = std::find_if(contract.operations.begin(), contract.operations.end(),
                                  [&](const contract::Operation& one) { return one.path == operation.path; });
  if (&*first != &operation) return;
  const std::set<std::string> methods = documented_methods(contract, operation.path);
  for (const char* method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
    const bool is_safe = std::string_view(method) == "GET";
    if (methods.contains(method) || !(is_safe || values.may_write())) continue;
    out.push_back(without_body(protocol(std::string("method ") + method + ": not of this path",
                                        "the document has no " + std::string(method) + " " + operation.path, "method",
                                        values.made(method, operation.path))));
  }
}

void plan_unknown(OperationValues& values, std::vector<Planned>& out) {
  const contract::Operation& operation = values.operation();
  if (&operation != &values.provider().contract.operations.front()) return;
  Planned method = without_body(protocol("method CONCORD: known to nobody", "no specification has a method CONCORD",
                                         "method", values.made("CONCORD", operation.path)));
  method.levels["refused"] = Level::Warn;  // RFC 9110, 9.1: should
  out.push_back(std::move(method));
  Planned path = without_body(protocol("path: unknown", "the document has no such path", "path",
                                       values.made("GET", "/concord-no-such-path")));
  path.at = "path";
  path.levels["refused"] = Level::Warn;
  path.change.edits.push_back({Pointer{} / "path", std::nullopt});
  out.push_back(std::move(path));
}

// A server may answer as if it had not been asked (RFC 9110, 12.5.1).
void plan_accept(const OperationValues& values, std::vector<Planned>& out) {
  Planned planned;
  planned.wants = Wants::Anything;
  planned.name = "header Accept: what the operation has not";
  planned.why = "a media type that is not documented is asked for";
  planned.levels["status.documented"] = Level::Off;
  planned.change.edits = {{Pointer{} / "headers" / "Accept", Node("application/x-concord")}};
  if (values.operation().method == "GET") out.push_back(std::move(planned));
}

// Two ways to break one keyword at one place are told apart by their number.
void make_unique(std::vector<Planned>& planned) {
  std::map<std::string, int> times;
  for (Planned& one : planned) {
    const int number = ++times[one.name];
    if (number > 1) one.name += " (" + std::to_string(number) + ')';
  }
}

}  // namespace

void plan_negative(OperationValues& values, std::vector<Planned>& out) {
  for (const PlannedParameter& parameter : values.parameters()) {
    plan_missing(values, parameter, out);
    plan_invalid(values, parameter, out);
  }
  if (const PlannedContent* content = values.preferred()) plan_body(values, *content, out);
  plan_queries(values, out);
  plan_accept(values, out);
  plan_methods(values, out);
  plan_unknown(values, out);
  make_unique(out);
}

}  // namespace concord::explore
