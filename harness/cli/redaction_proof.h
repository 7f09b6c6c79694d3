// At the end of a run: that nothing it wrote shows a secret.
#pragma once
#include <concord/base/diagnostic.h>
#include <concord/base/named_secret.h>

#include <filesystem>
#include <memory>
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

// Searches the journal, which is most of what a run writes, from the beginning on and beside the caller: it is whole
// before reports are made of it.
class RedactionProof {
 public:
  RedactionProof(const std::vector<base::NamedSecret>& secrets, const std::filesystem::path& journal);
  ~RedactionProof();
  // All of it, the journal among the files.
  Proof operator()(const Written& written);

 private:
  class Prover;
  std::unique_ptr<Prover> prover_;
};

}  // namespace concord::cli
