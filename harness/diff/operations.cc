#include "comparison.h"

#include <concord/base/http_method.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::diff {
namespace {

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

constexpr LifecycleKinds operation_kinds{Kind::OperationDeprecated, Kind::OperationDeprecatedWithoutSunset,
                                         Kind::OperationReactivated};
constexpr LifecycleKinds parameter_kinds{Kind::ParameterDeprecated, Kind::ParameterDeprecatedWithoutSunset,
                                         Kind::ParameterReactivated};

// Whether values may be arrays or objects.
bool is_shaped(Shapes& shapes, const Node* schema) {
  return (shapes[shapes.of(schema)].types & (array_type | object_type)) != 0;
}

}  // namespace

const Node* member_of(const Node& object, std::string_view name) { return object.find(name); }

bool is_true(const Node& object, std::string_view name) {
  const Node* value = object.find(name);
  return value != nullptr && value->is_boolean() && value->as_boolean();
}

const Node* demand_site(const Node& object) {
  const Node* stated = object.find("required");
  return stated != nullptr && stated->span().is_known() ? stated : &object;
}

const Node* schema_of(const Node& parameter) {
  if (const Node* schema = parameter.find("schema")) return schema;
  const Node* content = parameter.find("content");
  return content == nullptr || content->size() == 0 ? nullptr : content->members().front().value.find("schema");
}

std::string text_of(const Node& object, std::string_view name) {
  const Node* value = object.find(name);
  return value == nullptr ? std::string() : std::string(value->string_or_empty());
}

std::string facts_text(const Node& object) {
  Node facts = object;
  if (facts.is_object())
    std::erase_if(facts.members(),
                  [](const document::Member& one) { return one.key.starts_with("x-") || one.key == "description"; });
  return canonical_text(facts);
}

std::string ContractComparison::Operation::label() const {
  std::string upper = method;
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return upper + ' ' + path;
}

std::string ContractComparison::Operation::key() const { return method + ' ' + without_names(path); }

void ContractComparison::add(Kind kind, const Where& where, const Node* old_site, const Node* new_site,
                             std::string subject, std::string old_text, std::string new_text, Direction direction) {
  current_.changes.push_back(
      {{prefix_ + where, direction},
       {kind, std::move(subject), std::move(old_text), std::move(new_text), old_site, new_site}});
  // What the provider must send by itself is no demand on a client.
  const bool is_demand = kind == Kind::BodyRequiredAdded || kind == Kind::BodyBecameRequired ||
                         kind == Kind::ParameterRequiredAdded || kind == Kind::ParameterBecameRequired;
  current_.changes.back().change.is_muted = is_from_provider_ && is_demand;
}

Comparison ContractComparison::compare() {
  match_paths();
  compare_shared_servers();
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
      if (base::find_http_method_key(method) != nullptr && member.value.is_object())
        list.push_back({path.key, method, &member.value, &path.value});
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

namespace {

using Names = std::vector<std::string>;

// Each new name finds the old operation of that name that none has found yet.
void match_by_name(const Names& olds, const Names& news, std::vector<std::optional<std::size_t>>& match) {
  std::set<std::size_t> taken;
  for (const auto& known : match) {
    if (known) taken.insert(*known);
  }
  std::map<std::string_view, std::size_t> index;
  for (std::size_t i = 0; i < olds.size(); ++i) {
    if (!taken.contains(i)) index.emplace(olds[i], i);
  }
  for (std::size_t j = 0; j < news.size(); ++j) {
    const auto found = match[j] ? index.end() : index.find(news[j]);
    if (found == index.end()) continue;
    match[j] = found->second;
    index.erase(found);
  }
}

std::size_t matched(const std::vector<std::optional<std::size_t>>& match) {
  return static_cast<std::size_t>(
      std::count_if(match.begin(), match.end(), [](const auto& one) { return one.has_value(); }));
}

}  // namespace

// First by the path as it is written, then by the path without the names of its parameters. Where more of them are the
// same with what the URLs of the servers end with, that has moved: "https://a/v1" and "/pets" is "https://a" and
// "/v1/pets".
void ContractComparison::match_paths() {
  old_operations_ = operations(old_), new_operations_ = operations(new_);
  const auto match_with = [this](const std::string& old_base, const std::string& new_base) {
    Matches match(new_operations_.size());
    for (const bool has_names : {true, false}) {
      const auto names = [has_names](const std::vector<Operation>& all, const std::string& base) {
        Names list;
        for (const Operation& one : all)
          list.push_back(one.method + ' ' + (has_names ? base + one.path : without_names(base + one.path)));
        return list;
      };
      match_by_name(names(old_operations_, old_base), names(new_operations_, new_base), match);
    }
    return match;
  };
  match_ = match_with("", "");
  const std::string old_base = base_path(old_), new_base = base_path(new_);
  if (old_base == new_base) return;
  Matches with_bases = match_with(old_base, new_base);
  has_moved_ = matched(with_bases) > matched(match_);
  if (has_moved_) match_ = std::move(with_bases);
}

void ContractComparison::compare_paths() {
  std::set<std::size_t> taken;
  for (const auto& one : match_) {
    if (one) taken.insert(*one);
  }
  for (std::size_t i = 0; i < old_operations_.size(); ++i) {
    if (!taken.contains(i)) operation_gone(old_operations_[i]);
  }
  for (std::size_t j = 0; j < new_operations_.size(); ++j) {
    if (match_[j]) compare_operation(old_operations_[*match_[j]], new_operations_[j]);
    else operation_new(new_operations_[j]);
  }
}

void ContractComparison::operation_gone(const Operation& operation) {
  current_ = {operation.label(), operation.key(), {}, {}};
  const Lifecycle lifecycle = lifecycle_of(*operation.node);
  const auto date = sunset_of(lifecycle);
  Kind kind = Kind::OperationRemoved;
  if (lifecycle.is_deprecated)
    kind = lifecycle.sunset == nullptr ? Kind::OperationRemovedDeprecated
           : !date                     ? Kind::OperationRemovedSunsetUnreadable
           : *date < pairs_.today()    ? Kind::OperationRemovedAfterSunset
                                       : Kind::OperationRemovedBeforeSunset;
  add(kind, "the operation", operation.node, nullptr, {}, lifecycle.sunset == nullptr ? "" : shown(*lifecycle.sunset));
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
  compare_ids(*before.node, *after.node);
  compare_lifecycle(*before.node, *after.node, "the operation", operation_kinds);
  compare_own_servers(before, after);
  compare_parameters(before, after);
  compare_body(*before.node, *after.node);
  compare_responses(*before.node, *after.node);
  compare_security(*before.node, *after.node);
  compare_callbacks(*before.node, *after.node);
  result_.operations.push_back(std::move(current_));
}

void ContractComparison::compare_ids(const Node& before, const Node& after) {
  const std::string old_id = text_of(before, "operationId"), new_id = text_of(after, "operationId");
  if (old_id == new_id) return;
  const Kind kind = old_id.empty()   ? Kind::OperationIdAdded
                    : new_id.empty() ? Kind::OperationIdRemoved
                                     : Kind::OperationIdChanged;
  const auto text = [](const std::string& id) { return id.empty() ? id : base::in_quotes(id); };
  add(kind, "the operation", &before, &after, {}, text(old_id), text(new_id));
}

void ContractComparison::compare_lifecycle(const Node& before, const Node& after, const Where& where,
                                           const LifecycleKinds& kinds, Direction direction) {
  for (Change& change :
       compare_lifecycles(lifecycle_of(before), lifecycle_of(after), kinds, pairs_.earliest_sunset()))
    current_.changes.push_back({{prefix_ + where, direction}, std::move(change)});
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
      Parameter parameter{text_of(one, "name"), text_of(one, "in"), {}, &one};
      parameter.key = parameter.in + ' ' + parameter.name;
      if (parameter.in == "header") parameter.key = base::to_lower_ascii(parameter.key);
      const auto position = std::find(names.begin(), names.end(), parameter.name) - names.begin();
      if (parameter.in == "path") parameter.key = "path " + std::to_string(position);
      parameters.emplace(parameter.key, std::move(parameter));
    }
  }
  return parameters;
}

