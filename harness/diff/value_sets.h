// Sets of values that different keywords can say: an enum lies within a pattern, a format of integers is two bounds.
#pragma once
#include "shape.h"

namespace concord::diff {

// Whether what `shape` says of texts and numbers allows the value: bounds, lengths, multiples, patterns. Formats are
// not looked at, nor is what objects and arrays hold.
bool is_allowed(const EnumValue& value, const Shape& shape);

// Whether the bounds of the shape, one of integers, lie within what the format means by itself: int8 to int64, uint8 to
// uint32.
bool implies(const Shape& shape, std::string_view format);

// The bound of `one`, or the one that a format of it means where `other` has bounds instead of that format.
LimitValue limit_beside(const Shape& one, const Shape& other, Limit which);

bool is_multiple(const Node& of, const Node& unit);

}  // namespace concord::diff
