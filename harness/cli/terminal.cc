#include "terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace concord::cli {

bool stdout_is_terminal() { return isatty(STDOUT_FILENO) == 1; }
bool stderr_is_terminal() { return isatty(STDERR_FILENO) == 1; }

namespace {

std::size_t columns_of(int descriptor) {
  winsize size{};
  return isatty(descriptor) == 1 && ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

}  // namespace

std::size_t stdout_columns() { return columns_of(STDOUT_FILENO); }
std::size_t stderr_columns() { return columns_of(STDERR_FILENO); }

bool wants_color(std::string_view when, bool is_terminal) {
  if (when == "always") return true;
  if (when == "never" || !is_terminal) return false;
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color && *no_color) return false;
  const char* term = std::getenv("TERM");
  return !term || std::strcmp(term, "dumb") != 0;
}

namespace {

int first_output_error = 0;

}  // namespace

void print(const base::Printable& text) { print_document(text.text()); }

void print_error(const base::Printable& text) {
  const std::string shown = text.text();
  std::fwrite(shown.data(), 1, shown.size(), stderr);
}

void print_document(std::string_view document) {
  errno = 0;
  const bool is_written = std::fwrite(document.data(), 1, document.size(), stdout) == document.size();
  if ((std::fflush(stdout) != 0 || !is_written) && first_output_error == 0)
    first_output_error = errno == 0 ? EIO : errno;
}

int output_error() { return first_output_error; }

void print(const base::Diagnostics& diagnostics) {
  print_error(base::Printable::composed(base::render(diagnostics, wants_color("auto", stderr_is_terminal()))));
}

}  // namespace concord::cli
