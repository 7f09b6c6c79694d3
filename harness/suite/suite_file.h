// One suite file, read as far as its cases: what they share.
#pragma once
#include <concord/suite.h>

namespace concord::suite {

struct SuiteFile {
  std::string title;
  std::string path;
  std::shared_ptr<const Provider> provider;
  const apidoc::Operation* operation = nullptr;
  std::vector<std::string> tags;
  Node request = Node::object();    // templates of `variables` filled in
  Node variables = Node::object();  // constants
  check::Levels levels;
  const Node* before = nullptr;  // lists of steps, or null
  const Node* after = nullptr;
  const Node* cases = nullptr;
};

// `root` must outlive the result. Nothing when the operation is not known: its cases cannot be read then.
std::optional<SuiteFile> read_suite_file(const Node& root, const std::string& path, std::shared_ptr<const Provider> provider,
                                         Diagnostics& problems);

// "provider/operation" or "operation" of this provider; reports an unknown one with a did-you-mean.
const apidoc::Operation* find_operation(const Provider& provider, const Node& name, Diagnostics& problems);

// The cases that one entry of `cases` makes: one a row of `each`.
std::vector<Case> build_cases(const SuiteFile& suite, const Node& entry, Diagnostics& problems);

// Fills in row and suite variables; names that are known only when running stay.
std::optional<Node> fill_in(const Node& node, const Node& known, const SuiteFile& suite,
                            const std::vector<std::string>& captures, Diagnostics& problems);

}  // namespace concord::suite
