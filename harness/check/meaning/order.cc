// A list that was asked for in the order of a member is in it. Numbers and times have one order; texts have many, which
// people choose by language.
#include "checks.h"
#include "listed_items.h"
#include "shown.h"

#include <concord/base/ascii.h>
#include <concord/base/clock.h>
#include <concord/base/text.h>
#include <concord/contract/list_queries.h>
#include <concord/message/value_format.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::check {

namespace {

// A value of an item in a form that compares, where it has one.
struct Place {
  std::size_t index;
  const Node* value;
  Node key;
};

bool is_plain_word(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return base::is_letter(c) || base::is_digit(c); });
}

// A number; of a time its milliseconds; of a text that every language sorts alike, that in lower case.
std::optional<Node> key_of(const Node& value) {
  if (value.is_number()) return value;
  if (!value.is_string()) return std::nullopt;
  if (const auto time = base::parse_rfc3339(value.as_string()))
    return Node(static_cast<std::int64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(time->time_since_epoch()).count()));
  return is_plain_word(value.as_string()) ? std::optional(Node(base::to_lower_ascii(value.as_string()))) : std::nullopt;
}

// None when one of them has no form that compares with the others'.
std::vector<Place> places_of(const Node& items, const std::string& member) {
  std::vector<Place> places;
  for (std::size_t i = 0; i < items.items().size(); ++i) {
    const Node& item = items.items()[i];
    const Node* value = item.is_object() ? item.find(member) : nullptr;
    if (!value || value->is_null()) continue;  // at one of both ends, as it may
    auto key = key_of(*value);
    if (!key || (!places.empty() && key->kind() != places.front().key.kind())) return {};
    places.push_back({i, value, std::move(*key)});
  }
  return places;
}

// The first that must not stand behind the one before it.
std::optional<std::size_t> first_wrong(const std::vector<Place>& places, bool is_descending) {
  for (std::size_t i = 1; i < places.size(); ++i) {
    if (is_out_of_order(places[i - 1].key, places[i].key, is_descending)) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> first_wrong(const std::vector<Place>& places, std::optional<bool> is_descending) {
  if (is_descending) return first_wrong(places, *is_descending);
  const auto ascending = first_wrong(places, false), descending = first_wrong(places, true);
  return ascending && descending ? ascending : std::nullopt;
}

std::optional<bool> direction_in(const Node& query, std::string_view but) {
  for (const auto& sent : query.members()) {
    if (sent.key == but) continue;
    const auto found = contract::direction_asked_for(sent.key, message::plain_text(sent.value));
    if (found) return found;
  }
  return std::nullopt;
}

void judge(const contract::Parameter& parameter, const std::string& text, const contract::ListOrder& order,
           const ListedItems& list, Findings& findings) {
  const std::vector<Place> places = places_of(*list.items, order.member);
  const auto wrong = first_wrong(places, order.is_descending);
  if (!wrong) return;
  const Place &before = places[*wrong - 1], &behind = places[*wrong];
  const auto place = list.place / behind.index / order.member;
  if (behind.key.is_string()) findings.set_level(std::max(findings.level(), Level::Warn));
  auto& failure =
      findings.add("contract.body", at(place.text(), fmt::format("{} behind {}, {}={} was asked for",
                                                                 shown(*behind.value), shown(*before.value),
                                                                 parameter.name, cut(text))));
  failure.expected = "items in the order of " + order.member;
  failure.actual = shown(*behind.value) + " behind " + shown(*before.value);
  failure.pointer = place.text();
  failure.keyword = parameter.name;
  if (auto line = parameter.place.text(); !line.empty()) failure.documentation = std::move(line);
}

}  // namespace

void check_order(const CheckContext& answer, Findings& findings) {
  const int status = answer.response.status;
  const Node* query = answer.request.find("query");
  if (!answer.body() || !query || status < 200 || status > 299 || answer.exchange.request.method != "GET") return;
  const ListedItems list = find_listed_items(*answer.body());
  if (!list.items || list.items->items().size() < 2) return;
  for (const contract::Parameter& parameter : answer.operation.parameters) {
    const Node* sent = query->find(parameter.name);
    if (!sent || !sent->is_string()) continue;
    auto order = contract::order_asked_for(parameter, sent->as_string(), described_items(answer, list));
    if (!order) continue;
    if (!order->is_descending) order->is_descending = direction_in(*query, parameter.name);
    judge(parameter, sent->as_string(), *order, list, findings);
  }
}

}  // namespace concord::check
