#include "sample_listing.h"

#include <concord/base/source.h>
#include <concord/document.h>
#include <concord/finding/format.h>
#include <support/catch.h>

using namespace concord;
using finding::FormatOptions;
using finding::Listing;

namespace {

std::string written(const char* format, const Listing& listing, const FormatOptions& options = {}) {
  return finding::find_format(format)->write(listing, options);
}

}  // namespace

TEST_CASE("text shows the lines that are known, and says the rest") {
  const base::Source old_file("old.yaml", "age: integer\n"), new_file("new.yaml", "a: 1\nage:    string, yes\n");
  FormatOptions options;
  options.find_source = [&](std::string_view file) -> const base::Source* {
    return file == "old.yaml" ? &old_file : file == "new.yaml" ? &new_file : nullptr;
  };
  CHECK(written("text", sample::ordinary(), options) ==
        "breaking: \"/age\" is a string now  [type-changed]\n"
        " --> new.yaml:2:9\n"
        "  |\n"
        "2 | age:    string, yes\n"
        "  |         ^^^^^^ keep the integer\n"
        "note: it was here\n"
        " --> old.yaml:1:1\n"
        "  |\n"
        "1 | age: integer\n"
        "  | ^^^\n"
        "note: also said here\n"
        "  --> gone.yaml:7\n"
        "  operation: POST /users; old: integer; new: string\n"
        "\n"
        "warning: odd <name> & ::error::\\n]]>  [name-odd]\n"
        "  --> a b/new,1.yaml\n"
        "\n"
        "1 breaking, 1 warning, 1 suppressed; 4 operations compared\n");
}

TEST_CASE("text without sources still names places") {
  Listing listing = sample::ordinary();
  listing.findings.resize(1);
  CHECK(written("text", listing) ==
        "breaking: \"/age\" is a string now  [type-changed]\n"
        "  --> new.yaml:2:9\n"
        "  keep the integer\n"
        "note: it was here\n"
        "  --> old.yaml:1:1\n"
        "note: also said here\n"
        "  --> gone.yaml:7\n"
        "  operation: POST /users; old: integer; new: string\n"
        "\n"
        "1 breaking; 4 operations compared\n");
}

