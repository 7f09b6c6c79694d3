// Answers of a run under way, on disk: those of 10,000 cases are too many to hold. A table of SQLite for them cost a
// case seven times as much, and hardly any is read again.
#pragma once
#include <concord/base/descriptor.h>

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace concord::history {

// Of one exchange, as the history keeps it.
struct KeptAnswer {
  std::size_t step = 0;
  std::string operation;
  int status = 0;
  std::string reason, headers, body;
  std::uint64_t size = 0;  // of the whole body, in bytes
};

// Throws SqliteFault where the disk is full, as the rest of the history does.
class AnswerFile {
 public:
  AnswerFile();

  // Those of a case, which takes the place of what was kept of it before.
  void add(std::size_t of_case, const std::vector<KeptAnswer>& answers);
  std::vector<KeptAnswer> read(std::size_t of_case);

 private:
  struct Entry {
    std::uint64_t offset = 0;
    std::uint32_t of_case = 0;
    std::uint32_t size = 0;
  };
  void flush();
  void sort();

  base::Descriptor file_;
  base::PieceReader pieces_;
  std::string waiting_;         // what is not written yet
  std::uint64_t written_ = 0;   // bytes before that
  std::deque<Entry> entries_;
  bool is_sorted_ = true;       // by case
};

}  // namespace concord::history
