// How often a thing came, told by its first text: what many cases say alike is a line to a reader.
#pragma once
#include <concord/result/run_source.h>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace concord::report {

// Of so many different texts that it is bounded what they take.
class Groups {
 public:
  struct Row {
    std::string text;
    std::string place;  // of the first, where the text does not say it; mostly ""
    std::size_t times = 1;
  };

  void add(const std::string& text) { add(text, {text, ""}); }
  void add(const std::string& what, const Row& first);
  std::size_t number() const { return number_; }  // that were added
  // The most frequent first, at most `most`.
  std::vector<Row> rows(std::size_t most) const;
  // Different texts beyond those rows.
  std::size_t beyond(std::size_t most) const;

 private:
  static constexpr std::size_t most_kept = 10'000;
  std::map<std::string, Row> rows_;  // by what
  std::size_t number_ = 0;
  std::size_t not_kept_ = 0;
};

Groups warnings_of(const result::RunSource& run);      // "undocumented: /a: …"; of drift with its place
Groups known_issues_of(const result::RunSource& run);  // by what accepts them
Groups not_sent_of(const result::RunSource& run);      // by the reason

}  // namespace concord::report
