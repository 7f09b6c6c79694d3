// Answers of a run under way, on disk: those of 10,000 cases are too many to hold. A table of SQLite for them cost a
// case seven times as much, and hardly any is read again.
#pragma once
#include <concord/base/descriptor.h>

#include <cstdint>
#include <optional>
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

  void add(std::size_t of_case, const std::vector<KeptAnswer>& answers);
  // What was added of a case; nothing, when nothing was. Where they are is not held: cases are looked for from the one
  // that was read last, so they are to be read in the order in which they were added, though others may lie between.
  std::vector<KeptAnswer> read(std::size_t of_case);

 private:
  // What stands before the answers of a case.
  struct Head {
    std::uint64_t of_case = 0;
    std::uint64_t size = 0;  // of the answers
  };
  void flush();
  std::string_view bytes(std::uint64_t offset, std::uint64_t size);
  Head head_at(std::uint64_t offset);
  std::optional<std::uint64_t> find(std::size_t of_case, std::uint64_t from, std::uint64_t to);

  base::Descriptor file_;
  base::PieceReader pieces_;
  std::string waiting_;        // what is not written yet
  std::uint64_t written_ = 0;  // bytes before that
  std::uint64_t next_ = 0;     // where the head behind the answers is that were read last
};

}  // namespace concord::history
