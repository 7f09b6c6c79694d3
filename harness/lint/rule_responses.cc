// Responses: bodies that nobody describes, examples for statuses that nothing answers with.
#include "openapi_words.h"
#include "rule_kinds.h"

#include <concord/base/text.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace concord::lint {
namespace {

bool has_no_body(std::string_view status, const std::string& method) {
  return status == "204" || status == "205" || status == "304" || status.starts_with('1') || status.starts_with('3') ||
         method == "HEAD";
}

// A schema that an importer made from an example says nothing that the page says.
bool is_stated(const Node& schema) {
  const Node* basis = schema.find("x-concord-basis");
  const Node* type = basis == nullptr ? nullptr : basis->find("type");
  return type == nullptr || type->string_or_empty() != "example";
}

// What there is in place of a schema.
std::string without_schema(const Member& media) {
  const Node* schema = media.value.find("schema");
  const bool is_made = schema != nullptr && !is_stated(*schema);
  const bool is_shown = is_made || media.value.has("example") || media.value.has("examples");
  return is_shown ? ": only examples show its " + cited(media.key) : " for " + cited(media.key);
}

void say_missing(const OperationSite& site, std::uint32_t number, const ResponseSite& response, std::string what,
                 base::Span there, Report& report) {
  Remark remark{"response-schema",
                std::move(what),
                {there.is_known() ? there : response.place, response.at},
                {},
                {},
                number,
                std::string(response.status)};
  remark.related.emplace_back(Where{site.place, site.at}, "the operation");
  report.add(std::move(remark));
}

void check_bodies(const OperationSite& site, std::uint32_t number, const ResponseSite& response, Report& report) {
  if (has_no_body(response.status, site.method) || !response.node->is_object()) return;
  const std::string status(response.status);
  if (site.version == SpecVersion::Swagger20) {
    if (!response.node->has("schema"))
      say_missing(site, number, response, "answer " + status + " has no schema", response.place, report);
    return;
  }
  const Node* content = response.node->find("content");
  if (content == nullptr || content->size() == 0) {
    return say_missing(site, number, response, "answer " + status + " has no schema: its body is not described",
                       response.place, report);
  }
  for (const Member& media : content->members()) {
    const Node* schema = media.value.find("schema");
    if (schema != nullptr && (schema->is_boolean() || schema->size() != 0) && is_stated(*schema)) continue;
    say_missing(site, number, response, "answer " + status + " has no schema" + without_schema(media),
                span_of(media), report);
  }
}

// A body where HTTP has none: nobody can send it (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5).
void check_bodiless(const OperationSite& site, std::uint32_t number, const ResponseSite& response, Report& report) {
  if (response.status != "204" && response.status != "205" && response.status != "304") return;
  const Member* body = response.node->find_member(site.version == SpecVersion::Swagger20 ? "schema" : "content");
  if (body == nullptr || body->value.size() == 0) return;
  Remark remark = remark_between("response-bodiless",
                                 "answer " + std::string(response.status) + " has a body here, and none in HTTP",
                                 {span_of(*body).is_known() ? span_of(*body) : response.place, response.at},
                                 {site.place, site.at}, "the operation");
  remark.operation = number;
  remark.subject = response.status;
  report.add(std::move(remark));
}

bool answers_with(const OperationSite& site, std::string_view status) {
  return std::any_of(site.responses.begin(), site.responses.end(), [&](const ResponseSite& one) {
    const bool is_class = one.status.size() == 3 && (one.status.substr(1) == "XX" || one.status.substr(1) == "xx") &&
                          one.status[0] == status[0];
    return one.status == status || one.status == "default" || is_class;
  });
}

// Examples that are named like a status that nothing answers with.
void check_named(const Context& context, const ValueSite& site, Report& report) {
  if (!is_status(site.name) || context.sites.operations.empty()) return;
  const auto& all = context.sites.operations;
  const openapi::Document& document = context.sites.trails.document(site.at);
  const OperationSite* some = nullptr;
  for (const OperationSite& one : all) {
    if (one.document != &document) continue;
    if (answers_with(one, site.name)) return;
    if (some == nullptr) some = &one;
  }
  if (some == nullptr) return;
  Remark remark{"example-status",
                "there is an example for " + std::string(site.name) + ", which no operation here answers with",
                {site.place, site.at},
                {},
                {},
                none,
                std::string(site.name)};
  const Member* responses = some->node->find_member("responses");
  remark.related.emplace_back(Where{responses == nullptr ? some->place : span_of(*responses), none},
                              "the answers are listed here");
  report.add(std::move(remark));
}

// The answer that an example stands in; null when it stands in none.
const ResponseSite* answer_of(const Context& context, const ValueSite& site) {
  if (site.operation == none || site.kind != ValueKind::MediaExample || site.context != in_response) return nullptr;
  const OperationSite& operation = context.sites.operations[site.operation];
  const std::string pointer = context.sites.trails.pointer(site.at);
  const auto of = std::find_if(operation.responses.begin(), operation.responses.end(), [&](const ResponseSite& one) {
    return pointer.starts_with(context.sites.trails.pointer(one.at) + "/");
  });
  return of == operation.responses.end() ? nullptr : &*of;
}

// An example whose own member says another status than the answer that it stands in.
void check_member(const Context& context, const ValueSite& site, Report& report) {
  const ResponseSite* of = answer_of(context, site);
  if (of == nullptr || !is_status(of->status)) return;
  for (const std::string_view name :
       {"status", "statusCode", "status_code", "httpStatus", "httpStatusCode", "http_status"}) {
    const Member* member = site.value->find_member(name);
    if (member == nullptr) continue;
    const auto number = member->value.to_int64();
    if (!number || *number < 100 || *number > 599 || std::to_string(*number) == of->status) continue;
    Remark remark{
        "example-status",
        "the example says " + cited(name) + " " + std::to_string(*number) + " in answer " + std::string(of->status),
        {span_of(*member), site.at},
        {},
        {},
        site.operation,
        std::string(name)};
    remark.related.emplace_back(Where{of->place, of->at}, "the answer");
    report.add(std::move(remark));
  }
}

// --- error codes that carry the status ---

// "AUTH-0401" is AUTH and 401; nothing when the text does not end with the status.
std::optional<std::string> prefix_of(std::string_view text, std::string_view status) {
  if (text.size() > 40 || !text.ends_with(status)) return std::nullopt;
  std::string_view rest = text.substr(0, text.size() - status.size());
  while (rest.ends_with('0')) rest.remove_suffix(1);
  if (!rest.ends_with('-') && !rest.ends_with('_')) return std::nullopt;
  rest.remove_suffix(1);
  const bool is_word = !rest.empty() && rest.find_first_of(" 0123456789") == std::string_view::npos;
  return is_word ? std::optional(std::string(rest)) : std::nullopt;
}

// Two examples of one status whose codes say the status, and differ in the word before it.
class CodeCheck {
 public:
  CodeCheck(const Context& context, Report& report) : context_(context), report_(report) {}

