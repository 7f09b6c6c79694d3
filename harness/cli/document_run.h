// `concord run` of documents: what is asked of them before anything is sent, and the plan as text.
#pragma once
#include "run_flags.h"

#include <concord/base/printable.h>
#include <concord/explore.h>

#include <memory>
#include <vector>

namespace concord::cli {

// Whether the paths are documents: all, none, or both kinds, which is a usage error.
enum class PathKind { Suites, Documents, Mixed };
PathKind kind_of(const std::vector<std::string>& paths);

// The documents, read once, and what is wrong with those that could not be read.
struct Documents {
  std::vector<std::shared_ptr<const suite::Provider>> providers;
  base::Diagnostics problems;
};
// `headers`: of the command line.
Documents load_documents(base::SourceSet& sources, const RunFlags& flags,
                         const std::vector<session::GivenHeader>& headers);

// Options that mean nothing for documents, and a target that nobody named: usage errors, each with what to do.
base::Diagnostics document_usage(const Documents& documents, const RunFlags& flags);

// Plans. Names of parameters whose values the command line gives are added to the flags' other_names.
base::Result<std::unique_ptr<explore::Explorer>> make_explorer(Documents documents, RunFlags& flags, run::Shard shard);

// A line an operation with its counts by phase, and the sums.
std::string describe_plan(const explore::Explorer& explorer);

}  // namespace concord::cli
