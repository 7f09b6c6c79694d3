// `shared:` of a suite or provider.yaml: steps that run once a run, when a case needs what they capture.
#pragma once
#include "captures.h"

#include <functional>
#include <set>

namespace concord::suite {

struct SuiteFile;

struct SharedSteps {
  std::string name;   // "login"
  std::size_t group;  // of its case: see Case::shared
  std::vector<CapturedName> captures;
  Span span;
  std::shared_ptr<const Case> made;  // null after a mistake
  bool is_of_provider = false;
};
using SharedList = std::vector<std::shared_ptr<SharedSteps>>;

// Of a suite, or with `is_of_provider` of its provider: the mapping as it is written, or null. `outer`: those of the
// provider, which they may need. `next_group` is counted up.
SharedList read_shared(const std::shared_ptr<const SuiteFile>& suite, const Node* shared, const SharedList& outer,
                       bool is_of_provider, std::size_t& next_group, Diagnostics& problems);

// Of a provider, for all its suites.
SharedList read_shared_of_provider(SourceSet& sources, const std::shared_ptr<const Provider>& provider,
                                   std::size_t& next_group, Diagnostics& problems);

// What they will capture, as far as it is known before they are read.
void add_shared_captures(const SharedList& shared, std::vector<CapturedName>& names);
void add_shared_captures(const Node* shared, std::vector<CapturedName>& names);

// The groups whose captures the steps of a case use, in requests, expectations and the profile of their credentials.
std::vector<std::size_t> shared_needed(const Provider& provider, const Case& one, const SharedList& shared);

}  // namespace concord::suite
