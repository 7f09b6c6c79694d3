#include "operation_values.h"

#include "credentials.h"
#include "request_change.h"
#include "selection.h"
#include "story_values.h"

#include <concord/base/fnv.h>
#include <concord/base/secret_names.h>
#include <concord/base/text.h>
#include <concord/contract/names.h>
#include <concord/contract/resources.h>
#include <concord/document/patch.h>
#include <concord/message/body.h>
#include <concord/message/build_request.h>
#include <concord/message/content_choice.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace concord::explore {

namespace {

using contract::ParameterIn;
using generate::Shape;

// Fields by which a message is framed and led (RFC 9110, 7.2, 7.6 and 8.6; RFC 9112, 6): a document that names one
// would have requests end elsewhere than they do, or lead to another site.
bool is_of_the_transport(std::string_view name) {
  static constexpr auto names = std::to_array<std::string_view>(
      {"Host", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "TE", "Trailer", "Upgrade",
       "Proxy-Authorization", "Proxy-Connection", "Expect"});
  return std::any_of(names.begin(), names.end(), [&](auto one) { return base::equals_ignoring_case(one, name); });
}

bool is_credential(const contract::Operation& operation, const contract::Parameter& parameter) {
  for (const auto& alternative : operation.security) {
    for (const contract::SecurityScheme& scheme : alternative) {
      if (scheme.type == "apiKey" && scheme.in == parameter.in &&
          base::equals_ignoring_case(scheme.key, parameter.name))
        return true;
    }
  }
  return false;
}

const Node* parameter_in_document(const Node* operation, const contract::Parameter& parameter) {
  const Node* list = operation ? operation->find("parameters") : nullptr;
  if (!list) return nullptr;
  for (const Node& one : list->items()) {
    const Node* name = one.find("name");
    const Node* in = one.find("in");
    if (name && in && name->string_or_empty() == parameter.name &&
        in->string_or_empty() == contract::parameter_in_name(parameter.in))
      return &one;
  }
  return nullptr;
}

std::vector<DocumentedValue> examples_of(const Node* parameter) {
  std::vector<DocumentedValue> values;
  const Node* content = parameter ? parameter->find("content") : nullptr;
  const Node* holder = content && !content->members().empty() ? &content->members().front().value : parameter;
  const Node* examples = holder ? holder->find("examples") : nullptr;
  if (!examples) return values;
  for (const document::Member& member : examples->members()) {
    if (const Node* value = member.value.find("value")) values.push_back({member.key, *value});
  }
  return values;
}

message::BodyKind kind_of(const contract::Content& content) {
  const auto type = http::parse_media_type(content.media_type);
  return type ? message::body_kind(*type) : message::BodyKind::Binary;
}

std::string_view part_of(ParameterIn in) {
  switch (in) {
    case ParameterIn::Path: return "path";
    case ParameterIn::Query: return "query";
    case ParameterIn::Header: return "headers";
    case ParameterIn::Cookie: break;
  }
  return "cookies";
}

bool is_accepted(const PlannedParameter& parameter, const Node& value) {
  if (!parameter.generator) return true;
  const auto read = generate::wire_of(*parameter.parameter)(value);
  return read && parameter.generator->schema().accepts(*read);
}

// What the user gave is there also where it need not be: who gives a value wants it to be sent.
void add_given(Node& body, const PlannedContent& content, const KnownValues& known) {
  const auto all = body.is_object() ? content.generator->value(Shape::Fullest) : std::nullopt;
  if (!all) return;
  for (const document::Member& member : all->members()) {
    if (!body.has(member.key) && known.given(member.key)) body.set(member.key, member.value);
  }
}

}  // namespace

void make_secrets_unusual(Node& value, const Node& body, const schema::Schema& schema) {
  if (value.is_array()) {
    for (Node& item : value.items()) make_secrets_unusual(item, body, schema);
  } else if (value.is_object()) {
    for (document::Member& member : value.members()) {
      const bool is_secret = member.value.is_string() && base::names_password(member.key);
      if (!is_secret) {
        make_secrets_unusual(member.value, body, schema);
        continue;
      }
      Node before = std::exchange(member.value, Node("Quartz-7-lantern-Q4x"));
      if (!schema.accepts(body)) member.value = std::move(before);
    }
  }
}

