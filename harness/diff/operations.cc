#include "comparison.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::diff {
namespace {

constexpr auto methods =
    std::to_array<std::string_view>({"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"});

// "/a/{id}/b" → "/a/{}/b"; `names` gets what stood in the braces.
std::string without_names(std::string_view path, std::vector<std::string>* names = nullptr) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    out += path[i];
    if (path[i] != '{') continue;
    const std::size_t end = path.find('}', i);
    if (end == std::string_view::npos) continue;
    if (names != nullptr) names->emplace_back(path.substr(i + 1, end - i - 1));
    out += '}';
    i = end;
  }
  return out;
}

std::string style_text(const Node& parameter) {
  const std::string in = text_of(parameter, "in");
  const bool is_form = in == "query" || in == "cookie";
  std::string style = text_of(parameter, "style");
  if (style.empty()) style = is_form ? "form" : "simple";
  const Node* stated = parameter.find("explode");
  const bool explodes = stated != nullptr && stated->is_boolean() ? stated->as_boolean() : style == "form";
  std::string text =
      style + (explodes ? ", exploded" : "") + (is_true(parameter, "allowReserved") ? ", reserved as it is" : "");
  if (const Node* content = parameter.find("content"); content != nullptr && content->size() != 0)
    text = content->members().front().key;
  return text;
}

const Node* schema_of(const Node& parameter) {
  if (const Node* schema = parameter.find("schema")) return schema;
  const Node* content = parameter.find("content");
  return content == nullptr || content->size() == 0 ? nullptr : content->members().front().value.find("schema");
}

// How far from the bottom; what is not said is stable.
int stability(const std::string& level) {
  static constexpr std::array<std::string_view, 4> levels{"draft", "alpha", "beta", "stable"};
  const auto found = std::find(levels.begin(), levels.end(), level);
  return found == levels.end() ? 3 : static_cast<int>(found - levels.begin());
}

bool is_shaped(const Node* schema) {
  const Node* type = schema == nullptr ? nullptr : schema->find("type");
  return type == nullptr || !type->is_string() || type->as_string() == "array" || type->as_string() == "object";
}

}  // namespace

const Node* member_of(const Node& object, std::string_view name) { return object.find(name); }

bool is_true(const Node& object, std::string_view name) {
  const Node* value = object.find(name);
  return value != nullptr && value->is_boolean() && value->as_boolean();
}

std::string text_of(const Node& object, std::string_view name) {
  const Node* value = object.find(name);
  return value == nullptr ? std::string() : std::string(value->string_or_empty());
}

std::string ContractComparison::Operation::label() const {
  std::string upper = method;
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return upper + ' ' + path;
}

std::string ContractComparison::Operation::key() const { return method + ' ' + without_names(path); }

void ContractComparison::add(Kind kind, const std::string& where, const Node* old_site, const Node* new_site,
                             std::string subject, std::string old_text, std::string new_text, Direction direction) {
  current_.changes.push_back(
      {{prefix_ + where, direction},
       {kind, std::move(subject), std::move(old_text), std::move(new_text), old_site, new_site}});
  // What the provider must send by itself is no demand on a client.
  const bool is_demand = kind == Kind::BodyRequiredAdded || kind == Kind::BodyBecameRequired;
  current_.changes.back().change.is_muted = is_from_provider_ && is_demand;
}

Comparison ContractComparison::compare() {
  compare_servers();
  compare_schemes();
  result_.operations.push_back(std::move(current_));
  current_ = {};
  compare_paths();
  compare_webhooks();
  return std::move(result_);
}

std::vector<ContractComparison::Operation> ContractComparison::operations_of(const Node& paths) {
  std::vector<Operation> list;
  for (const auto& path : paths.members()) {
    if (path.key.starts_with("x-")) continue;
    for (const auto& member : path.value.members()) {
      const std::string method = base::to_lower_ascii(member.key);
      const bool is_method = std::find(methods.begin(), methods.end(), method) != methods.end();
      if (is_method && member.value.is_object()) list.push_back({path.key, method, &member.value, &path.value});
      if (member.key != "additionalOperations") continue;
      for (const auto& other : member.value.members())
        list.push_back({path.key, base::to_lower_ascii(other.key), &other.value, &path.value});
    }
  }
  return list;
}

