#include "buffered_output.h"

#include "terminal.h"

#include <cstdio>

namespace concord::cli {

void BufferedOutput::add_error(const base::Printable& text) {
  flush();
  print_error(text);
}

void BufferedOutput::flush() {
  const bool is_written = std::fwrite(text_.data(), 1, text_.size(), stdout) == text_.size();
  has_failed_ = std::fflush(stdout) != 0 || !is_written || has_failed_;
  text_.clear();
}

}  // namespace concord::cli
