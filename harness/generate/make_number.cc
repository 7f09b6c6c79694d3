#include "exact.h"
#include "formats.h"
#include "maker.h"
#include "numbers.h"
#include "usual_values.h"

#include <array>

namespace concord::generate {

namespace {

void raise(NumberDemand& demand, const Exact& bound, bool is_open) {
  const int order = demand.least ? compare(bound, *demand.least) : 1;
  if (order > 0 || (order == 0 && is_open)) demand.least = bound, demand.is_open_below = is_open;
}

void lower(NumberDemand& demand, const Exact& bound, bool is_open) {
  const int order = demand.most ? compare(bound, *demand.most) : -1;
  if (order < 0 || (order == 0 && is_open)) demand.most = bound, demand.is_open_above = is_open;
}

void add_format(NumberDemand& demand, std::string_view format) {
  const NumberRange range = range_of_format(format);
  if (const auto least = range.least.is_null() ? std::nullopt : Exact::of(range.least)) raise(demand, *least, false);
  if (const auto most = range.most.is_null() ? std::nullopt : Exact::of(range.most)) lower(demand, *most, false);
  const bool is_real = format == "float" || format == "double" || format == "sf-decimal" || format == "decimal128";
  if (!range.least.is_null() && !is_real) demand.is_whole = true;
}

void add_bound(NumberDemand& demand, const Rule& rule) {
  const auto number = Exact::of(*rule.values.front());
  if (!number) return;
  switch (rule.asks) {
    case Asks::Minimum: return raise(demand, *number, false);
    case Asks::ExclusiveMinimum: return raise(demand, *number, true);
    case Asks::Maximum: return lower(demand, *number, false);
    case Asks::ExclusiveMaximum: return lower(demand, *number, true);
    default: break;
  }
  demand.step = demand.step ? least_common_multiple(*demand.step, *number) : number;
}

}  // namespace

NumberDemand number_demand(const Demand& demand, std::uint32_t types) {
  NumberDemand number;
  number.is_whole = (demand.types & types & schema::kNumberType) == 0;
  for (const Ask& ask : demand.asks) {
    switch (ask.rule->asks) {
      case Asks::Minimum:
      case Asks::ExclusiveMinimum:
      case Asks::Maximum:
      case Asks::ExclusiveMaximum:
      case Asks::MultipleOf: add_bound(number, *ask.rule); break;
      case Asks::Format: add_format(number, ask.rule->text); break;
      default: break;
    }
  }
  return number;
}

// Where nothing says how fine a number may be, as fine as its bounds are, and a little more between them.
Exact NumberDemand::grid() const {
  const Exact one{1, 0};
  if (step) return is_whole ? least_common_multiple(*step, one).value_or(*step) : *step;
  if (is_whole) return one;
  int scale = 0;
  for (const auto& bound : {least, most}) scale = std::max(scale, bound ? bound->scale : 0);
  if (least && most && compare(negated_sum(*most, *least).value_or(one), one) < 0) ++scale;
  Exact grid{1, 0};
  for (int i = 0; i < scale && i < 17; ++i) ++grid.scale;
  return grid;
}

std::optional<Exact> NumberDemand::first() const {
  if (!least) return std::nullopt;
  const Exact by = grid();
  auto found = floor_to(*least, by);
  while (found && (compare(*found, *least) < 0 || (is_open_below && compare(*found, *least) == 0)))
    found = sum(*found, by);
  return found && fits(*found) ? found : std::nullopt;
}

std::optional<Exact> NumberDemand::last() const {
  if (!most) return std::nullopt;
  const Exact by = grid();
  auto found = floor_to(*most, by);
  if (found && is_open_above && compare(*found, *most) == 0) found = negated_sum(*found, by);
  return found && fits(*found) ? found : std::nullopt;
}

bool NumberDemand::fits(const Exact& number) const {
  if (least && (compare(number, *least) < 0 || (is_open_below && compare(number, *least) == 0))) return false;
  return !most || !(compare(number, *most) > 0 || (is_open_above && compare(number, *most) == 0));
}

namespace {

std::optional<Exact> nearest(const NumberDemand& demand, const Node& wanted) {
  const auto exact = Exact::of(wanted);
  if (!exact) return std::nullopt;
  const Exact by = demand.grid();
  const bool is_free = !demand.step && (!demand.is_whole || exact->is_whole());
  const auto found = is_free ? exact : floor_to(*exact, by);
  if (found && demand.fits(*found)) return found;
  const auto next = found ? sum(*found, by) : std::nullopt;
  return next && demand.fits(*next) ? next : std::nullopt;
}

// The first on the grid that is at least so far from the first that fits.
std::optional<Exact> at_offset(const NumberDemand& demand, std::uint64_t steps) {
  auto base = demand.first();
  const Exact by = demand.grid();
  const Exact distance{by.digits * static_cast<Wide>(steps), by.scale};
  if (base) {
    base = sum(*base, distance);
  } else if ((base = demand.last())) {
    base = negated_sum(*base, distance);
  } else {
    base = distance;
  }
  return base && demand.fits(*base) ? base : std::nullopt;
}

}  // namespace

namespace {

// Where programs change their form of a number: of 8 to 53 bits, and of two decimals.
Node of_boundaries(base::Random& random) {
  static constexpr auto all = std::to_array<std::int64_t>(
      {0, -1, 127, 128, 255, 256, 32'767, 32'768, 65'535, 65'536, 99, 100, 9'999, 10'000, 999'999, 1'000'000,
       2'147'483'647, 2'147'483'648, 9'007'199'254'740'991});
  return Node(all[random.below(all.size())]);
}

}  // namespace

// The usual number of that name; the bounds; then others.
std::optional<Node> Maker::make_number(const Want& want, const Demand& demand) {
  const NumberDemand number = number_demand(demand, want.types);
  std::vector<Node> candidates;
  const auto add = [&](const std::optional<Exact>& one) {
    if (one) candidates.push_back(one->node());
  };
  if (is_random_) {
    for (int i = 0; i < 8; ++i) {
      const std::uint64_t spread = random_.below(2) == 0 ? 10 : 100'000;
      if (random_.below(4) == 0) add(random_.below(2) == 0 ? number.last() : number.first());
      else if (random_.below(8) == 0) add(nearest(number, of_boundaries(random_)));
      else add(at_offset(number, random_.below(spread)));
      if (!number.least && random_.below(4) == 0) add(nearest(number, -7));
    }
  }
  if (!place_.empty()) {
    for (const Node& usual : usual_numbers(place_.back(), number.is_whole, settings_.now)) add(nearest(number, usual));
  }
  if (number.fits({1, 0})) add(nearest(number, 1));
  add(number.first());
  add(number.last());
  for (std::uint64_t i = 0; i < 12 + want.avoid.size(); ++i) add(at_offset(number, i));
  Made made = first_of(want, std::move(candidates));
  if (!made) blame("no number was found within its bounds");
  return made;
}

}  // namespace concord::generate
