// Bodies, answers, headers, media types.
#include "comparison.h"

#include <concord/base/media_type.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::diff {
namespace {

const Node& empty_object() {
  static const Node empty = Node::object();
  return empty;
}

const Node& object_of(const Node& holder, std::string_view name) {
  const Node* value = holder.find(name);
  return value == nullptr ? empty_object() : *value;
}

bool is_success(std::string_view status) {
  return status.starts_with('2') || status.starts_with('3') || status.starts_with('1');
}

// "application/JSON; Charset=UTF-8" and "application/json;charset=utf-8" are one.
std::string normal_media_type(std::string_view text) {
  std::string out;
  for (const char c : base::to_lower_ascii(text)) {
    if (c != ' ' && c != '\t') out += c;
  }
  return out;
}

std::map<std::string, const Node*> media_types(const Node* content) {
  std::map<std::string, const Node*> types;
  if (content == nullptr) return types;
  for (const auto& member : content->members()) types.emplace(normal_media_type(member.key), &member.value);
  return types;
}

constexpr LifecycleKinds header_kinds{Kind::PropertyDeprecated, Kind::PropertyDeprecatedWithoutSunset,
                                      Kind::PropertyReactivated};

// A number or truth value: no text that is anything else.
bool is_word(const Shape& shape) {
  constexpr Types words = integer_type | fraction_type | boolean_type;
  return shape.types != 0 && (shape.types & ~words) == 0;
}

bool is_any_text(const Shape& shape) {
  const auto has_limit = [&](Limit limit) { return shape.limits[static_cast<std::size_t>(limit)].number != nullptr; };
  return shape.types == string_type && !shape.values && shape.formats.empty() && shape.patterns.empty() &&
         shape.unions.empty() && shape.negations.empty() && !has_limit(Limit::MinLength) &&
         !has_limit(Limit::MaxLength);
}

// Whether a range of `types`, or the type without its parameters, stands for `type`.
bool is_in_range(const std::map<std::string, const Node*>& types, const std::string& type) {
  const base::MediaType plain = base::documented_media_type(type);
  return types.contains("*/*") || types.contains(plain.type + "/*") || types.contains(plain.essence());
}

// The status that answers for `status` where that is not named: "4XX", "default", or "".
std::string stand_in(const Node& responses, const std::string& status) {
  for (const std::string& wider : {status.substr(0, 1) + "XX", status.substr(0, 1) + "xx", std::string("default")}) {
    if (status != wider && responses.has(wider)) return wider;
  }
  return {};
}

}  // namespace

void ContractComparison::compare_body(const Node& before, const Node& after) {
  const Node* old_body = before.find("requestBody");
  const Node* new_body = after.find("requestBody");
  const std::string where = "request body";
  if (old_body == nullptr && new_body == nullptr) return;
  if (new_body == nullptr) return add(Kind::BodyRemoved, where, old_body, &after);
  const bool is_required = is_true(*new_body, "required");
  if (old_body == nullptr)
    return add(is_required ? Kind::BodyRequiredAdded : Kind::BodyOptionalAdded, where, &before, new_body);
  if (is_true(*old_body, "required") != is_required)
    add(is_required ? Kind::BodyBecameRequired : Kind::BodyBecameOptional, where, demand_site(*old_body),
        demand_site(*new_body));
  compare_contents({where, to_provider()}, old_body->find("content"), new_body->find("content"), *old_body, *new_body);
}

void ContractComparison::compare_responses(const Node& before, const Node& after) {
  const Node& olds = object_of(before, "responses");
  const Node& news = object_of(after, "responses");
  for (const auto& member : olds.members()) {
    if (const Node* same = news.find(member.key)) {
      compare_response(member.key, member.value, *same);
      continue;
    }
    const std::string where = "response " + member.key, wider = stand_in(news, member.key);
    if (!wider.empty()) {
      add(Kind::StatusCovered, where, &member.value, news.find(wider), {}, member.key, wider);
      compare_response(member.key, member.value, *news.find(wider));
    } else {
      add(is_success(member.key) ? Kind::SuccessStatusRemoved : Kind::ErrorStatusRemoved, where, &member.value, &news);
    }
  }
  for (const auto& member : news.members()) {
    if (!olds.has(member.key))
      add(is_success(member.key) ? Kind::SuccessStatusAdded : Kind::ErrorStatusAdded, "response " + member.key, &olds,
          &member.value);
  }
}

void ContractComparison::compare_response(const std::string& status, const Node& before, const Node& after) {
  compare_headers(status, before, after);
  compare_links(status, before, after);
  const Node* old_content = before.find("content");
  const Node* new_content = after.find("content");
  const bool had_body = old_content != nullptr && old_content->size() != 0;
  const bool has_body = new_content != nullptr && new_content->size() != 0;
  const Location at{"response " + status, to_client()};
  if (had_body && !has_body) return add(Kind::ResponseBodyRemoved, at.where, &before, &after);
  if (!had_body && has_body) return add(Kind::ResponseBodyAdded, at.where, &before, &after);
  compare_contents(at, old_content, new_content, before, after);
}

