// The contracts that a command is about: those that are named, else those of the project.
#pragma once
#include <concord/base/diagnostic.h>
#include <concord/base/source.h>
#include <concord/contract.h>

#include <memory>
#include <string>
#include <vector>

namespace concord::cli {

// `named`, or schemas/*/openapi.yaml, sorted. None: a Diagnostic that says to name one.
std::vector<std::string> contract_files(const std::vector<std::string>& named, base::Diagnostics& problems);

// A file, or a folder with openapi.yaml in it, or such folders. Every mistake at once.
std::vector<std::unique_ptr<contract::Contract>> load_contracts(base::SourceSet& sources,
                                                                const std::vector<std::string>& named,
                                                                base::Diagnostics& problems);

}  // namespace concord::cli