std::vector<ContractComparison::Operation> ContractComparison::operations(const Node& contract) {
  const Node* paths = contract.find("paths");
  return paths == nullptr ? std::vector<Operation>() : operations_of(*paths);
}

// First by the path as it is written, then by the path without the names of its parameters.
void ContractComparison::compare_paths() {
  const std::vector<Operation> olds = operations(old_), news = operations(new_);
  std::map<std::string, std::size_t> by_label, by_key;
  for (std::size_t i = 0; i < olds.size(); ++i) {
    by_label.emplace(olds[i].label(), i);
    by_key.emplace(olds[i].key(), i);
  }
  std::vector<std::optional<std::size_t>> match(news.size());
  std::vector<bool> is_taken(olds.size());
  const auto match_by = [&](const std::map<std::string, std::size_t>& index, auto name) {
    for (std::size_t j = 0; j < news.size(); ++j) {
      const auto found = match[j] ? index.end() : index.find(name(news[j]));
      if (found == index.end() || is_taken[found->second]) continue;
      match[j] = found->second;
      is_taken[found->second] = true;
    }
  };
  match_by(by_label, [](const Operation& one) { return one.label(); });
  match_by(by_key, [](const Operation& one) { return one.key(); });
  for (std::size_t i = 0; i < olds.size(); ++i) {
    if (!is_taken[i]) operation_gone(olds[i]);
  }
  for (std::size_t j = 0; j < news.size(); ++j) {
    if (match[j]) compare_operation(olds[*match[j]], news[j]);
    else operation_new(news[j]);
  }
}

void ContractComparison::operation_gone(const Operation& operation) {
  current_ = {operation.label(), operation.key(), {}, {}};
  const Node* sunset = operation.node->find("x-sunset");
  const auto date = sunset == nullptr ? std::nullopt : parse_sunset(*sunset);
  Kind kind = Kind::OperationRemoved;
  if (is_true(*operation.node, "deprecated"))
    kind = !date                    ? Kind::OperationRemovedDeprecated
           : *date < pairs_.today() ? Kind::OperationRemovedAfterSunset
                                    : Kind::OperationRemovedBeforeSunset;
  add(kind, "the operation", operation.node, nullptr, {}, sunset == nullptr ? "" : shown(*sunset));
  result_.operations.push_back(std::move(current_));
}

void ContractComparison::operation_new(const Operation& operation) {
  current_ = {operation.label(), operation.key(), {}, {}};
  add(Kind::OperationAdded, "the operation", nullptr, operation.node);
  result_.operations.push_back(std::move(current_));
}

void ContractComparison::compare_operation(const Operation& before, const Operation& after) {
  ++result_.compared;
  current_ = {after.label(), before.key(), {}, {}};
  const std::string old_id = text_of(*before.node, "operationId"), new_id = text_of(*after.node, "operationId");
  if (old_id != new_id)
    add(Kind::OperationIdChanged, "the operation", before.node, after.node, {}, base::in_quotes(old_id),
        base::in_quotes(new_id));
  compare_lifecycle(*before.node, *after.node, "the operation", Kind::OperationDeprecated,
                    Kind::OperationDeprecatedWithoutSunset, Kind::OperationReactivated);
  compare_stability(*before.node, *after.node);
  compare_parameters(before, after);
  compare_body(*before.node, *after.node);
  compare_responses(*before.node, *after.node);
  compare_security(*before.node, *after.node);
  compare_callbacks(*before.node, *after.node);
  result_.operations.push_back(std::move(current_));
}

void ContractComparison::compare_lifecycle(const Node& before, const Node& after, const std::string& where,
                                           Kind deprecated, Kind deprecated_without_sunset, Kind reactivated) {
  const bool was = is_true(before, "deprecated"), is = is_true(after, "deprecated");
  const Node* old_sunset = before.find("x-sunset");
  const Node* new_sunset = after.find("x-sunset");
  const auto old_date = old_sunset ? parse_sunset(*old_sunset) : std::nullopt;
  const auto new_date = new_sunset ? parse_sunset(*new_sunset) : std::nullopt;
  const std::string old_text = old_sunset ? shown(*old_sunset) : "", new_text = new_sunset ? shown(*new_sunset) : "";
  if (is && new_sunset && !new_date) add(Kind::SunsetUnreadable, where, &before, new_sunset, {}, old_text, new_text);
  if (is && !was)
    return add(new_sunset ? deprecated : deprecated_without_sunset, where, &before, &after, {}, {}, new_text);
  if (was && !is) return add(reactivated, where, &before, &after);
  if (!is || !old_date) return;
  if (!new_sunset) return add(Kind::SunsetRemoved, where, old_sunset, &after, {}, old_text);
  if (new_date && *new_date != *old_date)
    add(*new_date < *old_date ? Kind::SunsetEarlier : Kind::SunsetLater, where, old_sunset, new_sunset, {}, old_text,
        new_text);
}

