// `shared` of a provider.yaml, for runs that have no suites.
#pragma once
#include <concord/suite.h>

namespace concord::suite {

struct SharedSteps;

// Cases that run once a run, each a `before` of a group of its own.
class SharedCases {
 public:
  SharedCases() = default;  // none
  // `next_group` is counted up: no two providers of a run have the same. All mistakes at once.
  static Result<SharedCases> read(const std::shared_ptr<const Provider>& provider, std::size_t& next_group);

  // Those that capture any of the names, and what these need: what is needed first.
  std::vector<std::shared_ptr<const Case>> that_capture(const std::set<std::string>& names) const;
  // Their groups, whose captures the case uses: see Case::shared.
  std::vector<std::size_t> needed_by(const Case& one) const;

 private:
  void add(const SharedSteps& one, std::vector<std::shared_ptr<const Case>>& needed) const;

  std::vector<std::shared_ptr<SharedSteps>> all_;
};

}  // namespace concord::suite
