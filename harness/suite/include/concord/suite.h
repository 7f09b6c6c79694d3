// Suites: YAML files, loaded and expanded to a flat list of cases. Nothing is sent here.
#pragma once
#include <concord/base/fnv.h>
#include <concord/base/small_number.h>
#include <concord/http/transport.h>
#include <concord/contract.h>
#include <concord/check.h>
#include <concord/check/exchange_checker.h>
#include <concord/document.h>
#include <concord/document/jsonpath.h>
#include <concord/document/xml.h>
#include <concord/pattern.h>
#include <concord/result.h>
#include <concord/result/known_issues.h>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
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
  std::string live;       // what a value begins with that is no test's: refused but at production targets. "": unknown
  Span span;
};

struct TargetSpec {
  std::string name;       // "sandbox"
  std::string base_url;    // "": the nearest server of each operation
  bool is_production = false;
  Span span;
  http::TlsFiles tls = {};  // by paths from here; the password may have templates
  http::Timeouts timeouts = {};
  std::string unix_socket = {};  // a path, from here; or ""
  bool takes_writes = false;     // requests that nobody wrote may change something there
};

struct Limits {
  double requests_per_second = 0;  // 0: no limit
  std::size_t connections = 0;     // 0: the run's
  std::size_t retries = 0;         // of what could not be judged
};

// Where a page of the documentation is published, and what it is called here.
struct ProviderDocument {
  std::string url;
  std::string as;  // "knot-create-session.md": a name, no path
  Span span;       // of the URL
};

// suites/<provider>/provider.yaml
struct Provider {
  std::string name;
  std::string file;
  contract::Contract contract;
  std::string digest;           // of provider.yaml, the contract, and the schema files that it leads to
  std::string mock_rules_file;  // "" when there is none
  std::vector<TargetSpec> targets;
  std::vector<VariableSpec> variables;
  std::vector<ProviderDocument> documents;  // that concord watch fetches
  Node auth;      // object: profile name → {type: api_key|basic|bearer, …}, with templates
  std::set<std::string> replaced_auth = {};  // profiles in whose place a header of the command line goes
  Node request;   // what every request to this provider starts from
  Node data = Node::object();        // parameter or member → value: what only the user knows, for runs without a suite
  Node operations = Node::object();  // operation → {statuses: …}: what is right there for a valid request
  std::shared_ptr<const Node> shared;  // name → step or list of steps that run once a run, for all its suites; or null
  check::Levels levels;
  Limits limits;
  std::shared_ptr<check::ResponseSchemas> schemas =
      std::make_shared<check::ResponseSchemas>();  // of operations that cases use
};

struct Capture {
  enum class Part : std::uint8_t { Json, Body, Header, Cookie, XPath, Status, Url };
  std::string name;
  Part part = Part::Json;
  document::JsonPath path;   // of Part::Json
  document::XPath xpath;     // of Part::XPath
  std::string header;        // of Part::Header and Part::Cookie: the name of it
  std::optional<pattern::Regex> regex;  // of that, what `group` of the first match has
  std::uint32_t group = 0;
  bool is_secret = false;   // hidden in everything that is written from then on
  Span span, name_span;
};

// `when:` of a step: it is sent where `value` is as `is` says.
struct Condition {
  Node value;  // templates still there
  Node is;     // a schema, or a constant; the same. Null: the value must not be false, null, 0, or empty
  bool has_is = false;
  Span span;
};