  void check(const ValueSite& site) {
    const ResponseSite* of = answer_of(context_, site);
    const std::string_view status = of != nullptr ? of->status : is_status(site.name) ? site.name : "";
    if (!is_status(status)) return;
    for (const Member& member : site.value->members()) {
      if (const auto prefix = prefix_of(member.value.string_or_empty(), status)) compare(site, member, status, *prefix);
    }
  }

 private:
  void compare(const ValueSite& site, const Member& member, std::string_view status, const std::string& prefix) {
    const auto* document = &context_.sites.trails.document(site.at);
    const auto [first, is_new] = known_.try_emplace({document, std::string(status), member.key}, prefix, &member.value);
    if (is_new || first->second.first == prefix) return;
    const Node& other = *first->second.second;
    const std::string message = "the code for " + std::string(status) + " is " + shown(member.value) + " here, ";
    Remark remark = remark_between("example-code", message + shown(other) + " elsewhere",
                                   {member.value.span(), site.at}, {other.span(), none}, "such as here");
    remark.operation = site.operation;
    remark.subject = prefix;
    report_.add(std::move(remark));
  }

  const Context& context_;
  Report& report_;
  std::map<std::tuple<const openapi::Document*, std::string, std::string>, std::pair<std::string, const Node*>> known_;
};

}  // namespace

void check_responses(const Context& context, Report& report) {
  for (std::uint32_t number = 0; number < context.sites.operations.size(); ++number) {
    const OperationSite& site = context.sites.operations[number];
    if (!site.is_called_by_clients) continue;
    for (const ResponseSite& response : site.responses) {
      check_bodies(site, number, response, report);
      if (response.node->is_object()) check_bodiless(site, number, response, report);
    }
  }
  CodeCheck codes(context, report);
  for (const ValueSite& site : context.sites.values) {
    if (site.kind == ValueKind::Default) continue;
    codes.check(site);
    if (site.kind == ValueKind::Extension) check_named(context, site, report);
    check_member(context, site, report);
  }
}

}  // namespace concord::lint
