// concord drift: a shape that is other than before, taken as the known one; what was so taken, and taking it back.
#include "command.h"
#include "exit_code.h"
#include "history_words.h"
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
  bool as_json = false;
};

class DriftCommand {
 public:
  explicit DriftCommand(const DriftFlags& flags) : flags_(flags) {}

  base::Diagnostics operator()() const {
    const bool is_list = flags_.action == "list";
    if (!is_list && flags_.fingerprints.empty())
      return {error("drift.what", "say which drift: its fingerprint", {}, "concord history shows them")};
    if (is_list && !flags_.fingerprints.empty())
      return {error("drift.what", "drift list takes no fingerprint", {}, "concord history show FINGERPRINT shows one")};
    if (flags_.action == "accept" && base::trim(flags_.reason).empty())
      return {error("drift.reason", "--reason is missing: why is it accepted?")};
    auto store = history::Store::open(flags_.file, is_list ? history::Access::Read : history::Access::Write);
    if (!store) return store.diagnostics();
    if (is_list) return list(*store);
    return flags_.action == "accept" ? accept(*store) : revoke(*store);
  }

 private:
  base::Diagnostics list(history::Store& store) const {
    const auto accepted = history::accepted_drifts(store);
    if (!accepted) return accepted.diagnostics();
    if (flags_.as_json) print_document(document::write_json(*accepted, 2) + '\n');
    else print(accepted_in_words(*accepted));
    return {};
  }

  base::Diagnostics accept(history::Store& store) const {
    return each("no drift has the fingerprint ", "concord history shows them", " is known from now on",
                [&](const std::string& one) {
                  return history::accept_drift(store, one, flags_.reason, base::system_clock().now());
                });
  }

  base::Diagnostics revoke(history::Store& store) const {
    return each("no accepted drift has the fingerprint ", "concord drift list shows them",
                " is accepted no more: it is told when it comes again",
                [&](const std::string& one) { return history::revoke_drift(store, one); });
  }

  template <class Change>
  base::Diagnostics each(const char* unknown, const char* hint, const char* done, Change change) const {
    base::Diagnostics problems;
    for (const std::string& fingerprint : flags_.fingerprints) {
      const auto changed = change(fingerprint);
      if (!changed) base::append(problems, changed.diagnostics());
      else if (changed->empty())
        problems.push_back(error("drift.unknown", unknown + base::in_quotes(fingerprint), {}, hint));
      else print(base::printable(*changed + done) + "\n");
    }
    return problems;
  }

  const DriftFlags& flags_;
};

}  // namespace

Action add_drift(Options& options) {
  auto flags = std::make_shared<DriftFlags>();
  options
      .add_option("ACTION", flags->action,
                  "accept: it is known from now on; list: what is accepted and why; revoke: it is told again")
      .required()
      .one_of({"accept", "list", "revoke"})
      .type_name("");
  options
      .add_option("FINGERPRINT", flags->fingerprints,
                  "Drifts, as \"concord history\" shows them, or what they begin with")
      .type_name("");
  options.add_option("--reason", flags->reason, "Why they are as they should be").type_name("TEXT");
  options.add_option("--history", flags->file, "The memory of runs (default: reports/history.sqlite)")
      .type_name("FILE")
      .not_empty("is a variable unset?");
  options.add_flag("--json", flags->as_json, "Print the list as JSON");
  return [flags] {
    const base::Diagnostics problems = DriftCommand(*flags)();
    print(problems);
    return problems.empty() ? AllPassed : BadInput;
  };
}

}  // namespace concord::cli
