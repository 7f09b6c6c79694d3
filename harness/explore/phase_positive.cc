// What the document allows: only what is required, everything, each optional part alone, members of enums, boundaries,
// branches, media types in turn, odd texts.
#include "odd_texts.h"
#include "phases.h"
#include "request_change.h"

#include <concord/message/body.h>

#include <algorithm>

namespace concord::explore {

namespace {

using generate::Shape;

void plan_shapes(std::vector<Planned>& out) {
  for (const auto& [shape, name] : {std::pair{Shape::Smallest, "only what is required"},
                                    {Shape::Typical, "a typical request"},
                                    {Shape::Fullest, "everything that may be there"}}) {
    Planned planned;
    planned.name = planned.why = name;
    planned.shape = shape;
    out.push_back(std::move(planned));
  }
}

// What the value has at the place, or nothing.
std::optional<Node> part_of(const Node& value, const Pointer& at) {
  const Node* found = document::resolve(value, at);
  return found ? std::optional(escaped(*found)) : std::nullopt;
}

// `what` of a value behind its place: `/kind "gold"` at /kind is `"gold"`.
std::string phrase_at(const std::string& what, const std::string& place) {
  return place + (what.empty() ? "" : ": " + what);
}

void plan_parameter(const PlannedParameter& parameter, std::vector<Planned>& out) {
  if (parameter.parameter->in == contract::ParameterIn::Path || !parameter.generator) return;
  if (!parameter.parameter->is_required) {
    if (const auto typical = parameter.generator->value(Shape::Typical)) {
      Planned planned;
      planned.name = planned.why = parameter.shown() + " alone";
      planned.at = parameter.shown();
      planned.keyword = "properties";
      planned.change.edits = {{parameter.at, escaped(*typical)}};
      out.push_back(std::move(planned));
    }
  }
  for (const generate::Valid& valid : parameter.generator->valid()) {
    if (valid.keyword == "required" || valid.keyword == "properties") continue;
    if (PlannedParameter::is_too_long(valid.value)) continue;
    Planned planned;
    planned.name = planned.why = phrase_at(valid.what, parameter.shown());
    planned.at = parameter.shown();
    planned.keyword = valid.keyword;
    planned.change.edits = {{parameter.at, escaped(valid.value)}};
    out.push_back(std::move(planned));
  }
}

void plan_body(const PlannedContent& content, std::vector<Planned>& out) {
  if (!content.generator) return;
  std::vector<Node> shapes;  // those are requests of their own
  for (const Shape shape : {Shape::Smallest, Shape::Typical, Shape::Fullest}) {
    if (auto value = content.generator->value(shape)) shapes.push_back(std::move(*value));
  }
  for (const generate::Valid& valid : content.generator->valid()) {
    const auto is_same = [&](const Node& one) { return document::equal(one, valid.value); };
    if (valid.at.is_root() && std::any_of(shapes.begin(), shapes.end(), is_same)) continue;
    Planned planned;
    planned.name = planned.why = "body " + valid.what;
    planned.at = valid.at.is_root() ? "body" : "body " + valid.at.text();
    planned.keyword = valid.keyword;
    planned.change.edits = {{below(Pointer{} / "body", valid.at), part_of(valid.value, valid.at)},
                            {Pointer{} / "content_type", Node(content.content->media_type)}};
    planned.change.body = escaped(valid.value);
    planned.change.content = content.content;
    out.push_back(std::move(planned));
  }
}

void plan_media_types(OperationValues& values, std::vector<Planned>& out) {
  for (const PlannedContent& content : values.contents()) {
    if (&content == values.preferred() || !content.generator) continue;
    const auto body = content.generator->value(Shape::Typical);
    const auto type = http::parse_media_type(content.content->media_type);
    if (!body || !type || type->type == "*" || type->subtype == "*") continue;
    Planned planned;
    planned.name = planned.why = "as " + content.content->media_type;
    planned.at = "content type";
    planned.keyword = "content";
    planned.change.edits = {{Pointer{} / "body", escaped(*body)},
                            {Pointer{} / "content_type", Node(content.content->media_type)}};
    out.push_back(std::move(planned));
  }
}

}  // namespace

void plan_positive(OperationValues& values, std::vector<Planned>& out) {
  // Each would need a thing of its own to delete.
  if (values.operation().method == "DELETE") return plan_shapes(out);
  for (const PlannedParameter& parameter : values.parameters()) plan_parameter(parameter, out);
  if (const PlannedContent* content = values.preferred()) plan_body(*content, out);
  plan_media_types(values, out);
  plan_odd_texts(values, out);
  plan_shapes(out);  // behind those that differ in one thing: of refusals, they tell more
}

}  // namespace concord::explore
