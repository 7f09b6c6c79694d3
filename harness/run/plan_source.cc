#include <concord/base/fnv.h>
#include <concord/base/random.h>
#include <concord/base/text.h>
#include <concord/run.h>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <queue>
#include <set>

namespace concord::run {

namespace {

std::string hex_of(std::uint64_t value) { return fmt::format("{:016x}", value); }

// What a suite does once a run is in each shard that has cases of it.
class PlanSource : public CaseSource {
 public:
  PlanSource(const suite::Plan& plan, Shard shard, const Timings& timings, std::optional<std::uint64_t> shuffle_seed)
      : plan_(plan), shard_(shard) {
    if (shard.count > 1) cut_ = digest_of(timings);
    mine_ = timings.empty() || shard.count == 1 ? every_nth() : balanced(timings);
    std::set<std::size_t> groups;
    const auto needs = [&](std::uint32_t i) {
      groups.insert(plan_.entry(i).group);
      groups.insert(plan_.shared_of(i).begin(), plan_.shared_of(i).end());
    };
    for (const std::uint32_t i : mine_) needs(i);
    // What a part needs stands before it.
    for (auto i = static_cast<std::uint32_t>(plan_.size()); i-- > 0;) {
      if (!is_part(i) || !groups.contains(plan_.entry(i).group)) continue;
      mine_.push_back(i);
      needs(i);
    }
    std::sort(mine_.begin(), mine_.end());
    if (shuffle_seed) shuffled_ = shuffled(*shuffle_seed);
  }

  void describe(result::RunInfo& info) const override {
    info.planned = plan_.size();
    info.shard_index = shard_.index;
    info.shard_count = shard_.count;
    base::Fnv1a hash;
    hash.add(plan_.digest);
    hash.add(hex_of(plan_.names_hash()));
    hash.add(cut_);
    info.plan_hash = hex_of(hash.value());
  }
  void announce(const std::function<void(result::CasePlan&&)>& plan) const override {
    for (const std::uint32_t i : mine_) plan(plan_.outline(i));
  }
  std::string name_of(std::size_t index) const override {
    return result::full_name(plan_.outline(index));
  }
  std::size_t announced() const override { return mine_.size(); }
  Next next() override {
    const std::vector<std::uint32_t>& order = shuffled_ ? *shuffled_ : mine_;
    if (given_ == order.size()) return {};
    const std::size_t index = order[given_++];
    return {State::Ready, index, std::make_shared<const suite::Case>(plan_.make(index))};
  }

 private:
  // What a suite does beside its cases.
  bool is_part(std::size_t index) const { return plan_.entry(index).part != result::StepKind::Step; }

  static std::string digest_of(const Timings& timings) {
    const std::map<std::string, base::Milliseconds> sorted(timings.begin(), timings.end());
    base::Fnv1a hash;
    for (const auto& [name, duration] : sorted) {
      hash.add(name);
      hash.add(std::to_string(duration.count()));
    }
    return sorted.empty() ? "" : hex_of(hash.value());
  }

  std::vector<std::uint32_t> every_nth() const {
    std::vector<std::uint32_t> mine;
    mine.reserve(plan_.size() / shard_.count + 1);
    std::size_t number = 0;
    for (std::uint32_t i = 0; i < plan_.size(); ++i) {
      if (!is_part(i) && number++ % shard_.count == shard_.index - 1) mine.push_back(i);
    }
    return mine;
  }

  struct Timed {
    std::uint32_t index;
    std::int64_t duration;  // milliseconds; -1: not known
  };

  std::vector<Timed> timed(const Timings& timings) const {
    std::vector<Timed> cases;
    std::vector<std::int64_t> known;
    for (std::uint32_t i = 0; i < plan_.size(); ++i) {
      if (is_part(i)) continue;
      const auto found = timings.find(name_of(i));
      cases.push_back({i, found == timings.end() ? -1 : found->second.count()});
      if (found != timings.end()) known.push_back(found->second.count());
    }
    std::sort(known.begin(), known.end());
    const std::int64_t median = known.empty() ? 1 : known[known.size() / 2];
    for (Timed& one : cases) {
      if (one.duration < 0) one.duration = median;
    }
    return cases;
  }

