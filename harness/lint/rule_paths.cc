// Paths and lists of parameters that OpenAPI forbids: two that are one.
#include "rule_kinds.h"

#include <concord/base/text.h>

#include <algorithm>
#include <map>

namespace concord::lint {
namespace {

// "/boxes/{id}/lids" with all names left out: paths that differ by names only are one.
std::string nameless(std::string_view path) {
  std::string out;
  bool is_in_braces = false;
  for (const char c : path) {
    if (c == '}') is_in_braces = false;
    if (!is_in_braces) out += c;
    if (c == '{') is_in_braces = true;
  }
  return out;
}

class PathCheck {
 public:
  PathCheck(const Context& context, Report& report) : context_(context), report_(report) {}

  void check(std::uint32_t number) {
    const OperationSite& site = context_.sites.operations[number];
    if (!site.is_called_by_clients) return;
    const auto [first, is_new] = known_.try_emplace({site.document, nameless(site.path)}, number);
    const OperationSite& other = context_.sites.operations[first->second];
    if (!is_new && other.path != site.path)
      say("path-identical", "the path " + cited(site.path) + " is the same as " + cited(other.path), number,
          {other.path_place, none}, "the other path");
    if (site.path.find('?') != std::string_view::npos)
      say("path-query", "the path " + cited(site.path) + " has a query", number, {site.place, site.at},
          "the operation; its parameters can be \"in: query\"");
  }

 private:
  void say(std::string_view rule, std::string message, std::uint32_t number, Where other, std::string what) {
    const OperationSite& site = context_.sites.operations[number];
    Remark remark = remark_between(rule, std::move(message), {site.path_place, context_.sites.trails.parent(site.at)},
                                   std::move(other), std::move(what));
    remark.operation = number;
    remark.subject = site.path;
    report_.add(std::move(remark));
  }

  const Context& context_;
  Report& report_;
  std::map<std::pair<const openapi::Document*, std::string>, std::uint32_t> known_;
};

// A parameter of the path item may be said again by an operation, which replaces it; within one list it may not.
void check_parameters(const Context& context, const Subject& subject, std::uint32_t number, Report& report) {
  const OperationSite& site = context.sites.operations[number];
  const Node* list = site.node->find("parameters");
  if (list == nullptr) return;
  std::map<std::string, const Node*> known;
  for (const Node& item : list->items()) {
    const Node* parameter = subject.resolve(item);
    const Node* name = parameter == nullptr ? nullptr : parameter->find("name");
    const Node* in = parameter == nullptr ? nullptr : parameter->find("in");
    if (name == nullptr || in == nullptr) continue;
    const bool is_header = in->string_or_empty() == "header";
    const std::string text(name->string_or_empty());
    const std::string key = std::string(in->string_or_empty()) + '\n' + (is_header ? base::to_lower_ascii(text) : text);
    const auto [first, is_new] = known.emplace(key, &item);
    if (is_new) continue;
    Remark remark =
        remark_between("parameter-duplicate",
                       std::string(in->string_or_empty()) + " parameter " + cited(text) + " stands twice in the list",
                       {item.span(), site.at}, {first->second->span(), none}, "it stands here already");
    remark.operation = number;
    remark.subject = text;
    report.add(std::move(remark));
  }
}

}  // namespace

void check_paths(const Context& context, Report& report) {
  PathCheck check(context, report);
  std::map<const openapi::Document*, const Subject*> subjects;
  for (const Subject& subject : context.subjects) subjects.emplace(subject.document, &subject);
  for (std::uint32_t number = 0; number < context.sites.operations.size(); ++number) {
    check.check(number);
    const auto subject = subjects.find(context.sites.operations[number].document);
    if (subject != subjects.end()) check_parameters(context, *subject->second, number, report);
  }
}

}  // namespace concord::lint
