// Objects and arrays: what they have, must have, and may have besides.
#include "compare_shapes.h"

#include "lifecycle.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::diff {
namespace {

const Node* site_of(const Parts& parts, const Node* otherwise) {
  return parts.empty() ? otherwise : parts.front().node;
}

std::string token_of(std::string_view name) { return '/' + document::escape_token(name); }

}  // namespace

// What clients never send, or never receive.
bool ShapeComparison::is_hidden(const Shape& shape) const {
  return pair_.direction == Direction::Request ? shape.is_read_only
                                               : pair_.direction == Direction::Response && shape.is_write_only;
}

void ShapeComparison::compare_properties() {
  auto before = old_.properties.begin();
  auto after = new_.properties.begin();
  while (before != old_.properties.end() || after != new_.properties.end()) {
    const bool is_gone =
        after == new_.properties.end() || (before != old_.properties.end() && before->name < after->name);
    const bool is_new = !is_gone && (before == old_.properties.end() || after->name < before->name);
    if (is_gone) property_gone(*before++);
    else if (is_new) property_new(*after++);
    else property_kept(*before++, *after++);
  }
}

void ShapeComparison::property_gone(const Property& property) {
  const Shape& shape = pairs_.old_shapes()[pairs_.old_shapes().of(property.parts)];
  const Node* site = site_of(property.parts, old_.site);
  if (const auto sunset = sunset_of(lifecycle_of(shape))) {
    const bool is_over = *sunset < pairs_.today();
    add(is_over ? Kind::PropertyRemovedAfterSunset : Kind::PropertyRemovedBeforeSunset, site, new_.site,
        base::in_quotes(property.name), shown(*shape.sunset));
    pair_.changes.back().is_muted = is_hidden(shape);
    return;
  }
  const bool is_refused =
      pair_.direction == Direction::Request && new_.additional.is_closed && new_.pattern_properties.empty();
  const bool was_required = old_.required.contains(property.name);
  add(is_refused     ? Kind::PropertyRefused
      : was_required ? Kind::RequiredPropertyRemoved
                     : Kind::OptionalPropertyRemoved,
      site, new_.site, base::in_quotes(property.name));
  pair_.changes.back().is_muted = is_hidden(shape);
}

void ShapeComparison::property_new(const Property& property) {
  const bool is_required = new_.required.contains(property.name) && !old_.required.contains(property.name);
  add(is_required ? Kind::RequiredPropertyAdded : Kind::OptionalPropertyAdded, old_.site,
      site_of(property.parts, new_.site), base::in_quotes(property.name));
  pair_.changes.back().is_muted = is_hidden(pairs_.new_shapes()[pairs_.new_shapes().of(property.parts)]);
}

void ShapeComparison::property_kept(const Property& before, const Property& after) {
  const ShapeId old_id = pairs_.old_shapes().of(before.parts), new_id = pairs_.new_shapes().of(after.parts);
  const bool was_hidden = is_hidden(pairs_.old_shapes()[old_id]), hides = is_hidden(pairs_.new_shapes()[new_id]);
  const Node* old_site = site_of(before.parts, old_.site);
  const Node* new_site = site_of(after.parts, new_.site);
  if (!was_hidden && hides && pair_.direction == Direction::Response && old_.required.contains(before.name))
    add(Kind::RequiredPropertyRemoved, old_site, new_site, base::in_quotes(before.name));
  if (was_hidden && !hides && pair_.direction == Direction::Request && new_.required.contains(after.name))
    add(Kind::RequiredPropertyAdded, old_site, new_site, base::in_quotes(after.name));
  follow(token_of(before.name), old_id, new_id, was_hidden && hides);
}

void ShapeComparison::compare_required() {
  const auto add_change = [this](Kind kind, std::string_view name, const Node* old_site, const Node* new_site) {
    const Property* before = old_.find(name);
    const Property* after = new_.find(name);
    const bool was_hidden = before && is_hidden(pairs_.old_shapes()[pairs_.old_shapes().of(before->parts)]);
    const bool hides = after && is_hidden(pairs_.new_shapes()[pairs_.new_shapes().of(after->parts)]);
    if ((before == nullptr) != (after == nullptr) || was_hidden != hides) return;  // said already
    const bool is_demand = kind == Kind::PropertyBecameRequired;
    const auto of_property = [](const Property* one, const Node* around) {
      return one == nullptr ? around : site_of(one->parts, around);
    };
    if (old_site == nullptr) old_site = of_property(before, old_.site);
    if (new_site == nullptr) new_site = of_property(after, new_.site);
    add(kind, old_site, new_site, base::in_quotes(name), is_demand ? "optional" : "required",
        is_demand ? "required" : "optional");
    pair_.changes.back().is_muted = hides;
  };
  for (const auto& [name, site] : new_.required) {
    if (!old_.required.contains(name)) add_change(Kind::PropertyBecameRequired, name, nullptr, site);
  }
  for (const auto& [name, site] : old_.required) {
    if (!new_.required.contains(name)) add_change(Kind::PropertyBecameOptional, name, site, nullptr);
  }
}

