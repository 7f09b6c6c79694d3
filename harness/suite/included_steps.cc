// A file is read anew each time it is included, so that its text belongs to one place that includes it.
#include "included_steps.h"

#include "fields.h"

#include <concord/base/text.h>
#include <concord/templates.h>

#include <algorithm>
#include <filesystem>

namespace concord::suite {

using base::error;
using document::Node;

namespace {

constexpr std::size_t deepest_include = 8, most_includes = 1'000;  // of one suite

bool is_parameter(const Node& parameters, std::string_view name) {
  const std::string_view first = name.substr(0, name.find('.'));
  return parameters.has(name) || parameters.has(first);
}

}  // namespace

void IncludedSteps::expand_suite(Node& root) {
  const auto expand_lists = [this](Node& holder) {
    for (const char* key : {"before", "steps", "after"}) {
      if (Node* list = holder.find(key); list && list->is_array()) expand(*list);
    }
  };
  if (!root.is_object()) return;
  expand_lists(root);
  if (Node* shared = root.find("shared"); shared && shared->is_object()) {
    for (document::Member& one : shared->members()) {
      if (one.value.is_array()) expand(one.value);
    }
  }
  Node* cases = root.find("cases");
  if (!cases || !cases->is_array()) return;
  for (Node& one : cases->items()) {
    if (one.is_object()) expand_lists(one);
  }
}

void IncludedSteps::expand_from(Node& steps, const std::string& from, std::size_t depth) {
  const auto& items = static_cast<const Node&>(steps).items();
  if (std::none_of(items.begin(), items.end(), [](const Node& one) { return one.has("include"); })) return;
  Node whole = Node::array().with_span(steps.span());
  for (Node& step : steps.items()) {
    if (!step.has("include")) whole.push_back(std::move(step));
    else
      for (Node& one : read(step, from, depth)) whole.push_back(std::move(one));
  }
  // What could not be read was told; that nothing is left is no second mistake.
  if (static_cast<const Node&>(whole).size() == 0) whole.push_back(Node::object().with_span(steps.span()));
  steps = std::move(whole);
}

std::vector<Node> IncludedSteps::read(const Node& step, const std::string& from, std::size_t depth) {
  Fields fields(step, "step that includes others", {"include", "with"}, problems_);
  const auto path = fields.text("include");
  const base::Span place = step.find("include")->span();
  if (!path) return {};
  const std::string whole = (std::filesystem::path(from).parent_path() / *path).lexically_normal().generic_string();
  if (leads_back(whole, place)) return {};
  if (depth == deepest_include || ++total_ > most_includes) {
    problems_.push_back(error("suite.include",
                              "more than " + std::to_string(deepest_include) + " files include each other, or " +
                                  std::to_string(most_includes) + " are included",
                              place));
    return {};
  }
  FilePlace here = place_;
  here.from = from;
  const base::Source* source = open_project_file(here, *path, place, "file of steps", "suite.include", problems_);
  if (!source) return {};
  included_at_[source] = place;
  auto root = document::parse_yaml(*source);
  if (!root) return base::append(problems_, std::move(root).diagnostics()), std::vector<Node>();
  Node file = std::move(root).value();
  if (file.is_array()) {
    Node wrapped = Node::object().with_span(file.span());
    wrapped.set("steps", std::move(file));
    file = std::move(wrapped);
  }
  Fields members(file, "file of steps", {"parameters", "steps"}, problems_);
  Node* steps = file.find("steps");
  if (!steps || !steps->is_array() || steps->size() == 0) {
    if (file.is_object())
      problems_.push_back(error("suite.include", "a file of steps is a list of them, or has one as \"steps\"",
                                steps ? steps->span() : file.span()));
    return {};
  }
  Node made = filled(*steps, arguments(file, step));
  open_.push_back(whole);
  expand_from(made, whole, depth + 1);
  open_.pop_back();
  return made.is_array() ? std::move(made.items()) : std::vector<Node>();
}

// What the file's parameters stand for. One without a value of its own must be given.
Node IncludedSteps::arguments(const Node& file, const Node& step) {
  const Node* declared = file.find("parameters");
  const Node* given = step.find("with");
  Node values = declared && declared->is_object() ? *declared : Node::object();
  if (declared && !declared->is_object())
    problems_.push_back(error("suite.include", "\"parameters\" are a mapping of names to values", declared->span(),
                              "null for one that must be given"));
  if (given && !given->is_object())
    problems_.push_back(error("suite.include", "\"with\" is a mapping of names to values", given->span()));
  std::vector<std::string> known;
  for (const document::Member& one : static_cast<const Node&>(values).members()) known.push_back(one.key);
  const Node none = Node::object();  // outlives the loop
  for (const document::Member& one : (given ? *given : none).members()) {
    if (values.has(one.key)) {
      values.set(one.key, one.value);
      continue;
    }
    std::string hint = base::did_you_mean(one.key, known);
    if (hint.empty()) hint = known.empty() ? "it has no parameters" : "it has: " + base::join(known, ", ");
    problems_.push_back(error("suite.include", "the file of steps has no parameter \"" + one.key + "\"", one.key_span,
                              std::move(hint)));
  }
  for (const document::Member& one : static_cast<const Node&>(values).members()) {
    if (!one.value.is_null() || (given && given->has(one.key))) continue;
    base::Diagnostic missing = error("suite.include", "the file of steps needs \"" + one.key + "\"",
                                     step.find("include")->span(), "with: {" + one.key + ": …}");
    missing.related.push_back({"a parameter without a value", one.key_span});
    problems_.push_back(std::move(missing));
  }
  return values;
}

// All other names are for later.
Node IncludedSteps::filled(const Node& steps, const Node& values) {
  templates::RenderOptions options;
  options.defer_functions = true;
  for (std::string& name : templates::names_used(steps)) {
    if (!is_parameter(values, name)) options.deferred.push_back(std::move(name));
  }
  options.deferred.emplace_back("run");
  return templates::render_what_can_be(steps, templates::ObjectScope(values), {}, options, problems_);
}

bool IncludedSteps::leads_back(const std::string& path, base::Span place) {
  const auto before = std::find(open_.begin(), open_.end(), path);
  if (before == open_.end()) return false;
  std::vector<std::string> way;
  for (auto one = before; one != open_.end(); ++one) way.push_back(std::filesystem::path(*one).filename().string());
  way.push_back(std::filesystem::path(path).filename().string());
  problems_.push_back(error("suite.include", "this file includes itself: " + base::join(way, " → "), place));
  return true;
}

void IncludedSteps::name_both_places(base::Diagnostics& problems, std::size_t first) const {
  for (std::size_t i = first; i < problems.size(); ++i) {
    const base::Source* source = problems[i].span.source;
    for (auto at = included_at_.find(source); at != included_at_.end(); at = included_at_.find(at->second.source)) {
      problems[i].related.push_back({"included here", at->second});
    }
  }
}

std::vector<const base::Source*> IncludedSteps::sources() const {
  std::vector<const base::Source*> all;
  for (const auto& [source, place] : included_at_) all.push_back(source);
  std::sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->name() < b->name(); });
  return all;
}

}  // namespace concord::suite
