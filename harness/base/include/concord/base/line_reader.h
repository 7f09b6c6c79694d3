// A file line by line in bounded memory, however large it is.
#pragma once
#include <concord/base/result.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::base {

class LineReader {
 public:
  struct Line {
    std::size_t number;     // 1-based
    std::string_view text;  // without its line feed; valid until the next call; empty when it is too long
    bool is_too_long = false;
  };

  // Lines of more than `longest` bytes are passed over. A file that cannot be opened is a Diagnostic naming it.
  static Result<LineReader> open(const std::filesystem::path& path, std::size_t longest);
  LineReader(LineReader&& other) noexcept;
  LineReader& operator=(LineReader&&) = delete;
  ~LineReader();

  // Nothing at the end, or where reading failed. A line feed at the very end begins no line.
  std::optional<Line> next();
  // What went wrong while reading, "" when nothing did.
  const std::string& failure() const { return failure_; }

 private:
  LineReader(int descriptor, std::size_t longest);
  std::optional<std::string_view> find_line();
  bool fill();

  int descriptor_;
  std::size_t longest_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, searched_ = 0,
              end_ = 0;  // offsets in the buffer: of the line, of what holds no line feed, of all
  std::size_t number_ = 0;
  bool is_at_end_ = false;
  bool is_skipping_ = false;  // within a line that is too long
  std::string failure_;
};

}  // namespace concord::base
