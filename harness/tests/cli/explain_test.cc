// Whatever is printed as the name of a rule, in brackets or as a type, can be explained.
#include "command_line.h"
#include "levels.h"

#include <concord/history/drift_kinds.h>
#include <concord/report/junit_types.h>
#include <concord/result/reasons.h>

using namespace concord;
using cli::CommandLine;
using cli::contains;

namespace {

// Of the tables of the code, not of this test.
std::set<std::string> printed_names() {
  std::set<std::string> names{"until", "capture", "follow", "known_issue", "coverage.required"};
  for (const std::string& name : cli::level_names()) names.insert(name);
  for (const report::JunitType& type : report::junit_types()) names.emplace(type.name);
  for (const std::string_view name : result::run_error_kind_names()) names.emplace(name);
  for (const history::DriftKind& kind : history::drift_kinds()) names.emplace(kind.id);
  return names;
}

}  // namespace

TEST_CASE("every name that reports print is explained") {
  const CommandLine line;
  for (const std::string& name : printed_names()) {
    const auto ended = line.run({"explain", name});
    INFO(name << ": " << ended.out << ended.err);
    CHECK(ended.exit_code == 0);
    CHECK(ended.out.starts_with(name + ": "));
    CHECK_FALSE(contains(ended.out, name + ": \n"));
  }
}

TEST_CASE("what a rule rests on is explained, as reports say it") {
  const CommandLine line;
  for (const char* basis : {"documented", "prose", "example", "suite", "protocol"})
    CHECK(line.run({"explain", basis}).out.starts_with(std::string(basis) + ": "));
  CHECK(contains(line.run({"explain", "protocol"}).out, "\"documented: openapi.yaml:38 (protocol)\""));
}

TEST_CASE("an entry of a known issue that is over or gone says what to do") {
  const CommandLine line;
  CHECK(contains(line.run({"explain", "known_issue.expired"}).out, "FINGERPRINT renews an entry of that fingerprint"));
  CHECK(contains(line.run({"explain", "known_issue.unexpected_pass"}).out, "concord baseline prune takes the entry"));
}
