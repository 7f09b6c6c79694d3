#include "shared_steps.h"

#include "case_review.h"
#include "suite_file.h"

#include <concord/base/text.h>
#include <concord/suite/own_profile.h>

#include <algorithm>
#include <map>

namespace concord::suite {

using base::error;

namespace {

void add_used(const Node& node, std::set<std::string>& names) {
  for (const std::string& name : templates::names_used(node)) names.insert(name.substr(0, name.find('.')));
}

// What run::choose_profile will take, as far as it is known.
void add_used_by_profile(const Provider& provider, const Step& step, std::set<std::string>& names) {
  const Node* auth = step.request.find("auth");
  if (auth && auth->is_object()) return;  // written in the request
  if (auth && templates::has_template(*auth)) return add_used(provider.auth, names);
  const document::Member* own = auth ? nullptr : profile_of(provider, *step.operation);
  const Node* named = auth ? named_profile(provider, std::string(auth->string_or_empty())) : nullptr;
  if (own) add_used(own->value, names);
  if (named) add_used(*named, names);
}

std::set<std::string> names_used_by(const Provider& provider, const Case& one) {
  std::set<std::string> names;
  for (const auto* steps : {&one.before, &one.steps, &one.after}) {
    for (const Step& step : *steps) {
      add_used(step.request, names);
      add_used(step.expect, names);
      if (step.poll) add_used(step.poll->until, names), add_used(step.poll->stop_if, names);
      for (const Condition& condition : step.when) add_used(condition.value, names), add_used(condition.is, names);
      add_used_by_profile(provider, step, names);
    }
  }
  return names;
}

// By the profile of its first request, before anything of it is captured.
bool needs_itself(const Provider& provider, const Case& made, const SharedSteps& one) {
  std::set<std::string> names;
  if (!made.steps.empty()) add_used_by_profile(provider, made.steps.front(), names);
  return std::any_of(one.captures.begin(), one.captures.end(),
                     [&](const CapturedName& capture) { return names.contains(capture.name); });
}

Node as_list(const Node& steps) {
  if (steps.is_array()) return steps;
  Node list = Node::array().with_span(steps.span());
  list.push_back(steps);
  return list;
}

// Those that need each other would wait for each other.
class CircleSearch {
 public:
  CircleSearch(const SharedList& all, Diagnostics& problems) : all_(all), problems_(problems) {}

  void search() {
    for (const auto& one : all_) {
      if (one->made && visit(*one)) return;
    }
  }

 private:
  bool visit(const SharedSteps& one) {
    if (done_.contains(one.group)) return false;
    const auto again = std::find(way_.begin(), way_.end(), &one);
    if (again != way_.end()) return tell(again), true;
    way_.push_back(&one);
    for (const std::size_t group : one.made->shared) {
      const auto needed =
          std::find_if(all_.begin(), all_.end(), [&](const auto& other) { return other->group == group; });
      if (needed != all_.end() && (*needed)->made && visit(**needed)) return true;
    }
    way_.pop_back();
    done_.insert(one.group);
    return false;
  }

  void tell(std::vector<const SharedSteps*>::const_iterator first) {
    std::vector<std::string> names;
    for (auto one = first; one != way_.end(); ++one) names.push_back("\"" + (*one)->name + "\"");
    base::Diagnostic circle =
        error("suite.shared",
              names.size() == 1 ? "shared " + names[0] + " needs what it captures itself"
                                : "shared " + base::join(names, ", ") + " need each other",
              (*first)->span, names.size() == 1 ? "auth: none in its request, if that is what needs it" : "");
    for (auto one = first + 1; one != way_.cend(); ++one)
      circle.related.push_back({"needed by the one before", (*one)->span});
    problems_.push_back(std::move(circle));
  }

  const SharedList& all_;
  Diagnostics& problems_;
  std::vector<const SharedSteps*> way_;
  std::set<std::size_t> done_;
};

}  // namespace

void add_shared_captures(const SharedList& shared, std::vector<CapturedName>& names) {
  for (const auto& one : shared) names.insert(names.end(), one->captures.begin(), one->captures.end());
}

void add_shared_captures(const Node* shared, std::vector<CapturedName>& names) {
  if (!shared) return;
  for (const document::Member& one : shared->members()) {
    const Node list = as_list(one.value);
    collect_captures(&list, names);
  }
}

std::vector<std::size_t> shared_needed(const Provider& provider, const Case& one, const SharedList& shared) {
  std::vector<std::size_t> groups;
  if (shared.empty()) return groups;
  const std::set<std::string> used = names_used_by(provider, one);
  for (const auto& steps : shared) {
    const bool is_needed = std::any_of(steps->captures.begin(), steps->captures.end(),
                                       [&](const CapturedName& capture) { return used.contains(capture.name); });
    if (is_needed && steps->group != one.group) groups.push_back(steps->group);
  }
  return groups;
}

SharedList read_shared(const std::shared_ptr<const SuiteFile>& suite, const Node* shared, const SharedList& outer,
                       bool is_of_provider, std::size_t& next_group, Diagnostics& problems) {
  SharedList all = outer;
  if (!shared) return all;
  if (!shared->is_object()) {
    problems.push_back(error("suite.shared", "\"shared\" is a mapping of names to a step, or a list of steps",
                             shared->span(), "shared: {login: {operation: …, capture: {session: $.session}}}"));
    return all;
  }
  for (const auto& [name, steps, span] : shared->members()) {
    auto one = std::make_shared<SharedSteps>();
    one->name = name;
    one->group = next_group++;
    one->span = span;
    one->is_of_provider = is_of_provider;
    const Node list = as_list(steps);
    collect_captures(&list, one->captures);
    if (one->captures.empty())
      problems.push_back(error("suite.shared", "shared \"" + name + "\" captures nothing, so that nothing needs it",
                               span, "steps that run before all cases of a suite are its \"before\""));
    all.push_back(std::move(one));
  }
  // Each may need all others.
  auto whole = std::make_shared<SuiteFile>(*suite);
  whole->captured.clear();
  add_shared_captures(all, whole->captured);
  for (std::size_t i = outer.size(); i < all.size(); ++i) {
    SharedSteps& one = *all[i];
    const Node list = as_list(*shared->find(one.name));
    auto made = read_shared_case(whole, one.name, list, one.group, problems);
    if (!made) continue;
    std::vector<CapturedName> others;
    for (std::size_t other = 0; other < all.size(); ++other) {
      if (other != i) others.insert(others.end(), all[other]->captures.begin(), all[other]->captures.end());
    }
    review(*whole, *made, Node::object(), others, problems);
    made->shared = shared_needed(*suite->provider, *made, all);
    if (needs_itself(*suite->provider, *made, one)) made->shared.push_back(one.group);
    one.made = std::make_shared<const Case>(std::move(*made));
  }
  CircleSearch(all, problems).search();
  return all;
}

SharedList read_shared_of_provider(SourceSet& sources, const std::shared_ptr<const Provider>& provider,
                                   std::size_t& next_group, Diagnostics& problems) {
  SuiteFile all;
  all.title = provider->name;
  all.path = provider->file;
  all.provider = provider;
  all.sources = &sources;
  all.keeps_cookies = true;  // of a login, for the cases that want them
  return read_shared(std::make_shared<const SuiteFile>(std::move(all)), provider->shared.get(), {}, true, next_group,
                     problems);
}

}  // namespace concord::suite