const contract::Operation& MadeOperations::make(const contract::Operation& like, std::string_view method,
                                                const std::string& path) {
  auto& made = made_[like.id() + ' ' + std::string(method) + ' ' + path];
  if (made) return *made;
  made = std::make_unique<contract::Operation>();
  made->provider = like.provider;
  made->name = like.name;
  made->method = method;
  made->path = path;
  made->place = like.place;
  made->servers = like.servers;
  made->security = like.security;
  for (const contract::Parameter& parameter : like.parameters) {
    if (parameter.in != ParameterIn::Query) made->parameters.push_back(parameter);
  }
  return *made;
}

std::string PlannedParameter::shown() const {
  return std::string(contract::parameter_in_name(parameter->in)) + ' ' + parameter->name;
}

bool PlannedParameter::is_too_long(const Node& value) {
  constexpr std::size_t longest = 4'000;  // percent-encoding and the rest of the line need room
  return document::write_json(value).size() > longest;
}

std::string PlannedParameter::written(std::string_view place) const {
  return shown() + (place.empty() ? std::string() : ' ' + std::string(place));
}

OperationValues::OperationValues(const suite::Provider& provider, const contract::Operation& operation,
                                 const Options& options, MadeOperations& made)
    : provider_(provider),
      operation_(operation),
      options_(options),
      made_(made),
      document_(provider.contract.root ? find_operation(*provider.contract.root, operation) : nullptr) {
  for (const contract::Parameter& parameter : operation.parameters) {
    const bool is_unknowable = contract::is_page_cursor(parameter) && !parameter.is_required;
    if (!is_credential(operation, parameter) && !is_unknowable) add_parameter(parameter);
  }
  for (const contract::Content& content : operation.request_body) {
    PlannedContent planned{&content, std::nullopt, {}};
    const message::BodyKind kind = kind_of(content);
    if (kind != message::BodyKind::Json) planned.on_wire = generate::wire_of(content);
    const bool is_judged = kind != message::BodyKind::Xml && kind != message::BodyKind::Binary;
    if (is_judged) {
      auto generator = generate::Generator::make(
          content.schema, {schema::Direction::Request, options.seed, options.now, 400, planned.on_wire});
      if (generator) planned.generator = std::move(generator).value();
      else unmade_.push_back("bodies of " + content.media_type + ": " + generator.diagnostics().front().message);
    }
    contents_.push_back(std::move(planned));
  }
}

void OperationValues::add_parameter(const contract::Parameter& parameter) {
  PlannedParameter planned;
  planned.parameter = &parameter;
  planned.at = Pointer{} / part_of(parameter.in) / parameter.name;
  if (parameter.in == contract::ParameterIn::Header && is_of_the_transport(parameter.name))
    return unmade_.push_back(planned.shown() + ": where a request goes and how it ends is not for a document to say");
  planned.examples = examples_of(parameter_in_document(document_, parameter));
  auto generator = generate::Generator::make(parameter.schema, {schema::Direction::Request, options_.seed, options_.now,
                                                                400, generate::wire_of(parameter)});
  if (generator) planned.generator = std::move(generator).value();
  else unmade_.push_back(planned.shown() + ": " + generator.diagnostics().front().message);
  parameters_.push_back(std::move(planned));
}

const PlannedContent* OperationValues::find(const contract::Content* content) const {
  const auto found = std::find_if(contents_.begin(), contents_.end(),
                                  [&](const PlannedContent& one) { return one.content == content; });
  return found == contents_.end() ? nullptr : &*found;
}

const PlannedContent* OperationValues::preferred() const {
  if (contents_.empty()) return nullptr;
  const std::string type = message::preferred_media_type(operation_);
  for (const PlannedContent& one : contents_) {
    if (one.content->media_type == type) return &one;
  }
  return &contents_.front();
}

