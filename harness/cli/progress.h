// What is shown while a run is under way: on a terminal one line that is written over, with the case that has been
// waited for longest; elsewhere a line for each case that did not pass, so that a CI log shows it early.
#pragma once
#include <concord/base/clock.h>
#include <concord/base/printable.h>
#include <concord/result/events.h>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

namespace concord::cli {

class Progress : public result::Sink {
 public:
  struct Look {
    bool is_terminal = false;
    bool is_quiet = false;
    bool is_verbose = false;
    bool color = false;
  };
  Progress(std::size_t cases, Look look);
  ~Progress() override;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void case_planned(const result::CasePlan& plan) override;
  void case_started(std::size_t index) override;
  void waits(const result::Wait& wait) override;
  void case_finished(const result::CaseResult& result) override;
  void pause() override;
  void done();  // clears the line, and shows none any more
  bool has_seen_failure() const { return failed_ > 0; }  // once it is done

 private:
  using Clock = std::chrono::steady_clock;

  // On a terminal, while nothing happens: that is when somebody wants to know what is slow.
  void keep_showing();
  void show();
  void clear();
  void tell();
  std::string slowest(Clock::time_point now) const;

  std::size_t cases_;
  Look look_;
  std::mutex mutex_;  // of all below: the line is shown from a thread of its own too
  std::size_t finished_ = 0, failed_ = 0, unjudged_ = 0;
  std::unordered_map<std::size_t, std::string> names_;  // of cases that have not ended
  std::map<std::size_t, Clock::time_point> under_way_;
  Clock::time_point shown_{};
  base::Printable told_;  // of cases that ended, not printed yet
  bool has_line_ = false;
  bool is_done_ = false;
  std::condition_variable wakes_;
  std::thread shows_;
};

// Every exchange of a case as text, for --verbose. Redacted already; escaped for the terminal.
base::Printable describe_exchanges(const result::CaseResult& result);

}  // namespace concord::cli
