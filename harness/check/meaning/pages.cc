// A page of a list: not longer than was asked for, not leading to itself, and at one with itself about what follows.
// What only all pages together can show is for `follow` of a suite.
#include "checks.h"
#include "listed_items.h"
#include "names.h"
#include "provenance.h"
#include "shown.h"

#include <concord/base/counted.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace concord::check {

using document::Pointer;

namespace {

template <std::size_t N>
bool is_one(std::string_view plain, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), plain) != names.end();
}

constexpr auto limit_names = std::to_array<std::string_view>(
    {"limit", "perpage", "pagesize", "maxresults", "$top", "pagelimit", "maxitems"});
constexpr auto next_names = std::to_array<std::string_view>(
    {"next", "nextcursor", "nextpage", "nextpagetoken", "nexttoken", "nexturl", "nextlink", "endcursor"});
constexpr auto more_names = std::to_array<std::string_view>({"hasmore", "hasnext", "hasnextpage"});
constexpr auto total_names = std::to_array<std::string_view>({"total", "totalcount", "totalitems", "totalresults"});
constexpr auto cursor_names = std::to_array<std::string_view>(
    {"cursor", "pagetoken", "after", "next", "nexttoken", "startingafter", "continuationtoken", "pagecursor"});

std::optional<std::int64_t> number_in(const Node& value) {
  if (value.is_integer()) return value.to_int64();
  if (!value.is_string()) return std::nullopt;
  std::int64_t number = 0;
  const auto& text = value.as_string();
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

bool is_nothing(const Node& next) {
  return next.is_null() || (next.is_string() && next.as_string().empty()) ||
         (next.is_boolean() && !next.as_boolean());
}

struct Found {
  Pointer place;
  const Node* value = nullptr;
};

class Page {
 public:
  Page(const CheckContext& answer, Findings& findings) : answer_(answer), findings_(findings) { find_items(); }

  void look() {
    if (!items_.value) return;
    check_limit();
    check_next();
    check_total();
    check_repeats();
  }

 private:
  void find_items() {
    const Node& body = *answer_.body();
    ListedItems list = find_listed_items(body);
    items_ = {std::move(list.place), list.items};
    if (body.is_array()) return;
    parts_.push_back({Pointer(), &body});
    for (const auto& member : body.members()) {
      if (member.value.is_object()) parts_.push_back({Pointer() / member.key, &member.value});
    }
  }

  template <std::size_t N>
  Found find_named(const std::array<std::string_view, N>& names) const {
    for (const auto& part : parts_) {
      for (const auto& member : part.value->members()) {
        if (is_one(PlainName(member.key).view(), names)) return {part.place / member.key, &member.value};
      }
    }
    return {};
  }

  void check_limit() {
    const Node* query = answer_.request.find("query");
    for (std::size_t i = 0; query && i < query->members().size(); ++i) {
      const auto& sent = query->members()[i];
      if (!is_one(PlainName(sent.key).view(), limit_names)) continue;
      const auto most = number_in(sent.value);
      if (!most || *most <= 0 || items_.value->size() <= static_cast<std::size_t>(*most)) continue;
      const auto count = base::counted(items_.value->size(), "item");
      report(items_, fmt::format("{}, {}={} was asked for", count, sent.key, *most),
             fmt::format("at most {}", *most));
    }
  }

  void check_next() {
    const Found next = find_named(next_names);
    if (!next.value) return;
    const Found more = find_named(more_names);
    if (more.value && more.value->is_boolean()) {
      if (more.value->as_boolean() && is_nothing(*next.value))
        report(more, fmt::format("true, and {} leads nowhere", next.place.text()), "where the next page is");
    }
    if (!next.value->is_string() || next.value->as_string().empty()) return;
    const auto& text = next.value->as_string();
    if (text == answer_.exchange.request.url || is_sent_cursor(text))
      report(next, fmt::format("{} leads to this same page", shown(*next.value)), "the page after this one");
  }

  bool is_sent_cursor(const std::string& text) const {
    const Node* query = answer_.request.find("query");
    return query && std::any_of(query->members().begin(), query->members().end(), [&](const auto& sent) {
             return is_one(PlainName(sent.key).view(), cursor_names) && sent.value.is_string() &&
                    sent.value.as_string() == text;
           });
  }

  void check_total() {
    const Found total = find_named(total_names);
    const auto number = total.value && total.value->is_integer() ? total.value->to_int64() : std::nullopt;
    if (!number || *number < 0 || items_.value->size() <= static_cast<std::size_t>(*number)) return;
    report(total, fmt::format("{}, and this page alone has {}", *number, base::counted(items_.value->size(), "item")),
           fmt::format("at least {}", items_.value->size()));
  }

  // One thing twice in the list: its id, and all else of it.
  void check_repeats() {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < items_.value->items().size(); ++i) {
      const Node& item = items_.value->items()[i];
      const Node* id = item.is_object() ? item.find("id") : nullptr;
      if (!id || seen.insert(document::write_json(item)).second) continue;
      report({items_.place / i / "id", id}, fmt::format("{} came before in this list", shown(*id)), "each item once");
      return;
    }
  }

  void report(const Found& found, const std::string& what, std::string expected) {
    auto& failure = findings_.add("contract.body", at(found.place.text(), what));
    failure.expected = std::move(expected);
    failure.actual = shown(*found.value);
    failure.pointer = found.place.text();
    if (auto line = documentation_at(answer_, found.place); !line.empty()) failure.documentation = std::move(line);
  }

  const CheckContext& answer_;
  Findings& findings_;
  Found items_;
  std::vector<Found> parts_;  // where a page speaks of itself: the body and its objects
};

}  // namespace

void check_pages(const CheckContext& answer, Findings& findings) {
  const int status = answer.response.status;
  const auto& method = answer.exchange.request.method;
  if (!answer.body() || status < 200 || status > 299 || method != "GET") return;
  Page(answer, findings).look();
}

}  // namespace concord::check
