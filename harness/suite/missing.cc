#include <concord/base/text.h>
#include <concord/suite.h>
#include <concord/templates.h>

#include <set>

namespace concord::suite {

namespace {

void collect(const Node& node, std::set<std::string>& names) {
  for (std::string& name : templates::names_used(node)) names.insert(std::move(name));
}

std::set<std::string> names_of(const Case& one) {
  std::set<std::string> names;
  collect(one.provider->auth, names);
  for (const auto* steps : {&one.before, &one.steps, &one.after}) {
    for (const Step& step : *steps) {
      collect(step.request, names);
      collect(step.expect, names);
    }
  }
  return names;
}

}  // namespace

Diagnostics missing_variables(const Plan& plan, const std::map<std::string, std::string>& have) {
  std::map<const Provider*, std::set<std::string>> used;
  for (const Case& one : plan.cases) {
    if (!one.skip) used[one.provider.get()].merge(names_of(one));
  }
  std::vector<std::string> missing;
  std::vector<base::Diagnostic::Related> declared;
  for (const auto& provider : plan.providers) {
    for (const VariableSpec& variable : provider->variables) {
      if (!variable.is_required || variable.fallback || !used[provider.get()].contains(variable.name)) continue;
      if (const auto value = have.find(variable.name); value != have.end() && !value->second.empty()) continue;
      missing.push_back(variable.name);
      declared.push_back({variable.name + ": " + variable.about, variable.span});
    }
  }
  if (missing.empty()) return {};
  base::Diagnostic all = base::error(
      "credentials.missing", (missing.size() == 1 ? "this variable is not set: " : "these variables are not set: ") + base::join(missing, ", "),
      {}, "export them, or name a file of NAME=value lines with --secrets-file");
  all.related = std::move(declared);
  return {all};
}

}  // namespace concord::suite
