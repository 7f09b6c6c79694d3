// concord run --record and --replay.
#pragma once
#include "run_flags.h"

#include <concord/base/printable.h>
#include <concord/traffic/cassettes.h>

#include <memory>
#include <string>

namespace concord::cli {

// What of the flags does not go with a recording or a replay; a mistake each.
base::Diagnostics tape_usage(const RunFlags& flags);

class RunTape {
 public:
  // Opens the folder that `flags` name, and says in them where the run was recorded.
  base::Diagnostics open(RunFlags& flags);
  bool is_replay() const { return player_ != nullptr; }
  std::string target() const;  // of a replay: "replay, recorded 12 Nov"
  base::Printable first_line() const;  // the same with the number of cassettes, or ""
  run::Recordings recordings() const { return {recorder_.get(), player_.get()}; }
  // Prints what was recorded, and which cassettes no case asked for.
  void tell(const RunFlags& flags, std::size_t cases) const;
  // What could not be recorded.
  base::Diagnostics problems() const;

 private:
  std::unique_ptr<traffic::CassetteRecorder> recorder_;
  std::unique_ptr<traffic::CassettePlayer> player_;
};

}  // namespace concord::cli