void ShapeComparison::compare_rest(const Rest& before, const Rest& after, Kind closed, Kind opened, std::string token) {
  const Node* old_site = before.site ? before.site : old_.site;
  const Node* new_site = after.site ? after.site : new_.site;
  if (before.is_closed != after.is_closed) return add(after.is_closed ? closed : opened, old_site, new_site);
  if (!before.is_closed && (!before.parts.empty() || !after.parts.empty()))
    follow(std::move(token), before.parts, after.parts);
}

void ShapeComparison::compare_named(const std::map<std::string_view, Parts>& before,
                                    const std::map<std::string_view, Parts>& after, Kind added, Kind removed,
                                    std::string_view prefix) {
  for (const auto& [name, parts] : before) {
    const auto same = after.find(name);
    if (same == after.end()) add(removed, site_of(parts, old_.site), new_.site, base::in_quotes(name));
    else follow(std::string(prefix) + document::escape_token(name) + '}', parts, same->second);
  }
  for (const auto& [name, parts] : after) {
    if (!before.contains(name)) add(added, old_.site, site_of(parts, new_.site), base::in_quotes(name));
  }
}

void ShapeComparison::compare_optional(const Parts& before, const Parts& after, Kind added, Kind removed,
                                       std::string token) {
  if (before.empty() && after.empty()) return;
  if (!before.empty() && !after.empty()) return follow(std::move(token), before, after);
  add(before.empty() ? added : removed, site_of(before, old_.site), site_of(after, new_.site));
}

// Where nothing else is allowed, a new pattern allows what it matches.
void ShapeComparison::compare_pattern_properties() {
  const bool is_closed = old_.additional.is_closed && new_.additional.is_closed;
  compare_named(old_.pattern_properties, new_.pattern_properties,
                is_closed ? Kind::PatternPropertyAllowed : Kind::PatternPropertyAdded,
                is_closed ? Kind::PatternPropertyRefused : Kind::PatternPropertyRemoved, "/{");
}

void ShapeComparison::compare_arrays() {
  const std::size_t longer = std::max(old_.prefix_items.size(), new_.prefix_items.size());
  for (std::size_t i = 0; i < longer; ++i) {
    const bool is_before = i < old_.prefix_items.size(), is_after = i < new_.prefix_items.size();
    if ((!is_before && old_.items.is_closed) || (!is_after && new_.items.is_closed)) {
      const Kind kind = is_after ? Kind::AdditionalItemsOpened : Kind::AdditionalItemsClosed;
      add(kind, old_.items.site, new_.items.site, {}, std::to_string(old_.prefix_items.size()) + " items",
          std::to_string(new_.prefix_items.size()) + " items");
      break;
    }
    follow('/' + std::to_string(i), is_before ? old_.prefix_items[i] : old_.items.parts,
           is_after ? new_.prefix_items[i] : new_.items.parts);
  }
  compare_rest(old_.items, new_.items, Kind::AdditionalItemsClosed, Kind::AdditionalItemsOpened, "/*");
  if (old_.has_unique_items != new_.has_unique_items)
    add(new_.has_unique_items ? Kind::UniqueItemsAdded : Kind::UniqueItemsRemoved, old_.site, new_.site);
  compare_contains();
}

// Where the number of such items is bounded from above, a wider schema may count too many.
void ShapeComparison::compare_contains() {
  const auto is_bounded = [](const Shape& shape) {
    return shape.limits[static_cast<std::size_t>(Limit::MaxContains)].number != nullptr;
  };
  if (old_.contains.empty() || new_.contains.empty() || (!is_bounded(old_) && !is_bounded(new_)))
    return compare_optional(old_.contains, new_.contains, Kind::ContainsAdded, Kind::ContainsRemoved, "/{contains}");
  add(Kind::ContainsChanged, site_of(old_.contains, nullptr), site_of(new_.contains, nullptr));
  const Kind changed = Kind::ContainsChanged;
  pair_.changes.back().judged =
      Judged{pairs_.of(pairs_.old_shapes().of(old_.contains), pairs_.new_shapes().of(new_.contains), pair_.direction),
             changed, changed, changed};
}

}  // namespace concord::diff
