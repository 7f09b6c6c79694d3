// Whether this user can read and write a history: the file, and the folder that holds it, where SQLite makes others
// beside it.
#pragma once
#include <concord/base/diagnostic.h>

#include <optional>
#include <string>

namespace concord::history {

// That there is no such file, or that it cannot be read; nothing when it can.
std::optional<base::Diagnostic> why_not_read(const std::string& path);
// What cannot be written, and what to do; nothing when all can. A file that is not there can be made.
std::optional<base::Diagnostic> why_not_written(const std::string& path);

// Whether somebody writes it, or did not end well: beside it lies what is not in it yet.
bool has_log_beside(const std::string& path);
// That it cannot be read without writing, then.
base::Diagnostic needs_a_writer(const std::string& path);

}  // namespace concord::history
