// Suites: YAML files, loaded and expanded to a flat list of cases. Nothing is sent here.
#pragma once
#include <concord/apidoc.h>
#include <concord/check.h>
#include <concord/document.h>
#include <concord/document/jsonpath.h>
#include <concord/result.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace concord::suite {

using base::Diagnostics;
using base::Result;
using base::SourceSet;
using base::Span;
using document::Node;

// A value that comes from the environment, a file, or a flag; never from a suite.
struct VariableSpec {
  std::string name;       // "KNOT_SECRET"
  bool is_secret = false;
  bool is_required = true;
  std::string about;      // what it is and where one gets it
  std::optional<std::string> fallback;
  Span span;
};

struct TargetSpec {
  std::string name;       // "sandbox"
  std::string base_url;
  bool is_production = false;
  Span span;
};

struct Limits {
  double requests_per_second = 0;  // 0: no limit
  std::size_t connections = 0;     // 0: the run's
  std::size_t retries = 0;         // of what could not be judged
};

// suites/<provider>/provider.yaml
struct Provider {
  std::string name;
  std::string file;
  apidoc::Contract contract;
  std::string mock_rules_file;  // "" when there is none
  std::vector<TargetSpec> targets;
  std::vector<VariableSpec> variables;
  Node auth;      // object: profile name → {type: api_key|basic|bearer, …}, with templates
  Node request;   // what every request to this provider starts from
  check::Levels levels;
  Limits limits;
};

struct Capture {
  std::string name;
  document::JsonPath path;  // into the body; or
  std::string header;       // a response header's name when not ""
  Span span;
};

struct Step {
  std::string name;
  result::StepKind kind = result::StepKind::Step;
  const apidoc::Operation* operation = nullptr;  // owned by the provider's contract
  Node request;               // merged, patched; row variables filled in; {{captures}}, {{VARIABLES}} and functions still there
  Node expect;                // the same
  // Of `expect` when it has no template left; else it is parsed again once the step is rendered (it was checked at load).
  std::optional<check::Expectations> expectations;
  std::vector<Capture> captures;
  Span span;
};

struct Case {
  std::string suite;      // title
  std::string suite_file;
  std::string classname;  // "knot.create_session": [a-z0-9_], one dot
  std::string name;       // unique within the classname
  std::vector<std::string> tags;  // of suite and case
  std::shared_ptr<const Provider> provider;
  const apidoc::Operation* operation = nullptr;
  std::vector<Step> before, steps, after;
  std::optional<result::SkipReason> skip;
  check::Levels levels;             // suite's and case's
  std::optional<std::string> lock;  // cases with the same key do not run at the same time
  Span span;
};

struct Plan {
  std::vector<Case> cases;  // in the order of paths given, files sorted within a folder, cases as written, rows in order
  std::vector<std::shared_ptr<const Provider>> providers;  // by name
};

struct Selection {
  std::string tags;      // "smoke and not slow": and, or, not, parentheses; "" selects all
  std::string name;      // a part of "classname :: name", without case; "" selects all
};

// One bad file does not stop the others: the plan holds what could be loaded, the diagnostics all mistakes of all files.
struct Loaded {
  Plan plan;
  Diagnostics diagnostics;
};
// `paths`: files or folders (searched for *.suite.yaml). provider.yaml is looked for beside the suite, then above it.
Loaded load(SourceSet& sources, const std::vector<std::string>& paths, const Selection& selection);
Result<Provider> load_provider(SourceSet& sources, const std::string& path);

// The variables that `cases` need from outside (declared, required, without fallback) and `have` lacks, by provider:
// one diagnostic that names them all, or none.
Diagnostics missing_variables(const Plan& plan, const std::map<std::string, std::string>& have);

}  // namespace concord::suite
