// `concord run` of documents: what is asked of them before anything is sent, and the plan as text.
#pragma once
#include "run_flags.h"

#include <concord/explore.h>

#include <memory>
#include <vector>

namespace concord::cli {

// Whether the paths are documents: all, none, or both kinds, which is a usage error.
enum class PathKind { Suites, Documents, Mixed };
PathKind kind_of(const std::vector<std::string>& paths);

// Options that mean nothing for documents, and a target that nobody named: usage errors, each with what to do.
base::Diagnostics document_usage(base::SourceSet& sources, const RunFlags& flags);

// Reads the documents and plans. `headers`: of the command line. Names of parameters whose values it gives are added
// to the flags' other_names.
base::Result<std::unique_ptr<explore::Explorer>> make_explorer(base::SourceSet& sources, RunFlags& flags,
                                                               const std::vector<session::GivenHeader>& headers);

// A line an operation with its counts by phase, and the sums.
std::string describe_plan(const explore::Explorer& explorer);

}  // namespace concord::cli
