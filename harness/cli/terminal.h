// What is printed, where, and in colour or not.
#pragma once
#include <concord/base/diagnostic.h>
#include <concord/base/printable.h>

#include <string>
#include <string_view>

namespace concord::cli {

bool stdout_is_terminal();
bool stderr_is_terminal();
// Of the terminal there; 0: it is none, or does not say.
std::size_t stdout_columns();
std::size_t stderr_columns();
// "auto": a terminal, unless NO_COLOR is set (no-color.org) or TERM is dumb. "always", "never".
bool wants_color(std::string_view when, bool is_terminal);

void print(const base::Printable& text);  // to standard output
void print_error(const base::Printable& text);
// To standard output, as it is: a whole document of a format that programs read (JSON, SARIF, annotations, manual
// pages).
void print_document(std::string_view document);
// Why standard output took something not, the first time: an errno, 0 for never.
int output_error();
// To standard error, in full.
void print(const base::Diagnostics& diagnostics);

}  // namespace concord::cli
