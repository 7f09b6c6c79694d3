#include "state_works.h"

#include "selection.h"

#include <concord/base/fnv.h>
#include <concord/base/text.h>
#include <concord/explore/written.h>

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace concord::explore {

using contract::ResourceUse;

namespace {

constexpr std::string_view phase_name = "stateful";

// What is not selected is as if the contract had not got it.
void leave_out_unselected(contract::Resource& resource, const suite::Provider& provider, const Options& options,
                          Tags& tags) {
  for (std::optional<ResourceUse>* use : {&resource.create, &resource.list, &resource.read, &resource.replace,
                                          &resource.merge, &resource.remove}) {
    if (*use && !is_selected(provider, *(*use)->operation, options, tags)) use->reset();
  }
}

// Resources whose stories may add to one another's lists: of each the first that it is joined with, by what both stand
// below and by what refers to it.
class Families {
 public:
  explicit Families(const std::vector<contract::Resource>& resources) : joined_(resources.size()) {
    std::iota(joined_.begin(), joined_.end(), std::size_t{0});
    for (std::size_t i = 0; i < resources.size(); ++i) {
      if (resources[i].parent) join(i, *resources[i].parent);
      for (const contract::Reference& one : resources[i].references) join(i, one.resource);
    }
  }

  std::size_t first_of(std::size_t one) const {
    while (joined_[one] != one) one = joined_[one];
    return one;
  }

 private:
  void join(std::size_t a, std::size_t b) {
    const auto [earlier, later] = std::minmax({first_of(a), first_of(b)});
    joined_[later] = earlier;
  }

  std::vector<std::size_t> joined_;
};

// The same for the same seed, which is another in each run unless it is given; another for each story.
std::string mark_of(const Work& work, std::size_t position, const Options& options) {
  base::Fnv1a hash;
  hash.add(work.provider->name);
  hash.add(work.operation->name);
  hash.add(work.entries[position].name);
  hash.add(std::to_string(options.seed));
  return fmt::format("{:08x}", static_cast<std::uint32_t>(hash.value()));
}

}  // namespace

std::vector<Work> story_works(const std::shared_ptr<const suite::Provider>& provider, const Options& options,
                              Tags& tags) {
  std::vector<Work> works;
  if (!is_wanted(phase_name, options) || !options.may_write(*provider)) return works;
  auto resources = contract::find_resources(provider->contract);
  for (contract::Resource& one : resources) leave_out_unselected(one, *provider, options, tags);
  const auto shared = std::make_shared<const std::vector<contract::Resource>>(std::move(resources));
  for (std::size_t i = 0; i < shared->size(); ++i) {
    Work work;
    work.stories = stories_of(*shared, i);
    if (work.stories.empty()) continue;
    work.provider = provider;
    work.operation = (*shared)[i].create->operation;
    work.stage = story_stage;
    work.resources = shared;
    work.resource = i;
    for (const StoryKind* kind : work.stories)
      work.entries.push_back(
          {std::string(phase_name) + ": " + std::string(kind->name), phase_index(phase_name), {}, false});
    works.push_back(std::move(work));
  }
  return works;
}

bool has_stories(const contract::Contract& contract, std::string_view path) {
  const auto resources = contract::find_resources(contract);
  for (std::size_t i = 0; i < resources.size(); ++i) {
    const bool is_meant = path.empty() || path == resources[i].collection || path == resources[i].member;
    if (is_meant && !stories_of(resources, i).empty()) return true;
  }
  return false;
}

std::vector<const contract::Operation*> needed_operations(const Work& work) {
  std::vector<const contract::Operation*> needed;
  for (std::optional<std::size_t> at = work.resource; at; at = (*work.resources)[*at].parent)
    needed.push_back((*work.resources)[*at].create->operation);
  return needed;
}

std::shared_ptr<const suite::Case> story_case(const Work& work, std::size_t position, const Options& options,
                                              MadeOperations& made, const RequestOf& request_of) {
  const StoryFacts facts{*work.resources, work.resource, request_of, mark_of(work, position, options),
                         [&](std::string_view method, const std::string& path) -> const contract::Operation& {
                           return made.make(*(*work.resources)[work.resource].read->operation, method, path);
                         }};
  StoryWriter writer(facts);
  work.stories[position]->tell(writer);
  StorySteps story = writer.take();
  if (!story.not_told.empty())
    return unsent(work, position, {result::SkipKind::NotApplicable, std::move(story.not_told)});
  suite::Case one = *unsent(work, position, {});
  one.skip.reset();
  one.levels = std::move(story.levels);
  one.steps = std::move(story.steps);
  one.after = std::move(story.after);
  // No other story may add to a list that this one looks at.
  one.lock = "stories of " + work.provider->name + ' ' +
             (*work.resources)[Families(*work.resources).first_of(work.resource)].collection;
  return std::make_shared<const suite::Case>(std::move(one));
}

}  // namespace concord::explore
