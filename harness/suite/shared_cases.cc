#include <concord/suite/shared_cases.h>

#include "shared_steps.h"

#include <algorithm>

namespace concord::suite {

Result<SharedCases> SharedCases::read(const std::shared_ptr<const Provider>& provider, std::size_t& next_group) {
  SourceSet sources;
  Diagnostics problems;
  SharedCases cases;
  cases.all_ = read_shared_of_provider(sources, provider, next_group, problems);
  if (base::has_errors(problems)) return problems;
  return cases;
}

std::vector<std::shared_ptr<const Case>> SharedCases::that_capture(const std::set<std::string>& names) const {
  std::vector<std::shared_ptr<const Case>> needed;
  for (const auto& one : all_) {
    const bool is_needed = std::any_of(one->captures.begin(), one->captures.end(),
                                       [&](const CapturedName& capture) { return names.contains(capture.name); });
    if (is_needed) add(*one, needed);
  }
  return needed;
}

void SharedCases::add(const SharedSteps& one, std::vector<std::shared_ptr<const Case>>& needed) const {
  if (!one.made || std::find(needed.begin(), needed.end(), one.made) != needed.end()) return;
  for (const auto& other : all_) {
    const auto& groups = one.made->shared;
    if (std::find(groups.begin(), groups.end(), other->group) != groups.end()) add(*other, needed);
  }
  needed.push_back(one.made);
}

std::vector<std::size_t> SharedCases::needed_by(const Case& one) const {
  return shared_needed(*one.provider, one, all_);
}

}  // namespace concord::suite
