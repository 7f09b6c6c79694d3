// What a command writes must not be what it reads, nor twice the same.
#pragma once
#include <concord/base/diagnostic.h>

#include <string>
#include <vector>

namespace concord::cli {

struct ReportFlags;

struct NamedPath {
  std::string name;  // "--report-tap", "the contract": as the message says it
  std::string path;  // "" for none
};

// Each output that would replace an input or an earlier output, under whatever name: "./x", "a/../x", links. A usage
// error each. Pipes and devices may be written by many.
base::Diagnostics overwritten(const std::vector<NamedPath>& outputs, const std::vector<NamedPath>& inputs);

// Of an output that is a history, last in the list, the files that SQLite makes and takes away beside it.
void add_side_files(std::vector<NamedPath>& outputs);

// Of reports, those that are always written, too.
std::vector<NamedPath> outputs_of(const ReportFlags& flags);

// Files under one name, for the inputs.
void add_paths(std::vector<NamedPath>& to, const std::string& name, const std::vector<std::string>& paths);

}  // namespace concord::cli
