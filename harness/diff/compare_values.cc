// What one value may be: types, enums, limits, formats, patterns, marks.
#include "compare_shapes.h"

#include "lifecycle.h"
#include "value_sets.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::diff {
namespace {

constexpr Types no_null = all_types & ~null_type;

std::string list_text(const std::vector<EnumValue>& values) {
  std::string text;
  for (const EnumValue& value : values) text += (text.empty() ? "" : ", ") + value.text;
  return base::ellipsize(text, 200);
}

std::string limit_text(const LimitValue& value) {
  if (value.number == nullptr) return "none";
  return canonical_text(*value.number) + (value.is_exclusive ? " (exclusive)" : "");
}

std::string joined(const std::map<std::string, const Node*>& texts) {
  std::string text;
  for (const auto& [one, site] : texts) text += (text.empty() ? "" : " and ") + one;
  return text.empty() ? "none" : base::ellipsize(text, 200);
}

const Node* first_site(const std::map<std::string, const Node*>& texts, const Node* otherwise) {
  return texts.empty() ? otherwise : texts.begin()->second;
}

// 1 when `a` is stricter than `b`, -1 when `b` is, 0 when neither.
int order(Limit which, const LimitValue& a, const LimitValue& b) {
  if (a.number == nullptr || b.number == nullptr) return (a.number != nullptr) - (b.number != nullptr);
  const int sign = document::compare_numbers(*a.number, *b.number) * (is_lower_limit(which) ? 1 : -1);
  return sign != 0 ? (sign > 0 ? 1 : -1) : static_cast<int>(a.is_exclusive) - static_cast<int>(b.is_exclusive);
}

// What a format stands within: int32 is in int64, all are in none.
bool is_within(std::string_view inner, std::string_view outer) {
  return outer == "none" || (inner == "int32" && outer == "int64") || (inner == "float" && outer == "double");
}

// Says how to show a text, not which texts there are.
std::map<std::string, const Node*> judged(std::map<std::string, const Node*> formats) {
  formats.erase("password");
  return formats;
}

// Those of `one` that say more than the bounds of `other` do.
std::map<std::string, const Node*> formats_beside(const Shape& one, const Shape& other) {
  auto formats = judged(one.formats);
  std::erase_if(formats, [&](const auto& format) {
    return !other.formats.contains(format.first) && implies(other, format.first);
  });
  return formats;
}

}  // namespace

bool ShapeComparison::compare_types() {
  const auto is_open = [](const Shape& shape) { return shape.types == all_types && shape.unions.empty(); };
  const Types before = old_.types & no_null, after = new_.types & no_null;
  const bool is_by_enum = old_.values.has_value() && new_.values.has_value() && (before & after) != 0;
  if (before != after && !is_by_enum) {
    const Kind kind = (before & after) == before  ? Kind::TypeWidened
                      : (before & after) == after ? Kind::TypeNarrowed
                                                  : Kind::TypeChanged;
    add(kind, old_.type_site, new_.type_site, {}, types_text(is_open(old_) ? all_types : before),
        types_text(is_open(new_) ? all_types : after));
  }
  if (!is_open(old_) && !is_open(new_)) compare_nullability();
  // Of a value that is something else now, the rest is of no interest.
  return before == after ||
         ((before & after) != 0 && pair_.old_shape != Shapes::anything && pair_.new_shape != Shapes::anything);
}

void ShapeComparison::compare_nullability() {
  const bool before = pairs_.old_shapes().is_nullable(pair_.old_shape),
             after = pairs_.new_shapes().is_nullable(pair_.new_shape);
  if (before == after) return;
  add(after ? Kind::BecameNullable : Kind::BecameNotNullable, old_.type_site, new_.type_site, {},
      before ? "null allowed" : "not null", after ? "null allowed" : "not null");
}

void ShapeComparison::compare_enums() {
  if (!old_.values && !new_.values) return;
  if (!old_.values) return add(Kind::EnumAdded, old_.site, new_.values_site, {}, "any", list_text(*new_.values));
  if (!new_.values) return add(Kind::EnumRemoved, old_.values_site, new_.site, {}, list_text(*old_.values), "any");
  for (const EnumValue& value : *old_.values) {
    if (value.text != "null" && !std::binary_search(new_.values->begin(), new_.values->end(), value))
      add(Kind::EnumValueRemoved, value.site, new_.values_site, value.text);
  }
  for (const EnumValue& value : *new_.values) {
    if (value.text != "null" && !std::binary_search(old_.values->begin(), old_.values->end(), value))
      add(Kind::EnumValueAdded, old_.values_site, value.site, value.text);
  }
}

void ShapeComparison::compare_extensible_values() {
  for (const auto& [text, site] : old_.extensible_values) {
    if (!new_.extensible_values.contains(text)) add(Kind::ExtensibleValueRemoved, site, new_.site, text);
  }
  for (const auto& [text, site] : new_.extensible_values) {
    if (!old_.extensible_values.contains(text)) add(Kind::ExtensibleValueAdded, old_.site, site, text);
  }
}

