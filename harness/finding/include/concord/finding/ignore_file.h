// Files of what somebody accepted for now: findings of `lint` and `diff` (--ignore FILE), and failures of runs
// (known-issues.yaml). One form, one reader.
//
//     - rule: response-property-removed      # at least one of rule, fingerprint, pointer, operation, file (or case)
//       operation: GET /users/*              # `*` stands for anything but '/', `**` for anything
//       reason: the field was never filled
//       expires: 2026-06-30                  # the last day on which it holds, UTC
//       id: KI-12                            # what people call it, and who settles it: for people
//       owner: payments
#pragma once
#include <concord/base/clock.h>
#include <concord/base/result.h>
#include <concord/document.h>
#include <concord/finding.h>

#include <chrono>
#include <optional>
#include <span>

namespace concord::finding {

// Of what a file accepts: its entries have a few keys more for runs.
enum class IgnoreForm : std::uint8_t {
  Findings,
  Failures,  // also `case`, `seen_in`, `intermittent`; `expires` must be there
};

struct IgnoreEntry {
  std::string rule, fingerprint;         // equal, or "" for any
  std::string pointer, operation, file;  // globs, or "" for any
  std::string case_name;                 // glob on "classname :: name", or "" for any; '/' is like any character
  std::string reason;                    // never empty
  std::string id, owner;                 // or ""
  std::string seen_in;                   // "classname :: name" of a case in which it occurred, or ""
  bool is_intermittent = false;          // it need not occur each time
  std::optional<std::chrono::sys_days> expires;
  base::Span span;
};

// All mistakes of the file at once: kinds "ignore.…". `rules` are those that an entry may name. Spans point into
// `source`.
base::Result<std::vector<IgnoreEntry>> parse_ignore_file(const base::Source& source, std::span<const RuleInfo> rules,
                                                         IgnoreForm form = IgnoreForm::Findings);
// One entry; its mistakes are added to `problems`.
IgnoreEntry read_ignore_entry(const document::Node& item, std::span<const RuleInfo> rules, IgnoreForm form,
                              base::Diagnostics& problems);
// "KI-12 the field was never filled (until 2026-06-30)"
std::string describe(const IgnoreEntry& entry);

// Suppresses what an entry matches (the first one gives the reason). An entry that is past its date suppresses nothing
// and is reported as "ignore-expired", one that matches nothing as "ignore-unused": warnings at the entry, whose rules
// are added.
void apply_ignores(std::span<const IgnoreEntry> entries, base::SystemTime now, Listing& listing);

// The rules that apply_ignores adds.
std::span<const RuleInfo> ignore_rules();

}  // namespace concord::finding
