// What a client may rely on: which answers there are, what bodies must have.
#include "openapi_words.h"
#include "rule_kinds.h"
#include "schema_members.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <map>

namespace concord::lint {
namespace {

// --- 401 and 403 ---

bool needs_credentials(const Node* security) {
  return security != nullptr && security->size() != 0 &&
         std::none_of(security->items().begin(), security->items().end(),
                      [](const Node& alternative) { return alternative.size() == 0; });
}

// Where the page says which credentials are needed: an importer may have made `security` from that.
Where said_security(const OperationSite& site, const Node& security) {
  if (security.span().is_known()) return {security.span(), none};
  const Node* components = site.document->root.find("components");
  const Node* schemes = components == nullptr ? nullptr : components->find("securitySchemes");
  for (const Member& named : security.items().front().members()) {
    const Node* scheme = schemes == nullptr ? nullptr : schemes->find(named.key);
    if (scheme != nullptr && scheme->span().is_known()) return {scheme->span(), none};
  }
  return {site.place, site.at};
}

bool is_refusal(std::string_view status) {
  return status == "401" || status == "403" || status == "default" || status == "4XX" || status == "4xx";
}

void check_refusals(const OperationSite& site, std::uint32_t number, Report& report) {
  const Node* security = security_of(site);
  const Member* responses = site.node->find_member("responses");
  if (!needs_credentials(security) || responses == nullptr || site.responses.empty()) return;
  if (std::any_of(site.responses.begin(), site.responses.end(),
                  [](const ResponseSite& one) { return is_refusal(one.status); }))
    return;
  Remark remark =
      remark_between("unauthorized-undocumented", "credentials are needed, no answer says what happens without them",
                     {span_of(*responses).is_known() ? span_of(*responses) : site.place, site.at},
                     said_security(site, *security), "security is said here");
  remark.hint = "describe 401 or 403";
  remark.operation = number;
  remark.subject = "401";
  remark.cause = site.document->source->name();
  report.add(std::move(remark));
}

// --- the words of a status ---

struct Reason {
  std::string_view status, words;
};
constexpr auto reasons = std::to_array<Reason>({{"200", "ok"},
                                                {"201", "created"},
                                                {"202", "accepted"},
                                                {"204", "no content"},
                                                {"304", "not modified"},
                                                {"400", "bad request"},
                                                {"401", "unauthorized"},
                                                {"403", "forbidden"},
                                                {"404", "not found"},
                                                {"405", "method not allowed"},
                                                {"406", "not acceptable"},
                                                {"409", "conflict"},
                                                {"410", "gone"},
                                                {"412", "precondition failed"},
                                                {"415", "unsupported media type"},
                                                {"422", "unprocessable entity"},
                                                {"429", "too many requests"},
                                                {"500", "internal server error"},
                                                {"501", "not implemented"},
                                                {"502", "bad gateway"},
                                                {"503", "service unavailable"},
                                                {"504", "gateway timeout"}});

void check_words(std::uint32_t number, const ResponseSite& response, Report& report) {
  const Node* description = response.node->find("description");
  if (description == nullptr) return;
  std::string words = base::to_lower_ascii(base::trim(description->string_or_empty()));
  while (words.ends_with('.') || words.ends_with('!')) words.pop_back();
  const auto said = std::find_if(reasons.begin(), reasons.end(), [&](const Reason& row) { return row.words == words; });
  const bool is_known =
      std::any_of(reasons.begin(), reasons.end(), [&](const Reason& row) { return row.status == response.status; });
  if (said == reasons.end() || !is_known || said->status == response.status || said->status == "200") return;
  if (said->status == "410" && response.status.starts_with('2')) return;  // a thing that was deleted is gone
  Remark remark = remark_between("status-words",
                                 "answer " + std::string(response.status) + " is described as " +
                                     cited(description->as_string()) + ", which is " + std::string(said->status),
                                 {description->span(), response.at}, {response.place, response.at}, "the status");
  remark.operation = number;
  remark.subject = response.status;
  report.add(std::move(remark));
}

// --- bodies where none is expected ---

// Also the body parameter of Swagger 2.0.
void check_unexpected(const OperationSite& site, std::uint32_t number, const Subject& subject, Report& report) {
  if (site.method != "GET" && site.method != "HEAD") return;
  const Member* stated = site.node->find_member("requestBody");
  const Node* body = stated == nullptr ? nullptr : subject.resolve(stated->value);
  base::Span where = stated == nullptr ? base::Span{} : span_of(*stated);
  bool is_required = body != nullptr && is_true(*body, "required");
  for (const ParameterSite& one : site.parameters) {
    if (one.in != "body" || !one.is_required) continue;
    is_required = true;
    where = one.node->span();
  }
  if (!is_required) return;
  Remark remark = remark_between("body-unexpected",
                                 "a body is required of a " + site.method + ", where it has no meaning",
                                 {where.is_known() ? where : site.place, site.at}, {site.place, none}, "the operation");
  remark.operation = number;
  remark.subject = site.method;
  report.add(std::move(remark));
}

// --- bodies that need nothing ---

bool demands_nothing(const DescribedObject& object) {
  return object.is_whole && object.required.empty() && !object.members.empty();
}

void check_body(const Context& context, const Subject& subject, std::uint32_t number, Report& report) {
  const OperationSite& site = context.sites.operations[number];
  const Node* stated = site.node->find("requestBody");
  const Node* body = stated == nullptr ? nullptr : subject.resolve(*stated);
  const Member* required = body == nullptr ? nullptr : body->find_member("required");
  const SiteId schema = request_schema(context.sites, subject, site);
  if (site.method == "PATCH") return;  // changes what it names
  if (required == nullptr || !span_of(*required).is_known() || !is_true(*body, "required") || schema == none) return;
  if (!demands_nothing(context.objects.of(schema))) return;
  const SchemaSite& described = context.sites.schemas[context.sites.resolve(schema)];
  Remark remark = remark_between("body-hollow", "a body is required, and nothing in it: {} satisfies its schema",
                                 {span_of(*required), site.at}, {described.node->span(), described.at}, "the schema");
  remark.operation = number;
  remark.subject = "required";
  report.add(std::move(remark));
}

// --- members that all examples have, and that nothing demands ---

class AnswerCheck {
 public:
  AnswerCheck(const Context& context, Report& report) : context_(context), report_(report) {}

