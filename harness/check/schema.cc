#include "checks.h"
#include "provenance.h"
#include "shown.h"

#include <fmt/format.h>

namespace concord::check {

namespace {

void report(const Answer& answer, const schema::Violation& violation, Findings& findings) {
  auto message = at(violation.instance.text(), cut(violation.message, 300));
  if (violation.equal_elsewhere > 0) {
    message += fmt::format(" (and {} alike)", count_of(violation.equal_elsewhere, "more item"));
  }
  auto& failure = findings.add("contract.response_schema", std::move(message));
  failure.expected = violation.expected;
  failure.actual = violation.actual;
  failure.hint = violation.hint;
  failure.pointer = violation.instance.text();
  failure.schema_location = violation.schema_location;
  failure.basis = "documented";
  if (violation.schema) failure.basis = apidoc::basis_name(apidoc::basis_of(*violation.schema, violation.keyword));
  if (auto line = documentation_of(answer, violation); !line.empty()) failure.documentation = std::move(line);
}

}  // namespace

void check_schema(const Answer& answer, Findings& findings) {
  if (!answer.schema || !answer.body() || answer.schema->accepts(*answer.body())) return;
  const auto explanation = answer.schema->explain(*answer.body());
  for (const auto& violation : explanation.violations) report(answer, violation, findings);
  if (explanation.not_listed == 0) return;
  auto& failure = findings.add("contract.response_schema",
                               count_of(explanation.not_listed, "more violation") + " not listed");
  failure.basis = "documented";
}

}  // namespace concord::check
