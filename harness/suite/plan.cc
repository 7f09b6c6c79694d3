#include "shared_fields.h"

#include <concord/suite.h>
#include <concord/suite/own_profile.h>
#include <concord/templates.h>

namespace concord::suite {

namespace {

class KeptCase : public CaseMaker {
 public:
  explicit KeptCase(Case one) : case_(std::move(one)) {}
  Case make(std::size_t) const override { return case_; }
  result::CasePlan outline(std::size_t) const override { return plan_of(case_); }
  std::set<std::string> names_used() const override {
    std::set<std::string> names = names_in_profiles(*case_.provider);
    for (const auto* steps : {&case_.before, &case_.steps, &case_.after}) {
      for (const Step& step : *steps) {
        collect(step.request, names);
        collect(step.expect, names);
      }
    }
    return names;
  }

 private:
  static void collect(const Node& node, std::set<std::string>& names) {
    for (std::string& name : templates::names_used(node)) names.insert(std::move(name));
  }

  Case case_;
};

}  // namespace

result::CasePlan plan_of(const Case& one, std::size_t index) {
  result::CasePlan plan;
  plan.index = index;
  plan.suite = one.suite;
  plan.suite_file = one.suite_file;
  plan.classname = one.classname;
  plan.provider = one.provider->name;
  plan.name = one.name;
  plan.tags = one.tags;
  plan.place = result::place_of(one.span);
  if (one.operation) plan.documentation = one.operation->place.text();
  plan.skip = one.skip;
  plan.part = one.part;
  plan.drift_levels = drift_levels_of(one.levels, one.provider->levels);
  return plan;
}

result::CasePlan Plan::outline(std::size_t index) const {
  result::CasePlan plan = makers_[entries_[index].maker]->outline(entries_[index].row);
  plan.index = index;
  return plan;
}

Case Plan::make(std::size_t index) const {
  Case made = makers_[entries_[index].maker]->make(entries_[index].row);
  made.is_withheld = entries_[index].is_withheld;
  return made;
}

void Plan::withhold(std::size_t first, const SharedGroups& but) {
  for (std::size_t i = first; i < entries_.size(); ++i) entries_[i].is_withheld = !but.contains(entries_[i].group);
}

void Plan::withhold_unneeded(const SharedGroups& shared) {
  SharedGroups needed;
  const auto add_needs = [&](auto is_of) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const Entry& entry = entries_[i];
      const SharedGroups& more = shared_of(i);
      if (is_of(entry)) needed.insert(more.begin(), more.end());
    }
  };
  add_needs([&](const Entry& one) { return !one.is_withheld && !shared.contains(one.group); });
  for (std::size_t before = 0; before != needed.size();) {
    before = needed.size();
    add_needs([&](const Entry& one) { return needed.contains(one.group); });
  }
  for (Entry& one : entries_) {
    if (shared.contains(one.group) && !needed.contains(one.group)) one.is_withheld = true;
  }
}

const SharedGroups& Plan::shared_of(std::size_t index) const {
  static const SharedGroups none;
  const auto found = shared_.find(entries_[index].maker);
  return found == shared_.end() ? none : found->second;
}

void Plan::needs(const std::vector<std::size_t>& shared) {
  if (!shared.empty()) shared_[entries_.back().maker].insert(shared.begin(), shared.end());
}

void Plan::add(std::shared_ptr<const CaseMaker> maker, std::size_t row, const Case& made) {
  if (makers_.empty() || makers_.back() != maker) makers_.push_back(std::move(maker));
  entries_.push_back({static_cast<std::uint32_t>(makers_.size() - 1), row, made.group, made.part});
  names_.add(made.classname);
  names_.add(made.name);
}

void Plan::add(const Case& one) {
  auto maker = std::make_shared<const KeptCase>(one);
  if (!one.skip) names_used[one.provider.get()].merge(maker->names_used());
  add(std::move(maker), 0, one);
  needs(one.shared);
}

}  // namespace concord::suite