  // The longest first, each to the shard that has least so far, the first of those: within a third of the best cut.
  std::vector<std::uint32_t> balanced(const Timings& timings) const {
    std::vector<Timed> cases = timed(timings);
    std::stable_sort(cases.begin(), cases.end(),
                     [](const Timed& a, const Timed& b) { return a.duration > b.duration; });
    using Load = std::pair<std::int64_t, std::size_t>;  // what a shard has, and its number
    std::priority_queue<Load, std::vector<Load>, std::greater<>> shards;
    for (std::size_t i = 0; i < shard_.count; ++i) shards.emplace(0, i);
    std::vector<std::uint32_t> mine;
    for (const Timed& one : cases) {
      const Load least = shards.top();
      shards.pop();
      // Also what takes no time counts, or one shard would get all of it.
      shards.emplace(least.first + std::max<std::int64_t>(one.duration, 1), least.second);
      if (least.second == shard_.index - 1) mine.push_back(one.index);
    }
    return mine;
  }

  // Cases in any order; what a suite does before them with the first that is its own, what it does after with the last.
  std::vector<std::uint32_t> shuffled(std::uint64_t seed) const {
    std::map<std::size_t, std::vector<std::uint32_t>> before, after;
    std::map<std::size_t, std::size_t> left;  // cases of a group
    std::vector<std::uint32_t> cases, order;
    for (const std::uint32_t i : mine_) {
      const suite::Plan::Entry& entry = plan_.entry(i);
      if (!is_part(i)) cases.push_back(i), ++left[entry.group];
      else (entry.part == result::StepKind::Before ? before : after)[entry.group].push_back(i);
    }
    base::Random random(seed);
    for (std::size_t i = cases.size(); i > 1; --i) std::swap(cases[i - 1], cases[random.below(i)]);
    // What comes before others comes behind what it needs itself.
    const std::function<void(std::size_t)> begin = [&](std::size_t group) {
      for (const std::uint32_t part : std::exchange(before[group], {})) {
        for (const std::size_t needed : plan_.shared_of(part)) begin(needed);
        order.push_back(part);
      }
    };
    for (const std::uint32_t i : cases) {
      const std::size_t group = plan_.entry(i).group;
      for (const std::size_t needed : plan_.shared_of(i)) begin(needed);
      begin(group);
      order.push_back(i);
      if (--left[group] == 0) order.insert(order.end(), after[group].begin(), after[group].end());
    }
    return order;
  }

  const suite::Plan& plan_;
  Shard shard_;
  std::string cut_;  // by which times: shards that were cut by others do not belong together
  std::vector<std::uint32_t> mine_;                     // indexes, in order
  std::optional<std::vector<std::uint32_t>> shuffled_;  // the same as they are given, where that is another order
  std::size_t given_ = 0;
};

}  // namespace

void redact(result::CasePlan& plan, const base::Redactor& redactor) {
  if (redactor.empty()) return;
  std::string all = base::join(plan.tags, "\n");
  for (const std::string* text : {&plan.suite, &plan.classname, &plan.name}) all.append("\n").append(*text);
  if (plan.skip) all.append("\n").append(plan.skip->text);
  if (redactor.find(all).empty()) return;  // mostly, which one look says
  for (std::string* text : {&plan.suite, &plan.classname, &plan.name}) *text = redactor.redact(*text);
  for (std::string& tag : plan.tags) tag = redactor.redact(tag);
  if (plan.skip) plan.skip->text = redactor.redact(plan.skip->text);
}

std::unique_ptr<CaseSource> make_plan_source(const suite::Plan& plan, Shard shard, const Timings& timings,
                                             std::optional<std::uint64_t> shuffle_seed) {
  return std::make_unique<PlanSource>(plan, shard, timings, shuffle_seed);
}

}  // namespace concord::run
