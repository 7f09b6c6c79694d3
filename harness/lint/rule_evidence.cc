// What examples show against what schemas leave unsaid: formats, members that nobody describes, values that only look
// right, statuses.
#include "evidence.h"
#include "openapi_words.h"
#include "rule_kinds.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::lint {
namespace {

using base::is_alphanumeric;
using base::is_hex;

Where where_of(const Context& context, const Evidence& evidence) {
  return {evidence.value->span(), context.sites.values[evidence.value_site].at};
}

// --- formats that every sample has, or some do and some do not ---

void say_missing(const Context& context, const SchemaSite& site, const Evidence& first, std::string_view kind,
                 Report& report) {
  const Member* type = site.node->find_member("type");
  Remark remark{"format-missing",
                "the schema says a string, every example is " + std::string(with_article(kind)),
                {span_of(*type), site.at},
                "add format: " + std::string(kind),
                {},
                site.operation,
                std::string(kind)};
  remark.related.emplace_back(where_of(context, first), "such as this one");
  report.add(std::move(remark));
}

void say_mixed(const Context& context, const SchemaSite& site, const Evidence& one, const Evidence& other,
               std::string_view kind, Report& report) {
  Remark remark{
      "format-mixed",
      "the example " + shown(*other.value) + " is not " + std::string(with_article(kind)) + ", another one is",
      where_of(context, other),
      {},
      {},
      site.operation,
      std::string(kind)};
  remark.related.emplace_back(where_of(context, one), "this one is");
  remark.related.emplace_back(Where{site.node->span(), site.at}, "the schema of both");
  report.add(std::move(remark));
}

void check_formats(const Context& context, SiteId id, Report& report) {
  const SchemaSite& site = context.sites.schemas[id];
  if (!is_bare_string(*site.node)) return;
  const auto& evidence = context.evidence.of(id);
  if (evidence.empty()) return;
  std::string_view kind;
  const Evidence* first = nullptr;
  for (const Evidence& one : evidence) {
    const std::string_view its = one.value->is_string() ? text_kind(one.value->as_string()) : std::string_view{};
    if (its.empty() || first != nullptr) continue;
    kind = its;
    first = &one;
  }
  if (first == nullptr) return;
  // Times stand beside other texts in lists of anything; one identifier among others says what they all are.
  const auto is_kind = [&](const Evidence& one) {
    return one.value->is_string() && text_kind(one.value->as_string()) == kind;
  };
  const auto same = static_cast<std::size_t>(std::count_if(evidence.begin(), evidence.end(), is_kind));
  const bool is_time_among_others = kind.starts_with("date") && 2 * same < evidence.size();
  bool is_mixed = false;
  for (const Evidence& one : evidence) {
    const std::string_view its = one.value->is_string() ? text_kind(one.value->as_string()) : std::string_view{};
    if (its == kind) continue;
    is_mixed = true;
    const bool is_identifier = kind == "uuid" || kind == "ulid" || kind == "date-time" || kind == "date";
    const bool is_empty = one.value->is_string() && one.value->as_string().empty();
    if (is_identifier && !is_empty && !is_time_among_others) say_mixed(context, site, *first, one, kind, report);
  }
  if (!is_mixed) say_missing(context, site, *first, kind, report);
}

// --- values that are nearly a UUID ---

// The first character that keeps a text of the form 8-4-4-4-12 from being a UUID; 0 for any other text.
char odd_in_uuid(std::string_view text) {
  if (text.size() != 36) return 0;
  char odd = 0;
  std::size_t hex = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_hyphen ? text[i] != '-' : !is_alphanumeric(text[i])) return 0;
    if (is_hyphen) continue;
    if (is_hex(text[i]))
      ++hex;
    else if (odd == 0)
      odd = text[i];
  }
  return hex >= 16 ? odd : 0;  // xxxxxxxx-xxxx-… is a picture
}

void check_shapes(const Context& context, const Node& value, std::size_t site, int depth, Report& report) {
  if (depth > 64) return;
  for (const Node& item : value.items()) check_shapes(context, item, site, depth + 1, report);
  for (const Member& member : value.members()) check_shapes(context, member.value, site, depth + 1, report);
  if (!value.is_string()) return;
  const char odd = odd_in_uuid(value.as_string());
  if (odd == 0) return;
  const ValueSite& example = context.sites.values[site];
  Remark remark{"example-nearly",
                shown(value) + " has the form of a UUID, '" + odd + "' is no hexadecimal digit",
                {value.span(), example.at},
                {},
                {},
                example.operation,
                value.as_string()};
  const SchemaSite& schema = context.sites.schemas[example.schema];
  remark.related.emplace_back(Where{schema.node->span(), schema.at}, "the schema of the example");
  report.add(std::move(remark));
}

