// The tables, and how those of an earlier version become those of this one.
#pragma once
#include "sqlite.h"

#include <concord/base/diagnostic.h>

#include <optional>
#include <string>

namespace concord::history {

// The version of this program: PRAGMA user_version.
int layout_version();
// Makes the tables, or brings those of an earlier version forward, in one transaction. A Diagnostic when the file is
// another program's, or of a later version: nothing is changed then.
std::optional<base::Diagnostic> bring_forward(Database& database, const std::string& path);

// The same of a file that cannot be written: a Diagnostic, too, when it is of an earlier version.
std::optional<base::Diagnostic> check_layout(const Database& database, const std::string& path);

}  // namespace concord::history
