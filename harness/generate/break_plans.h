// Ways to break each keyword that is asked at one place.
#pragma once
#include "breaches.h"

namespace concord::generate {

class BreakPlans {
 public:
  // All outlive it.
  BreakPlans(const Workshop& workshop, const std::shared_ptr<const Node>& base, const Site& site, base::Random& random,
             std::size_t& room)
      : workshop_(workshop), base_(base), site_(site), random_(random), room_(room) {}

  std::vector<Breach> take();

 private:
  void plan(const Ask& ask);
  void plan_elsewhere(const Ask& ask);
  Breach& begin(const Ask& ask, std::string detail);
  // At the site itself.
  void attempt(Breach& breach, Node replacement, std::string said) const;
  bool has_room(Breach& breach, const Node& replacement) const;
  // At a member or an item of it.
  void attempt_within(Breach& breach, Node replacement, const Pointer& at, std::string what) const;

  // break_value.cc
  void plan_type(const Ask& ask);
  void plan_values(const Ask& ask);
  void plan_bound(const Ask& ask);
  void plan_multiple(const Ask& ask);
  std::vector<std::string> texts_of_length(std::size_t length);
  void plan_length(const Ask& ask);
  void plan_pattern(const Ask& ask);
  void plan_format(const Ask& ask);
  void plan_content(const Ask& ask);

  // break_parts.cc
  void plan_items_count(const Ask& ask);
  void plan_unique(const Ask& ask);
  void plan_contains(const Ask& ask);
  void plan_no_more_items(const Ask& ask);
  void plan_forbidden_items(const Ask& ask);
  void plan_required(const Ask& ask);
  void plan_additional(const Ask& ask);
  void plan_forbidden_members(const Ask& ask);
  void plan_names(const Ask& ask);
  void plan_members_count(const Ask& ask);
  void plan_dependent(const Ask& ask);
  void plan_none(const Ask& ask);
  void plan_condition(const Ask& ask, std::size_t taken);
  void plan_two(const Ask& ask);
  void plan_not(const Ask& ask);
  std::optional<Node> more_item(const Node& list);
  bool is_false(PartId part) const;
  std::string unknown_name() const;

  const Workshop& workshop_;
  const std::shared_ptr<const Node>& base_;
  const Site& site_;
  base::Random& random_;
  std::size_t& room_;
  std::vector<std::unique_ptr<Breach>> breaches_;
};

}  // namespace concord::generate