void ContractComparison::compare_headers(const std::string& status, const Node& before, const Node& after) {
  std::map<std::string, const document::Member*> olds, news;
  for (const auto& member : object_of(before, "headers").members())
    olds.emplace(base::to_lower_ascii(member.key), &member);
  for (const auto& member : object_of(after, "headers").members())
    news.emplace(base::to_lower_ascii(member.key), &member);
  const auto where = [&](const document::Member& one) {
    const auto text = [&](const std::string& name) {
      return "header " + base::in_quotes(name) + " of response " + status;
    };
    return Where(text(one.key), text(base::to_lower_ascii(one.key)));
  };
  for (const auto& [name, member] : olds) {
    const bool was_required = is_true(member->value, "required");
    const auto same = news.find(name);
    if (same == news.end()) {
      add(was_required ? Kind::RequiredHeaderRemoved : Kind::OptionalHeaderRemoved, where(*member), &member->value,
          &after);
      continue;
    }
    const Node& kept = same->second->value;
    if (was_required != is_true(kept, "required"))
      add(was_required ? Kind::HeaderBecameOptional : Kind::HeaderBecameRequired, where(*member),
          demand_site(member->value), demand_site(kept));
    compare_lifecycle(member->value, kept, where(*same->second), header_kinds, to_client());
    const Location at{where(*same->second), to_client()};
    if (!compare_as_text(at, schema_of(member->value), schema_of(kept)))
      compare_schema(at, schema_of(member->value), schema_of(kept));
  }
  for (const auto& [name, member] : news) {
    if (!olds.contains(name)) add(Kind::HeaderAdded, where(*member), &before, &member->value);
  }
}

void ContractComparison::compare_links(const std::string& status, const Node& before, const Node& after) {
  const Node& olds = object_of(before, "links");
  const Node& news = object_of(after, "links");
  const auto where = [&](const std::string& name) {
    return "link " + base::in_quotes(name) + " of response " + status;
  };
  for (const auto& member : olds.members()) {
    const Node* same = news.find(member.key);
    if (same == nullptr) {
      add(Kind::LinkRemoved, where(member.key), &member.value, &after);
    } else if (const std::string was = facts_text(member.value), is = facts_text(*same); was != is) {
      add(Kind::LinkChanged, where(member.key), &member.value, same, {}, base::ellipsize(was, 120),
          base::ellipsize(is, 120));
    }
  }
  for (const auto& member : news.members()) {
    if (!olds.has(member.key)) add(Kind::LinkAdded, where(member.key), &before, &member.value);
  }
}

void ContractComparison::compare_contents(const Location& at, const Node* before, const Node* after,
                                          const Node& old_holder, const Node& new_holder) {
  const auto olds = media_types(before), news = media_types(after);
  const bool is_one = olds.size() == 1 && news.size() == 1;
  for (const auto& [type, media] : olds) {
    const auto same = news.find(type);
    const std::string in_type = " (" + type + ')';
    const Location of_type{{is_one ? at.where.text : at.where.text + in_type, at.where.key + in_type}, at.direction};
    if (same != news.end()) compare_media(of_type, *media, *same->second);
    else if (!is_in_range(news, type))
      add(Kind::MediaTypeRemoved, at.where, media, &new_holder, base::in_quotes(type), {}, {}, at.direction);
  }
  for (const auto& [type, media] : news) {
    if (!olds.contains(type) && !is_in_range(olds, type))
      add(Kind::MediaTypeAdded, at.where, &old_holder, media, base::in_quotes(type), {}, {}, at.direction);
  }
}

void ContractComparison::compare_media(const Location& at, const Node& before, const Node& after) {
  for (const std::string_view key : {"schema", "itemSchema"}) {
    const Location of_item{key == "schema" ? at.where : std::string("each item of ") + at.where, at.direction};
    const Node* old_schema = before.find(key);
    const Node* new_schema = after.find(key);
    if ((old_schema == nullptr) != (new_schema == nullptr)) {
      add(new_schema ? Kind::SchemaAdded : Kind::SchemaRemoved, of_item.where, old_schema ? old_schema : &before,
          new_schema ? new_schema : &after, {}, {}, {}, at.direction);
    } else {
      compare_schema(of_item, old_schema, new_schema);
    }
  }
  const Node& olds = object_of(before, "encoding");
  const Node& news = object_of(after, "encoding");
  for (const auto& member : news.members()) {
    const Node* same = olds.find(member.key);
    if (same != nullptr && !document::equal(*same, member.value))
      add(Kind::EncodingChanged, at.where, same, &member.value, base::in_quotes(member.key), shown(*same),
          shown(member.value), at.direction);
  }
}

// Parameters and headers are text: a number is one of the texts that a string may be. Whether that was all there was to
// compare.
bool ContractComparison::compare_as_text(const Location& at, const Node* before, const Node* after) {
  const Shape& olds = pairs_.old_shapes()[pairs_.old_shapes().of(before)];
  const Shape& news = pairs_.new_shapes()[pairs_.new_shapes().of(after)];
  const bool is_wider = is_word(olds) && is_any_text(news), is_narrower = is_any_text(olds) && is_word(news);
  if (!is_wider && !is_narrower) return false;
  add(is_wider ? Kind::TypeWidened : Kind::TypeNarrowed, at.where, olds.type_site, news.type_site, {},
      types_text(olds.types), types_text(news.types), at.direction);
  return true;
}

// A schema that is missing allows everything. Parameters and headers without one say so by its absence.
void ContractComparison::compare_schema(const Location& at, const Node* before, const Node* after) {
  const ShapeId old_shape = pairs_.old_shapes().of(before), new_shape = pairs_.new_shapes().of(after);
  if (old_shape == Shapes::anything && new_shape == Shapes::anything) return;
  current_.roots.push_back({{prefix_ + at.where, at.direction}, pairs_.of(old_shape, new_shape, at.direction)});
}

}  // namespace concord::diff
