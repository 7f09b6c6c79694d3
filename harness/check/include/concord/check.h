// Checks: named rules applied to one answer. Adding one is a file `check/<name>.cc` and a row in check/check_kinds.cc.
//
// Two sorts share the table: automatic checks follow from the contract and apply to every answer; expectations are what
// a suite states under `expect:`, each key belonging to one row, which parses it when the suite is loaded.
#pragma once
#include <concord/contract.h>
#include <concord/base/digest_map.h>
#include <concord/base/secret.h>
#include <concord/document/jsonpath.h>
#include <concord/http.h>
#include <concord/result.h>
#include <concord/result/events.h>
#include <concord/schema.h>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace concord::check {

using base::Diagnostics;
using base::Result;
using document::Node;
using result::CheckFailure;
using result::Level;

class AnswerReading;

// A secret that was part of this request, by name: the credentials, and body fields whose names say password or secret.
struct SentSecret {
  std::string name;
  base::Secret value;
};

// One answer with all that a check may look at. References outlive the evaluation.
struct CheckContext {
  const contract::Operation& operation;
  const http::Exchange& exchange;     // with a response
  const http::Response& response;
  const Node& request;                // as rendered: {path, query, headers, body, …}
  const std::vector<int>& expected_statuses;  // what the case itself allows; empty when it says nothing
  const contract::Response* documented = nullptr;        // the contract's answer for this status, or null
  const contract::Content* content = nullptr;  // of `documented`, by the answer's media type (or the only one), or null
  const schema::Schema* schema = nullptr;            // of `content`, for Direction::Response, or null
  const document::ParsedJson* json =
      nullptr;  // the body, when its media type or the contract says JSON and it is not empty
  // Of a stream whose items the schema speaks of; then `schema` is null, and `json` a list of the items.
  const schema::Schema* item_schema = nullptr;
  std::function<const Node&(const Node& item, bool& is_data)> judged_of_item = {};
  const std::vector<SentSecret>* secrets = nullptr;
  base::SystemTime now{};             // when the answer had arrived
  bool is_body_known = true;          // a recording may lack it
  mutable std::shared_ptr<AnswerReading> reading{};  // what several checks ask of it, once one has
  // The body's value when it is well-formed JSON, else null.
  const Node* body() const { return json && json->root ? &*json->root : nullptr; }
};

// Where checks put what they found. Fills in check id, level, and the documentation line.
class Findings {
 public:
  Findings(const CheckContext& answer, std::string_view check, Level level, std::vector<CheckFailure>& out)
      : answer_(answer), check_(check), level_(level), out_(out) {}
  // `type` is one of the dotted JUnit types of the report guide. Documentation defaults to the documented answer's
  // line, else the operation's. Returns the failure to be filled in further. Valid until the next add(). Past
  // `max_listed` nothing more is kept, only counted.
  CheckFailure& add(std::string_view type, std::string message);
  // A value that must not come twice in a run: `kind` says which (operation and JSONPath). Returns what is to be said
  // when it came before, to be filled in further; valid until the next call. Of which case it came from,
  // judge_repeated() tells.
  CheckFailure& must_be_unique(std::string kind, std::string_view value, std::string_view type, std::string message);
  // A bound of ours was reached: what was to be checked is neither right nor wrong. The first reason stands.
  void cannot_judge(std::string why) {
    if (not_judged_.empty()) not_judged_ = std::move(why);
  }
  const std::string& not_judged() const { return not_judged_; }
  std::vector<result::ValueSeen> take_values() { return std::move(values_); }
  // Lowers or raises the level for what is added from now on.
  void set_level(Level level) { level_ = level; }
  Level level() const { return level_; }
  std::size_t not_listed() const { return added_ > max_listed ? added_ - max_listed : 0; }

  static constexpr std::size_t max_listed = 100;

 private:
  const CheckContext& answer_;
  std::string_view check_;
  Level level_;
  std::vector<CheckFailure>& out_;
  std::vector<result::ValueSeen> values_;
  std::string not_judged_;
  std::size_t added_ = 0;
  std::unique_ptr<CheckFailure> spare_;  // what add() hands out past the bound
};

// A stated expectation, parsed. Immutable, thread-safe.
class Expectation {
 public:
  virtual ~Expectation() = default;
  virtual void evaluate(const CheckContext& answer, Findings& findings) const = 0;
};

