// concord. What it does is in the library of the commands, which reads CLI11's header once for all its files.
#include "exit_code.h"
#include "program.h"
#include "terminal.h"

#include <concord/base/text.h>

#include <exception>

// Before the constructors of all libraries, which take some milliseconds. (Sanitizers are not ready by then.)
#if !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
__attribute__((section(".preinit_array"), used)) static void (*const first_of_all)(int, char**, char**) =
    [](int argc, char** argv, char**) { concord::cli::listen_to_signals(argc, argv); };
#endif

int main(int argc, char* argv[]) {
  try {
    return concord::cli::run_program(argc, argv);
  } catch (const std::exception& bug) {
    concord::cli::print_error("internal error: " + concord::base::printable(bug.what()) + "\n");
    return concord::cli::NotJudged;
  }
}