// A step that asks again until something holds: a job is done, an order is there.
struct Poll {
  Node until;    // JSONPath → schema or constant, as in expect.body; templates still there
  Node stop_if;  // the same; null: nothing ends it early. What holds then fails the case at once
  base::Milliseconds every{1'000};    // between an answer and the next request
  double backoff = 1;                 // times longer after each answer
  base::Milliseconds within{30'000};  // of the first request; then the case fails
  Span span;
};

// A step that asks for page after page: each is judged as the step says, and all of them together by this.
struct Follow {
  std::optional<document::JsonPath> next;  // a URL, or with `query` the value of that parameter; nothing: Link headers
  std::string query;
  Node while_so;  // JSONPath → schema or constant: as long as it holds of a page; null: as long as there is a next
  std::size_t at_most = 50;  // pages
  std::optional<document::JsonPath> items;       // in each page, for what follows
  std::optional<document::JsonPath> no_repeats;  // in each item: a value that no other has
  std::optional<document::JsonPath> sorted_by;   // in each item
  bool is_descending = false;
  std::optional<document::JsonPath> total;  // in the last page: the number of items of all pages
  Span span;
};

// `latency:` of a suite: of all answers to the steps of its cases.
struct LatencyBound {
  double percent = 95;  // of the answers took no longer than `most`
  base::Milliseconds most{0};
  Span span;
};

// What must be there on the other side for the cases, and by which answer its absence is told: that breaks nothing.
struct Need {
  std::string about;  // "the product is enabled for the account"
  check::Expectations unless;
};

struct Step {
  std::string name;
  result::StepKind kind = result::StepKind::Step;
  const contract::Operation* operation = nullptr;  // owned by the provider's contract
  Node request;  // merged, patched; row variables filled in; {{captures}}, {{VARIABLES}} and functions still there
  Node expect;                // the same
  // Of `expect` when it has no template left; else it is parsed again once the step is rendered (it was checked at
  // load).
  std::shared_ptr<const check::Expectations> expectations;
  std::shared_ptr<const std::vector<Capture>> captures =
      std::make_shared<const std::vector<Capture>>();  // shared by rows
  bool is_repeatable = false;  // the suite says that sending it twice does no harm: see http::may_repeat
  http::Timeouts timeouts = {};  // of step, case and suite
  std::shared_ptr<const Poll> poll;  // null: asked once
  std::shared_ptr<const Follow> follow;  // null: one page
  std::vector<Condition> when;       // all must hold, or it is not sent
  // Not empty: an answer that tells of an absence is no verdict, and nothing else is asked of it but with
  // `is_judged_too`.
  std::shared_ptr<const std::vector<Need>> needs;
  bool is_judged_too = false;
  Span span;
};

struct Case {
  std::string suite;      // title
  std::string suite_file;
  std::string classname;  // "knot.create_session": [a-z0-9_], one dot
  std::string name;       // unique within the classname
  std::vector<std::string> tags;  // of suite and case
  std::shared_ptr<const Provider> provider;
  const contract::Operation* operation = nullptr;
  std::vector<Step> before, steps, after;
  // Cases of a suite that has `before` or `after` belong together: number of the suite, from 1; 0: to none.
  std::size_t group = 0;
  result::StepKind part = result::StepKind::Step;  // Before, After: the suite's own, once a run
  bool needs_before = false;                       // of its group: it has the captures of that
  std::vector<std::size_t> shared;  // groups of the shared steps whose captures it uses: each a `before` of its own
  bool keeps_cookies = false;                      // from its answers to its further requests
  std::optional<result::SkipReason> skip;
  // Its file has mistakes: nothing of it is sent, lest the API be blamed for them. A case of its own, without steps,
  // says so for the file, with the first mistake.
  bool is_withheld = false;
  std::optional<std::string> mistake;
  check::Levels levels;             // suite's and case's
  std::shared_ptr<const result::KnownIssues> known_issues;  // of its folders and its own; null: none
  std::vector<LatencyBound> latency;  // not empty: it sends nothing, and judges how long the cases of its group took
  std::optional<std::string> lock;  // cases with the same key do not run at the same time
  Span span;
};

// What is known of a case before anything is sent; `index` is that in the plan.
result::CasePlan plan_of(const Case& one, std::size_t index = 0);

// Makes cases when they are wanted: a plan of 100,000 rows holds none of them. Immutable, thread-safe.
class CaseMaker {
 public:
  virtual ~CaseMaker() = default;
  virtual Case make(std::size_t row) const = 0;
  // What is known of it before anything is sent, at a fraction of the cost; without its index.
  virtual result::CasePlan outline(std::size_t row) const = 0;
  // All names that templates of its cases may use, for the variables that must be there.
  virtual std::set<std::string> names_used() const = 0;
};
using SharedGroups = std::set<std::size_t>;

// Whether the command line has a header of that name.
using HasHeader = std::function<bool(const std::string& name)>;

// The class of the cases that stand for files with mistakes; their names are the paths.
inline constexpr std::string_view files_classname = "concord.suites";

// The cases of a run, in the order of the paths given: files sorted within a folder, cases as written, rows in order.
class Plan {
 public:
  // What is known of an entry without making it.
  struct Entry {
    std::uint32_t maker;
    base::SmallNumber<3> row;
    base::SmallNumber<3> group;
    result::StepKind part = result::StepKind::Step;
    bool is_withheld = false;
  };
  static_assert(sizeof(Entry) == 12);  // there may be a million
  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  const Entry& entry(std::size_t index) const { return entries_[index]; }
  Case make(std::size_t index) const;
  // From the entry `first` on, but for the groups that suites of a provider share.
  void withhold(std::size_t first, const SharedGroups& but = {});
  // Those of the shared groups that only withheld cases need.
  void withhold_unneeded(const SharedGroups& shared);
  result::CasePlan outline(std::size_t index) const;
  // Rows of one maker follow each other. `made` is what it makes of the row.
  void add(std::shared_ptr<const CaseMaker> maker, std::size_t row, const Case& made);
  void add(const Case& one);                                          // kept as it is
  std::uint64_t names_hash() const { return names_.value(); }         // of the names of all cases, in their order
  const std::vector<std::shared_ptr<const CaseMaker>>& makers() const { return makers_; }
  // Of what some case needs that was made as the entry was: they stand before it.
  const SharedGroups& shared_of(std::size_t index) const;
  // Of the entry that was added last.
  void needs(const std::vector<std::size_t>& shared);

  std::vector<std::shared_ptr<const Provider>> providers;             // of its cases, by name
  std::map<const Provider*, std::set<std::string>> names_used;        // by cases that are not skipped
  // Of the texts of all suites and providers that were read: the same for the same files wherever they are.
  std::string digest;

 private:
  std::vector<std::shared_ptr<const CaseMaker>> makers_;
  std::deque<Entry> entries_;
  base::Fnv1a names_;
  std::map<std::uint32_t, SharedGroups> shared_;  // by maker
};

// known-issues.yaml. All mistakes at once.
base::Result<std::vector<finding::IgnoreEntry>> read_known_issues(const base::Source& source);
// The files of that name beside the suite and in the folders above it, the nearest first.
std::vector<std::string> known_issue_files(const std::string& suite);
// What an entry may name as its rule: the checks.
std::span<const finding::RuleInfo> acceptable_checks();

struct Selection {
  std::string tags;      // "smoke and not slow": and, or, not, parentheses; "" selects all
  std::string name;      // a part of "classname :: name", without case; "" selects all
  // Those only, as "classname :: name"; empty selects all. The name of a secret in brackets stands for its value.
  std::set<std::string> names{};
};

// One bad file does not stop the others: the plan holds what could be loaded, the diagnostics all mistakes of all
// files.
struct Loaded {
  Plan plan;
  Diagnostics diagnostics;
  std::string why_not_selected{};  // "the tags of the cases are nightly, smoke", where no case has those asked for
};
// `paths`: files or folders (searched for *.suite.yaml). provider.yaml is looked for beside the suite, then above it.
// `has_header`: see leave_to_headers().
Loaded load(SourceSet& sources, const std::vector<std::string>& paths, const Selection& selection,
            const HasHeader& has_header = {});
Result<Provider> load_provider(SourceSet& sources, const std::string& path);

// The variables that `cases` need from outside (declared, required, without fallback) and `have` lacks, by provider:
// one diagnostic that names them all, or none.
Diagnostics missing_variables(const Plan& plan, const std::map<std::string, std::string>& have);

}  // namespace concord::suite
