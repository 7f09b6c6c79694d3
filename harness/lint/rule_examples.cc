// Examples and defaults against their schemas.
#include "demand_place.h"
#include "rule_kinds.h"

#include <concord/base/glob.h>
#include <concord/base/text.h>
#include <concord/openapi/ambiguous_scalars.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_set>

namespace concord::lint {
namespace {

bool is_exempt(const Context& context, const ValueSite& value) {
  const auto& globs = context.options.allowed_invalid;
  return !value.name.empty() && std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
    return base::matches_glob(glob, value.name, '/');
  });
}

// The JSON text of an object, in quotes.
bool holds_json_text(const Node& value) {
  if (!value.is_string()) return false;
  const std::string_view text = base::trim(value.as_string());
  if (!text.starts_with('{') && !text.starts_with('[')) return false;
  const document::ParsedJson parsed = document::parse_answer_json(text);
  return parsed.root && parsed.faults.empty();
}

std::string what(const ValueSite& value) {
  if (value.kind == ValueKind::Default) return "the default";
  return value.name.empty() ? "the example" : "the example " + cited(value.name);
}

Where schema_place(const schema::Violation& violation) { return {broken_span(violation), none}; }

// `x-examples` hold values, or objects with the value in them as Example Objects have it.
const Node& value_of(const Context& context, const ValueSite& site) {
  if (site.kind != ValueKind::Extension) return *site.value;
  const Node* inner = site.value->find("value");
  const Node* properties = context.sites.schemas[context.sites.resolve(site.schema)].node->find("properties");
  const bool is_property = properties != nullptr && properties->has("value");
  const bool is_only_that = std::all_of(
      site.value->members().begin(), site.value->members().end(),
      [](const Member& one) { return one.key == "value" || one.key == "summary" || one.key == "description"; });
  return inner != nullptr && !is_property && is_only_that ? *inner : *site.value;
}

// Whether a string in a body that is no JSON is what the schema describes: a text where the schema says string. XML is
// written as a text, whatever it holds.
bool is_text(const Context& context, const ValueSite& site) {
  const Node* type = context.sites.schemas[context.sites.resolve(site.schema)].node->find("type");
  return site.form == BodyForm::Text && type != nullptr && type->string_or_empty() == "string";
}

class ValueCheck {
 public:
  ValueCheck(const Context& context, Report& report, std::string_view rule)
      : context_(context), report_(report), rule_(rule) {}

  void judge(const ValueSite& site) {
    const Node& value = value_of(context_, site);
    if (site.form != BodyForm::Json && value.is_string() && !is_text(context_, site)) return;
    if (!seen_.emplace(site.value, context_.sites.resolve(site.schema), site.context).second) return;
    const Verdict verdict = context_.examples.validate(site.schema, value, site.context);
    if (!verdict.is_judged) return;
    judged_.insert(site.value);
    if (verdict.violations.empty()) return;
    if (holds_json_text(value)) return add_text(site, verdict);
    for (const schema::Violation& violation : verdict.violations) add(site, value, violation);
    if (verdict.not_listed > 0) add_rest(site, verdict.not_listed);
  }

  std::uint64_t judged() const { return judged_.size(); }

 private:
  Remark remark(const ValueSite& site, std::string_view rule) const {
    Remark out;
    out.rule = rule;
    out.where = {site.value->span(), site.at};
    out.operation = site.operation;
    return out;
  }

  void add(const ValueSite& site, const Node& value, const schema::Violation& violation) {
    if (violation.is_told_apart && violation.schema != nullptr) return add_ambiguous(site, violation);
    Remark out = remark(site, rule_);
    const Node* there = document::resolve(value, violation.instance);
    // By YAML 1.2 `0644` is an integer: scalar-ambiguous tells of it.
    if (there != nullptr && violation.keyword == "type" && openapi::is_ambiguous(*there)) return;
    if (there != nullptr && there->span().is_known()) out.where.span = there->span();
    const std::string at = violation.instance.text();
    out.message = what(site) + " breaks its schema" + (at.empty() ? "" : " at " + cited(at)) + ": " + violation.message;
    out.hint = violation.hint;
    out.subject = at + " " + violation.keyword;
    add_schema(out, site, violation);
    report_.add(std::move(out));
  }

  // Every example would be refused for it: the schema is what to mend, once.
  void add_ambiguous(const ValueSite& site, const schema::Violation& violation) {
    const Node* rule = violation.schema->find("discriminator");
    const Node* name = rule == nullptr ? nullptr : rule->find("propertyName");
    Remark out;
    out.rule = "oneof-ambiguous";
    out.where = schema_place(violation);
    out.where.pointer = context_.examples.keyword_pointer(violation);
    out.message = "only the discriminator" + (name == nullptr ? "" : " " + cited(name->string_or_empty())) +
                  " tells the alternatives apart, and oneOf refuses what matches several";
    out.hint = "let each alternative allow its own value of the member only: \"const\", or an \"enum\" of one";
    out.operation = site.operation;
    out.subject = "oneOf";
    out.related.emplace_back(Where{site.value->span(), site.at}, "this matches several");
    report_.add(std::move(out));
  }

  void add_schema(Remark& out, const ValueSite& site, const schema::Violation& violation) const {
    const SchemaSite& own = context_.sites.schemas[site.schema];
    Where there = schema_place(violation);
    there.pointer = context_.examples.keyword_pointer(violation);
    if (!there.span.is_known() || there.pointer.empty()) there.at = own.at;
    if (!there.span.is_known()) there.span = own.node->span();
    out.related.emplace_back(there, base::in_quotes(violation.keyword) + " is said here");
  }

  void add_text(const ValueSite& site, const Verdict& verdict) {
    Remark out = remark(site, rule_ == "example-schema" ? "example-text" : rule_);
    out.message = what(site) + " is JSON text in a string, its schema wants " + verdict.violations.front().expected;
    out.hint = "write it without the quotes";
    out.subject = "text";
    add_schema(out, site, verdict.violations.front());
    report_.add(std::move(out));
  }

  void add_rest(const ValueSite& site, std::size_t count) {
    Remark out = remark(site, rule_);
    out.message = what(site) + " breaks its schema " + std::to_string(count) + " more times";
    out.subject = "rest";
    out.related.emplace_back(
        Where{context_.sites.schemas[site.schema].node->span(), context_.sites.schemas[site.schema].at}, "its schema");
    report_.add(std::move(out));
  }

  const Context& context_;
  Report& report_;
  std::string_view rule_;
  // An example that many places refer to is one, and broken once for each schema that it breaks.
  std::set<std::tuple<const Node*, SiteId, std::uint8_t>> seen_;
  std::unordered_set<const Node*> judged_;
};

}  // namespace

void check_examples(const Context& context, Report& report) {
  ValueCheck check(context, report, "example-schema");
  ValueCheck extensions(context, report, "example-extension");
  for (const ValueSite& site : context.sites.values) {
    if (site.kind == ValueKind::Default || is_exempt(context, site)) continue;
    if (site.kind != ValueKind::Extension)
      check.judge(site);
    else if (report.wants("example-extension"))
      extensions.judge(site);
  }
  report.count("examples checked", check.judged() + extensions.judged());
}

void check_defaults(const Context& context, Report& report) {
  ValueCheck check(context, report, "default-schema");
  for (const ValueSite& site : context.sites.values) {
    if (site.kind == ValueKind::Default) check.judge(site);
  }
}

}  // namespace concord::lint
