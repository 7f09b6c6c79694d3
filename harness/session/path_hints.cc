#include <concord/session.h>

#include <concord/base/userinfo.h>
#include <concord/message/server_url.h>

namespace concord::session {

using base::warning;

PathHints::PathHints(const suite::Plan& plan, const Targets& targets) {
  for (const auto& provider : plan.providers) {
    const auto endpoint = targets.endpoints.find(provider->name);
    if (endpoint == targets.endpoints.end() || endpoint->second.base_url.empty()) continue;
    auto hint = message::forgotten_path_hint(provider->contract, base::without_userinfo(endpoint->second.base_url));
    if (hint) watched_[provider->name].hint = std::move(*hint);
  }
}

void PathHints::case_finished(const result::CaseResult& result) {
  const auto watched = watched_.find(result.provider);
  if (watched == watched_.end()) return;
  for (const result::StepResult& step : result.steps) {
    if (!step.exchange || step.exchange->status == 0) continue;
    ++watched->second.answers;
    watched->second.others += step.exchange->status != 404;
  }
}

base::Diagnostics PathHints::diagnostics() const {
  base::Diagnostics hints;
  for (const auto& [provider, watched] : watched_) {
    if (watched.answers == 0 || watched.others > 0) continue;
    hints.push_back(warning("target.path", "all answers of " + provider + " are 404", {}, watched.hint));
  }
  return hints;
}

}  // namespace concord::session
