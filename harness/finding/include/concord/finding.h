// What a look at documents found: contradictions (`concord lint`), changes (`concord diff`). Plain data; how it is
// written out is in finding/format.h, what people accept for now in finding/ignore_file.h.
#pragma once
#include <concord/base/source.h>

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace concord::finding {

enum class Level : std::uint8_t { Error, Warning, Info };
inline constexpr std::array<std::string_view, 3> level_names{"error", "warning", "info"};

// A place in a document. Line and column are 1-based, 0 when unknown; columns count code points.
struct Place {
  std::string file;  // as given by the user, with '/' separators; "" when the finding is about no file
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string pointer;  // JSON Pointer in that document, or ""

  // "file:line:column" as far as it is known, or "".
  std::string text() const;
};
// The place where the span begins.
Place place_of(const base::Span& span, std::string pointer = {});

struct Related {
  Place place;
  std::string message;  // "it was here"
};

// One named detail, e.g. {"old", "string"}. Names are words of the tool, values may be text from outside.
using Fact = std::pair<std::string, std::string>;

// Where else a finding is so, for the same cause.
struct Occurrence {
  Place place;
  std::string operation;  // or ""
  std::string fingerprint;
};

struct Finding {
  std::string rule;  // id of a RuleInfo
  Level level = Level::Error;
  std::string message;  // one sentence, lower case first, no full stop, no place in it; not escaped yet
  Place place;
  std::string hint;  // or ""
  std::vector<Related> related;
  std::string operation;  // "POST /session/create", or ""
  std::vector<Fact> facts;
  std::vector<Occurrence> others;  // see join_causes()
  std::string cause;          // what findings of one rule have in common that are mended as one; "" for one by itself
  std::string fingerprint;    // see fingerprint()
  std::string suppressed_by;  // the reason; "" while it counts
};

struct RuleInfo {
  std::string_view id;
  Level level = Level::Error;  // when nobody says otherwise
  std::string_view summary;
  std::string_view explanation;  // paragraphs, for `concord explain`
};

// Everything one run of a tool has to say.
struct Listing {
  std::string tool;               // "lint", "diff"
  std::vector<RuleInfo> rules;    // those that could have found something, whether they did or not
  std::vector<Finding> findings;  // in the order they are to be shown
  std::vector<std::pair<std::string, std::uint64_t>> counters;  // shown in the summary: {"examples checked", 52000}
  std::array<std::string_view, 3> level_words = level_names;    // diff says "breaking" for an error
  Level fails_at = Level::Error;                                // findings of this level or a worse one fail the run

  std::string_view word(Level level) const { return level_words[static_cast<std::size_t>(level)]; }
  std::size_t count(Level level) const;  // what is suppressed does not count
  std::size_t suppressed() const;
  // Whether a finding that counts is at `fails_at` or worse.
  bool fails() const;
};

// 16 hex digits that stay the same while what the finding is about does: give the rule, the operation or pointer, and
// the subject, never a line number. Parts are kept apart: {"ab", "c"} and {"a", "bc"} differ.
std::string fingerprint(std::initializer_list<std::string_view> parts);
// Leaves of the findings of one rule, level and cause the first, which gets the others, and a fact that names some; a
// counter and what is returned say how many were taken in. What is suppressed stays: apply_ignores() comes before.
// `hint` stands behind the fact: how the others are listed.
std::size_t join_causes(Listing& listing, std::string_view hint = " (--all lists them)");
// Findings that have the same fingerprint get one of their own each, by their order among each other.
void make_fingerprints_unique(std::vector<Finding>& findings);

}  // namespace concord::finding
