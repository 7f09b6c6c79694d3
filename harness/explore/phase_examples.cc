// What the document shows, as it is.
#include "phases.h"
#include "request_change.h"

namespace concord::explore {

namespace {

// Why an example is not sent, or "": one that its own schema refuses is a fault of the document.
std::string refusal(const std::optional<generate::Generator>& generator,
                    const std::function<std::optional<Node>(const Node&)>& on_wire, const Node& value) {
  if (!generator) return {};
  const auto read = on_wire ? on_wire(value) : std::optional(value);
  if (!read) return {};
  const schema::Explanation told = generator->schema().explain(*read);
  if (told.verdict != schema::Verdict::Invalid) return {};
  const schema::Violation& first = told.violations.front();
  const std::string at = first.instance.is_root() ? std::string() : first.instance.text() + ": ";
  return "the documented example breaks its own schema: " + at + first.message;
}

void plan_bodies(OperationValues& values, std::vector<Planned>& out) {
  for (const PlannedContent& content : values.contents()) {
    const auto type = http::parse_media_type(content.content->media_type);
    for (const contract::Example& example : content.content->examples) {
      Planned planned;
      planned.name = "body " + example.name;
      if (values.contents().size() > 1) planned.name += " as " + content.content->media_type;
      planned.why = "the documented example " + example.name;
      planned.documented = example.place.text();
      planned.shape = generate::Shape::Typical;
      planned.skip = refusal(content.generator, content.on_wire, example.value);
      planned.change.edits = {{Pointer{} / "body", escaped(example.value)},
                              {Pointer{} / "content_type", Node(content.content->media_type)}};
      out.push_back(std::move(planned));
    }
  }
}

}  // namespace

void plan_examples(OperationValues& values, std::vector<Planned>& out) {
  plan_bodies(values, out);
  for (const PlannedParameter& parameter : values.parameters()) {
    // Which things there are, the document cannot know: an example of an id is tried with the first requests.
    if (parameter.parameter->in == contract::ParameterIn::Path) continue;
    for (const DocumentedValue& example : parameter.examples) {
      Planned planned;
      planned.name = parameter.shown() + ' ' + example.name;
      planned.why = "the documented example " + example.name + " of " + parameter.shown();
      planned.documented = parameter.parameter->place.text();
      planned.skip = refusal(parameter.generator, generate::wire_of(*parameter.parameter), example.value);
      planned.change.edits = {{parameter.at, escaped(example.value)}};
      out.push_back(std::move(planned));
    }
  }
}

}  // namespace concord::explore
