#include "specimen.h"

#include <concord/base/problem_media_type.h>
#include <concord/base/text.h>
#include <concord/message/body.h>

#include <algorithm>

namespace concord::mock {

using document::Node;

namespace {

generate::Options answers(base::SystemTime now) {
  generate::Options options;
  options.direction = schema::Direction::Response;
  options.now = now;
  return options;
}

// Where nothing says what is in it.
Node smallest_of(const std::string& media_type) {
  const auto type = http::parse_media_type(media_type);
  const bool is_json = !type || message::body_kind(*type) == message::BodyKind::Json || media_type == "*/*";
  return is_json ? Node::object() : Node("specimen");
}

// etagc of RFC 9110, 8.8.3.
bool is_in_entity_tag(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0x21 || (byte >= 0x23 && byte != 0x7F);
}

// "33a6" in quotes, with W/ before it where it is weak (RFC 9110, 8.8.3).
bool is_entity_tag(std::string_view text) {
  if (text.starts_with("W/")) text.remove_prefix(2);
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return false;
  text = text.substr(1, text.size() - 2);
  return std::all_of(text.begin(), text.end(), is_in_entity_tag);
}

bool is_problem_document(const contract::Content& content) {
  const auto type = http::parse_media_type(content.media_type);
  return type && base::is_problem(*type);
}

std::string reason_of(const generate::Unmade& unmade) {
  return unmade.at.is_root() ? unmade.reason : unmade.at.text() + ": " + unmade.reason;
}

}  // namespace

Specimens::Kept Specimens::make(const contract::SchemaRef& schema, generate::Options options,
                                const std::vector<contract::Example>& examples, const std::string& what) const {
  auto generator = generate::Generator::make(schema, std::move(options));
  std::string why = generator ? "" : generator.diagnostics().front().message;
  if (generator) {
    for (const contract::Example& example : examples) {
      if (generator->accepts(example.value)) return {example.value, std::nullopt};
    }
    auto specimen = generator->specimen(generate::Shape::Typical);
    if (!specimen) specimen = generator->specimen(generate::Shape::Smallest);
    if (specimen) return {Node(), std::move(specimen)};
    why = reason_of(generator->unmade().front());
  }
  if (on_unmade_) on_unmade_("nothing that conforms could be made for " + what + ": " + why);
  return {examples.empty() ? Node() : examples.front().value, std::nullopt};
}

Specimens::Kept Specimens::make_body(const contract::Content& content, base::SystemTime now) const {
  if (!content.schema)
    return {content.examples.empty() ? smallest_of(content.media_type) : content.examples.front().value, std::nullopt};
  generate::Options options = answers(now);
  options.on_wire = generate::wire_of(content);
  return make(content.schema, std::move(options), content.examples, "a body of " + content.media_type);
}

Specimens::Kept Specimens::make_entity_tag(const contract::DocumentedHeader& header, Kept made) {
  const Node& value = made.specimen ? made.specimen->value() : made.value;
  if (!value.is_string() || is_entity_tag(value.as_string())) return made;
  std::string tag;
  for (const char c : value.as_string()) {
    if (is_in_entity_tag(c)) tag += c;
  }
  Node quoted(base::in_quotes(tag));
  const auto schema = header.schema ? std::optional(contract::compile(header.schema, schema::Direction::Response))
                                    : std::nullopt;
  if (schema && (!*schema || !(*schema)->accepts(quoted))) return made;
  return {std::move(quoted), std::nullopt};
}

Specimens::Kept Specimens::make_header(const contract::DocumentedHeader& header, base::SystemTime now) const {
  if (base::equals_ignoring_case(header.name, "ETag")) return make_entity_tag(header, make_any_header(header, now));
  return make_any_header(header, now);
}

Specimens::Kept Specimens::make_any_header(const contract::DocumentedHeader& header, base::SystemTime now) const {
  if (!header.schema) return {Node("text"), std::nullopt};
  generate::Options options = answers(now);
  options.on_wire = generate::wire_of(header);
  return make(header.schema, std::move(options), {}, "the header " + header.name);
}

Specimens::Kept Specimens::make_parameter(const contract::Parameter& parameter, base::SystemTime now) const {
  if (!parameter.schema) return {Node("text"), std::nullopt};
  generate::Options options = answers(now);
  options.on_wire = generate::wire_of(parameter);
  return make(parameter.schema, std::move(options), {}, "the parameter " + parameter.name);
}

Node Specimens::renewed(const Kept& kept, base::SystemTime now, base::Random& random) {
  return kept.specimen ? kept.specimen->renewed(now, random) : kept.value;
}

Node Specimens::body(const contract::Content& content, base::SystemTime now, base::Random& random) {
  auto known = kept_.find(&content);
  if (known == kept_.end()) known = kept_.emplace(&content, make_body(content, now)).first;
  return renewed(known->second, now, random);
}

bool Specimens::accepts(const contract::Content& content, const Node& problem) {
  if (!content.schema) return true;
  auto known = problem_schemas_.find(&content);
  if (known == problem_schemas_.end()) {
    auto schema = contract::compile(content.schema, schema::Direction::Response);
    known = problem_schemas_.emplace(&content, schema ? std::optional(std::move(schema).value()) : std::nullopt).first;
  }
  return known->second && known->second->accepts(problem);
}

Node Specimens::answer(const contract::Content& content, int status, base::SystemTime now, base::Random& random) {
  Node made = body(content, now, random);
  if (!is_problem_document(content) || !made.has("status")) return made;
  Node filled = made;
  filled.set("status", status);
  return accepts(content, filled) ? filled : made;
}

Node Specimens::header(const contract::DocumentedHeader& header, base::SystemTime now, base::Random& random) {
  auto known = kept_.find(&header);
  if (known == kept_.end()) known = kept_.emplace(&header, make_header(header, now)).first;
  return renewed(known->second, now, random);
}

Node Specimens::parameter(const contract::Parameter& parameter, base::SystemTime now, base::Random& random) {
  auto known = kept_.find(&parameter);
  if (known == kept_.end()) known = kept_.emplace(&parameter, make_parameter(parameter, now)).first;
  return renewed(known->second, now, random);
}

}  // namespace concord::mock
