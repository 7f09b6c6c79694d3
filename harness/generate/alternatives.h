// Which alternatives of an anyOf or a oneOf differ: the same schema twice is no other choice.
#pragma once
#include "demand.h"

namespace concord::generate {

// What the part is about, through schemas that are a reference and nothing else.
PartId referred(const Outline& outline, PartId part);

// Of anyOf the first of those that are the same; of oneOf those that are there once, since a value that one of two
// equal ones takes is taken by both. In their order.
std::vector<std::size_t> distinct_alternatives(const Outline& outline, const Rule& rule);

}  // namespace concord::generate
