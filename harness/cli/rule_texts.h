// What `concord explain` says of names that are in no table of their own.
#pragma once
#include <string>
#include <vector>

namespace concord::cli {

// Everything that has an id and a page of explanation.
struct Rule {
  std::string id, summary, explanation;
};

// What a case fails for that is no check of an answer.
std::vector<Rule> case_rules();
// What has a level and is no check: parts of a check, all of drift, coverage, requests of no operation.
std::vector<Rule> level_rules();
// What a rule rests on.
std::vector<Rule> basis_rules();
// Types of failures as JUnit has them.
std::vector<Rule> junit_rules();

}  // namespace concord::cli
