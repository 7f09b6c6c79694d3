// What changed between two contracts, and whether it breaks a client.
//
// The law behind all levels: a client breaks when the provider accepts less than before (a request narrowed) or sends
// more than before (a response widened). So each kind of change has an effect on what is allowed, and the level follows
// from the effect and the direction. What cannot be decided (two patterns, a parameter that is gone) is a warning.
#pragma once
#include <concord/openapi/document_set.h>
#include <concord/base/clock.h>
#include <concord/finding.h>

#include <chrono>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace concord::diff {

using document::Node;

// What a change does to the set of messages that are allowed.
enum class Effect : std::uint8_t {
  None,          // nothing: a default, a mark, a name
  Narrows,       // what was allowed may be refused
  Widens,        // what was refused may be allowed
  Incomparable,  // both
  Unknown,       // cannot be decided
};

// Who sends what changed: the client (request), the provider (response), or nobody (security, servers, operations).
enum class Direction : std::uint8_t { Request, Response, None };

// One row of the table in change_kinds.cc.
struct ChangeKind {
  std::string_view id;  // "enum-value-removed"; the rule is "request-enum-value-removed" where a direction applies
  Effect effect = Effect::None;
  bool has_direction = true;
  std::string_view message;  // with {where}, {subject}, {old} and {new}
  std::string_view reason;   // a sentence for `concord explain`, or ""
};
std::span<const ChangeKind> change_kinds();

// The level of a change whose kind is `kind`, made in `direction`.
finding::Level level_of(const ChangeKind& kind, Direction direction);
// The rules of all kinds in their directions, sorted by id. Lives as long as the program.
std::span<const finding::RuleInfo> rules();

// A contract, an OpenAPI or Swagger file, a page, or a folder: that of a provider with its openapi.yaml, or one of
// pages, which then are joined. What comes back is in the normal form of a contract; its spans point into `sources`.
// `options` say what references may lead to. `findings` gets what there is to say of reading pages: what is not read is
// not compared.
base::Result<std::shared_ptr<const Node>> load(base::SourceSet& sources, const std::string& path,
                                               const openapi::DocumentOptions& options = {},
                                               base::Diagnostics* findings = nullptr);

// One side of a comparison, by name: one contract called "", or, of a folder whose folders are those of providers, one
// contract each.
using Contracts = std::map<std::string, std::shared_ptr<const Node>>;
base::Result<Contracts> load_all(base::SourceSet& sources, const std::string& path,
                                 const openapi::DocumentOptions& options = {}, base::Diagnostics* findings = nullptr);

struct Options {
  base::SystemTime now;                // judges whether a sunset is over
  std::chrono::days sunset_days{0};    // must lie between now and a sunset that is announced
  std::size_t most_pairs = 500'000;    // of schemas that are compared
  std::size_t most_findings = 100'000;
};
// Both in the normal form of a contract. Findings by operation, then level; places are those of the spans, the fact
// "old place" and a related place say where it was. Linear in the size of both but for what is matched (variants of a
// union). Bounded: recursion is followed once, and where a bound of the options is met, a breaking finding says so.
finding::Listing compare(const Node& old_contract, const Node& new_contract, const Options& options);
// Contracts of one name with each other, in the order of their names; the fact "provider" says which. Where both sides
// are one contract, their names do not matter.
finding::Listing compare_all(const Contracts& olds, const Contracts& news, const Options& options);

}  // namespace concord::diff
