// Ignore files: findings that somebody accepted, each with a reason and, if they like, a date when that ends.
//
//     - rule: response-property-removed      # at least one of rule, fingerprint, pointer, operation, file
//       operation: GET /users/*              # `*` stands for anything but '/', `**` for anything
//       reason: the field was never filled
//       expires: 2026-06-30                  # the last day on which it holds, UTC
#pragma once
#include <concord/base/clock.h>
#include <concord/base/result.h>
#include <concord/finding.h>

#include <chrono>
#include <optional>
#include <span>

namespace concord::finding {

struct IgnoreEntry {
  std::string rule, fingerprint;         // equal, or "" for any
  std::string pointer, operation, file;  // globs, or "" for any
  std::string reason;                    // never empty
  std::optional<std::chrono::sys_days> expires;
  base::Span span;
};

// All mistakes of the file at once: kinds "ignore.…". `rules` are those that an entry may name. Spans point into
// `source`.
base::Result<std::vector<IgnoreEntry>> parse_ignore_file(const base::Source& source, std::span<const RuleInfo> rules);

// Suppresses what an entry matches (the first one gives the reason). An entry that is past its date suppresses nothing
// and is reported as "ignore-expired", one that matches nothing as "ignore-unused": warnings at the entry, whose rules
// are added.
void apply_ignores(std::span<const IgnoreEntry> entries, base::SystemTime now, Listing& listing);

// The rules that apply_ignores adds.
std::span<const RuleInfo> ignore_rules();

}  // namespace concord::finding
