#include "selected_cases.h"

#include "state_works.h"

#include <concord/base/clean_text.h>

#include <algorithm>

namespace concord::explore {

namespace {

std::size_t told_of(const Work& work) {
  return static_cast<std::size_t>(std::count_if(work.entries.begin(), work.entries.end(),
                                                [](const Work::Entry& one) { return one.is_told_of; }));
}

// Until which stage others must be asked first: what they tell of is asked for then.
std::size_t needed_stage(const Work& work) {
  if (work.is_random) return stage_of(*work.operation, work.provider->contract);
  return work.stage;
}

void take_out_unneeded(std::deque<Work>& works) {
  std::optional<std::size_t> last;
  for (const Work& work : works) {
    if (told_of(work) > 0 && !work.shared) last = std::max(last.value_or(0), needed_stage(work));
  }
  std::erase_if(works, [&](const Work& work) {
    if (work.shared) return !last;
    if (told_of(work) > 0) return false;
    const bool tells = work.is_of_operation() && work.mistake.empty() && work.withheld.empty();
    return !tells || !last || work.stage > *last || work.stage >= first_deleting_stage;
  });
}

}  // namespace

std::string full_name_of(const Work& work, std::size_t position) {
  return base::slug(work.provider->name) + '.' + base::slug(work.operation->name) +
         " :: " + work.entries[position].name;
}

void select_by_name(std::deque<Work>& works, const Options& options) {
  if (!options.selects) return;
  for (Work& work : works) {
    if (work.shared) continue;  // it goes with those that need it
    for (std::size_t i = 0; i < work.entries.size(); ++i)
      work.entries[i].is_told_of = options.selects(full_name_of(work, i));
  }
  take_out_unneeded(works);
}

// The largest first, each to the shard that has least.
void select_by_shard(std::deque<Work>& works, const Options& options) {
  if (options.shard.count <= 1) return;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < works.size(); ++i) {
    if (!works[i].shared) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return told_of(works[a]) > told_of(works[b]); });
  std::vector<std::size_t> sums(options.shard.count, 0);
  for (const std::size_t i : order) {
    const auto least = std::min_element(sums.begin(), sums.end());
    *least += told_of(works[i]);
    if (static_cast<std::size_t>(least - sums.begin()) + 1 == options.shard.index) continue;
    for (Work::Entry& one : works[i].entries) one.is_told_of = false;
  }
  take_out_unneeded(works);
}

}  // namespace concord::explore
