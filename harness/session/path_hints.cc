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
  watched->second.has_failed = watched->second.has_failed || result.verdict != result::Verdict::Passed;
  for (const result::StepResult& step : result.steps) {
    if (!step.exchange || step.exchange->status == 0) continue;
    ++watched->second.answers;
    watched->second.not_found += step.exchange->status == 404;
    watched->second.successes += step.exchange->status / 100 == 2;
  }
}

base::Diagnostics PathHints::diagnostics() const {
  base::Diagnostics hints;
  for (const auto& [provider, watched] : watched_) {
    // What is no 404 may come from whatever stands before the API: it knows no path either.
    const bool are_most = watched.not_found > 0 && watched.not_found * 10 >= watched.answers * 9;
    if (watched.successes > 0 || !are_most || !watched.has_failed) continue;
    const bool are_all = watched.not_found == watched.answers;
    const std::string which = are_all ? "all answers of " + provider
                                      : "no answer of " + provider + " is a success, and " +
                                            std::to_string(watched.not_found) + " of " +
                                            std::to_string(watched.answers);
    hints.push_back(warning("target.path", which + " are 404", {}, watched.hint));
  }
  return hints;
}

}  // namespace concord::session
