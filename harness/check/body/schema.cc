#include "checks.h"
#include "example_verdict.h"
#include "provenance.h"
#include "shown.h"

#include <concord/base/counted.h>

#include <fmt/format.h>

namespace concord::check {

namespace {

// The member whose absence a violation of `required` is about, or null.
const Node* missing_member(const schema::Violation& violation) {
  if (violation.keyword != "required" || !violation.schema) return nullptr;
  const auto* required = violation.schema->find("required");
  if (!required) return nullptr;
  for (const auto& name : required->items()) {
    if (name.is_string() && violation.message.starts_with(document::write_json(name))) return &name;
  }
  return nullptr;
}

// Where it is said: at the member that is missing, if the schema describes it, else where the rule is.
std::string documentation_for(const CheckContext& answer, const schema::Violation& violation, const Node* missing) {
  const auto* properties = missing ? violation.schema->find("properties") : nullptr;
  const auto* member = properties ? properties->find(missing->as_string()) : nullptr;
  auto line = member ? documentation_of(answer, *member) : std::string();
  return line.empty() ? documentation_of(answer, violation) : line;
}

// `before`: where the instance is in the body.
void report(const CheckContext& answer, const schema::Violation& violation, const std::string& before,
            Findings& findings) {
  const auto* missing = missing_member(violation);
  const auto place =
      before + (missing ? (violation.instance / missing->as_string()).text() : violation.instance.text());
  auto message = at(place, missing ? "is required and missing" : cut(violation.message, 300));
  if (violation.equal_elsewhere > 0) {
    message += fmt::format(" (and {} alike)", base::counted(violation.equal_elsewhere, "more item"));
  }
  auto& failure = findings.add("contract.response_schema", std::move(message));
  failure.expected = violation.expected;
  failure.actual = violation.actual;
  failure.hint = violation.hint;
  failure.pointer = place;
  failure.keyword = violation.keyword;
  failure.schema_location = violation.schema_location;
  failure.basis = "documented";
  if (violation.schema) failure.basis = contract::basis_name(contract::basis_of(*violation.schema, violation.keyword));
  auto line = documentation_for(answer, violation, missing);
  if (!line.empty()) failure.documentation = std::move(line);
  if (before.empty()) let_example_decide(answer, violation, failure);
}

void judge_instance(const CheckContext& answer, const schema::Schema& schema, const Node& instance,
                    const std::string& before, Findings& findings) {
  if (schema.accepts(instance)) return;
  const auto explanation = schema.explain(instance);
  for (const auto& violation : explanation.violations) {
    if (violation.is_unjudged)
      findings.cannot_judge(at(before + violation.instance.text(), cut(violation.message, 200)));
    else report(answer, violation, before, findings);
  }
  if (explanation.not_listed == 0) return;
  auto& failure =
      findings.add("contract.response_schema", base::counted(explanation.not_listed, "more violation") + " not listed");
  failure.basis = "documented";
}

}  // namespace

void check_schema(const CheckContext& answer, Findings& findings) {
  if (!answer.body()) return;
  if (answer.schema) judge_instance(answer, *answer.schema, *answer.body(), "", findings);
  if (!answer.item_schema) return;
  for (std::size_t i = 0; i < answer.body()->size(); ++i) {
    bool is_data = false;
    const Node& judged = answer.judged_of_item(answer.body()->items()[i], is_data);
    const std::string before = "/" + std::to_string(i) + (is_data ? "/data" : "");
    judge_instance(answer, *answer.item_schema, judged, before, findings);
  }
}

}  // namespace concord::check