// A comma that was meant for the text around it.
void check_commas(const Context& context, const Node& value, std::size_t site, int depth, Report& report) {
  if (depth > 64) return;
  for (const Node& item : value.items()) check_commas(context, item, site, depth + 1, report);
  for (const Member& member : value.members()) check_commas(context, member.value, site, depth + 1, report);
  if (!value.is_string() || value.as_string().size() < 2 || !value.as_string().ends_with(',')) return;
  if (value.as_string().find(' ') != std::string::npos) return;
  const ValueSite& example = context.sites.values[site];
  Remark remark{"example-comma",
                "the example value " + shown(value) + " ends with a comma",
                {value.span(), example.at},
                "a comma of JSON left in YAML?",
                {},
                example.operation,
                value.as_string()};
  const SchemaSite& schema = context.sites.schemas[example.schema];
  remark.related.emplace_back(Where{schema.node->span(), schema.at}, "the schema of the example");
  report.add(std::move(remark));
}

// --- members that the schema does not describe ---

bool demands(const Node& schema, std::string_view name) {
  const Node* required = schema.find("required");
  return required != nullptr && std::any_of(required->items().begin(), required->items().end(),
                                            [&](const Node& one) { return one.string_or_empty() == name; });
}

void check_members(const Context& context, std::size_t number, Report& report) {
  const ValueSite& site = context.sites.values[number];
  if (!site.value->is_object() && !site.value->is_array()) return;
  for (const schema::Undocumented& one : context.examples.undocumented(site.schema, *site.value, site.context)) {
    if (one.instance.is_root()) continue;
    const std::string& name = one.instance.tokens().back();
    if (one.schema != nullptr && demands(*one.schema, name)) continue;  // required-undeclared says so
    const Node* holder = document::resolve(*site.value, one.instance.parent());
    const Member* member = holder == nullptr ? nullptr : holder->find_member(name);
    Remark remark{"example-undocumented",
                  "the example has " + cited(name) + ", which its schema does not describe",
                  {member == nullptr ? site.value->span() : span_of(*member), site.at},
                  base::did_you_mean(name, one.known),
                  {},
                  site.operation,
                  one.instance.text()};
    const base::Span there = one.schema != nullptr && one.schema->span().is_known()
                                 ? one.schema->span()
                                 : context.sites.schemas[site.schema].node->span();
    remark.related.emplace_back(Where{there, context.sites.schemas[site.schema].at}, "the members are described here");
    report.add(std::move(remark));
  }
}

void say_direction(const Context& context, const EvidenceIndex::WrongSide& one, Report& report) {
  const ValueSite& site = context.sites.values[one.evidence.value_site];
  const SchemaSite& schema = context.sites.schemas[one.schema];
  const bool is_request = site.context == in_request;
  const Member* mark = schema.node->find_member(is_request ? "readOnly" : "writeOnly");
  Remark remark{"example-direction",
                is_request ? "the example of a request has a member that is readOnly"
                           : "the example of an answer has a member that is writeOnly",
                where_of(context, one.evidence),
                {},
                {},
                site.operation,
                context.sites.trails.pointer(schema.at)};
  remark.related.emplace_back(Where{span_of(*mark), schema.at},
                              is_request ? "readOnly is said here" : "writeOnly is said here");
  report.add(std::move(remark));
}

}  // namespace

void check_evidence(const Context& context, Report& report) {
  for (const auto& one : context.evidence.wrong_side()) say_direction(context, one, report);
  for (SiteId id = 0; id < context.sites.schemas.size(); ++id) check_formats(context, id, report);
  for (std::size_t i = 0; i < context.sites.values.size(); ++i) {
    const ValueSite& site = context.sites.values[i];
    if (site.kind == ValueKind::Default) continue;
    check_shapes(context, *site.value, i, 0, report);
    check_commas(context, *site.value, i, 0, report);
    if (report.wants("example-undocumented")) check_members(context, i, report);
  }
}

}  // namespace concord::lint
