// The plan as files that a person goes on with: suites, provider.yaml, the rules of a mock.
#pragma once
#include <concord/explore.h>

#include <map>
#include <string>
#include <string_view>

namespace concord::explore {

// A suite in the suite language with what is planned for the operation: a request to start from, a case a group with a
// row each, why each is expected, comments where the document leaves something open. A Diagnostic where no request
// could be made. `document`: how the suite names what it was written from.
base::Result<std::string> write_suite(const suite::Provider& provider, const contract::Operation& operation,
                                      const Options& options, const std::string& document);

// Whether a run of the document tells stories of what is kept there (phase stateful), which no suite holds. With a
// path: of what that path names.
bool has_stories(const contract::Contract& contract, std::string_view path = {});

// Files by their names, for a folder of the provider: provider.yaml, which names the contract as `contract`, mock.yaml,
// a suite an operation. `unwritten`: operations that have none, each with why.
struct Project {
  std::map<std::string, std::string> files;
  std::vector<std::string> unwritten;
};
Project write_project(const suite::Provider& provider, const Options& options, const std::string& contract,
                      const std::string& document);

}  // namespace concord::explore