Where ContractComparison::Parameter::where() const {
  return {in + " parameter " + base::in_quotes(name), key + " parameter"};
}

void ContractComparison::compare_parameters(const Operation& before, const Operation& after) {
  const Parameters olds = parameters(before), news = parameters(after);
  for (const auto& [key, one] : olds) {
    const auto same = news.find(key);
    if (same != news.end()) compare_parameter(one, same->second);
    else parameter_gone(one, after);
  }
  for (const auto& [key, one] : news) {
    if (olds.contains(key)) continue;
    const bool is_required = is_true(*one.node, "required") || one.in == "path";
    add(is_required ? Kind::ParameterRequiredAdded : Kind::ParameterOptionalAdded, one.where(), before.node, one.node);
  }
}

void ContractComparison::parameter_gone(const Parameter& parameter, const Operation& after) {
  const Lifecycle lifecycle = lifecycle_of(*parameter.node);
  const auto date = sunset_of(lifecycle);
  const Kind kind = !date                    ? Kind::ParameterRemoved
                    : *date < pairs_.today() ? Kind::ParameterRemovedAfterSunset
                                             : Kind::ParameterRemovedBeforeSunset;
  add(kind, parameter.where(), parameter.node, after.node, {}, date ? shown(*lifecycle.sunset) : "");
}

void ContractComparison::compare_parameter(const Parameter& before, const Parameter& after) {
  const Where where = after.where();
  const bool was_required = is_true(*before.node, "required") || before.in == "path";
  const bool is_required = is_true(*after.node, "required") || after.in == "path";
  if (was_required != is_required)
    add(is_required ? Kind::ParameterBecameRequired : Kind::ParameterBecameOptional, where, demand_site(*before.node),
        demand_site(*after.node));
  compare_lifecycle(*before.node, *after.node, where, parameter_kinds);
  compare_style(before, after, where);
  const Location at{where, to_provider()};
  if (!compare_as_text(at, schema_of(*before.node), schema_of(*after.node)))
    compare_schema(at, schema_of(*before.node), schema_of(*after.node));
}

// How a plain string or number is written does not depend on the style, unless that is another one altogether.
void ContractComparison::compare_style(const Parameter& before, const Parameter& after, const Where& where) {
  const std::string old_style = style_text(*before.node), new_style = style_text(*after.node);
  const bool matters = is_shaped(pairs_.old_shapes(), schema_of(*before.node)) ||
                       is_shaped(pairs_.new_shapes(), schema_of(*after.node)) || before.in == "path" ||
                       text_of(*before.node, "style") != text_of(*after.node, "style");
  if (old_style != new_style && matters)
    add(Kind::ParameterStyleChanged, where, before.node, after.node, {}, old_style, new_style);
}

}  // namespace concord::diff
