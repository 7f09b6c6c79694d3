// Standard output for those who print many short lines.
#pragma once
#include <concord/base/printable.h>

#include <string>
#include <string_view>

namespace concord::cli {

class BufferedOutput {
 public:
  BufferedOutput() = default;
  BufferedOutput(const BufferedOutput&) = delete;
  BufferedOutput& operator=(const BufferedOutput&) = delete;
  ~BufferedOutput() { flush(); }

  // What is added is our own, or was made safe by clean_line(): a line of millions has no time for more.
  void add(std::string_view text) {
    text_ += text;
    if (text_.size() >= kFull) flush();
  }
  // Errors go to standard error after what was printed before them.
  void add_error(const base::Printable& text);
  void flush();
  // Whether something could not be written: the disk is full, the reader has gone.
  bool has_failed() const { return has_failed_; }

 private:
  static constexpr std::size_t kFull = 64 << 10;
  std::string text_;
  bool has_failed_ = false;
};

}  // namespace concord::cli