  void check(std::uint32_t number) {
    std::map<SiteId, std::vector<const ValueSite*>> by_schema;
    for (const std::size_t i : context_.evidence.values_of(number)) {
      const ValueSite& site = context_.sites.values[i];
      if (site.kind == ValueKind::MediaExample && site.context == in_response && site.value->is_object())
        by_schema[site.schema].push_back(&site);
    }
    for (const auto& [schema, examples] : by_schema) check(number, schema, examples);
  }

 private:
  void check(std::uint32_t number, SiteId schema, const std::vector<const ValueSite*>& examples) {
    const SchemaSite& site = context_.sites.schemas[schema];
    const DescribedObject& object = context_.objects.of(schema);
    if (!demands_nothing(object) || site.node->has("x-concord-basis")) return;
    std::vector<std::string> common;
    for (const DescribedMember& member : object.members) {
      const bool is_common = std::all_of(examples.begin(), examples.end(),
                                         [&](const ValueSite* one) { return one->value->has(member.name); });
      if (is_common) common.emplace_back(member.name);
    }
    if (common.empty()) return;
    const std::string count = examples.size() == 1 ? "its example has " : "each of its examples has ";
    Remark remark = remark_between(
        "required-unsaid", "the schema of the answer requires nothing, " + count + listed(common),
        {place_of(site, *examples.front()), site.at}, {examples.front()->place, examples.front()->at}, "such as here");
    remark.operation = number;
    remark.subject = "required";
    report_.add(std::move(remark));
  }

  // Where an importer made the reference, it has no place of its own.
  base::Span place_of(const SchemaSite& site, const ValueSite& example) const {
    if (site.node->span().is_known()) return site.node->span();
    const base::Span target = context_.sites.schemas[context_.sites.resolve(example.schema)].node->span();
    return target.is_known() ? target : example.place;
  }

  const Context& context_;
  Report& report_;
};

}  // namespace

void check_answers(const Context& context, Report& report) {
  AnswerCheck answers(context, report);
  for (std::uint32_t number = 0; number < context.sites.operations.size(); ++number) {
    const OperationSite& site = context.sites.operations[number];
    if (!site.is_called_by_clients) continue;
    check_refusals(site, number, report);
    for (const ResponseSite& response : site.responses) check_words(number, response, report);
    if (report.wants("required-unsaid")) answers.check(number);
    const auto subject = std::find_if(context.subjects.begin(), context.subjects.end(),
                                      [&](const Subject& one) { return one.document == site.document; });
    if (subject == context.subjects.end()) continue;
    check_body(context, *subject, number, report);
    check_unexpected(site, number, *subject, report);
  }
}

}  // namespace concord::lint
