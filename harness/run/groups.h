// What a suite does once a run: its cases wait for its `before` and have the captures of that; its `after` waits for
// them. What is shared is a `before` of a group of its own, and whoever uses its captures waits for it.
#pragma once
#include <concord/http/cookie_jar.h>
#include <concord/run.h>

#include <set>
#include <string>
#include <unordered_map>

namespace concord::run {

class Groups {
 public:
  enum class State : std::uint8_t { Ready, Waits, Blocked };
  State state_of(const suite::Case& one) const;
  std::string blocked_by(const suite::Case& one) const;  // of one that is

  void taken(const suite::Case& one);  // from the source; each is told once, and once that it ended, however it did
  // `captured`: an object, by name.
  void ended(const suite::Case& one, const result::CaseResult& result, document::Node captured,
             http::CookieJar cookies = {});
  // Whether `one` must still be sent although the run is to end: it undoes what was done.
  bool must_still_run(const suite::Case& one) const;
  // Of the suite's `before` and of what is shared; an empty object when there are none.
  document::Node captures(const suite::Case& one) const;
  http::CookieJar cookies(const suite::Case& one) const;
  // How long the answers of its group's cases took, in no order.
  const std::vector<http::Microseconds>& durations(const suite::Case& one) const;
  // An `after` that cannot be made for want of what `before` did not come to is blocked, and no fault of the suite.
  bool lacks_captures(const suite::Case& one) const;
  // The names by which what `one`, a `before` or a shared step, made or may have made would be known to others.
  void note_done(const suite::Case& one, std::set<std::string> names);
  std::set<std::string> may_be(const suite::Case& one) const;

 private:
  struct Group {
    std::size_t open = 0;  // cases that were taken and have not ended, but for `after`
    bool has_before = false, has_started = false;
    std::set<std::string> may_be;
    result::Verdict before = result::Verdict::NotRun;
    std::string name;      // of `before`
    std::vector<http::Microseconds> durations;
    document::Node captured = document::Node::object();
    http::CookieJar cookies;
    bool has_ended() const { return !has_before || before != result::Verdict::NotRun; }
    std::string why_not() const;
    bool is_there() const {
      return before == result::Verdict::Passed || before == result::Verdict::Flaky ||
             before == result::Verdict::KnownIssue || before == result::Verdict::Skipped;
    }
  };
  const Group* find(const suite::Case& one) const;
  const Group* find(std::size_t group) const;
  State state_of_shared(const suite::Case& one) const;

  std::unordered_map<std::size_t, Group> groups_;
};

}  // namespace concord::run
