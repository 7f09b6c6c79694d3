// Contradictions inside the documentation of an API: an example that breaks its schema, a default that its enum lacks,
// a table that says "string" where every sample sends a list, a sample that calls a URL which the page does not know.
//
//     lint::Linter linter(sources, options);
//     for (const auto& path : paths) linter.open(path);         // files and pages; what they refer to is read too
//     finding::Listing listing = linter.run();
//
// No rule guesses: a finding names the place and, in `related`, the other place that it contradicts.
#pragma once
#include <concord/contract.h>
#include <concord/finding.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace concord::lint {

using base::Diagnostics;
using finding::Level;

// Which findings of a rule are one, for join_causes(), when they say no cause of their own.
enum class Cause : std::uint8_t {
  Place,     // those that say the same and lead to the same other place
  Saying,    // those that say the same of one document
  Document,  // all of one document: a habit of its author
};

struct Rule {
  finding::RuleInfo info;
  std::string_view group;  // "examples", "schemas", …: names several rules at once
  Cause cause = Cause::Place;
};
// In the order in which they are listed. rule_rows_….cc have the table.
std::span<const Rule> rules();
const Rule* find_rule(std::string_view id);  // null when there is none
std::vector<std::string> rule_groups();

struct Options {
  std::vector<std::string> rules;                        // ids and groups; empty: all
  std::map<std::string, std::optional<Level>> levels;    // by rule id; nothing: the rule is off
  std::vector<std::string> allowed_invalid;              // globs for names of examples that are meant to be invalid
  std::string root;                                      // as openapi::DocumentOptions has it
  std::function<base::Result<std::string>(const std::string& url)> fetch;  // as openapi::DocumentOptions has it
};

// Mistakes in `options`: unknown rules with a did-you-mean.
Diagnostics check(const Options& options);

// Not thread-safe. Keeps spans into `sources`, which must outlive it.
class Linter {
 public:
  Linter(base::SourceSet& sources, Options options);
  ~Linter();
  Linter(const Linter&) = delete;
  Linter& operator=(const Linter&) = delete;

  // Reads an OpenAPI document (Swagger 2.0, OpenAPI 3), a contract or a page. What cannot be read is returned; the
  // other documents are linted all the same.
  Diagnostics open(const std::string& path);
  // The same for a text that is read already and outlives this.
  Diagnostics open(const base::Source& source);
  // All documents, also against each other. Findings are ordered by file, line and rule; what a remark in the document
  // suppresses is in the listing with its reason. Time is linear in the size of the documents but for sorting.
  finding::Listing run();
  // The text of a file that findings of run() are in, or null.
  const base::Source* find_source(std::string_view name) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace concord::lint
