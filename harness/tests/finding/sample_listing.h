// A listing with one finding of each kind, and one that is nasty.
#pragma once
#include <concord/finding.h>

namespace sample {

using concord::finding::Finding;
using concord::finding::Level;
using concord::finding::Listing;

inline constexpr concord::finding::RuleInfo rules[] = {
    {"type-changed", Level::Error, "a type changed", "A client that sent the old type is refused."},
    {"name-odd", Level::Warning, "a name is odd", "Odd names are hard to read."},
    {"never-found", Level::Info, "nobody sees this", ""},
};

inline Finding type_changed() {
  Finding one;
  one.rule = "type-changed";
  one.message = "\"/age\" is a string now";
  one.place = {"new.yaml", 2, 9, "/paths/~1users/post"};
  one.hint = "keep the integer";
  one.related = {{{"old.yaml", 1, 1, "/x"}, "it was here"}, {{"gone.yaml", 7, 0, ""}, "also said here"}};
  one.operation = "POST /users";
  one.facts = {{"old", "integer"}, {"new", "string"}};
  one.fingerprint = "00000000000000aa";
  return one;
}

inline Finding odd_name() {
  Finding one;
  one.rule = "name-odd";
  one.level = Level::Warning;
  one.message = "odd <name> & \x1b[31m::error::\n]]>";
  one.place = {"a b/new,1.yaml", 0, 0, "/a"};
  one.fingerprint = "00000000000000bb";
  return one;
}

inline Listing ordinary() {
  Listing listing;
  listing.tool = "diff";
  listing.rules.assign(std::begin(rules), std::end(rules));
  listing.level_words = {"breaking", "warning", "info"};
  listing.findings = {type_changed(), odd_name(), type_changed()};
  listing.findings[2].suppressed_by = "agreed with the users";
  listing.findings[2].fingerprint = "00000000000000cc";
  listing.counters = {{"operations compared", 4}};
  return listing;
}

}  // namespace sample
