#include "list_pages.h"

#include "asked_list.h"

#include <concord/base/text.h>
#include <concord/message/conformance.h>
#include <concord/message/value_format.h>

#include <algorithm>

namespace concord::mock {

namespace {

constexpr std::size_t usual_limit = 20;

const Node* preset_of(const contract::Parameter& parameter) {
  const contract::SchemaView schema = contract::view_of(parameter.schema);
  return schema ? schema.node->find("default") : nullptr;
}

std::optional<std::size_t> number_of(const contract::Parameter* parameter, const Node& query) {
  if (!parameter) return std::nullopt;
  const Node* value = query.find(parameter->name);
  if (!value) value = preset_of(*parameter);
  const auto number = value && value->is_number() ? value->to_int64() : std::nullopt;
  return number && *number >= 0 ? std::optional(static_cast<std::size_t>(*number)) : std::nullopt;
}

// A cursor is the number of what stands before the page, in other words.
std::string cursor_text(std::size_t start) { return base::base64url_encode("after-" + std::to_string(start)); }

std::size_t start_of(const Node* cursor) {
  const auto text = cursor && cursor->is_string() ? base::base64_decode(cursor->as_string()) : std::nullopt;
  constexpr std::string_view lead = "after-";
  if (!text || !text->starts_with(lead) || text->size() > lead.size() + 9) return 0;
  std::size_t start = 0;
  for (const char c : text->substr(lead.size())) {
    if (c < '0' || c > '9') return 0;
    start = start * 10 + static_cast<std::size_t>(c - '0');
  }
  return start;
}

// Pages count from 1, unless their schema starts at 0.
std::size_t first_page(const contract::Parameter& page) {
  const contract::SchemaView schema = contract::view_of(page.schema);
  const Node* preset = schema ? schema.node->find("default") : nullptr;
  const Node* least = schema ? schema.node->find("minimum") : nullptr;
  const Node* first = preset ? preset : least;
  return first && first->is_number() && first->to_double() == 0 ? 0 : 1;
}

bool is_plain(const Node& value) { return value.is_string() || value.is_number() || value.is_boolean(); }

bool is_wanted(const Node& item, const contract::Resource& resource, const Node& query) {
  for (const contract::Parameter& parameter : resource.list->operation->parameters) {
    if (parameter.in != contract::ParameterIn::Query) continue;
    const Node* asked = query.find(parameter.name);
    const Node* has = item.find(parameter.name);
    if (asked && has && is_plain(*asked) && is_plain(*has) && !document::equal(*asked, *has)) return false;
  }
  return true;
}

}  // namespace

ListPage cut_page(const contract::Resource& resource, Node::Array items, const Node& query) {
  std::erase_if(items, [&](const Node& item) { return !is_wanted(item, resource, query); });
  const contract::SchemaView body = contract::view_of(resource.list->answer->schema);
  arrange(items, *resource.list->operation,
          contract::described_items(contract::described_at(body, resource.list->thing)), query);
  ListPage page;
  page.total = items.size();
  const contract::Paging& paging = resource.paging;
  const bool is_paged = paging.limit || paging.offset || paging.page || paging.cursor;
  const std::size_t limit = std::max<std::size_t>(1, number_of(paging.limit, query).value_or(
                                                         is_paged ? usual_limit : items.size()));
  std::size_t start = 0;
  if (paging.cursor) start = start_of(query.find(paging.cursor->name));
  else if (paging.offset) start = number_of(paging.offset, query).value_or(0);
  else if (paging.page) {
    const std::size_t first = first_page(*paging.page);
    const std::size_t number = number_of(paging.page, query).value_or(first);
    start = number <= first ? 0 : number - first < items.size() + 1 ? (number - first) * limit : items.size();
  }
  start = std::min(start, items.size());
  const std::size_t end = start + std::min(limit, items.size() - start);
  const auto at = [&](std::size_t index) { return items.begin() + static_cast<std::ptrdiff_t>(index); };
  page.items.assign(at(start), at(end));
  if (end == items.size()) return page;
  if (paging.cursor) page.next = Node(cursor_text(end)), page.next_parameter = paging.cursor->name;
  else if (paging.offset) page.next = Node(static_cast<std::int64_t>(end)), page.next_parameter = paging.offset->name;
  else if (paging.page) {
    const std::size_t first = first_page(*paging.page);
    page.next = Node(static_cast<std::int64_t>(number_of(paging.page, query).value_or(first) + 1));
    page.next_parameter = paging.page->name;
  }
  return page;
}

namespace {

void set_at(Node& answer, const Pointer& at, std::optional<Node> value) {
  Node* holder = document::resolve(answer, at.parent());
  if (!holder || !holder->is_object()) return;
  const std::string& name = at.tokens().back();
  if (value) holder->set(name, std::move(*value));
  else holder->remove(name);
}

// Of the flags beside it, such as has_more.
void set_flags(Node& holder, bool has_more) {
  if (!holder.is_object()) return;
  for (document::Member& member : holder.members()) {
    std::string plain = base::replace_all(base::to_lower_ascii(member.key), "_", "");
    const bool is_flag = plain == "hasmore" || plain == "hasnext" || plain == "hasnextpage";
    if (is_flag && member.value.is_boolean()) member.value = has_more;
  }
}

bool set_next(const ThingForm& form, const Pointer& at, Node& answer, std::optional<Node> value) {
  Node changed = answer;
  set_at(changed, at, std::move(value));
  if (!form.accepts(changed)) return false;
  answer = std::move(changed);
  return true;
}

}  // namespace

std::optional<Node> paged_answer(const ThingForm& form, const contract::Paging& paging, Node answer,
                                 const ListPage& page, const std::vector<Node>& nexts) {
  answer = form.with_list(std::move(answer), page.items);
  if (paging.total) set_at(answer, *paging.total, Node(static_cast<std::int64_t>(page.total)));
  set_flags(answer, page.next.has_value());
  if (answer.is_object()) {
    for (document::Member& member : answer.members()) set_flags(member.value, page.next.has_value());
  }
  const auto take = [&](std::optional<Node> value) { return set_next(form, *paging.next, answer, std::move(value)); };
  if (paging.next && page.next) {
    const bool is_taken = std::any_of(nexts.begin(), nexts.end(), take);
    if (!is_taken && paging.cursor) return std::nullopt;
  } else if (paging.next && !take(Node())) {
    take(std::nullopt);
  }
  return form.accepts(answer) ? std::optional(std::move(answer)) : std::nullopt;
}

std::string next_target(const ListPage& page, std::string_view target) {
  std::string link(target.substr(0, target.find('?')));
  char separator = '?';
  for (const std::string_view pair : base::split(message::query_of(target), '&')) {
    const std::string name = base::percent_decode(pair.substr(0, pair.find('=')));
    if (pair.empty() || name == page.next_parameter) continue;
    link += separator + std::string(pair);
    separator = '&';
  }
  const std::string value = message::plain_text(page.next.value_or(Node()));
  link += separator + base::percent_encode(page.next_parameter) + '=' + base::percent_encode(value);
  return link;
}

}  // namespace concord::mock