void ContractComparison::compare_stability(const Node& before, const Node& after) {
  const std::string old_level = text_of(before, "x-stability-level"), new_level = text_of(after, "x-stability-level");
  const int was = stability(old_level), is = stability(new_level);
  if (was == is) return;
  const auto shown_level = [](const std::string& level) { return level.empty() ? std::string("stable") : level; };
  add(is < was ? Kind::StabilityDecreased : Kind::StabilityIncreased, "the operation", &before, &after, {},
      shown_level(old_level), shown_level(new_level));
}

// --- parameters ---

ContractComparison::Parameters ContractComparison::parameters(const Operation& operation) {
  std::vector<std::string> names;
  without_names(operation.path, &names);
  Parameters parameters;
  for (const Node* holder : {operation.node, operation.item}) {
    const Node* stated = holder->find("parameters");
    if (stated == nullptr) continue;
    for (const Node& one : stated->items()) {
      Parameter parameter{text_of(one, "name"), text_of(one, "in"), &one};
      std::string key = parameter.in + ' ' + parameter.name;
      if (parameter.in == "header") key = base::to_lower_ascii(key);
      const auto position = std::find(names.begin(), names.end(), parameter.name) - names.begin();
      if (parameter.in == "path") key = "path " + std::to_string(position);
      parameters.emplace(std::move(key), std::move(parameter));
    }
  }
  return parameters;
}

void ContractComparison::compare_parameters(const Operation& before, const Operation& after) {
  const Parameters olds = parameters(before), news = parameters(after);
  const auto where = [](const Parameter& one) { return one.in + " parameter " + base::in_quotes(one.name); };
  for (const auto& [key, one] : olds) {
    const auto same = news.find(key);
    if (same != news.end()) {
      compare_parameter(one, same->second);
      continue;
    }
    const Node* sunset = one.node->find("x-sunset");
    const auto date = sunset && is_true(*one.node, "deprecated") ? parse_sunset(*sunset) : std::nullopt;
    const bool is_over = date && *date < pairs_.today();
    add(is_over ? Kind::ParameterRemovedAfterSunset : Kind::ParameterRemoved, where(one), one.node, after.node, {},
        is_over ? shown(*sunset) : "");
  }
  for (const auto& [key, one] : news) {
    if (olds.contains(key)) continue;
    const bool is_required = is_true(*one.node, "required") || one.in == "path";
    add(is_required ? Kind::ParameterRequiredAdded : Kind::ParameterOptionalAdded, where(one), before.node, one.node);
  }
}

void ContractComparison::compare_parameter(const Parameter& before, const Parameter& after) {
  const std::string where = after.in + " parameter " + base::in_quotes(after.name);
  const bool was_required = is_true(*before.node, "required") || before.in == "path";
  const bool is_required = is_true(*after.node, "required") || after.in == "path";
  if (was_required != is_required)
    add(is_required ? Kind::ParameterBecameRequired : Kind::ParameterBecameOptional, where, before.node, after.node);
  compare_lifecycle(*before.node, *after.node, where, Kind::ParameterDeprecated, Kind::ParameterDeprecatedWithoutSunset,
                    Kind::ParameterReactivated);
  const Node* old_schema = schema_of(*before.node);
  const Node* new_schema = schema_of(*after.node);
  const std::string old_style = style_text(*before.node), new_style = style_text(*after.node);
  // How a plain string or number is written does not depend on the style, unless that is another one altogether.
  const bool matters = is_shaped(old_schema) || is_shaped(new_schema) || before.in == "path" ||
                       text_of(*before.node, "style") != text_of(*after.node, "style");
  if (old_style != new_style && matters)
    add(Kind::ParameterStyleChanged, where, before.node, after.node, {}, old_style, new_style);
  compare_schema({where, to_provider()}, old_schema, new_schema);
}

}  // namespace concord::diff
