// concord drift: a shape that is other than before, taken as the known one.
#include "command.h"
#include "exit_code.h"
#include "options.h"
#include "terminal.h"

#include <concord/base/clock.h>
#include <concord/base/text.h>
#include <concord/history/questions.h>

#include <memory>

namespace concord::cli {

using base::error;

namespace {

struct DriftFlags {
  std::string action;
  std::vector<std::string> fingerprints;
  std::string file = "reports/history.sqlite";
  std::string reason;
};

base::Diagnostics accept(const DriftFlags& flags) {
  if (flags.fingerprints.empty())
    return {error("drift.what", "say which drift: its fingerprint", {}, "concord history shows them")};
  if (base::trim(flags.reason).empty()) return {error("drift.reason", "--reason is missing: why is it accepted?")};
  auto store = history::Store::open(flags.file, false);
  if (!store) return store.diagnostics();
  base::Diagnostics problems;
  for (const std::string& fingerprint : flags.fingerprints) {
    const auto accepted = history::accept_drift(*store, fingerprint, flags.reason, base::system_clock().now());
    if (!accepted) base::append(problems, accepted.diagnostics());
    else if (!*accepted)
      problems.push_back(error("drift.unknown", "no drift has the fingerprint " + base::in_quotes(fingerprint), {},
                               "concord history shows them"));
    else print(base::printable(fingerprint) + " is known from now on\n");
  }
  return problems;
}

}  // namespace

Action add_drift(Options& options) {
  auto flags = std::make_shared<DriftFlags>();
  options.add_option("ACTION", flags->action, "accept").required().one_of({"accept"}).type_name("");
  options.add_option("FINGERPRINT", flags->fingerprints, "Drifts, as \"concord history\" shows them").type_name("");
  options.add_option("--reason", flags->reason, "Why they are as they should be").type_name("TEXT");
  options.add_option("--history", flags->file, "The memory of runs (default: reports/history.sqlite)")
      .type_name("FILE");
  return [flags] {
    const base::Diagnostics problems = accept(*flags);
    print(problems);
    return problems.empty() ? AllPassed : BadInput;
  };
}

}  // namespace concord::cli
