// Valid against what the strictest consumers check before they read anything else: Jenkins' xunit-plugin and Surefire.
#include "sample_runs.h"
#include "written.h"

#include <concord/base/file.h>
#include <concord/report.h>
#include <support/catch.h>
#include <support/paths.h>
#include <support/shared.h>

#include <pugixml.hpp>

#include <cstdlib>
#include <filesystem>
#include <sstream>

using namespace concord;
namespace fs = std::filesystem;

namespace {

const fs::path folder = fs::path(support::binary_dir()) / "junit_schema_test";

bool can_validate() {
  if (std::system("xmllint --version >/dev/null 2>&1") == 0) {
    return support::find_shared("report-formats/junit-10.xsd") &&
           support::find_shared("report-formats/surefire-test-report.xsd");
  }
  support::skip("xmllint is not installed");
  return false;
}

// What xmllint says, "" when the text is valid.
std::string faults(const std::string& text, const std::string& schema) {
  const fs::path file = folder / "report.xml", said = folder / "said.txt";
  REQUIRE(base::write_file_atomically(file, text).empty());
  const std::string command = "xmllint --noout --nonet --schema '" +
                              support::find_shared("report-formats/" + schema).value().string() + "' '" +
                              file.string() + "' 2>'" + said.string() + "'";
  if (std::system(command.c_str()) == 0) return "";
  const auto output = base::read_file(said);
  return output ? output->substr(0, 2000) : "xmllint said nothing";
}

// Surefire has one suite a file and lacks a few attributes.
std::vector<std::string> suites_of(const std::string& text) {
  pugi::xml_document document;
  REQUIRE(document.load_string(text.c_str()));
  std::vector<std::string> suites;
  for (auto suite : document.child("testsuites")) {
    suite.remove_attribute("hostname");
    suite.remove_attribute("file");
    std::ostringstream out;
    suite.print(out, "  ", pugi::format_default, pugi::encoding_utf8);
    suites.push_back(out.str());
  }
  return suites;
}

void check_valid(const result::Run& run, const report::Options& options = {}) {
  const std::string text = written::as("junit", run, options);
  CHECK(faults(text, "junit-10.xsd") == "");
  for (const auto& suite : suites_of(text)) CHECK(faults(suite, "surefire-test-report.xsd") == "");
}

}  // namespace

TEST_CASE("JUnit reports are valid", "[shared]") {
  if (!can_validate()) return;
  SECTION("an ordinary run") {
    check_valid(sample::ordinary_run(), {.reproducible = false, .extended = false, .attachments = "http"});
  }
  SECTION("a nasty run") { check_valid(sample::nasty_run()); }
  SECTION("a run that was killed") {
    auto run = sample::ordinary_run();
    run.is_complete = false;
    check_valid(run);
  }
  SECTION("nothing was selected") {
    result::Run run;
    run.is_complete = true;
    check_valid(run);
  }
}

TEST_CASE("the schema does refuse what is not strict", "[shared]") {
  if (!can_validate()) return;
  const std::string text =
      written::as("junit", sample::ordinary_run(), {.reproducible = false, .extended = true, .attachments = ""});
  CHECK(faults(text, "junit-10.xsd") != "");
}