TEST_CASE("a place far along a line is counted in code points") {
  std::string line;
  for (int i = 0; i < 3'000; ++i) line += i % 3 == 0 ? "\u00e9" : "e";
  const base::Source source("new.yaml", line + "\"far\" more");
  FormatOptions options;
  options.find_source = [&](std::string_view) { return &source; };
  Listing listing = sample::ordinary();
  listing.findings.resize(1);
  listing.findings[0].place = {"new.yaml", 1, 3'001, ""};
  const std::string text = written("text", listing, options);
  CHECK(text.find("--> new.yaml:1:3001\n") != std::string::npos);
  CHECK(text.find(" ^^^^^ ") != std::string::npos);
}

TEST_CASE("a place outside of its file is no reason to stop") {
  const base::Source source("new.yaml", "a");
  FormatOptions options;
  options.find_source = [&](std::string_view) { return &source; };
  Listing listing = sample::ordinary();
  listing.findings[0].place.line = 99;
  listing.findings[0].related[0].place.column = 99;
  CHECK(written("text", listing, options).find("--> new.yaml:99:9\n") != std::string::npos);
}

TEST_CASE("JSON has all facts") {
  Listing listing = sample::ordinary();
  listing.findings.resize(1);
  listing.findings[0].related.resize(1);
  listing.findings[0].suppressed_by = "known";
  CHECK(written("json", listing) == R"({
  "format": "concord.findings/1",
  "tool": "diff",
  "summary": {
    "breaking": 0,
    "warning": 0,
    "info": 0,
    "suppressed": 1,
    "fails": false,
    "operations compared": 4
  },
  "findings": [
    {
      "rule": "type-changed",
      "level": "breaking",
      "file": "new.yaml",
      "pointer": "/paths/~1users/post",
      "line": 2,
      "column": 9,
      "message": "\"/age\" is a string now",
      "hint": "keep the integer",
      "operation": "POST /users",
      "facts": {
        "old": "integer",
        "new": "string"
      },
      "related": [
        {
          "file": "old.yaml",
          "pointer": "/x",
          "line": 1,
          "column": 1,
          "message": "it was here"
        }
      ],
      "fingerprint": "00000000000000aa",
      "suppressed": "known"
    }
  ]
}
)");
}

TEST_CASE("GitHub commands are escaped, and nine of a kind") {
  CHECK(written("github", sample::ordinary()) ==
        "::error file=new.yaml,line=2,col=9,title=type-changed::\"/age\" is a string now%0Akeep the integer"
        "%0Aoperation: POST /users%0Aold: integer; new: string%0Ait was here: old.yaml:1:1%0Aalso said here: "
        "gone.yaml:7\n"
        "::warning file=a b/new%2C1.yaml,title=name-odd::odd <name> & ::error::\\n]]>\n"
        "1 breaking, 1 warning, 1 suppressed; 4 operations compared\n");
  Listing many = sample::ordinary();
  many.findings.assign(12, sample::odd_name());
  const std::string text = written("github", many);
  CHECK(text.find("and 3 more of level warning\n12 warnings; 4 operations compared\n") != std::string::npos);
}

TEST_CASE("Markdown has a section for each operation, and nothing in it is markup") {
  CHECK(written("markdown", sample::ordinary()) ==
        "# concord diff: 1 breaking, 1 warning, 1 suppressed; 4 operations compared\n"
        "\n## POST /users\n\n"
        "- **breaking** \"/age\" is a string now (type-changed)\n"
        "  - old: integer\n"
        "  - new: string\n"
        "  - where: new.yaml:2:9\n"
        "  - it was here: old.yaml:1:1\n"
        "  - also said here: gone.yaml:7\n"
        "  - hint: keep the integer\n"
        "\n## a b/new,1.yaml\n\n"
        "- **warning** odd &lt;name\\> &amp; ::error::\\\\n\\]\\]\\> (name-odd)\n"
        "  - where: a b/new,1.yaml\n");
}

TEST_CASE("Markdown ends before it is dropped whole") {
  Listing many = sample::ordinary();
  many.findings.assign(20'000, sample::type_changed());
  const std::string text = written("markdown", many);
  CHECK(text.size() < (1u << 20));
  CHECK(text.find("\nand ") != std::string::npos);
}

TEST_CASE("JUnit has a case for each finding") {
  CHECK(written("junit", sample::ordinary()) == R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="concord diff" tests="3" failures="1" errors="0" time="0.000">
  <testsuite name="concord_diff.a_b_new_1_yaml" tests="1" failures="0" errors="0" skipped="0" time="0.000">
    <testcase classname="concord_diff.a_b_new_1_yaml" name="name-odd 00000000000000bb" time="0.000">
      <system-out>warning: odd &lt;name&gt; &amp; ::error::\n]]&gt;
rule      : name-odd
pointer   : /a
</system-out>
    </testcase>
  </testsuite>
  <testsuite name="concord_diff.post_users" tests="2" failures="1" errors="0" skipped="1" time="0.000">
    <testcase classname="concord_diff.post_users" name="type-changed 00000000000000aa" time="0.000">
      <failure message="&quot;/age&quot; is a string now" type="doc.type_changed">"/age" is a string now
rule      : type-changed
operation : POST /users
old       : integer
new       : string
pointer   : /paths/~1users/post
hint      : keep the integer
it was here: old.yaml, line 1
also said here: gone.yaml, line 7
  at new.yaml:2</failure>
    </testcase>
    <testcase classname="concord_diff.post_users" name="type-changed 00000000000000cc" time="0.000">
      <skipped message="known-issue: agreed with the users">known-issue: agreed with the users
"/age" is a string now</skipped>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST_CASE("every format writes an empty listing, and the same bytes twice") {
  Listing empty;
  empty.tool = "lint";
  for (const auto& kind : finding::format_kinds()) {
    INFO(kind.name);
    CHECK_FALSE(kind.write(empty, {}).empty());
    CHECK(kind.write(sample::ordinary(), {}) == kind.write(sample::ordinary(), {}));
  }
  CHECK(written("text", empty) == "nothing found\n");
  CHECK(finding::find_format("yaml") == nullptr);
}
