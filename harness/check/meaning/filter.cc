// A list that was asked for by a member of its items has only such. What is a filter, contract/list_queries.h says.
#include "checks.h"
#include "listed_items.h"
#include "shown.h"

#include <concord/base/text.h>
#include <concord/contract/list_queries.h>
#include <concord/message/value_format.h>

#include <fmt/format.h>

namespace concord::check {

namespace {

// As the member would have it: a query is text.
Node typed(const Node& sent, const contract::ListFilter& filter) {
  const auto kinds = contract::described_kinds(filter.member.schema);
  if (!sent.is_string() || kinds.count(document::Kind::String) > 0) return sent;
  auto parsed = document::parse_answer_json(sent.as_string());
  return parsed.root && parsed.faults.empty() ? std::move(*parsed.root) : sent;
}

// Upper and lower case are often one to a server. Where another reading is left, a part is enough.
bool is_chosen(const Node& value, const Node& asked, bool is_certain) {
  const std::string there = base::to_lower_ascii(message::plain_text(value));
  const std::string wanted = base::to_lower_ascii(message::plain_text(asked));
  return there == wanted || (!is_certain && there.find(wanted) != std::string::npos);
}

void judge(const contract::ListFilter& filter, const Node& asked, const ListedItems& list, Findings& findings) {
  for (std::size_t i = 0; i < list.items->items().size(); ++i) {
    const Node& item = list.items->items()[i];
    const Node* value = item.is_object() ? item.find(filter.member.name) : nullptr;
    if (!value || (value->is_null() && !filter.is_certain) || is_chosen(*value, asked, filter.is_certain)) continue;
    const auto place = list.place / i / filter.member.name;
    auto& failure = findings.add(
        "contract.body", at(place.text(), fmt::format("{}, {}={} was asked for", shown(*value), filter.parameter->name,
                                                      cut(message::plain_text(asked)))));
    failure.expected = shown(asked);
    failure.actual = shown(*value);
    failure.pointer = place.text();
    failure.keyword = filter.parameter->name;
    if (auto line = filter.parameter->place.text(); !line.empty()) failure.documentation = std::move(line);
    return;
  }
}

}  // namespace

void check_filter(const CheckContext& answer, Findings& findings) {
  const int status = answer.response.status;
  const Node* query = answer.request.find("query");
  if (!answer.body() || !query || status < 200 || status > 299 || answer.exchange.request.method != "GET") return;
  const ListedItems list = find_listed_items(*answer.body());
  if (!list.items || list.items->items().empty()) return;
  const Level level = findings.level();
  for (const contract::ListFilter& filter : contract::find_filters(answer.operation, described_items(answer, list))) {
    const Node* sent = query->find(filter.parameter->name);
    if (!sent) continue;
    const Node asked = typed(*sent, filter);
    if (!contract::chooses(filter, asked)) continue;
    findings.set_level(filter.is_certain ? level : std::max(level, Level::Warn));
    judge(filter, asked, list, findings);
  }
}

}  // namespace concord::check
