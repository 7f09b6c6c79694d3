#include "drawing.h"

#include "planned_breach.h"
#include "request_change.h"

#include <concord/base/fnv.h>
#include <concord/contract/names.h>
#include <concord/document/patch.h>

#include <algorithm>

namespace concord::explore {

namespace {

using contract::ParameterIn;

constexpr std::size_t every_nth_is_broken = 3, every_nth_has_any_text = 2;
constexpr const char* any_text = "concord, and any other text";
constexpr int most_tries = 6;  // to break something by more than a format

// What stands for something of the other side.
bool is_reference(std::string_view name) {
  const std::string plain = contract::plain_name(name);
  return plain.ends_with("id") || plain.ends_with("ids") || plain.ends_with("ref");
}

// A condition on the state, which no value drawn at random meets (RFC 9110, 13.1).
bool is_condition(const contract::Parameter& parameter) {
  return parameter.in == ParameterIn::Header && contract::plain_name(parameter.name).starts_with("if");
}

// A key of its own for each request: the answer to the first is that to all with it.
bool is_once(const contract::Parameter& parameter) {
  return parameter.in == ParameterIn::Header &&
         contract::plain_name(parameter.name).find("idempot") != std::string::npos;
}

bool is_drawable(const PlannedParameter& parameter) {
  return parameter.generator && parameter.parameter->in != ParameterIn::Path &&
         !is_reference(parameter.parameter->name) && !is_condition(*parameter.parameter) &&
         !is_once(*parameter.parameter);
}

// Texts that the schema leaves open, as documented requests have them: which others are right, it does not say.
void settle_texts(Node& body, Node& at, const Node* usual, const schema::Schema& schema) {
  if (at.is_string()) {
    const std::string drawn = at.as_string();
    at = Node(any_text);
    const bool is_open = schema.accepts(body);
    at = Node(drawn);
    if (!is_open || !usual || !usual->is_string()) return;
    at = *usual;
    if (!schema.accepts(body)) at = Node(drawn);
  } else if (at.is_array()) {
    const Node* first = usual && usual->is_array() && usual->size() > 0 ? usual->items().data() : nullptr;
    for (Node& item : at.items()) settle_texts(body, item, first, schema);
  } else if (at.is_object()) {
    for (document::Member& member : at.members())
      settle_texts(body, member.value, usual ? usual->find(member.key) : nullptr, schema);
  }
}

const PlannedContent* drawable_body(OperationValues& values) {
  const PlannedContent* content = values.preferred();
  return content && content->generator ? content : nullptr;
}

// References as the accepted body has them; those that it has not are left out where they may be.
void keep_references(Node& body, Node& at, const Node* accepted, const schema::Schema& schema) {
  if (at.is_array()) {
    const Node* first = accepted && accepted->is_array() && accepted->size() > 0 ? accepted->items().data() : nullptr;
    for (Node& item : at.items()) keep_references(body, item, first, schema);
    return;
  }
  if (!at.is_object()) return;
  std::vector<std::string> names;
  for (const document::Member& member : at.members()) names.push_back(member.key);
  for (const std::string& name : names) {
    const Node* before = accepted && accepted->is_object() ? accepted->find(name) : nullptr;
    if (!is_reference(name)) {
      keep_references(body, *at.find(name), before, schema);
      continue;
    }
    const Node drawn = *at.find(name);
    if (before) at.set(name, *before);
    else at.remove(name);
    if (!schema.accepts(body)) at.set(name, drawn);
  }
}

bool is_broken_so(const schema::Schema& schema, const Node& read, const Planned& planned) {
  const schema::Explanation told = schema.explain(read);
  if (told.verdict != schema::Verdict::Invalid) return false;
  return std::any_of(told.violations.begin(), told.violations.end(), [&](const schema::Violation& one) {
    return one.keyword == planned.keyword && one.schema_location == planned.schema_location;
  });
}

}  // namespace

Drawing::Drawing(OperationValues& values, const KnownValues& known, const Node& accepted, std::uint64_t seed)
    : values_(values), known_(known), accepted_(accepted), seed_(seed) {
  for (const PlannedParameter& one : values.parameters()) {
    if (is_drawable(one)) drawable_.push_back(&one);
  }
}

bool Drawing::can_draw(OperationValues& values) {
  const auto& parameters = values.parameters();
  return drawable_body(values) || std::any_of(parameters.begin(), parameters.end(), is_drawable);
}

base::Random Drawing::random_for(std::string_view part, std::size_t number) const {
  base::Fnv1a hash;
  hash.add(values_.operation().id());
  hash.add(part);
  hash.add(std::to_string(seed_) + ' ' + std::to_string(number));
  return base::Random(hash.value());
}

bool Drawing::is_decided(const Pointer& at) const {
  const auto& tokens = at.tokens();
  return known_.decides(at) || document::resolve(values_.provider().request, at) != nullptr ||
         (tokens.size() > 1 && is_reference(tokens.back()));
}

std::vector<const PlannedParameter*> Drawing::varying() const {
  std::vector<const PlannedParameter*> free;
  std::copy_if(drawable_.begin(), drawable_.end(), std::back_inserter(free),
               [this](const PlannedParameter* one) { return !is_decided(one->at); });
  return free;
}

std::vector<DrawnPart> Drawing::drawn_parts() const {
  std::vector<DrawnPart> parts;
  for (const PlannedParameter* one : varying()) parts.push_back({one->at, one->parameter->is_required});
  if (drawable_body(values_)) parts.push_back({Pointer{} / "body", values_.operation().body_required});
  return parts;
}

void Drawing::draw_parameter(const PlannedParameter& parameter, std::size_t number, Node& request) const {
  base::Random random = random_for(parameter.shown(), number);
  const bool is_there = random.below(2) == 0 || parameter.parameter->is_required;
  auto value = is_there ? parameter.generator->random(random) : std::nullopt;
  const bool is_text = value && value->is_string() && parameter.generator->accepts(any_text);
  if (is_text && !has_any_text(number)) value = parameter.generator->value(generate::Shape::Typical);
  if (is_there && (!value || PlannedParameter::is_too_long(*value))) return;  // as it was accepted
  apply(request, {parameter.at, is_there ? std::optional(escaped(*value)) : std::nullopt});
}

// With what is known of the other side and what the user gave, whatever the schema says of that: it may be a template.
Node Drawing::fitted(Node body, const PlannedContent& content) const {
  const Node* accepted = accepted_.find("body");
  keep_references(body, body, accepted, content.generator->schema());
  for (const document::Member& member : accepted && body.is_object() ? accepted->members() : Node::Object()) {
    if (!body.has(member.key) && known_.given(member.key)) body.set(member.key, member.value);
  }
  known_.fill_in(body);
  Node merged = Node::object();
  merged.set("body", std::move(body));
  document::merge_patch(merged, values_.provider().request);
  return *merged.find("body");
}

// Whether the value of the part is as documented, but for what is decided elsewhere.
bool Drawing::is_valid(const schema::Schema& schema, const Node& read, const Pointer& part) const {
  const schema::Explanation told = schema.explain(read);
  if (told.verdict != schema::Verdict::Invalid) return told.verdict == schema::Verdict::Valid;
  return std::all_of(told.violations.begin(), told.violations.end(), [&](const schema::Violation& one) {
    return !one.instance.is_root() && is_decided(below(part, one.instance));
  });
}

std::optional<Node> Drawing::drawn_body(const PlannedContent& content, std::size_t number) const {
  base::Random random = random_for("body", number);
  auto body = content.generator->random(random);
  if (!body) return std::nullopt;
  make_secrets_unusual(*body, *body, content.generator->schema());
  const auto usual = has_any_text(number) ? std::nullopt : content.generator->value(generate::Shape::Fullest);
  if (usual) settle_texts(*body, *body, &*usual, content.generator->schema());
  return fitted(escaped(std::move(*body)), content);
}

bool Drawing::has_any_text(std::size_t number) { return number % every_nth_has_any_text == 0; }

std::optional<Drawn> Drawing::valid(Node request, std::size_t number) const {
  Drawn drawn;
  drawn.keeps_texts = !has_any_text(number);
  drawn.planned.why = "a request drawn at random";
  if (!drawn.keeps_texts) drawn.planned.levels["accepted"] = result::Level::Warn;
  if (const PlannedContent* content = drawable_body(values_)) {
    auto body = drawn_body(*content, number);
    if (!body) return std::nullopt;
    drawn.planned.change.content = content->content;
    request.remove("raw");
    request.set("body", std::move(*body));
    request.set("content_type", content->content->media_type);
  }
  drawn.request = std::move(request);
  return drawn;
}

std::optional<Drawn> Drawing::broken_body(const Node& request, const PlannedContent& content,
                                          base::Random& random) const {
  for (int i = 0; i < most_tries; ++i) {
    const auto invalid = content.generator->random_invalid(random);
    if (!invalid) continue;
    Planned planned = planned_breach(values_, content, *invalid);
    if (planned.levels.contains("refused")) continue;  // open: other phases ask that
    planned.change.edits = {{Pointer{} / "raw", std::nullopt},
                            {Pointer{} / "body", escaped(invalid->value)},
                            {Pointer{} / "content_type", Node(content.content->media_type)}};
    auto made = changed(request, planned, values_);
    if (!made) continue;
    planned.why = made->why;
    planned.documented = made->documented;
    return Drawn{std::move(made->request), std::move(planned)};
  }
  return std::nullopt;
}

std::optional<Drawn> Drawing::broken_parameter(Node request, const PlannedParameter& parameter,
                                               base::Random& random) const {
  for (int i = 0; i < most_tries; ++i) {
    const auto invalid = parameter.generator->random_invalid(random);
    if (!invalid || PlannedParameter::is_too_long(invalid->value)) continue;
    Planned planned = planned_breach(values_, parameter, *invalid);
    if (planned.levels.contains("refused")) continue;
    for (const Edit& edit : planned.change.edits) apply(request, edit);
    return Drawn{std::move(request), std::move(planned)};
  }
  return std::nullopt;
}

std::optional<Drawn> Drawing::broken(const Node& request, std::size_t number) const {
  base::Random random = random_for("what is broken", number);
  const std::vector<const PlannedParameter*> parameters = varying();
  const PlannedContent* content = drawable_body(values_);
  const bool is_body = content && (parameters.empty() || random.below(3) != 0);
  if (is_body) return broken_body(request, *content, random);
  if (parameters.empty()) return std::nullopt;
  return broken_parameter(request, *parameters[random.below(parameters.size())], random);
}

std::optional<Drawn> Drawing::draw(std::size_t number) {
  Node request = accepted_;
  for (const PlannedParameter* one : varying()) draw_parameter(*one, number, request);
  auto drawn = valid(std::move(request), number);
  if (!drawn || number % every_nth_is_broken != 0) return drawn;
  auto invalid = broken(drawn->request, number);
  return invalid ? std::move(invalid) : std::move(drawn);
}

bool Drawing::is_of_kind(const Node& request, const Drawn& drawn) const {
  const Planned& planned = drawn.planned;
  const bool is_broken = planned.wants == Wants::Refused;
  for (const PlannedParameter* one : varying()) {
    const Node* value = document::resolve(request, one->at);
    if (!value && one->parameter->is_required) return false;
    const bool is_meant = is_broken && !planned.change.content && planned.change.edits.front().at == one->at;
    if (!value && is_meant) return false;
    if (!value) continue;
    const auto read = generate::wire_of(*one->parameter)(*value);
    if (!read) return false;
    const schema::Schema& schema = one->generator->schema();
    if (is_meant ? !is_broken_so(schema, *read, planned) : !is_valid(schema, *read, one->at)) return false;
  }
  const PlannedContent* content = drawable_body(values_);
  if (!content) return true;
  const Node* body = request.find("body");
  if (!body) return !values_.operation().body_required && !(is_broken && planned.change.content);
  const auto read = content->on_wire ? content->on_wire(*body) : std::optional(*body);
  if (!read) return false;
  const schema::Schema& schema = content->generator->schema();
  const bool is_meant = is_broken && planned.change.content;
  return is_meant ? is_broken_so(schema, *read, planned) : is_valid(schema, *read, Pointer{} / "body");
}

}  // namespace concord::explore
