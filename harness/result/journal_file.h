// A journal as lines: one after the other, or one at a place that is known.
#pragma once
#include <concord/base/descriptor.h>
#include <concord/base/result.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace concord::result {

inline constexpr std::size_t max_line_bytes = 64u << 20;

struct LinePlace {
  std::uint64_t offset = 0;
  std::uint32_t size = 0;  // 0: no line
};

class JournalFile {
 public:
  // Refuses what cannot be read at any place: a folder, a pipe.
  static base::Result<JournalFile> open(const std::string& path);
  JournalFile(base::Descriptor file, std::string name) : file_(std::move(file)), name_(std::move(name)) {}

  const std::string& name() const { return name_; }
  int descriptor() const { return file_.get(); }
  // Empty when it cannot be read (any more). Valid until the next call.
  std::string_view read(const LinePlace& place) const;

 private:
  base::Descriptor file_;
  std::string name_;
  mutable base::PieceReader pieces_;
};

// Keeps as much as the longest line needs.
class JournalLines {
 public:
  enum class State { Line, TooLong, Cut, End };
  explicit JournalLines(const JournalFile& file) : file_(file) {}
  // Cut: the last line has no end. TooLong: more than max_line_bytes, skipped.
  State next();
  std::string_view line() const { return line_; }  // without its end; valid until next()
  LinePlace place() const { return place_; }
  std::uint64_t number() const { return number_; }  // from 1
  int error_number() const { return error_number_; }  // of reading; the lines end there

 private:
  bool fill();
  State take(std::size_t size, bool has_end);
  State skip_long_line();

  const JournalFile& file_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::uint64_t offset_ = 0;  // of buffer_[begin_] in the file
  std::string_view line_;
  LinePlace place_;
  std::uint64_t number_ = 0;
  int error_number_ = 0;
};

}  // namespace concord::result
