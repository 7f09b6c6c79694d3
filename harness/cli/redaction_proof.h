// At the end of a run: that nothing it wrote shows a secret.
#pragma once
#include <concord/base/diagnostic.h>
#include <concord/base/named_secret.h>

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace concord::cli {

struct Written {
  std::vector<std::filesystem::path> files;  // by this run; others in the same folder are none of its business
  std::string shown;                         // on the terminal
  // A value that stands in one of these is no secret: a key that is meant to be wrong, an identifier.
  std::set<std::string> suites;
};

struct Proof {
  base::Diagnostics leaks;                // an artefact and a secret each, never a value
  base::Diagnostics problems;             // what could not be read
  std::vector<std::string> not_searched;  // lines: pipes and devices, and secrets beyond the bound
};

Proof prove_redaction(const std::vector<base::NamedSecret>& secrets, const Written& written);

}  // namespace concord::cli
