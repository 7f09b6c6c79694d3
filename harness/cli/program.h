#pragma once

namespace concord::cli {

// From its first moment on, a run that is interrupted ends with its reports.
void listen_to_signals(int argc, char* argv[]);

// Reads the command line, runs one command, turns its outcome into an exit code.
int run_program(int argc, char* argv[]);

}  // namespace concord::cli
