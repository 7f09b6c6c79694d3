#include "run_tape.h"
#include "terminal.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/result/comparison.h>

#include <algorithm>

namespace concord::cli {

using base::error;

base::Diagnostics tape_usage(const RunFlags& flags) {
  base::Diagnostics problems;
  if (!flags.record.empty() && !flags.replay.empty())
    problems.push_back(error("option.record", "--record and --replay do not go together", {},
                             "a replay has nothing new to record"));
  if (flags.replay.empty()) return problems;
  const auto refuse = [&problems](bool is_given, const char* option, const char* why) {
    if (is_given)
      problems.push_back(error("option.replay", std::string(option) + " does not go with --replay: " + why));
  };
  refuse(!flags.target.target.empty(), "--target", "nothing is sent");
  refuse(!flags.target.base_urls.empty(), "--base-url", "nothing is sent");
  refuse(!flags.target.mutant.empty(), "--mutate", "nothing is sent");
  refuse(flags.is_refreshed, "--refresh", "it has no network");
  refuse(!flags.history.empty(), "--history", "a replay is no part of the history");
  return problems;
}

base::Diagnostics RunTape::open(RunFlags& flags) {
  if (!tape_usage(flags).empty()) return {};  // said already
  if (!flags.record.empty()) {
    auto recorder = traffic::CassetteRecorder::open(flags.record);
    if (!recorder) return std::move(recorder).diagnostics();
    recorder_ = std::move(recorder).value();
  }
  if (flags.replay.empty()) return {};
  auto player = traffic::CassettePlayer::open(flags.replay);
  if (!player) return std::move(player).diagnostics();
  player_ = std::move(player).value();
  flags.target.recorded_urls = player_->base_urls();
  return {};
}

std::string RunTape::target() const {
  const auto shown = [today = base::system_clock().now()](base::SystemTime time) {
    return result::short_date(base::format_date(time), today);
  };
  const std::string first = shown(player_->first()), last = shown(player_->last());
  return "replay, recorded " + (first == last ? first : first + " to " + last);
}

base::Printable RunTape::first_line() const {
  if (!player_) return {};
  return base::printable("target: " + target() + ", " + base::counted(player_->size(), "cassette")) + "\n";
}

void RunTape::tell(const RunFlags& flags, std::size_t cases) const {
  if (recorder_) {
    print("recorded " + base::Printable(recorder_->kept()) + " of " + base::printable(base::counted(cases, "case")) +
          " in " + base::printable(flags.record) + "\n");
    print(recorder_->warnings());
  }
  // Of a part of the cases nobody expects that all are asked for.
  const bool is_part = !flags.selection.tags.empty() || !flags.selection.name.empty() || !flags.shard.empty() ||
                       !flags.rerun_failed.empty() || flags.fail_fast;
  if (!player_ || is_part) return;
  const auto unasked = player_->unasked();
  if (unasked.empty()) return;
  constexpr std::size_t most_named = 5;
  const std::vector<std::string> named(unasked.begin(), unasked.begin() + static_cast<std::ptrdiff_t>(
                                                                             std::min(unasked.size(), most_named)));
  const std::string more = unasked.size() > most_named ? ", …" : "";
  print(base::printable("no case asked for " + base::counted(unasked.size(), "cassette") + ": " +
                        base::join(named, ", ") + more) +
        "\n");
}

base::Diagnostics RunTape::problems() const { return recorder_ ? recorder_->problems() : base::Diagnostics(); }

}  // namespace concord::cli
