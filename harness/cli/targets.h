// Where the cases of a run are sent: the embedded mock, or what provider.yaml, the environment and flags say.
#pragma once
#include "run_flags.h"

#include <concord/mock.h>
#include <concord/run.h>

#include <memory>

namespace concord::cli {

struct Targets {
  std::string name;  // "mock", "sandbox"
  std::map<std::string, run::Endpoint> endpoints;
  std::vector<result::ProviderInfo> providers;
  base::Redactor redactor;
  base::Diagnostics problems;           // with any: nothing may be sent
  std::unique_ptr<mock::Server> server; // of the embedded mock
};

// Every mistake at once: unknown target, production that is not allowed, missing variables, a base URL that is none.
Targets resolve_targets(base::SourceSet& sources, const suite::Plan& plan, const RunFlags& flags);

}  // namespace concord::cli
