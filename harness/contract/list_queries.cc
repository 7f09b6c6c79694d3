#include <concord/contract/list_queries.h>

#include <concord/base/ascii.h>
#include <concord/base/text.h>
#include <concord/contract/names.h>

#include "resource_names.h"

#include <algorithm>
#include <array>

namespace concord::contract {

using document::Kind;

namespace {

// What is asked for in another form, or in another part of it.
constexpr auto of_the_form = std::to_array<std::string_view>(
    {"language", "lang", "locale", "format", "version", "apiversion", "fields", "include", "expand", "embed", "view",
     "timezone", "currency", "market", "units", "unit", "count", "total", "q", "query", "search", "filter", "keyword",
     "keywords", "sort", "sortby", "orderby", "order", "direction", "details", "detail", "depth", "level"});
constexpr auto words_for_all = std::to_array<std::string_view>(
    {"any", "all", "both", "none", "unspecified", "everything", "nothing", "unknown", "null", "other"});
constexpr auto sort_names =
    std::to_array<std::string_view>({"sort", "sortby", "orderby", "order", "sortfield", "sortkey", "ordering"});
constexpr auto direction_names = std::to_array<std::string_view>(
    {"order", "direction", "sortorder", "orderdir", "dir", "sortdir", "sortdirection", "orderdirection"});

// createdAt, updated_at, birth_date, since.
bool names_time(std::string_view name) {
  static constexpr auto ends = std::to_array<std::string_view>(
      {"date", "time", "since", "before", "after", "from", "until", "timestamp", "day", "month", "year"});
  const std::string plain = plain_name(name);
  return name.ends_with("_at") || name.ends_with("At") ||
         std::any_of(ends.begin(), ends.end(), [&](auto end) { return plain.ends_with(end); });
}

bool names_bound(std::string_view plain) { return plain.starts_with("min") || plain.starts_with("max"); }
bool names_id(std::string_view plain) {
  return plain.ends_with("id") || plain.ends_with("uuid") || plain.ends_with("guid");
}

// The one kind of value that is described, beside null.
std::optional<Kind> kind_of(const SchemaView& schema) {
  std::set<Kind> kinds = described_kinds(schema);
  kinds.erase(Kind::Null);
  const bool is_single = kinds.size() == 1 && *kinds.begin() != Kind::Array && *kinds.begin() != Kind::Object;
  return is_single ? std::optional(*kinds.begin()) : std::nullopt;
}

bool is_of_time(const SchemaView& schema) {
  const Node* format = schema.node->find("format");
  return format && (format->string_or_empty().starts_with("date") || format->string_or_empty() == "time");
}

// What its description said, which the normal form does not keep.
bool is_read_otherwise(const Parameter& parameter) {
  const SchemaRef& schema = parameter.schema;
  const Node* stated = schema ? document::resolve(*schema.root, schema.at.parent()) : nullptr;
  return stated && stated->has("x-concord-no-equality");
}

bool lists(const std::vector<Node>& values, const Node& value) {
  return std::any_of(values.begin(), values.end(), [&](const Node& one) { return document::equal(one, value); });
}

const DescribedMember* find_plain(const DescribedObject& item, std::string_view plain) {
  const auto found = std::find_if(item.members.begin(), item.members.end(),
                                  [&](const DescribedMember& one) { return plain_name(one.name) == plain; });
  return found == item.members.end() ? nullptr : &*found;
}

std::optional<ListFilter> filter_by(const Parameter& parameter, const DescribedObject& item) {
  const std::string plain = plain_name(parameter.name);
  const DescribedMember* member = parameter.in == ParameterIn::Query ? find_plain(item, plain) : nullptr;
  if (!member || is_one_of(plain, of_the_form) || names_bound(plain) || names_time(parameter.name)) return std::nullopt;
  if (paging_name(parameter.name) != PagingName::None) return std::nullopt;
  const SchemaView asked = view_of(parameter.schema);
  const auto kind = asked ? kind_of(asked) : std::nullopt;
  if (!kind || kind_of(member->schema) != kind || is_of_time(asked) || is_of_time(member->schema)) return std::nullopt;
  if (is_read_otherwise(parameter)) return std::nullopt;
  const bool are_listed = !listed_values(asked).empty() && !listed_values(member->schema).empty();
  return ListFilter{&parameter, *member, *kind != Kind::Boolean && (are_listed || names_id(plain))};
}

std::optional<Pointer> only_list_in(const Node& object, const Pointer& place) {
  std::optional<Pointer> found;
  for (const document::Member& member : object.members()) {
    if (!member.value.is_array()) continue;
    if (found) return std::nullopt;
    found = place / member.key;
  }
  return found;
}

struct Asked {
  std::string_view name;
  std::optional<bool> is_descending;
};

std::optional<bool> is_descending(std::string_view word) {
  const std::string lower = base::to_lower_ascii(word);
  if (lower == "desc" || lower == "descending") return true;
  if (lower == "asc" || lower == "ascending") return false;
  return std::nullopt;
}

// "-amount", "+amount", "amount:desc", "amount desc", "amount_DESC".
Asked parts_of(std::string_view value) {
  if (value.starts_with('-') || value.starts_with('+')) return {value.substr(1), value.front() == '-'};
  const std::size_t separator = value.find_last_of(" :._-,");
  if (separator == std::string_view::npos) return {value, std::nullopt};
  const auto direction = is_descending(value.substr(separator + 1));
  return direction ? Asked{value.substr(0, separator), direction} : Asked{value, std::nullopt};
}

}  // namespace

std::optional<Pointer> find_listed(const Node& body) {
  if (body.is_array()) return Pointer();
  std::optional<Pointer> found = only_list_in(body, Pointer());
  for (const auto* wrapper : {"data", "result", "response"}) {
    const Node* inner = found || !body.is_object() ? nullptr : body.find(wrapper);
    if (inner && inner->is_object()) found = only_list_in(*inner, Pointer() / wrapper);
  }
  return found;
}

std::vector<Node> listed_values(const SchemaView& schema) {
  constexpr int most_hops = 20;
  const Node* node = schema.node;
  for (int hop = 0; node && hop < most_hops; ++hop) {
    if (const Node* value = node->find("const")) return {*value};
    if (const Node* values = node->find("enum")) return values->items();
    const Node* reference = node->find("$ref");
    const std::string_view text = reference ? reference->string_or_empty() : std::string_view();
    const auto pointer = text.starts_with('#') ? Pointer::parse_fragment(text.substr(1)) : std::nullopt;
    node = pointer ? document::resolve(*schema.root, *pointer) : nullptr;
  }
  return {};
}

std::vector<ListFilter> find_filters(const Operation& operation, const SchemaView& item) {
  std::vector<ListFilter> filters;
  const DescribedObject object = described_object(item);
  for (const Parameter& parameter : operation.parameters) {
    if (auto filter = filter_by(parameter, object)) filters.push_back(std::move(*filter));
  }
  return filters;
}

bool chooses(const ListFilter& filter, const Node& value) {
  const bool is_single = value.is_string() || value.is_number() || value.is_boolean();
  if (!is_single || kind_of(filter.member.schema) != value.kind()) return false;
  const std::string_view text = value.string_or_empty();
  if (value.is_string() && (text.empty() || text.find_first_of(",*%|;") != std::string_view::npos)) return false;
  if (is_one_of(plain_name(text), words_for_all)) return false;
  if (value.is_boolean() && !value.as_boolean()) return false;  // "not only those" is meant as often
  for (const auto& values : {listed_values(view_of(filter.parameter->schema)),
                             listed_values(filter.member.schema)}) {
    if (!values.empty() && !lists(values, value)) return false;
  }
  return true;
}

std::optional<ListOrder> order_asked_for(const Parameter& parameter, std::string_view value, const SchemaView& item) {
  const bool is_order = parameter.in == ParameterIn::Query && is_one_of(plain_name(parameter.name), sort_names);
  if (!is_order || !lists(listed_values(view_of(parameter.schema)), Node(value))) return std::nullopt;
  const Asked asked = parts_of(value);
  const DescribedObject object = described_object(item);
  const DescribedMember* member = find_plain(object, plain_name(asked.name));
  if (!member || !kind_of(member->schema)) return std::nullopt;
  return ListOrder{member->name, asked.is_descending};
}

std::optional<bool> direction_asked_for(std::string_view parameter, std::string_view value) {
  return is_one_of(plain_name(parameter), direction_names) ? is_descending(value) : std::nullopt;
}

}  // namespace concord::contract
