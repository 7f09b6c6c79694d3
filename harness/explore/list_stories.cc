#include "list_stories.h"

#include <concord/contract/list_queries.h>
#include <concord/message/value_format.h>

#include <algorithm>

namespace concord::explore {

using contract::ResourceUse;

Node with(Node state, std::string_view name, Node value) {
  state.set(name, std::move(value));
  return state;
}

Node list_state(const StoryWriter& writer, std::string_view rule, std::string_view name, Node value) {
  return with(writer.state(rule), "list", with(writer.list_place(), name, std::move(value)));
}

bool lists(const contract::Resource& one) { return one.list && one.list->id; }
bool is_led_to_next_page(const contract::Resource& one) {
  const contract::Paging& paging = one.paging;
  return lists(one) && paging.limit && ((paging.next && one.list) || paging.has_link_header);
}
bool has_limit(const contract::Resource& one) { return lists(one) && one.paging.limit; }
bool has_offset(const contract::Resource& one) {
  return lists(one) && one.paging.limit && (one.paging.offset || one.paging.page);
}

namespace {

std::int64_t taken(const contract::Parameter& parameter, std::initializer_list<std::int64_t> wanted) {
  if (!parameter.schema) return *wanted.begin();
  const auto schema = contract::compile(parameter.schema, schema::Direction::Request);
  for (const std::int64_t one : wanted) {
    if (schema && schema->accepts(Node(one))) return one;
  }
  return 0;
}

// As many as may be, where a limit can be given.

Node whole_list(const contract::Resource& resource) {
  Node query = Node::object();
  if (!resource.paging.limit) return query;
  const std::int64_t most = taken(*resource.paging.limit, {100, 50, 25, 20, 10, 5});
  if (most > 0) query.set(resource.paging.limit->name, most);
  return query;
}

constexpr std::int64_t small_page = 2;

// Nothing where so small a page cannot be asked for.

Node small_pages(StoryWriter& writer) {
  const contract::Parameter& limit = *writer.resource().paging.limit;
  const std::int64_t size = taken(limit, {small_page});
  if (size == 0) writer.give_up("a page of " + std::to_string(small_page) + " items cannot be asked for");
  return with(Node::object(), limit.name, small_page);
}

constexpr int created_at_once = 3;

void create_three(StoryWriter& writer) {
  for (int i = 1; i <= created_at_once; ++i) writer.create(writer.new_body(std::to_string(i)), i);
}

// What a created thing sends for a filter of the list, and what another one sends.
struct Chosen {
  contract::ListFilter filter;
  Node value;
};

contract::SchemaView item_of(const contract::Resource& one) {
  const contract::SchemaView body = contract::view_of(one.list->answer->schema);
  return contract::described_items(contract::described_at(body, one.list->thing));
}

std::vector<contract::ListFilter> filters_of(const contract::Resource& one) {
  return contract::find_filters(*one.list->operation, item_of(one));
}

// Of the member; null: it refers to nothing that can be created.
const contract::Reference* reference_by(const contract::Resource& one, const std::string& member) {
  const auto found = std::find_if(one.references.begin(), one.references.end(),
                                  [&](const contract::Reference& each) { return each.member == member; });
  return found == one.references.end() ? nullptr : &*found;
}

bool is_sent(const contract::Resource& one, const std::string& member) {
  const SentThing sent(*one.create->request, one.create->sent);
  const contract::DescribedMember* found = sent.object().find(member);
  return found && !found->is_read_only;
}

bool is_taken(const contract::Parameter& parameter, const Node& value) {
  const auto schema = contract::compile(parameter.schema, schema::Direction::Request);
  return schema && schema->accepts(value);
}

constexpr std::size_t most_filters = 4, most_references = 2, most_orders = 6;

// `other` is given another value for each.
std::vector<Chosen> chosen_of(const StoryWriter& writer, const Node& body, Node& other) {
  std::vector<Chosen> all;
  const SentThing sent = writer.sent_thing(*writer.resource().create);
  const Node* thing = sent.thing(body);
  for (contract::ListFilter& filter : filters_of(writer.resource())) {
    const Node* value = thing ? thing->find(filter.member.name) : nullptr;
    if (!value || all.size() == most_filters || !contract::chooses(filter, *value)) continue;
    if (reference_by(writer.resource(), filter.member.name)) continue;  // another value would refer to nothing
    if (!is_taken(*filter.parameter, *value)) continue;
    auto changed = sent.with_other(other, filter.member.name);
    if (!changed) continue;
    other = std::move(*changed);
    all.push_back({std::move(filter), *value});
  }
  return all;
}

// The list that is asked for by this value has the first thing.
void list_chosen(StoryWriter& writer, const contract::ListFilter& filter, const Node& value) {
  Node state = list_state(writer, "filter-finds", "has", "{{made_1}}");
  if (!filter.is_certain) state.set("level", "warn");
  Node query = whole_list(writer.resource());
  if (query.size() > 0) state.find("list")->set("full", query.members().front().value);
  query.set(filter.parameter->name, value);
  writer.list(std::move(state), query);
  writer.follow_pages_to("made_1");
}

std::vector<contract::ListFilter> filters_by_reference(const contract::Resource& one) {
  std::vector<contract::ListFilter> filters = filters_of(one);
  std::erase_if(filters, [&](const contract::ListFilter& filter) { return !reference_by(one, filter.member.name); });
  if (filters.size() > most_references) filters.erase(filters.begin() + most_references, filters.end());
  return filters;
}

struct Order {
  const contract::Parameter* parameter;
  Node value;
};

std::vector<Order> orders_of(const contract::Resource& one) {
  std::vector<Order> orders;
  const contract::SchemaView item = item_of(one);
  for (const contract::Parameter& parameter : one.list->operation->parameters) {
    for (const Node& value : contract::listed_values(contract::view_of(parameter.schema))) {
      const bool is_order = value.is_string() && contract::order_asked_for(parameter, value.as_string(), item);
      if (is_order && orders.size() < most_orders) orders.push_back({&parameter, value});
    }
  }
  return orders;
}

// With other values `turns` times over: the second is between the first and the third where these count up.
Node turned(const StoryWriter& writer, Node body, int turns) {
  const SentThing sent = writer.sent_thing(*writer.resource().create);
  std::vector<std::string> changed;
  for (int turn = 0; turn < turns; ++turn) body = sent.other(std::move(body), {}, changed);
  return body;
}

}  // namespace

bool has_filters(const contract::Resource& one) {
  if (!lists(one) || !one.create->request) return false;
  const auto filters = filters_of(one);
  return std::any_of(filters.begin(), filters.end(), [&](const auto& each) {
    return is_sent(one, each.member.name) && !reference_by(one, each.member.name);
  });
}

bool has_filters_by_reference(const contract::Resource& one) {
  return lists(one) && one.create->request && !filters_by_reference(one).empty();
}

bool has_orders(const contract::Resource& one) {
  return lists(one) && one.create->request && !orders_of(one).empty();
}

void tell_list_contains(StoryWriter& writer) {
  const Node query = whole_list(writer.resource());
  writer.create(writer.new_body());
  Node state = list_state(writer, "list-contains", "has", "{{made_1}}");
  if (query.size() > 0) state.find("list")->set("full", query.members().front().value);
  writer.list(std::move(state), query);
  writer.follow_pages_to("made_1");
}

void tell_limit(StoryWriter& writer) {
  const Node query = small_pages(writer);
  create_three(writer);
  Node state = list_state(writer, "paging-limit", "at_most", small_page);
  writer.list(std::move(state), query);
  writer.follow_pages(true);
  if (!writer.resource().paging.total) return;
  state = list_state(writer, "paging-total", "total", writer.resource().paging.total->text());
  state.find("list")->set("least", created_at_once);
  writer.list(std::move(state), query);
}

void tell_pages(StoryWriter& writer) {
  const Node query = small_pages(writer);
  create_three(writer);
  for (int i = 1; i <= 3; ++i) {
    const std::string name = "made_" + std::to_string(i);
    writer.list(list_state(writer, "paging-skips", "has", "{{" + name + "}}"), query);
    writer.follow_pages_to(name);
  }
}

void tell_offsets(StoryWriter& writer) {
  const contract::Paging& paging = writer.resource().paging;
  const Node query = small_pages(writer);
  create_three(writer);
  writer.list(Node(), whole_list(writer.resource()), "whole");
  constexpr std::int64_t most_pages = 4;
  const std::int64_t first = paging.page ? taken(*paging.page, {0, 1}) : 0;
  std::vector<std::string> before;
  for (std::int64_t i = 0; i < most_pages; ++i) {
    Node asked = query;
    if (paging.offset) asked.set(paging.offset->name, i * small_page);
    else asked.set(paging.page->name, i + first);
    Node place = with(writer.list_place(), "from", "{{whole}}");
    place.set("start", i * small_page);
    const std::string name = "page_" + std::to_string(i + 1);
    writer.list(with(writer.state("paging-skips"), "list", std::move(place)), asked, name);
    writer.only_where_full(before, small_page);
    before.push_back(name);
  }
}

// That there is nothing else in such a list, the check `filter` says of every answer.
void tell_filters(StoryWriter& writer) {
  const Node first = writer.new_body("1");
  Node second = writer.new_body("2");
  const std::vector<Chosen> chosen = chosen_of(writer, first, second);
  if (chosen.empty()) return writer.give_up("no member that a filter names is sent, and may have another value");
  writer.create(first, 1);
  writer.create(second, 2);
  for (const Chosen& one : chosen) list_chosen(writer, one.filter, one.value);
}

// As tell_filters(), by what each of two things refers to, which is created first.
void tell_filters_by_reference(StoryWriter& writer) {
  Node bodies[] = {writer.new_body("1"), writer.new_body("2")};
  const SentThing sent = writer.sent_thing(*writer.resource().create);
  const std::vector<contract::ListFilter> filters = filters_by_reference(writer.resource());
  for (std::size_t i = 0; i < filters.size(); ++i) {
    const contract::Reference& reference = *reference_by(writer.resource(), filters[i].member.name);
    for (std::size_t one = 0; one < std::size(bodies); ++one) {
      Node* thing = sent.thing(bodies[one]);
      if (!thing) return writer.give_up("a creation sends no members");
      const std::string name = "referred_" + std::to_string(i * std::size(bodies) + one + 1);
      writer.create_referred(reference.resource, name);
      thing->set(reference.member, "{{" + name + "}}");
    }
  }
  writer.create(bodies[0], 1);
  writer.create(bodies[1], 2);
  for (std::size_t i = 0; i < filters.size(); ++i)
    list_chosen(writer, filters[i], "{{referred_" + std::to_string(i * std::size(bodies) + 1) + "}}");
}

// Whether they are in order, the check `order` says of every answer.
void tell_orders(StoryWriter& writer) {
  for (int number = 1; number <= 3; ++number) {
    const int turns = number == 1 ? 1 : number == 2 ? 0 : 2;
    writer.create(turned(writer, writer.new_body(std::to_string(number)), turns), number);
  }
  for (const Order& one : orders_of(writer.resource())) {
    Node query = whole_list(writer.resource());
    query.set(one.parameter->name, one.value);
    writer.list(Node(), query);
    writer.must_be_accepted(one.parameter->name + '=' + message::plain_text(one.value) + " is documented");
  }
}

}  // namespace concord::explore
