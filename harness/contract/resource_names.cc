#include "resource_names.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::contract {

namespace {

constexpr auto thing_wrappers = std::to_array<std::string_view>({"data", "result", "item", "object", "payload",
                                                                 "response", "resource", "record", "entity"});
constexpr auto list_wrappers = std::to_array<std::string_view>(
    {"data", "items", "results", "result", "records", "values", "entries", "content", "list", "elements", "rows",
     "objects", "resources", "member", "value"});
constexpr auto limits = std::to_array<std::string_view>({"limit", "pagesize", "perpage", "pagelimit", "maxresults",
                                                         "size", "top", "first", "take", "maxitems", "maxcount"});
constexpr auto offsets = std::to_array<std::string_view>({"offset", "skip", "startindex"});
constexpr auto pages = std::to_array<std::string_view>({"page", "pagenumber", "pageno", "pagenum", "pageindex"});
constexpr auto cursors = std::to_array<std::string_view>(
    {"cursor", "pagetoken", "nexttoken", "startingafter", "after", "continuationtoken", "marker", "nextcursor",
     "pagecursor"});
constexpr auto nexts = std::to_array<std::string_view>({"next", "nextcursor", "nextpagetoken", "nexttoken",
                                                        "nextpage", "nexturl", "nextlink", "nextpageurl",
                                                        "continuationtoken", "nextmarker"});
constexpr auto totals = std::to_array<std::string_view>({"total", "totalcount", "totalitems", "totalresults",
                                                         "totalelements", "totalrecords"});
constexpr auto paging_wrappers = std::to_array<std::string_view>({"meta", "metadata", "pagination", "paging", "page",
                                                                  "links", "pageinfo", "responsemetadata"});

// Of words whose plural changes more than their end: "shelf" and "shelve".
bool is_nearly(std::string_view a, std::string_view b) {
  const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return a.size() > 3 && end - a.begin() + 1 >= static_cast<std::ptrdiff_t>(a.size()) && b.end() - other <= 2;
}

// "orderid" for the resource "order", "petid" for "pet", "workflowrunid" for "run": what is before names it.
bool names_resource(std::string_view before, std::string_view resource) {
  if (before.empty() || before == resource || is_nearly(before, resource)) return true;
  return (resource.size() > 2 && before.ends_with(resource)) || (before.size() > 2 && resource.ends_with(before));
}

const DescribedMember* find_named(const DescribedObject& thing, std::string_view plain) {
  for (const DescribedMember& member : thing.members) {
    if (plain_name(member.name) == plain) return &member;
  }
  return nullptr;
}

std::string_view without_end(std::string_view text, std::string_view end) {
  return text.substr(0, text.size() - end.size());
}

}  // namespace

std::string singular(std::string_view word) {
  const std::string lower = base::to_lower_ascii(word);
  const auto cut = [&](std::size_t count, std::string_view with) {
    return std::string(word.substr(0, word.size() - count)) + std::string(with);
  };
  for (const auto& [many, one] : {std::pair<std::string_view, std::string_view>{"people", "person"},
                                  {"children", "child"}, {"indices", "index"}}) {
    if (lower == many) return std::string(one);
  }
  if (lower.size() < 3) return std::string(word);
  if (lower.ends_with("ies") && lower.size() > 4) return cut(3, "y");
  for (const std::string_view end : {"sses", "xes", "ches", "shes", "tuses"}) {
    if (lower.ends_with(end)) return cut(2, "");
  }
  if (lower.ends_with("ss") || lower.ends_with("us") || !lower.ends_with('s')) return std::string(word);
  return cut(1, "");
}

std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : base::to_lower_ascii(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
  }
  return plain;
}

const DescribedMember* find_id_member(const DescribedObject& thing, std::string_view parameter,
                                      std::string_view resource) {
  const std::string wanted = plain_name(parameter);
  const std::string owner = plain_name(resource);
  if (wanted.empty()) return nullptr;
  if (const DescribedMember* same = find_named(thing, wanted)) return same;
  for (const std::string_view end : {"uuid", "guid", "id", "key", "slug", "name", "number", "code"}) {
    if (!wanted.ends_with(end)) continue;
    if (!names_resource(without_end(wanted, end), owner)) return nullptr;
    // A name beside an id is what people call it.
    if (end == "name" && find_named(thing, "id")) return nullptr;
    if (const DescribedMember* member = find_named(thing, end)) return member;
    if (const DescribedMember* member = find_named(thing, owner + std::string(end))) return member;
    return end == "uuid" || end == "guid" ? find_named(thing, "id") : nullptr;
  }
  // "/pets/{pet}": the parameter is the thing's own name.
  return wanted == owner ? find_named(thing, "id") : nullptr;
}

bool is_thing_wrapper(std::string_view name, std::string_view resource) {
  const std::string plain = plain_name(name);
  return is_one_of(plain, thing_wrappers) || plain == plain_name(resource);
}

bool is_list_wrapper(std::string_view name, std::string_view resource) {
  const std::string plain = plain_name(name);
  return is_one_of(plain, list_wrappers) || plain_name(singular(name)) == plain_name(resource);
}

PagingName paging_name(std::string_view parameter) {
  const std::string plain = plain_name(parameter);
  if (is_one_of(plain, limits)) return PagingName::Limit;
  if (is_one_of(plain, offsets)) return PagingName::Offset;
  if (is_one_of(plain, pages)) return PagingName::Page;
  return is_one_of(plain, cursors) ? PagingName::Cursor : PagingName::None;
}

bool is_next_name(std::string_view member) { return is_one_of(plain_name(member), nexts); }
bool is_total_name(std::string_view member) { return is_one_of(plain_name(member), totals); }
bool is_paging_wrapper(std::string_view member) { return is_one_of(plain_name(member), paging_wrappers); }

}  // namespace concord::contract
