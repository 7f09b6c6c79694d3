#include "sample_listing.h"

#include <concord/finding/ignore_file.h>
#include <support/catch.h>

using namespace concord;
using finding::apply_ignores;
using finding::Listing;
using finding::parse_ignore_file;

namespace {

const base::SystemTime june_tenth = *base::parse_rfc3339("2026-06-10T23:59:59Z");

Listing applied(const std::string& text) {
  const base::Source source("ignore.yaml", text);
  const auto entries = parse_ignore_file(source, sample::rules);
  REQUIRE(entries.has_value());
  Listing listing = sample::ordinary();
  for (auto& one : listing.findings) one.suppressed_by.clear();
  apply_ignores(*entries, june_tenth, listing);
  return listing;
}

std::string mistakes(const std::string& text) {
  const base::Source source("ignore.yaml", text);
  const auto entries = parse_ignore_file(source, sample::rules);
  REQUIRE_FALSE(entries.has_value());
  return base::render(entries.diagnostics());
}

}  // namespace

TEST_CASE("an entry suppresses what it matches, with its reason") {
  CHECK(applied("- {rule: name-odd, reason: fine}\n").findings[1].suppressed_by == "fine");
  CHECK(applied("- {fingerprint: 00000000000000aa, reason: fine}\n").findings[0].suppressed_by == "fine");
  CHECK(applied("- {fingerprint: 00000000000000aa, reason: fine}\n").findings[2].suppressed_by.empty());
  CHECK(applied("- {operation: 'POST /*', reason: fine}\n").suppressed() == 2);
  CHECK(applied("- {pointer: '/paths/**', file: new.yaml, reason: fine}\n").suppressed() == 2);
  CHECK(applied("- {pointer: '/paths/**', file: old.yaml, reason: fine}\n").suppressed() == 0);
}

TEST_CASE("an entry holds on its last day and is a finding the day after") {
  CHECK(applied("- {rule: name-odd, reason: fine, expires: 2026-06-10}\n").suppressed() == 1);
  const Listing expired = applied("- {rule: name-odd, reason: fine, expires: 2026-06-09}\n");
  CHECK(expired.suppressed() == 0);
  REQUIRE(expired.findings.size() == 4);
  CHECK(expired.findings[3].rule == "ignore-expired");
  CHECK(expired.findings[3].message == "this entry held until 2026-06-09");
  CHECK(expired.findings[3].place.text() == "ignore.yaml:1:3");
  CHECK(expired.findings[3].level == finding::Level::Warning);
}

TEST_CASE("an entry that matches nothing is a finding") {
  const Listing listing = applied("- {rule: never-found, reason: fine}\n- {rule: name-odd, reason: fine}\n");
  REQUIRE(listing.findings.size() == 4);
  CHECK(listing.findings[3].rule == "ignore-unused");
  CHECK(listing.findings[3].place.line == 1);
}

TEST_CASE("an empty ignore file ignores nothing") { CHECK(applied("# none yet\n").suppressed() == 0); }

TEST_CASE("all mistakes of an ignore file are said at once") {
  CHECK(mistakes("- {rule: type-chnaged, reason: x}\n"
                 "- {raison: x, rule: name-odd}\n"
                 "- {reason: x}\n"
                 "- 5\n"
                 "- {rule: name-odd, reason: '', expires: 2026-02-30}\n") ==
        "error: unknown rule \"type-chnaged\"\n"
        " --> ignore.yaml:1:10\n"
        "  |\n"
        "1 | - {rule: type-chnaged, reason: x}\n"
        "  |          ^^^^^^^^^^^^ did you mean \"type-changed\"?\n"
        "\n"
        "error: unknown key \"raison\"\n"
        " --> ignore.yaml:2:4\n"
        "  |\n"
        "2 | - {raison: x, rule: name-odd}\n"
        "  |    ^^^^^^ did you mean \"reason\"?\n"
        "\n"
        "error: an entry must have a \"reason\"\n"
        " --> ignore.yaml:2:3\n"
        "  |\n"
        "2 | - {raison: x, rule: name-odd}\n"
        "  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "\n"
        "error: this entry would ignore everything\n"
        " --> ignore.yaml:3:3\n"
        "  |\n"
        "3 | - {reason: x}\n"
        "  |   ^^^^^^^^^^^ say a rule, fingerprint, pointer, operation or file\n"
        "\n"
        "error: an entry is an object, this is number\n"
        " --> ignore.yaml:4:3\n"
        "  |\n"
        "4 | - 5\n"
        "  |   ^\n"
        "\n"
        "error: \"reason\" must be a text that is not empty\n"
        " --> ignore.yaml:5:28\n"
        "  |\n"
        "5 | - {rule: name-odd, reason: '', expires: 2026-02-30}\n"
        "  |                            ^^\n"
        "\n"
        "error: \"expires\" must be a date such as 2026-06-30\n"
        " --> ignore.yaml:5:41\n"
        "  |\n"
        "5 | - {rule: name-odd, reason: '', expires: 2026-02-30}\n"
        "  |                                         ^^^^^^^^^^\n");
  CHECK(mistakes("a: 1\n").find("error: an ignore file is a list of entries, this is object\n") == 0);
}

