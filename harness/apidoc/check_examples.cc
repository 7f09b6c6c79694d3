// Every example of a contract against its own schema: bodies, answers, parameters, and the examples of schemas.
#include "place.h"
#include "schema_walk.h"

#include <concord/apidoc/derive.h>
#include <concord/base/text.h>

namespace concord::apidoc {
namespace {

using document::Member;

class ExampleChecker {
 public:
  explicit ExampleChecker(const Contract& contract) : contract_(contract) {}

  Diagnostics check() {
    for (const Operation& operation : contract_.operations) {
      const std::string of = " of " + operation.id();
      for (const Content& content : operation.request)
        check_content(content, "the request" + of, schema::Direction::Request);
      for (const Answer& answer : operation.answers) {
        for (const Content& content : answer.contents) {
          check_content(content, "answer " + answer.status + of, schema::Direction::Response);
        }
      }
    }
    check_parameters();
    for_each_root_schema(*contract_.root, [&](const Node& schema, const Pointer& at) {
      for_each_schema(schema, at, [&](const Node& inner, const Pointer& there) { check_schema(inner, there); });
    });
    return std::move(findings_);
  }

 private:
  void check_content(const Content& content, const std::string& where, schema::Direction direction) {
    if (!content.schema || content.examples.empty()) return;
    const auto compiled = compiled_at(content.schema, direction);
    if (!compiled) return;
    for (const Example& example : content.examples) {
      check_value(*compiled, example.value, "example \"" + example.name + "\" of " + where);
    }
  }

  void check_parameters() {
    const Node* paths = contract_.root->find("paths");
    if (paths == nullptr) return;
    for (const Member& path : paths->members()) {
      for (const Member& method : path.value.members()) {
        const Node* parameters = method.value.find("parameters");
        if (parameters == nullptr) continue;
        for (std::size_t i = 0; i < parameters->items().size(); ++i) {
          check_parameter(parameters->items()[i], Pointer{} / "paths" / path.key / method.key / "parameters" / i);
        }
      }
    }
  }

  void check_parameter(const Node& parameter, const Pointer& at) {
    const Node* examples = parameter.find("examples");
    const Node* name = parameter.find("name");
    if (examples == nullptr || name == nullptr || !parameter.has("schema")) return;
    const auto compiled = compiled_at({contract_.root, at / "schema", contract_.file}, schema::Direction::Request);
    if (!compiled) return;
    for (const Member& example : examples->members()) {
      const Node* value = example.value.find("value");
      if (value == nullptr) continue;
      check_value(*compiled, *value,
                  "example \"" + example.key + "\" of parameter \"" + std::string(name->string_or_empty()) + "\"");
    }
  }

  void check_schema(const Node& schema, const Pointer& at) {
    const Node* examples = schema.find("examples");
    if (examples == nullptr || examples->size() == 0) return;
    const auto compiled = compiled_at({contract_.root, at, contract_.file}, schema::Direction::None);
    if (!compiled) return;
    for (const Node& value : examples->items()) check_value(*compiled, value, "the example of schema " + at.text());
  }

  std::optional<schema::Schema> compiled_at(const SchemaRef& ref, schema::Direction direction) {
    auto compiled = compile(ref, direction);
    if (compiled) return *compiled;
    for (base::Diagnostic mistake : compiled.diagnostics()) {
      mistake.severity = base::Severity::Warning;
      findings_.push_back(std::move(mistake));
    }
    return std::nullopt;
  }

  void check_value(const schema::Schema& schema, const Node& value, const std::string& subject) {
    const schema::Explanation explanation = schema.explain(value);
    for (const schema::Violation& violation : explanation.violations) {
      report("apidoc.example", subject + at_pointer(violation.instance) + ": " + violation.message, value,
             violation.instance, violation.hint);
    }
    if (!explanation.violations.empty()) return;
    for (const schema::Undocumented& member : schema.undocumented(value)) {
      const std::string name = member.instance.tokens().empty() ? std::string{} : member.instance.tokens().back();
      report("apidoc.example-member", subject + " has \"" + name + "\", which its schema does not describe", value,
             member.instance, base::did_you_mean(name, member.known));
    }
  }

  void report(std::string kind, std::string message, const Node& value, const Pointer& at, std::string hint) {
    const Node* there = document::resolve(value, at);
    const base::Span span = there != nullptr && there->span().is_known() ? there->span() : value.span();
    findings_.push_back(base::warning(std::move(kind), std::move(message), span, std::move(hint)));
  }

  const Contract& contract_;
  Diagnostics findings_;
};

}  // namespace

Diagnostics check_examples(const Contract& contract) { return ExampleChecker(contract).check(); }

}  // namespace concord::apidoc
