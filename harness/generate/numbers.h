// What is asked of a number: a range, and of what it must be a multiple.
#pragma once
#include "demand.h"
#include "exact.h"

#include <optional>

namespace concord::generate {

struct NumberDemand {
  std::optional<Exact> least = {}, most = {};
  bool is_open_below = false, is_open_above = false;
  bool is_whole = false;
  std::optional<Exact> step = {};

  // The numbers between which there is no other that is looked at.
  Exact grid() const;
  // The least and the greatest that fit; nothing where there is no bound, or none fits.
  std::optional<Exact> first() const;
  std::optional<Exact> last() const;
  bool fits(const Exact& number) const;  // into the range
};

NumberDemand number_demand(const Demand& demand, std::uint32_t types = kEveryType);

}  // namespace concord::generate
