#include <concord/base/text.h>
#include <concord/suite.h>

namespace concord::suite {

namespace {

bool is_used(const Plan& plan, const Provider& provider, const std::string& name) {
  const auto names = plan.names_used.find(&provider);
  return names != plan.names_used.end() && names->second.contains(name);
}

}  // namespace

Diagnostics missing_variables(const Plan& plan, const std::map<std::string, std::string>& have) {
  std::vector<std::string> missing;
  std::vector<base::Diagnostic::Related> declared;
  for (const auto& provider : plan.providers) {
    for (const VariableSpec& variable : provider->variables) {
      if (!variable.is_required || variable.fallback || !is_used(plan, *provider, variable.name)) continue;
      if (const auto value = have.find(variable.name); value != have.end() && !value->second.empty()) continue;
      missing.push_back(variable.name);
      declared.push_back({variable.name + ": " + variable.about, variable.span});
    }
  }
  if (missing.empty()) return {};
  base::Diagnostic all =
      base::error("credentials.missing",
                  (missing.size() == 1 ? "this variable is not set: " : "these variables are not set: ") +
                      base::join(missing, ", "),
                  {}, "export them, or name a file of NAME=value lines with --secrets-file");
  all.related = std::move(declared);
  return {all};
}

}  // namespace concord::suite
