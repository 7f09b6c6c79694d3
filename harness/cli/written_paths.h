// What a command writes must not be what it reads, nor twice the same.
#pragma once
#include <concord/base/diagnostic.h>
#include <concord/base/source.h>

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

// The history that is `given`, or else lies with the reports, and the files that SQLite makes and takes away beside it.
std::vector<NamedPath> history_outputs(const std::string& given, const ReportFlags& reports);

// Of reports, those that are always written, too.
std::vector<NamedPath> outputs_of(const ReportFlags& flags);

// All that was read as text with a name, for the inputs.
void add_sources(std::vector<NamedPath>& to, const base::SourceSet& read);

// Files under one name, for the inputs.
void add_paths(std::vector<NamedPath>& to, const std::string& name, const std::vector<std::string>& paths);

}  // namespace concord::cli
