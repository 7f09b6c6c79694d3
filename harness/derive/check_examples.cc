// Every example of a contract against its own schema: bodies, answers, parameters, and the examples of schemas.
// They are gathered first, so that what their schemas share is compiled once.
#include <concord/base/text.h>
#include <concord/derive.h>
#include <concord/openapi/place.h>
#include <concord/openapi/schema_walk.h>
#include <concord/schema/compile_each.h>

#include <algorithm>

namespace concord::derive {
namespace {

using document::Member;
using schema::Direction;

// Whether it may matter which way a message goes.
bool has_directions(const Node& node) {
  const auto is_direction = [](const Member& member) {
    return member.key == "readOnly" || member.key == "writeOnly" || has_directions(member.value);
  };
  return std::any_of(node.members().begin(), node.members().end(), is_direction) ||
         std::any_of(node.items().begin(), node.items().end(), has_directions);
}

// The examples of one schema.
struct Judged {
  struct Value {
    const Node* value;
    std::string subject;
  };
  Pointer schema;
  Direction direction = Direction::None;
  std::vector<Value> values;
  Diagnostics findings;
};

class ExampleGatherer {
 public:
  explicit ExampleGatherer(const contract::Contract& contract)
      : contract_(contract), has_directions_(has_directions(*contract.root)) {}

  std::vector<Judged> gather() {
    for (const contract::Operation& operation : contract_.operations) {
      const std::string of = " of " + operation.id();
      for (const contract::Content& content : operation.request_body)
        add_content(content, "the request" + of, Direction::Request);
      for (const contract::Response& answer : operation.responses) {
        for (const contract::Content& content : answer.contents) {
          add_content(content, "answer " + answer.status + of, Direction::Response);
        }
      }
    }
    add_parameters();
    openapi::for_each_root_schema(*contract_.root, [&](const Node& schema, const Pointer& at) {
      openapi::for_each_schema(schema, at, [&](const Node& inner, const Pointer& there) { add_schema(inner, there); });
    });
    return std::move(all_);
  }

 private:
  Judged& add(const Pointer& schema, Direction direction) {
    all_.push_back({schema, has_directions_ ? direction : Direction::None, {}, {}});
    return all_.back();
  }

  void add_content(const contract::Content& content, const std::string& where, Direction direction) {
    if (!content.schema || content.examples.empty()) return;
    Judged& judged = add(content.schema.at, direction);
    for (const contract::Example& example : content.examples) {
      judged.values.push_back({&example.value, "example \"" + example.name + "\" of " + where});
    }
  }

  void add_parameters() {
    const Node* paths = contract_.root->find("paths");
    if (paths == nullptr) return;
    for (const Member& path : paths->members()) {
      for (const Member& method : path.value.members()) {
        const Node* parameters = method.value.find("parameters");
        if (parameters == nullptr) continue;
        for (std::size_t i = 0; i < parameters->items().size(); ++i) {
          add_parameter(parameters->items()[i], Pointer{} / "paths" / path.key / method.key / "parameters" / i);
        }
      }
    }
  }

  void add_parameter(const Node& parameter, const Pointer& at) {
    const Node* examples = parameter.find("examples");
    const Node* name = parameter.find("name");
    if (examples == nullptr || name == nullptr || !parameter.has("schema")) return;
    Judged& judged = add(at / "schema", Direction::Request);
    const std::string of = "\" of parameter \"" + std::string(name->string_or_empty()) + "\"";
    for (const Member& example : examples->members()) {
      const Node* value = example.value.find("value");
      if (value != nullptr) judged.values.push_back({value, "example \"" + example.key + of});
    }
  }

  void add_schema(const Node& schema, const Pointer& at) {
    const Node* examples = schema.find("examples");
    const Node* preset = schema.find("default");
    if ((examples == nullptr || examples->size() == 0) && preset == nullptr) return;
    Judged& judged = add(at, Direction::None);
    if (preset != nullptr) judged.values.push_back({preset, "the default of schema " + at.text()});
    if (examples == nullptr) return;
    for (const Node& value : examples->items()) judged.values.push_back({&value, "the example of schema " + at.text()});
  }

  const contract::Contract& contract_;
  const bool has_directions_;
  std::vector<Judged> all_;
};

void report(Judged& judged, std::string kind, std::string message, const Node& value, const Pointer& at,
            std::string hint) {
  const Node* there = document::resolve(value, at);
  const base::Span span = there != nullptr && there->span().is_known() ? there->span() : value.span();
  judged.findings.push_back(base::warning(std::move(kind), std::move(message), span, std::move(hint)));
}

void check_value(Judged& judged, const schema::Schema& schema, const Node& value, const std::string& subject) {
  const schema::Explanation explanation = schema.explain(value);
  for (const schema::Violation& violation : explanation.violations) {
    if (violation.is_unjudged) continue;  // a bound of ours is no mistake of the page
    report(judged, "apidoc.example", subject + openapi::at_pointer(violation.instance) + ": " + violation.message,
           value, violation.instance, violation.hint);
  }
  if (!explanation.violations.empty()) return;
  for (const schema::Undocumented& member : schema.undocumented(value)) {
    const std::string name = member.instance.tokens().empty() ? std::string{} : member.instance.tokens().back();
    report(judged, "apidoc.example-member", subject + " has \"" + name + "\", which its schema does not describe",
           value, member.instance, base::did_you_mean(name, member.known));
  }
}

void add_mistakes(Judged& judged, const Diagnostics& mistakes) {
  for (base::Diagnostic mistake : mistakes) {
    mistake.severity = base::Severity::Warning;
    judged.findings.push_back(std::move(mistake));
  }
}

void judge(const contract::Contract& contract, std::span<Judged*> all, Direction direction) {
  schema::Options options;
  options.default_dialect = schema::Dialect::OpenApi31;
  options.base_uri = contract.file;
  options.direction = direction;
  std::vector<Pointer> places;
  for (const Judged* one : all) places.push_back(one->schema);
  schema::compile_each(contract.root, places, options, [&](std::size_t number, const Result<schema::Schema>& compiled) {
    Judged& one = *all[number];
    if (!compiled) return add_mistakes(one, compiled.diagnostics());
    for (const auto& [value, subject] : one.values) check_value(one, *compiled, *value, subject);
  });
}

}  // namespace

Diagnostics check_examples(const contract::Contract& contract) {
  std::vector<Judged> all = ExampleGatherer(contract).gather();
  for (const Direction direction : {Direction::None, Direction::Request, Direction::Response}) {
    std::vector<Judged*> some;
    for (Judged& one : all) {
      if (one.direction == direction) some.push_back(&one);
    }
    judge(contract, some, direction);
  }
  Diagnostics findings;
  for (Judged& one : all) base::append(findings, std::move(one.findings));
  return findings;
}

}  // namespace concord::derive