bool ShapeComparison::is_told_by_values() const {
  if (old_.values && new_.values) return true;
  if (!old_.values && !new_.values) return false;
  const Shape& listed = old_.values ? old_ : new_;
  const Shape& other = old_.values ? new_ : old_;
  return judged(other.formats).empty() &&
         std::all_of(listed.values->begin(), listed.values->end(),
                     [&](const EnumValue& value) { return is_allowed(value, other); });
}

void ShapeComparison::compare_limits() {
  for (std::size_t i = 0; i < limit_count; ++i) {
    const auto which = static_cast<Limit>(i);
    const LimitValue before = limit_beside(old_, new_, which), after = limit_beside(new_, old_, which);
    const int change = order(which, after, before);
    if (change == 0) continue;
    add(limit_kind(change > 0, i), before.site ? before.site : old_.site, after.site ? after.site : new_.site, {},
        limit_text(before), limit_text(after));
  }
}

void ShapeComparison::compare_multiples() {
  const std::string before = joined(old_.multiples), after = joined(new_.multiples);
  if (before == after) return;
  const Node* old_site = first_site(old_.multiples, old_.site);
  const Node* new_site = first_site(new_.multiples, new_.site);
  Kind kind = Kind::MultipleOfChanged;
  if (old_.multiples.empty()) kind = Kind::MultipleOfNarrowed;
  else if (new_.multiples.empty()) kind = Kind::MultipleOfWidened;
  else if (is_multiple(*new_site, *old_site)) kind = Kind::MultipleOfNarrowed;
  else if (is_multiple(*old_site, *new_site)) kind = Kind::MultipleOfWidened;
  add(kind, old_site, new_site, {}, before, after);
}

void ShapeComparison::compare_formats() {
  const auto old_formats = formats_beside(old_, new_), new_formats = formats_beside(new_, old_);
  const std::string before = joined(old_formats), after = joined(new_formats);
  if (before == after) return;
  const Kind kind = is_within(after, before)   ? Kind::FormatNarrowed
                    : is_within(before, after) ? Kind::FormatWidened
                                               : Kind::FormatChanged;
  add(kind, first_site(old_formats, old_.site), first_site(new_formats, new_.site), {}, before, after);
}

void ShapeComparison::compare_patterns() {
  const std::string before = joined(old_.patterns), after = joined(new_.patterns);
  if (before == after) return;
  const auto contains = [](const Sites& all, const Sites& part) {
    return std::all_of(part.begin(), part.end(), [&](const auto& one) { return all.contains(one.first); });
  };
  const Kind kind = contains(new_.patterns, old_.patterns)   ? Kind::PatternAdded
                    : contains(old_.patterns, new_.patterns) ? Kind::PatternRemoved
                                                             : Kind::PatternChanged;
  add(kind, first_site(old_.patterns, old_.site), first_site(new_.patterns, new_.site), {}, before, after);
}

void ShapeComparison::compare_contents() {
  const auto compare = [this](Kind kind, const Sites& before, const Sites& after) {
    if (joined(before) != joined(after))
      add(kind, first_site(before, old_.site), first_site(after, new_.site), {}, joined(before), joined(after));
  };
  compare(Kind::ContentEncodingChanged, old_.encodings, new_.encodings);
  compare(Kind::ContentMediaTypeChanged, old_.media_types, new_.media_types);
  compare_optional(old_.content_schema, new_.content_schema, Kind::ContentSchemaAdded, Kind::ContentSchemaRemoved,
                   "(content)");
}

void ShapeComparison::compare_marks() {
  const auto compare = [this](bool before, bool after, Kind set, Kind unset) {
    if (before != after) add(after ? set : unset, old_.site, new_.site);
  };
  compare(old_.is_read_only, new_.is_read_only, Kind::BecameReadOnly, Kind::BecameNotReadOnly);
  compare(old_.is_write_only, new_.is_write_only, Kind::BecameWriteOnly, Kind::BecameNotWriteOnly);
  for (Change& change :
       compare_lifecycles(lifecycle_of(old_), lifecycle_of(new_),
                          {Kind::PropertyDeprecated, Kind::PropertyDeprecatedWithoutSunset, Kind::PropertyReactivated},
                          pairs_.earliest_sunset()))
    pair_.changes.push_back(std::move(change));
  const Node* before = old_.default_value;
  const Node* after = new_.default_value;
  if (before == nullptr && after == nullptr) return;
  if (before == nullptr) return add(Kind::DefaultAdded, old_.site, after, {}, "none", shown(*after));
  if (after == nullptr) return add(Kind::DefaultRemoved, before, new_.site, {}, shown(*before), "none");
  if (!document::equal(*before, *after)) add(Kind::DefaultChanged, before, after, {}, shown(*before), shown(*after));
}

}  // namespace concord::diff