struct CheckKind {
  std::string_view id;       // "schema", "status", …
  std::string_view summary;  // one line, for `concord list checks`
  std::string_view
      explanation;  // a page for `concord explain`: what is checked, why, an example, how to change its level
  Level default_level;
  void (*automatic)(const CheckContext&, Findings&);  // null for expectations
  std::string_view expect_key;                  // key under `expect:`; "" for automatic checks
  Result<std::unique_ptr<Expectation>> (*parse)(const Node& value);  // null for automatic checks
  bool needs_body = false;  // not applied where CheckContext::is_body_known is false
};
std::span<const CheckKind> check_kinds();
const CheckKind* find_check(std::string_view id);
// What Levels may name: the ids of the table, "schema.prose" and "schema.example". For a did-you-mean.
std::vector<std::string> level_names();

// The parsed `expect:` of a step.
struct Expectations {
  std::vector<int> statuses;  // of `expect.status`, ranges such as 4xx expanded; empty when not given
  struct Item {
    const CheckKind* kind;
    std::shared_ptr<const Expectation> expectation;
    base::Span span;  // of the key in the suite
  };
  std::vector<Item> items;
};
// Whether the case wants a status of which the contract has none, although it lists statuses: then the two contradict
// each other, and an answer that follows the contract is not to blame.
bool contradicts(const contract::Operation& operation, const std::vector<int>& expected_statuses);

// All mistakes at once (unknown keys with did-you-mean, bad JSONPath, bad schema, unknown vocabulary). `expect` may be
// null.
//   status: 200 | [400, 404] | 4xx          headers: {Name: schema-or-constant}      body: {JSONPath:
//   schema-or-constant} optional: {JSONPath: …}  as body, but nothing there is fine          absent: [JSONPath] unique:
//   [JSONPath] max_time: 2s
// A mapping is a JSON Schema (2020-12, formats asserted) with this vocabulary beside it; any other value is a constant:
//   equals: value    oneOfValues: [..]    differsFrom / sameAs: a JSONPath into the same body, or a value
//   after / before: now, now+5m, now-1h, a JSONPath into the same body, or a time; `tolerance: 2s`
//   host: complycube.com (an absolute URL's host is it or below it)   scheme: https   query: {theme: dark} (of a URL)
//   nonEmpty: true (a string or array with something in it)   count: 3 (elements of a list, members of an object)
//   sortedBy: $.created, or {path: $.created, order: descending} (elements of a list by what the path finds in each)
// Where a text still holds "{{", what it will be is unknown: it is accepted here, and fails if it is evaluated so.
Result<Expectations> parse_expectations(const Node& expect);

// Whether `later` must not stand behind `earlier`: numbers by value, texts by code point; other values, and values of
// two kinds, are in no order.
bool is_out_of_order(const Node& earlier, const Node& later, bool is_descending);

// Whether a value is as a schema-or-constant says, as in expect.body but without a body that it could be compared with.
// Diagnostics when the rule is none.
Result<bool> is_as_stated(const Node& value, const Node& rule);

using Levels = std::map<std::string, Level, std::less<>>;  // by check id; "schema.prose", "schema.example": by basis

struct Outcome {
  std::vector<CheckFailure> failures;
  std::vector<CheckFailure> warnings;
  std::vector<std::string_view> applied;  // ids of checks, in the order of the table
  std::vector<result::ValueSeen> values;  // that must not come twice: see RunMemory
  std::string
      not_judged;  // why something could not be: without failures there is no verdict then; "" when all was judged
};

// What must never come twice in a run. Keeps some 16 bytes a value. Not thread-safe.
class RunMemory {
 public:
  using NameOf = std::function<std::string(std::size_t index)>;  // of a case
  // Remembers the values of an outcome of the case `index`, which are given its index; those that came before become
  // failures (or warnings, by their level) of the outcome, which name the case that had them first.
  void judge(Outcome& outcome, std::size_t index, const NameOf& name_of);

 private:
  base::DigestMap<base::SmallNumber<4>> first_;  // by kind and value → case
};
// Applies every automatic check and the expectations. Order: that of the table, then of the file. Never throws.
// When the status is not the one that the case expects, what it states of the body and headers is not looked at: that
// was said of another answer.
Outcome evaluate(const CheckContext& answer, const Expectations& expectations, const Levels& levels);

}  // namespace concord::check