std::optional<Node> OperationValues::value_of(const PlannedParameter& planned, Shape shape,
                                              const KnownValues& known) {
  const std::string& name = planned.parameter->name;
  if (const Node* given = known.given(name)) return *given;
  const bool is_reference = contract::plain_name(name).ends_with("id");
  const Node* reference = is_reference ? known.by_reference(name) : nullptr;
  if (reference && is_accepted(planned, *reference)) return *reference;
  for (const DocumentedValue& example : planned.examples) {
    if (is_accepted(planned, example.value)) return escaped(example.value);
  }
  auto made = planned.generator ? planned.generator->value(shape) : std::nullopt;
  if (made) return escaped(std::move(*made));
  return std::nullopt;
}

std::optional<Node> OperationValues::whole_request(Shape shape, const KnownValues& known) {
  auto whole = request(shape, known);
  if (!whole) return std::nullopt;
  document::merge_patch(*whole, provider_.request);
  Node credentials = credentials_of(provider_, operation_);
  if (whole->has("auth")) credentials.remove("auth");
  document::merge_patch(*whole, credentials);
  return whole;
}

std::optional<Node> OperationValues::request(Shape shape, const KnownValues& known) {
  Node request = Node::object();
  const bool is_last = operation_.method == "DELETE";
  const auto will_do = [this](const Resource& one) {
    return std::all_of(parameters_.begin(), parameters_.end(), [&](const PlannedParameter& planned) {
      const auto value = one.find(planned.parameter->name);
      return planned.parameter->in != ParameterIn::Path || value == one.end() || is_accepted(planned, value->second);
    });
  };
  const Resource* resource = known.find(operation_.path, is_last, will_do);
  for (const PlannedParameter& planned : parameters_) {
    const contract::Parameter& parameter = *planned.parameter;
    if (!parameter.is_required && shape != Shape::Fullest && !known.given(parameter.name)) continue;
    std::optional<Node> value;
    const bool is_in_path = parameter.in == ParameterIn::Path;
    if (is_in_path && resource && resource->contains(parameter.name) && !known.given(parameter.name))
      value = escaped(resource->at(parameter.name));
    else value = value_of(planned, shape, known);
    if (!value && !parameter.is_required) continue;
    if (!value) return std::nullopt;
    const std::string_view part = part_of(parameter.in);
    Node* holder = request.find(part);
    if (!holder) holder = &request.set(part, Node::object());
    holder->set(parameter.name, std::move(*value));
  }
  const PlannedContent* content = preferred();
  if (!content || (shape == Shape::Smallest && !operation_.body_required)) return request;
  if (content->generator) {
    auto body = content->generator->value(shape);
    if (!body) return operation_.body_required ? std::nullopt : std::optional(request);
    make_secrets_unusual(*body, *body, content->generator->schema());
    *body = escaped(std::move(*body));
    if (options_.varies_unique && operation_.method == "POST") make_unique(*body, *content, shape);
    add_given(*body, *content, known);
    known.fill_in(*body);
    request.set("body", std::move(*body));
  } else if (kind_of(*content->content) == message::BodyKind::Binary) {
    request.set("raw", "concord");
  } else {
    if (operation_.body_required) return std::nullopt;
    return request;
  }
  request.set("content_type", content->content->media_type);
  return request;
}

void OperationValues::make_unique(Node& body, const PlannedContent& content, Shape shape) const {
  base::Fnv1a mark;
  mark.add(operation_.id());
  mark.add(std::to_string(options_.seed) + ' ' + std::to_string(static_cast<int>(shape)));
  const SentThing sent(*content.content, Pointer{});
  body = sent.fresh(std::move(body), fmt::format("{:08x}", static_cast<std::uint32_t>(mark.value())));
}

std::vector<std::string> OperationValues::unmade() const {
  std::vector<std::string> all = unmade_;
  const auto add = [&](const std::string& what, const std::optional<generate::Generator>& generator, bool is_text) {
    if (!generator) return;
    for (const generate::Unmade& one : generator->unmade()) {
      // Most wrong types are no such thing once they are text.
      if (is_text && one.what.starts_with("an invalid value for type")) continue;
      const std::string at = one.at.is_root() ? std::string() : ' ' + one.at.text();
      all.push_back(what + at + ": " + one.what + ": " + one.reason);
    }
  };
  for (const PlannedParameter& one : parameters_) add(one.shown(), one.generator, true);
  for (const PlannedContent& one : contents_) add("body", one.generator, one.on_wire != nullptr);
  return all;
}

}  // namespace concord::explore
