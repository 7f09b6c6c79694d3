// What is shown while a run is under way: on a terminal one line that is written over, elsewhere a line for each case
// that did not pass, so that a CI log shows it early.
#pragma once
#include <concord/base/clock.h>
#include <concord/base/printable.h>
#include <concord/result/events.h>

#include <chrono>

namespace concord::cli {

class Progress : public result::Sink {
 public:
  struct Look {
    bool is_terminal = false;
    bool is_quiet = false;
    bool is_verbose = false;
    bool color = false;
  };
  Progress(std::size_t cases, Look look) : cases_(cases), look_(look) {}
  void waits(const result::Wait& wait) override;
  void case_finished(const result::CaseResult& result) override;
  void done();  // clears the line

 private:
  void show();

  std::size_t cases_;
  Look look_;
  std::size_t finished_ = 0, failed_ = 0, unjudged_ = 0;
  std::chrono::steady_clock::time_point shown_{};
  bool has_line_ = false;
};

// Every exchange of a case as text, for --verbose. Redacted already; escaped for the terminal.
base::Printable describe_exchanges(const result::CaseResult& result);

}  // namespace concord::cli
