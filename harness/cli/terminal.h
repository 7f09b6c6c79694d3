// What is printed, where, and in colour or not.
#pragma once
#include <concord/base/diagnostic.h>

#include <string>
#include <string_view>

namespace concord::cli {

bool stdout_is_terminal();
bool stderr_is_terminal();
// "auto": a terminal, unless NO_COLOR is set (no-color.org) or TERM is dumb. "always", "never".
bool wants_color(std::string_view when, bool is_terminal);

void print(std::string_view text);  // to standard output
void print_error(std::string_view text);
// To standard error, in full.
void print(const base::Diagnostics& diagnostics);

}  // namespace concord::cli
