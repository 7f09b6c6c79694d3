#include <concord/base/text.h>
#include <concord/run.h>

#include <set>

namespace concord::run {

namespace {

// FNV-1a: stable, and enough to tell plans apart.
class Hash {
 public:
  void add(std::string_view text) {
    for (const char c : text) add_byte(static_cast<unsigned char>(c));
    add_byte(0);
  }
  std::string hex() const {
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(value_ >> shift);
    return base::hex_encode(bytes);
  }

 private:
  void add_byte(unsigned char byte) { value_ = (value_ ^ byte) * 1099511628211ull; }
  std::uint64_t value_ = 14695981039346656037ull;
};

// What a suite does once a run is in each shard that has cases of it.
class PlanSource : public CaseSource {
 public:
  PlanSource(const suite::Plan& plan, Shard shard) : plan_(plan), shard_(shard) {
    std::set<std::uint32_t> groups;
    each_case([&](std::size_t i, bool is_mine) {
      if (is_mine && plan_.entry(i).group != 0) groups.insert(plan_.entry(i).group);
    });
    each_case([&](std::size_t i, bool is_mine) {
      const auto& entry = plan_.entry(i);
      const bool is_part = entry.part != result::StepKind::Step;
      if (is_part ? groups.contains(entry.group) : is_mine) mine_.push_back(static_cast<std::uint32_t>(i));
    });
  }

  void describe(result::RunInfo& info) const override {
    info.planned = plan_.size();
    info.shard_index = shard_.index;
    info.shard_count = shard_.count;
    Hash hash;
    hash.add(plan_.digest);
    for (std::size_t i = 0; i < plan_.size(); ++i) hash.add(name_of(i));
    info.plan_hash = hash.hex();
  }
  void announce(const std::function<void(const result::CasePlan&)>& plan) const override {
    for (const std::uint32_t i : mine_) plan(plan_.outline(i));
  }
  std::string name_of(std::size_t index) const override {
    const result::CasePlan one = plan_.outline(index);
    return one.classname + " :: " + one.name;
  }
  std::size_t announced() const override { return mine_.size(); }
  Next next() override {
    if (given_ == mine_.size()) return {};
    const std::size_t index = mine_[given_++];
    return {State::Ready, index, std::make_shared<const suite::Case>(plan_.make(index))};
  }

 private:
  // Every count-th of the cases, what suites do beside them not counted.
  template <class Visit>
  void each_case(Visit visit) const {
    std::size_t number = 0;
    for (std::size_t i = 0; i < plan_.size(); ++i) {
      const bool is_part = plan_.entry(i).part != result::StepKind::Step;
      visit(i, !is_part && number % shard_.count == shard_.index - 1);
      if (!is_part) ++number;
    }
  }

  const suite::Plan& plan_;
  Shard shard_;
  std::vector<std::uint32_t> mine_;  // indexes, in order
  std::size_t given_ = 0;
};

}  // namespace

void redact(result::CasePlan& plan, const base::Redactor& redactor) {
  if (redactor.empty()) return;
  for (std::string* text : {&plan.suite, &plan.classname, &plan.name}) *text = redactor.redact(*text);
  for (std::string& tag : plan.tags) tag = redactor.redact(tag);
  if (plan.skip) plan.skip->text = redactor.redact(plan.skip->text);
}

std::unique_ptr<CaseSource> make_plan_source(const suite::Plan& plan, Shard shard) {
  return std::make_unique<PlanSource>(plan, shard);
}

}  // namespace concord::run
