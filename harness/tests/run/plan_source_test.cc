#include "plan_fixture.h"

#include <set>

using namespace concord;
using run::PlanFixture;
using run::Shard;
using run::Timings;

namespace {

struct Cut {
  std::vector<std::set<std::string>> shards;
  std::vector<std::int64_t> loads;  // milliseconds
  std::set<std::string> plan_hashes;
};

Cut cut(const std::vector<std::int64_t>& durations, std::size_t count, std::size_t unknown = 0) {
  PlanFixture fixture;
  Timings timings;
  for (std::size_t i = 0; i < durations.size(); ++i) {
    const std::string name = "case " + std::to_string(i);
    fixture.add_case(name);
    if (i >= unknown) timings["shop.create_order :: " + name] = base::Milliseconds(durations[i]);
  }
  suite::Plan plan;
  for (const suite::Case& one : fixture.cases) plan.add(one);
  Cut made;
  for (std::size_t i = 1; i <= count; ++i) {
    const auto source = run::make_plan_source(plan, Shard{i, count}, timings);
    auto& names = made.shards.emplace_back();
    std::int64_t& load = made.loads.emplace_back(0);
    source->announce([&](const result::CasePlan& one) {
      names.insert(one.name);
      load += durations[std::stoul(one.name.substr(5))];
    });
    result::RunInfo info;
    source->describe(info);
    made.plan_hashes.insert(info.plan_hash);
  }
  return made;
}

}  // namespace

TEST_CASE("shards by times take about as long, and each case is in one") {
  const Cut made = cut({900, 10, 10, 10, 300, 300, 10, 300, 10, 10}, 2);
  CHECK(made.loads == std::vector<std::int64_t>{930, 930});
  std::set<std::string> all = made.shards[0];
  all.insert(made.shards[1].begin(), made.shards[1].end());
  CHECK(all.size() == 10);
  CHECK(made.shards[0].size() + made.shards[1].size() == 10);
  CHECK(made.plan_hashes.size() == 1);
  CHECK(cut({900, 10, 10, 10, 300, 300, 10, 300, 10, 10}, 2).shards == made.shards);
}

TEST_CASE("a case without a time counts as the median") {
  const Cut made = cut({100, 100, 100, 100, 100, 100}, 3, 2);
  for (const auto& shard : made.shards) CHECK(shard.size() == 2);
}

TEST_CASE("cases that take no time are spread") {
  for (const auto& shard : cut({0, 0, 0, 0, 0, 0, 0, 0}, 4).shards) CHECK(shard.size() == 2);
}

TEST_CASE("shards cut by other times do not belong together") {
  CHECK(cut({1, 2}, 2).plan_hashes != cut({2, 1}, 2).plan_hashes);
}

TEST_CASE("plans of other names, or of the same in another order, do not belong together") {
  const auto hash_of = [](const std::vector<std::string>& names) {
    PlanFixture fixture;
    for (const std::string& name : names) fixture.add_case(name);
    suite::Plan plan;
    for (const suite::Case& one : fixture.cases) plan.add(one);
    result::RunInfo info;
    run::make_plan_source(plan, {}, {})->describe(info);
    return info.plan_hash;
  };
  CHECK(hash_of({"a", "b"}) == hash_of({"a", "b"}));
  CHECK(hash_of({"a", "b"}) != hash_of({"b", "a"}));
  CHECK(hash_of({"a", "b"}) != hash_of({"ab"}));
  CHECK(hash_of({"a", "b"}) != hash_of({"a", "c"}));
  CHECK(hash_of({}).size() == 16);
}

TEST_CASE("shuffled cases are all there, in an order of the seed, between what their suite does once") {
  PlanFixture fixture;
  for (int i = 0; i < 20; ++i) {
    suite::Case& one = fixture.add_case("case " + std::to_string(i));
    one.group = i < 10 ? 1 : 0;
    if (i == 0) one.part = result::StepKind::Before;
    if (i == 9) one.part = result::StepKind::After;
  }
  suite::Plan plan;
  for (const suite::Case& one : fixture.cases) plan.add(one);
  const auto order = [&plan](std::uint64_t seed) {
    const auto source = run::make_plan_source(plan, {}, {}, seed);
    std::vector<std::size_t> indexes;
    for (auto next = source->next(); next.one; next = source->next()) indexes.push_back(next.index);
    return indexes;
  };
  for (std::uint64_t seed = 1; seed < 50; ++seed) {
    const auto indexes = order(seed);
    CHECK(indexes == order(seed));
    CHECK(std::set(indexes.begin(), indexes.end()).size() == 20);
    const auto at = [&](std::size_t index) { return std::find(indexes.begin(), indexes.end(), index); };
    for (std::size_t i = 1; i < 9; ++i) CHECK((at(0) < at(i) && at(i) < at(9)));
  }
  CHECK(order(1) != order(2));
}
