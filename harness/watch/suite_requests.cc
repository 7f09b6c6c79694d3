#include "suite_requests.h"

#include <concord/base/text.h>
#include <concord/contract/provenance.h>
#include <concord/message/conformance.h>

#include <algorithm>
#include <map>
#include <set>

namespace concord::watch {

namespace {

using document::Node;
using message::Problem;

bool holds_template(const Node& value) {
  if (value.is_string()) return value.as_string().find("{{") != std::string::npos;
  return std::any_of(value.items().begin(), value.items().end(), holds_template) ||
         std::any_of(value.members().begin(), value.members().end(),
                     [](const document::Member& one) { return holds_template(one.value); });
}

bool is_meant_to_be_taken(const suite::Step& step) {
  if (!step.expectations) return true;
  const std::vector<int>& statuses = step.expectations->statuses;
  return statuses.empty() || std::any_of(statuses.begin(), statuses.end(), [](int one) { return one < 400; });
}

// A contract's way to look at requests, made once for each operation.
class Reader {
 public:
  const message::RequestReader* of(const contract::Operation& operation) {
    const auto [entry, is_new] = readers_.try_emplace(&operation);
    if (is_new) {
      auto made = message::RequestReader::make(operation);
      if (made) entry->second = std::make_unique<message::RequestReader>(std::move(made).value());
    }
    return entry->second.get();
  }

  // A part of the path that has another name now, say.
  static Problem cannot_be_made(const base::Diagnostics& why) {
    Problem problem;
    problem.at = "/";
    problem.keyword = problem.message = why.empty() ? "it cannot be made" : why.front().message;
    return problem;
  }

  // What the operation has against the request, but for what templates stand for.
  std::vector<Problem> problems(const contract::Operation& operation, const Node& request) {
    const message::RequestReader* reader = of(operation);
    if (reader == nullptr) return {};
    auto written = message::look_at_written(*reader, request);
    if (!written) return {cannot_be_made(written.diagnostics())};
    std::vector<Problem> found = std::move(written->problems);
    std::erase_if(found, [&](const Problem& one) {
      const auto pointer = document::Pointer::parse(one.at);
      const Node* value = pointer ? document::resolve(written->read.values, *pointer) : nullptr;
      return value != nullptr && holds_template(*value);
    });
    return found;
  }

 private:
  std::map<const contract::Operation*, std::unique_ptr<message::RequestReader>> readers_;
};

// The line of the page behind a place of a schema of the request: of the nearest object that knows it.
std::string documentation_of(const contract::Operation& operation, const std::string& schema_location) {
  const std::size_t hash = schema_location.find('#');
  const std::string fragment = hash == std::string::npos ? std::string() : schema_location.substr(hash + 1);
  for (const contract::Content& content : operation.request_body) {
    auto at = document::Pointer::parse_fragment(fragment);
    for (; at && content.schema.root && hash != std::string::npos; at = at->parent()) {
      const Node* node = document::resolve(*content.schema.root, *at);
      const bool is_object = node != nullptr && node->is_object();
      const std::string place = is_object ? contract::doc_place(*node, operation.place.document).text() : std::string();
      if (!place.empty()) return place;
      if (at->tokens().empty()) break;
    }
  }
  return operation.place.text();
}

}  // namespace

std::vector<BrokenRequest> find_broken_requests(base::SourceSet& sources, const std::string& suites,
                                                const contract::Contract& now, base::Diagnostics& problems) {
  suite::Loaded loaded = suite::load(sources, {suites}, {});
  for (base::Diagnostic& one : loaded.diagnostics) {
    if (one.kind == "suite.no-file") continue;  // a provider may have no suites yet
    if (one.severity == base::Severity::Error) problems.push_back(std::move(one));
  }
  Reader reader;
  std::vector<BrokenRequest> broken;
  std::map<std::string, std::size_t> known;
  const auto look_at = [&](const suite::Case& one, const suite::Step& step) {
    const contract::Operation* operation = step.operation == nullptr ? nullptr : now.find(step.operation->name);
    if (step.operation == nullptr || !is_meant_to_be_taken(step)) return;
    const auto tell = [&](const contract::Operation& of, const std::string& what, const std::string& message,
                          const std::string& documentation) {
      const auto [entry, is_new] = known.try_emplace(of.id() + ' ' + what, broken.size());
      if (!is_new) return static_cast<void>(++broken[entry->second].cases);
      broken.push_back({one.span.is_known() ? result::place_of(one.span).text() : one.suite_file, one.name, 1, of.id(),
                        message, documentation});
    };
    if (operation == nullptr)
      return tell(*step.operation, "gone", "there is no such operation any more", step.operation->place.text());
    const std::string was = step.operation->method + ' ' + step.operation->path;
    const std::string is = operation->method + ' ' + operation->path;
    if (was != is) return tell(*operation, "moved", "it is " + is + " now, not " + was, operation->place.text());
    std::set<std::string> before;
    for (const Problem& problem : reader.problems(*step.operation, step.request))
      before.insert(problem.at + ' ' + problem.keyword);
    for (const Problem& problem : reader.problems(*operation, step.request)) {
      if (before.contains(problem.at + ' ' + problem.keyword)) continue;
      tell(*operation, problem.at + ' ' + problem.keyword, problem.at + ": " + problem.message,
           documentation_of(*operation, problem.schema_location));
    }
  };
  for (std::size_t i = 0; i < loaded.plan.size(); ++i) {
    const suite::Case one = loaded.plan.make(i);
    for (const auto* steps : {&one.before, &one.steps, &one.after}) {
      for (const suite::Step& step : *steps) look_at(one, step);
    }
  }
  return broken;
}

}  // namespace concord::watch
